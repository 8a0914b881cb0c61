"""Which words of an answer are new, and which of the one before are gone."""

import pytest

from desktop.teach.differences import differences


def words(before, now):
    gone, new = differences(before, now)
    return [before[a:b] for a, b in gone], [now[a:b] for a, b in new]


@pytest.mark.parametrize(
    ("before", "now", "gone", "new"),
    [
        ("You have 30 days.", "You have 14 days.", ["30"], ["14"]),
        ("请在30天内退货。", "请在14天内退货。", ["30"], ["14"]),
        ("The same.", "The same.", [], []),
        ("", "All new", [], ["All new"]),
        ("All gone", "", ["All gone"], []),
        ("Bring it.", "Bring it to a shop.", [], [" to a shop"]),
    ],
)
def test_what_differs_is_set_apart(before, now, gone, new):
    assert words(before, now) == (gone, new)


def test_a_few_words_in_common_by_chance_do_not_make_patches():
    gone, new = words(
        "You can usually return it within a reasonable time. Please check the policy.",
        "Take the receipt to any of our shops; the money is back in three working days.",
    )
    assert len(gone) == len(new) == 1


def test_spans_fit_their_texts_and_what_is_left_is_the_same():
    before, now = "a b c d e f g h i j k l m n", "a b c x e f g h i j k l m n o"
    gone, new = differences(before, now)
    left = [_without(before, gone).split(), _without(now, new).split()]
    assert left[0] == left[1]


def test_a_very_long_answer_counts_as_new_as_a_whole():
    long = "word " * 5000
    assert differences(long, long) == ((), ())
    assert differences(long, long + "x") == (((0, 25_000),), ((0, 25_001),))


def _without(text, spans):
    for start, end in reversed(spans):
        text = text[:start] + text[end:]
    return text
