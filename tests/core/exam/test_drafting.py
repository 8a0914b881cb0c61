"""How a sentence becomes a question: gaps, definitions, places, in both languages."""

import pytest

from core.exam.cloze import GAP, cloze
from core.exam.definitions import definition
from core.exam.places import place
from tests.core.exam.exam_making import CHINESE, ENGLISH, paged, read

# Other paragraphs, so that the words of one of them are rare.
AROUND = [*ENGLISH, *CHINESE]


def drafted(way, line, heading=""):
    found, rarity = read([line, *(other for other in AROUND if other != line)])
    return way(found[0], rarity) if found and found[0].text == line else None


@pytest.mark.parametrize(
    ("line", "text", "answer"),
    [
        (
            "The granite harbour wall of Saltby was extended by convicts in 1874.",
            "When was the granite harbour wall of Saltby extended by convicts?",
            "1874",
        ),
        (
            "The oldest chart in the museum was drawn with goose quills by Ada Ferris.",
            "By whom was the oldest chart in the museum drawn with goose quills?",
            "Ada Ferris",
        ),
        (
            "The county archive has about 3,200 logbooks from coastal lighthouses.",
            "How many logbooks does the county archive have from coastal lighthouses?",
            "3,200",
        ),
        (
            "Grey seals bred on the sandbank again since 1988, to the delight of wardens.",
            f"Fill the gap: Grey seals bred on the sandbank again since {GAP}, to the delight of"
            " wardens.",
            "1988",
        ),
        (CHINESE[0], "青禾文具公司于哪一年在宁波成立？", "1998年"),
        (CHINESE[1], "成都工厂每年可以生产多少支圆珠笔？", "3500万"),
        (CHINESE[5], "研发中心共有多少名工程师？", "126"),
        (
            "2011年，渔业局在舟山海域投放了人工鱼礁，以恢复渔业资源。",
            "渔业局在舟山海域投放了人工鱼礁是在哪一年？",
            "2011年",
        ),
    ],
)
def test_a_gap_is_asked_for_in_words_where_there_are_some(line, text, answer):
    draft = drafted(cloze, line)
    assert draft is not None
    assert (draft.text, draft.answer) == (text, answer)


@pytest.mark.parametrize("line", AROUND)
def test_the_answer_is_not_in_the_question_and_is_in_the_sentence(line):
    draft = drafted(cloze, line)
    if draft is not None:
        assert draft.answer not in draft.text
        assert draft.answer in line
        assert draft.text.count(GAP) <= 1


@pytest.mark.parametrize(
    "line",
    [
        "Volunteers polish the brass lamp every Thursday because salt dulls it quickly.",
        "The range of the beam is between 12 and 18 miles in clear weather over the bay.",
        "The archive was open from 1998 to 2004 and the reading room was closed on Sundays.",
        "Museum staff work with version 12 of the catalogue and with type 15 of the labels.",
        "公司在1998年至2004年之间先后建设了两座新的工厂。",
    ],
)
def test_no_gap_is_better_than_a_bad_one(line):
    assert drafted(cloze, line) is None


def test_a_gap_that_many_sentences_fit_is_not_made():
    lines = [f"The meeting of the trust was held in 19{n}." for n in range(10, 60)]
    found, rarity = read(lines)
    assert [cloze(sentence, rarity) for sentence in found] == [None] * len(found)


@pytest.mark.parametrize(
    ("line", "text", "answer"),
    [
        (
            ENGLISH[3],
            "What is a heliograph?",
            "a signalling device that reflects sunlight with a movable mirror",
        ),
        (
            "Fresnel lens refers to a composite compact lens developed for lighthouses.",
            "What is Fresnel lens?",
            "refers to a composite compact lens developed for lighthouses",
        ),
        (
            "Ida Lewin is a Swedish painter who portrayed the keepers of northern lighthouses.",
            "Who is Ida Lewin?",
            "a Swedish painter who portrayed the keepers of northern lighthouses",
        ),
        (CHINESE[2], "什么是盲文打字机？", "供视力障碍者书写盲文的机械设备"),
        (
            "龙泉青瓷是一种以粘土烧制而成的传统瓷器，产于浙江龙泉。",
            "龙泉青瓷是什么？",
            "一种以粘土烧制而成的传统瓷器，产于浙江龙泉",
        ),
    ],
)
def test_what_something_is_is_asked_where_it_is_said(line, text, answer):
    draft = drafted(definition, line)
    assert draft is not None
    assert (draft.text, draft.answer) == (text, answer)


@pytest.mark.parametrize(
    "line",
    [
        "The reason is a lack of trained keepers along the northern coast of the county.",
        "A lighthouse is an important example of how coastal towns protected their fleets.",
        "Every visitor is a guest of the trust and receives a leaflet at the wooden gate.",
        "主要原因是一种新的油墨在低温环境下容易凝固。",
    ],
)
def test_what_only_looks_like_a_definition_is_none(line):
    assert drafted(definition, line) is None


def test_which_page_is_asked_in_fewer_words():
    longer = "Oil for the lamp was pressed from rape seed in Whitcombe, where two mills stood."
    found, rarity = read([*AROUND, longer])
    asked = [draft for sentence in found if (draft := place(sentence, rarity))]
    assert {draft.sentence.language for draft in asked} == {"en", "zh"}
    for draft in asked:
        said = draft.text.removeprefix("Which document says that ").removeprefix("哪份文档提到")
        assert said.rstrip("?？") not in draft.sentence.text.rstrip(".。")[1:]
        assert draft.answer == "Saltby"


def test_pages_are_asked_for_where_there_are_some():
    from core.exam.material import Rarity, sentences_of
    from tests.core.exam.exam_making import document

    line = (
        "The harbour wall of Saltby was raised by convicts from Whitcombe, who were paid in bread."
    )
    whole = paged([ENGLISH[:4], [line]])
    rarity = Rarity()
    shown = document(whole.text, pages=2)
    sentences = list(sentences_of(shown, whole.text, whole.marks, 10**6, rarity))
    (draft,) = [each for one in sentences if one.text == line and (each := place(one, rarity))]
    assert draft.text == (
        "Which page says that the harbour wall of Saltby was raised by convicts from Whitcombe?"
    )
    assert draft.answer == "2"


def test_a_condition_is_not_left_out():
    line = (
        "If the wind exceeds nine on the scale, the lantern room of Saltby is closed to visitors."
    )
    assert drafted(place, line) is None


def test_what_is_said_beside_the_point_is_not_asked():
    line = (
        "In the bay, whereas the outer reef of Saltby shelters cormorants, grey seals are scarce."
    )
    draft = drafted(place, line)
    assert draft is None or "whereas" not in draft.text
