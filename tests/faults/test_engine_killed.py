"""Kill -9 of the engine at random moments of an import: nothing reported is lost or twice."""

import random
import threading

import pytest

from core import wire
from core.events import FilesChanged
from core.knowledge_base import KnowledgeBase
from tests.core.engine_process import EngineProcess

CHINESE = "第{n}号档案记录了{n}年的收成。粮仓里存有{n}石稻谷，由保管员李明签字确认。"
ENGLISH = "File {n} tells of the harvest. The barn held {n} bushels, signed by keeper Anna Berg."


def make_files(folder, count):
    folder.mkdir()
    for n in range(count):
        text = (ENGLISH if n % 5 == 0 else CHINESE).format(n=1000 + n)
        (folder / f"{n:03}.txt").write_text(text, encoding="utf-8")


def import_until_killed(library, moment):
    """Import, kill the engine after `moment` seconds; ids reported as added, and if it ended."""
    reported = set()
    engine = EngineProcess()
    try:
        assert engine.open(library)["say"] == "opened"
        job = engine.start("prepare_files")
        timer = threading.Timer(moment, engine.process.kill)
        timer.start()
        try:
            while True:
                frame = engine.read()
                if frame["say"] == "done" and frame["job"] == job:
                    return reported, True
                assert frame["say"] == "event", frame
                if isinstance(frame["event"], FilesChanged):
                    reported |= {document.id for document in frame["event"].documents}
        except (EOFError, wire.WireError):
            return reported, False
        finally:
            timer.cancel()
    finally:
        engine.process.kill()
        engine.process.wait()
        engine.process.stdin.close()
        engine.process.stdout.close()


def kill_many_times(tmp_path, kills, files):
    rng = random.Random(20261122)
    folder, library = tmp_path / "files", tmp_path / "library"
    make_files(folder, files)
    with EngineProcess() as engine:
        engine.open(library)
        engine.run("enqueue_files", paths=[str(folder)])
    reported, killed = set(), 0
    for _ in range(kills):
        now, ended = import_until_killed(library, rng.uniform(0.05, 2.5))
        assert not now & reported, "a document was added twice"
        reported |= now
        killed += not ended
        assert reported <= ids_in(library)
        if ended:
            break
    with EngineProcess() as engine:
        assert engine.open(library)["say"] == "opened"
        engine.run("prepare_files")
        _, listed = engine.run("list_documents", limit=files + 1)
        assert len(listed) == files
        assert len({document.name for document in listed}) == files
        for n in rng.sample(range(files), 5):
            _, found = engine.run("search", question=f"{1000 + n}", retriever="keyword")
            assert str(1000 + n) in found.passages[0].text
    assert_consistent(library)
    return killed


def ids_in(path):
    library = KnowledgeBase.open(path, read_only=True)
    try:
        return set(library.catalog.ids())
    finally:
        library.close()


def assert_consistent(path):
    library = KnowledgeBase.open(path, read_only=True)
    try:
        rows, distinct = library.database.connection.execute(
            "SELECT count(*), count(DISTINCT document || '/' || ordinal) FROM chunks"
        ).fetchone()
        assert rows == distinct
        originals = {file.stem for file in library.folder.originals.iterdir()}
        assert originals == set(library.catalog.ids())
    finally:
        library.close()


@pytest.mark.faults
def test_killed_a_few_times_an_import_goes_on_where_it_was(tmp_path):
    assert kill_many_times(tmp_path, kills=4, files=60) >= 1


@pytest.mark.faults
@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_killed_fifty_times_nothing_is_lost_and_nothing_is_twice(tmp_path):
    assert kill_many_times(tmp_path, kills=50, files=2500) == 50
