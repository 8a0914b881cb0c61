"""What a reading by a model would take is told before, from a sample that it really reads."""

from dataclasses import replace

import pytest

from core import operations
from core.errors import ModelNonsense
from core.events import finished
from core.graph_reading_by_model import estimating
from core.knowledge_base import KnowledgeBase
from core.models.endpoint import EndpointModel
from tests.core.graph.model_serving import WICK, long_text, readings, served
from tests.library_making import LineChunker, WordHashEmbedder, prepared

__all__ = ["served"]


def read(library):
    return finished(operations.read_graph_with_model(library, documents=()))


def estimate(library, documents=()):
    return finished(operations.estimate_graph_reading(library, documents=documents))


def test_an_estimate_reads_a_sample_and_keeps_nothing(served):
    library, server = served(texts=(long_text(400), WICK))
    found = estimate(library)
    assert found.documents == 2
    assert len(server.chats) == estimating.TRIED
    assert found.requests >= 5
    assert found.tokens_in > 400 * 10
    assert found.tokens_out > 0
    assert found.seconds > 0
    assert readings(library) == {}


def test_an_estimate_is_near_what_reading_takes(served):
    library, server = served(texts=[long_text(150) + f"\nLetter book {n}." for n in range(6)])
    found = estimate(library)
    asked = len(server.chats)
    read(library)
    assert found.requests == len(server.chats) - asked


def test_what_cannot_be_tried_has_no_seconds(served, tmp_path):
    library, server = served()
    dead = server.endpoint()
    for other in (
        replace(dead, address="http://127.0.0.1:9/v1"),
        replace(dead, address="http://192.0.2.1/v1", allowed=False),
    ):
        library._given_model = EndpointModel(other, pauses=())
        found = estimate(library)
        assert (found.documents, found.seconds) == (2, -1.0)
        assert found.requests == 2
        assert found.tokens_in > 0
    assert server.requests == []


def test_without_a_model_requests_are_reckoned(tmp_path):
    library = KnowledgeBase.open(
        tmp_path / "library", create=True, embedder=WordHashEmbedder(), chunker=LineChunker()
    )
    try:
        library.add([prepared(library, WICK, "Volume 0")])
        found = estimate(library)
        assert (found.requests, found.seconds) == (1, -1.0)
    finally:
        library.close()


def test_an_estimate_says_at_once_that_a_model_writes_nonsense(served):
    library, _ = served(lambda body: "I am a teapot.")
    with pytest.raises(ModelNonsense):
        estimate(library)


def test_an_estimate_of_nothing_is_nothing(served):
    library, server = served(texts=())
    found = estimate(library)
    assert (found.documents, found.requests, found.tokens_in) == (0, 0, 0)
    assert server.chats == []
