"""What a question asks for, in Chinese and English."""

import pytest

from core.generation.question import Asks, answer_language, bears, in_context, substance, understand


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("去年的净利润是多少？", Asks.NUMBER),
        ("How many steps does the tower have?", Asks.NUMBER),
        ("股东大会什么时候召开？", Asks.DATE),
        ("In what year was it built?", Asks.DATE),
        ("谁负责仓库搬迁？", Asks.PERSON),
        ("Who was the last keeper?", Asks.PERSON),
        ("总部在哪里？", Asks.PLACE),
        ("Where is the assembly point?", Asks.PLACE),
        ("研发投入为什么增加？", Asks.REASON),
        ("Why was the bell moved?", Asks.REASON),
        ("什么是年假？", Asks.DEFINITION),
        ("What is a shift?", Asks.DEFINITION),
        ("Tell me about the garden", Asks.ANYTHING),
        ("介绍一下花园", Asks.ANYTHING),
    ],
)
def test_the_kind_of_answer(question, asks):
    assert understand(question).asks is asks


def test_question_words_are_not_what_it_is_about():
    assert substance("青禾的净利润是多少？") == ["青禾", "净利", "利润"]
    assert substance("Who was the last keeper?") == substance("last keeper")
    assert substance("why?")


def test_a_follow_up_leans_on_the_question_before():
    before = "青禾2025年的净利润是多少？"
    assert in_context("那研发投入呢？", before) == f"{before}\n那研发投入呢？"
    assert "2025" not in in_context("2024年呢？", before)
    assert in_context("and in 2024?", "What was the profit in 2025?").startswith("What was")
    whole = "员工出差住宿的报销标准是什么？"
    assert in_context(whole, before) == whole
    whole = "When will the new display cases arrive?"
    assert in_context(whole, "Who was the last keeper?") == whole


def test_the_words_of_the_question_before_weigh_less():
    question = understand("净利润是多少？\n那研发投入呢？")
    assert question.weights["研发"] > question.weights["利润"]
    assert question.asks is Asks.NUMBER


def test_a_number_must_count_what_was_asked():
    question = understand("公司有多少员工？")
    assert bears(question, "公司共有员工 318 人") == 1
    assert bears(question, "共有 318 名员工") == 1
    assert bears(question, "为每位员工每年提供 3000 元") < 1
    assert bears(question, "公司很大") == 0


def test_lecterns_own_words_follow_the_question():
    assert answer_language("年假有几天？") == "zh"
    assert answer_language("A5 线圈本 price?") == "zh"
    assert answer_language("How long?") == "en"


def test_a_definition_is_about_what_was_asked():
    for question in ("什么是双重量化？", "双重量化是什么意思？"):
        understood = understand(question)
        assert understood.subject == "双重量化"
        assert bears(understood, "双重量化是指对量化常数再量化一次") == 1
        assert bears(understood, "效果好是因为用了双重量化") < 1
    assert bears(understand("What is a shift?"), "A shift is four hours of work.") == 1


def test_a_character_of_grammar_may_be_half_a_word():
    understood = understand("成都分店卖什么？")
    assert "成都" in understood.perhaps
    assert "成" not in understood.weights


def test_names_codes_and_numbers_are_told_from_words():
    assert understand("How many guests came to Saltby Hall in 2031?").names == (
        frozenset(substance("Saltby Hall")),
        frozenset({"2031"}),
    )
    assert understand("Which bus goes there?").names == ()
    assert understand("QX-7水泵的流量是多少？").names == (frozenset(substance("QX-7")),)


def test_when_within_a_sentence_asks_for_no_date():
    assert understand("What do I do when the pump stops?").asks is not Asks.DATE
    assert understand("The pump was built when?").asks is Asks.DATE


def test_who_somebody_is_wants_a_definition():
    understood = understand("Who is Ada Quill?")
    assert understood.asks is Asks.DEFINITION
    assert bears(understood, "Ada Quill is the director of the film.") == 1
    assert bears(understood, "The letter to Ada Quill is lost.") < 0.5


def test_an_attribute_is_no_definition():
    assert understand("水泵的颜色是什么？").asks is not Asks.DEFINITION
