"""Embeddings over real HTTP: right vectors, named failures, and nothing leaves without consent."""

from dataclasses import replace

import numpy as np
import pytest

from core import settings
from core.embedding.endpoint import EndpointEmbedder
from core.errors import (
    ModelMissing,
    ModelNonsense,
    ModelRefused,
    ModelTooSlow,
    ModelUnreachable,
    NotAllowed,
)
from core.settings import Settings
from core.types import Endpoint
from tests.scripted_endpoint import (
    DIMENSIONS,
    HTML_PAGE,
    NEVER,
    Refusal,
    ScriptedEndpoint,
    hashed_words,
)

QUICK = (0.01, 0.01)


def embedder(server, **fields):
    settings.save(Settings(endpoints=(server.endpoint(**fields),)))
    return EndpointEmbedder("scripted", QUICK)


def test_vectors_come_in_batches_and_in_order():
    texts = [f"text number {number}" for number in range(70)]
    with ScriptedEndpoint() as server:
        vectors = embedder(server).embed(texts)
    wanted = np.asarray(hashed_words(texts))
    wanted /= np.linalg.norm(wanted, axis=1, keepdims=True)
    assert np.allclose(vectors, wanted, atol=1e-5)
    assert [len(each.body["input"]) for each in server.requests] == [32, 32, 6]
    assert all(each.body["encoding_format"] == "float" for each in server.requests)


def test_nothing_blank_and_nothing_too_long_is_sent():
    with ScriptedEndpoint() as server:
        model = embedder(server)
        model.embed(["", " \n", "字" * 10_000, "word " * 10_000, "x" * 10_000])
        sent = server.requests[0].body["input"]
    assert all(text.strip() for text in sent)
    assert max(model.count_tokens(sent)) <= model.max_tokens


def test_tokens_are_estimated_upwards():
    from core.embedding.sentence_transformer import BuiltInEmbedder

    texts = [
        "Die Hafenbehörde veröffentlicht jährlich 365 Gezeitentafeln (Stand: 12.03.2024).",
        "Section 4.2.1: the unverifiable, counterintuitive electroencephalographical findings",
        "今天天气很好，我们去公园玩。",
        "def parse_json(text: str) -> Any: return json.loads(text)",
    ]
    with ScriptedEndpoint() as server:
        estimated = embedder(server).count_tokens(texts)
    counted = BuiltInEmbedder().count_tokens(texts)
    assert all(more >= exact for more, exact in zip(estimated, counted, strict=True))


def test_dimensions_are_asked_for_once_and_known_while_the_server_is_away():
    with ScriptedEndpoint() as server:
        assert embedder(server).dimensions == DIMENSIONS
        assert embedder(server).dimensions == DIMENSIONS
        assert len(server.requests) == 1
    assert EndpointEmbedder("scripted", QUICK).dimensions == DIMENSIONS


def test_vectors_of_another_length_are_refused():
    with ScriptedEndpoint() as server:
        model = embedder(server)
        model.embed(["one"])
        server.embed = lambda texts: [[1.0, 0.0]] * len(texts)
        with pytest.raises(ModelNonsense):
            model.embed(["two"])
        with pytest.raises(ModelNonsense):
            EndpointEmbedder("scripted", QUICK).embed(["two"])


@pytest.mark.parametrize(
    "vectors",
    [
        HTML_PAGE,
        [],
        [[0.0] * DIMENSIONS],
        [[float("nan")] * DIMENSIONS],
        [[]],
        [["a"] * DIMENSIONS],
        ["text"],
        [[1.0] * DIMENSIONS] * 2,
    ],
)
def test_what_are_not_vectors_makes_no_sense(vectors):
    with ScriptedEndpoint(embed=lambda texts: vectors) as server, pytest.raises(ModelNonsense):
        embedder(server).embed(["one"])


def test_a_passing_error_is_tried_again():
    answers = [Refusal(429), Refusal(503)]

    def embed(texts):
        return answers.pop() if answers else hashed_words(texts)

    with ScriptedEndpoint(embed=embed) as server:
        assert embedder(server).embed(["one"]).shape == (1, DIMENSIONS)


@pytest.mark.parametrize(("status", "requests"), [(401, 1), (400, 1), (500, 3)])
def test_an_error_that_stays_is_named(status, requests):
    with ScriptedEndpoint(embed=lambda texts: Refusal(status)) as server:
        with pytest.raises(ModelRefused) as refused:
            embedder(server).embed(["one"])
        assert refused.value.subject["status"] == str(status)
        assert len(server.requests) == requests


def test_silence_and_absence_are_named():
    with ScriptedEndpoint(embed=lambda texts: NEVER) as server:
        model = embedder(server, timeout=0.2)
        with pytest.raises(ModelTooSlow):
            model.embed(["one"])
    with pytest.raises(ModelUnreachable):
        model.embed(["one"])


def test_the_space_is_named_by_model_and_address_without_secrets():
    endpoint = Endpoint("a", "https://me:secret@x.org/v1", embedding_model="vectors")
    settings.save(Settings(endpoints=(endpoint,)))
    assert EndpointEmbedder("a").id == "vectors@https://x.org/v1"


@pytest.mark.parametrize("name", ["nobody", "only-writes"])
def test_an_endpoint_without_an_embedding_model_is_missing(name):
    settings.save(Settings(endpoints=(Endpoint("only-writes", "http://127.0.0.1:1/v1", "m"),)))
    with pytest.raises(ModelMissing, match=name):
        EndpointEmbedder(name)


def test_nothing_leaves_this_computer_without_consent(monkeypatch):
    def refuse(*_, **__):
        raise AssertionError("a request was about to leave")

    monkeypatch.setattr("socket.getaddrinfo", refuse)
    monkeypatch.setattr("socket.socket.connect", refuse)
    far = Endpoint("far", "https://models.example.org/v1", embedding_model="vectors")
    settings.save(Settings(endpoints=(far,)))
    for ask in (lambda: EndpointEmbedder("far").embed(["one"]), _dimensions):
        with pytest.raises(NotAllowed, match=r"models\.example\.org"):
            ask()


def _dimensions():
    return EndpointEmbedder("far").dimensions


def test_consent_counts_when_it_is_given_and_when_it_is_taken_back(monkeypatch):
    monkeypatch.setattr(Endpoint, "is_here", property(lambda self: False))
    with ScriptedEndpoint() as server:
        model = embedder(server)
        with pytest.raises(NotAllowed):
            model.embed(["one"])
        agreed = replace(server.endpoint(), allowed=True)
        settings.save(Settings(endpoints=(agreed,)))
        model.embed(["one"])
        settings.save(Settings(endpoints=(server.endpoint(),)))
        with pytest.raises(NotAllowed):
            model.embed(["one"])
        settings.save(Settings(endpoints=(replace(agreed, embedding_model="another"),)))
        with pytest.raises(NotAllowed):
            model.embed(["one"])
        assert len(server.requests) == 1
