"""Sentences of Chinese, English and mixed text are found as exact spans."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text.sentences import sentences


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    "parts",
    [
        ["他说：“你好吗？”", "她笑了。", "“走吧！”，他说。"],
        ["（见第三章。）", "然后他（真棒！）来了。"],
        ["他……走了。", "我们等了很久很久也没有等到他……", "天黑了。"],
        ["版本3.5发布。", "Version 2.0 is out."],
        ["你好吗?", "我很好.", "下一步呢？！", "好。"],
        ["质量不好；价格不低。"],
        [
            "当事人应当按照约定全面履行自己的义务，遵循诚信原则，履行通知、协助、保密等各项附随义务；",
            "违反的，承担责任。",
        ],
    ],
)
def test_chinese(parts: list[str]) -> None:
    assert split("".join(parts)) == parts


@pytest.mark.parametrize(
    "parts",
    [
        ["Dr. J. R. Smith et al. (2020) showed 3.5 % of e.g. mice.", "See Fig. 3 and No. 5."],
        ["Look at https://a.b/c?d=e.f now.", "The file is a.txt."],
        ["The U.S. President left.", "He lives in the U.S.", "He is fine."],
        ['But "why?" he asked.', '"Really!"', "She went."],
        ["Wait... what?", "It rained...", "Then it stopped."],
        ["It was 1990.", "3 years later it broke."],
        ["No.", "That is wrong."],
        ["We tested apples, pears, etc. at night.", "Nobody saw.", "(All slept.)", "Good."],
    ],
)
def test_english(parts: list[str]) -> None:
    assert split(" ".join(parts)) == parts


def test_a_line_break_always_ends_a_sentence() -> None:
    assert split("A heading\n\n  and a text \r\nwithout marks") == [
        "A heading",
        "and a text",
        "without marks",
    ]


def test_a_table_row_is_one_sentence_but_a_formula_is_none() -> None:
    assert split("Name | Is it. So? | 3\nP(A | B) is small. It is.") == [
        "Name | Is it. So? | 3",
        "P(A | B) is small.",
        "It is.",
    ]


def test_a_short_list_item_is_one_sentence() -> None:
    assert split("• Buy milk. Not cream.\n2. Go home. Now.") == [
        "• Buy milk. Not cream.",
        "2. Go home. Now.",
    ]
    assert split("3.5 m is tall. He is not.") == ["3.5 m is tall.", "He is not."]


def test_a_part_of_the_text_gives_offsets_into_the_whole() -> None:
    text = "One. Two. Three."
    assert sentences(text, 5, 9) == [(5, 9)]
    assert sentences(text, 5) == [(5, 9), (10, 16)]


@given(st.text(alphabet=' \n.。！？!?…；"”）(（aA1中|•U.S', max_size=80))
def test_spans_are_trimmed_ordered_and_leave_out_only_spaces(text: str) -> None:
    position = 0
    for start, end in sentences(text):
        assert position <= start < end
        assert text[start:end] == text[start:end].strip()
        assert not text[position:start].strip()
        position = end
    assert not text[position:].strip()


@pytest.mark.parametrize(
    "unit", ["！）", "x（a！）", "A. ", "u.s. ", "…a", ". ", "1. ", '."', "(.a "]
)
def test_hostile_repetition_stays_linear(unit: str) -> None:
    # A quadratic search over a million characters would run into the suite's time limit.
    text = unit * (1_000_000 // len(unit))
    assert sentences(text)


def test_marks_inside_the_title_of_a_work_end_nothing():
    text = "《醒来！海港》是她的第二张专辑。它在1994年发行。"
    assert [text[a:b] for a, b in sentences(text)] == [
        "《醒来！海港》是她的第二张专辑。",
        "它在1994年发行。",
    ]


def test_about_the_year_ends_nothing():
    text = "Haymo (c. 1243) was a scholar. He taught."
    assert [text[a:b] for a, b in sentences(text)] == [
        "Haymo (c. 1243) was a scholar.",
        "He taught.",
    ]
