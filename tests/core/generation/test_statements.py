"""Which stretches of a written answer state something, and which marks are theirs."""

from itertools import pairwise

import pytest

from core.generation.marks import MarkReader
from core.generation.statements import owners, statements


def stated(text):
    reader = MarkReader(range(1, 20))
    reader.feed(text)
    reader.rest()
    found = statements(reader.text)
    owned = owners(reader.text, found, reader.marks)
    assert all(one.end <= other.start for one, other in pairwise(found))
    return [(reader.text[one.start : one.end], owned.get(at, [])) for at, one in enumerate(found)]


def test_marks_belong_to_the_sentence_they_stand_in_or_after():
    assert stated("One is [1] so. Two is so.[2] Three [3]\n\nFour.\n[4][5]") == [
        ("One is so.", [1]),
        ("Two is so.", [2]),
        ("Three", [3]),
        ("Four.", [4, 5]),
    ]
    assert stated("灯塔建于1874年【1】。允许带狗。[2][3]") == [
        ("灯塔建于1874年。", [1]),
        ("允许带狗。", [2, 3]),
    ]
    assert stated("[1] The barn.\n[2] Anna.") == [("The barn.", [1]), ("Anna.", [2])]


def test_lists_and_tables_state_line_by_line_and_headings_code_formulae_nothing():
    text = (
        "# Fees [9]\n\n**Summary**\n\nThe fees:\n- Adults **12 euros** [1]\n1. Children 5 [2]\n\n"
        "| Who | Fee |\n|---|---|\n| Adults | 12 [3] |\n\n```py\na[4]\n```\n\n$$x_1$$\n"
    )
    assert [each for each, _ in stated(text)] == [
        "The fees:",
        "Adults **12 euros**",
        "Children 5",
        "Adults | 12",
    ]
    assert dict(stated(text))["Adults | 12"] == [3]


def test_signs_of_emphasis_stay_with_their_sentence():
    assert stated("*First one.* It is **bold. And** more.") == [
        ("*First one.*", []),
        ("It is **bold.", []),
        ("And** more.", []),
    ]


@pytest.mark.parametrize("odd", ["", "\n\n", "|||", "| a |\n|---|", "***", "- ", "> > >", "1."])
def test_odd_texts_state_nothing_or_something_but_never_fail(odd):
    stated(odd)
