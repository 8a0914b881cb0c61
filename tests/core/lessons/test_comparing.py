"""Methods side by side: what is taught, what is measured, what stays; the trainer is scripted."""

import pytest

from core import paths
from core.errors import BadRequest, LessonTooLarge
from core.events import Changes, LessonTold, Progress, Stage, finished
from core.lessons import comparing, running
from core.lessons.store import Lessons
from core.training.told import Ended, MicroStepped, Stepped
from core.types import Example, ExampleOrigin, LessonPlan, LessonPoint
from tests.core.catalogue.making import gguf_bytes
from tests.core.lessons.scripted_trainer import EXPORTED, ScriptedTrainers


@pytest.fixture(autouse=True)
def base(home):
    paths.models_folder().mkdir(parents=True)
    (paths.models_folder() / "tiny.gguf").write_bytes(gguf_bytes())


def example(at, held_out=False, rejected=""):
    return Example(
        at, f"Question {at}?", f"Answer {at}.", ExampleOrigin.OWN, held_out=held_out,
        rejected=rejected,
    )  # fmt: skip


@pytest.fixture
def lesson():
    examples = [example(at, held_out=at > 16) for at in range(1, 21)]
    return Lessons().new(LessonPlan("Style", "local:tiny.gguf", hold_out=0.0), examples)


def course(*losses, seconds=2.0, memory=1000):
    steps = len(losses)
    told = []
    for step, loss in enumerate(losses, 1):
        told.append(MicroStepped(step - 1, steps, 10.0, 1.0, memory))
        told.append(Stepped(LessonPoint(step, loss, -1.0, 10.0, step * seconds)))
    return [*told, Ended("done", steps, 25, 1000)]


def marked(trials, trial):
    yield Progress(Stage.COMPARING, 0, 0)
    return 0.5, 0.25


@pytest.fixture
def trainers(monkeypatch):
    def script(*runs):
        made = ScriptedTrainers(*runs, exports=[[EXPORTED]] * len(runs))
        monkeypatch.setattr(running, "Trainer", made)
        return made

    return script


def test_each_method_has_a_row_of_what_was_measured(lesson, trainers):
    trainers(course(4.0, 2.0, 1.0), course(4.0, 4.0, 4.0, seconds=1.0))
    road = comparing.compare(lesson.id, ["lora", "vera"], marked)
    told = []
    while True:
        try:
            told.append(next(road))
        except StopIteration as end:
            rows = end.value
            break
    lora, vera = rows
    assert (lora.method, vera.method) == ("lora", "vera")
    assert lora.trainable_share == 0.025
    assert (lora.memory_bytes, lora.seconds_a_step, vera.seconds_a_step) == (1000, 2.0, 1.0)
    # All begin at 4, the best run came to 7/3 (means of three): half of the way is 19/6.
    assert (lora.steps_to_target, vera.steps_to_target) == (2, 0)
    assert (lora.score, lora.forgot) == (0.5, 0.25)
    assert comparing.kept() == rows
    # Nothing of the trials is anybody's lesson.
    assert not any(isinstance(each, LessonTold) for each in told)
    assert sum(isinstance(each, Changes) for each in told) == 2
    shown = [each for each in told if isinstance(each, Progress)]
    assert [each.done for each in shown] == sorted(each.done for each in shown)
    assert {each.total for each in shown} == {200}
    assert [each.id for each in Lessons().all()] == [lesson.id]


def test_rows_on_the_same_base_and_examples_stay(lesson, trainers):
    trainers(course(4.0, 2.0), course(4.0, 3.0))
    finished(comparing.compare(lesson.id, ["lora"], marked))
    rows = finished(comparing.compare(lesson.id, ["vera"], marked))
    assert [each.method for each in rows] == ["lora", "vera"]
    other = Lessons().new(LessonPlan("Other", "local:tiny.gguf"), [example(1)])
    trainers(course(1.0))
    rows = finished(comparing.compare(other.id, ["lora"], marked))
    assert [each.method for each in rows] == ["lora"]


def test_one_that_fails_has_a_row_that_says_so_and_the_others_go_on(lesson, trainers):
    refusal = LessonTooLarge(name="lora", needed="9 GB", available="1 GB")
    trainers([refusal], course(4.0, 3.0))
    rows = finished(comparing.compare(lesson.id, ["full", "lora"], marked))
    assert [(each.method, each.loss >= 0) for each in rows] == [("full", False), ("lora", True)]


def test_what_is_not_possible_is_not_tried(lesson, trainers):
    trainers(course(4.0, 3.0))
    rows = finished(comparing.compare(lesson.id, ["qlora", "dpo", "lora"], marked))
    assert [each.method for each in rows] == ["lora"]
    with pytest.raises(BadRequest, match="None of these ways"):
        finished(comparing.compare(lesson.id, ["qlora", "dpo"], marked))


def test_stopped_midway_it_keeps_the_rows_that_are_done(lesson, trainers):
    trainers(course(4.0, 3.0), course(4.0, 3.0))
    road = comparing.compare(lesson.id, ["lora", "vera"], marked)
    for event in road:
        if isinstance(event, Changes):
            break
    next(road)
    road.close()
    assert [each.method for each in comparing.kept()] == ["lora"]


def test_trials_lie_where_there_is_room_and_one_program_compares_at_a_time(lesson, trainers):
    left = paths.cache_folder() / "methods" / "lora" / "of a program that was killed"
    left.mkdir(parents=True)
    script = trainers(course(2.0, 1.0))
    road = comparing.compare(lesson.id, ["lora"], marked)
    while not script.started:
        next(road)
    assert not left.exists()
    assert script.started[0][0].is_relative_to(paths.cache_folder())
    with pytest.raises(BadRequest, match="Another Lectern"):
        finished(comparing.compare(lesson.id, ["lora"], marked))
    road.close()
    assert not (paths.cache_folder() / "methods").exists()


def test_a_table_that_cannot_be_read_is_an_empty_one(home):
    paths.lessons_folder().mkdir(parents=True)
    (paths.lessons_folder() / "methods.json").write_text("{", encoding="utf-8")
    assert comparing.kept() == ()
