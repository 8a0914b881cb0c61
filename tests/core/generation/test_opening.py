"""A reply that says the documents do not say is never shown; any other is, to the letter."""

import pytest

from core.generation.opening import Opening, ThoughtFirst, refuses

REFUSALS = [
    "The documents do not say.",
    "文档中没有提到。",
    "The provided documents do not mention a swimming pool.",
    "Your documents don't contain any information about that.",
    "I'm sorry, but the passages do not say who owns it [1].",
    "Unfortunately, the documents do not specify the price.",
    "There is no information about parking in the passages.",
    "**The documents do not say.**",
    "提供的文档中没有提到相关内容。",
    "很抱歉，文档中没有提及员工人数。",
    "您的文档没有说明员工人数 [2]。",
]
ANSWERS = [
    "1874.",
    "The",
    "The documents do not allow dogs.",
    "The documents do not say so directly. But dogs are kept outside [1].",
    "The documents do not mention Peter, but say that Paul owns the house [1].",
    "The report does not give a price.",
    "The passages do not give a total; only the rent is named, 900 euros [2].",
    "资料中没有提到具体金额，但说明了税率[1]。",
    "文档没有说明总数，只列出了租金[2]。",
    "The lighthouse was built in 1874.",
    "文档中提到灯塔建于1874年。",
    "根据文档，未休完的年假作废。",
    "资料费为10元。",
    "- a\n- b",
]


def through(text):
    opening = Opening()
    return "".join(map(opening.feed, text)) + opening.rest()


@pytest.mark.parametrize("text", REFUSALS)
def test_a_refusal_is_held_back_whole(text):
    assert refuses(text)
    assert through(text) == ""


@pytest.mark.parametrize("text", ANSWERS)
def test_an_answer_is_told_whole(text):
    assert not refuses(text)
    assert through(text) == text


def test_an_answer_is_not_held_back_for_long():
    opening = Opening()
    told = [bool(opening.feed(letter)) for letter in "Dogs are welcome in the garden."]
    assert told.index(True) <= len("Dogs ")


@pytest.mark.parametrize("sign", ["ANSWER:", "**Answer:**", "## Answer:", "回答：", "最终答案："])
def test_reasoning_ends_where_the_answer_is_announced(sign):
    text = f"First this.\nThen that.\n\n{sign}\nIt is so [1]. The answer: yes."
    parts = ThoughtFirst()
    pairs = [parts.feed(letter) for letter in text]
    assert "".join(pair[0] for pair in pairs).strip() == "First this.\nThen that."
    assert "".join(pair[1] for pair in pairs) + parts.rest() == "It is so [1]. The answer: yes."


def test_reasoning_without_an_announcement_ends_in_its_last_paragraph():
    parts = ThoughtFirst()
    parts.feed("This and that.\n\nIt is so [1].")
    assert parts.rest() == "It is so [1]."
