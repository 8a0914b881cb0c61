"""QLoRA: LoRA over a base in four bits (arXiv:2305.14314).

From a folder the base is kept in NF4 with double quantisation, by bitsandbytes. A GGUF file is four
bits already: training on its own blocks leaves no gap between what is trained and what answers.
"""

from typing import TYPE_CHECKING, Any

from core.training.method import learning
from core.training.methods.low_rank import LowRankMethod
from core.training.methods.optimisers import adamw

if TYPE_CHECKING:
    import torch
    from torch import nn

    from core.training.opened_base import Base
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

    def wrap(self, base: "Base", plan: "LessonPlan") -> "nn.Module":
        """As for LoRA."""
        for layer in base.model.modules():
            four_bit: Any = layer
            if hasattr(four_bit, "support_avx512bf16_for_cpu"):
                # On some processors bitsandbytes would lay the weights out anew when an answer is
                # written, for products in bfloat16: what is learnt next would depend on it.
                four_bit.support_avx512bf16_for_cpu = False
        return super().wrap(base, plan)
