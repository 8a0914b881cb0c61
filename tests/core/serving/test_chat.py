"""/v1/chat/completions, asked by the openai library over a real connection."""

import json

import openai
import pytest

from core.errors import ModelUnreachable, NotAllowed
from tests.core.serving.conftest import ScriptedModel

QUESTION = [{"role": "user", "content": "How many bushels did the harvest bring?"}]


def test_an_answer_of_the_library_says_what_it_rests_on(served):
    with served.openai() as client:
        reply = client.chat.completions.create(model="lectern-quotes", messages=QUESTION)
    (choice,) = reply.choices
    assert "214 bushels of barley" in choice.message.content
    assert choice.finish_reason == "stop"
    assert reply.usage.total_tokens == 0  # no model wrote
    grounds = reply.model_extra["lectern"]
    (citation,) = grounds["sentences"][0]["citations"]
    assert citation["title"] == "Harvest report"
    assert citation["quote"] in "The harvest of 2024 brought 214 bushels of barley."
    assert grounds["sentences"][0]["support"] == "supported"
    assert grounds["passages"]
    assert "[1]" in choice.message.content
    assert "Sources:\n[1] Harvest report, p. 1: “" in choice.message.content


def test_the_same_streams(served):
    with served.openai() as client:
        chunks = list(
            client.chat.completions.create(
                model="lectern-quotes",
                messages=QUESTION,
                stream=True,
                stream_options={"include_usage": True},
            )
        )
    text = "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)
    assert text.startswith("The harvest of 2024 brought 214 bushels of barley.")
    assert "Sources:\n[1] Harvest report" in text
    assert chunks[0].choices[0].delta.role == "assistant"
    assert [c.choices[0].finish_reason for c in chunks if c.choices].count("stop") == 1
    (last,) = [chunk for chunk in chunks if chunk.choices and chunk.choices[0].finish_reason]
    assert last.model_extra["lectern"]["sentences"]
    assert chunks[-1].usage.total_tokens == 0
    assert not chunks[-1].choices


def test_nothing_is_kept_of_what_other_programs_ask(served, library):
    with served.openai() as client:
        client.chat.completions.create(model="lectern-quotes", messages=QUESTION)
    assert library.conversations.all() == ()


def test_what_the_documents_do_not_say_has_no_sources(served):
    with served.openai() as client:
        reply = client.chat.completions.create(
            model="lectern-quotes",
            messages=[{"role": "user", "content": "Who won the world cup in Qatar?"}],
        )
    assert reply.choices[0].message.content == "Your documents do not say."
    assert reply.model_extra["lectern"]["sentences"] == []


def test_earlier_messages_are_the_context_of_the_question(served):
    with served.openai() as client:
        first = client.chat.completions.create(
            model="lectern-quotes",
            messages=[{"role": "user", "content": "When was the bridge at Lund built?"}],
        )
        reply = client.chat.completions.create(
            model="lectern-quotes",
            messages=[
                {"role": "system", "content": "Be brief."},
                {"role": "user", "content": "When was the bridge at Lund built?"},
                {"role": "assistant", "content": first.choices[0].message.content},
                {"role": "user", "content": [{"type": "text", "text": "How many arches has it?"}]},
            ],
        )
    assert "three arches" in reply.choices[0].message.content


def test_a_writing_model_answers_by_its_name(served, script):
    script["local:small.gguf"] = model = ScriptedModel("Good ", "day", ".")
    with served.openai() as client:
        reply = client.chat.completions.create(
            model="local:small.gguf",
            messages=[{"role": "developer", "content": "Be kind."}, *QUESTION],
            temperature=0.5,
            max_completion_tokens=99,
            response_format={
                "type": "json_schema",
                "json_schema": {"name": "x", "schema": {"type": "object"}},
            },
            tools=[{"type": "function", "function": {"name": "look", "parameters": {"a": 1}}}],
        )
    assert reply.choices[0].message.content == "Good day."
    assert (reply.usage.prompt_tokens, reply.usage.completion_tokens) == (11, 3)
    assert reply.usage.prompt_tokens_details.cached_tokens == 4
    ((messages, limit, temperature, schema, tools),) = model.asked
    assert [message.role for message in messages] == ["system", "user"]
    assert (limit, temperature, schema) == (99, 0.5, {"type": "object"})
    assert [(tool.name, tool.parameters) for tool in tools] == [("look", {"a": 1})]


def test_what_a_model_wants_of_tools_comes_as_calls(served, script):
    script["m"] = ScriptedModel(calls=[("c1", "look", '{"at": 1}')])
    with served.openai() as client:
        ask = {"model": "m", "messages": QUESTION}
        reply = client.chat.completions.create(**ask)
        chunks = list(client.chat.completions.create(**ask, stream=True))
    (call,) = reply.choices[0].message.tool_calls
    assert (call.id, call.function.name, call.function.arguments) == ("c1", "look", '{"at": 1}')
    assert reply.choices[0].finish_reason == "tool_calls"
    (streamed,) = [c.choices[0].delta.tool_calls for c in chunks if c.choices[0].delta.tool_calls]
    assert streamed[0].function.name == "look"


def test_words_that_end_a_reply_are_left_out_with_what_follows(served, script):
    script["m"] = ScriptedModel("one ", "two ST", "OP three", " four")
    with served.openai() as client:
        reply = client.chat.completions.create(model="m", messages=QUESTION, stop=["STOP"])
    assert reply.choices[0].message.content == "one two "


def test_a_reply_that_took_all_it_might_says_so(served, script):
    script["m"] = ScriptedModel("a", "b", "c")
    with served.openai() as client:
        reply = client.chat.completions.create(model="m", messages=QUESTION, max_tokens=3)
    assert reply.choices[0].finish_reason == "length"


def test_a_model_that_is_slow_shows_signs_of_life(serve, script):
    import threading

    script["m"] = model = ScriptedModel("a", "b")
    model.hold = threading.Event()
    served = serve(alive_seconds=0.05)
    body = {"model": "m", "messages": QUESTION, "stream": True}
    with served.http() as client, client.stream("POST", "/v1/chat/completions", json=body) as reply:
        lines = reply.iter_lines()
        while not next(lines).startswith(": "):
            pass
        model.hold.set()
        assert [line for line in lines if line][-1] == "data: [DONE]"


@pytest.mark.parametrize("stream", [False, True])
def test_errors_before_the_first_word_have_their_status(served, script, stream):
    script["far"] = ScriptedModel("x", error=NotAllowed(name="far", address="example.org"))
    with served.openai() as client, pytest.raises(openai.PermissionDeniedError) as caught:
        client.chat.completions.create(model="far", messages=QUESTION, stream=stream)
    assert caught.value.code == "not_allowed"
    assert "Nothing was sent" in caught.value.message


def test_an_error_amid_a_stream_is_told_in_it(served, script):
    script["m"] = ScriptedModel("one", "two", error=ModelUnreachable(name="m", address="there"))
    with served.openai() as client:
        stream = client.chat.completions.create(model="m", messages=QUESTION, stream=True)
        with pytest.raises(openai.APIError, match="cannot be reached"):
            list(stream)


@pytest.mark.parametrize(
    ("change", "status", "param"),
    [
        ({"model": "nobody"}, 404, "model"),
        ({"model": "lectern-embeddings"}, 404, "model"),
        ({"model": 3}, 400, "model"),
        ({"messages": []}, 400, "messages"),
        ({"messages": [{"role": "assistant", "content": "x"}]}, 400, "messages"),
        ({"messages": [{"role": "user", "content": "  "}]}, 400, "messages"),
        ({"messages": [{"role": "user", "content": "x" * 40_000}]}, 400, "messages"),
        ({"messages": [{"role": "user", "content": "x"}] * 501}, 400, "messages"),
        ({"messages": [{"role": "tool", "content": "x"}]}, 400, "messages"),
        ({"temperature": 9}, 400, "temperature"),
        ({"max_tokens": 0}, 400, "max_tokens"),
        ({"n": 2}, 400, "n"),
        ({"response_format": {"type": "json_object"}}, 400, "response_format"),
        (
            {
                "messages": [
                    {"role": "user", "content": [{"type": "image_url", "image_url": {"url": "x"}}]}
                ]
            },
            400,
            None,
        ),
    ],
)
def test_what_a_client_does_wrong_is_told_in_openais_shape(served, script, change, status, param):
    body = {"model": "lectern-quotes", "messages": QUESTION} | change
    with served.http() as client:
        reply = client.post("/v1/chat/completions", json=body)
    assert reply.status_code == status
    error = reply.json()["error"]
    assert set(error) == {"message", "type", "param", "code"}
    if param:
        assert (error["param"] or "").split(".")[0] == param


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"model": "\\ud800", "messages": "\\udfff"}',
     b"[" * 60_000, b'{"model": ' + b"9" * 9000 + b"}"],
)  # fmt: skip
def test_bodies_that_are_no_request_are_refused(served, body):
    with served.http() as client:
        reply = client.post(
            "/v1/chat/completions", content=body, headers={"Content-Type": "application/json"}
        )
    assert reply.status_code == 400, reply.text
    assert json.loads(reply.content)["error"]["message"]
