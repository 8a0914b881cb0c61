"""QLoRA: LoRA over a base in four bits (arXiv:2305.14314).

From a folder the base is kept in NF4 with double quantisation, by bitsandbytes. A GGUF file is four
bits already: training on its own blocks leaves no gap between what is trained and what answers.
"""

from typing import TYPE_CHECKING

from core.training.method import learning
from core.training.methods.low_rank import LowRankMethod
from core.training.methods.optimisers import adamw

if TYPE_CHECKING:
    import torch
    from torch import nn

    from core.types import LessonPlan


class GgufQlora(LowRankMethod):
    """LoRA over ggml's blocks; the moments of the optimiser lie in a mapped file."""

    def optimizer(
        self, model: "nn.Module", plan: "LessonPlan", rate: float
    ) -> "torch.optim.Optimizer":
        """AdamW whose moments the system may push out of memory."""
        return adamw([each for _, each in learning(model)], plan, rate, paged=True)


class Qlora(GgufQlora):
    """LoRA over NF4."""

    nf4 = True
