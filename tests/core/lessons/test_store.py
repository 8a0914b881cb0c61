"""Lessons on the disk: kept whole, changed only before they are started, damage passed over."""

import dataclasses
import json
import shutil

import pytest

from core.errors import BadRequest, NotFound
from core.lessons.asked import settle
from core.lessons.store import Lessons
from core.types import (
    Example,
    ExampleOrigin,
    ExamplesFound,
    GoldSpan,
    LessonPlan,
    LessonPoint,
    LessonState,
    LessonVerdict,
    SampleAnswer,
    WayScore,
)

PLAN = LessonPlan("客服回答", "local:tiny.gguf", options=(("lambda", 0.5),))
GOLD = GoldSpan("abc", "Rules", 3, 10, 20, "thirty days")
FIRST = Example(0, "多久可以退货？", "三十天。", ExampleOrigin.DOCUMENT, source=GOLD, language="zh")
SECOND = Example(0, "Who signs?", "The director.", ExampleOrigin.OWN, rejected="Nobody.")


@pytest.fixture
def lessons(home):
    return Lessons()


def test_what_was_kept_comes_back(lessons):
    made = lessons.new(PLAN, (FIRST, SECOND))
    assert made.plan == PLAN
    assert made.state is LessonState.DRAFT
    assert made.examples == 2
    assert Lessons().all() == (made,)
    assert lessons.examples(made.id) == (
        dataclasses.replace(FIRST, id=1),
        dataclasses.replace(SECOND, id=2),
    )


def test_examples_are_changed_added_and_removed(lessons):
    id = lessons.new(PLAN, (FIRST, SECOND)).id
    first = lessons.examples(id)[0]
    report = lessons.save_examples(
        id, (dataclasses.replace(first, answer="14 天。", held_out=True), FIRST)
    )
    # The new one is of the same document, so it stands on the same side.
    assert (report.total, report.held_out, report.pairs) == (3, 2, 1)
    assert [each.answer for each in lessons.examples(id)] == [
        "14 天。",
        "The director.",
        "三十天。",
    ]
    assert lessons.remove_examples(id, (1, 99)).total == 2
    assert [each.id for each in lessons.examples(id)] == [2, 3]
    # The number of an example that is gone is not given away again while later ones stand.
    lessons.save_examples(id, (SECOND,))
    assert [each.id for each in lessons.examples(id)] == [2, 3, 4]
    assert [each.id for each in lessons.examples(id, 1, 1)] == [3]


def test_one_example_is_found_by_its_number(lessons):
    posing = dataclasses.replace(FIRST, question='"id": 2, "id": 3,')
    id = lessons.new(PLAN, (posing, SECOND)).id
    assert lessons.example(id, 2) == dataclasses.replace(SECOND, id=2)
    with pytest.raises(NotFound):
        lessons.example(id, 3)


def test_one_that_was_started_is_not_changed(lessons):
    made = lessons.new(PLAN, (FIRST,))
    lessons.put(dataclasses.replace(made, state=LessonState.PAUSED, step=3))
    with pytest.raises(BadRequest):
        lessons.save_examples(made.id, (SECOND,))
    with pytest.raises(BadRequest):
        lessons.change_plan(made.id, PLAN)


def test_a_plan_is_changed_before(lessons):
    made = lessons.new(PLAN)
    changed = lessons.change_plan(made.id, dataclasses.replace(PLAN, rank=16))
    assert changed.plan.rank == 16
    with pytest.raises(BadRequest):
        lessons.change_plan(made.id, dataclasses.replace(PLAN, method="magic"))
    assert lessons.get(made.id).plan.rank == 16


def test_another_plan_or_other_examples_begin_with_nothing_computed(lessons):
    """Checkpoints of a start that failed before its first step, and what a measurement kept."""
    made = lessons.new(PLAN, (FIRST, SECOND))
    computed = lessons.place(made.id) / "checkpoints"

    def fail():
        computed.mkdir()
        failed = dataclasses.replace(lessons.get(made.id), state=LessonState.FAILED, saved=5.0)
        lessons.put(failed)

    fail()
    lessons.change_plan(made.id, dataclasses.replace(PLAN, title="Another name"))
    assert computed.exists()
    for change in (
        lambda: lessons.change_plan(made.id, dataclasses.replace(PLAN, rank=2)),
        lambda: lessons.save_examples(made.id, [dataclasses.replace(FIRST, id=1, answer="三天。")]),
        lambda: lessons.remove_examples(made.id, [1]),
    ):
        shutil.rmtree(computed, ignore_errors=True)
        fail()
        change()
        assert not computed.exists()
        assert lessons.get(made.id).saved == 0.0


def test_a_full_disk_leaves_no_half_lesson(lessons, monkeypatch):
    def full(self, lesson):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Lessons, "put", full)
    with pytest.raises(OSError, match="No space"):
        lessons.new(PLAN, (FIRST,))
    assert list(lessons.folder.iterdir()) == []


def test_the_course_is_told_once_and_cut(lessons):
    id = lessons.new(PLAN).id
    lessons.add_to_course(id, [LessonPoint(1, 3.0), LessonPoint(2, 2.5, held_out=2.9)])
    lessons.add_to_course(id, [LessonPoint(2, 2.4)], [SampleAnswer(2, "q", "b", "n")])
    with (lessons.place(id) / "course.jsonl").open("a") as file:
        file.write('{"\\u0000": "LessonPoint", "step": 3, "lo')
    detail = lessons.detail(id)
    assert [(each.step, each.loss) for each in detail.points] == [(1, 3.0), (2, 2.4)]
    assert detail.samples == (SampleAnswer(2, "q", "b", "n"),)
    lessons.cut_course(id, 1)
    assert [each.step for each in lessons.detail(id).points] == [1]
    assert lessons.detail(id).samples == ()


def test_a_damaged_folder_is_passed_over(lessons):
    good, bad = lessons.new(PLAN), lessons.new(PLAN)
    (lessons.place(bad.id) / "state.json").write_text("{")
    (lessons.folder / "notes").mkdir()
    assert [each.id for each in lessons.all()] == [good.id]
    with pytest.raises(NotFound):
        lessons.get(bad.id)


def test_no_id_leads_out_of_the_folder(lessons):
    for id in ("", "..", "../../etc", "0" * 13):
        with pytest.raises(NotFound):
            lessons.get(id)


def test_fields_of_a_later_version_are_no_damage(lessons):
    made = lessons.new(PLAN)
    file = lessons.place(made.id) / "state.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | {"later": 1}))
    assert lessons.get(made.id) == made


def test_removing_takes_all_and_waits_for_nobody(lessons):
    made = lessons.new(PLAN, (FIRST,))
    with lessons.held(made.id), pytest.raises(BadRequest):
        Lessons().remove(made.id)
    lessons.remove(made.id)
    lessons.remove(made.id)
    assert lessons.all() == ()
    assert not lessons.place(made.id).exists()
    left = lessons.folder / f".gone-{made.id}"
    left.mkdir()
    settle(lessons)
    assert not left.exists()


def test_a_verdict_stays_with_its_lesson(lessons):
    id = lessons.new(PLAN).id
    assert lessons.detail(id).verdict is None
    verdict = LessonVerdict((WayScore("base", 0.5, 0.4, 0.6, 40),), "base", "no", 0.02, 1.0)
    lessons.put_verdict(id, verdict)
    assert lessons.detail(id).verdict == verdict


def test_what_is_there_already_is_not_added_again(lessons):
    id = lessons.new(PLAN, (FIRST,)).id
    again = dataclasses.replace(FIRST, id=7, accepted=False)
    new = Example(7, "When?", "At nine.", ExampleOrigin.FILE)
    told = lessons.add_examples(id, ExamplesFound((again, new), duplicates=1))
    assert (told.added, told.duplicates, told.examples) == (1, 2, ())
    assert [each.question for each in lessons.examples(id)] == [FIRST.question, "When?"]
    assert len({each.id for each in lessons.examples(id)}) == 2
    assert lessons.get(id).examples == 2


def test_a_removal_taken_back_is_where_it_was(lessons):
    id = lessons.new(
        PLAN, [Example(0, f"Question {at}", "Yes.", ExampleOrigin.OWN) for at in range(4)]
    ).id
    before = lessons.examples(id)
    lessons.remove_examples(id, [before[1].id, before[3].id])
    lessons.save_examples(id, (before[3], before[1]))
    assert lessons.examples(id) == before


def test_a_lesson_begun_from_another_has_its_plan_and_examples(lessons):
    done = lessons.new(PLAN, (FIRST, SECOND))
    lessons.put(dataclasses.replace(done, state=LessonState.DONE, step=9, examples=2))
    begun = lessons.copy(done.id, "House style, again")
    assert begun.plan == dataclasses.replace(PLAN, title="House style, again")
    assert (begun.state, begun.step) == (LessonState.DRAFT, 0)
    assert lessons.examples(begun.id) == lessons.examples(done.id)
