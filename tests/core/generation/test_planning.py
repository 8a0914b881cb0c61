"""What of a model's context goes to what, and that it changes seldom."""

from core.generation.history import Turn
from core.generation.planning import LOCAL_DOCUMENT_TOKENS, planned, turns_in_short
from core.types import Passage


class Counting:
    """Stands in for a model's count of tokens: words."""

    name = "counting"
    counts_exactly = True

    def __init__(self, context):
        self.context_tokens = context

    def count_tokens(self, texts):
        return [len(text.split()) for text in texts]


def passage(number, words=20, document="d"):
    return Passage(
        1, document, "T", 1, number * 1000, number * 1000 + 500, "w " * words, "", 0.5, ("x",)
    )


def plan(context=2000, turns=(), found=(), pinned=(), **how):
    return planned(Counting(context), "s " * 50, turns, "q " * 10, found, pinned, **how)


def test_the_parts_never_take_more_than_there_is():
    turns = [Turn("q", "a " * 150, (passage(n, document="t"),)) for n in range(9)]
    found = [passage(n, 60) for n in range(20)]
    pinned = [passage(n, 60, "p") for n in range(20)]
    for context in (600, 1000, 2000, 8000):
        budget = plan(context, turns, found, pinned).budget
        parts = (
            budget.instructions
            + budget.history
            + budget.documents
            + budget.question
            + budget.answer
        )
        assert parts <= context
        assert budget.context == context


def test_passages_are_chosen_by_rank_and_smaller_ones_fill_up():
    found = [passage(1, 300), passage(2, 5000), passage(3, 200)]
    assert plan(found=found).passages == (found[0], found[2])
    assert plan(found=found, squeezed=0.5).passages == (found[0],)
    assert plan(found=found, documents=250).passages == (found[2],)


def test_what_was_given_or_is_pinned_is_not_chosen_again():
    old, new, pin = passage(1), passage(2), passage(3, document="p")
    turns = [Turn("q", "a", (old,))]
    assert plan(turns=turns, found=[old, new]).passages == (new,)
    assert plan(found=[new, pin], pinned=[pin]).passages == (new,)


def test_pinned_documents_are_read_from_their_beginning_as_far_as_they_fit():
    pinned = [passage(n, 100, "p") for n in range(40)]
    made = plan(pinned=pinned)
    assert 0 < len(made.pinned) < 40
    assert made.pinned == tuple(pinned[: len(made.pinned)])


def test_a_longer_question_does_not_change_how_much_is_read_of_pinned_documents():
    """What was read of them is kept for the next question, which is of another length."""
    pinned = [passage(n, 8, "p") for n in range(400)]
    none, short, long = (
        planned(Counting(2000), "s", (), "q " * words, (), pinned).pinned for words in (0, 9, 180)
    )
    assert none == short == long


def test_an_expected_budget_counts_what_may_be_found():
    assert plan().budget.documents == 0
    assert plan(expected=True).budget.documents > 500
    assert plan(expected=True, documents=100).budget.documents == 100


def test_turns_in_short_stay_the_same_while_the_next_ones_come():
    costs = [100] * 40
    shorts = [turns_in_short(costs[:count], 1000) for count in range(41)]
    assert shorts[10] == 0
    assert shorts[11] == 6
    assert shorts == sorted(shorts)
    assert len(set(shorts)) <= 8
    for count, first in enumerate(shorts):
        assert sum(costs[first:count]) <= 1000
    assert turns_in_short([5000], 1000) == 1


def test_a_longer_question_does_not_change_which_turns_are_in_short():
    turns = [Turn("q", "a " * 120) for _ in range(12)]
    one, other = (
        planned(Counting(2000), "s", turns, "q " * words, (), ()).summarised for words in (3, 90)
    )
    assert one == other > 0
    endless = planned(Counting(2000), "s", turns, "q " * 1200, (), ())
    assert endless.summarised > one


def test_turns_are_put_in_short_seldom():
    """Each time costs a reply of the model, and the reading of what stays."""
    for context, most in ((16384, 1), (8192, 4), (4096, 7)):
        turns, shortened, before = [], 0, 0
        for number in range(16):
            found = [passage(10 * number + n, 180) for n in range(12)]
            made = plan(context, turns, found, documents=LOCAL_DOCUMENT_TOKENS)
            shortened += made.summarised != before
            before = made.summarised
            turns.append(Turn("q " * 12, "a " * 120, made.passages))
        assert shortened <= most
