"""Thoughts, tool calls, what was counted, and what a server is not asked for a second time."""

import json

import pytest

from core.errors import ModelNonsense
from core.events import Thought, Token, ToolCall, finished
from core.models.endpoint import EndpointModel
from core.protocols import ChatMessage, Tool
from core.types import Usage
from tests.scripted_endpoint import Refusal, Reply, ScriptedEndpoint

ASKED = [ChatMessage("system", "Be brief."), ChatMessage("user", "港口在哪里？")]
TOOL = Tool("search", "finds passages", {"type": "object", "properties": {"q": {"type": "string"}}})
COUNTED = {"prompt_tokens": 40, "completion_tokens": 7, "total_tokens": 47}


def heard(road):
    events = []
    try:
        while True:
            events.append(next(road))
    except StopIteration as end:
        return events, end.value


def detailed(server, **wish):
    model = EndpointModel(server.endpoint(), (0.01,))
    return heard(model.write(ASKED, details=True, **wish))


def text_of(events, kind):
    return "".join(each.text for each in events if isinstance(each, kind))


@pytest.mark.parametrize(
    "reply",
    [
        Reply("The answer.", thought="Harbours are by the sea."),
        Reply("The answer.", thought="Harbours are by the sea.", thought_field="reasoning"),
        Reply("<think>Harbours are by the sea.</think>The answer."),
    ],
)
def test_thoughts_come_as_thoughts_and_stay_out_of_the_answer(reply):
    with ScriptedEndpoint([reply]) as server:
        events, text = detailed(server)
    assert text == text_of(events, Token).strip() == "The answer."
    assert text_of(events, Thought) == "Harbours are by the sea."


def test_without_details_there_are_tokens_only():
    with ScriptedEndpoint([Reply("It is.", thought="Hm.", usage=COUNTED)]) as server:
        events, text = heard(EndpointModel(server.endpoint()).write(ASKED))
    assert text == "It is."
    assert {type(each) for each in events} == {Token}
    assert "stream_options" not in server.chats[0]


def test_a_prompt_that_opens_the_thought_is_known_the_second_time():
    with ScriptedEndpoint([Reply("By the sea.\n</think>\nThe answer.")]) as server:
        model = EndpointModel(server.endpoint())
        assert heard(model.write(ASKED, details=True))[1] == "The answer."
        events, text = heard(model.write(ASKED, details=True))
        assert text == text_of(events, Token).strip() == "The answer."
        assert text_of(events, Thought).strip() == "By the sea."
        # And where it opens none for once, all of it is the answer.
        server.script = "Just so."
        events, text = heard(model.write(ASKED, details=True))
        assert text == text_of(events, Token).strip() == "Just so."


@pytest.mark.parametrize(
    ("usage", "cached"),
    [
        (COUNTED, 0),
        (COUNTED | {"prompt_tokens_details": {"cached_tokens": 32}}, 32),
        (COUNTED | {"prompt_cache_hit_tokens": 24}, 24),
    ],
)
def test_what_a_server_counted_is_told(usage, cached):
    with ScriptedEndpoint([Reply("It is.", usage=usage)]) as server:
        events, _ = detailed(server)
    counted = events[-1]
    assert isinstance(counted, Usage)
    assert (counted.prompt_tokens, counted.answer_tokens, counted.exact) == (40, 7, True)
    assert counted.cached_tokens == cached
    assert 0 < counted.first_word_seconds <= counted.seconds
    assert server.chats[0]["stream_options"] == {"include_usage": True}


@pytest.mark.parametrize("usage", [None, {"prompt_tokens": "many"}, {"prompt_tokens": -1}, {}])
def test_what_a_server_does_not_count_is_estimated(usage):
    with ScriptedEndpoint([Reply("The harbour lies in the north.", usage=usage)]) as server:
        counted = detailed(server)[0][-1]
    assert isinstance(counted, Usage)
    assert not counted.exact
    assert 10 < counted.prompt_tokens < 40
    assert 4 < counted.answer_tokens < 14


def test_a_tool_call_is_put_together_from_its_pieces():
    calls = [
        {"index": 0, "id": "call_1", "function": {"name": "search", "arguments": '{"q": '}},
        {"index": 1, "id": "call_2", "function": {"name": "read", "arguments": ""}},
        {"index": 0, "function": {"arguments": '"harbour"}'}},
    ]
    with ScriptedEndpoint([Reply("", calls=calls, finish="tool_calls")]) as server:
        events, text = heard(EndpointModel(server.endpoint()).write(ASKED, tools=[TOOL]))
    assert text == ""
    assert [each for each in events if isinstance(each, ToolCall)] == [
        ToolCall("call_1", "search", '{"q": "harbour"}'),
        ToolCall("call_2", "read", "{}"),
    ]
    [offered] = server.chats[0]["tools"]
    assert offered["function"]["name"] == "search"


def test_tool_calls_without_numbers_are_told_apart_by_their_ids():
    calls = [
        {"id": "a", "function": {"name": "search", "arguments": '{"q":'}},
        {"function": {"arguments": "1}"}},
        {"id": "b", "function": {"name": "search", "arguments": "{}"}},
    ]
    with ScriptedEndpoint([Reply("", calls=calls)]) as server:
        events, _ = heard(EndpointModel(server.endpoint()).write(ASKED, tools=[TOOL]))
    found = [each for each in events if isinstance(each, ToolCall)]
    assert [(each.id, each.arguments) for each in found] == [("a", '{"q":1}'), ("b", "{}")]


@pytest.mark.parametrize(
    "call",
    [
        {"index": 0, "function": {"name": 7, "arguments": "{}"}},
        {"index": 0, "function": {"name": "search", "arguments": {"q": 1}}},
        {"index": 0},
        "search",
    ],
)
def test_a_tool_call_that_makes_no_sense_is_named_or_none(call):
    with ScriptedEndpoint([Reply("", calls=[call])]) as server, pytest.raises(ModelNonsense):
        heard(EndpointModel(server.endpoint()).write(ASKED, tools=[TOOL]))


def test_tool_calls_that_nobody_offered_are_passed_over():
    calls = [{"index": 0, "id": "a", "function": {"name": "search", "arguments": "{}"}}]
    with ScriptedEndpoint([Reply("It is.", calls=calls)]) as server:
        events, text = detailed(server)
    assert text == "It is."
    assert not any(isinstance(each, ToolCall) for each in events)


def test_what_a_tool_answered_goes_with_the_call():
    said = [
        *ASKED,
        ChatMessage("assistant", "", calls=(ToolCall("c1", "search", "{}"),)),
        ChatMessage("tool", "nothing", answers="c1"),
    ]
    with ScriptedEndpoint("fine") as server:
        finished(EndpointModel(server.endpoint()).write(said))
    assistant, tool = server.chats[0]["messages"][-2:]
    assert assistant["tool_calls"][0]["id"] == tool["tool_call_id"] == "c1"


@pytest.mark.parametrize(
    ("field", "reason", "wish"),
    [
        ("stream_options", "Unknown field: stream_options", {}),
        ("stream_options", "extra fields not permitted", {}),
        ("tools", "scripted does not support tools", {"tools": [TOOL]}),
        ("response_format", "response_format is not supported", {"schema": {"type": "object"}}),
        ("temperature", "'temperature' does not support 0.0 with this model", {}),
    ],
)
def test_what_a_server_refuses_is_left_out_and_remembered(field, reason, wish):
    def script(body):
        return Refusal(400, reason) if field in body else json.dumps({})

    with ScriptedEndpoint(script) as server:
        model = EndpointModel(server.endpoint(), ())
        for _ in range(2):
            assert heard(model.write(ASKED, details=True, **wish))[1] == "{}"
    assert [field in body for body in server.chats] == [True, False, False]


def test_a_server_that_refuses_tools_does_not_take_them():
    def script(body):
        return Refusal(400, "does not support tools") if "tools" in body else "fine"

    with ScriptedEndpoint(script) as server:
        model = EndpointModel(server.endpoint())
        assert model.takes_tools
        finished(model.write(ASKED, tools=[TOOL]))
        assert not model.takes_tools


def test_a_server_that_lets_a_reply_have_fewer_tokens_is_asked_for_those():
    def script(body):
        if body["max_tokens"] > 8192:
            return Refusal(400, "Invalid max_tokens value, the valid range is [1, 8192]")
        return "fine"

    with ScriptedEndpoint(script) as server:
        model = EndpointModel(server.endpoint())
        assert finished(model.write(ASKED, 20_000)) == "fine"
        assert finished(model.write(ASKED, 20_000)) == "fine"
    assert [body["max_tokens"] for body in server.chats] == [20_000, 8192, 8192]


def test_a_model_without_an_instruction_of_its_own_gets_it_in_the_question():
    def script(body):
        first = body["messages"][0]
        return Refusal(400, "System role not supported") if first["role"] == "system" else "fine"

    with ScriptedEndpoint(script) as server:
        assert finished(EndpointModel(server.endpoint()).write(ASKED)) == "fine"
    [message] = server.chats[1]["messages"]
    assert message == {"role": "user", "content": "Be brief.\n\n港口在哪里？"}


def test_a_stream_that_ends_in_order_without_a_reason_is_whole():
    with ScriptedEndpoint([Reply("All of it.", finish=None)]) as server:
        assert finished(EndpointModel(server.endpoint()).write(ASKED)) == "All of it."


def test_priming_asks_nothing_and_tokens_are_estimated():
    with ScriptedEndpoint() as server:
        model = EndpointModel(server.endpoint())
        assert finished(model.prime(ASKED, keep="pinned")) == ""
        counts = model.count_tokens(["", "The harbour lies in the north.", "港口在北边。" * 10])
        assert server.requests == []
    assert not model.counts_exactly
    assert model.pieces("The harbour") == ()
    assert counts[0] == 0
    assert 6 <= counts[1] <= 12
    assert 35 <= counts[2] <= 75
