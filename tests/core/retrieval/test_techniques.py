"""What each technique does with a model that helps."""

import json

import numpy as np
import pytest

from core.events import finished
from core.retrieval import hyde, rag_fusion
from core.retrieval.decompose import KEPT, MOST_PARTS, ROUNDS
from core.retrieval.legs import asked
from tests.library_making import found

WHO = "Who built the granary of Saltby?"
BORN = "Where was the builder of the granary of Saltby born?"


def reply(**fields):
    return json.dumps(fields, ensure_ascii=False)


def texts(library, hits):
    return [chunk.text for chunk in library.chunks.get([hit.chunk for hit in hits])]


def test_other_phrasings_are_searched_for_and_weigh_less(made):
    phrasings = ["The engineer of the granary", "Who is the granary’s maker", WHO]
    library, model = made(reply(phrasings=phrasings))
    result = finished(library.retriever("fusion").retrieve(WHO, 10))
    legs = {leg.leg: leg for leg in result.legs}
    assert set(legs) == {"vector", "keyword", "keyword:2", "vector:2", "keyword:3"} | (
        {"vector:3"} if "vector:3" in legs else set()
    )
    assert legs["keyword:2"].asked == phrasings[0]
    assert legs["keyword"].weight > legs["keyword:2"].weight + legs["keyword:3"].weight
    assert sum(leg.weight for leg in result.legs) == pytest.approx(1)
    assert "engineer" in " ".join(texts(library, result.hits))
    assert WHO in model.asked[0][-1].text
    assert len(model.asked) == 1


def test_phrasings_are_cleaned():
    listed = [WHO, "who built the GRANARY of saltby", " Builder of\nthe granary ", 3]
    listed += ["盐城的粮仓是谁建的？", "The granary's builder, the granary's builder"]
    assert rag_fusion.cleaned({"phrasings": listed}, WHO) == ["Builder of the granary"]
    assert rag_fusion.cleaned(["x"], WHO) == []
    chinese = ["粮仓由什么人建造？", "Who built the granary?"]
    assert rag_fusion.cleaned({"phrasings": chinese}, "粮仓是谁建成的？") == chinese[:1]


def test_a_made_up_answer_is_searched_for_by_meaning_and_the_question_by_words(made):
    passage = "The granary of Saltby was built by the engineer Ellen Marsh."
    library, _ = made(reply(passage=passage))
    result = finished(library.retriever("hyde").retrieve(WHO, 10))
    assert [(leg.leg, leg.asked) for leg in result.legs] == [
        ("keyword", WHO),
        ("vector:2", passage),
    ]
    assert "Ellen Marsh was an engineer" in texts(library, result.hits)[:4]


def test_the_vector_searched_for_is_the_mean_of_both(made):
    library, _ = made()
    question, passage = asked(library, "granary"), asked(library, "engineer")
    words, meaning = hyde.together(question, passage)
    assert words.meaning == 0
    assert meaning.words == 0
    assert np.linalg.norm(meaning.vector) == pytest.approx(1, abs=1e-5)
    assert meaning.vector @ question.vector == pytest.approx(
        float(meaning.vector @ passage.vector), abs=1e-5
    )


def test_where_meaning_cannot_be_read_the_made_up_words_join_in_quietly(made):
    library, _ = made(reply(passage="这座粮仓是由工程师马爱伦设计并建成的。"))
    result = finished(library.retriever("hyde").retrieve("盐城的粮仓是谁建成的？", 10))
    weights = {leg.leg: leg.weight for leg in result.legs if not leg.silent}
    assert weights["keyword:2"] == pytest.approx(hyde.EXPANSION * weights["keyword"])
    assert texts(library, result.hits)[0] in ("盐城的粮仓存放稻谷", "它由马爱伦于1874年建成")
    assert "马爱伦是一位工程师" in texts(library, result.hits)[:4]


def test_the_second_part_builds_on_what_the_first_found(made):
    library, model = made(
        reply(questions=["Who built the granary of Saltby?"]),
        reply(questions=["Where was Ellen Marsh born?"]),
        reply(questions=[]),
    )
    result = finished(library.retriever("decompose").retrieve(BORN, 10))
    assert len(model.asked) == ROUNDS
    assert "built by Ellen Marsh" in model.asked[1][-1].text
    parts = {leg.leg: leg.asked for leg in result.legs if leg.leg.startswith("part")}
    assert parts == {"part": WHO, "part:2": "Where was Ellen Marsh born?"}
    assert "she was born in Northmoor near the river" in texts(library, result.hits)[:5]
    plain = found(library.retriever("hybrid"), BORN, 10)
    assert [hit.chunk for hit in result.hits[:KEPT]] == [hit.chunk for hit in plain[:KEPT]]


def test_a_simple_question_is_not_taken_apart(made):
    library, model = made(reply(questions=[]))
    result = finished(library.retriever("decompose").retrieve(WHO, 10))
    assert result == finished(library.retriever("hybrid").retrieve(WHO, 10))
    assert len(model.asked) == 1


def test_requests_and_parts_are_bounded(made):
    replies = [
        reply(questions=[f"Which granary {turn} {n}?" for n in range(3)]) for turn in range(9)
    ]
    library, model = made(*replies)
    result = finished(library.retriever("decompose").retrieve(BORN, 10))
    assert len(model.asked) <= ROUNDS
    assert sum(leg.leg.startswith("part") for leg in result.legs) == MOST_PARTS


def test_parts_that_were_searched_for_are_not_searched_for_again(made):
    library, model = made(reply(questions=[WHO, WHO.upper()]))
    result = finished(library.retriever("decompose").retrieve(BORN, 10))
    assert [leg.asked for leg in result.legs if leg.leg.startswith("part")] == [WHO]
    assert len(model.asked) == 2


def test_the_language_of_the_question_is_that_of_the_request(made):
    library, model = made(reply(questions=[]))
    finished(library.retriever("decompose").retrieve("建成粮仓的人出生在哪里？", 5))
    finished(library.retriever("decompose").retrieve(BORN, 5))
    assert "搜索" in model.asked[0][0].text
    assert "search" in model.asked[1][0].text


def graded(library, question, best):
    """A reply that gives 10 to the passage with `best` in it, window by window."""
    hits = found(library.retriever("hybrid"), question, 20)
    passages = texts(library, hits)
    replies = []
    for start in range(0, len(passages), 5):
        window = passages[start : start + 5]
        grades = [
            {"passage": n, "grade": 10 if best in text else 2} for n, text in enumerate(window, 1)
        ]
        replies.append(reply(grades=grades))
    return replies


def test_the_judged_best_comes_first_and_the_rest_stays_in_order(made):
    library, model = made("")
    model.replies = graded(library, WHO, "1874")
    result = finished(library.retriever("rerank").retrieve(WHO, 30))
    assert not result.notices
    plain = found(library.retriever("hybrid"), WHO, 30)
    assert "1874" in texts(library, result.hits)[0]
    best = {hit.chunk for hit in result.hits if "1874" in texts(library, [hit])[0]}
    rest = [hit.chunk for hit in plain if hit.chunk not in best]
    assert [hit.chunk for hit in result.hits if hit.chunk not in best] == rest
    assert {leg.leg for leg in result.legs} == {"vector", "keyword", "rerank"}
