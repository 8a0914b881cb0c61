"""Speed of the library on disk: adding, listing, reading, searching, and a scan without an index.

Run it with: pytest tests/bench/bench_search.py -s      (LECTERN_BENCH_CHUNKS=60000 for more)
Medians; nothing is asserted about time.
"""

import os
import statistics
import time

import numpy as np
import pytest

from core.stores.chunks import DocumentChunks, PreparedDocument
from core.stores.scan import scan_matching
from core.text.terms import question_terms
from core.types import ChunkSpan, Document, Mark, MarkKind, ParsedDocument
from tests.library_making import open_library

pytestmark = [pytest.mark.bench, pytest.mark.timeout(1800)]

CHUNKS = int(os.environ.get("LECTERN_BENCH_CHUNKS", "10000"))
CHUNKS_A_DOCUMENT = 10
DIMENSIONS = 384
SYLLABLES = [a + b for a in "bcdfghklmnprst" for b in ("a", "e", "i", "o", "u", "an", "er")]


def median(action, times=20):
    spent = []
    for _ in range(times):
        started = time.perf_counter()
        action()
        spent.append(time.perf_counter() - started)
    return f"{statistics.median(spent) * 1000:8.2f} ms"


def documents(count, chance):
    words = np.array(["".join(chance.choice(SYLLABLES, 3)) for _ in range(20_000)])
    ranks = (20_000 * chance.random((count, CHUNKS_A_DOCUMENT, 60)) ** 3).astype(int)
    for number in range(count):
        lines = [" ".join(words[row]) for row in ranks[number]]
        text, spans, at = "\n".join(lines), [], 0
        for line in lines:
            spans.append(ChunkSpan(at, at + len(line)))
            at += len(line) + 1
        marks = tuple(Mark(MarkKind.PARAGRAPH, span.start, span.end) for span in spans)
        vectors = chance.normal(size=(CHUNKS_A_DOCUMENT, DIMENSIONS)).astype(np.float32)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        id = f"{chance.integers(1 << 62):032x}"
        yield PreparedDocument(
            Document(
                id, f"Title {number}", f"{number}.txt", "", f"{id}.txt", "text", "en", 1,
                len(text), len(spans), len(text), float(number),
            ),
            ParsedDocument("text", f"Title {number}", text, marks),
            DocumentChunks(
                tuple(spans), vectors.astype(np.float16), np.ones(len(spans), dtype=bool),
                "word-hash-64",
            ),
        )  # fmt: skip


def test_speed(tmp_path):
    chance = np.random.default_rng(7)
    library = open_library(tmp_path / "library", create=True)
    library.embedder.dimensions = DIMENSIONS
    library.warm_up = lambda: None
    made = list(documents(CHUNKS // CHUNKS_A_DOCUMENT, chance))
    question = " ".join(made[0].parsed.text.split()[:8])
    vector = made[0].made.vectors[0].astype(np.float32)

    library.add(made[:1])
    started = time.perf_counter()
    for start in range(1, len(made), 500):
        at = time.perf_counter()
        library.add(made[start : start + 500])
        if start == 1:
            print(f"\nadd() of 500 documents      {time.perf_counter() - at:8.2f} s")
    print(f"adding {CHUNKS} chunks          {time.perf_counter() - started:8.2f} s")
    started = time.perf_counter()
    library.index.settle()
    print(f"settling                    {time.perf_counter() - started:8.2f} s")

    words = question_terms(question)
    print("keyword search              ", median(lambda: library.index.matching(words, 100)))
    print("vector search               ", median(lambda: library.index.nearest(vector, 100)))
    best = library.index.nearest(vector, 1)[0]
    assert library.chunks.get([best[0]])[0].text == made[0].parsed.text.split("\n")[0]
    print("documents(0, 500)           ", median(lambda: library.catalog.documents(0, 500)))
    last = len(made) - 100
    print("documents(last, 500)        ", median(lambda: library.catalog.documents(last, 500)))
    print("find(words)                 ", median(lambda: library.catalog.find(words[0]), 5))
    print("summary                     ", median(library.summary))

    book = "\n".join(made[0].parsed.text.split("\n")[0] for _ in range(7000))
    marks = tuple(Mark(MarkKind.PARAGRAPH, at, at + 400) for at in range(0, len(book) - 400, 401))
    item = made[0]
    library.add(
        [
            PreparedDocument(
                item.document, ParsedDocument("text", "", book, marks), item.made
            )
        ]
    )  # fmt: skip
    id, middle = item.document.id, len(book) // 2
    print(
        f"text_slice of {len(book) / 1e6:.1f} million   ",
        median(lambda: library.catalog.text_slice(id, middle, middle + 100)),
    )
    print("find_in, the same           ", median(lambda: library.catalog.find_in(id, "zzzz"), 5))

    rows = lambda: library.chunks.for_index()  # noqa: E731
    print("scan without an index       ", median(lambda: scan_matching(rows(), words, 100), 1))
    started = time.perf_counter()
    library.index.rebuild()
    print(f"rebuilding the index        {time.perf_counter() - started:8.2f} s")
    started = time.perf_counter()
    assert library.index.differences() == 0
    print(f"comparing every row         {time.perf_counter() - started:8.2f} s")
    started = time.perf_counter()
    library.close()
    print(f"closing                     {time.perf_counter() - started:8.2f} s")
    started = time.perf_counter()
    library = open_library(tmp_path / "library")
    library.embedder.dimensions = DIMENSIONS
    library.catalog.documents()
    print(f"opening                     {time.perf_counter() - started:8.2f} s")
    started = time.perf_counter()
    library.index.matching(words, 10)
    print(f"its first question          {time.perf_counter() - started:8.2f} s")
    size = sum(file.stat().st_size for file in (tmp_path / "library").rglob("*") if file.is_file())
    print(f"on disk                     {size / 1e6:8.1f} MB")
    library.close()
