"""What every chunker must do; a new one subclasses ChunkerContract."""

import json
from collections.abc import Generator, Mapping, Sequence
from typing import Any

import pytest

from core.chunking import contextual_text
from core.chunking.by_model import ModelChunker
from core.chunking.fixed import FixedChunker
from core.chunking.recursive import RecursiveChunker
from core.chunking.semantic import SemanticChunker
from core.chunking.structure import StructureChunker
from core.events import Token, finished
from core.parsing.text_builder import TextBuilder
from core.protocols import ChatMessage, Chunker, ChunkingTools
from core.registry import CHUNKERS, resolve
from core.types import ChunkSpan, MarkKind, ParsedDocument
from tests.library_making import WordHashEmbedder


class SmallWindow(WordHashEmbedder):
    """Reads 90 tokens; a Chinese character is one, as most tokenizers count."""

    max_tokens = 90

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [
            len(text.split()) + sum("\u4e00" <= letter <= "\u9fff" for letter in text)
            for text in texts
        ]


class EveryThird:
    """Stands in at the model boundary: a writing model that parts before every third sentence."""

    name = "every third"
    context_tokens = 4096

    def write(
        self,
        messages: Sequence[ChatMessage],
        max_tokens: int = 512,
        temperature: float = 0.0,
        schema: Mapping[str, Any] | None = None,
    ) -> Generator[Token, None, str]:
        yield Token("")
        count = messages[-1].text.count("\n") + 1
        return json.dumps({"starts": list(range(1, count + 1, 3))})


def document() -> ParsedDocument:
    builder = TextBuilder("mixed.txt")
    for page in range(4):
        builder.page(str(page + 1))
        builder.boilerplate("Running header")
        builder.heading(f"Chapter {page}", 1)
        builder.paragraph("A sentence of some words stands here. " * 60)
        builder.paragraph("一句话。又一句话，说得更长一些。" * 80)
        builder.heading("Things", 3)
        for item in range(10):
            builder.list_item(f"thing {item}")
        builder.table([["Name", "Value"], *([f"n{row}", str(row)] for row in range(200))])
        builder.code("def f():\n    return 1\n" * 50)
    return builder.build("text", "Mixed")


class ChunkerContract:
    """Subclass and override `make`, and `tools` for one that uses a model."""

    def make(self) -> Chunker:
        raise NotImplementedError

    def tools(self, embedder: WordHashEmbedder) -> ChunkingTools:
        return ChunkingTools(embedder)

    def cut(
        self, document: ParsedDocument, embedder: WordHashEmbedder | None = None
    ) -> tuple[ChunkSpan, ...]:
        tools = self.tools(embedder or WordHashEmbedder())
        return finished(self.make().chunk(document, tools)).spans

    def test_spans_are_in_order_inside_the_text_and_not_empty(self) -> None:
        parsed = document()
        position = -1
        for chunk in self.cut(parsed):
            assert position < chunk.start < chunk.end <= len(parsed.text)
            assert parsed.text[chunk.start : chunk.end].strip()
            position = chunk.start

    def test_every_visible_character_outside_boilerplate_is_covered(self) -> None:
        parsed = document()
        missing = {at for at, letter in enumerate(parsed.text) if not letter.isspace()}
        for mark in parsed.marks:
            if mark.kind is MarkKind.BOILERPLATE:
                missing -= set(range(mark.start, mark.end))
        for chunk in self.cut(parsed):
            missing -= set(range(chunk.start, chunk.end))
        assert not missing

    def test_no_chunk_begins_or_ends_with_boilerplate(self) -> None:
        parsed = document()
        for chunk in self.cut(parsed):
            text = parsed.text[chunk.start : chunk.end]
            assert not text.startswith("Running header")
            assert not text.endswith("Running header")

    def test_a_document_without_marks_is_cut_too(self) -> None:
        plain = ParsedDocument("text", "", "Word after word. " * 2000, ())
        assert len(self.cut(plain)) > 5

    def test_the_same_document_gives_the_same_chunks(self) -> None:
        parsed = document()
        first, second = (self.cut(parsed) for _ in range(2))
        assert first == second

    def test_what_is_embedded_of_a_chunk_fits_the_embedder(self) -> None:
        parsed, small = document(), SmallWindow()
        spans = self.cut(parsed, small)
        texts = [
            contextual_text(parsed.title, s.heading, parsed.text[s.start : s.end]) for s in spans
        ]
        assert max(small.count_tokens(texts)) <= small.max_tokens

    def test_a_section_holds_its_chunk(self) -> None:
        for span in self.cut(document()):
            if span.section_start >= 0:
                assert span.section_start <= span.start < span.end <= span.section_end

    def test_an_empty_document_has_no_chunks(self) -> None:
        assert self.cut(ParsedDocument("text", "", " \n", ())) == ()

    def test_has_a_name(self) -> None:
        assert self.make().name


class TestFixed(ChunkerContract):
    def make(self) -> Chunker:
        return FixedChunker()


class TestRecursive(ChunkerContract):
    def make(self) -> Chunker:
        return RecursiveChunker()


class TestSemantic(ChunkerContract):
    def make(self) -> Chunker:
        return SemanticChunker()


class TestStructure(ChunkerContract):
    def make(self) -> Chunker:
        return StructureChunker()


class TestModel(ChunkerContract):
    """With a model that answers; the contract holds without one as well."""

    def make(self) -> Chunker:
        return ModelChunker()

    def tools(self, embedder: WordHashEmbedder) -> ChunkingTools:
        return ChunkingTools(embedder, EveryThird())


class TestModelWithout(ChunkerContract):
    def make(self) -> Chunker:
        return ModelChunker()


@pytest.mark.parametrize("name", CHUNKERS)
def test_every_chunker_is_made_without_arguments_and_bears_its_name(name: str) -> None:
    assert resolve("chunkers", name)().name == name
