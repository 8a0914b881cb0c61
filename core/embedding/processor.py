"""Which number format this processor multiplies matrices fastest in, found by trying."""

import time
from functools import cache
from typing import Any

_CLEARLY = 1.15
"""bfloat16 must win by this much: it is chosen for speed alone."""
_TRIES = 5


@cache
def matrix_format() -> Any:
    """torch.bfloat16 where the processor has instructions that make it pay (AVX512-BF16, AMX),
    else torch.float32. Measured once a process, in about 20 ms."""
    import torch

    if not torch.ops.mkldnn._is_mkldnn_bf16_supported():
        return torch.float32
    times = {torch.float32: [1.0], torch.bfloat16: [1.0]}
    with torch.inference_mode():
        rows, weights = torch.rand(256, 384), torch.rand(1536, 384)
        for _ in range(_TRIES):
            # In turns, so that another program's burst slows both.
            for kind, spent in times.items():
                left, right = rows.to(kind), weights.to(kind)
                torch.nn.functional.linear(left, right)
                start = time.perf_counter()
                torch.nn.functional.linear(left, right)
                spent.append(time.perf_counter() - start)
    faster = min(times[torch.float32]) > _CLEARLY * min(times[torch.bfloat16])
    return torch.bfloat16 if faster else torch.float32
