"""Prefix tuning: a small network makes keys and values for every layer (arXiv:2101.00190)."""

from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn

from core.training.methods.beginnings import silent
from core.training.methods.options import option
from core.training.methods.p_tuning_v2 import PTuningV2

if TYPE_CHECKING:
    from core.types import LessonPlan


class PrefixTuning(PTuningV2):
    """A narrow matrix of virtual tokens and two layers behind it; only what they make is kept."""

    def encoder(self, begun: Tensor, plan: "LessonPlan") -> nn.Module:
        """Makes what is added to real keys and values, nothing at first."""
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(plan.seed)
            made = _Encoder(begun.cpu(), int(option(plan, "hidden")))
        return made.to(begun.device)


class _Encoder(nn.Module):
    begun: Tensor

    def __init__(self, begun: Tensor, hidden: int) -> None:
        super().__init__()
        layers, _, count, heads, width = begun.shape
        self.register_buffer("begun", begun, persistent=False)
        self.words = nn.Parameter(torch.randn(count, hidden))
        last = silent(nn.Linear(hidden, layers * 2 * heads * width))
        self.head = nn.Sequential(nn.Linear(hidden, hidden), nn.Tanh(), last)

    def forward(self) -> Tensor:
        layers, both, count, heads, width = self.begun.shape
        added: Tensor = self.head(self.words).view(count, layers, both, heads, width)
        return self.begun + added.permute(1, 2, 0, 3, 4)
