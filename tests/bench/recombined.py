"""Libraries of any size out of real text: sentences of real passages recombined, and their vectors.

A chunk is a real sentence with some of its own passage and some of another; its vector is that
sentence's real vector with noise. So words keep their real frequencies, neighbourhoods are dense,
and no two chunks are the same.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.protocols import Embedder
from core.stores.chunks import DocumentChunks, PreparedDocument
from core.text.sentences import sentences
from core.types import ChunkSpan, Document, Mark, MarkKind, ParsedDocument

SETS = ("musique-en", "hotpotqa-en", "cmrc2018-zh")
CHUNKS_A_DOCUMENT = 20
ROOTS = 2000
"""Sentences that are embedded; the vectors of all chunks are made from theirs."""
NOISE = 0.5
"""Length of the noise beside a vector of length one: cosine 0.89 to the root, 0.8 to each other."""


@dataclass(frozen=True)
class Passage:
    """A passage of a question set, cut into sentences."""

    title: str
    sentences: tuple[str, ...]
    english: bool


class Recombined:
    """Documents by number: the same number gives the same document."""

    def __init__(self, corpora: Path, embedder: Embedder) -> None:
        self.passages = [passage for name in SETS for passage in _passages(corpora / name, name)]
        self.questions = [q for name in SETS[:2] for q in questions_of(corpora / name)]
        self.chinese_questions = questions_of(corpora / SETS[2])
        self._english = [n for n, passage in enumerate(self.passages) if passage.english]
        self._chinese = [n for n, passage in enumerate(self.passages) if not passage.english]
        every = [(n, s) for n in self._english for s in range(len(self.passages[n].sentences))]
        chosen = np.random.default_rng(1).permutation(len(every))[:ROOTS]
        self._roots = [every[number] for number in chosen]
        self.vectors = embedder.embed(
            [f"{self.passages[n].title}\n{self.passages[n].sentences[s]}" for n, s in self._roots]
        )
        self._space = embedder.id
        self.asked = np.stack([embedder.embed_query(question) for question in self.questions])

    def documents(
        self, start: int, count: int, chunks: int = CHUNKS_A_DOCUMENT
    ) -> Iterator[PreparedDocument]:
        """Documents `start` to `start + count`, each of so many chunks; one in five is Chinese."""
        for number in range(start, start + count):
            yield self._document(number, chunks)

    def _document(self, number: int, chunks: int) -> PreparedDocument:
        chance = np.random.default_rng((7, number, chunks))
        chinese = number % 5 == 4
        language = self._chinese if chinese else self._english
        roots = chance.integers(len(self._roots), size=chunks)
        pieces, headings = [], []
        for root in roots.tolist():
            home, first = self._roots[root]
            if chinese:
                home, first = language[chance.integers(len(language))], 0
            other = language[chance.integers(len(language))]
            mixed = [self.passages[home].sentences[first]]
            for passage in (home, other):
                known = self.passages[passage].sentences
                mixed += [known[pick] for pick in chance.integers(len(known), size=2)]
            pieces.append(" ".join(mixed))
            headings.append(self.passages[home].title)
        noise = chance.standard_normal((chunks, self.vectors.shape[1]), dtype=np.float32)
        vectors = self.vectors[roots] + noise * np.float32(NOISE / self.vectors.shape[1] ** 0.5)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return self._prepared(number, pieces, headings, vectors.astype(np.float16))

    def _prepared(
        self, number: int, pieces: list[str], headings: list[str], vectors: NDArray[np.float16]
    ) -> PreparedDocument:
        text, spans, at = "\n".join(pieces), [], 0
        for piece, heading in zip(pieces, headings, strict=True):
            spans.append(ChunkSpan(at, at + len(piece), heading))
            at += len(piece) + 1
        id = hashlib.sha256(f"{number} {len(pieces)}".encode()).hexdigest()[:32]
        name = f"Volume {number}"
        document = Document(
            id, name, f"{name}.txt", "", f"{id}.txt", "text", "en", 1,
            len(text), len(spans), len(text), float(number),
        )  # fmt: skip
        marks = tuple(Mark(MarkKind.PARAGRAPH, span.start, span.end) for span in spans)
        there = np.ones(len(spans), dtype=bool)
        return PreparedDocument(
            document,
            ParsedDocument("text", name, text, marks),
            DocumentChunks(tuple(spans), vectors, there, self._space),
        )


def _passages(folder: Path, name: str) -> Iterator[Passage]:
    for row in _rows(folder / "corpus.jsonl"):
        text = row["text"]
        cut = tuple(text[start:end] for start, end in sentences(text))
        if cut:
            yield Passage(row["title"], cut, english=name.endswith("en"))


def questions_of(folder: Path) -> list[str]:
    return [row["text"] for row in _rows(folder / "queries.jsonl")]


def _rows(file: Path) -> Iterator[dict[str, str]]:
    for line in file.read_text(encoding="utf-8").split("\n"):
        if line:
            yield json.loads(line)
