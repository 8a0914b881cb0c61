"""Marks of sources leave the text however it is cut up, and are noted where they stood."""

import pytest

from core.generation.marks import MarkReader, numbers_in, without_marks


def read(text, step=1, known=range(1, 20)):
    reader = MarkReader(known)
    told = [reader.feed(text[at : at + step]) for at in range(0, len(text), step)]
    told.append(reader.rest())
    assert "".join(told) == reader.text
    return reader.text, [(mark.at, mark.numbers) for mark in reader.marks]


CASES = [
    ("Built in 1874 [2].", "Built in 1874.", [(13, (2,))]),
    ("Built in 1874.[2] Next", "Built in 1874. Next", [(14, (2,))]),
    ("A [1][2] b [^3] c [1, 4]", "A b c", [(1, (1,)), (1, (2,)), (3, (3,)), (5, (1, 4))]),
    ("A [1-3] b [2–4] c", "A b c", [(1, (1, 2, 3)), (3, (2, 3, 4))]),
    ("建于1874年【1】。带狗［２］。", "建于1874年。带狗。", [(7, (1,)), (10, (2,))]),
    ("见【1†source】和[第3段]。", "见和。", [(1, (1,)), (2, (3,))]),
    ("So [passage 2], [Document 3, p. 4].", "So,.", [(2, (2,)), (3, (3,))]),
    ("[1] The barn.\n[2] Held.", "The barn.\nHeld.", [(0, (1,)), (10, (2,))]),
    ("Unknown [99] and [1000].", "Unknown and [1000].", []),
    ("values in [0, 1] and [2024]", "values in [0, 1] and [2024]", []),
    ("`a[1]` is [2].", "`a[1]` is.", [(9, (2,))]),
    ("```py\nb[3] = 1\n```\nEnd [3].", "```py\nb[3] = 1\n```\nEnd.", [(22, (3,))]),
    ("- [ ] todo, [link](http://x) [1]", "- [ ] todo, [link](http://x)", [(28, (1,))]),
    ("unclosed [1", "unclosed [1", []),
    ("[" * 50, "[" * 50, []),
    ("", "", []),
]


@pytest.mark.parametrize(("text", "clean", "marks"), CASES)
def test_it_is_the_same_however_the_text_is_cut_up(text, clean, marks):
    whole = read(text, step=max(1, len(text)))
    for step in (1, 2, 3, 7):
        assert read(text, step) == whole
    if clean is not None:
        assert whole == (clean, marks)


def test_a_tick_that_nothing_closes_ends_with_its_line():
    clean, marks = read("a tick ` that never closes [1]\nnext [2]")
    assert clean == "a tick ` that never closes [1]\nnext"
    assert marks == [(len(clean), (2,))]


def test_an_endless_reply_takes_time_in_proportion():
    reader = MarkReader(range(1, 9))
    for _ in range(20_000):
        reader.feed("word [1] ")
    reader.rest()
    assert len(reader.marks) == 20_000


def test_marks_of_what_is_gone_leave_a_history():
    assert without_marks("A [1]. B [2][3]. C [1, 2].", {2}) == "A. B [2]. C [2]."
    assert without_marks("甲【1】。乙[2]。") == "甲。乙。"
    assert numbers_in("1, 3-5，7") == (1, 3, 4, 5, 7)
    assert numbers_in("1-900") == (1, 900)
