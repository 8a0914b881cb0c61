"""Marks are the same for all ways of answering, in both languages."""

import pytest

from core.judging import general
from core.judging.asked import Asked, asked_of
from core.judging.lessons import BASE, BOTH, RAG, TUNED, verdict_of
from core.judging.marking import mark
from core.types import Example, ExampleOrigin


@pytest.mark.parametrize(
    ("said", "right", "expected"),
    [
        ("Anna counts the boats.", ("Anna",), 1.0),
        ("Annabel counts the boats.", ("Anna",), 0.0),
        ("新员工享有十二天年假。", ("十二天",), 1.0),
        ("新员工享有十天年假。", ("十二天",), 0.0),
        ("", ("Anna",), 0.0),
        ("It is forty-two.", ("42", "forty-two"), 1.0),
    ],
)
def test_short_answers_are_looked_for_whole(said, right, expected):
    assert mark(said, right) == expected


def test_long_answers_share_words():
    right = ("The ferry leaves from the north quay each morning at six",)
    assert mark("Each morning at six the ferry leaves from the north quay", right) > 0.9
    assert 0.2 < mark("The ferry leaves at six", right) < 0.9
    assert mark("Nothing of the kind", right) < 0.2


def example(id, question, held_out=False, **more):
    return Example(id, question, f"answer {id}", ExampleOrigin.OWN, held_out=held_out, **more)


def test_only_what_was_not_taught_is_asked():
    examples = [
        example(1, "What is taught?"),
        example(2, "What is kept?", held_out=True),
        example(3, "what  is TAUGHT?", held_out=True),
        example(4, "Rejected?", held_out=True, accepted=False),
        example(5, "After others?", held_out=True, turns=(("Hello", "Yes"),)),
    ]
    assert asked_of(None, examples, 1) == (Asked("What is kept?", ("answer 2",)),)


def test_the_same_ones_are_drawn_again():
    examples = [example(at, f"Question {at}?", held_out=True) for at in range(1, 200)]
    first = asked_of(None, examples, 7)
    assert len(first) == 60
    assert first == asked_of(None, examples, 7)
    assert first != asked_of(None, examples, 8)


def test_with_nothing_to_ask_it_says_what_to_do():
    from core.errors import BadRequest

    with pytest.raises(BadRequest, match="make an exam"):
        asked_of(None, [example(1, "Taught?")], 1)


def test_the_general_set_can_be_answered_in_its_own_words():
    questions = general.general_questions()
    assert len(questions) == 60
    assert len({each.text for each in questions}) == 60
    for each in questions:
        for wording in each.right:
            assert mark(f"It is {wording}." if wording.isascii() else f"是{wording}。", each.right)


@pytest.mark.parametrize(
    ("before", "after", "lost"),
    [
        ([1.0] * 10 + [0.0] * 10, [1.0] * 5 + [0.0] * 15, 0.25),
        ([1.0] * 10 + [0.0] * 10, [1.0] * 20, 0.0),
        ([1.0] * 4 + [0.0] * 16, [0.0] * 20, -1.0),
    ],
)
def test_what_was_known_and_is_not_any_more_is_forgotten(before, after, lost):
    assert general.forgotten(before, after) == lost


GOOD, BAD = [1.0] * 9 + [0.0], [0.0] * 9 + [1.0]


def test_it_helped_where_chance_does_not_explain_it():
    verdict = verdict_of({BASE: BAD, RAG: BAD, TUNED: BAD, BOTH: GOOD}, 0.0, 1.0)
    assert (verdict.helped, verdict.best) == ("yes", BOTH)
    assert [way.way for way in verdict.ways] == [BASE, RAG, TUNED, BOTH]
    assert all(way.low <= way.score <= way.high for way in verdict.ways)


def test_it_did_not_help_where_documents_do_better():
    verdict = verdict_of({BASE: BAD, RAG: GOOD, TUNED: BAD, BOTH: BAD}, 0.0, 1.0)
    assert (verdict.helped, verdict.best) == ("no", RAG)


def test_a_small_difference_and_few_questions_say_nothing():
    close = [*GOOD[:-1], 1.0]
    assert verdict_of({BASE: GOOD, TUNED: close}, 0.0, 1.0).helped == "unclear"
    assert verdict_of({BASE: [0.0] * 3, TUNED: [1.0] * 3}, 0.0, 1.0).helped == "unclear"


def test_of_two_equal_ways_the_simpler_is_named():
    assert verdict_of({BASE: BAD, RAG: GOOD, TUNED: GOOD, BOTH: GOOD}, 0.0, 1.0).best == RAG
