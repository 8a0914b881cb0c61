"""A reply from prompt to end: what it is given, how long it gets, what is remembered of it."""

import pytest

from core.llama.context import LlamaContext, Opening, Stopped
from core.llama.prompts import Layout, Prompt
from core.llama.writing import (
    LEAST_ROOM,
    PromptTooLong,
    Read,
    ThoughtMarks,
    Wish,
    Written,
    write,
)
from tests.tiny_llama import TEMPLATE, random_model

THINK = ThoughtMarks("<think>", "</think>", "\n</think>\n")
ASKED = [{"role": "user", "content": "Where?"}]


@pytest.fixture(scope="module")
def context():
    made = LlamaContext(random_model().gguf("q8_0"), Opening(512))
    yield made
    made.close()


class OneSequence:
    """A stand-in for the cache of prefixes, which has tests of its own: it remembers nothing, and
    says what it was told."""

    def __init__(self, context):
        context.clear()
        self.context, self.told = context, []

    def take(self, tokens, room):
        self.context.clear()
        self.told.append(("take", len(tokens), room))
        return 0, 0

    def written(self, sequence, tokens):
        self.told.append(("written", list(tokens)))


def prompt(context, opened=""):
    layout = Layout(context.vocabulary, TEMPLATE + opened)
    return layout.prompt(ASKED)


def run(context, given, wish, cache=None):
    """What a reply told: its Read, its text, its Written."""
    writing = write(context, cache or OneSequence(context), given, wish)
    told = []
    while True:
        try:
            told.append(next(writing))
        except StopIteration as end:
            return told[0], "".join(told[1:]), end.value


class Speaker:
    """Puts words into the model's mouth: the sampler says these tokens, one after another."""

    def __init__(self, monkeypatch, context, text):
        tokens = iter(context.vocabulary.tokens(text, special=True))
        end = context.vocabulary.control("<|im_end|>")

        def pick(sampler, row=-1):
            return next(tokens, end)

        monkeypatch.setattr("core.llama.sampling.Sampler.pick", pick)


def test_a_reply_ends_at_its_limit(context):
    given = prompt(context)
    read, text, written = run(context, given, Wish(max_tokens=7))
    assert read == Read(len(given.tokens), 0, "")
    assert written == Written(7, "length")
    assert text


def test_a_reply_ends_where_the_model_ends_it(context, monkeypatch):
    Speaker(monkeypatch, context, "In the north.")
    _, text, written = run(context, prompt(context), Wish())
    assert (text, written.finish) == ("In the north.", "stop")


def test_a_reply_ends_at_a_text_that_ends_it(context, monkeypatch):
    Speaker(monkeypatch, context, "In the north.\nQuestion: what else?")
    given = prompt(context)
    given = Prompt(given.text, given.tokens, ("\nQuestion:",))
    _, text, written = run(context, given, Wish())
    assert (text, written.finish) == ("In the north.", "stop")


def test_a_reply_that_goes_round_is_ended(context, monkeypatch):
    Speaker(monkeypatch, context, "and the north " * 200)
    _, _, written = run(context, prompt(context), Wish(max_tokens=5000))
    assert written.finish == "loop"
    assert written.tokens < 300


def test_a_reply_ends_where_the_context_does(context):
    given = prompt(context)
    _, _, written = run(context, given, Wish(max_tokens=5000, temperature=1.0))
    assert written.tokens <= context.context_tokens - len(given.tokens)


def test_a_prompt_that_leaves_no_room_is_refused_with_figures(context):
    size = context.context_tokens - LEAST_ROOM + 1
    with pytest.raises(PromptTooLong) as refused:
        run(context, Prompt("", [5] * size), Wish())
    assert (refused.value.tokens, refused.value.limit) == (size, size - 1)


def test_thoughts_have_room_of_their_own(context, monkeypatch):
    Speaker(monkeypatch, context, "<think>Hm, where is it?</think>In the north of it all.")
    _, text, _ = run(context, prompt(context), Wish(max_tokens=3, thoughts=(THINK,)))
    thought, _, answer = text.partition("</think>")
    assert thought == "<think>Hm, where is it?"
    assert len(context.vocabulary.tokens(answer)) <= 4


def test_a_thought_without_end_is_ended(context, monkeypatch):
    Speaker(monkeypatch, context, "<think>" + "hm but then " * 100)
    wish = Wish(max_tokens=10, thoughts=(THINK,), thinking_tokens=20)
    _, text, written = run(context, prompt(context), wish)
    assert "\n</think>\n" in text
    assert len(context.vocabulary.tokens(text.partition("</think>")[0])) <= 24
    assert written.finish == "length"


def test_a_thought_that_the_prompt_begins_is_known(context, monkeypatch):
    Speaker(monkeypatch, context, "hm</think>Yes")
    given = prompt(context, "<think>\n")
    read, text, _ = run(context, given, Wish(thoughts=(THINK,)))
    assert read.opened == "<think>"
    assert text == "hm</think>Yes"


def test_a_shape_is_kept_after_the_thought(context):
    wish = Wish(
        max_tokens=20, thoughts=(THINK,), thinking_tokens=5, grammar='root ::= "yes" | "no"'
    )
    _, text, _ = run(context, prompt(context, "<think>\n"), wish)
    assert text.partition("</think>")[2].strip() in ("yes", "no")


def test_what_the_cache_is_told_is_what_the_context_holds(context):
    cache = OneSequence(context)
    given = prompt(context)
    writing = write(context, cache, given, Wish(max_tokens=10))
    for _ in range(4):
        next(writing)
    context.stop()
    with pytest.raises(Stopped):
        for _ in writing:
            pass
    context.go_on()
    [_, (_, tokens)] = cache.told
    assert tokens[: len(given.tokens)] == given.tokens
    assert len(tokens) == context.length(0)
