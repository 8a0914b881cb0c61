"""The whole import, from files to searchable, beside plain encoding of the same chunks, in one run.

    pytest -s -m bench tests/bench/bench_import.py

The plain way is `SentenceTransformer.encode` in its defaults over the chunks alone: no reading, no
cutting, no storing. Files are real-looking articles of some 1,400 words each; with LECTERN_CORPORA
they are made of the passages of quality/musique-en.
"""

import os
import statistics
import time
from pathlib import Path

import pytest

from core import ingest
from core.chunking import contextual_text
from core.events import FilesChanged
from core.knowledge_base import KnowledgeBase
from tests.bench.bench_embedding import passages

pytestmark = [pytest.mark.bench, pytest.mark.timeout(1800)]

PASSAGES_A_FILE = 16
ROUNDS = 3


def make_files(folder: Path, count: int) -> None:
    folder.mkdir()
    texts = passages(count * PASSAGES_A_FILE)
    for number in range(count):
        some = texts[number * PASSAGES_A_FILE : (number + 1) * PASSAGES_A_FILE]
        paragraphs = "\n\n".join(some)
        (folder / f"article-{number}.md").write_text(f"# Article {number}\n\n{paragraphs}\n")


def import_all(library: KnowledgeBase, folder: Path) -> tuple[float, int]:
    """Seconds from the first file to the last document searchable, and chunks that came in."""
    began, chunks, last = time.perf_counter(), 0, 0.0
    for event in ingest.add(library, [folder]):
        if isinstance(event, FilesChanged) and event.documents:
            chunks += sum(document.chunks for document in event.documents)
            last = time.perf_counter()
    return last - began, chunks


def test_import_beside_plain_encoding(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from sentence_transformers import SentenceTransformer

    count = int(os.environ.get("LECTERN_BENCH_FILES", "40"))
    make_files(tmp_path / "files", count)
    ours, theirs, texts = [], [], []
    plain = None
    for number in range(ROUNDS):
        library = KnowledgeBase.open(tmp_path / f"library-{number}", create=True)
        library.embedder.embed(["The model is loaded before the clock runs."])
        seconds, chunks = import_all(library, tmp_path / "files")
        ours.append(chunks / seconds)
        if not texts:
            stored = library.database.connection.execute(
                "SELECT title, heading, text FROM chunks JOIN documents ON documents.id = document"
            )
            texts = [contextual_text(*row) for row in stored]
            plain = SentenceTransformer(
                str(library.embedder._folder.path), device="cpu", local_files_only=True
            )
            plain.encode(texts[:8], show_progress_bar=False)
        library.close()
        began = time.perf_counter()
        plain.encode(texts, show_progress_bar=False)
        theirs.append(len(texts) / (time.perf_counter() - began))
    fast, slow = statistics.median(ours), statistics.median(theirs)
    with capsys.disabled():
        print(
            f"\n{count} files, {len(texts)} chunks: import {fast:.1f} a second, plain encoding"
            f" alone {slow:.1f}, ratio {fast / slow:.2f}"
        )
    assert fast > slow
