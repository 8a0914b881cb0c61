"""LoRA+: B learns faster than A (arXiv:2402.12354)."""

from typing import TYPE_CHECKING

from core.training.method import learning
from core.training.methods.low_rank import LowRankMethod
from core.training.methods.optimisers import adamw
from core.training.methods.options import option

if TYPE_CHECKING:
    import torch
    from torch import nn

    from core.types import LessonPlan


class LoraPlus(LowRankMethod):
    """LoRA whose B has `ratio` times the rate of its A, 16 as the paper advises."""

    def optimizer(
        self, model: "nn.Module", plan: "LessonPlan", rate: float
    ) -> "torch.optim.Optimizer":
        """AdamW over two groups: A at `rate`, B at more."""
        named = learning(model)
        slow = [each for name, each in named if name.endswith(".a")]
        fast = [each for name, each in named if name.endswith(".b")]
        groups = [
            {"params": slow, "lr": rate},
            {"params": fast, "lr": rate * option(plan, "ratio")},
        ]
        return adamw(groups, plan, rate)
