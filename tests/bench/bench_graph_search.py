"""What searching over the knowledge graph adds to a plain search, and how that grows.

    LECTERN_CORPORA=… pytest -s -m bench tests/bench/bench_graph_search.py
    LECTERN_CORPORA=… python -m tests.bench.bench_graph_search 10000 [100000 …]

Each question is asked the plain way and over the graph, one right after the other, so that what
else the computer does falls on both; the overhead is the difference of the two. Milliseconds are
medians and 95th percentiles over real questions. Nothing is asserted about time.
"""

import os
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pytest

from core.events import finished
from core.graph_building import update
from core.retrieval.graph import reach
from core.retrieval.graph_binding import bound
from core.retrieval.hybrid import hybrid
from tests.bench.bench_million import made, recombined
from tests.bench.recombined import Recombined
from tests.library_making import found

pytestmark = [pytest.mark.bench, pytest.mark.timeout(7200)]

CHUNKS = int(os.environ.get("LECTERN_BENCH_CHUNKS", "10000"))


def test_what_the_graph_adds_to_a_search(tmp_path):
    if not os.environ.get("LECTERN_CORPORA"):
        pytest.skip("LECTERN_CORPORA names no folder with question sets")
    source = recombined()
    small, large = (measured(tmp_path / str(size), source, size) for size in (CHUNKS // 4, CHUNKS))
    print(f"overhead at {CHUNKS} : at {CHUNKS // 4} = {large / small:.2f}")


def measured(folder: Path, source: Recombined, size: int) -> float:
    """Prints what there is to say of a library of so many chunks; the median overhead in ms."""
    library = made(folder, source, size)
    started = time.perf_counter()
    status = finished(update(library))
    built = time.perf_counter() - started
    started = time.perf_counter()
    graph = bound(library)
    joined = time.perf_counter() - started
    print(
        f"{size} chunks: {status.entities} entities, {status.connections} connections, graph made"
        f" in {built:.1f} s, joined with the chunks in {joined:.2f} s ({held(graph) / 1e6:.0f} MB)"
    )
    plain, over = library.retriever("hybrid"), library.retriever("graph")
    found(plain, source.questions[0], 10), found(over, source.questions[0], 10)
    rows = []
    for question in source.questions:
        hits = hybrid(library, question, 100).hits
        rows.append(
            (
                timed(lambda q=question: found(plain, q, 10)),
                timed(lambda q=question: found(over, q, 10)),
                timed(lambda q=question, h=hits: reach(graph, q, h, None)),
            )
        )
    library.close()
    spent = 1000 * np.array(rows)
    told("  plain search ", spent[:, 0])
    told("  over the graph", spent[:, 1])
    told("  the overhead ", spent[:, 1] - spent[:, 0])
    told("  of it the graph itself", spent[:, 2])
    return float(np.median(spent[:, 1] - spent[:, 0]))


def held(graph) -> int:
    """Bytes of the arrays that join a graph with chunks."""
    return sum(each.nbytes for part in (graph.passages, graph.flow) for each in vars(part).values())


def timed(action) -> float:
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


def told(name: str, milliseconds: np.ndarray) -> None:
    median, late = np.quantile(milliseconds, [0.5, 0.95])
    print(f"{name}: p50 {median:.1f} ms, p95 {late:.1f} ms", flush=True)


if __name__ == "__main__":
    for wanted in map(int, sys.argv[1:] or ["10000"]):
        with tempfile.TemporaryDirectory() as place:
            measured(Path(place) / str(wanted), recombined(), wanted)
