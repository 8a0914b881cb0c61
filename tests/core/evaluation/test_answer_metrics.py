"""Figures of answers: SQuAD's own examples of what counts as the same, and values by hand."""

import pytest

from core.evaluation import answer_metrics as metrics
from core.types import Answer, AnswerSentence, Citation, Support


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("The Denver Broncos!", "denver broncos"),
        ("a  U.S. team", "US team"),
        ("1,000 (one thousand)", "1000 one thousand"),
        ("Anna’s barn", "Anna's barn"),
        ("廣三鐵路", "广三铁路"),
        ("《紅樓夢》。", "红楼梦"),
        ("１９０３年", "1903 年"),
    ],
)
def test_wordings_that_are_the_same(said, answer):
    assert metrics.exact(said, [answer]) == 1
    assert metrics.f1(said, [answer]) == 1


def test_f1_is_over_tokens_and_the_best_of_the_answers():
    # Precision 2/4, recall 2/3.
    assert metrics.f1("brown cow in fields", ["big brown cow"]) == pytest.approx(4 / 7)
    assert metrics.f1("cow", ["horse", "cow"]) == 1
    # 3 of 4 characters said, 3 of 3 wanted.
    assert metrics.f1("在广三线", ["广三线"]) == pytest.approx(6 / 7)
    assert metrics.f1("cow cow", ["cow"]) == pytest.approx(2 / 3)
    assert metrics.f1("", ["cow"]) == 0


def test_contains_wants_whole_words_in_a_row():
    assert metrics.contains("It was signed by Anna Berg, in 1903.", ["anna berg"]) == 1
    assert metrics.contains("It was signed in 1903.", ["190"]) == 0
    assert metrics.contains("Anna was not Berg", ["Anna Berg"]) == 0
    assert metrics.contains("廣三鐵路於1903年建成。", ["1903年"]) == 1
    assert metrics.contains("2009、2010年", ["2010年"]) == 1
    assert metrics.contains("anything", ["..."]) == 0


TEXT = "The barn held 214 bushels. Anna Berg signed."


def answer(*sentences):
    return Answer(" ".join(one.text for one in sentences), sentences, (), (), "quoting")


def sentence(text, *cited, support=Support.SUPPORTED):
    citations = tuple(
        Citation(document, "Barn", 1, start, end, quote) for document, start, end, quote in cited
    )
    return AnswerSentence(text, support, citations)


def test_a_refusal_has_no_wording():
    assert metrics.wording(answer(), ["Anna"]) == {"em": 0, "f1": 0, "contains": 0}
    assert metrics.wording(answer(), []) == {}
    said = metrics.wording(answer(sentence("Anna Berg signed.")), ["Anna Berg"])
    assert said == {"em": 0, "f1": pytest.approx(0.8), "contains": 1}


def test_citations_are_held_against_the_text_and_the_gold():
    given = answer(
        sentence("214 bushels", ("d1", 14, 25, "214 bushels"), ("d2", 0, 3, "The")),
        sentence("No.", ("d1", 0, 3, "Thy"), support=Support.UNSUPPORTED),
    )
    figures = metrics.citing(
        given, {"d1", "d3"}, ["214"], [], lambda document, start, end: TEXT[start:end]
    )
    assert figures == {
        "citation_recall": 0.5,
        "support": 0.5,
        "citation_validity": pytest.approx(2 / 3),
        "citation_precision": pytest.approx(2 / 3),
        "citation_answer": 1.0,
    }


def test_an_answer_is_cited_where_its_words_or_its_place_are():
    cited = answer(sentence("Anna Berg", ("d1", 27, 36, "Anna Berg")))

    def holds(answers, places):
        return metrics.citing(cited, {"d1"}, answers, places, lambda d, s, e: TEXT[s:e]).get(
            "citation_answer"
        )

    assert holds(["Berg"], []) == 1
    assert holds(["Carla"], []) == 0
    assert holds(["Carla"], [("d1", 30, 40)]) == 1
    assert holds(["Carla"], [("d1", 36, 40)]) == 0
    assert holds(["Carla"], [("d2", 30, 40)]) == 0
    assert holds([], []) is None


def test_an_answer_without_citations_is_neither_valid_nor_precise():
    figures = metrics.citing(answer(sentence("So.")), {"d1"}, [], [], lambda d, s, e: "")
    assert figures == {"citation_recall": 0, "support": 1}


def test_means_are_over_the_questions_that_have_the_figure():
    assert metrics.means([{"a": 1.0}, {"a": 0.0, "b": 1.0}, {}]) == {"a": 0.5, "b": 1.0}


def test_refusals():
    assert metrics.refusals([True, False, False, False], [True, True, False]) == {
        "refused": 0.25,
        "refusal_recall": pytest.approx(2 / 3),
        "refusal_precision": pytest.approx(2 / 3),
    }
    assert metrics.refusals([True], []) == {"refused": 1}
    assert metrics.refusals([False], [False]) == {"refused": 0, "refusal_recall": 0}
