"""Examples that a scripted model writes: filtered, resting on places, kept when it fails later."""

from contextlib import closing

import pytest

from core.errors import BadRequest, ModelNonsense, ModelUnreachable, NoModel
from core.events import Progress, Stage, finished
from core.examples.by_model import FAILURES, Passage, passages_of_notes, written
from core.examples.gathering import gather
from core.types import ExampleOrigin
from tests.core.exam.exam_making import CHINESE, ENGLISH, ScriptedModel
from tests.library_making import open_library, prepared

LONG = [
    f"{ENGLISH[0]} {ENGLISH[1]} {ENGLISH[2]}",
    f"{ENGLISH[4]} {ENGLISH[5]} {ENGLISH[6]}",
    f"{CHINESE[0]}{CHINESE[1]}{CHINESE[3]}{CHINESE[4]}",
]
GOOD = ("Who designed the lighthouse at Saltby?", "The engineer Ada Ferris designed it.")
BAD = ("Who owns the lighthouse at Saltby?", "It belongs to the trust of the harbour masters.")
ALIKE = ("Who designed the old lighthouse at Saltby?", "The engineer Ada Ferris designed it.")
SECOND = ("When was the foghorn replaced?", "The foghorn was replaced in 1967 after a storm.")
THIRD = ("青禾文具公司成立于哪一年？", "公司于1998年在宁波成立。")


def reply(*pairs):
    return {"examples": [{"question": asked, "answer": told} for asked, told in pairs]}


def passages():
    return (Passage(text, "d" * 32, "Saltby", 2, 100) for text in LONG)


def test_what_is_grounded_is_kept_with_its_place():
    model = ScriptedModel(reply(GOOD, BAD, ALIKE), reply(SECOND, GOOD), reply(THIRD))
    made = finished(written(model, passages(), 10))
    assert [(each.question, each.answer) for each in made.examples] == [GOOD, SECOND, THIRD]
    assert {each.origin for each in made.examples} == {ExampleOrigin.MODEL}
    assert [each.language for each in made.examples] == ["en", "en", "zh"]
    assert made.dropped["ungrounded"] == 2
    assert made.dropped["alike"] == 1
    first = made.examples[0].source
    assert first.quote == ENGLISH[0]
    assert (first.start, first.end, first.page) == (100, 100 + len(ENGLISH[0]), 2)
    assert made.stopped is None


def test_known_questions_are_not_asked_again():
    made = finished(written(ScriptedModel(reply(ALIKE)), passages(), 10, [GOOD[0]]))
    assert made.examples == []


def test_no_more_are_asked_for_than_wanted_and_progress_tells_what_is_left():
    model = ScriptedModel(reply(GOOD), reply(SECOND), reply(THIRD))
    told = list(written(model, passages(), 2))
    assert len(model.asked) == 2
    assert all(isinstance(each, Progress) and each.stage is Stage.THINKING for each in told)
    assert told[0].seconds_left == -1
    assert told[-1].seconds_left >= 0


@pytest.mark.parametrize(
    "value",
    ["no JSON", {"examples": "x"}, {"other": []}, {"examples": [{"question": 3, "answer": "x"}]}],
)
def test_nonsense_costs_its_passage_alone(value):
    model = ScriptedModel(value, reply(SECOND), reply(THIRD))
    assert len(finished(written(model, passages(), 10)).examples) == 2


def test_a_model_that_makes_nothing_of_anything_is_left_alone():
    model = ScriptedModel("no JSON")
    many = (Passage(LONG[0], "d", "t", 1, at) for at in range(100))
    made = finished(written(model, many, 10))
    assert len(model.asked) == FAILURES
    assert isinstance(made.stopped, ModelNonsense)


def test_what_was_written_before_the_model_failed_is_kept(tmp_path):
    lost = ModelUnreachable(name="m", address="x")
    model = ScriptedModel(reply(GOOD), lost)
    with closing(open_library(tmp_path / "l", create=True, model=model)) as library:
        library.add([prepared(library, text) for text in (*LONG, LONG[0] * 2)])
        found = finished(gather(library, [ExampleOrigin.MODEL], count=5))
        assert len(found.examples) <= 1
        kinds = [each.kind for each in found.problems]
        assert kinds == ["model_stopped"]
        assert "cannot be reached" in found.problems[0].sentence
        model.replies = [lost]
        with pytest.raises(ModelUnreachable):
            finished(gather(library, [ExampleOrigin.MODEL], count=5))


def test_without_a_model_it_is_said(tmp_path, home):
    with closing(open_library(tmp_path / "l", create=True)) as library:
        library.add([prepared(library, "\n".join(ENGLISH), "The lighthouse at Saltby")])
        with pytest.raises(NoModel):
            finished(gather(library, [ExampleOrigin.MODEL]))
        both = finished(gather(library, [ExampleOrigin.MODEL, ExampleOrigin.DOCUMENT]))
        assert both.examples
        assert [each.kind for each in both.problems] == ["no_model"]
        with pytest.raises(BadRequest):
            finished(gather(library, [ExampleOrigin.DOCUMENT], count=0))


def test_notes_are_passages_too():
    notes = "\n\n".join([LONG[0], "short", LONG[1], LONG[2]])
    assert [each.text for each in passages_of_notes(notes)] == [
        LONG[0],
        f"short\n\n{LONG[1]}",
        LONG[2],
    ]
