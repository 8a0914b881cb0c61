"""Search at scale: libraries of 1,000 to a million chunks, beside exact search, FAISS and bm25s.

    LECTERN_CORPORA=… pytest -s -m bench tests/bench/bench_million.py
    LECTERN_CORPORA=… python -m tests.bench.bench_million 1000000 [FOLDER] [peers]

LECTERN_BENCH_CHUNKS is the size of the first (20,000). The second keeps the library in FOLDER and
takes it up again; with `peers`, faiss-cpu and bm25s index the same vectors and terms. Milliseconds
are medians and 95th percentiles over real questions, in a process of its own that has the real
embedder. Nothing is asserted about time.
"""

import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core import registry
from core.chunking import contextual_text
from core.knowledge_base import KnowledgeBase
from core.text.terms import question_terms, terms
from tests.bench.recombined import CHUNKS_A_DOCUMENT, Recombined
from tests.library_making import LineChunker, found

pytestmark = [pytest.mark.bench, pytest.mark.timeout(7200)]

CHUNKS = int(os.environ.get("LECTERN_BENCH_CHUNKS", "20000"))
DEPTH, BEST = 100, 10
ADDED, TOGETHER = 100, 10
"""Documents that are added to a library that is there, and how many in one transaction."""
RETRIEVERS = ("vector", "keyword", "hybrid")


def test_search_at_scale(tmp_path):
    if not os.environ.get("LECTERN_CORPORA"):
        pytest.skip("LECTERN_CORPORA names no folder with question sets")
    source = recombined()
    cost = {}
    for size in (1000, CHUNKS):
        library = made(tmp_path / str(size), source, size)
        cost[size] = changes(library, source, size)
        library.close()
    print(f"adding to {CHUNKS} : to 1000 = {cost[CHUNKS] / cost[1000]:.2f}")
    asked_elsewhere(tmp_path / str(CHUNKS))
    peers(source, CHUNKS)


def recombined() -> Recombined:
    return Recombined(Path(os.environ["LECTERN_CORPORA"]) / "quality", embedder())


def embedder() -> Any:
    return registry.resolve("embedders", "minilm")()


def opened(folder: Path, create: bool = False) -> KnowledgeBase:
    return KnowledgeBase.open(folder, create=create, embedder=embedder(), chunker=LineChunker())


def made(folder: Path, source: Recombined, size: int) -> KnowledgeBase:
    """A library of so many chunks: rows by the stores, then the index made from them."""
    if folder.exists():
        return opened(folder)
    library = opened(folder, create=True)
    started = time.perf_counter()
    every = size // CHUNKS_A_DOCUMENT
    for start in range(0, every, 500):
        with library.database.transaction():
            for each in source.documents(start, min(500, every - start)):
                library.catalog.put(each.document, each.parsed, each.parser_version)
                library.chunks.put(each.document.id, each.parsed, each.made)
    stored = time.perf_counter()
    library.index.rebuild()
    indexed = time.perf_counter()
    print(
        f"\n{size} chunks: stored {stored - started:.1f} s, indexed {indexed - stored:.1f} s",
        end="",
    )
    index, sqlite = megabytes(folder / "index"), megabytes(folder) - megabytes(folder / "index")
    print(
        f", index {index:.0f} MB, SQLite {sqlite:.0f} MB, load {os.getloadavg()[0]:.1f}", flush=True
    )
    return library


def megabytes(folder: Path) -> float:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6


# ---- asking -------------------------------------------------------------------------------------


def asked_elsewhere(folder: Path) -> None:
    """The questions in a process of their own, whose memory is this program's."""
    command = [sys.executable, "-m", "tests.bench.bench_million", "ask", str(folder)]
    subprocess.run(command, check=True)


def ask(folder: Path) -> None:
    library = opened(folder)
    questions = recombined_questions()
    library.warm_up()
    for name in RETRIEVERS:
        retriever = library.retriever(name)
        show(name, spent(lambda q, by=retriever: found(by, q, BEST), questions))
    chinese = recombined_questions("cmrc2018-zh")[:100]
    keyword = library.retriever("keyword")
    show("keyword, Chinese", spent(lambda q: found(keyword, q, BEST), chinese))
    index, asking = library.index, library.embedder.embed_query
    vectors = [asking(question) for question in questions]
    words = [question_terms(question) for question in questions]
    show("  its vector leg alone", spent(lambda v: index.nearest(v, DEPTH), vectors))
    show("  its word leg alone", spent(lambda w: index.matching(w, DEPTH), words))
    show("  embedding the question", spent(asking, questions))
    print(f"memory at most {peak_memory():.0f} MB, load {os.getloadavg()[0]:.1f}", flush=True)
    recall(library, questions, vectors)
    library.close()


def recombined_questions(*names: str) -> list[str]:
    from tests.bench.recombined import SETS, questions_of

    folder = Path(os.environ["LECTERN_CORPORA"]) / "quality"
    return [question for name in names or SETS[:2] for question in questions_of(folder / name)]


def recall(library: KnowledgeBase, questions: Sequence[str], vectors: Sequence[Any]) -> None:
    """How many of the ten best by exact search are among the ten that are found."""
    ids, matrix = all_vectors(library)
    exact, exact_half = [], []
    for vector in vectors:
        cosines = matrix @ vector
        best = np.argpartition(-cosines, DEPTH)[:DEPTH]
        best = best[np.argsort(-cosines[best])]
        exact.append([(int(ids[row]), float(cosines[row])) for row in best])
    del matrix
    for vector, hits in zip(vectors, exact, strict=True):
        near = {chunk for chunk, _ in library.index.nearest(vector, BEST)}
        exact_half.append(len(near & {chunk for chunk, _ in hits[:BEST]}) / BEST)
    hybrid, same = library.retriever("hybrid"), []
    nearest = library.index.nearest
    for question, hits in zip(questions, exact, strict=True):
        usual = {hit.chunk for hit in found(hybrid, question, BEST)}
        library.index.nearest = lambda *_, hits=hits: hits  # type: ignore[method-assign]
        truth = {hit.chunk for hit in found(hybrid, question, BEST)}
        library.index.nearest = nearest  # type: ignore[method-assign]
        same.append(len(usual & truth) / BEST)
    print(
        f"recall@{BEST} of exact search: vector {statistics.mean(exact_half):.4f},"
        f" hybrid over exact legs {statistics.mean(same):.4f}",
        flush=True,
    )


def all_vectors(library: KnowledgeBase) -> tuple[Any, Any]:
    connection = library.database.connection
    count = connection.execute("SELECT count(*) FROM vectors").fetchone()[0]
    ids = np.empty(count, np.int64)
    matrix = np.empty((count, library.embedder.dimensions), np.float32)
    for row, (chunk, vector) in enumerate(connection.execute("SELECT chunk, vector FROM vectors")):
        ids[row], matrix[row] = chunk, np.frombuffer(vector, "<f2")
    return ids, matrix


def spent(action: Callable[[Any], object], arguments: Sequence[Any]) -> list[float]:
    """Milliseconds of each call."""
    for argument in arguments[:5]:
        action(argument)
    times = []
    for argument in arguments:
        started = time.perf_counter()
        action(argument)
        times.append((time.perf_counter() - started) * 1000)
    return times


def show(name: str, times: list[float]) -> None:
    p50, p95 = np.percentile(times, [50, 95])
    print(f"{name:34} p50 {p50:7.1f}   p95 {p95:7.1f} ms", flush=True)


def peak_memory() -> float:
    import psutil

    now = psutil.Process().memory_info()
    return max(getattr(now, "peak_wset", 0), now.rss) / 1e6


# ---- changing -----------------------------------------------------------------------------------


def changes(library: KnowledgeBase, source: Recombined, size: int) -> float:
    """What adding, asking meanwhile and deleting cost; returns the seconds that adding took."""
    questions = source.questions[:50]
    hybrid = library.retriever("hybrid")
    quiet = spent(lambda q: found(hybrid, q, BEST), questions)
    show(f"{size}: hybrid, quiet", quiet)
    first = 10_000_000 + library.catalog.count()

    def added(start: int, count: int, embed: bool) -> float:
        started = time.perf_counter()
        for at in range(start, start + count, TOGETHER):
            group = list(source.documents(at, TOGETHER))
            if embed:
                for each in group:
                    spans = each.made.spans
                    library.embedder.embed([each.parsed.text[s.start : s.end] for s in spans])
            library.add(group)
        return time.perf_counter() - started

    seconds = added(first, ADDED, embed=False)
    print(f"{size}: adding {ADDED} documents   {seconds:7.2f} s", flush=True)

    meanwhile: list[float] = []
    stop = threading.Event()

    def go_on_asking() -> None:
        while not stop.is_set():
            meanwhile.extend(spent(lambda q: found(hybrid, q, BEST), questions[:10]))

    thread = threading.Thread(target=go_on_asking)
    thread.start()
    # An import embeds what it adds, which takes most of its time.
    added(first + ADDED, 2 * TOGETHER, embed=True)
    stop.set()
    thread.join()
    show(f"{size}: hybrid, while adding", meanwhile)
    ratio = statistics.median(meanwhile) / statistics.median(quiet)
    print(f"{size}: while adding : quiet = {ratio:.2f}", flush=True)

    started = time.perf_counter()
    library.index.settle(at_rest=True)
    print(f"{size}: settling at the end      {time.perf_counter() - started:7.2f} s", flush=True)
    show(f"{size}: hybrid, settled", spent(lambda q: found(hybrid, q, BEST), questions))

    (book,) = source.documents(first, 1, chunks=1000)
    library.add([book])
    started = time.perf_counter()
    library.remove([book.document.id])
    print(f"{size}: deleting 1000 chunks       {time.perf_counter() - started:7.2f} s", flush=True)
    for name in RETRIEVERS:
        for question in (book.parsed.text[:200], *questions[:5]):
            hits = found(library.retriever(name), question, DEPTH)
            documents = {chunk.document for chunk in library.chunks.get([h.chunk for h in hits])}
            assert len(library.chunks.get([h.chunk for h in hits])) == len(hits)
            assert book.document.id not in documents
    return seconds


# ---- beside others ------------------------------------------------------------------------------


def peers(source: Recombined, size: int) -> None:
    """FAISS over the same vectors and bm25s over the same terms, two threads, this process."""
    faiss, bm25s = pytest.importorskip("faiss"), pytest.importorskip("bm25s")
    faiss.omp_set_num_threads(2)
    vectors = np.empty((size, source.vectors.shape[1]), np.float32)
    words: dict[str, int] = {}
    texts: list[Any] = []
    for number, each in enumerate(source.documents(0, size // CHUNKS_A_DOCUMENT)):
        at = number * CHUNKS_A_DOCUMENT
        vectors[at : at + CHUNKS_A_DOCUMENT] = each.made.vectors
        for span in each.made.spans:
            text = each.parsed.text[span.start : span.end]
            every = terms(contextual_text(each.document.title, span.heading, text))
            texts.append(np.array([words.setdefault(term, len(words)) for term in every], np.int32))
    asked = source.asked
    truth = [set(np.argsort(-(vectors @ v))[:BEST].tolist()) for v in asked]
    flat = faiss.IndexFlatIP(vectors.shape[1])
    inverted = faiss.IndexIVFFlat(
        flat, vectors.shape[1], max(1, size // 1000), faiss.METRIC_INNER_PRODUCT
    )
    graph = faiss.IndexHNSWFlat(vectors.shape[1], 16, faiss.METRIC_INNER_PRODUCT)
    graph.hnsw.efConstruction = 64
    for name, index, holder, effort_is in (
        ("FAISS IVF", inverted, inverted, "nprobe"),
        ("FAISS HNSW", graph, graph.hnsw, "efSearch"),
    ):
        started = time.perf_counter()
        index.train(vectors[:: max(1, size // 50_000)])
        index.add(vectors)
        built = time.perf_counter() - started
        for effort in (16, 32, 64, 128, 256, 512, 1024):
            setattr(holder, effort_is, effort)
            near = [set(index.search(v[None], BEST)[1][0].tolist()) for v in asked]
            kept = statistics.mean(len(a & b) / BEST for a, b in zip(near, truth, strict=True))
            if kept >= 0.95:
                break
        times = spent(lambda v, index=index: index.search(v[None], DEPTH), list(asked))
        show(f"{name} ({effort}: recall {kept:.3f}), {built:.0f} s", times)
    started = time.perf_counter()
    lexical = bm25s.BM25(k1=1.2, b=0.75)
    lexical.index((texts, words), show_progress=False)
    built = time.perf_counter() - started
    asked_words = [
        [[term for term in question_terms(q) if term in words]] for q in source.questions
    ]
    show(
        f"bm25s, {built:.0f} s",
        spent(lambda w: lexical.retrieve(w, k=DEPTH, show_progress=False), asked_words),
    )
    print(f"load {os.getloadavg()[0]:.1f}", flush=True)


def main(arguments: Sequence[str]) -> None:
    if arguments[0] == "ask":
        ask(Path(arguments[1]))
        return
    size, source = int(arguments[0]), recombined()
    folder = Path(arguments[1] if len(arguments) > 1 else f"lectern-{size}")
    library = made(folder, source, size)
    library.close()
    asked_elsewhere(folder)
    library = opened(folder)
    changes(library, source, size)
    library.close()
    if "peers" in arguments:
        peers(source, size)


if __name__ == "__main__":
    main(sys.argv[1:])
