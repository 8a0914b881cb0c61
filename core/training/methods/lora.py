"""LoRA: a product of low rank is learnt beside each frozen one (arXiv:2106.09685).

Our own rather than peft's, whose layer makes three results of the size of the output where one is
needed, and whose import costs several seconds; tests hold the two against each other.
"""

from core.training.methods.low_rank import LowRankMethod


class Lora(LowRankMethod):
    """W + α/r · BA, A even at random and B zero at first."""
