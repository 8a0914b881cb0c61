"""DoRA: size and direction of weights learn apart (arXiv:2402.09353)."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn

from core.training.method import Learnt
from core.training.methods.layers import numbers
from core.training.methods.low_rank import LowRankLinear, LowRankMethod, begun, product

if TYPE_CHECKING:
    from core.training.opened_base import Base
    from core.types import LessonPlan


class Dora(LowRankMethod):
    """m · (W + sBA) / ‖W + sBA‖, each row by itself; m, A and B learn.

    Not of low rank, so what was learnt is a model of its own.
    """

    dense = True

    def beside(self, layer: nn.Linear, plan: "LessonPlan", chance: torch.Generator) -> nn.Module:
        """The sizes begin as those of the layer's rows."""
        return DoraLinear(layer, begun(layer, plan.rank, chance), self.scale(plan), plan.dropout)

    def learnt(self, model: nn.Module, base: "Base", plan: "LessonPlan") -> Learnt:
        """All weights, those that learnt as they have become."""
        return Learnt(weights=_Merged(model))


class DoraLinear(LowRankLinear):
    """A linear layer, frozen, whose rows are turned by BA and made m long."""

    def __init__(self, layer: nn.Linear, a: Tensor, scale: float, dropout: float = 0.0) -> None:
        super().__init__(layer, a, scale, dropout)
        squares = numbers(layer, torch.float32).square().sum(1)
        self.register_buffer("squares", squares, persistent=False)
        self.m = nn.Parameter(squares.sqrt())

    @torch.no_grad()
    def sizes(self) -> Tensor:
        """‖W + sBA‖ of each row, shape (out,), without making W + sBA.

        Held fixed in gradients, as the paper does (its section 4.3).
        """
        mixed = numbers(self.layer, torch.float32) @ self.a.T
        inner = self.b @ (self.a @ self.a.T)
        squares: Tensor = self.get_buffer("squares")
        both = squares + (self.b * (2 * self.scale * mixed + self.scale**2 * inner)).sum(1)
        return both.clamp_min(1e-24).sqrt()

    def forward(self, x: Tensor) -> Tensor:
        """Shape (…, in) to (…, out)."""
        stretch = self.m / self.sizes()
        if self.dropout and self.training:
            # As peft: what is dropped is dropped for BA alone.
            dropped = nn.functional.dropout(x, self.dropout)
            made = nn.functional.linear(x, numbers(self.layer, x.dtype))
            small = nn.functional.linear(dropped, self.a.to(x.dtype))
            made = made + nn.functional.linear(small, self.b.to(x.dtype)) * self.scale
        else:
            made = product(x, self.a, self.b, self.layer, self.scale, biased=False)
        made = made * stretch.to(made.dtype)
        return made if self.layer.bias is None else made + self.layer.bias

    @torch.no_grad()
    def weight(self) -> Tensor:
        """The merged weight, float32 (out, in)."""
        turned = numbers(self.layer, torch.float32) + self.b @ self.a * self.scale
        return turned * (self.m / self.sizes())[:, None]


class _Merged(Mapping[str, Tensor]):
    """The state dict of the merged model; each weight is made when it is asked for."""

    def __init__(self, model: nn.Module) -> None:
        self._layers = {
            f"{name}.weight": each
            for name, each in model.named_modules()
            if isinstance(each, DoraLinear)
        }
        own = (".a", ".b", ".m")
        self._rest: dict[str, Tensor] = {}
        for name, each in model.state_dict().items():
            inner, _, last = name.rpartition(".")
            wrapped = inner.removesuffix(".layer")
            if f"{wrapped}.weight" not in self._layers:
                self._rest[name] = each
            elif not name.endswith(own) and last != "weight":
                self._rest[f"{wrapped}.{last}"] = each

    def __getitem__(self, name: str) -> Tensor:
        layer = self._layers.get(name)
        return self._rest[name] if layer is None else layer.weight()

    def __iter__(self) -> Iterator[str]:
        yield from self._layers
        yield from self._rest

    def __len__(self) -> int:
        return len(self._layers) + len(self._rest)
