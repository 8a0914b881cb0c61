"""Answers to a set's questions, end to end; and what a model over real HTTP says of them."""

import json

import pytest

from core.evaluation.report import report
from core.events import finished
from core.models.endpoint import EndpointModel
from core.types import Hindrance
from tests.core.evaluation.test_beir import write
from tests.library_making import WordHashEmbedder
from tests.scripted_endpoint import Refusal, ScriptedEndpoint

CORPUS = [
    {"_id": "barn", "title": "The barn", "text": "The barn held 214 bushels in June."},
    {"_id": "well", "title": "The well", "text": "Anna Berg signed for the well."},
    {"_id": "road", "title": "The road", "text": "The road was closed by snow."},
]
QUERIES = [
    {"_id": "1", "text": "How many bushels did the barn hold?", "answers": ["214 bushels"]},
    {"_id": "2", "text": "Who signed for the well?", "answers": ["Anna Berg"]},
    {"_id": "3", "text": "Which comet did astronomers photograph?", "answers": []},
]
QRELS = "q\tc\ts\n1\tbarn\t1\n2\twell\t1\n"


@pytest.fixture
def folder(tmp_path):
    return write(tmp_path / "set", CORPUS, QUERIES, QRELS)


def answers(folder, model=None):
    measured = finished(
        report(folder, ["keyword"], answers=True, embedder=WordHashEmbedder(), model=model)
    )
    (found,) = measured.answers
    return found


def test_what_was_asked_is_answered_cited_and_refused(folder):
    found = answers(folder)
    assert (found.retriever, found.chunker, found.model) == ("keyword", "recursive", "quoting")
    assert (found.questions, found.unanswerable) == (2, 1)
    assert found.seconds_per_question > 0
    assert found.scores["contains"] == 1
    assert 0 < found.scores["f1"] < 1
    for sure in (
        "citation_validity",
        "citation_precision",
        "citation_recall",
        "citation_answer",
        "support",
        "refusal_recall",
        "refusal_precision",
    ):
        assert found.scores[sure] == 1, sure
    assert found.scores["refused"] == 0
    assert "faithfulness" not in found.scores


def judge(body):
    """Two claims of which one is borne out; the question itself; the first passage helps."""
    task, material = (message["content"] for message in body["messages"])
    if "claims that can be checked" in task:
        return json.dumps({"claims": ["It held 214 bushels.", "It rained."]})
    if "For each claim" in task:
        return json.dumps({"verdicts": [True, False]})
    if "For each passage" in task:
        count = sum(f"[{number}] " in material for number in range(1, 6))
        return json.dumps({"verdicts": [True] + [False] * (count - 1)})
    asked = QUERIES[0] if "214" in material else QUERIES[1]
    return json.dumps({"questions": [asked["text"]], "avoids": False})


def test_a_model_judges_where_there_is_one(folder):
    with ScriptedEndpoint(judge) as server:
        found = answers(folder, EndpointModel(server.endpoint()))
    assert found.scores["faithfulness"] == 0.5
    assert found.scores["answer_relevancy"] == pytest.approx(1, abs=0.01)
    assert found.scores["context_precision"] == 1
    assert found.notices == ()


def test_a_model_that_writes_nonsense_is_left_out_and_that_is_said(folder):
    def half(body):
        return (
            "As a duck, I quack." if "For each" in body["messages"][0]["content"] else judge(body)
        )

    with ScriptedEndpoint(half) as server:
        found = answers(folder, EndpointModel(server.endpoint()))
    assert "answer_relevancy" in found.scores
    assert not {"faithfulness", "context_precision"} & set(found.scores)
    assert {(each.technique, each.hindrance, each.detail) for each in found.notices} == {
        ("faithfulness", Hindrance.NONSENSE, "2/2"),
        ("context_precision", Hindrance.NONSENSE, "2/2"),
    }


def test_a_model_that_refuses_is_not_asked_again(folder):
    with ScriptedEndpoint([Refusal(403)]) as server:
        found = answers(folder, EndpointModel(server.endpoint()))
        asked = len(server.chats)
    assert asked == 1
    assert [each.hindrance for each in found.notices] == [Hindrance.REFUSED]
    assert found.scores["contains"] == 1


def test_answering_keeps_no_conversation_and_leaves_the_index_in_use(folder):
    answers(folder)
    assert answers(folder).scores["contains"] == 1
