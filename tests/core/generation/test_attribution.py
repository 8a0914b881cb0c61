"""Each statement is cited from the very sentence that says it, and from nowhere else.

The replies are what models write: right, with a wrong number, without one, made up.
"""

import pytest

from core.generation.attribution import Sources
from core.generation.marks import MarkReader
from core.generation.statements import owners, statements
from core.generation.verification import verify
from core.types import Mark, MarkKind, Passage, Support, TextSlice

TEXTS = {
    1: (
        "Handbook",
        "The lighthouse of Saltby was built in 1874 by John Reed. It was opened to the public in"
        " 1921. About 12,000 people visit it each year.",
    ),
    2: (
        "Prices",
        "Adults pay 12 euros. Children under 14 pay 5 euros. Families pay 28 euros. Members of the"
        " Friends of Saltby enter free of charge.",
    ),
    3: (
        "Garden notes",
        "Dogs are welcome in the garden, but must be kept on a lead. The garden closes at 18:00 in"
        " winter and at 20:00 in summer. Roses are cut back in March.",
    ),
    4: (
        "青禾年度报告",
        "青禾公司全年净利润为1860万元，比上年增长12.7%。全年研发投入为1035万元。公司总部设在宁波市，"
        "员工共有342人。",
    ),
    5: (
        "员工手册",
        "员工每年享有十二天带薪年假。未在次年三月三十一日前休完的年假作废。请假须提前两周申请。",
    ),
}
PASSAGES = {
    number: Passage(number, f"d{number}", title, 1, 100, 100 + len(text), text, "", 0.5, ("x",))
    for number, (title, text) in TEXTS.items()
}
# What is written, and the beginning of the sentence that it must be cited from ("": from none).
REPLIES = [
    ("The lighthouse was built in 1874 [1].", "The lighthouse of Saltby was built"),
    ("It has been open to the public since 1921 [1].", "It was opened to the public"),
    ("Some 12,000 people visit the lighthouse each year [1].", "About 12,000 people"),
    ("Adults pay 12 euros [2].", "Adults pay"),
    ("Children under 14 pay 5 euros.[2]", "Children under 14"),
    ("A family ticket: families pay 28 euros [2].", "Families pay"),
    ("Members of the Friends of Saltby enter free [2].", "Members of the Friends"),
    ("Dogs are welcome in the garden on a lead [3].", "Dogs are welcome"),
    ("In winter the garden closes at 18:00 [3].", "The garden closes"),
    ("Roses are cut back in March [3].", "Roses are cut"),
    ("全年净利润是1860万元【4】。", "青禾公司全年净利润"),
    ("研发投入为1035万元[4]。", "全年研发投入"),
    ("公司总部在宁波市[4]。", "公司总部设在"),
    ("公司共有342名员工[4]。", "公司总部设在"),
    ("每位员工每年有12天带薪年假[5]。", "员工每年享有"),
    ("次年三月三十一日前没有休完的年假作废[5]。", "未在次年"),
    ("请假须提前两周提出申请[5]。", "请假须提前"),
    # The wrong passage is named.
    ("Roses are cut back in March [1].", "Roses are cut"),
    ("Adults pay 12 euros [3].", "Adults pay"),
    ("研发投入为1035万元[1]。", "全年研发投入"),
    ("请假须提前两周申请[4]。", "请假须提前"),
    # None is named.
    ("The garden closes at 20:00 in summer.", "The garden closes"),
    ("公司总部设在宁波市。", "公司总部设在"),
    # Nothing says so and none is named.
    ("The lighthouse is painted red and white every spring.", ""),
    ("Cats are welcome in the café.", ""),
    ("公司计划明年在海外上市。", ""),
]


def sentences_of(text, passages=PASSAGES, slice_of=None):
    reader = MarkReader(passages)
    reader.feed(text)
    reader.rest()
    found = statements(reader.text)
    owned = owners(reader.text, found, reader.marks)
    made = Sources(passages, slice_of).attributed(reader.text, found, owned)
    texts = {one.document: one.text for one in passages.values()}
    return verify(made, lambda id, start, end: texts[id][start - 100 : end - 100])


@pytest.mark.parametrize(("reply", "begins"), REPLIES)
def test_each_is_cited_from_the_sentence_that_says_it(reply, begins):
    (sentence,) = sentences_of(reply)
    if not begins:
        assert sentence.citations == ()
        assert sentence.support is Support.UNSUPPORTED
        return
    assert [one.quote.startswith(begins) for one in sentence.citations] == [True]
    assert sentence.support is Support.SUPPORTED


def test_a_false_sentence_keeps_what_it_names_and_is_marked():
    (sentence,) = sentences_of("The lighthouse was built in 1847 [1].")
    assert sentence.support is Support.UNSUPPORTED
    assert [one.document for one in sentence.citations] == ["d1"]


def test_two_passages_together_and_one_that_adds_nothing():
    (both,) = sentences_of("Adults pay 12 euros, and dogs are welcome in the garden [2][3].")
    assert [one.document for one in both.citations] == ["d2", "d3"]
    assert both.support is Support.SUPPORTED
    (one,) = sentences_of("Roses are cut back in March [3][1].")
    assert [each.document for each in one.citations] == ["d3"]


def test_words_of_several_passages_make_no_statement():
    (sentence,) = sentences_of("Dogs are cut back in March [2].")
    assert sentence.support is Support.UNSUPPORTED
    (sentence,) = sentences_of("Dogs pay less in winter.")
    assert (sentence.citations, sentence.support) == ((), Support.UNSUPPORTED)


def test_neighbours_are_one_citation():
    (sentence,) = sentences_of("Adults pay 12 euros and children under 14 pay 5 euros [2].")
    assert [one.quote for one in sentence.citations] == [
        "Adults pay 12 euros. Children under 14 pay 5 euros."
    ]


def test_another_language_cites_what_it_names_and_stays_unchecked():
    (sentence,) = sentences_of("灯塔建于1874年[1]。")
    assert sentence.support is Support.UNCHECKED
    assert sentence.citations[0].quote.startswith("The lighthouse of Saltby was built in 1874")


def test_a_row_is_cited_with_its_header():
    text = "Who | Fee in euros\nAdults | 12\nChildren | 5"
    table = Passage(1, "t", "Fees", 1, 100, 100 + len(text), text, "", 0.5, ("x",))
    marks = (
        Mark(MarkKind.TABLE, 100, 100 + len(text)),
        Mark(MarkKind.TABLE_HEADER, 100, 118),
    )

    def slice_of(document, start, end):
        return TextSlice(document, 100, 100 + len(text), text, marks, 200)

    (sentence,) = sentences_of("The fee for children is 5 euros [1].", {1: table}, slice_of)
    assert [one.quote for one in sentence.citations] == ["Children | 5", "Who | Fee in euros"]
    assert sentence.support is Support.SUPPORTED


def test_a_line_that_only_leads_on_is_no_sentence():
    found = sentences_of("Here is what I found:\n- Adults pay 12 euros [2]\n- Roses in March [3]")
    assert [one.text for one in found] == ["Adults pay 12 euros", "Roses in March"]


def test_without_passages_nothing_is_cited():
    (sentence,) = sentences_of("Dogs bark [1].", {})
    assert sentence.citations == ()
