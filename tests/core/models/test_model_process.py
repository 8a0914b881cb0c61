"""Orders to the worker: served in turn, stopped in either phase, told when it is gone."""

import json
import os
import threading

import pytest

from core.models.model_process import Gone, ModelProcess
from tests.tiny_llama import TEMPLATE, random_model


@pytest.fixture(scope="module")
def process():
    made = ModelProcess()
    yield made
    made.end()


@pytest.fixture
def model(tmp_path):
    return {
        "path": os.fsencode(random_model().gguf("f16")),
        "template": TEMPLATE,
        "context": 4096,
        "sequences": 2,
        "cache": "f16",
        "step": 32,
        "threads": 1,
        "batch_threads": 1,
        "graphics": False,
        "saved": os.fsencode(tmp_path),
    }


def order(model, text, **other):
    return {
        "do": "write",
        "model": model,
        "messages": [{"role": "user", "content": text}],
        "tools": [],
        "options": {},
        "schema": "",
        "max_tokens": 3000,
        "temperature": 1.0,
        "seed": 1,
        "thoughts": [],
        "thinking_tokens": 0,
    } | other


def come(given, until=()):
    """Kinds of what comes, up to one of `until` or the end."""
    kinds = []
    for answer in given.answers():
        if answer is not None:
            kinds.append(answer["is"])
            if answer["is"] in until:
                break
    return kinds


def test_orders_are_served_in_turn(process, model):
    given = [process.give(order(model, "a", max_tokens=3)) for _ in range(3)]
    # Nobody takes what comes for the first two; the third is served nevertheless.
    assert come(given[2])[-1] == "done"
    assert come(given[0])[-1] == come(given[1])[-1] == "done"
    assert not process.busy


def test_a_stop_ends_the_reading_of_a_prompt(process, model):
    long = process.give(order(model, "harbour north " * 450))
    come(long, until=("rendered",))
    process.stop(long.number)
    # It never came to say that it has read the prompt.
    assert come(long) == ["stopped"]


def test_a_stop_ends_the_writing_of_a_reply(process, model):
    long = process.give(order(model, "a", max_tokens=3900))
    come(long, until=("text",))
    process.stop(long.number)
    rest = come(long)
    assert rest[-1] == "stopped"
    assert len(rest) < 3000


def test_a_stop_reaches_one_that_waits(process, model):
    first = process.give(order(model, "a", max_tokens=300))
    second = process.give(order(model, "b"))
    process.stop(second.number)
    assert come(first)[-1] == "done"
    assert come(second) == ["begun", "opened", "rendering", "rendered", "stopped"]


def test_reading_ahead_gives_way(process, model):
    ahead = process.give(
        {
            "do": "prime",
            "model": model,
            "messages": [{"role": "user", "content": "the north " * 450}],
            "keep": "",
        }
    )
    come(ahead, until=("rendered",))
    asked = process.give(order(model, "a", max_tokens=2))
    assert come(asked)[-1] == "done"
    assert come(ahead) == ["stopped"]


def primed(process, model, text, keep=""):
    messages = [{"role": "user", "content": text}]
    return process.give({"do": "prime", "model": model, "messages": messages, "keep": keep})


def test_a_model_that_was_opened_to_read_ahead_stays_open(model):
    process = ModelProcess()
    model |= {"threads": 0, "batch_threads": 0}
    ahead = primed(process, model, "the north " * 450)
    come(ahead, until=("loading",))
    asked = process.give(order(model, "a", max_tokens=2))
    kinds = come(asked)
    process.end()
    # Nobody heard of it who had it opened: this one does.
    assert kinds[:2] == ["begun", "opened"]
    assert kinds[-1] == "done"


def test_reading_ahead_what_is_there_takes_nobodys_place(process, model):
    documents = ("the garden " * 120).strip()
    others = [f"{number} {'the harbour ' * 120}" for number in range(model["sequences"] - 1)]

    def cached(text):
        given = process.give(order(model, text, max_tokens=2))
        said = [answer for answer in given.answers() if answer and answer["is"] == "read"]
        return said[0]["cached"]

    cached(documents + "\n\na long question" * 100)
    for other in others:
        cached(other)
    for _ in range(3):
        assert come(primed(process, model, documents))[-1] == "done"
    for other in others:
        assert cached(other) > 100


SHAPE = json.dumps(
    {
        "type": "object",
        "properties": {"a": {"type": "array", "items": {"type": "integer"}, "minItems": 60}},
        "required": ["a"],
    }
)


@pytest.mark.parametrize("phase", ["rendered", "text"])
def test_what_the_program_works_out_gives_way_to_what_a_person_reads(
    process, model, monkeypatch, phase
):
    ended = []
    pass_on = process._pass_on

    def watched(answer):
        if answer["is"] in ("done", "stopped", "failed"):
            ended.append(answer["n"])
        pass_on(answer)

    monkeypatch.setattr(process, "_pass_on", watched)
    work = process.give(order(model, f"{phase} list " * 400, schema=SHAPE))
    come(work, until=(phase,))
    asked = process.give(order(model, "a", max_tokens=5))
    assert come(asked)[-1] == "done"
    said = "".join(answer["text"] for answer in work.answers() if answer and answer["is"] == "text")
    assert ended == [asked.number, work.number]
    # It went on where it had been, in its shape.
    whole = said if phase == "rendered" else said[said.index("[") :].rstrip("} \n")
    found = json.loads(whole)
    assert len(found["a"] if phase == "rendered" else found) >= 60


def test_counting_does_not_wait_for_a_reply(process, model):
    writing = process.give(order(model, "a", max_tokens=3000))
    come(writing, until=("text",))
    counting = process.give({"do": "count", "model": model, "texts": ["hello"]})
    assert come(counting) == ["counted", "done"]
    assert not writing.ended
    process.stop(writing.number)
    assert come(writing)[-1] == "stopped"


def test_whoever_waits_is_told_that_it_is_gone(model):
    process = ModelProcess()
    writing, waiting = (process.give(order(model, "a", max_tokens=3900)) for _ in range(2))
    come(writing, until=("text",))
    heard = []

    def wait():
        try:
            come(waiting)
        except Gone as gone:
            heard.append(gone.last)

    thread = threading.Thread(target=wait)
    thread.start()
    process.end()
    thread.join()
    assert heard == [""]  # it had not been begun
    with pytest.raises(Gone) as gone:
        come(writing)
    assert gone.value.last == "text"
    with pytest.raises(Gone):
        process.give(order(model, "a"))
