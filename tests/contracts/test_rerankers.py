"""What every reranker must do; a new one subclasses RerankerContract."""

import re

import pytest

from core.events import Progress, finished
from core.models.endpoint import EndpointModel
from core.protocols import Reranker
from core.registry import names
from core.reranking.by_model import ModelReranker
from core.reranking.cross_encoder import CrossEncoderReranker
from tests.core.reranking.tiny_cross_encoder import save_tiny_cross_encoder
from tests.scripted_endpoint import ScriptedEndpoint

TEXTS = ["the cat sat on a mat.", "stock markets fell sharply", "", "rates " * 2000, "the bank"]


class RerankerContract:
    """Subclass and override the fixture `reranker`."""

    def test_a_score_for_each_text_and_progress_meanwhile(self, reranker: Reranker) -> None:
        told, road = [], reranker.rerank("where sat the cat", TEXTS)
        try:
            while True:
                told.append(next(road))
        except StopIteration as end:
            scores = end.value
        assert len(scores) == len(TEXTS)
        assert all(type(score) is float for score in scores)
        assert len(set(scores)) > 1
        assert told
        assert all(isinstance(event, Progress) for event in told)

    def test_the_same_question_gets_the_same_scores(self, reranker: Reranker) -> None:
        first, second = (finished(reranker.rerank("the bank", TEXTS)) for _ in range(2))
        assert first == pytest.approx(second, abs=1e-5)

    def test_nothing_gets_no_scores(self, reranker: Reranker) -> None:
        assert finished(reranker.rerank("where sat the cat", [])) == []

    def test_it_can_be_stopped(self, reranker: Reranker) -> None:
        road = reranker.rerank("where sat the cat", TEXTS * 20)
        next(road)
        road.close()

    def test_it_is_called_as_it_is_listed(self, reranker: Reranker) -> None:
        assert reranker.name in names("rerankers")


class TestCrossEncoder(RerankerContract):
    @pytest.fixture(scope="class")
    @classmethod
    def reranker(cls, tmp_path_factory: pytest.TempPathFactory) -> Reranker:
        folder = tmp_path_factory.mktemp("models") / "tiny-cross-encoder"
        return CrossEncoderReranker(save_tiny_cross_encoder(folder))


def grades(body):
    """A model that grades by the words that question and passage share."""
    question, _, passages = body["messages"][-1]["content"].partition("Passages:")
    passages = passages.partition("Reply with JSON")[0]
    words = set(re.findall(r"\w+", question.lower()))
    return {
        "grades": [
            {
                "passage": int(number),
                "grade": min(10, 3 * len(words & set(re.findall(r"\w+", text.lower())))),
            }
            for number, text in re.findall(r"^\[(\d+)\] ?(.*)$", passages, re.MULTILINE)
        ]
    }


class TestModel(RerankerContract):
    @pytest.fixture(scope="class")
    @classmethod
    def reranker(cls):
        with ScriptedEndpoint(grades) as server:
            yield ModelReranker(EndpointModel(server.endpoint()))
