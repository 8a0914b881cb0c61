"""VeRA: all layers share two random matrices and learn two vectors each (arXiv:2310.11454)."""

from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor, nn
from torch.autograd.function import once_differentiable

from core.training.gguf_base import put
from core.training.methods.layers import computing, device_of, generator, linears, numbers
from core.training.methods.low_rank import BesideLinear, LowRankMethod
from core.training.methods.options import option

if TYPE_CHECKING:
    from core.training.opened_base import Base
    from core.types import LessonPlan

_BEGIN = 0.1
"""Of d, as in the paper's experiments."""


class Vera(LowRankMethod):
    """W + diag(b) B diag(d) A, of which b and d learn.

    A is shared by all layers of the same width of input, B by those of the same width of output.
    The plan's option "projection" is their rank, which costs nothing to learn.
    """

    def wrap(self, base: "Base", plan: "LessonPlan") -> nn.Module:
        """See LowRankMethod; what is shared is drawn first, by width."""
        chance, device = generator(plan), device_of(base.model)
        rank = int(option(plan, "projection"))
        layers = list(linears(base.model, plan))
        down = {each.in_features for _, each in layers}
        up = {each.out_features for _, each in layers}
        shared = {width: _drawn(rank, width, chance).to(device) for width in sorted(down)}
        spread = {width: _drawn(width, rank, chance).to(device) for width in sorted(up)}
        for name, layer in layers:
            a, b = shared[layer.in_features], spread[layer.out_features]
            put(base.model, name, VeraLinear(layer, a, b))
        return base.model


class VeraLinear(BesideLinear):
    """A linear layer, frozen, and two vectors."""

    def __init__(self, layer: nn.Linear, a: Tensor, b: Tensor) -> None:
        """`a` (rank, in) and `b` (out, rank) are shared and never learn."""
        super().__init__(layer)
        self.shared = (a, b)
        self.d = nn.Parameter(torch.full((a.shape[0],), _BEGIN, device=a.device))
        self.b = nn.Parameter(torch.zeros(layer.out_features, device=a.device))

    def forward(self, x: Tensor) -> Tensor:
        """Shape (…, in) to (…, out)."""
        x = computing(x)
        a, b = (each.to(x.dtype) for each in self.shared)
        vectors = self.d.to(x.dtype), self.b.to(x.dtype)
        made: Tensor = _Product.apply(x, *vectors, a, b, self.layer)  # type: ignore[no-untyped-call]
        return made

    @torch.no_grad()
    def learnt(self) -> tuple[Tensor, Tensor]:
        """See BesideLinear; the rank is that of what is shared."""
        a, b = self.shared
        return self.d[:, None].float() * a, self.b[:, None].float() * b


class _Product(torch.autograd.Function):
    """Wx + b ∘ B(d ∘ Ax); of the inputs only Ax is kept."""

    @staticmethod
    def forward(
        ctx: Any, x: Tensor, d: Tensor, b: Tensor, down: Tensor, up: Tensor, layer: nn.Linear
    ) -> Tensor:
        rows = x.reshape(-1, x.shape[-1])
        bias = None if layer.bias is None else layer.bias.to(x.dtype)
        made = nn.functional.linear(rows, numbers(layer, x.dtype), bias)
        inner = rows @ down.T
        made.addcmul_((inner * d) @ up.T, b)
        ctx.layer, ctx.shape = layer, x.shape
        ctx.save_for_backward(inner, d, b, down, up)
        return made.view(*x.shape[:-1], -1)

    @staticmethod
    @once_differentiable
    def backward(ctx: Any, *gradients: Tensor) -> tuple[Tensor | None, ...]:
        inner, d, b, down, up = ctx.saved_tensors
        gradient = gradients[0].reshape(-1, b.shape[0])
        of_b = torch.einsum("no,no->o", gradient, (inner * d) @ up.T)
        inside = (gradient * b) @ up
        of_d = torch.einsum("nr,nr->r", inside, inner)
        of_x = None
        if ctx.needs_input_grad[0]:
            of_x = gradient @ numbers(ctx.layer, gradient.dtype)
            of_x = of_x.addmm_(inside * d, down).view(ctx.shape)
        return of_x, of_d, of_b, None, None, None


def _drawn(rows: int, columns: int, chance: torch.Generator) -> Tensor:
    """Even within ±√(6 / columns) (He et al.), shape (rows, columns)."""
    bound = (6 / columns) ** 0.5
    return torch.empty(rows, columns).uniform_(-bound, bound, generator=chance)
