"""Kill -9 of the engine while documents are prepared another way: it goes on, nothing is lost."""

import random

import pytest

from core.knowledge_base import KnowledgeBase
from core.types import RecipeState
from tests.core.engine_process import EngineProcess

FILES = 200
TEXT = "File {n} tells of the harvest. The barn held {n} bushels, signed by keeper Anna Berg.\n\n"


@pytest.fixture
def path(tmp_path):
    """A library of some hundred documents, closed."""
    folder, path = tmp_path / "files", tmp_path / "library"
    folder.mkdir()
    for n in range(FILES):
        (folder / f"{n:03}.txt").write_text((TEXT.format(n=1000 + n)) * 16, encoding="utf-8")
    with EngineProcess() as engine:
        engine.open(path)
        engine.run("add_documents", paths=[str(folder)])
    return path


def prepare_until_killed(path, events):
    """Prepare with another chunker, kill the engine after so many events; whether it ended."""
    engine = EngineProcess()
    try:
        assert engine.open(path)["say"] == "opened"
        engine.start("prepare_recipe", chunker="fixed", use=True)
        for _ in range(events):
            frame = engine.read()
            if frame["say"] != "event":
                assert frame["say"] == "done", frame
                return True
        return False
    finally:
        engine.process.kill()
        engine.process.wait()
        engine.process.stdin.close()
        engine.process.stdout.close()


def recipes_of(path):
    library = KnowledgeBase.open(path, read_only=True)
    try:
        return library.recipes.all()
    finally:
        library.close()


def searched(path, numbers):
    with EngineProcess() as engine:
        assert engine.open(path)["say"] == "opened"
        found = [
            engine.run("search", question=f"harvest of file {number}", retriever="keyword")[1]
            for number in numbers
        ]
        return [{passage.text for passage in each.passages[:1]} for each in found]


def kill_many_times(path, kills):
    rng = random.Random(20261122)
    numbers = [1000 + n for n in rng.sample(range(FILES), 5)]
    before = searched(path, numbers)
    done = killed = 0
    for _ in range(kills):
        ended = prepare_until_killed(path, rng.randint(1, 3))
        recipes = recipes_of(path)
        if ended or recipes[0].id != 1:
            break
        killed += 1
        assert recipes[0].done == FILES, "the current recipe is whole"
        if len(recipes) > 1:
            assert recipes[1].done >= done, "what was prepared stays"
            done = recipes[1].done
    assert recipes_of(path)[0].id != 1 or searched(path, numbers) == before
    with EngineProcess() as engine:
        assert engine.open(path)["say"] == "opened"
        engine.run("prepare_recipe", chunker="fixed", use=True)
        _, report = engine.run("check_library")
        assert report.problems == ()
    current, former = recipes_of(path)
    assert (current.chunker, current.state, current.done) == ("fixed", RecipeState.CURRENT, FILES)
    assert (former.id, former.state, former.done) == (1, RecipeState.FORMER, FILES)
    for number, texts in zip(numbers, searched(path, numbers), strict=True):
        assert str(number) in texts.pop()
    with EngineProcess() as engine:
        assert engine.open(path)["say"] == "opened"
        engine.run("use_recipe", id=1)
    assert searched(path, numbers) == before
    return killed


@pytest.mark.faults
def test_killed_a_few_times_preparing_goes_on_where_it_was(path):
    assert kill_many_times(path, kills=3) >= 1


@pytest.mark.faults
@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_killed_thirty_times_preparing_ends_whole(path):
    assert kill_many_times(path, kills=30) >= 2
