"""DPO: the better answer of two is made likelier than the worse, beside how likely both were
(arXiv:2305.18290)."""

from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn

from core.training.batches import Batch, log_probabilities
from core.training.methods.low_rank import LowRankMethod, without_it
from core.training.methods.options import DEFAULTS, option

if TYPE_CHECKING:
    from core.training.opened_base import Base
    from core.types import LessonPlan


class Dpo(LowRankMethod):
    """LoRA that learns from pairs; the model without it is what it is measured against."""

    def __init__(self) -> None:
        self._beta = DEFAULTS["beta"]

    def wrap(self, base: "Base", plan: "LessonPlan") -> nn.Module:
        """As for LoRA."""
        self._beta = option(plan, "beta")
        return super().wrap(base, plan)

    def loss(self, model: nn.Module, batch: Batch) -> Tensor:
        """Mean over the batch's pairs of −log σ(β · how much more the better one has gained).

        Raises:
            ValueError: examples without a worse answer.
        """
        if batch.rejected is None:
            raise ValueError("DPO learns from pairs of answers")
        with torch.no_grad(), without_it(model):
            before = log_probabilities(model, batch) - log_probabilities(model, batch.rejected)
        now = log_probabilities(model, batch) - log_probabilities(model, batch.rejected)
        return -nn.functional.logsigmoid(self._beta * (now - before)).mean()
