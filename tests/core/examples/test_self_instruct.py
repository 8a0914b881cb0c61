"""What a model wrote is kept only when it stands in its passage and is unlike what is there."""

import pytest

from core.examples.self_instruct import Kept, flaw_of, grounded, resting_place, rouge_l, words_of

ENGLISH = (
    "The lighthouse at Saltby was designed by Ada Ferris and cost 18,400 pounds. Visitors reach "
    "the lantern room over 214 narrow steps. The foghorn was replaced in 1967 after a storm "
    "flooded the engine house."
)
CHINESE = (
    "青禾文具公司于1998年在宁波成立，最初只生产木杆铅笔。成都工厂每年可以生产3500万支圆珠笔。"
    "仓库的温度必须保持在十八度左右，湿度不得超过百分之五十。"
)


@pytest.mark.parametrize(
    ("passage", "question", "answer", "flaw"),
    [
        (ENGLISH, "Who designed the Saltby lighthouse?", "Ada Ferris designed it.", ""),
        (ENGLISH, "What did building the Saltby lighthouse cost?", "It cost 18,400 pounds.", ""),
        (ENGLISH, "Why was the foghorn at Saltby replaced in 1967?",
         "It was replaced because a storm had flooded the engine house.", ""),
        (ENGLISH, "Who designed the Saltby lighthouse?", "Thomas Telford drew its plans.",
         "ungrounded"),
        (ENGLISH, "What did the lighthouse cost?", "It cost 19,400 pounds.", "numbers"),
        (ENGLISH, "What does the passage say about Saltby?", "Ada Ferris designed it.", "leaning"),
        (ENGLISH, "Who built it?", "As mentioned in the text, Ada Ferris designed it.", "leaning"),
        (ENGLISH, "Who lives at the lighthouse?", "That is not mentioned.", "refusal"),
        (ENGLISH, "What is known of Saltby?", ENGLISH, "copy"),
        (ENGLISH, "Visitors reach the lantern room over 214 narrow steps", "214 steps.", "copy"),
        (ENGLISH, "Did Ada Ferris design it?", "Ada Ferris", "echo"),
        (ENGLISH, "Who?", "Ada Ferris.", "length"),
        (ENGLISH, "谁设计了灯塔？", "Ada Ferris.", "language"),
        (CHINESE, "青禾文具公司成立于哪一年？", "该公司成立于1998年。", ""),
        (CHINESE, "成都工厂每年生产多少支圆珠笔？", "成都工厂每年生产3500万支圆珠笔。", ""),
        (CHINESE, "仓库的湿度上限是多少？", "湿度不得超过百分之五十。", ""),
        (CHINESE, "青禾文具公司成立于哪一年？", "公司成立于1989年。", "numbers"),
        (CHINESE, "谁创办了青禾文具公司？", "由王建国和李明华夫妇共同创办。", "ungrounded"),
        (CHINESE, "本文介绍了哪家公司？", "青禾文具公司。", "leaning"),
        (CHINESE, "仓库在哪里？", "文中没有提到。", "leaning"),
        (CHINESE, "员工有多少人？", "未提及。", "refusal"),
    ],
)  # fmt: skip
def test_flaws_are_named(passage, question, answer, flaw):
    assert flaw_of(question, answer, passage) == flaw


def test_rouge_l_is_the_published_measure():
    # Lin 2004: police killed the gunman / police kill the gunman.
    one, other = words_of("police killed the gunman"), words_of("police kill the gunman")
    assert rouge_l(one, other) == pytest.approx(0.75)
    assert rouge_l(words_of("the gunman kill police"), one) == pytest.approx(0.5)
    assert rouge_l(words_of("青禾文具"), words_of("青禾公司")) == pytest.approx(0.5)
    assert rouge_l([], one) == 0.0


def test_questions_much_alike_are_found_and_others_not():
    kept = Kept(["Who designed the lighthouse at Saltby?", "成都工厂每年生产多少支圆珠笔？"])
    assert kept.has_like("Who designed the old lighthouse at Saltby?")
    assert kept.has_like("成都工厂每年能生产多少支圆珠笔？")
    assert not kept.has_like("What did the lighthouse at Saltby cost?")
    assert not kept.has_like("宁波的公司成立于哪一年？")
    kept.add("What did the lighthouse at Saltby cost?")
    assert kept.has_like("What did the lighthouse at Saltby cost in all?")


def test_what_an_answer_rests_on_is_its_sentence():
    low, high = resting_place("It was replaced in 1967 after a storm.", ENGLISH)
    assert ENGLISH[low:high].startswith("The foghorn was replaced")
    assert ENGLISH[low:high].endswith("engine house.")
    low, high = resting_place("成都工厂每年生产3500万支圆珠笔。", CHINESE)
    assert CHINESE[low:high] == "成都工厂每年可以生产3500万支圆珠笔。"


def test_words_of_the_question_count_half():
    assert grounded("Ada Ferris designed the lighthouse.", ENGLISH)
    assert not grounded("The keeper Tom Brown lit the lamp.", ENGLISH, "Who lit the lamp?")
