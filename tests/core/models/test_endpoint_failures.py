"""Every way in which a server can fail, over real HTTP: a named error, and the next one works."""

import datetime
import email.utils
import gzip
import itertools
import time

import pytest

from core.errors import (
    LecternError,
    ModelBusy,
    ModelNonsense,
    ModelRefused,
    ModelTooSlow,
    ModelUnreachable,
    PromptTooLong,
)
from core.events import Token, finished
from core.models import bounded_reply, endpoint
from core.models.checking import check
from core.models.endpoint import EndpointModel
from core.protocols import ChatMessage, Tool
from tests.scripted_endpoint import NEVER, Refusal, Reply, ScriptedEndpoint

ASKED = [ChatMessage("user", "Where is the harbour?")]
QUICK = (0.01, 0.01)
TOOL = Tool("search", "finds passages", {"type": "object", "properties": {}})


def written(server, max_tokens=512, tools=(), **fields):
    model = EndpointModel(server.endpoint(**fields), QUICK)
    return finished(model.write(ASKED, max_tokens, tools=tools))


def told_before(road):
    """What a road tells before it fails, and the error."""
    told = []
    try:
        while True:
            told.append(next(road))
    except LecternError as error:
        return "".join(each.text for each in told if isinstance(each, Token)), error


def endless(part):
    """What a test must not be able to read to its end: 256 MiB, by and by."""
    size = 0
    while size < 1 << 28:
        size += len(part)
        yield part


EVENT = b'data: {"choices": [{"index": 0, "delta": {"content": "word "}}]}\n\n'
DONE = b'data: {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]}\n\n'
DEEP = b'data: {"choices": ' + b"[" * 200_000 + b"\n\n"
LONG_NUMBER = b'data: {"choices": [], "n": ' + b"9" * 6000 + b"}\n\n"

FAILURES = {
    "hangs before its headers": (NEVER, ModelTooSlow),
    "hangs in mid-stream": (Reply("Half an answer", hang_after=2), ModelTooSlow),
    "is cut in mid-stream": (Reply("Half an answer", drop_after=2), ModelUnreachable),
    "events that are no JSON": (Reply(raw=EVENT + b"data: {nope}\n\n"), ModelNonsense),
    "JSON of another shape": (Reply(raw=b'data: {"choices": 7}\n\n'), ModelNonsense),
    "JSON that is a list": (Reply(raw=b"data: [1, 2]\n\n"), ModelNonsense),
    "JSON too deep to read": (Reply(raw=DEEP), ModelNonsense),
    "a number too long to read": (Reply(raw=LONG_NUMBER), ModelNonsense),
    "not UTF-8": (Reply(raw=b"data: \xff\xfe\n\n"), ModelNonsense),
    "a page in place of a stream": (
        Reply(raw=b"<html>Welcome</html>", kind="text/html"),
        ModelUnreachable,
    ),
    "an error in a stream": (
        Reply(raw=b'data: {"error": {"message": "engine died", "code": 500}}\n\n'),
        ModelRefused,
    ),
    "one event without an end": (Reply(raw=endless(b"data: " + b"x" * 65536)), ModelNonsense),
    "one event of many lines": (Reply(raw=endless(b"data: x\n" * 8192)), ModelNonsense),
    "packed in an unknown way": (Reply("x", headers={"Content-Encoding": "br"}), ModelNonsense),
    "packed, and is not": (Reply("x", headers={"Content-Encoding": "gzip"}), ModelNonsense),
    "no such model": (Refusal(404, "The model `scripted` does not exist"), ModelRefused),
    "a page with an error": (Refusal(502, page=b"<html>" * 100), ModelRefused),
    "too long a prompt": (
        Refusal(400, "maximum context length is 8192 tokens, you asked for 9000"),
        PromptTooLong,
    ),
    "too long, by its code": (Refusal(400, "no", code="context_length_exceeded"), PromptTooLong),
    "too long, while streaming": (
        Reply(raw=b'data: {"error": {"message": "exceeds the available context size"}}\n\n'),
        PromptTooLong,
    ),
    "a redirect": (Refusal(307, location="http://127.0.0.1:9/v1"), ModelRefused),
}


@pytest.mark.parametrize("failure", FAILURES)
def test_each_failure_has_its_name_and_the_next_question_works(failure):
    reply, expected = FAILURES[failure]
    script = iter([reply, *([reply] * 2 if isinstance(reply, Refusal) else [])])
    with ScriptedEndpoint(lambda body: next(script, "fine")) as server:
        patience = 0.4 if expected is ModelTooSlow else 30.0
        model = EndpointModel(server.endpoint(timeout=patience), QUICK)
        with pytest.raises(LecternError) as failed:
            finished(model.write(ASKED))
        assert type(failed.value) is expected
        assert failed.value.message
        assert failed.value.hint
        list(script)
        assert finished(model.write(ASKED)) == "fine"


def test_a_prompt_that_is_too_long_says_by_how_much():
    said = "This model's maximum context length is 8192 tokens. However, you requested 9000 tokens."
    with ScriptedEndpoint([Refusal(400, said)]) as server, pytest.raises(PromptTooLong) as failed:
        written(server)
    assert (failed.value.subject["tokens"], failed.value.subject["limit"]) == ("9000", "8192")
    assert len(server.chats) == 1


@pytest.mark.parametrize(
    "reply", [Reply("Half an answer", drop_after=3), Reply("Half an answer", hang_after=1)]
)
def test_what_was_told_before_a_failure_stays_told(reply):
    with ScriptedEndpoint([reply]) as server:
        told, error = told_before(EndpointModel(server.endpoint(timeout=0.3)).write(ASKED))
    assert told
    assert (reply.text).startswith(told)
    assert len(server.chats) == 1
    assert error.kind in ("ModelUnreachable", "ModelTooSlow")


# ---- a server that has too much to do ------------------------------------------------------------


def in_seconds(seconds):
    when = datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=seconds)
    return email.utils.format_datetime(when, usegmt=True)


@pytest.mark.parametrize(
    "headers",
    [
        {"Retry-After": "0.2"},
        {"retry-after-ms": "150", "Retry-After": "900"},
        # A date that is past, as clocks differ.
        {"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"},
    ],
)
def test_a_short_wait_is_waited_for(headers):
    with ScriptedEndpoint([Refusal(429, headers=headers), "fine"]) as server:
        assert written(server) == "fine"
    assert len(server.chats) == 2


def test_it_waits_as_long_as_it_is_asked_to_with_signs_of_life():
    with ScriptedEndpoint([Refusal(429, headers={"Retry-After": "0.5"}), "fine"]) as server:
        road, began = EndpointModel(server.endpoint(), QUICK).write(ASKED), time.monotonic()
        blank = sum(1 for token in iter(lambda: next(road, None), None) if not token.text)
    assert time.monotonic() - began >= 0.5
    assert blank >= 4


def test_a_wait_can_be_left():
    with ScriptedEndpoint([Refusal(429, headers={"Retry-After": "15"}), "fine"]) as server:
        road = EndpointModel(server.endpoint(), QUICK).write(ASKED)
        while not server.chats:
            next(road)
        assert [next(road), next(road), next(road)] == [Token("")] * 3
        road.close()
    assert len(server.chats) == 1


@pytest.mark.parametrize(
    ("value", "low", "high"),
    [
        ("3600", 3600, 3600),
        (in_seconds(3600), 3500, 3700),
        ("9" * 400, 3600, 365 * 24 * 3600),
        ("21", 21, 21),
    ],
)
def test_a_long_wait_is_told_with_its_time(value, low, high):
    script = [Refusal(429, headers={"Retry-After": value}), "fine"]
    with ScriptedEndpoint(script) as server, pytest.raises(ModelBusy) as busy:
        written(server)
    assert low <= int(busy.value.subject["seconds"]) <= high
    assert len(server.chats) == 1


@pytest.mark.parametrize("status", [429, 503])
def test_a_server_that_stays_busy_is_told_after_some_tries(status):
    with ScriptedEndpoint([Refusal(status)]) as server, pytest.raises(ModelBusy):
        written(server)
    assert len(server.chats) == 1 + len(QUICK)


@pytest.mark.parametrize("value", ["soon", "", "-5", "nan", "Wed, 99 Foo", "\u0660"])
def test_a_time_that_makes_no_sense_is_passed_over(value):
    headers = {"Retry-After": value} if value.isascii() else {}
    with ScriptedEndpoint([Refusal(503, headers=headers), "fine"]) as server:
        assert written(server) == "fine"


def test_money_that_is_spent_is_not_waited_for():
    script = [Refusal(429, "You exceeded your current quota", code="insufficient_quota")]
    with ScriptedEndpoint(script) as server, pytest.raises(ModelRefused, match="quota") as failed:
        written(server)
    assert (type(failed.value), len(server.chats)) == (ModelRefused, 1)


def test_tries_are_spread_so_that_not_all_come_at_once(monkeypatch):
    waits = []
    monkeypatch.setattr(endpoint, "pause", lambda seconds: waits.append(seconds) or iter(()))
    for _ in range(8):
        with ScriptedEndpoint([Refusal(500), "fine"]) as server:
            finished(EndpointModel(server.endpoint(), (1.0,)).write(ASKED))
    assert len(set(waits)) > 1
    assert all(0.75 <= each <= 1.25 for each in waits)


# ---- too much of everything ----------------------------------------------------------------------


def test_a_reply_of_ten_megabytes_ends_sensibly():
    with ScriptedEndpoint(
        [Reply(raw=itertools.chain(itertools.repeat(EVENT * 500, 400), [DONE]))]
    ) as server:
        text = written(server, max_tokens=100)
        assert server.hung_up.wait(5)
    assert text.startswith("word word")
    assert len(text) <= 100 * 16 + 10


def test_endless_thoughts_end():
    thought = b'data: {"choices": [{"delta": {"reasoning_content": "%s"}}]}\n\n' % (b"hm " * 2000)
    with ScriptedEndpoint([Reply(raw=endless(thought))]) as server, pytest.raises(ModelNonsense):
        written(server)


def test_a_huge_tool_call_ends_in_an_error():
    part = (
        b'data: {"choices": [{"delta": {"tool_calls": [{"index": 0, "id": "a", "function":'
        b' {"name": "search", "arguments": "%s"}}]}}]}\n\n'
    ) % (b"x" * 4000)
    with ScriptedEndpoint([Reply(raw=endless(part))]) as server:
        with pytest.raises(ModelNonsense):
            written(server, tools=[TOOL])
        assert server.hung_up.wait(5)


def test_more_tool_calls_than_anyone_can_want_end_in_an_error():
    calls = [{"index": at, "id": f"c{at}", "function": {"name": "search"}} for at in range(100)]
    with ScriptedEndpoint([Reply(calls=calls)]) as server, pytest.raises(ModelNonsense):
        written(server, tools=[TOOL])


def test_what_unpacks_to_gigabytes_is_not_unpacked(monkeypatch):
    monkeypatch.setattr(bounded_reply, "MOST", 1 << 20)
    packed = gzip.compress(EVENT * 60_000)
    assert len(packed) < 1 << 16
    reply = Reply(raw=packed, headers={"Content-Encoding": "gzip"})
    with ScriptedEndpoint([reply]) as server, pytest.raises(ModelNonsense):
        written(server, max_tokens=1 << 20)


def test_what_is_packed_small_can_be_read_though_nobody_asked_for_it():
    reply = Reply(raw=gzip.compress(EVENT + DONE), headers={"Content-Encoding": "gzip"})
    with ScriptedEndpoint([reply]) as server:
        assert written(server) == "word"
    assert server.requests[0].headers["accept-encoding"] == "identity"


def test_a_page_of_megabytes_with_an_error_is_not_read_to_its_end():
    script = [Refusal(404, page=b"<p>not here</p>" * 1_000_000)]
    with ScriptedEndpoint(script) as server, pytest.raises(ModelRefused) as refused:
        written(server)
    assert refused.value.subject["reason"] == "Not Found"


def test_a_server_that_is_read_slowly_has_to_wait():
    # 256 MiB lie ready; whoever asks for one piece must not gather the others.
    with ScriptedEndpoint([Reply(raw=endless(EVENT * 100))]) as server:
        road = EndpointModel(server.endpoint()).write(ASKED, 100_000)
        while not next(road).text:
            pass
        assert not server.hung_up.is_set()
        road.close()
        assert server.hung_up.wait(5)


# ---- the list of models --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "listed",
    [
        {"data": "many"},
        {"data": [1, 2]},
        Reply(raw=b"<html>nginx</html>"),
        Reply(raw=b"{"),
        Refusal(500),
    ],
)
def test_a_list_of_models_that_makes_no_sense_is_named(listed):
    nonsense = pytest.raises((ModelNonsense, ModelRefused))
    with ScriptedEndpoint("ready", models=listed) as server, nonsense:
        finished(check(server.endpoint()))


@pytest.mark.parametrize("listed", [{"data": [{"id": 7}, {"id": "a\nb"}]}, {"nothing": True}])
def test_what_cannot_be_the_name_of_a_model_is_left_out(listed):
    with ScriptedEndpoint("ready", models=listed) as server:
        assert finished(check(server.endpoint())).models == ()


def test_a_server_without_a_list_is_no_error_where_its_model_is_known():
    with ScriptedEndpoint("ready", models=Refusal(404)) as server:
        assert finished(check(server.endpoint())).reply == "ready"
        with pytest.raises(ModelRefused):
            finished(check(server.endpoint(model="")))


def test_listing_can_be_left():
    with ScriptedEndpoint(models=NEVER) as server:
        road = check(server.endpoint(model=""))
        while not server.requests:
            next(road)
        next(road)
        road.close()
        assert server.hung_up.wait(5)


def test_what_a_model_reads_is_taken_from_the_list_where_it_stands_there():
    listed = {"data": [{"id": "scripted", "max_model_len": 32768}, {"id": "other"}]}
    with ScriptedEndpoint("ready", models=listed) as server:
        found = finished(check(server.endpoint()))
    assert (found.models, found.context_tokens) == (("scripted", "other"), 32768)
