"""Guessing from what stands before changes no reply, and stops where it does not help."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pytest

from core.llama.context import LlamaContext, Opening
from core.llama.lookup import DRAFT, MARGIN, Lookup
from tests.tiny_llama import random_model, sample_texts

pytest.importorskip("llama_cpp", reason="it is compiled at installation, which needs a compiler")


@pytest.fixture(scope="module", params=[False, True], ids=["dense", "experts"])
def context(request: pytest.FixtureRequest) -> Iterator[LlamaContext]:
    file = random_model(experts=request.param).gguf()
    opened = LlamaContext(
        file, Opening(context_tokens=1024, threads=1, batch_threads=1, sequences=2)
    )
    yield opened
    opened.close()


def plain(
    context: LlamaContext, prompt: Sequence[int], count: int
) -> tuple[list[int], list[float]]:
    """Tokens of a reply, and by how much each was better than the second."""
    context.remove(0)
    context.decode(prompt, 0, 0)
    tokens: list[int] = []
    margins: list[float] = []
    while len(tokens) < count:
        best = np.partition(context.logits(), -2)
        tokens.append(int(context.logits().argmax()))
        margins.append(float(best[-1] - best[-2]))
        context.decode(tokens[-1:], 0, len(prompt) + len(tokens) - 1)
    return tokens, margins


def with_guesses(
    context: LlamaContext, prompt: Sequence[int], source: Sequence[int], count: int
) -> tuple[list[int], Lookup]:
    """The same with guesses from the prompt and a source."""
    context.remove(0)
    context.decode(prompt, 0, 0)
    # It never pauses: a guess takes no time by this clock.
    lookup = Lookup(context, [*source, *prompt], clock=lambda: 0.0)
    tokens: list[int] = []
    while len(tokens) < count:
        token = int(context.logits().argmax())
        found = lookup.read(token, 0, len(prompt) + len(tokens))
        tokens += [token, *found]
        assert context.length(0) == len(prompt) + len(tokens)
        lookup._pause = 0
    return tokens[:count], lookup


def test_replies_are_those_of_a_token_a_step(context: LlamaContext) -> None:
    guessed = kept = different = 0
    texts = [line for text in sample_texts() for line in text.splitlines() if len(line) > 20]
    texts = texts[::3][:16]
    assert sum("\u4e00" < text[9] < "\u9fff" for text in texts) > 2
    for text in texts:
        prompt = context.vocabulary.tokens(text)
        expected, margins = plain(context, prompt, 48)
        # A source that says it in nearly these words: guesses are right for a while.
        source = [(token + (at % 9 == 8)) % 1600 for at, token in enumerate(expected)]
        found, lookup = with_guesses(context, prompt, source, 48)
        guessed += lookup.guessed
        kept += lookup.kept
        if found != expected:
            different += 1
            first = next(at for at in range(48) if found[at] != expected[at])
            # What was read in other batches rounds otherwise: a tie may fall to the other side.
            assert margins[first] < 0.1
    assert kept > 50
    assert guessed - kept > 50
    assert different <= 4


class _Sure:
    """A context whose model goes on with a text it knows, sure or not. Its cache is real."""

    def __init__(
        self, context: LlamaContext, text: Sequence[int], margin: float = 2 * MARGIN
    ) -> None:
        self._context, self._text, self._margin = context, text, margin
        self._first = 0
        self.read: list[list[int]] = []

    def decode(
        self, tokens: Sequence[int], sequence: int, position: int, all_logits: bool = False
    ) -> None:
        self._context.decode(tokens, sequence, position, all_logits)
        self._first = position
        self.read.append(list(tokens))

    def logits(self, row: int = -1) -> np.ndarray:
        made = np.zeros(self._context.vocabulary.size, np.float32)
        made[self._text[self._first + row + 1]] = self._margin
        return made

    def __getattr__(self, name: str) -> Any:
        return getattr(self._context, name)


@pytest.fixture
def prompt(context: LlamaContext) -> list[int]:
    tokens = np.random.default_rng(3).integers(3, 1600, 40).tolist()
    context.remove(0)
    context.decode(tokens, 0, 0)
    return tokens


def test_several_tokens_come_of_one_step(context: LlamaContext, prompt: list[int]) -> None:
    sure = _Sure(context, [*prompt, *prompt[:10]])
    lookup = Lookup(sure, prompt)  # type: ignore[arg-type]
    assert lookup.read(prompt[0], 0, 40) == []  # one token is found everywhere
    assert lookup.read(prompt[1], 0, 41) == prompt[2:6]
    assert context.length(0) == 46
    # What is chosen next comes of the last of them.
    assert sure.place() == context.place(DRAFT)


def test_only_as_much_is_kept_as_the_model_says(context: LlamaContext, prompt: list[int]) -> None:
    # It goes on as at the beginning for two tokens, and then otherwise.
    text = [*prompt, *prompt[:5], 999, *prompt[6:10]]
    sure = _Sure(context, text)
    lookup = Lookup(sure, prompt)  # type: ignore[arg-type]
    assert lookup.read(text[40], 0, 40) == []
    assert lookup.read(text[41], 0, 41) == text[42:45]
    assert sure.read[-1] == [prompt[1], *prompt[2:6]]
    assert (context.length(0), lookup.guessed, lookup.kept) == (45, DRAFT, 3)


def test_a_close_choice_is_read_again_by_itself(context: LlamaContext, prompt: list[int]) -> None:
    sure = _Sure(context, [*prompt, *prompt[:10]], margin=MARGIN / 2)
    lookup = Lookup(sure, prompt)  # type: ignore[arg-type]
    lookup.read(prompt[0], 0, 40)
    assert lookup.read(prompt[1], 0, 41) == []
    assert sure.read[-2:] == [prompt[1:6], [prompt[1]]]
    assert context.length(0) == 42


def test_nothing_is_guessed_at_the_end_of_the_context(
    context: LlamaContext, prompt: list[int]
) -> None:
    filling = [*prompt, *np.random.default_rng(4).integers(3, 1600, 980).tolist()]
    context.decode(filling[40:], 0, 40)
    sure = _Sure(context, [*filling, *prompt])
    lookup = Lookup(sure, filling)  # type: ignore[arg-type]
    for at in range(4):
        assert lookup.read(prompt[at], 0, 1020 + at) == []
    assert context.length(0) == 1024


def test_guesses_that_gain_no_time_are_left_off(context: LlamaContext, prompt: list[int]) -> None:
    # Every few tokens stood in the prompt before, and the model always goes on otherwise.
    text = [*prompt, *prompt, *prompt]
    wrong = [(token + 1) % 1600 for token in text]
    sure = _Sure(context, [*text[:41], *wrong[41:]])
    hours = iter(range(10_000))
    lookup = Lookup(sure, prompt, clock=lambda: float(next(hours)))  # type: ignore[arg-type]
    for at in range(40, 80):
        lookup.read(text[at], 0, at)
    guesses = [len(tokens) for tokens in sure.read if len(tokens) > 1]
    assert len(guesses) == 4


def test_a_model_that_cannot_take_back_is_never_asked_to(
    context: LlamaContext, prompt: list[int]
) -> None:
    sure = _Sure(context, [*prompt, *prompt])
    sure.can_rewind = False  # type: ignore[attr-defined]
    lookup = Lookup(sure, prompt)  # type: ignore[arg-type]
    for at in range(4):
        assert lookup.read(prompt[at], 0, 40 + at) == []
