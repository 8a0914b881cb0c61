"""Guessing from what stands before changes no reply, and stops where it does not help."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.llama import lookup, writing
from core.llama.context import LlamaContext, Opening
from core.llama.lookup import DRAFT, MARGIN, Lookup
from core.llama.prefix_cache import PrefixCache
from core.llama.prompts import Prompt
from core.llama.writing import Wish
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
    guessing = Lookup(context, [*source, *prompt], clock=lambda: 0.0)
    tokens: list[int] = []
    while len(tokens) < count:
        token = int(context.logits().argmax())
        found = guessing.read(token, 0, len(prompt) + len(tokens))
        tokens += [token, *found]
        assert context.length(0) == len(prompt) + len(tokens)
        guessing._pause = 0
    return tokens[:count], guessing


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
        found, guessing = with_guesses(context, prompt, source, 48)
        guessed += guessing.guessed
        kept += guessing.kept
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
    guessing = Lookup(sure, prompt)  # type: ignore[arg-type]
    assert guessing.read(prompt[0], 0, 40) == []  # one token is found everywhere
    assert guessing.read(prompt[1], 0, 41) == prompt[2:6]
    assert context.length(0) == 46
    # What is chosen next comes of the last of them.
    assert sure.place() == context.place(DRAFT)


def test_only_as_much_is_kept_as_the_model_says(context: LlamaContext, prompt: list[int]) -> None:
    # It goes on as at the beginning for two tokens, and then otherwise.
    text = [*prompt, *prompt[:5], 999, *prompt[6:10]]
    sure = _Sure(context, text)
    guessing = Lookup(sure, prompt)  # type: ignore[arg-type]
    assert guessing.read(text[40], 0, 40) == []
    assert guessing.read(text[41], 0, 41) == text[42:45]
    assert sure.read[-1] == [prompt[1], *prompt[2:6]]
    assert (context.length(0), guessing.guessed, guessing.kept) == (45, DRAFT, 3)


def test_a_close_choice_is_read_again_by_itself(context: LlamaContext, prompt: list[int]) -> None:
    sure = _Sure(context, [*prompt, *prompt[:10]], margin=MARGIN / 2)
    guessing = Lookup(sure, prompt)  # type: ignore[arg-type]
    guessing.read(prompt[0], 0, 40)
    assert guessing.read(prompt[1], 0, 41) == []
    assert sure.read[-2:] == [prompt[1:6], [prompt[1]]]
    assert context.length(0) == 42


def test_nothing_is_guessed_at_the_end_of_the_context(
    context: LlamaContext, prompt: list[int]
) -> None:
    filling = [*prompt, *np.random.default_rng(4).integers(3, 1600, 980).tolist()]
    context.decode(filling[40:], 0, 40)
    sure = _Sure(context, [*filling, *prompt])
    guessing = Lookup(sure, filling)  # type: ignore[arg-type]
    for at in range(4):
        assert guessing.read(prompt[at], 0, 1020 + at) == []
    assert context.length(0) == 1024


def test_guesses_that_gain_no_time_are_left_off(context: LlamaContext, prompt: list[int]) -> None:
    # Every few tokens stood in the prompt before, and the model always goes on otherwise.
    text = [*prompt, *prompt, *prompt]
    wrong = [(token + 1) % 1600 for token in text]
    sure = _Sure(context, [*text[:41], *wrong[41:]])
    hours = iter(range(10_000))
    guessing = Lookup(sure, prompt, clock=lambda: float(next(hours)))  # type: ignore[arg-type]
    for at in range(40, 80):
        guessing.read(text[at], 0, at)
    guesses = [len(tokens) for tokens in sure.read if len(tokens) > 1]
    assert len(guesses) == 4


def test_a_model_that_cannot_take_back_is_never_asked_to(
    context: LlamaContext, prompt: list[int]
) -> None:
    sure = _Sure(context, [*prompt, *prompt])
    sure.can_rewind = False  # type: ignore[attr-defined]
    guessing = Lookup(sure, prompt)  # type: ignore[arg-type]
    for at in range(4):
        assert guessing.read(prompt[at], 0, 40 + at) == []


def test_a_reply_ends_where_it_is_told_to_and_leaves_nothing_read_ahead(
    context: LlamaContext, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    tokens = context.vocabulary.tokens("Water the herb bed twice a week in summer.")
    reply, _ = plain(context, tokens, 24)

    class Knowing(Lookup):
        """Guesses what the model will write; of chance weights that cannot be read anywhere."""

        def _draft(self) -> list[int]:
            at = len(self._tokens) - len(tokens)
            return reply[at : at + DRAFT]

    monkeypatch.setattr(writing, "Lookup", Knowing)
    monkeypatch.setattr(lookup, "MARGIN", 0.0)
    for most in (1, 7, 10):
        context.clear()
        cache = PrefixCache(context, tmp_path / "saved")
        coming = writing.write(context, cache, Prompt("", tokens), Wish(max_tokens=most))
        pieces = [piece for piece in coming if isinstance(piece, str)]
        assert "".join(pieces) == context.vocabulary.text(reply[:most])
        assert context.length(0) == cache.cached_tokens == len(tokens) + most - 1
