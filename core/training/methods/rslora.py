"""rsLoRA: a scale that suits high ranks too (arXiv:2312.03732)."""

import math
from typing import TYPE_CHECKING

from core.training.methods.low_rank import LowRankMethod

if TYPE_CHECKING:
    from core.types import LessonPlan


class RsLora(LowRankMethod):
    """W + α/√r · BA."""

    def scale(self, plan: "LessonPlan") -> float:
        """Falls with the root of the rank, so that gradients keep their size as it grows."""
        return plan.alpha / math.sqrt(plan.rank)
