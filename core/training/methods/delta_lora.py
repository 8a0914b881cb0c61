"""Delta-LoRA: the weights move along with each change of BA (arXiv:2309.02411).

After step K the paper adds λs(BA after − BA before) to W at each step. With λ fixed these add up to
λs(BA now − BA of step K): W need not be touched, may lie in blocks, and what has been learnt is an
adapter of twice the rank. The paper drops dropout, and so does this.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor, nn

from core.training.methods.low_rank import LowRankLinear, LowRankMethod, begun
from core.training.methods.options import option

if TYPE_CHECKING:
    from core.types import LessonPlan


class DeltaLora(LowRankMethod):
    """W + λs(BA − BA of step K) + sBA; gradients as if W were given."""

    def beside(self, layer: nn.Linear, plan: "LessonPlan", chance: torch.Generator) -> nn.Module:
        """The weights move from the first step where the plan says so."""
        a = begun(layer, plan.rank, chance)
        made = _DeltaLinear(layer, a, self.scale(plan), option(plan, "lambda"))
        if not option(plan, "start"):
            made.begin()
        return made

    def after_step(self, model: nn.Module, step: int, plan: "LessonPlan") -> None:
        """Take down A and B of step K."""
        if step == int(option(plan, "start")):
            for _, layer in _layers(model):
                layer.begin()

    def state(self, model: nn.Module) -> dict[str, Any]:
        """A and B of step K by layer, once it is reached."""
        return {name: each.then for name, each in _layers(model) if each.then is not None}

    def load(self, model: nn.Module, state: Mapping[str, Any]) -> None:
        """See core.training.method.Method."""
        for name, layer in _layers(model):
            then = state.get(name)
            device = layer.a.device
            layer.then = None if then is None else (then[0].to(device), then[1].to(device))


class _DeltaLinear(LowRankLinear):
    def __init__(self, layer: nn.Linear, a: Tensor, scale: float, share: float) -> None:
        super().__init__(layer, a, scale)
        self.share = share
        self.then: tuple[Tensor, Tensor] | None = None

    @torch.no_grad()
    def begin(self) -> None:
        self.then = (self.a.detach().clone(), self.b.detach().clone())

    def factors(self) -> tuple[Tensor, Tensor]:
        """Twice the rank. B counts 1 + λ and A's gradient is made smaller by as much: the sum is as
        above, and neither learns from what stands for W."""
        if self.then is None:
            return self.a, self.b
        a, b = self.then
        part = 1 / (1 + self.share)
        ours = self.a * part + self.a.detach() * (1 - part)
        theirs = self.b + self.b.detach() * self.share
        return torch.cat([ours, a]), torch.cat([theirs, b * -self.share], 1)

    @torch.no_grad()
    def learnt(self) -> tuple[Tensor, Tensor]:
        if self.then is None:
            return super().learnt()
        a, b = self.then
        wide = torch.cat([self.b * (1 + self.share), b * -self.share], 1)
        return torch.cat([self.a, a]).float(), wide.float() * self.scale


def _layers(model: nn.Module) -> list[tuple[str, _DeltaLinear]]:
    return [(name, each) for name, each in model.named_modules() if isinstance(each, _DeltaLinear)]
