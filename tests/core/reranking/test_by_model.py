"""A language model's grades order passages; what is not a grade for each is nonsense."""

import pytest

from core.errors import ModelNonsense, ModelUnreachable
from core.events import finished
from core.models.endpoint import EndpointModel
from core.reranking.by_model import MOST_REQUESTS, WINDOW, ModelReranker
from tests.contracts.test_rerankers import grades
from tests.scripted_endpoint import Refusal, ScriptedEndpoint

TEXTS = [f"Nothing of note, part {number}." for number in range(12)]


def reranked(server, texts=TEXTS, **fields):
    model = EndpointModel(server.endpoint(**fields), (0.01,))
    return finished(ModelReranker(model).rerank("When was the lighthouse of Saltby built?", texts))


def test_the_passage_that_answers_comes_first_whatever_window_it_is_in():
    texts = [*TEXTS, "The lighthouse of Saltby was built in 1874."]
    with ScriptedEndpoint(grades) as server:
        scores = reranked(server, texts)
    assert max(range(len(texts)), key=scores.__getitem__) == len(texts) - 1
    assert len(server.chats) == 3


def test_equal_grades_keep_the_order():
    with ScriptedEndpoint(lambda body: {"grades": flat(body)}) as server:
        scores = reranked(server)
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == len(scores)


def flat(body):
    count = body["messages"][-1]["content"].count("Nothing of note")
    return [{"passage": number, "grade": 5} for number in range(1, count + 1)]


def test_requests_are_bounded_and_the_rest_stays_below_in_order():
    texts = ["Nothing of note."] * (WINDOW * MOST_REQUESTS + 7)
    with ScriptedEndpoint(
        lambda body: {"grades": [e | {"grade": 0} for e in flat(body)]}
    ) as server:
        scores = reranked(server, texts)
    assert len(server.chats) == MOST_REQUESTS
    assert scores == sorted(scores, reverse=True)
    assert min(scores[:-7]) > max(scores[-7:])


def test_long_passages_are_cut_to_what_the_model_takes_in():
    with ScriptedEndpoint(grades) as server:
        reranked(server, ["字" * 100_000] * 5, context_tokens=2000)
    [body] = server.chats
    assert sum(len(message["content"]) for message in body["messages"]) < 2000


GOOD = [{"passage": number, "grade": 5} for number in range(1, 6)]


@pytest.mark.parametrize(
    "reply",
    [
        "Passage 3 is the best one.",
        [],
        {"grades": None},
        {"grades": GOOD[:-1]},
        {"grades": [*GOOD, GOOD[0]]},
        {"grades": [*GOOD[:-1], {"passage": 6, "grade": 5}]},
        {"grades": [*GOOD[:-1], {"passage": 5, "grade": 11}]},
        {"grades": [*GOOD[:-1], {"passage": 5, "grade": "high"}]},
        {"grades": [*GOOD[:-1], {"passage": 5, "grade": True}]},
        {"grades": [1, 2, 3, 4, 5]},
    ],
)
def test_what_is_not_a_grade_for_each_passage_makes_no_sense(reply):
    with ScriptedEndpoint([reply]) as server, pytest.raises(ModelNonsense):
        reranked(server, TEXTS[:5])


def test_a_models_own_errors_pass():
    with ScriptedEndpoint([{"grades": GOOD}, Refusal(500)]) as server:
        with pytest.raises(Exception, match="500"):
            reranked(server)
        gone = server.endpoint()
    with pytest.raises(ModelUnreachable):
        finished(ModelReranker(EndpointModel(gone, ())).rerank("q", TEXTS))


def test_leaving_stops_the_model():
    from tests.scripted_endpoint import NEVER

    with ScriptedEndpoint([NEVER]) as server:
        road = ModelReranker(EndpointModel(server.endpoint())).rerank("q", TEXTS)
        while not server.chats:
            next(road)
        road.close()
        assert server.hung_up.wait(5)
