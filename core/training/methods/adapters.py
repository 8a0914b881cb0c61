"""Adapters: small networks behind attention and behind each feed-forward part (arXiv:1902.00751).

Not linear, so only PyTorch can run what was learnt.
"""

from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn

from core.training.gguf_base import put
from core.training.method import Learnt
from core.training.methods.layers import computing, generator, linears
from core.training.methods.low_rank import begun
from core.training.methods.options import option
from core.training.methods.plain import Plain

if TYPE_CHECKING:
    from core.training.opened_base import Base
    from core.types import LessonPlan

_BEHIND = ("o_proj", "down_proj")


class Adapters(Plain):
    """h + up(gelu(down(h))) on what goes back into the residual stream; it begins as h itself."""

    def wrap(self, base: "Base", plan: "LessonPlan") -> nn.Module:
        """The base's model itself, two products of each layer replaced."""
        chance = generator(plan)
        width = int(option(plan, "bottleneck"))
        for name, layer in list(linears(base.model, plan)):
            if name.endswith(_BEHIND):
                put(base.model, name, AdaptedLinear(layer, width, chance))
        return base.model

    def learnt(self, model: nn.Module, base: "Base", plan: "LessonPlan") -> Learnt:
        """Weights of the small networks, as "….o_proj.down.weight"."""
        made = {
            f"{name}.{called}": each.detach().float().clone()
            for name, module in model.named_modules()
            if isinstance(module, AdaptedLinear)
            for called, each in module.named_parameters()
            if not called.startswith("layer.")
        }
        return Learnt(modules=made)


class AdaptedLinear(nn.Module):
    """A linear layer, frozen, and a small network behind it."""

    def __init__(self, layer: nn.Linear, width: int, chance: torch.Generator) -> None:
        super().__init__()
        self.layer = layer
        device = layer.weight.device
        self.down = nn.Linear(layer.out_features, width, device=device)
        self.up = nn.Linear(width, layer.out_features, device=device)
        with torch.no_grad():
            self.down.weight.copy_(begun(self.down, width, chance))
            for zero in (self.down.bias, self.up.weight, self.up.bias):
                zero.zero_()

    def forward(self, x: Tensor) -> Tensor:
        """Shape (…, in) to (…, out)."""
        made: Tensor = computing(self.layer(x))
        inside = nn.functional.gelu(_applied(self.down, made))
        return made + _applied(self.up, inside)


def _applied(layer: nn.Linear, x: Tensor) -> Tensor:
    return nn.functional.linear(x, layer.weight.to(x.dtype), layer.bias.to(x.dtype))
