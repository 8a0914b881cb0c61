"""P-tuning v2: keys and values in front of every layer's learn as they are (arXiv:2110.07602)."""

from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn

from core.training.method import Learnt
from core.training.methods import beginnings
from core.training.methods.plain import Plain
from core.training.methods.virtual_tokens import Prefixed

if TYPE_CHECKING:
    from core.training.opened_base import Base
    from core.types import LessonPlan


class PTuningV2(Plain):
    """As many keys and values for each layer as the plan has virtual tokens."""

    def encoder(self, begun: Tensor, plan: "LessonPlan") -> nn.Module:
        """What gives keys and values when called; `begun` has shape (layers, 2, V, key heads, head
        width)."""
        return beginnings.Table(begun)

    def wrap(self, base: "Base", plan: "LessonPlan") -> nn.Module:
        """A model around the base's."""
        begun = beginnings.keys_and_values(base, plan)
        return Prefixed(base.model, self.encoder(begun, plan))

    @torch.no_grad()
    def learnt(self, model: nn.Module, base: "Base", plan: "LessonPlan") -> Learnt:
        """The prefix."""
        assert isinstance(model, Prefixed)
        return Learnt(prefix=model.virtual().float().clone())
