"""A sitting: what counts as found, the figures computed by hand, and what changed since."""

from dataclasses import replace

import pytest

from core import operations
from core.errors import BadRequest
from core.events import Changes, Progress, finished
from core.exam.taking import answers, compared, figure, rank_of, scores
from core.types import (
    ExamOutcome,
    ExamQuestion,
    ExamQuestionKind,
    ExamSitting,
    GoldSpan,
    Hindrance,
    Passage,
    SearchNotice,
)
from tests.core.exam.exam_making import ENGLISH
from tests.library_making import open_library, prepared

TEXT = "\n".join(ENGLISH)


@pytest.fixture
def library(tmp_path):
    opened = open_library(tmp_path / "library", create=True)
    opened.add([prepared(opened, TEXT, "Saltby", content=b"one")])
    yield opened
    opened.close()


def own(library, text, line):
    document = library.catalog.documents()[0]
    start = TEXT.index(line)
    gold = GoldSpan(document.id, document.title, 1, start, start + len(line), line)
    return library.exam.save(ExamQuestion(0, ExamQuestionKind.OWN, text, "", (gold,), "en"))


def passage(start, end, document="d"):
    return Passage(1, document, "", 1, start, end, "x" * (end - start), "", 1.0, ())


@pytest.mark.parametrize(
    ("start", "end", "document", "found"),
    [
        (0, 200, "d", True),
        (110, 140, "d", False),
        (110, 150, "d", True),
        (90, 139, "d", False),
        (90, 140, "d", True),
        (100, 180, "e", False),
    ],
)
def test_half_of_a_place_must_be_covered(start, end, document, found):
    gold = GoldSpan("d", "", 1, 100, 180, "x" * 80)
    assert answers(passage(start, end, document), gold) is found


def test_the_rank_is_that_of_the_first_passage_that_answers_any_place():
    gold = (GoldSpan("d", "", 1, 100, 120, ""), GoldSpan("e", "", 1, 0, 20, ""))
    passages = (passage(0, 50), passage(0, 20, "e"), passage(90, 130))
    assert rank_of(passages, gold) == 2
    assert rank_of(passages[:1], gold) == 0


def test_scores_are_as_computed_by_hand():
    ranks = (1, 2, 4, 0)
    outcomes = [ExamOutcome(number, rank) for number, rank in enumerate(ranks)]
    assert scores(outcomes) == {
        "found@1": 0.25,
        "found@3": 0.5,
        "found@10": 0.75,
        "mrr@10": (1 + 1 / 2 + 1 / 4) / 4,
    }
    assert figure(ExamOutcome(1, 11), "mrr@10") == 0.0
    assert scores([]) == {}


def test_the_library_itself_is_asked_and_the_sitting_kept(library):
    first = own(library, "When was the bronze bell cast by a foundry?", ENGLISH[1])
    second = own(library, "Who are unicorns?", ENGLISH[3])
    events = list(operations.take_exam(library, retriever="keyword"))
    (sitting,) = library.exam.sittings()
    assert [outcome.question for outcome in sitting.outcomes] == [first.id, second.id]
    assert sitting.outcomes[0].rank == 1
    assert sitting.outcomes[0].passage == ENGLISH[1][: len(sitting.outcomes[0].passage)]
    assert sitting.outcomes[1].rank == 0
    assert sitting.scores["found@1"] == 0.5
    assert (sitting.retriever, sitting.chunker, sitting.questions) == ("keyword", "lines", 2)
    assert sitting.seconds_per_question > 0
    assert sitting.differences == ()
    assert [event.done for event in events if isinstance(event, Progress)] == [0, 1]
    assert events[-1] == Changes(exam=True)


def test_a_second_sitting_says_what_changed_on_the_questions_of_both(library):
    kept = own(library, "When was the bronze bell cast by a foundry?", ENGLISH[1])
    gone = own(library, "Who are unicorns?", ENGLISH[3])
    finished(operations.take_exam(library, retriever="keyword"))
    library.exam.save(replace(gone, accepted=False))
    second = finished(operations.take_exam(library, retriever="keyword"))
    assert second.questions == 1
    assert [outcome.question for outcome in second.outcomes] == [kept.id]
    assert {each.measure: each.difference for each in second.differences} == {
        "found@1": 0.0,
        "found@3": 0.0,
        "found@10": 0.0,
        "mrr@10": 0.0,
    }
    assert {each.than for each in second.differences} == {"before"}


def test_differences_are_paired_question_by_question():
    def sitting(*ranks):
        outcomes = tuple(ExamOutcome(number, rank) for number, rank in enumerate(ranks))
        return ExamSitting(0, 0.0, "auto", "lines", "minilm", len(ranks), outcomes=outcomes)

    better = compared(sitting(1, 1, 1, 1, 1), sitting(0, 0, 0, 0, 0), "before")
    found = {each.measure: each for each in better.differences}["found@1"]
    assert (found.difference, found.low, found.high) == (1.0, 1.0, 1.0)
    assert compared(sitting(1), replace(sitting(1), outcomes=()), "before").differences == ()


def test_before_and_after_another_recipe_are_asked_the_same_and_nothing_changes(library):
    for line in ENGLISH[:3]:
        own(library, line, line)
    recipe = finished(operations.prepare_recipe(library, chunker="recursive"))
    before, after = finished(operations.before_and_after(library, recipe=recipe.id))
    assert (before.chunker, after.chunker) == (library.current.chunker_name, "recursive")
    assert before.questions == after.questions == 3
    assert {each.than for each in after.differences} == {"before"}
    assert library.exam.sittings() == ()
    assert library.recipes.current.id != recipe.id


def test_without_questions_it_says_what_to_do(library):
    with pytest.raises(BadRequest, match="make some"):
        finished(operations.take_exam(library))


def test_a_technique_that_was_left_out_is_said(library):
    own(library, "Who keeps it?", ENGLISH[0])
    sitting = finished(operations.take_exam(library, retriever="hyde"))
    assert sitting.notices == (SearchNotice("hyde", Hindrance.NO_MODEL, "1/1"),)
    assert library.exam.sittings() == (sitting,)


def test_a_retriever_that_is_not_there_is_refused(library):
    own(library, "When was the bell cast?", ENGLISH[1])
    with pytest.raises(BadRequest):
        finished(operations.take_exam(library, retriever="magic"))
    assert library.exam.sittings() == ()


def test_stopped_in_between_nothing_is_kept(library):
    own(library, "When was the bell cast?", ENGLISH[1])
    own(library, "When was the foghorn replaced?", ENGLISH[6])
    road = operations.take_exam(library, retriever="keyword")
    next(road)
    next(road)
    road.close()
    assert library.exam.sittings() == ()
