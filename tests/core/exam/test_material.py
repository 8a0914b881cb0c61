"""Which sentences a question can be made of."""

import pytest

from core.exam.material import Rarity, sentences_of
from core.types import Mark, MarkKind
from tests.core.exam.exam_making import CHINESE, ENGLISH, document, paged, read


def test_prose_in_both_languages_is_good():
    found, _ = read([*ENGLISH, *CHINESE])
    assert [sentence.text for sentence in found] == [*ENGLISH, *CHINESE]
    assert [sentence.language for sentence in found] == ["en"] * len(ENGLISH) + ["zh"] * len(
        CHINESE
    )


def test_a_sentence_is_the_text_at_its_span_and_knows_its_page():
    whole = paged([ENGLISH[:3], ENGLISH[3:]])
    for sentence in sentences_of(document(whole.text), whole.text, whole.marks, 10**6, Rarity()):
        assert whole.text[sentence.start : sentence.end] == sentence.text
        assert sentence.page == (1 if sentence.text in ENGLISH[:3] else 2)


@pytest.mark.parametrize(
    "line",
    [
        "It was built in 1874 by a local engineer and still stands on the cliff today.",
        "In 1874 he moved to the coast and opened a small workshop for clocks there.",
        "Copyright 2024 by the Saltby Museum Trust, and all of the rights are reserved.",
        "See https://example.org/saltby for the opening hours of the museum in the summer.",
        "As shown in Figure 3, the beam of the lamp is visible from a distance of 20 miles.",
        "| 1874 | 18,400 | 214 | the lamp | the bell | the keeper | the steps | 1932 |",
        "THE MUSEUM REGULATIONS FOR VISITORS OF THE LIGHTHOUSE AND OF THE GARDEN.",
        "12.4 18.2 19.6 and 14.1 17.3 20.0 with 11.9 of 13.7 and 15.5 16.6 17.7 were.",
        "Short words only here.",
        "Was the lighthouse at Saltby built before the harbour wall was finished?",
        "the lighthouse begins a line that was broken off in the middle of the page.",
        "The keeper (who was paid by the county from 1874 until he left the lighthouse.",
        "该公司于1998年在宁波成立，最初只生产木杆铅笔。",
        "他在2003年加入了这家公司，并负责新产品的开发工作。",
        "版权所有，未经许可不得转载本网站的任何文字和图片内容。",
        "如图3所示，工厂的产量在2024年达到了历史最高水平。",
        "- 行业监测:《2024年中国文具行业季度监测报告》《铅笔市场年鉴》。",
        "产品、铅笔、钢笔、圆珠笔、橡皮、尺子、书包、文具盒、颜料、画笔。",
    ],
)
def test_what_is_no_sentence_of_its_own_is_left_out(line):
    found, _ = read([line])
    assert [sentence for sentence in found if sentence.good] == []


@pytest.mark.parametrize(
    "kind", [MarkKind.TABLE, MarkKind.CODE, MarkKind.CAPTION, MarkKind.BOILERPLATE, MarkKind.NOTE]
)
def test_what_stands_in_a_table_code_or_margin_is_left_out(kind):
    found, _ = read(ENGLISH[:2], [Mark(kind, 0, len(ENGLISH[0]))])
    assert [sentence.text for sentence in found] == [ENGLISH[1]]


def test_references_are_left_out():
    whole = paged([["References", *ENGLISH[:2], "Visiting", ENGLISH[2]]])
    headings = [
        Mark(MarkKind.HEADING, whole.text.index(word), whole.text.index(word) + len(word))
        for word in ("References", "Visiting")
    ]
    marks = [each for each in whole.marks if each.start not in {one.start for one in headings}]
    found = sentences_of(document(whole.text), whole.text, [*marks, *headings], 10**6, Rarity())
    assert [(each.text, each.heading) for each in found] == [(ENGLISH[2], "Visiting")]


def test_of_a_long_document_a_part_is_read_from_all_over_it():
    lines = [ENGLISH[n % 8].replace("The", f"The {n}th", 1) for n in range(200)]
    whole = paged([lines])
    some = list(sentences_of(document(whole.text), whole.text, whole.marks, 2000, Rarity()))
    assert 0 < sum(len(each.text) for each in some) <= 2500
    assert some[-1].start > 0.8 * len(whole.text)


def test_a_word_that_stands_everywhere_tells_nothing():
    _, rarity = read([f"{line} Saltby." for line in ENGLISH])
    assert rarity.telling("Saltby") == 0
    assert rarity.telling("heliograph mirror") == 2
    assert rarity.telling("unheard") == 0


def test_only_names_keep_their_capital_inside_a_sentence():
    _, rarity = read(["Volunteers met. Some volunteers polish brass."])
    assert rarity.inside("Volunteers polish") == "volunteers polish"
    assert rarity.inside("Ferris built") == "Ferris built"
    assert rarity.inside("The lamp") == "the lamp"
