"""Which number format this processor multiplies matrices fastest in, found by trying."""

import time
import warnings
from functools import cache
from typing import Any, Literal

MatrixFormat = Literal["int8", "bfloat16", "float32"]

_CLEARLY = 1.15
"""A coarser format must win by this much: it is chosen for speed alone."""
_TRIES = 16
"""Many and short: other programs seldom disturb all of them."""
_CLOSE = {"int8": 0.02, "bfloat16": 0.01}
"""How far a product may be from the exact one, as a share of its length."""


@cache
def matrix_format() -> MatrixFormat:
    """The fastest format whose products come out right: int8 where the processor adds up bytes
    (AVX512-VNNI, AMX), bfloat16 with AVX512-BF16 or AMX, else float32.

    Measured once a process, on one core as the work will be done, in a tenth of a second or two.
    """
    import torch

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        return _fastest()
    finally:
        torch.set_num_threads(threads)


def _fastest() -> MatrixFormat:
    import torch
    from torch.nn.functional import linear

    with torch.inference_mode():
        chance = torch.Generator().manual_seed(1)
        rows, weights = (torch.randn(size, 384, generator=chance) for size in (128, 1536))
        exact = linear(rows, weights)
        kinds: dict[MatrixFormat, Any] = {"float32": lambda: linear(rows, weights)}
        if torch.ops.mkldnn._is_mkldnn_bf16_supported():
            low, low_weights = rows.bfloat16(), weights.bfloat16()
            kinds["bfloat16"] = lambda: linear(low, low_weights)
        if product := _integer_product(rows, weights):
            kinds["int8"] = product
        times: dict[MatrixFormat, float] = {}
        for kind, multiply in list(kinds.items()):
            error = (multiply().float() - exact).norm() / exact.norm()
            if kind in _CLOSE and not error < _CLOSE[kind]:
                del kinds[kind]
        for _ in range(_TRIES):
            # In turns, so that another program's burst slows all.
            for kind, multiply in kinds.items():
                start = time.perf_counter()
                multiply()
                spent = time.perf_counter() - start
                times[kind] = min(times.get(kind, spent), spent)
    best: MatrixFormat = "float32"
    for kind in times:
        if times[best] > _CLEARLY * times[kind]:
            best = kind
    return best


def _integer_product(rows: Any, weights: Any) -> Any:
    """A function that multiplies in bytes, or None where this torch or processor cannot."""
    import torch

    from core.embedding.integer_layer import IntegerMatrix

    # Without these instructions sums of bytes overflow, and slowly.
    if not torch.cpu._is_vnni_supported():
        return None
    step = 2 * float(rows.abs().max()) / 255
    try:
        with warnings.catch_warnings():
            # torch announces once that the quantising call will go away in a later release.
            warnings.simplefilter("ignore")
            matrix = IntegerMatrix(weights)
            matrix(rows, step, 128)
    except (RuntimeError, AttributeError):
        return None
    return lambda: matrix(rows, step, 128)
