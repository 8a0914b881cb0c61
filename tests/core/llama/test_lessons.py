"""Lessons put on and off while the model stays loaded: exact, refused by name, and never stale."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from core.gguf import lesson_file
from core.llama.context import LlamaContext, Opening, Stopped
from core.llama.lessons import LessonOn, LessonUnusable, with_prefix
from core.llama.library import LlamaError
from core.llama.prefix_cache import PrefixCache
from tests import lesson_files
from tests.tiny_llama import HIDDEN, LAYERS, random_model

pytest.importorskip("llama_cpp", reason="it is compiled at installation, which needs a compiler")

CLOSE = 0.1
"""As in test_prefix_cache.py: sums in another order, half precision in the cache."""
FAR = 1.0
"""What is computed with other lessons is further away than this."""

Opened = Callable[..., LlamaContext]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("lesson files")
    model = random_model().gguf()
    return {
        "one": lesson_files.adapter(folder / "one.gguf", 1, model),
        "two": lesson_files.adapter(folder / "两个.gguf", 2, model),
        "words": lesson_files.soft_prompt(folder / "words.gguf", 3, model),
        "other words": lesson_files.soft_prompt(folder / "other.gguf", 4, model, tokens=9),
        "cells": lesson_files.prefix(folder / "cells.gguf", 5, model),
    }


@pytest.fixture(scope="module")
def reference() -> Iterator[LlamaContext]:
    made = _opened()
    yield made
    made.close()


@pytest.fixture
def opened() -> Iterator[Opened]:
    contexts: list[LlamaContext] = []

    def open_one(**opening: object) -> LlamaContext:
        contexts.append(_opened(**opening))
        return contexts[-1]

    yield open_one
    for context in contexts:
        context.close()


def _opened(**opening: object) -> LlamaContext:
    usual: dict[str, object] = {"context_tokens": 1280, "threads": 1, "batch_threads": 1}
    file = opening.pop("file", random_model().gguf())
    return LlamaContext(file, Opening(**(usual | opening)))  # type: ignore[arg-type]


def words(seed: int, count: int) -> list[int]:
    return np.random.default_rng(seed).integers(3, 1600, count).tolist()


def logits(
    context: LlamaContext, tokens: Sequence[int], lessons: Sequence[LessonOn] = ()
) -> np.ndarray:
    """Of the last token, computed anew with these lessons."""
    context.put_on(lessons)
    context.clear()
    context.decode(tokens, 0, 0)
    return context.logits().copy()


def apart(one: np.ndarray, other: np.ndarray) -> float:
    return float(np.abs(one - other).max())


class TestAdapters:
    def test_it_is_put_on_by_its_strength_and_off_again(
        self, reference: LlamaContext, files: dict[str, Path]
    ) -> None:
        prompt = words(1, 40)
        bare = logits(reference, prompt)
        whole = logits(reference, prompt, [(files["one"], 1.0)])
        half = logits(reference, prompt, [(files["one"], 0.5)])
        assert min(apart(bare, whole), apart(half, whole), apart(bare, half)) > FAR
        assert np.array_equal(logits(reference, prompt), bare)
        assert np.array_equal(logits(reference, prompt, [(files["one"], 0.0)]), bare)

    def test_what_it_adds_is_the_product_in_the_file(self, opened: Opened, tmp_path: Path) -> None:
        """The same numbers merged into the model's weights give the same logits."""
        import gguf

        model = random_model().gguf()
        file = lesson_files.adapter(tmp_path / "a.gguf", 7, model)
        parts = {each.name: each.data for each in gguf.GGUFReader(str(file)).tensors}
        merged = tmp_path / "merged.gguf"
        content = bytearray(model.read_bytes())
        for tensor in gguf.GGUFReader(str(model)).tensors:
            if f"{tensor.name}.lora_a" in parts:
                added = parts[f"{tensor.name}.lora_b"] @ parts[f"{tensor.name}.lora_a"]
                weights = (tensor.data.astype(np.float32) + added).astype(np.float16)
                content[tensor.data_offset : tensor.data_offset + tensor.n_bytes] = (
                    weights.tobytes()
                )
        merged.write_bytes(content)
        prompt = words(2, 40)
        taught = logits(opened(), prompt, [(file, 1.0)])
        assert apart(taught, logits(opened(file=merged), prompt)) < CLOSE

    def test_several_add_up(self, reference: LlamaContext, files: dict[str, Path]) -> None:
        prompt = words(3, 30)
        one, two = (files["one"], 1.0), (files["two"], 0.5)
        both = logits(reference, prompt, [one, two])
        assert apart(both, logits(reference, prompt, [one])) > FAR
        assert apart(both, logits(reference, prompt, [two])) > FAR
        assert apart(both, logits(reference, prompt, [two, one])) < CLOSE

    def test_a_file_that_was_written_anew_is_read_anew(
        self, opened: Opened, tmp_path: Path
    ) -> None:
        context, prompt = opened(), words(4, 20)
        file = lesson_files.adapter(tmp_path / "a.gguf", 1, random_model().gguf())
        before = logits(context, prompt, [(file, 1.0)])
        first = context.fingerprint
        lesson_files.adapter(file, 2, random_model().gguf())
        assert apart(logits(context, prompt, [(file, 1.0)]), before) > FAR
        assert context.fingerprint != first

    def test_few_stay_loaded(self, opened: Opened, tmp_path: Path, monkeypatch) -> None:
        monkeypatch.setattr("core.llama.lessons.MOST_LOADED", 1)
        context, prompt = opened(), words(5, 10)
        made = [
            lesson_files.adapter(tmp_path / f"{seed}.gguf", seed, random_model().gguf())
            for seed in range(4)
        ]
        first = [logits(context, prompt, [(file, 1.0)]) for file in made]
        again = [logits(context, prompt, [(file, 1.0)]) for file in made]
        assert np.array_equal(first, again)
        assert len(context._wardrobe._loaded) == 2


class TestInFront:
    def test_vectors_of_words_are_those_words(
        self, opened: Opened, reference: LlamaContext, tmp_path: Path
    ) -> None:
        import gguf

        model = random_model().gguf()
        [table] = [t for t in gguf.GGUFReader(str(model)).tensors if t.name == "token_embd.weight"]
        begun, prompt = words(6, 7), words(7, 30)
        file = tmp_path / "words.gguf"
        writer = lesson_files._writer(file, "lectern.soft_prompt", model, {})
        writer.add_tensor("soft_prompt", table.data[begun].astype(np.float32))
        lesson_files._written(writer, file)
        read = logits(reference, [*begun, *prompt])
        assert apart(logits(opened(), prompt, [(file, 1.0)]), read) < CLOSE

    @pytest.mark.parametrize("cache", ["f16", "f32"])
    def test_a_prefix_of_words_is_those_words(
        self, opened: Opened, tmp_path: Path, cache: str
    ) -> None:
        begun, prompt = words(8, 5), words(9, 30)
        context = opened(cache=cache)
        context.decode(begun, 0, 0)
        keys, values = _read_cells(context.state(0), len(begun), cache)
        read = logits(context, [*begun, *prompt])
        file = lesson_files.prefix(
            tmp_path / "p.gguf", 0, random_model().gguf(), keys=keys, values=values
        )
        assert apart(logits(context, prompt, [(file, 1.0)]), read) < CLOSE

    def test_a_prefix_is_put_into_turned_values_too(self, tmp_path: Path) -> None:
        """Without flash attention llama.cpp keeps values a column a token."""
        import struct

        file = lesson_file.read(
            lesson_files.prefix(tmp_path / "p.gguf", 1, random_model().gguf(), tokens=2, layers=1)
        )
        width = lesson_files.KEYS
        head = struct.pack("<IiII", 0xAF143CD8, 0, 1, 2)
        head += struct.pack("<iIi", 1, 1, 0) + struct.pack("<iIi", 0, 1, 0)
        keys = struct.pack("<iQ", 0, 4 * width) + bytes(2 * 4 * width)
        values = struct.pack("<iII", 1, 2, width) + bytes(2 * 2 * width)
        state = head + struct.pack("<II", 1, 1) + keys + values
        found = with_prefix(state, file)
        written = {each.name: each for each in file.tensors}
        content = file.path.read_bytes()
        rows = {
            name: np.frombuffer(content[each.start : each.start + each.size], "<f4").reshape(
                2, width
            )
            for name, each in written.items()
        }
        at = len(head) + 8 + 12
        # The cell at place 0 holds position 1.
        first = np.frombuffer(found[at : at + 4 * width], "<f4")
        assert np.array_equal(first, rows["blk.0.prefix_k"][1])
        columns = np.frombuffer(found[-2 * 2 * width :], "<f2").reshape(width, 2)
        assert np.array_equal(columns, rows["blk.0.prefix_v"][::-1].T.astype("<f2"))
        for damaged in (state[:-1], state + b"x", b"\0" + state[1:], state[:40]):
            with pytest.raises(LessonUnusable):
                with_prefix(damaged, file)

    def test_places_in_front_are_not_the_persons(
        self, opened: Opened, files: dict[str, Path]
    ) -> None:
        context = opened(context_tokens=512)
        context.put_on([(files["words"], 1.0), (files["one"], 1.0)])
        assert (context.context_tokens, context.ahead) == (506, 6)
        prompt = words(10, 506)
        context.decode(prompt, 0, 0)
        assert (context.first(0), context.length(0)) == (0, 506)
        context.put_on([])
        assert (context.context_tokens, context.length(0)) == (512, 0)

    def test_sequences_share_what_stands_in_front(
        self, opened: Opened, files: dict[str, Path]
    ) -> None:
        context = opened(context_tokens=512)
        context.put_on([(files["cells"], 1.0)])
        prompts = [words(seed, 126) for seed in range(4)]
        for sequence, prompt in enumerate(prompts):
            context.decode(prompt, sequence, 0)
        # 4 x 126 and 5 in front: all of it fits once only.
        assert [context.length(sequence) for sequence in range(4)] == [126] * 4

    def test_a_stop_while_it_is_read_leaves_nothing_half(
        self, opened: Opened, files: dict[str, Path]
    ) -> None:
        context, prompt = opened(), words(11, 20)
        context.put_on([(files["words"], 1.0)])
        context.stop()
        with pytest.raises(Stopped):
            context.decode(prompt, 0, 0)
        context.go_on()
        assert context.length(0) == 0
        context.decode(prompt, 0, 0)
        stopped = context.logits().copy()
        assert np.array_equal(stopped, logits(context, prompt, [(files["words"], 1.0)]))


class TestRefusals:
    @pytest.mark.parametrize("kind", ["adapter", "soft_prompt", "prefix"])
    def test_of_another_model(self, reference: LlamaContext, tmp_path: Path, kind: str) -> None:
        model, file = random_model().gguf(), tmp_path / f"{kind}.gguf"
        if kind == "adapter":
            lesson_files.adapter(file, 1, model, layers=LAYERS + 1)
        elif kind == "soft_prompt":
            lesson_files.soft_prompt(file, 1, model, width=HIDDEN + 32)
        else:
            lesson_files.prefix(file, 1, model, layers=LAYERS - 1)
        prompt = words(12, 10)
        before = logits(reference, prompt)
        with pytest.raises(LessonUnusable, match="taught to another model"):
            logits(reference, prompt, [(file, 1.0)])
        assert np.array_equal(logits(reference, prompt), before)

    def test_nothing_changes_when_the_second_is_refused(
        self, reference: LlamaContext, files: dict[str, Path], tmp_path: Path
    ) -> None:
        reference.put_on([(files["one"], 1.0)])
        before = reference.fingerprint
        (tmp_path / "broken.gguf").write_bytes(files["two"].read_bytes()[:-500])
        for bad in (tmp_path / "broken.gguf", tmp_path / "gone.gguf", random_model().gguf()):
            with pytest.raises(LessonUnusable) as refused:
                reference.put_on([(files["two"], 1.0), (bad, 1.0)])
            assert refused.value.path == bad
        assert reference.fingerprint == before
        reference.put_on([])

    def test_two_in_front(self, reference: LlamaContext, files: dict[str, Path]) -> None:
        with pytest.raises(LessonUnusable):
            reference.put_on([(files["words"], 1.0), (files["cells"], 1.0)])

    def test_strengths_that_are_none(self, reference: LlamaContext, files: dict[str, Path]) -> None:
        with pytest.raises(LlamaError):
            reference.put_on([(files["one"], float("nan"))])

    def test_a_prefix_in_a_quantised_cache(self, opened: Opened, files: dict[str, Path]) -> None:
        context = opened(cache="q8_0")
        with pytest.raises(LessonUnusable, match="quantised"):
            context.put_on([(files["cells"], 1.0)])
        context.put_on([(files["words"], 1.0)])

    def test_what_leaves_no_room(self, opened: Opened, files: dict[str, Path]) -> None:
        context = opened(context_tokens=256)
        long = lesson_files.soft_prompt(
            files["one"].with_name("long.gguf"), 1, random_model().gguf(), tokens=200
        )
        with pytest.raises(LessonUnusable):
            context.put_on([(long, 1.0)])


SWITCHES: tuple[tuple[tuple[str, float], ...], ...] = (
    (),
    (("one", 1.0),),
    (("one", 0.5),),
    (("two", 1.0),),
    (("one", 1.0), ("two", 0.5)),
    (("words", 1.0),),
    (("words", 1.0), ("one", 1.0)),
    (("other words", 1.0),),
    (("cells", 1.0),),
    (("cells", 1.0), ("two", 1.0)),
)


def test_every_switch_from_any_choice_to_any_other(
    opened: Opened, reference: LlamaContext, files: dict[str, Path], tmp_path: Path
) -> None:
    """There and back again, the question going on: what was read for it must be told apart."""
    choices = [[(files[name], strength) for name, strength in each] for each in SWITCHES]
    short, long = words(16, 20), words(16, 24)
    right = [
        {len(prompt): logits(reference, prompt, lessons) for prompt in (short, long)}
        for lessons in choices
    ]
    for at, one in enumerate(right):
        assert all(apart(one[24], other[24]) > 5 * CLOSE for other in right[:at])
    context = opened(sequences=2)
    cache = PrefixCache(context, tmp_path)
    for one in range(len(choices)):
        for other in range(len(choices)):
            for place, prompt in ((one, short), (other, short), (one, long)):
                context.put_on(choices[place])
                sequence, have = cache.take(prompt, 4)
                context.decode(prompt[have:], sequence, have)
                cache.written(sequence, prompt)
                found = apart(context.logits(), right[place][len(prompt)])
                assert found < CLOSE, (SWITCHES[place], have)


MANY = [pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 24)]


@pytest.mark.parametrize("seed", [0, *MANY])
def test_nothing_read_with_other_lessons_is_ever_used(
    opened: Opened,
    reference: LlamaContext,
    files: dict[str, Path],
    tmp_path: Path,
    seed: int,
) -> None:
    """Conversations by chance in few cells, with lessons switched on, off, to another strength,
    and states kept on the disk and loaded by a second context, as after a restart: each logit is
    that of a context which has never seen anything else."""
    chance = np.random.default_rng(seed)
    context = opened(sequences=3)
    cache = PrefixCache(context, tmp_path)
    documents = [words(seed * 10 + at, 200) for at in range(2)]
    conversations = [list(documents[at % 2]) for at in range(3)]
    switched: tuple[tuple[str, float], ...] = ()
    reused = 0
    for turn in range(14):
        if chance.random() < 0.6:
            switched = SWITCHES[int(chance.integers(len(SWITCHES)))]
        if chance.random() < 0.1:
            context = opened(sequences=3)
            cache = PrefixCache(context, tmp_path)
        lessons = [(files[name], strength) for name, strength in switched]
        context.put_on(lessons)
        place = int(chance.integers(len(conversations)))
        prompt = conversations[place] + words(1000 + turn, int(chance.integers(5, 40)))
        sequence, have = cache.take(prompt, 16)
        reused += have > 0
        context.decode(prompt[have:], sequence, have)
        cache.written(sequence, prompt)
        found = context.logits().copy()
        assert apart(found, logits(reference, prompt, lessons)) < CLOSE, (turn, switched, have)
        if chance.random() < 0.4:
            cache.keep(f"pinned {place}", prompt[: 200 + int(chance.integers(len(prompt) - 200))])
        conversations[place] = prompt if len(prompt) < 400 else list(documents[place % 2])
    assert reused


def test_each_choice_of_lessons_reads_for_itself(
    opened: Opened, files: dict[str, Path], tmp_path: Path
) -> None:
    """Not even the same lesson at another strength uses what was read, in memory or on the disk."""
    context, prompt = opened(sequences=len(SWITCHES)), words(15, 80)
    cache = PrefixCache(context, tmp_path)
    prints = set()
    for switched in SWITCHES:
        context.put_on([(files[name], strength) for name, strength in switched])
        prints.add(context.fingerprint)
        assert not cache.holds(prompt)
        # Others have read it: what they read is not kept in this one's name.
        kept = cache.saved_bytes
        cache.keep("pinned", prompt)
        assert cache.saved_bytes == kept
        sequence, have = cache.take(prompt, 16)
        assert (have, context.length(sequence)) == (0, 0)
        context.decode(prompt, sequence, 0)
        cache.written(sequence, prompt)
        cache.keep("pinned", prompt)
    assert len(prints) == len(SWITCHES)


def test_switching_off_and_on_again_reads_nothing_anew(
    opened: Opened, files: dict[str, Path], tmp_path: Path
) -> None:
    context = opened()
    cache = PrefixCache(context, tmp_path)
    prompt = words(13, 300)
    for lessons in ([], [(files["one"], 1.0)]):
        context.put_on(lessons)
        sequence, have = cache.take(prompt, 16)
        assert have == 0
        context.decode(prompt, sequence, 0)
        cache.written(sequence, prompt)
    for lessons in ([], [(files["one"], 1.0)]):
        context.put_on(lessons)
        assert cache.holds(prompt)
        assert cache.take(prompt, 16)[1] == 299


def test_each_set_of_lessons_keeps_its_own_state_of_a_pinned_document(
    opened: Opened, files: dict[str, Path], tmp_path: Path
) -> None:
    prompt, sets = words(14, 200), ([], [(files["one"], 1.0)], [(files["words"], 1.0)])
    for lessons in sets:
        context = opened()
        cache = PrefixCache(context, tmp_path)
        context.put_on(lessons)
        sequence, have = cache.take(prompt, 16)
        assert have == 0
        context.decode(prompt, sequence, 0)
        cache.written(sequence, prompt)
        cache.keep("pinned", prompt)
    for lessons in sets:
        context = opened()
        context.put_on(lessons)
        assert PrefixCache(context, tmp_path).take([*prompt, 5], 16)[1] == 200


def _read_cells(state: bytes, count: int, cache: str) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """Keys and values of a state, a row a token; without flash attention values are turned."""
    number = {"f16": np.dtype("<f2"), "f32": np.dtype("<f4")}[cache]
    at = 16 + 12 * count + 8
    turned = int.from_bytes(state[at - 8 : at - 4], "little")
    assert turned == (cache == "f32")
    found = []
    for layer in range(2 * LAYERS):
        at += 12
        size = count * lesson_files.KEYS * number.itemsize
        flat = np.frombuffer(state[at : at + size], number).astype(np.float32)
        columns = turned and layer >= LAYERS
        found.append(flat.reshape(-1, count).T if columns else flat.reshape(count, -1))
        at += size
    assert at == len(state)
    return found[:LAYERS], found[LAYERS:]
