"""What most methods have in common: AdamW, the usual loss, nothing to do after a step."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from core.training.method import learning
from core.training.methods.optimisers import adamw

if TYPE_CHECKING:
    import torch
    from torch import Tensor, nn

    from core.types import LessonPlan


class Plain:
    """The parts of core.training.method.Method that a method may leave as they are."""

    dense = False
    nf4 = False
    packs = True
    """Several examples may stand side by side in a row, each from place 0."""
    caches = True
    """Answers may be written with `past_key_values`, empty at first."""

    def optimizer(
        self, model: "nn.Module", plan: "LessonPlan", rate: float
    ) -> "torch.optim.Optimizer":
        """AdamW over all that learns."""
        return adamw([each for _, each in learning(model)], plan, rate)

    def loss(self, model: "nn.Module", batch: Any) -> "Tensor | None":
        """The mean cross-entropy of the answers' tokens."""
        return None

    def after_step(self, model: "nn.Module", step: int, plan: "LessonPlan") -> None:
        """Nothing."""

    def state(self, model: "nn.Module") -> dict[str, Any]:
        """Nothing besides the parameters."""
        return {}

    def load(self, model: "nn.Module", state: Mapping[str, Any]) -> None:
        """Nothing to take up."""
