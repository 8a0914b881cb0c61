"""Parts of a Llama that take fewer passes over memory than transformers', and keep less.

They compute the same (tests hold them against transformers'); a processor spends a good part of a
small model's step on what stands between the large products. For one row of examples side by side,
none of which sees another: what a pair of examples would have of each other is never computed.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import torch
from torch import Tensor, nn
from torch.autograd.function import once_differentiable

from core.training.breath import breathe

_CHUNK = 64
"""Queries that are taken together: what comes after them is left out."""
LONGEST_KEPT = 768
"""Tokens of an example up to which what each saw of the others is kept for the way back: faster by
half than PyTorch's fused attention, but it grows with the square."""


class Norm(torch.autograd.Function):
    """x / √(mean x² + ε) · w of rows x, as RMSNorm (arXiv:1910.07467)."""

    @staticmethod
    def forward(ctx: Any, x: Tensor, weight: Tensor, epsilon: float) -> Tensor:
        """`x` (…, width) to the same shape; computed in float32."""
        kind = x.dtype
        x = x.float()
        size = torch.linalg.vector_norm(x, dim=-1, keepdim=True)
        scale = size.square_().div_(x.shape[-1]).add_(epsilon).rsqrt_()
        ctx.save_for_backward(x, weight, scale)
        ctx.kind = kind
        made: Tensor = (x * scale).mul_(weight)
        return made.to(kind)

    @staticmethod
    @once_differentiable
    def backward(ctx: Any, gradient: Tensor) -> tuple[Tensor | None, ...]:
        """For x, and for w where it learns."""
        breathe()
        x, weight, scale = ctx.saved_tensors
        gradient = gradient.float()
        of_weight = None
        if ctx.needs_input_grad[1]:
            of_weight = (gradient * x).mul_(scale).flatten(0, -2).sum(0)
        of_x = None
        if ctx.needs_input_grad[0]:
            of_x = gradient * weight
            along = torch.linalg.vecdot(of_x, x)[..., None]
            along = along.mul_(scale.square()).div_(-x.shape[-1])
            of_x = of_x.addcmul_(x, along).mul_(scale).to(ctx.kind)
        return of_x, of_weight, None


class Gate(torch.autograd.Function):
    """silu(gate) · up (arXiv:2002.05202)."""

    @staticmethod
    def forward(ctx: Any, gate: Tensor, up: Tensor) -> Tensor:
        """Both of one shape."""
        ctx.save_for_backward(gate, up)
        return nn.functional.silu(gate).mul_(up)

    @staticmethod
    @once_differentiable
    def backward(ctx: Any, gradient: Tensor) -> tuple[Tensor, Tensor]:
        """For both."""
        breathe()
        gate, up = ctx.saved_tensors
        of_up = nn.functional.silu(gate).mul_(gradient)
        of_gate = torch.ops.aten.silu_backward(gradient * up, gate)
        return of_gate, of_up


class Turn(torch.autograd.Function):
    """Queries or keys turned by their places (arXiv:2104.09864), heads first."""

    @staticmethod
    def forward(ctx: Any, x: Tensor, cosines: Tensor, sines: Tensor) -> Tensor:
        """`x` (T, heads, head width) and angles (T, half of it) to (heads, T, head width)."""
        ctx.save_for_backward(cosines, sines)
        return _turned(x, cosines, sines).transpose(0, 1)

    @staticmethod
    @once_differentiable
    def backward(ctx: Any, gradient: Tensor) -> tuple[Tensor, None, None]:
        """Turned back."""
        cosines, sines = ctx.saved_tensors
        return _turned(gradient.transpose(0, 1), cosines, -sines), None, None


def _turned(x: Tensor, cosines: Tensor, sines: Tensor) -> Tensor:
    """`x` of shape (T, heads, width) to the same, laid out with heads first if x is not."""
    half = x.shape[-1] // 2
    first, second = x[..., :half], x[..., half:]
    cosines, sines = cosines[:, None].to(x.dtype), sines[:, None].to(x.dtype)
    tokens, heads, width = x.shape
    made = x.new_empty(heads, tokens, width).transpose(0, 1)
    if not x.is_contiguous():
        made = x.new_empty(tokens, heads, width)
    torch.mul(first, cosines, out=made[..., :half])
    made[..., :half].addcmul_(second, sines, value=-1)
    torch.mul(second, cosines, out=made[..., half:])
    made[..., half:].addcmul_(first, sines)
    return made


class Seen(torch.autograd.Function):
    """Attention of an example's tokens to those before them, what they saw kept."""

    @staticmethod
    def forward(
        ctx: Any, queries: Tensor, keys: Tensor, values: Tensor, places: Sequence[int] | None
    ) -> Tensor:
        """`queries` (heads, n, width), scaled; `keys`, `values` (key heads, T, width); `places`: of
        the n queries among the T tokens, None for all of them. To (heads, n, width)."""
        heads, count, width = queries.shape
        groups = keys.shape[0]
        across = keys.transpose(1, 2)
        made = torch.empty_like(queries)
        kept = []
        for first, last, end, mask in _chunks(count, places, queries):
            some = queries[:, first:last].reshape(groups, -1, width)
            scores = torch.bmm(some, across[:, :, :end])
            scores.view(heads, last - first, end).add_(mask)
            seen = torch.softmax(scores, -1)
            made[:, first:last] = torch.bmm(seen, values[:, :end]).view(heads, -1, width)
            kept.append(seen)
        ctx.save_for_backward(queries, keys, values, *kept)
        ctx.places = places
        return made

    @staticmethod
    @once_differentiable
    def backward(ctx: Any, gradient: Tensor) -> tuple[Tensor | None, ...]:
        """For queries, keys and values."""
        queries, keys, values, *kept = ctx.saved_tensors
        heads, count, width = queries.shape
        groups = keys.shape[0]
        across = values.transpose(1, 2)
        of_queries = torch.empty_like(queries)
        of_keys, of_values = torch.zeros_like(keys), torch.zeros_like(values)
        for (first, last, end, _), seen in zip(
            _chunks(count, ctx.places, queries), kept, strict=True
        ):
            some = queries[:, first:last].reshape(groups, -1, width)
            given = gradient[:, first:last].reshape(groups, -1, width)
            of_values[:, :end].baddbmm_(seen.transpose(1, 2), given)
            scores = torch._softmax_backward_data(
                torch.bmm(given, across[:, :, :end]), seen, -1, seen.dtype
            )
            of_queries[:, first:last] = torch.bmm(scores, keys[:, :end]).view(heads, -1, width)
            of_keys[:, :end].baddbmm_(scores.transpose(1, 2), some)
        return of_queries, of_keys, of_values, None


def _chunks(
    count: int, places: Sequence[int] | None, like: Tensor
) -> "list[tuple[int, int, int, Tensor]]":
    """Queries taken together: the first, the one after the last, how many tokens they may see, and
    a mask to add, of shape (1, queries, tokens): -inf for what comes after."""
    found = []
    for first in range(0, count, _CHUNK):
        last = min(count, first + _CHUNK)
        own = range(first, last) if places is None else places[first:last]
        there = torch.tensor(own, device=like.device)
        end = int(own[-1]) + 1
        after = torch.arange(end, device=like.device) > there[:, None]
        mask = like.new_zeros(after.shape).masked_fill_(after, float("-inf"))
        found.append((first, last, end, mask[None]))
    return found


def attended(
    queries: Tensor,
    keys: Tensor,
    values: Tensor,
    lengths: Sequence[int],
    places: Sequence[int] | None = None,
) -> Tensor:
    """Attention within each of a row's examples.

    `queries` (heads, n, width), scaled; `keys`, `values` (key heads, T, width); `lengths` of the
    examples, in all T; `places`: where in the row the n queries stand, rising, None for all T. To
    (n, heads · width).
    """
    ends = [0]
    for length in lengths:
        ends.append(ends[-1] + length)
    own: list[list[int] | None] = [None] * len(lengths)
    counts = list(lengths)
    if places is not None:
        own = [
            [place - begin for place in places if begin <= place < end]
            for begin, end in pairwise(ends)
        ]
        counts = [len(each or ()) for each in own]
    parts = zip(
        torch.split(queries, counts, 1),
        torch.split(keys, list(lengths), 1),
        torch.split(values, list(lengths), 1),
        own,
        strict=True,
    )
    made = [_one(some, key, value, chosen) for some, key, value, chosen in parts if some.shape[1]]
    whole = made[0] if len(made) == 1 else torch.cat(made, 1)
    return whole.transpose(0, 1).reshape(whole.shape[1], -1)


def _one(queries: Tensor, keys: Tensor, values: Tensor, places: list[int] | None) -> Tensor:
    if keys.shape[1] <= LONGEST_KEPT:
        made: Tensor = Seen.apply(queries, keys, values, places)  # type: ignore[no-untyped-call]
        return made
    mask = None
    if places is not None:
        there = torch.tensor(places, device=keys.device)
        mask = torch.arange(keys.shape[1], device=keys.device) <= there[:, None]
    fused: Tensor = nn.functional.scaled_dot_product_attention(
        queries[None],
        keys[None],
        values[None],
        attn_mask=mask,
        is_causal=mask is None,
        scale=1.0,
        enable_gqa=True,
    )
    return fused[0]
