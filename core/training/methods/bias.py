"""BitFit: only what is added after each product learns (arXiv:2106.10199)."""

from typing import TYPE_CHECKING

import torch
from torch import nn

from core.training.method import Learnt
from core.training.methods.layers import linears
from core.training.methods.plain import Plain

if TYPE_CHECKING:
    from core.training.opened_base import Base
    from core.types import LessonPlan

_PLACES = {
    "llama": ("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"),
    "qwen2": ("q_proj", "k_proj", "v_proj"),
    "qwen3": ("q_proj", "k_proj", "v_proj"),
}
"""Products that llama.cpp adds a bias to, by architecture."""


class Bias(Plain):
    """Biases wherever chat's program takes one; those that the base lacks begin as zeros."""

    dense = True

    def wrap(self, base: "Base", plan: "LessonPlan") -> nn.Module:
        """The base's model itself."""
        places = _PLACES[base.architecture]
        for name, layer in linears(base.model, plan):
            if name.rpartition(".")[2] not in places:
                continue
            if layer.bias is None:
                zeros = torch.zeros(layer.out_features, device=layer.weight.device)
                layer.bias = nn.Parameter(zeros)
            layer.bias.requires_grad_(True)
        return base.model

    def learnt(self, model: nn.Module, base: "Base", plan: "LessonPlan") -> Learnt:
        """All weights; biases that the base lacks are further entries."""
        return Learnt(weights=model.state_dict())
