"""P-tuning: a small network makes the embeddings of a prompt (arXiv:2103.10385)."""

from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn

from core.training.methods.beginnings import silent
from core.training.methods.options import option
from core.training.methods.prompt import PromptTuning

if TYPE_CHECKING:
    from core.types import LessonPlan


class PTuning(PromptTuning):
    """An LSTM that reads both ways and two layers behind it; only what it makes is kept."""

    def encoder(self, begun: Tensor, plan: "LessonPlan") -> nn.Module:
        """Makes what is added to real embeddings, nothing at first."""
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(plan.seed)
            made = _Encoder(begun.cpu(), int(option(plan, "hidden")))
        return made.to(begun.device)


class _Encoder(nn.Module):
    begun: Tensor

    def __init__(self, begun: Tensor, hidden: int) -> None:
        super().__init__()
        count, width = begun.shape
        self.register_buffer("begun", begun, persistent=False)
        self.words = nn.Parameter(torch.randn(count, hidden))
        self.reader = nn.LSTM(hidden, hidden, 2, bidirectional=True, batch_first=True)
        last = silent(nn.Linear(2 * hidden, width))
        self.head = nn.Sequential(nn.Linear(2 * hidden, 2 * hidden), nn.ReLU(), last)

    def forward(self) -> Tensor:
        read, _ = self.reader(self.words[None])
        added: Tensor = self.head(read[0])
        return self.begun + added
