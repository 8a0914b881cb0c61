"""Prompt tuning: embeddings in front of every prompt learn (arXiv:2104.08691)."""

from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn

from core.training.method import Learnt
from core.training.methods import beginnings
from core.training.methods.plain import Plain
from core.training.methods.virtual_tokens import SoftPrompted

if TYPE_CHECKING:
    from core.training.opened_base import Base
    from core.types import LessonPlan


class PromptTuning(Plain):
    """As many embeddings as the plan has virtual tokens."""

    def encoder(self, begun: Tensor, plan: "LessonPlan") -> nn.Module:
        """What gives the embeddings when called; `begun` has shape (V, width)."""
        return beginnings.Table(begun)

    def wrap(self, base: "Base", plan: "LessonPlan") -> nn.Module:
        """A model around the base's."""
        begun = beginnings.embeddings(base, plan)
        return SoftPrompted(base.model, self.encoder(begun, plan))

    @torch.no_grad()
    def learnt(self, model: nn.Module, base: "Base", plan: "LessonPlan") -> Learnt:
        """The embeddings."""
        assert isinstance(model, SoftPrompted)
        return Learnt(soft_prompt=model.virtual().float().clone())
