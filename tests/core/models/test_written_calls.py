"""Calls are taken out of a reply however its pieces fall."""

import json

import pytest

from core.models.written_calls import WrittenCalls

CALL = '<tool_call>\n{"name": "search", "arguments": {"q": "a < b"}}\n</tool_call>'


def split(reply, size):
    calls, told, found = WrittenCalls(), "", []
    for at in range(0, len(reply), size):
        text, come = calls.split(reply[at : at + size])
        told, found = told + text, found + come
    text, come = calls.rest()
    return told + text, found + come


@pytest.mark.parametrize("size", [1, 3, 8, 1000])
class TestPieces:
    def test_text_and_calls_are_told_apart(self, size):
        text, calls = split(f"Let me see. {CALL}\n{CALL}Done.", size)
        assert text == "Let me see. \nDone."
        assert [call.name for call in calls] == ["search", "search"]
        assert len({call.id for call in calls}) == 2
        assert json.loads(calls[0].arguments) == {"q": "a < b"}

    def test_a_call_without_its_closing_mark_is_one(self, size):
        text, calls = split(CALL.removesuffix("</tool_call>"), size)
        assert (text, len(calls)) == ("", 1)

    @pytest.mark.parametrize("inside", ["not json", "[]", '{"name": 3}', '{"arguments": {}}'])
    def test_what_is_no_call_stays_text(self, size, inside):
        reply = f"a <tool_call>{inside}</tool_call> b"
        assert split(reply, size) == (reply, [])

    def test_what_only_begins_like_one_is_text(self, size):
        assert split("a < b, <tool> and <tool_", size) == ("a < b, <tool> and <tool_", [])


def test_parameters_are_arguments_too():
    _, [call] = split('<tool_call>{"name": "f", "parameters": {"a": 1}}</tool_call>', 5)
    assert json.loads(call.arguments) == {"a": 1}


def test_an_endless_call_is_told_as_text():
    text, calls = split("<tool_call>" + "a" * 100_000, 1000)
    assert calls == []
    assert len(text) == 100_011
