"""Bytes that a model takes, reckoned from the head of its file, and whether this computer has them.

Weights are the file. The cache holds keys and values of every layer that attends, for every token
of the context; layers with a window of attention keep all of it too, since what left the window
could not be taken up again when a prompt is changed near its end. Layers that go by a running state
hold one for each sequence. The rest is what one step of computing needs and the process itself.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.gguf.available import available_bytes
from core.gguf.header import GgufHeader
from core.types import Fit, MemoryNeed

CACHE_BYTES = {"f16": 2.0, "q8_0": 34 / 32}
"""Of one number in the cache."""
PROCESS = 64 << 20
"""What the worker takes without a model: the interpreter and its libraries."""
WORD = 600
"""Bytes for a word of the vocabulary, with what it is joined from; the worker has it twice."""
OVERHEAD = 250 << 20
"""The whole overhead where nothing is known of a model's shape."""
STEP, ROWS = 512, 32
"""Tokens that are computed at once, and of how many the result is kept, at most."""
SEQUENCES = 4
WELL = 0.8
"""Part of the available memory that a model may take and leave enough for others."""
_FLOAT, _HALF = 4, 2
_AROUND = 9
"""Copies of a token's state that are alive at once in a step, as measured, rounded up."""
_PADDED = 256
"""The cache holds a multiple of so many tokens."""


def need_of(
    header: GgufHeader,
    context_tokens: int,
    cache: str = "f16",
    weights: int = 0,
    step: int = STEP,
    sequences: int = SEQUENCES,
) -> MemoryNeed:
    """What a model takes that is opened with a context of so many tokens.

    `cache` is the number format of what it keeps of texts, of CACHE_BYTES; `weights` the bytes of
    its files where there are several; `step` and `sequences` as it is opened.
    """
    return judged(
        weights or header.size,
        cache_bytes(header, context_tokens, cache, sequences),
        PROCESS + WORD * _vocabulary(header) + step_bytes(header, context_tokens, step),
    )


def judged(weights: int, cache: int, overhead: int = OVERHEAD) -> MemoryNeed:
    """The same from its parts, such as a catalogue knows them."""
    available = available_bytes()
    return MemoryNeed(
        weights, cache, overhead, available, fit_of(weights + cache + overhead, available)
    )


def fit_of(needed: int, available: int) -> Fit:
    """Whether so much fits into so much."""
    if needed <= WELL * available:
        return Fit.WELL
    return Fit.TIGHT if needed <= available else Fit.TOO_LARGE


def cache_bytes(
    header: GgufHeader, context_tokens: int, cache: str = "f16", sequences: int = SEQUENCES
) -> int:
    """What is kept of a context that is full."""
    tokens = -(-max(1, context_tokens) // _PADDED) * _PADDED
    numbers = states = 0
    for layer in _layers(header):
        numbers += layer.numbers
        states += layer.state
    return int(tokens * numbers * CACHE_BYTES[cache]) + states * sequences * _FLOAT


def cache_bytes_per_token(header: GgufHeader, cache: str = "f16") -> int:
    """What is kept of one token."""
    return round(sum(layer.numbers for layer in _layers(header)) * CACHE_BYTES[cache])


def step_bytes(header: GgufHeader, context_tokens: int, step: int = STEP) -> int:
    """What computing one step needs, at most."""
    hidden = header.number("embedding_length")
    inner = max(_of_layers(header, "feed_forward_length", 4 * hidden), default=0)
    if used := header.number("expert_used_count"):
        expert = header.number("expert_feed_forward_length") or inner
        shared = header.number("expert_shared_feed_forward_length") or (
            expert * header.number("expert_shared_count")
        )
        inner = max(
            used * expert + shared, inner if header.number("leading_dense_block_count") else 0
        )
    states = step * (2 * inner + _AROUND * hidden) * _FLOAT
    mask = step * context_tokens * _HALF
    results = min(ROWS, step) * _vocabulary(header) * _FLOAT
    return states + mask + results


@dataclass(frozen=True)
class _Layer:
    numbers: int
    """That are kept of a token."""
    state: int = 0
    """Numbers that are kept of a sequence, however long."""


def _layers(header: GgufHeader) -> Iterator[_Layer]:
    count = header.number("block_count")
    # Layers that guess further tokens are not used.
    count -= header.number("nextn_predict_layers")
    heads = _of_layers(header, "attention.head_count", 1)
    key_heads = _of_layers(header, "attention.head_count_kv", 0)
    if "attention.head_count_kv" not in _own(header):
        key_heads = heads
    recurrent = _recurrent(header, count, key_heads)
    windowed = _windowed(header, count)
    # The last layers of some models look into what earlier ones keep.
    own = count - header.number("attention.shared_kv_layers")
    hidden = header.number("embedding_length")
    together = header.number("attention.key_length_mla") > 0
    for place in range(max(0, count)):
        usual = hidden // max(1, _at(heads, place))
        width = _width(header, "key", windowed[place], usual)
        if not together:
            width += _width(header, "value", windowed[place], usual)
        if recurrent[place]:
            yield _Layer(0, _state(header))
        else:
            yield _Layer(_at(key_heads, place) * width if place < own else 0)


def _width(header: GgufHeader, which: str, windowed: bool, usual: int) -> int:
    """Numbers of a key or value of one head."""
    width = header.number(f"attention.{which}_length", usual)
    return header.number(f"attention.{which}_length_swa", width) if windowed else width


def _recurrent(header: GgufHeader, count: int, key_heads: Sequence[int]) -> list[bool]:
    """Which layers go by a running state."""
    if not _state(header):
        return [False] * count
    said = _own(header).get("attention.recurrent_layers")
    if isinstance(said, list) and len(said) >= count:
        return [bool(each) for each in said[:count]]
    if any(not heads for heads in key_heads):
        return [not _at(key_heads, place) for place in range(count)]
    interval = header.number("full_attention_interval")
    if interval:
        return [bool((place + 1) % interval) for place in range(count)]
    return [header.number("attention.head_count_kv", 0) == 0] * count


def _windowed(header: GgufHeader, count: int) -> list[bool]:
    """Which layers have a window of attention, as far as the file says so."""
    pattern = _own(header).get("attention.sliding_window_pattern")
    if not header.number("attention.sliding_window"):
        return [False] * count
    if isinstance(pattern, list):
        return [bool(_at(pattern, place)) for place in range(count)]
    every = pattern if isinstance(pattern, int) and pattern > 0 else 0
    return [bool(every and (place + 1) % every) for place in range(count)]


def _state(header: GgufHeader) -> int:
    """Numbers of the running state of a layer."""
    inner, size = header.number("ssm.inner_size"), header.number("ssm.state_size")
    if inner:
        groups = header.number("ssm.group_count")
        before = max(0, header.number("ssm.conv_kernel") - 1) * (inner + 2 * groups * size)
        return before + inner * size
    hidden = header.number("embedding_length")
    if head := header.number("wkv.head_size"):
        return hidden * (head + header.number("token_shift_count", 2))
    return hidden * max(0, header.number("shortconv.l_cache") - 1)


def _vocabulary(header: GgufHeader) -> int:
    words = header.entries.get("tokenizer.ggml.tokens")
    if isinstance(words, list):
        return len(words)
    return header.number("vocab_size", 1 << 17)


def _own(header: GgufHeader) -> dict[str, object]:
    """The entries of the model's architecture."""
    start = f"{header.architecture}."
    return {
        name.removeprefix(start): value
        for name, value in header.entries.items()
        if name.startswith(start)
    }


def _of_layers(header: GgufHeader, name: str, default: int) -> list[int]:
    """An entry that is one number, or one for each layer."""
    value = _own(header).get(name, default)
    if isinstance(value, list):
        return [each for each in value if isinstance(each, int)] or [default]
    return [value if isinstance(value, int) else default]


def _at(numbers: Sequence[int], place: int) -> int:
    """The number of a layer; what is missing is as the last one."""
    return numbers[min(place, len(numbers) - 1)]
