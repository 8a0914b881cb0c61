"""A language model over real HTTP: what it writes, and every way in which its server can fail."""

import os
import subprocess
import sys
from dataclasses import replace

import pytest

from core.errors import (
    KeyWanted,
    ModelNonsense,
    ModelRefused,
    ModelTooSlow,
    ModelUnreachable,
    NotAllowed,
)
from core.events import Token, finished
from core.models.checking import check
from core.models.endpoint import EndpointModel
from core.protocols import ChatMessage
from core.types import Endpoint
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

ASKED = [ChatMessage("system", "Be brief."), ChatMessage("user", "Where is the harbour?")]
SCHEMA = {"type": "object", "properties": {"a": {"type": "integer"}}, "required": ["a"]}
QUICK = (0.01, 0.01)


def written(server, **fields):
    return finished(EndpointModel(server.endpoint(**fields), QUICK).write(ASKED))


def test_it_streams_what_it_returns():
    with ScriptedEndpoint("The harbour is in the north. 港口在北边。") as server:
        told, road = [], EndpointModel(server.endpoint()).write(ASKED, 64, 0.5)
        try:
            while True:
                told.append(next(road).text)
        except StopIteration as end:
            text = end.value
    assert text == "".join(told) == "The harbour is in the north. 港口在北边。"
    assert len([each for each in told if each]) > 3
    [body] = server.chats
    assert [message["content"] for message in body["messages"]] == [each.text for each in ASKED]
    assert (body["max_tokens"], body["temperature"], body["model"]) == (64, 0.5, "scripted")


def test_a_schema_goes_with_the_request():
    with ScriptedEndpoint([{"a": 1}]) as server:
        model = EndpointModel(server.endpoint())
        assert finished(model.write(ASKED, schema=SCHEMA)) == '{"a": 1}'
    [body] = server.chats
    assert body["response_format"]["json_schema"]["schema"] == SCHEMA
    assert "JSON" in body["messages"][-1]["content"]


def test_a_server_that_refuses_a_schema_is_asked_in_words_and_remembered():
    with ScriptedEndpoint([{"a": 1}], takes_schema=False) as server:
        model = EndpointModel(server.endpoint(), QUICK)
        assert finished(model.write(ASKED, schema=SCHEMA)) == '{"a": 1}'
        assert finished(model.write(ASKED, schema=SCHEMA)) == '{"a": 1}'
    assert ["response_format" in body for body in server.chats] == [True, False, False]
    assert "JSON" in server.chats[1]["messages"][-1]["content"]


@pytest.mark.parametrize(
    ("field", "reason", "instead"),
    [
        ("max_tokens", "Use 'max_completion_tokens' instead.", "max_completion_tokens"),
        ("temperature", "'temperature' does not support 0.0 with this model.", "model"),
    ],
)
def test_a_field_that_a_server_does_not_take_is_left_out(field, reason, instead):
    def script(body):
        return Refusal(400, reason) if field in body else "fine"

    with ScriptedEndpoint(script) as server:
        assert written(server) == "fine"
    assert field not in server.chats[1]
    assert instead in server.chats[1]


@pytest.mark.parametrize(
    "reply",
    [
        Reply("The answer.", thought="Let me think about harbours. " * 5),
        Reply("<think>\nHarbours are by the sea.\n</think>\n\nThe answer."),
        Reply("Harbours are by the sea.\n</think>\n\nThe answer."),
    ],
)
def test_thoughts_are_left_out(reply):
    with ScriptedEndpoint([reply]) as server:
        assert written(server) == "The answer."


def test_a_model_that_spends_its_room_on_thinking_gets_more():
    def script(body):
        if body["max_tokens"] <= 512:
            return Reply("", thought="Hm. " * 20, finish="length")
        return Reply("The answer.", thought="Hm.")

    with ScriptedEndpoint(script) as server:
        assert written(server) == "The answer."
    assert len(server.chats) == 2


def test_blank_tokens_come_while_it_waits_and_closing_stops_the_request():
    with ScriptedEndpoint([NEVER]) as server:
        road = EndpointModel(server.endpoint()).write(ASKED)
        assert [next(road), next(road)] == [Token(""), Token("")]
        while not server.requests:
            next(road)
        road.close()
        assert server.hung_up.wait(5)


def test_closing_in_the_middle_of_a_reply_stops_it():
    with ScriptedEndpoint([Reply("word " * 400, pause=0.02)]) as server:
        road = EndpointModel(server.endpoint()).write(ASKED)
        while not next(road).text:
            pass
        road.close()
        assert server.hung_up.wait(5)


def test_a_slow_model_is_waited_for_as_long_as_something_comes():
    with ScriptedEndpoint([Reply("slow but sure", pause=0.15)]) as server:
        assert written(server, timeout=0.4) == "slow but sure"


def test_silence_ends_after_the_time_out():
    with ScriptedEndpoint([NEVER]) as server, pytest.raises(ModelTooSlow, match=r"0\.3"):
        written(server, timeout=0.3)
    assert len(server.chats) == 1


def test_a_server_that_is_not_there_is_named():
    with ScriptedEndpoint() as server:
        gone = server.endpoint()
    with pytest.raises(ModelUnreachable, match=r"127\.0\.0\.1"):
        finished(EndpointModel(gone, QUICK).write(ASKED))


@pytest.mark.parametrize("address", ["127.0.0.1:80/v1", "ftp://localhost/v1", "http://", "", "::"])
def test_an_address_that_is_none_is_named(address):
    with pytest.raises(ModelUnreachable):
        finished(EndpointModel(Endpoint("x", address, "m", allowed=True)).write(ASKED))


def test_a_line_that_breaks_in_the_middle_is_not_an_answer():
    script = [Reply("Half an answer is worse", drop_after=3)]
    with ScriptedEndpoint(script) as server, pytest.raises(ModelUnreachable):
        written(server)
    assert len(server.chats) == 1


def test_a_line_that_breaks_before_the_first_word_is_tried_again():
    with ScriptedEndpoint([Reply("x", drop_after=0), "fine"]) as server:
        assert written(server) == "fine"


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_passing_error_is_tried_again(status):
    with ScriptedEndpoint([Refusal(status), Refusal(status), "fine"]) as server:
        assert written(server) == "fine"


def test_an_error_that_stays_is_said_with_the_servers_reason_cut_short():
    script, said = [Refusal(500, "out of memory " * 100)], r"500.*out of memory"
    with ScriptedEndpoint(script) as server, pytest.raises(ModelRefused, match=said) as refused:
        written(server)
    assert len(server.chats) == 3
    assert len(refused.value.subject["reason"]) <= 200


@pytest.mark.parametrize("status", [400, 402, 404])
def test_a_refusal_is_not_tried_again(status):
    with ScriptedEndpoint([Refusal(status)]) as server, pytest.raises(ModelRefused) as refused:
        written(server)
    assert (type(refused.value), len(server.chats)) == (ModelRefused, 1)


@pytest.mark.parametrize("status", [401, 403])
def test_a_server_that_wants_a_key_says_so(status):
    with ScriptedEndpoint([Refusal(status)]) as server, pytest.raises(KeyWanted, match="key"):
        written(server)
    assert len(server.chats) == 1


@pytest.mark.parametrize("reply", [MALFORMED_STREAM, WRONG_SHAPE, HTML_PAGE, EMPTY, Reply(" \n ")])
def test_what_is_not_a_reply_makes_no_sense(reply):
    with ScriptedEndpoint([reply]) as server, pytest.raises(ModelNonsense):
        written(server)


def test_a_server_that_forgets_the_limit_is_cut_off():
    with ScriptedEndpoint(["word " * 2000]) as server:
        text = finished(EndpointModel(server.endpoint()).write(ASKED, max_tokens=10))
    assert len(text) < 200


def test_a_key_goes_into_the_header_and_nowhere_else(monkeypatch, caplog):
    monkeypatch.setenv("MY_KEY", "sk-canary-12345")
    caplog.set_level("DEBUG")
    script = [Refusal(401, "Incorrect API key provided: sk-canary-12345")]
    with ScriptedEndpoint(script) as server, pytest.raises(ModelRefused) as refused:
        written(server, key_variable="MY_KEY")
    [request] = server.requests
    assert request.headers["authorization"] == "Bearer sk-canary-12345"
    assert "canary" not in str(refused.value) + str(refused.value.subject) + caplog.text


def test_keys_meant_for_others_are_not_sent(monkeypatch):
    for name in ("OPENAI_API_KEY", "OPENAI_ADMIN_KEY", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID"):
        monkeypatch.setenv(name, "sk-canary-12345")
    with ScriptedEndpoint() as server:
        written(server)
    assert "canary" not in str(server.requests)


def test_a_server_on_this_computer_is_not_asked_through_a_proxy(monkeypatch):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with ScriptedEndpoint("fine") as server:
        assert written(server) == "fine"


@pytest.mark.parametrize("act", ["write", "check"])
def test_nothing_leaves_this_computer_before_the_person_has_agreed(monkeypatch, act):
    def refuse(*_, **__):
        raise AssertionError("a request was about to leave")

    monkeypatch.setattr("socket.getaddrinfo", refuse)
    monkeypatch.setattr("socket.socket.connect", refuse)
    endpoint = Endpoint("cloud", "https://person:secret@models.example.org/v1?key=k", "big")
    with pytest.raises(NotAllowed, match=r"models\.example\.org") as stopped:
        finished(EndpointModel(endpoint).write(ASKED) if act == "write" else check(endpoint))
    assert "secret" not in str(stopped.value)


@pytest.mark.parametrize(
    ("address", "here"),
    [
        ("http://localhost:11434/v1", True),
        ("http://127.0.0.1/v1", True),
        ("http://127.9.9.9:80/v1", True),
        ("http://[::1]:8080/v1", True),
        ("http://LOCALHOST/v1", True),
        ("http://192.168.1.5/v1", False),
        ("http://localhost.example.org/v1", False),
        ("http://127.0.0.1.example.org/v1", False),
        ("http://127.0.0.1@example.org/v1", False),
        ("http://0.0.0.0/v1", False),
        ("http://2130706433/v1", False),
        ("http://[", False),
        ("", False),
    ],
)
def test_only_loopback_is_this_computer(address, here):
    assert Endpoint("x", address).is_here is here


def test_a_redirect_to_another_address_is_not_followed():
    with ScriptedEndpoint() as other, ScriptedEndpoint() as server:
        server.script = [Refusal(307, location=f"{other.address}/chat/completions")]
        with pytest.raises(ModelRefused, match="307"):
            written(server)
    assert other.requests == []


def test_checking_lists_models_and_asks_for_a_word():
    with ScriptedEndpoint("ready", models=("small", "large")) as server:
        found = finished(check(server.endpoint()))
    assert (found.models, found.reply) == (("small", "large"), "ready")
    assert found.seconds > 0


def test_checking_a_server_for_embeddings_asks_for_no_word():
    with ScriptedEndpoint() as server:
        found = finished(check(server.endpoint(model="")))
    assert found.reply == ""
    assert server.chats == []


def test_checking_does_without_a_list_but_not_without_a_server():
    with ScriptedEndpoint("ready") as server:
        endpoint = replace(server.endpoint(), address=server.address)
        server.models = ()
        assert finished(check(endpoint)).models == ()
    with pytest.raises(ModelUnreachable):
        finished(check(endpoint))


def test_the_library_is_imported_only_when_something_is_asked():
    program = (
        "import sys, core.models.endpoint, core.models.chosen, core.models.json_reply;"
        "assert 'openai' not in sys.modules and 'httpx2' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True, env=dict(os.environ))
