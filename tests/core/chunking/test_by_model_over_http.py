"""The model chunker against a scripted endpoint: real HTTP, and all that goes wrong with it."""

import re

import pytest

from core.chunking.by_model import ModelChunker
from core.chunking.recursive import RecursiveChunker
from core.models.endpoint import EndpointModel
from core.parsing.text_builder import TextBuilder
from core.types import ParsedDocument
from tests.core.chunking.making import Window, build, cut, texts
from tests.scripted_endpoint import (
    EMPTY,
    HTML_PAGE,
    MALFORMED_STREAM,
    NEVER,
    WRONG_SHAPE,
    Refusal,
    Reply,
    ScriptedEndpoint,
)


def document(sentences: int = 12) -> ParsedDocument:
    builder = TextBuilder("a")
    builder.paragraph(" ".join(f"Sentence {n} has a few words." for n in range(sentences)))
    return build(builder)


def test_the_parts_begin_where_the_model_says() -> None:
    parsed = document()
    with ScriptedEndpoint([{"starts": [1, 5]}]) as server:
        result = cut(ModelChunker(), parsed, Window(), EndpointModel(server.endpoint(timeout=60.0)))
        (chat,) = server.chats
    assert [re.match(r"Sentence \d+", text).group() for text in texts(parsed, result.spans)] == [
        "Sentence 0", "Sentence 4",
    ]  # fmt: skip
    assert result.notices == ()
    assert "[12] Sentence 11" in chat["messages"][-1]["content"]
    assert "response_format" in chat


FAILURES = {
    "silence": (NEVER, "too_slow"),
    "an error": (Refusal(500), "refused"),
    "no key": (Refusal(401), "refused"),
    "a broken line": (Reply("{" * 50, drop_after=3), "unreachable"),
}


@pytest.mark.parametrize(("reply", "why"), FAILURES.values(), ids=FAILURES)
def test_a_model_that_fails_is_asked_once_and_the_recursive_cut_stands(
    reply: object, why: str
) -> None:
    parsed = document(600)
    with ScriptedEndpoint([reply]) as server:
        model = EndpointModel(server.endpoint(timeout=2.0 if reply is NEVER else 60.0), pauses=())
        result = cut(ModelChunker(), parsed, Window(), model)
        assert len(server.chats) <= 1
    assert result.spans == cut(RecursiveChunker(), parsed, Window()).spans
    assert [notice.detail for notice in result.notices] == [why]


NONSENSE = {
    "another page": HTML_PAGE,
    "a malformed stream": MALFORMED_STREAM,
    "another shape": WRONG_SHAPE,
    "nothing": EMPTY,
    "a story": "Once upon a time there was a bee.",
    "numbers out of range": {"starts": [1, 400]},
}


@pytest.mark.parametrize("reply", NONSENSE.values(), ids=NONSENSE)
def test_a_model_that_writes_nonsense_is_soon_left_alone(reply: object) -> None:
    parsed = document(1500)
    with ScriptedEndpoint([reply]) as server:
        model = EndpointModel(server.endpoint(timeout=60.0), pauses=())
        result = cut(ModelChunker(), parsed, Window(), model)
        assert len(server.chats) <= 4
    assert result.spans == cut(RecursiveChunker(), parsed, Window()).spans
    assert len(result.notices) == 1


def test_a_server_that_is_gone_is_asked_once() -> None:
    with ScriptedEndpoint() as server:
        endpoint = server.endpoint()
    parsed = document(600)
    result = cut(ModelChunker(), parsed, Window(), EndpointModel(endpoint, pauses=()))
    assert result.spans == cut(RecursiveChunker(), parsed, Window()).spans
    assert [notice.detail for notice in result.notices] == ["unreachable"]
