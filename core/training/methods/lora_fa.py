"""LoRA-FA: A stays as it was drawn and B alone learns (arXiv:2308.03303).

Layers then need their inputs for nothing on the way back, only A's few numbers for each token.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor, nn

from core.training.methods.low_rank import LowRankLinear, LowRankMethod

if TYPE_CHECKING:
    from core.types import LessonPlan


class LoraFa(LowRankMethod):
    """W + α/r · BA, of which only B learns, along the gradient that is nearest to W's own."""

    def beside(self, layer: nn.Linear, plan: "LessonPlan", chance: torch.Generator) -> nn.Module:
        """As for LoRA; A is frozen."""
        made = super().beside(layer, plan, chance)
        made.get_parameter("a").requires_grad_(False)
        return made

    def optimizer(
        self, model: nn.Module, plan: "LessonPlan", rate: float
    ) -> "torch.optim.Optimizer":
        """AdamW on projected gradients."""
        layers = [each for each in model.modules() if isinstance(each, LowRankLinear)]
        return ProjectedAdamW(layers, lr=rate, weight_decay=plan.weight_decay, fused=True)


class ProjectedAdamW(torch.optim.AdamW):
    """AdamW for B of layers whose A is fixed.

    The gradient G of B becomes s⁻² G (A Aᵀ)⁻¹: of all changes of B the one whose effect on W is
    nearest to W's own gradient, as peft's optimiser takes it too. A never changes, so the inverses
    are made once.
    """

    def __init__(self, layers: Sequence[LowRankLinear], **figures: Any) -> None:
        super().__init__([each.b for each in layers], **figures)
        self._projections = [_projection(each.a, each.scale) for each in layers]

    @torch.no_grad()
    def step(self, closure: Any = None) -> Any:
        """See torch.optim.Optimizer; gradients are projected in place."""
        learnt = self.param_groups[0]["params"]
        for b, projection in zip(learnt, self._projections, strict=True):
            if b.grad is not None:
                b.grad.copy_(b.grad @ projection)
        return super().step(closure)


def _projection(a: Tensor, scale: float) -> Tensor:
    """s⁻² (A Aᵀ)⁻¹, shape (rank, rank)."""
    wide = a.detach().cpu().double()  # Apple's graphics processors know no such numbers
    inverse: Tensor = torch.linalg.pinv(wide @ wide.T)
    return (inverse / scale**2).to(a.device, a.dtype)
