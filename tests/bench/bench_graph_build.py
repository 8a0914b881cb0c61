"""What the knowledge graph costs: built, added to, kept; and beside GraphRAG's way without a model.

    LECTERN_CORPORA=… pytest -s -m bench tests/bench/bench_graph_build.py
    LECTERN_CORPORA=… python -m tests.bench.bench_graph_build 1000 10000 30000

Every size is a process of its own, whose peak of memory is told; the graph is built from documents
that are in SQLite already, one passage each, without embeddings. LECTERN_BENCH_PASSAGES is the size
of the first (10,000). LECTERN_BENCH_GRAPHRAG names the Python of an environment with graphrag and,
after a space, a spaCy model (tests/bench/graphrag_peer.py). Nothing is asserted about time.
"""

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from core.events import finished
from core.knowledge_base import KnowledgeBase
from core.types import Document, Mark, MarkKind, ParsedDocument
from tests.bench.graph_material import SETS, GraphMaterial, GraphPassage
from tests.library_making import LineChunker, WordHashEmbedder

pytestmark = [pytest.mark.bench, pytest.mark.timeout(3600)]

PASSAGES = int(os.environ.get("LECTERN_BENCH_PASSAGES", "10000"))
PHASES = (
    ("core.graph.reader", "read"),
    ("core.graph.packing", "packed"),
    ("core.graph.corpus", "joined"),
    ("core.graph.lexicon", "lexicon"),
    ("core.graph.matching", "candidates"),
    ("core.graph.matching", "longest"),
    ("core.graph.communities", "communities"),
    ("core.graph.connections", "relations"),
    ("core.graph.layout", "positions"),
)
"""Functions whose time is told apart; what is not there is passed over."""


def test_what_the_graph_costs(capsys):
    if not os.environ.get("LECTERN_CORPORA"):
        pytest.skip("LECTERN_CORPORA names no folder with question sets")
    with capsys.disabled():
        print()
        small, large = measured(PASSAGES // 10), measured(PASSAGES)
        growth = large["update"] / small["update"]
        print(f"ten times the passages: {growth:.1f} times the seconds")
        beside_graphrag()
    assert large["entities"] > small["entities"]


def measured(passages: int, sets: Sequence[str] = SETS) -> dict[str, Any]:
    """Build in a process of its own and tell what it took."""
    with tempfile.TemporaryDirectory(prefix="lectern-bench-") as folder:
        command = [sys.executable, "-m", "tests.bench.bench_graph_build", "build", folder]
        ran = subprocess.run(
            [*command, str(passages), *sets], check=True, stdout=subprocess.PIPE, text=True
        )
    found: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    tell(found)
    return found


def tell(found: dict[str, Any]) -> None:
    phases = ", ".join(f"{name} {seconds:.1f}" for name, seconds in found["phases"].items())
    print(
        f"{found['passages']} passages: {found['update']:.1f} s, {found['busy']:.1f} of a processor"
        f" ({found['passages'] / found['update']:.0f} a second; {phases}),"
        f" {found['entities']} entities, {found['connections']} connections,"
        f" {found['communities']} communities"
    )
    print(
        f"    one document more {found['one_more']:.2f} s, {found['busy_more']:.2f} of a processor;"
        f" one less {found['one_less']:.2f} s,"
        f" opening again {found['open']:.2f} s, nothing to do {found['idle']:.2f} s"
    )
    print(
        f"    memory at most {found['megabytes']:.0f} MB ({found['before']:.0f} before),"
        f" SQLite {found['sqlite_more']:.1f} MB more, graph files {found['files']:.1f} MB,"
        f" text {found['text']:.1f} MB, load {os.getloadavg()[0]:.1f}",
        flush=True,
    )


# ---- in the process that builds ------------------------------------------------------------------


def build(folder: Path, count: int, sets: Sequence[str]) -> dict[str, Any]:
    from core.graph_building import update

    material = GraphMaterial(Path(os.environ["LECTERN_CORPORA"]), tuple(sets))
    library = opened(folder, create=True)
    passages = list(material.passages(count + 1))
    store(library, passages[:count])
    sqlite = library.path / "library.sqlite"
    settle(library)
    before, memory = size(library.path), peak_memory()
    busy = time.process_time()
    with timed() as phases:
        seconds = spent(lambda: finished(update(library)))
    busy = time.process_time() - busy
    status = library.graph.status()
    at_most = peak_memory()
    settle(library)
    files = size(library.path) - size(sqlite)
    more = size(library.path) - before
    store(library, passages[count:])
    busy_more = time.process_time()
    one_more = spent(lambda: finished(update(library)))
    busy_more = time.process_time() - busy_more
    newest = library.catalog.ids()[0]
    with library.database.transaction():
        library.catalog.remove([newest])
    one_less = spent(lambda: finished(update(library)))
    idle = spent(lambda: finished(update(library)))
    library.close()
    library = opened(folder)
    again = spent(lambda: library.graph.snapshot())
    library.close()
    return {
        "passages": count,
        "update": seconds,
        "busy": busy,
        "phases": phases,
        "entities": status.entities,
        "connections": status.connections,
        "communities": status.communities,
        "one_more": one_more,
        "busy_more": busy_more,
        "one_less": one_less,
        "idle": idle,
        "open": again,
        "megabytes": at_most,
        "before": memory,
        "sqlite_more": more - files,
        "files": files,
        "text": sum(len(each.text.encode()) for each in passages) / 1e6,
    }


def opened(folder: Path, create: bool = False) -> KnowledgeBase:
    return KnowledgeBase.open(
        folder / "library", create=create, embedder=WordHashEmbedder(), chunker=LineChunker()
    )


def store(library: KnowledgeBase, passages: Sequence[GraphPassage]) -> None:
    """Documents by the store alone: cutting and embedding are not the graph's."""
    with library.database.transaction():
        for each in passages:
            id = hashlib.sha256(f"{each.title}\0{each.text}".encode()).hexdigest()[:32]
            text = each.text
            document = Document(
                id, each.title, f"{id}.txt", "", f"{id}.txt", "text", each.language, 1,
                len(text), 0, len(text), time.time(),
            )  # fmt: skip
            marks = (Mark(MarkKind.PARAGRAPH, 0, len(text)),)
            library.catalog.put(document, ParsedDocument("text", each.title, text, marks), 1)


def settle(library: KnowledgeBase) -> None:
    library.database.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def size(path: Path) -> float:
    """Megabytes."""
    files = [path] if path.is_file() else [each for each in path.rglob("*") if each.is_file()]
    return sum(file.stat().st_size for file in files) / 1e6


def spent(action: Callable[[], object]) -> float:
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


@contextmanager
def timed() -> Iterator[dict[str, float]]:
    """The processor's seconds in each of the phases, by the name of its function."""
    found: dict[str, float] = {}
    undo: list[Callable[[], None]] = []
    for module, name in PHASES:
        try:
            original = getattr(import_module(module), name)
        except (ImportError, AttributeError):
            continue

        def clocked(*given: Any, _of: Any = original, _as: str = name, **more: Any) -> Any:
            started = time.process_time()
            try:
                return _of(*given, **more)
            finally:
                found[_as] = found.get(_as, 0.0) + time.process_time() - started

        for room in [each for key, each in sys.modules.items() if key.startswith("core.")]:
            for known, value in list(vars(room).items()):
                if value is original:
                    setattr(room, known, clocked)
                    undo.append(lambda r=room, k=known, o=original: setattr(r, k, o))
    try:
        yield found
    finally:
        for step in undo:
            step()


def peak_memory() -> float:
    """Megabytes that this process has had at most."""
    import psutil

    now = psutil.Process().memory_info()
    try:
        import resource
    except ImportError:  # Windows
        return float(getattr(now, "peak_wset", now.rss)) / 1e6
    scale = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * scale / 1e6


# ---- beside others -------------------------------------------------------------------------------


def beside_graphrag() -> None:
    """The 1,890 passages of musique-en by both."""
    ours = measured(1890, ("musique-en",))
    python, _, model = os.environ.get("LECTERN_BENCH_GRAPHRAG", "").partition(" ")
    if not python:
        print("LECTERN_BENCH_GRAPHRAG names no environment with graphrag")
        return
    corpus = Path(os.environ["LECTERN_CORPORA"]) / "quality" / "musique-en" / "corpus.jsonl"
    peer = Path(__file__).with_name("graphrag_peer.py")
    command = [python, str(peer), str(corpus), *([model] if model else [])]
    ran = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    theirs = json.loads(ran.stdout.splitlines()[-1])
    seconds = theirs["extract"] + theirs["prune"] + theirs["cluster"]
    print(
        f"GraphRAG ({theirs['extractor']}): {seconds:.1f} s, {theirs['nodes']} noun phrases and"
        f" {theirs['edges']} edges, {theirs['nodes_kept']} and {theirs['edges_kept']} after its"
        f" pruning, {theirs['megabytes']:.0f} MB; {seconds / ours['update']:.1f} times ours",
        flush=True,
    )


def main(arguments: Sequence[str]) -> None:
    if arguments[:1] == ["build"]:
        folder, count, *sets = arguments[1:]
        print(json.dumps(build(Path(folder), int(count), sets)))
        return
    for passages in arguments:
        measured(int(passages))
    beside_graphrag()


if __name__ == "__main__":
    main(sys.argv[1:])
