"""A frozen product with a learnt one of low rank beside it, W x + s B A x, and methods of such.

The two are one function with a backward of its own: the small product is added into the large one's
result rather than held beside it, weights in blocks are made into numbers for one product at a
time, and the input is kept for the backward pass only where A learns.
"""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor, nn
from torch.autograd.function import once_differentiable

from core.training.gguf_base import put
from core.training.method import Learnt
from core.training.methods.layers import computing, generator, linears, numbers
from core.training.methods.plain import Plain

if TYPE_CHECKING:
    from core.training.opened_base import Base
    from core.types import LessonPlan


class _Product(torch.autograd.Function):
    """Wx + b + s·BAx for rows x; gradients for x, A and B."""

    @staticmethod
    def forward(
        ctx: Any, x: Tensor, a: Tensor, b: Tensor, layer: nn.Linear, scale: float, biased: bool
    ) -> Tensor:
        """`x` (…, in), `a` (rank, in), `b` (out, rank) to (…, out)."""
        rows = x.reshape(-1, x.shape[-1])
        bias = layer.bias.to(x.dtype) if biased and layer.bias is not None else None
        made = nn.functional.linear(rows, numbers(layer, x.dtype), bias)
        inner = rows @ a.T
        made.addmm_(inner, b.T, alpha=scale)
        ctx.layer, ctx.scale, ctx.shape = layer, scale, x.shape
        ctx.save_for_backward(rows if ctx.needs_input_grad[1] else None, a, b, inner)
        return made.view(*x.shape[:-1], -1)

    @staticmethod
    @once_differentiable
    def backward(ctx: Any, *gradients: Tensor) -> tuple[Tensor | None, ...]:
        rows, a, b, inner = ctx.saved_tensors
        gradient = gradients[0].reshape(-1, b.shape[0])
        # Thin products are several times slower where the long side of one is turned.
        inside = (b.T @ gradient.T).T.contiguous().mul_(ctx.scale)
        of_x = of_a = of_b = None
        if ctx.needs_input_grad[0]:
            of_x = gradient @ numbers(ctx.layer, gradient.dtype)
            of_x = of_x.addmm_(inside, a).view(ctx.shape)
        if ctx.needs_input_grad[1]:
            of_a = inside.T @ rows
        if ctx.needs_input_grad[2]:
            of_b = (inner.T @ gradient).mul_(ctx.scale).T
        return of_x, of_a, of_b, None, None, None


def product(
    x: Tensor, a: Tensor, b: Tensor, layer: nn.Linear, scale: float, biased: bool = True
) -> Tensor:
    """The layer's result with s·BAx added, without its bias unless `biased`."""
    x = computing(x)
    made: Tensor = _Product.apply(  # type: ignore[no-untyped-call]
        x, a.to(x.dtype), b.to(x.dtype), layer, scale, biased
    )
    return made


class BesideLinear(nn.Module):
    """A linear layer, frozen, with something learnt beside it that is a product of low rank."""

    def __init__(self, layer: nn.Linear) -> None:
        super().__init__()
        self.layer = layer

    def learnt(self) -> tuple[Tensor, Tensor]:
        """A and B with all scales in them: the layer's weight has become W + BA."""
        raise NotImplementedError


class LowRankLinear(BesideLinear):
    """What LoRA and its kin learn: A and B, both or one of them."""

    def __init__(self, layer: nn.Linear, a: Tensor, scale: float, dropout: float = 0.0) -> None:
        """`a`: how A begins, shape (rank, in); B begins as zeros."""
        super().__init__(layer)
        self.a = nn.Parameter(a)
        self.b = nn.Parameter(torch.zeros(layer.out_features, a.shape[0], device=a.device))
        self.scale = scale
        self.dropout = dropout
        self.on = True

    def factors(self) -> tuple[Tensor, Tensor]:
        """A and B as the forward pass takes them; the scale is not in them."""
        return self.a, self.b

    def forward(self, x: Tensor) -> Tensor:
        """Shape (…, in) to (…, out)."""
        if not self.on:
            made: Tensor = self.layer(x)
            return made
        a, b = self.factors()
        if self.dropout and self.training:
            made = self.layer(x)
            x = nn.functional.dropout(x, self.dropout)
            small = nn.functional.linear(nn.functional.linear(x, a.to(x.dtype)), b.to(x.dtype))
            return made + small * self.scale
        return product(x, a, b, self.layer, self.scale)

    @torch.no_grad()
    def learnt(self) -> tuple[Tensor, Tensor]:
        """See BesideLinear."""
        return self.a.float().clone(), self.b.float() * self.scale


def begun(layer: nn.Linear, rank: int, chance: torch.Generator) -> Tensor:
    """A as LoRA begins it, shape (rank, in): even within ±1/√in (He et al., with √5 for leak)."""
    bound = 1 / math.sqrt(layer.in_features)
    made = torch.empty(rank, layer.in_features).uniform_(-bound, bound, generator=chance)
    return made.to(layer.weight.device)


@contextmanager
def without_it(model: nn.Module) -> Iterator[None]:
    """As long as it lasts the model answers as if it had learnt nothing."""
    layers = [each for each in model.modules() if isinstance(each, LowRankLinear)]
    for layer in layers:
        layer.on = False
    try:
        yield
    finally:
        for layer in layers:
            layer.on = True


class LowRankMethod(Plain):
    """A LowRankLinear for each product of the layers that learn."""

    def scale(self, plan: "LessonPlan") -> float:
        """What BA counts."""
        return plan.alpha / plan.rank

    def beside(self, layer: nn.Linear, plan: "LessonPlan", chance: torch.Generator) -> nn.Module:
        """What takes the place of a layer."""
        a = begun(layer, plan.rank, chance)
        return LowRankLinear(layer, a, self.scale(plan), plan.dropout)

    def wrap(self, base: "Base", plan: "LessonPlan") -> nn.Module:
        """The base's model itself, its products replaced."""
        chance = generator(plan)
        for name, layer in list(linears(base.model, plan)):
            put(base.model, name, self.beside(layer, plan, chance))
        return base.model

    def learnt(self, model: nn.Module, base: "Base", plan: "LessonPlan") -> Learnt:
        """A and B of every layer that learnt."""
        layers = [
            (name, each) for name, each in model.named_modules() if isinstance(each, BesideLinear)
        ]
        return Learnt(adapter={name: each.learnt() for name, each in layers})
