"""The roads that teach: leave, news, stopping, dying and going on; the trainer is scripted."""

import errno
import json

import pytest

from core import paths
from core.errors import (
    BadRequest,
    DiskFull,
    LessonFailed,
    LessonTooLarge,
    LessonUntrue,
    ModelMissing,
)
from core.events import LessonTold, Progress, Stage, finished
from core.lessons import asked, running, standing
from core.lessons.store import Lessons
from core.models import chosen
from core.training.told import Ended, Exported, MicroStepped, Saved, Stepped, Working
from core.types import (
    Example,
    ExampleOrigin,
    LessonEstimate,
    LessonPlan,
    LessonPoint,
    LessonState,
)
from tests.core.catalogue.making import gguf_bytes
from tests.core.lessons.scripted_trainer import DIES, EXPORTED, ScriptedTrainers, steps

DONE = Ended("done", 4, 10, 100)
WHOLE = [*steps(1, 4), Saved(4, 4, 0.75), DONE]
FIRST_HALF = [*steps(1, 2, 4), Saved(2, 2, 1.5), *steps(3, 3, 4)]
SECOND_HALF = [Saved(2, 2, 1.5), *steps(1, 2, 4), *steps(3, 4), Saved(4, 4, 0.75), DONE]
"""It tells again what lies behind its checkpoint, as the true one does."""


@pytest.fixture(autouse=True)
def base(home):
    paths.models_folder().mkdir(parents=True)
    (paths.models_folder() / "tiny.gguf").write_bytes(gguf_bytes())


@pytest.fixture
def lessons():
    return Lessons()


@pytest.fixture
def lesson(lessons):
    example = Example(0, "Who signs?", "The director.", ExampleOrigin.OWN)
    return lessons.new(LessonPlan("House style", "local:tiny.gguf"), (example,))


@pytest.fixture
def trainers(monkeypatch):
    def script(*runs, **more):
        made = ScriptedTrainers(*runs, **more)
        monkeypatch.setattr(running, "Trainer", made)
        return made

    return script


@pytest.fixture
def at_once(monkeypatch):
    """Everything is told as it comes."""
    monkeypatch.setattr(standing, "_TELL_SECONDS", 0.0)


def through(road):
    """All that a road tells, and its result."""
    told = []
    try:
        while True:
            told.append(next(road))
    except StopIteration as end:
        return told, end.value


def until_step(road, step):
    for event in road:
        if isinstance(event, LessonTold) and event.detail.lesson.step >= step:
            return
    raise AssertionError("it ended before")


def losses(lessons, id):
    return [(each.step, each.loss, each.held_out) for each in lessons.detail(id).points]


UNDISTURBED = [(step, 4.0 / step, 3.0 / step if step % 2 == 0 else -1.0) for step in range(1, 5)]


# ---- to the end ----------------------------------------------------------------------------------


def test_to_the_end(lessons, lesson, trainers):
    script = trainers(WHOLE)
    told, end = through(running.run(lesson.id))
    assert end == lessons.get(lesson.id)
    assert (end.state, end.step, end.steps, end.best_step) == (LessonState.DONE, 4, 4, 4)
    assert (end.route, end.exported, end.file_bytes) == ("adapter", EXPORTED.path, 1234)
    assert (end.trainable, end.parameters, end.memory_bytes) == (10, 100, 99)
    assert losses(lessons, lesson.id) == UNDISTURBED
    points = [p for each in told if isinstance(each, LessonTold) for p in each.detail.points]
    assert [each.step for each in points] == [1, 2, 3, 4]
    assert told[-1].detail.lesson == end
    assert script.closed == 1
    place, path, plan, row = script.started[0]
    assert (place, path.name, plan) == (lessons.place(lesson.id), "tiny.gguf", lesson.plan)
    assert row.id == "lora"
    assert not lessons.is_held(lesson.id)


def test_it_says_what_it_does(lesson, trainers, at_once):
    trainers([Working("loading"), *WHOLE], exports=[[Working("testing", 1, 3), EXPORTED]])
    told, _ = through(running.run(lesson.id))
    stages = [each.stage for each in told if isinstance(each, Progress)]
    assert list(dict.fromkeys(stages)) == [Stage.LOADING, Stage.TEACHING, Stage.EXPORTING]
    left = [each for each in told if isinstance(each, Progress) and each.stage is Stage.TEACHING]
    assert (left[-1].done, left[-1].total, left[-1].seconds_left) == (4, 4, 5.0)


def test_news_is_gathered(lesson, trainers):
    trainers([*steps(1, 400), Ended("done", 400)])
    told, _ = through(running.run(lesson.id))
    points = [p for each in told if isinstance(each, LessonTold) for p in each.detail.points]
    assert [each.step for each in points] == list(range(1, 401))
    assert len(told) < 100


def test_one_that_is_done_is_not_taught_again(lesson, trainers):
    trainers(WHOLE)
    finished(running.run(lesson.id))
    with pytest.raises(BadRequest, match="done"):
        finished(running.run(lesson.id))


def test_two_programs_cannot_teach_one(lessons, lesson, trainers):
    trainers(WHOLE)
    with lessons.held(lesson.id), pytest.raises(BadRequest, match="another Lectern"):
        finished(running.run(lesson.id))


# ---- leave ---------------------------------------------------------------------------------------


def test_leave_is_given_two_ahead(lesson, trainers):
    script = trainers(WHOLE)
    finished(running.run(lesson.id))
    assert script.most_ahead == running.AHEAD
    assert script.done == 8


def test_a_chat_at_work_holds_it(lesson, trainers, monkeypatch, at_once):
    script = trainers([None, *WHOLE])
    works = [False]
    monkeypatch.setattr(chosen, "busy", lambda: works[0])
    road = running.run(lesson.id)
    until_step(road, 1)
    works[0] = True
    for _ in range(20):
        next(road)
    held = script.done
    for _ in range(20):
        next(road)
    assert script.done == held < 8
    # Not after the step that is under way, but at once.
    assert script.held
    works[0] = False
    finished(road)
    assert not script.held
    assert script.done == 8


def test_a_road_that_is_not_advanced_holds_it(lesson, trainers, at_once):
    script = trainers(WHOLE)
    road = running.run(lesson.id)
    until_step(road, 2)
    # All the leave that the trainer has is what it may still do.
    assert script.leave <= running.AHEAD
    road.close()


# ---- stopping ------------------------------------------------------------------------------------


def test_closing_it_saves_and_pauses(lessons, lesson, trainers, at_once):
    script = trainers(WHOLE, SECOND_HALF)
    road = running.run(lesson.id)
    until_step(road, 2)
    road.close()
    assert script.stopped
    assert script.closed == 1
    paused = lessons.get(lesson.id)
    assert (paused.state, paused.step, paused.error) == (LessonState.PAUSED, 2, "")
    assert paused.interrupted
    assert paused.saved > 0
    assert not lessons.is_held(lesson.id)
    assert finished(running.run(lesson.id)).state is LessonState.DONE
    assert losses(lessons, lesson.id) == UNDISTURBED


def test_a_trainer_that_does_not_save_is_not_waited_for_for_ever(
    lessons, lesson, trainers, at_once, monkeypatch
):
    monkeypatch.setattr(running, "_SAVING_SECONDS", 0.0)
    script = trainers(WHOLE)
    road = running.run(lesson.id)
    until_step(road, 2)
    road.close()
    assert script.closed == 1
    assert lessons.get(lesson.id).state is LessonState.PAUSED


@pytest.mark.parametrize(
    ("ask", "state"),
    [(running.pause, LessonState.PAUSED), (running.cancel, LessonState.CANCELLED)],
)
def test_asked_by_another_program(lessons, lesson, trainers, at_once, ask, state):
    script = trainers(WHOLE, SECOND_HALF)
    road = running.run(lesson.id)
    until_step(road, 2)
    assert ask(lesson.id).state is LessonState.RUNNING
    end = finished(road)
    assert (end.state, end.interrupted) == (state, False)
    assert script.stopped
    assert script.forms == []
    assert finished(running.run(lesson.id)).state is LessonState.DONE


def test_keeping_the_best_of_one_that_is_taught(lessons, lesson, trainers, at_once):
    script = trainers(WHOLE)
    road = running.run(lesson.id)
    until_step(road, 2)
    assert finished(running.keep_best(lesson.id)).state is LessonState.RUNNING
    end = finished(road)
    assert (end.state, end.exported) == (LessonState.DONE, EXPORTED.path)
    assert script.stopped
    assert script.forms == [("", "")]


def test_keeping_the_best_of_one_that_is_paused(lessons, lesson, trainers, at_once):
    script = trainers(WHOLE)
    road = running.run(lesson.id)
    until_step(road, 2)
    road.close()
    end = finished(running.keep_best(lesson.id))
    assert (end.state, end.exported, end.step) == (LessonState.DONE, EXPORTED.path, 2)
    assert len(script.started) == 2


def test_nothing_to_keep(lesson, trainers):
    trainers()
    with pytest.raises(BadRequest, match="nothing yet"):
        finished(running.keep_best(lesson.id))


def test_a_word_that_nobody_took_is_forgotten(lessons, lesson, trainers):
    with lessons.held(lesson.id):
        assert asked.ask(lessons, lesson.id, asked.PAUSE)
    trainers(WHOLE)
    assert finished(running.run(lesson.id)).state is LessonState.DONE


def test_one_that_nobody_teaches_is_marked_at_once(lessons, lesson, trainers, at_once):
    assert running.cancel(lesson.id).state is LessonState.DRAFT
    trainers(WHOLE)
    road = running.run(lesson.id)
    until_step(road, 2)
    road.close()
    assert running.cancel(lesson.id).state is LessonState.CANCELLED
    assert running.pause(lesson.id).state is LessonState.PAUSED


def test_paused_while_it_is_exported(lessons, lesson, trainers, at_once):
    trainers(WHOLE, [DONE], exports=[[None] * 9, [EXPORTED]])
    road = running.run(lesson.id)
    for event in road:
        if isinstance(event, Progress) and event.stage is Stage.EXPORTING:
            break
    running.pause(lesson.id)
    assert finished(road).state is LessonState.PAUSED
    assert finished(running.run(lesson.id)).exported == EXPORTED.path
    assert losses(lessons, lesson.id) == UNDISTURBED


# ---- dying ---------------------------------------------------------------------------------------


def test_a_trainer_that_dies_is_followed_by_another(lessons, lesson, trainers):
    script = trainers([*FIRST_HALF, DIES], SECOND_HALF)
    assert finished(running.run(lesson.id)).state is LessonState.DONE
    assert len(script.started) == script.closed == 2
    assert losses(lessons, lesson.id) == UNDISTURBED


def test_points_that_were_lost_with_the_engine_come_again(lessons, lesson, trainers):
    """The trainer saved step 2, and the engine was killed before it wrote that down."""
    trainers([*steps(1, 1, 4), DIES], [DIES], SECOND_HALF)
    with pytest.raises(LessonFailed):
        finished(running.run(lesson.id))
    assert [each[0] for each in losses(lessons, lesson.id)] == [1]
    finished(running.run(lesson.id))
    assert losses(lessons, lesson.id) == UNDISTURBED


def test_what_came_after_the_checkpoint_is_forgotten(lessons, lesson, trainers):
    lessons.add_to_course(lesson.id, [LessonPoint(step, 9.0) for step in range(1, 9)])
    trainers(SECOND_HALF)
    finished(running.run(lesson.id))
    assert losses(lessons, lesson.id) == UNDISTURBED


def test_without_a_checkpoint_the_course_begins_anew(lessons, lesson, trainers):
    lessons.add_to_course(lesson.id, [LessonPoint(step, 9.0) for step in range(1, 9)])
    trainers(WHOLE)
    finished(running.run(lesson.id))
    assert losses(lessons, lesson.id) == UNDISTURBED


def test_one_that_gets_nowhere_is_not_tried_for_ever(lessons, lesson, trainers):
    script = trainers([DIES])
    with pytest.raises(LessonFailed):
        finished(running.run(lesson.id))
    assert len(script.started) == 1
    failed = lessons.get(lesson.id)
    assert (failed.state, failed.error) == (LessonState.FAILED, "LessonFailed")
    assert dict(failed.error_subject)["reason"] == "the process that teaches ended."


def test_a_named_error_is_kept_and_it_can_go_on(lessons, lesson, trainers):
    large = LessonTooLarge(name="House style", needed="9 GB", available="3 GB")
    trainers([*FIRST_HALF, large], SECOND_HALF)
    with pytest.raises(LessonTooLarge):
        finished(running.run(lesson.id))
    failed = lessons.get(lesson.id)
    assert (failed.state, failed.error, failed.step) == (LessonState.FAILED, "LessonTooLarge", 3)
    assert dict(failed.error_subject)["needed"] == "9 GB"
    end = finished(running.run(lesson.id))
    assert (end.state, end.error, end.error_subject) == (LessonState.DONE, "", ())


def test_an_untrue_export_is_not_offered(lessons, lesson, trainers):
    trainers(WHOLE, exports=[[LessonUntrue(name="House style")]])
    end = finished(running.run(lesson.id))
    assert (end.state, end.error, end.exported) == (LessonState.DONE, "LessonUntrue", "")


def test_its_base_is_gone(lessons, lesson, trainers):
    trainers(WHOLE)
    (paths.models_folder() / "tiny.gguf").unlink()
    with pytest.raises(ModelMissing):
        finished(running.run(lesson.id))
    assert lessons.get(lesson.id).error == "ModelMissing"


def test_a_mistake_of_ours_is_kept_too(lessons, lesson, trainers):
    trainers([*FIRST_HALF, ZeroDivisionError("x")])
    with pytest.raises(ZeroDivisionError):
        finished(running.run(lesson.id))
    assert lessons.get(lesson.id).error == "Unexpected"


def test_a_full_disk(lessons, lesson, trainers, monkeypatch):
    trainers(WHOLE, SECOND_HALF)
    add = Lessons.add_to_course

    def full(self, id, points, samples=()):
        if points:
            raise OSError(errno.ENOSPC, "no room")
        add(self, id, points, samples)

    monkeypatch.setattr(Lessons, "add_to_course", full)
    with pytest.raises(DiskFull):
        finished(running.run(lesson.id))
    assert lessons.get(lesson.id).error == "DiskFull"
    monkeypatch.setattr(Lessons, "add_to_course", add)
    assert finished(running.run(lesson.id)).state is LessonState.DONE
    assert losses(lessons, lesson.id) == UNDISTURBED


# ---- after a crash -------------------------------------------------------------------------------


def test_a_lesson_whose_program_was_killed_is_told_as_interrupted(lessons, lesson, trainers):
    state = lessons.place(lesson.id) / "state.json"
    state.write_text(json.dumps(json.loads(state.read_text()) | {"state": "running", "step": 2}))
    with lessons.held(lesson.id):
        asked.settle(lessons)
        assert lessons.get(lesson.id).state is LessonState.RUNNING
    asked.settle(lessons)
    left = lessons.get(lesson.id)
    assert (left.state, left.interrupted, left.step) == (LessonState.PAUSED, True, 2)
    trainers(SECOND_HALF)
    end = finished(running.run(lesson.id))
    assert (end.state, end.interrupted) == (LessonState.DONE, False)


# ---- what came of it -----------------------------------------------------------------------------


def test_a_merged_model_becomes_one_of_the_persons(lessons, lesson, trainers):
    def exported():
        made = lessons.place(lesson.id) / "export" / "model.gguf"
        made.parent.mkdir(exist_ok=True)
        made.write_bytes(gguf_bytes(1234))
        yield Exported("merged", str(made), 1234, 0.0, 1, 1)

    def exports():
        return [exported()]

    trainers(WHOLE, exports=exports())
    end = finished(running.run(lesson.id))
    target = paths.models_folder() / "House style.gguf"
    assert end.exported == str(target)
    assert target.is_file()
    # Made anew, it takes its own place and no other.
    lessons.put(lessons.get(lesson.id).__class__(**_fields(end) | {"state": LessonState.PAUSED}))
    trainers([DONE], exports=exports())
    assert finished(running.run(lesson.id)).exported == str(target)
    assert sorted(each.name for each in paths.models_folder().glob("*.gguf")) == [
        "House style.gguf",
        "tiny.gguf",
    ]


def _fields(lesson):
    return {name: getattr(lesson, name) for name in lesson.__dataclass_fields__}


def test_an_estimate_is_kept_with_its_lesson(lessons, lesson, trainers):
    found = LessonEstimate(10, 20, 3.0, 4, 5, 6, 7, True, device="cpu")
    trainers(estimates=(found,))
    assert finished(running.estimate(lesson.id)) == found
    kept = lessons.get(lesson.id)
    assert (kept.available_bytes, kept.trainable, kept.parameters) == (20, 6, 7)
    assert kept.state is LessonState.DRAFT


def test_told_by_saving(lesson, trainers, at_once):
    """What a checkpoint has behind it is told and kept once, whoever was quicker."""
    trainers([*steps(1, 1), Saved(1, 1, 1.0), Stepped(LessonPoint(2, 2.0)), Saved(2, 1, 1.0), DONE])
    told, end = through(running.run(lesson.id))
    points = [p for each in told if isinstance(each, LessonTold) for p in each.detail.points]
    assert [each.step for each in points] == [1, 2]
    assert end.best_step == 1
    assert MicroStepped in {type(each) for each in WHOLE}
