"""AdamW over what learns."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor

if TYPE_CHECKING:
    from core.types import LessonPlan


def adamw(
    parameters: Iterable[Tensor] | Sequence[dict[str, Any]], plan: "LessonPlan", rate: float
) -> torch.optim.Optimizer:
    """AdamW (arXiv:1711.05101), all small matrices in one pass over them."""
    return torch.optim.AdamW(parameters, lr=rate, weight_decay=plan.weight_decay, fused=True)
