"""Libraries for tests: an embedder and a chunker that need no model, and documents on the spot."""

import hashlib
import zlib
from collections.abc import Collection, Generator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.chunk_making import made as made_of
from core.events import Progress, Stage, finished
from core.knowledge_base import KnowledgeBase
from core.protocols import ChunkingTools, Retriever
from core.stores.chunks import PreparedDocument
from core.types import (
    ChunkSpan,
    Cut,
    Document,
    DocumentNotice,
    Hit,
    Mark,
    MarkKind,
    NoticeKind,
    PageGeometry,
    ParsedDocument,
)


class WordHashEmbedder:
    """Vectors of hashed words; reads nothing but ASCII, as a model that knows only English."""

    id = "word-hash-64"
    dimensions = 64
    max_tokens = 256

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(text.split()) for text in texts]

    def reads(self, texts: Sequence[str]) -> list[bool]:
        return [text.isascii() for text in texts]

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        found = np.full((len(texts), self.dimensions), 1e-6, dtype=np.float32)
        for row, text in zip(found, texts, strict=True):
            for word in text.lower().split():
                row[zlib.crc32(word.strip(".,?").encode()) % self.dimensions] += 1
            row /= np.linalg.norm(row)
        return found

    def embed_query(self, text: str) -> NDArray[np.float32]:
        return self.embed([text])[0]


class OtherEmbedder(WordHashEmbedder):
    """Another vector space, shorter."""

    id = "word-hash-32"
    dimensions = 32


class LineChunker:
    """A chunk a line."""

    name = "lines"

    def chunk(
        self, document: ParsedDocument, tools: ChunkingTools
    ) -> Generator[Progress, None, Cut]:
        yield from ()
        spans, at = [], 0
        for line in document.text.splitlines(keepends=True):
            if line.strip():
                spans.append(ChunkSpan(at, at + len(line.rstrip("\n"))))
            at += len(line)
        return Cut(tuple(spans))


class PairChunker:
    """A chunk for each two lines; says so of every document."""

    name = "pairs"

    def chunk(
        self, document: ParsedDocument, tools: ChunkingTools
    ) -> Generator[Progress, None, Cut]:
        lines = (yield from LineChunker().chunk(document, tools)).spans
        yield Progress(Stage.PREPARING, 1, 1)
        pairs = [lines[at : at + 2] for at in range(0, len(lines), 2)]
        spans = [
            ChunkSpan(pair[0].start, pair[-1].end, "", 0, len(document.text)) for pair in pairs
        ]
        return Cut(tuple(spans), (DocumentNotice(NoticeKind.CUT_WITHOUT_MODEL),))


def parsed(text: str, title: str = "", geometry: tuple[PageGeometry, ...] = ()) -> ParsedDocument:
    marks, at = [Mark(MarkKind.PAGE, 0, len(text), "1")], 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            marks.append(Mark(MarkKind.PARAGRAPH, at, at + len(line.rstrip("\n"))))
        at += len(line)
    return ParsedDocument("text", title, text, tuple(marks), geometry)


def id_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:32]


def prepared(
    library: KnowledgeBase,
    text: str,
    title: str = "A title",
    name: str = "a.txt",
    added: float = 0.0,
    content: bytes | None = None,
    document: ParsedDocument | None = None,
    queue_id: int | None = None,
) -> PreparedDocument:
    """A document that is ready to be added; with `content` its original is stored too."""
    id = id_of(content if content is not None else f"{title}\0{text}".encode("utf-8", "replace"))
    original = library.folder.originals / f"{id}.txt"
    if content is not None:
        source = library.path.parent / f"source-{id}.txt"
        source.write_bytes(content)
        original = library.folder.store_original(source, id, "txt")
    document = document or parsed(text, title)
    (made,) = finished(made_of([(title, document)], library.chunker, library.chunking_tools))
    return PreparedDocument(
        document=Document(
            id=id,
            title=title,
            name=name,
            path=f"/somewhere/{name}",
            original=str(original),
            format="text",
            language="en",
            pages=document.pages,
            characters=len(text),
            chunks=len(made.spans),
            bytes=len(text.encode("utf-8", "replace")),
            added=added,
        ),
        parsed=document,
        made=made,
        queue_id=queue_id,
    )


def open_library(path: Path, **how: bool) -> KnowledgeBase:
    """Open a library with the test's embedder and chunker."""
    return KnowledgeBase.open(path, embedder=WordHashEmbedder(), chunker=LineChunker(), **how)


def found(
    retriever: Retriever, question: str, limit: int, documents: Collection[str] | None = None
) -> list[Hit]:
    """The hits of a retriever, its road run to the end."""
    return list(finished(retriever.retrieve(question, limit, documents)).hits)
