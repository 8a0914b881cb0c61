"""What was read before is used, changes nothing, and is never another model's."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from core.llama.context import LlamaContext, Opening, Stopped
from core.llama.prefix_cache import WORTH_KEEPING, PrefixCache
from tests.tiny_llama import random_model

pytest.importorskip("llama_cpp", reason="it is compiled at installation, which needs a compiler")

CLOSE = 0.1
"""How far logits may be apart that were computed in batches of other sizes: sums come in another
order and the cache holds half precision (0.04 was seen). A wrong token anywhere makes it 1."""
CLOSE_BYTES = 0.6
"""The same where the cache holds bytes: a number may fall to the next step of its scale."""

Opened = Callable[..., LlamaContext]


@pytest.fixture
def opened() -> Iterator[Opened]:
    contexts: list[LlamaContext] = []

    def open_one(**opening: object) -> LlamaContext:
        usual: dict[str, object] = {"context_tokens": 2048, "threads": 1, "batch_threads": 1}
        file = opening.pop("file", random_model().gguf())
        contexts.append(LlamaContext(file, Opening(**(usual | opening))))  # type: ignore[arg-type]
        return contexts[-1]

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    return tmp_path / "saved"


def words(seed: int, count: int) -> list[int]:
    return np.random.default_rng(seed).integers(3, 1600, count).tolist()


def read(cache: PrefixCache, context: LlamaContext, tokens: Sequence[int]) -> tuple[int, int]:
    """Read a prompt as the writer does; the sequence, and how many tokens were there already."""
    sequence, have = cache.take(tokens, 16)
    assert have < len(tokens)
    context.decode(tokens[have:], sequence, have)
    cache.written(sequence, tokens)
    return sequence, have


def anew(opened: Opened, tokens: Sequence[int], **opening: object) -> np.ndarray:
    context = opened(**opening)
    context.decode(tokens, 0, 0)
    return context.logits().copy()


def test_a_conversation_goes_on_where_it_was(opened: Opened, saved: Path) -> None:
    context = opened()
    cache = PrefixCache(context, saved)
    first = words(1, 300)
    assert read(cache, context, first)[1] == 0
    longer = [*first, *words(2, 40)]
    assert read(cache, context, longer) == (0, 300)
    assert np.abs(context.logits() - anew(opened, longer)).max() < CLOSE
    assert cache.cached_tokens == 340


def test_the_same_prompt_again_reads_its_last_token(opened: Opened, saved: Path) -> None:
    context = opened()
    cache = PrefixCache(context, saved)
    prompt = words(1, 100)
    read(cache, context, prompt)
    assert read(cache, context, prompt)[1] == 99
    assert np.abs(context.logits() - anew(opened, prompt)).max() < CLOSE


@pytest.mark.parametrize("form", ["f16", "q8_0"])
def test_a_second_question_takes_the_documents_and_leaves_the_first(
    opened: Opened, saved: Path, form: str
) -> None:
    close = CLOSE if form == "f16" else CLOSE_BYTES
    context = opened(cache=form)
    cache = PrefixCache(context, saved)
    documents = words(1, 400)
    one = [*documents, *words(2, WORTH_KEEPING + 20)]
    other = [*documents, *words(3, 30)]
    first, _ = read(cache, context, one)
    second, have = read(cache, context, other)
    assert (have, second != first) == (400, True)
    assert np.abs(context.logits() - anew(opened, other, cache=form)).max() < close
    # Both stand on the same cells.
    assert cache.cached_tokens == len(one) + 30

    assert read(cache, context, [*one, 7]) == (first, len(one))
    assert np.abs(context.logits() - anew(opened, [*one, 7], cache=form)).max() < close
    assert read(cache, context, [*other, 8]) == (second, len(other))
    assert np.abs(context.logits() - anew(opened, [*other, 8], cache=form)).max() < close


def test_a_short_end_is_forgotten(opened: Opened, saved: Path) -> None:
    context = opened()
    cache = PrefixCache(context, saved)
    beginning = words(1, 200)
    read(cache, context, [*beginning, *words(2, 50)])
    other = [*beginning, *words(3, 60)]
    assert read(cache, context, other) == (0, 200)
    assert np.abs(context.logits() - anew(opened, other)).max() < CLOSE
    assert (context.length(0), cache.cached_tokens) == (260, 260)


def test_the_one_used_the_longest_time_ago_gives_way(opened: Opened, saved: Path) -> None:
    context = opened(sequences=2)
    cache = PrefixCache(context, saved)
    prompts = [words(seed, WORTH_KEEPING + 50) for seed in range(3)]
    for prompt in prompts:
        read(cache, context, prompt)
    assert read(cache, context, prompts[1])[1] == len(prompts[1]) - 1
    assert read(cache, context, prompts[2])[1] == len(prompts[2]) - 1
    assert read(cache, context, prompts[0])[1] == 0


def test_room_is_made_for_a_prompt_and_while_a_reply_is_written(
    opened: Opened, saved: Path
) -> None:
    context = opened(context_tokens=512)
    cache = PrefixCache(context, saved)
    one, other = words(1, 200), words(2, 200)
    read(cache, context, one)
    read(cache, context, other)
    third = words(3, 200)
    sequence, have = cache.take(third, 300)
    context.decode(third[have:], sequence, have)
    # `one` gave way; now the reply fills the cache and `other` must go.
    assert context.length(sequence) == 200
    for token in words(4, 200):
        context.decode([token], sequence, len(third))
        third.append(token)
    cache.written(sequence, third)
    assert cache.cached_tokens == 400
    assert np.abs(context.logits() - anew(opened, third, context_tokens=512)).max() < CLOSE


def test_what_gives_way_is_forgotten_from_its_end(opened: Opened, saved: Path) -> None:
    """A conversation that makes room for its own summary still has its documents."""
    context = opened(context_tokens=1024)
    cache = PrefixCache(context, saved)
    documents = words(1, 300)
    read(cache, context, [*documents, *words(2, 300)])
    read(cache, context, words(3, 500))
    question = [*documents, *words(4, 40)]
    assert read(cache, context, question)[1] == 300
    assert np.abs(context.logits() - anew(opened, question, context_tokens=1024)).max() < CLOSE


def test_what_was_read_before_a_stop_is_known(opened: Opened, saved: Path) -> None:
    context = opened()
    cache = PrefixCache(context, saved)
    prompt = words(1, 600)
    sequence, have = cache.take(prompt, 16)
    context.decode(prompt[:512], sequence, have)
    context.stop()
    with pytest.raises(Stopped):
        context.decode(prompt[512:], sequence, 512)
    context.go_on()
    cache.written(sequence, prompt[: context.length(sequence)])
    assert read(cache, context, prompt)[1] == 512
    assert np.abs(context.logits() - anew(opened, prompt)).max() < CLOSE


def test_nothing_is_used_that_another_model_computed(opened: Opened, saved: Path) -> None:
    context = _Retold(opened())
    cache = PrefixCache(context, saved)  # type: ignore[arg-type]
    prompt = words(1, 300)
    read(cache, context, prompt)  # type: ignore[arg-type]
    cache.keep("pinned", prompt)
    context.fingerprint = "with an adapter"
    # Neither what is in memory nor what is on the disk.
    sequence, have = cache.take([*prompt, 5], 16)
    assert (have, context.length(sequence)) == (0, 0)


class _Retold:
    """A context that says to be another one, as when an adapter has been put on."""

    def __init__(self, context: LlamaContext) -> None:
        self._context = context
        self.fingerprint = context.fingerprint

    def __getattr__(self, name: str) -> object:
        return getattr(self._context, name)


def test_fingerprints_differ_by_model_and_opening(opened: Opened) -> None:
    usual = opened()
    others = [
        opened(cache="q8_0"),
        opened(context_tokens=1024),
        opened(file=random_model().gguf("q8_0")),
        opened(file=random_model(experts=True).gguf("q8_0")),
    ]
    assert len({context.fingerprint for context in [usual, *others]}) == 5
    assert opened().fingerprint == usual.fingerprint


@pytest.mark.parametrize("form", ["f16", "q8_0"])
def test_kept_documents_are_there_the_next_day(opened: Opened, saved: Path, form: str) -> None:
    context = opened(cache=form)
    cache = PrefixCache(context, saved)
    documents = words(1, 400)
    read(cache, context, documents)
    cache.keep("pinned", documents)
    assert cache.saved_bytes > 400 * 100
    read(cache, context, [*documents, *words(2, 20)])

    later = opened(cache=form)
    cache = PrefixCache(later, saved)
    question = [*documents, *words(3, 20)]
    assert read(cache, later, question)[1] == 400
    close = CLOSE if form == "f16" else CLOSE_BYTES
    assert np.abs(later.logits() - anew(opened, question, cache=form)).max() < close
    # In memory now, it is not loaded again.
    for file in saved.iterdir():
        file.unlink()
    assert read(cache, later, [*documents, *words(4, 20)])[1] == 400


def test_the_beginning_of_a_longer_prompt_is_kept(opened: Opened, saved: Path) -> None:
    context = opened()
    cache = PrefixCache(context, saved)
    documents = words(1, 300)
    read(cache, context, [*documents, *words(2, 30)])
    cache.keep("pinned", documents)
    later = opened()
    question = [*documents, *words(3, 20)]
    assert read(PrefixCache(later, saved), later, question)[1] == 300
    assert np.abs(later.logits() - anew(opened, question)).max() < CLOSE
    # Keeping left what the context holds as it was.
    assert read(cache, context, [*documents, *words(2, 30), 9])[1] == 330


def test_what_is_kept_holds_nothing_of_what_gave_way_to_it(opened: Opened, saved: Path) -> None:
    context = opened(sequences=2)
    cache = PrefixCache(context, saved)
    documents = words(1, 300)
    read(cache, context, [*documents, *words(2, 30)])
    read(cache, context, words(5, 200))
    cache.keep("pinned", documents)
    later = opened()
    question = [*documents, *words(3, 20)]
    assert read(PrefixCache(later, saved), later, question)[1] == 300
    assert np.abs(later.logits() - anew(opened, question)).max() < CLOSE


@pytest.mark.parametrize("opening", [{"cache": "q8_0"}, {"context_tokens": 1024}])
def test_a_kept_state_is_for_the_same_opening_only(
    opened: Opened, saved: Path, opening: dict[str, object]
) -> None:
    context = opened()
    cache = PrefixCache(context, saved)
    documents = words(1, 300)
    read(cache, context, documents)
    cache.keep("pinned", documents)
    other = opened(**opening)
    assert read(PrefixCache(other, saved), other, [*documents, 5])[1] == 0


def test_a_kept_state_is_used_as_far_as_it_agrees(opened: Opened, saved: Path) -> None:
    context = opened()
    cache = PrefixCache(context, saved)
    documents = words(1, 300)
    read(cache, context, documents)
    cache.keep("pinned", documents)
    later = opened()
    changed = [*documents[:299], 4 if documents[299] != 4 else 5, *words(2, 20)]
    assert read(PrefixCache(later, saved), later, changed)[1] == 299
    assert np.abs(later.logits() - anew(opened, changed)).max() < CLOSE


def test_a_damaged_state_is_read_anew_and_deleted(opened: Opened, saved: Path) -> None:
    context = opened()
    cache = PrefixCache(context, saved)
    documents = words(1, 300)
    read(cache, context, documents)
    cache.keep("pinned", documents)
    [file] = saved.iterdir()
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)
    later = opened()
    question = [*documents, *words(3, 20)]
    cache = PrefixCache(later, saved)
    assert read(cache, later, question)[1] == 0
    assert (list(saved.iterdir()), cache.saved_bytes) == ([], 0)
    assert np.abs(later.logits() - anew(opened, question)).max() < CLOSE


def test_a_loaded_state_makes_room_for_itself(opened: Opened, saved: Path) -> None:
    context = opened(context_tokens=1024)
    cache = PrefixCache(context, saved)
    documents = words(1, 600)
    read(cache, context, documents)
    cache.keep("pinned", documents)
    for seed in (2, 3):
        read(cache, context, words(seed, 500))
    assert read(cache, context, [*documents, 5])[1] == 600
    assert (
        np.abs(context.logits() - anew(opened, [*documents, 5], context_tokens=1024)).max() < CLOSE
    )


def test_many_prompts_in_any_order_give_the_logits_of_reading_anew(
    opened: Opened, saved: Path
) -> None:
    """Conversations by chance over the same documents, in few cells: all ways are gone."""
    chance = np.random.default_rng(11)
    context = opened(context_tokens=1280, sequences=3)
    cache = PrefixCache(context, saved)
    fresh = opened(context_tokens=1280)
    documents = [words(seed, 330) for seed in range(3)]
    conversations = [list(chance.choice(documents)) for _ in range(6)]
    reused = 0
    for turn in range(40):
        place = int(chance.integers(len(conversations)))
        prompt = conversations[place] + words(100 + turn, int(chance.integers(5, 60)))
        _, have = read(cache, context, prompt)
        reused += have > 0
        logits = context.logits().copy()
        fresh.remove(0)
        fresh.decode(prompt, 0, 0)
        assert np.abs(logits - fresh.logits()).max() < CLOSE
        if chance.random() < 0.2:
            cache.keep(f"pinned {place % 3}", prompt)
        conversations[place] = (
            prompt
            if chance.random() < 0.7 and len(prompt) < 900
            else (list(chance.choice(documents)))
        )
    assert reused > 20
