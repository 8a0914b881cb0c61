"""What kind of question it is, in both languages."""

import pytest

from core.retrieval.question_kind import exact_words, kind_of, subject_of
from core.types import QuestionKind

KEYWORDS, FACT, HOPS, OVERVIEW = (
    QuestionKind.KEYWORDS,
    QuestionKind.FACT,
    QuestionKind.MULTI_HOP,
    QuestionKind.OVERVIEW,
)

QUESTIONS = [
    ("E-4031", KEYWORDS),
    ('"granary ledger" 1923', KEYWORDS),
    ("GB/T 2312-1980", KEYWORDS),
    ("Ellen Marsh", KEYWORDS),
    ("invoice 2024-118", KEYWORDS),
    ("village budget", KEYWORDS),
    ("“安全生产”", KEYWORDS),
    ("张三 2019", KEYWORDS),
    ("粮食补贴标准", KEYWORDS),
    ("KB5034441 补丁", KEYWORDS),
    ("When was the granary built?", FACT),
    ("What does error E-4031 mean?", FACT),
    ("How many bushels of rice does the granary hold?", FACT),
    ("Who wrote “The Long Road”?", FACT),
    ("What is the notice period?", FACT),
    ("Where is Marks and Spencer based?", FACT),
    ("How do I reset the password of the router", FACT),
    ("粮仓是什么时候建成的？", FACT),
    ("粮仓的容量是多少？", FACT),
    ("公司的年假有几天", FACT),
    ("怎么申请报销？", FACT),
    ("谁是项目的负责人？", FACT),
    ("安全事故应该向谁报告？", FACT),
    ("Who is the wife of the director of The Long Road?", HOPS),
    ("In which city was the author who wrote The Long Road born?", HOPS),
    ("Which is older, the granary or the mill?", HOPS),
    ("Are Ellen Marsh and John Stone of the same nationality?", HOPS),
    ("What is the capital of the country where the Rhine rises?", HOPS),
    ("When did the founder of the company that makes Lectern die?", HOPS),
    ("What is the difference between the first and the second tariff?", HOPS),
    ("《长路》的导演的妻子是谁？", HOPS),
    ("写了《长路》的作家出生在哪个城市？", HOPS),
    ("粮仓和磨坊哪个更早建成？", HOPS),
    ("甲方案与乙方案有什么区别？", HOPS),
    ("张三所在部门的经理是谁？", HOPS),
    ("Summarise the safety report", OVERVIEW),
    ("What is this document about?", OVERVIEW),
    ("What are the main points?", OVERVIEW),
    ("Give me an overview of all my files", OVERVIEW),
    ("What are these papers about?", OVERVIEW),
    ("总结一下这份文档", OVERVIEW),
    ("这些文件主要讲了什么？", OVERVIEW),
    ("请概括报告的主要内容", OVERVIEW),
    ("安全生产办法的要点有哪些？", OVERVIEW),
    ("这本书讲的是什么？", OVERVIEW),
]


@pytest.mark.parametrize(("question", "kind"), QUESTIONS)
def test_the_kind_of_a_question(question, kind):
    assert kind_of(question).kind is kind


def test_reasons_say_what_it_was_told_by():
    assert kind_of("E-4031").reasons == ("code", "bare")
    assert kind_of('"granary ledger"').reasons == ("quoted", "bare")
    assert kind_of("214").reasons == ("number", "bare")
    assert "comparison" in kind_of("Which is older, the granary or the mill?").reasons
    assert "nested" in kind_of("《长路》的导演的妻子是谁？").reasons
    assert kind_of("What is this about?").reasons == ("overview_words", "nothing_else")
    assert kind_of("Summarise the safety rules").reasons == ("overview_words",)
    assert kind_of("Where is the mill?").reasons == ()


def test_the_last_line_counts():
    assert kind_of("Summarise the report\nWho wrote it?").kind is FACT
    assert kind_of("").kind is FACT
    assert kind_of("\n \n").kind is FACT


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("What are these documents about?", ""),
        ("总结一下这些文档", ""),
        ("这份报告主要讲了什么？", ""),
        ("Give me a short summary, please", ""),
        ("Summarise the safety rules", "safety rules"),
        ("总结安全生产办法", "安全生产办法"),
    ],
)
def test_what_an_overview_is_of(question, subject):
    assert subject_of(question).strip(" ,?？") == subject


def test_what_must_be_there_to_the_letter():
    assert exact_words('Where is "the old mill" and E-4031?') == ["the old mill", "E-4031"]
    assert exact_words("“安全生产”和GB/T 2312-1980") == ["安全生产", "GB/T 2312-1980"]
    assert exact_words("Where is the mill in 1923?") == []
