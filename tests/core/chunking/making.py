"""Documents and tools for the tests of chunkers."""

from collections.abc import Sequence
from itertools import pairwise

from hypothesis import strategies as st

from core.chunking import contextual_text
from core.events import finished
from core.parsing.text_builder import TextBuilder
from core.protocols import Chunker, ChunkingTools, LanguageModel
from core.types import ChunkSpan, Cut, Mark, MarkKind, ParsedDocument
from tests.library_making import WordHashEmbedder


def count_words(texts: Sequence[str]) -> list[int]:
    """A token for each word and each Chinese character."""
    return [len(t.split()) + sum("\u4e00" <= letter <= "\u9fff" for letter in t) for t in texts]


class SmallWindow(WordHashEmbedder):
    """Reads 60 tokens; a Chinese character is one, as most tokenizers count."""

    max_tokens = 60

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return count_words(texts)


class Window(SmallWindow):
    max_tokens = 254


def cut(
    chunker: Chunker,
    document: ParsedDocument,
    embedder: WordHashEmbedder | None = None,
    model: LanguageModel | None = None,
) -> Cut:
    return finished(chunker.chunk(document, ChunkingTools(embedder or SmallWindow(), model)))


def texts(document: ParsedDocument, spans: Sequence[ChunkSpan]) -> list[str]:
    return [document.text[span.start : span.end] for span in spans]


def embedded(document: ParsedDocument, spans: Sequence[ChunkSpan]) -> list[str]:
    return [
        contextual_text(document.title, span.heading, document.text[span.start : span.end])
        for span in spans
    ]


def build(builder: TextBuilder, title: str = "Title") -> ParsedDocument:
    return builder.build("text", title)


def visible(document: ParsedDocument) -> set[int]:
    """The characters that some chunk must hold."""
    found = {at for at, letter in enumerate(document.text) if not letter.isspace()}
    for mark in document.marks:
        if mark.kind is MarkKind.BOILERPLATE:
            found -= set(range(mark.start, mark.end))
    return found


def assert_right(document: ParsedDocument, spans: Sequence[ChunkSpan], most: int = 60) -> None:
    """In order, trimmed, all covered, fitting the embedder, each in its section."""
    covered: set[int] = set()
    position = -1
    for span, text in zip(spans, embedded(document, spans), strict=True):
        assert position < span.start < span.end <= len(document.text)
        position = span.start
        own = document.text[span.start : span.end]
        assert own == own.strip()
        covered.update(range(span.start, span.end))
        assert count_words([text])[0] <= most
        if span.section_start >= 0:
            assert span.section_start <= span.start < span.end <= span.section_end
    assert visible(document) <= covered


BLOCKS = [kind for kind in MarkKind if kind not in (MarkKind.TABLE_HEADER, MarkKind.TABLE_ROW)]


@st.composite
def any_document(draw: st.DrawFn) -> ParsedDocument:
    """Any text under any marks, tables with rows among them."""
    alphabet = "ab .,:\n。，中文| \u0301"
    text = draw(st.text(alphabet=alphabet, min_size=1, max_size=700)) * draw(st.integers(1, 4))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=12)))
    marks = []
    for start, end in pairwise(cuts):
        kind = draw(st.sampled_from(BLOCKS))
        marks.append(Mark(kind, start, end, level=draw(st.integers(1, 5))))
        if kind is MarkKind.TABLE and end - start > 2:
            middle = (start + end) // 2
            marks.append(Mark(MarkKind.TABLE_HEADER, start, middle))
            marks.append(Mark(MarkKind.TABLE_ROW, middle, end))
    return ParsedDocument("text", draw(st.sampled_from(["", "Title"])), text, tuple(marks))
