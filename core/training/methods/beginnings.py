"""What virtual tokens begin as: real ones of the base, which it knows how to read.

A prompt of words learns better than one of noise (arXiv:2104.08691, section 3.2), and so does a
prefix (arXiv:2101.00190, section 7.4).
"""

from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor, nn
from transformers.cache_utils import DynamicCache

from core.training.methods.layers import device_of, generator

if TYPE_CHECKING:
    from core.training.opened_base import Base
    from core.types import LessonPlan

_COMMON = 5000
"""Tokens that vocabularies name first are common ones."""


@torch.no_grad()
def embeddings(base: "Base", plan: "LessonPlan") -> Tensor:
    """Of some tokens, float32 (V, width)."""
    layer: Any = base.model.get_input_embeddings()  # type: ignore[operator]
    found: Tensor = layer(_tokens(base, plan))[0]
    return found.float().clone()


@torch.no_grad()
def keys_and_values(base: "Base", plan: "LessonPlan") -> Tensor:
    """What the base's cache holds after some tokens.

    float32 of shape (layers, 2, V, key heads, head width).
    """
    cache = DynamicCache(config=base.config)
    base.model(
        input_ids=_tokens(base, plan), past_key_values=cache, use_cache=True, logits_to_keep=1
    )
    layers: Any = cache.layers
    found = [torch.stack([each.keys[0], each.values[0]]) for each in layers]
    return torch.stack(found).transpose(2, 3).float().contiguous()


def _tokens(base: "Base", plan: "LessonPlan") -> Tensor:
    """V different words of the vocabulary, drawn by the plan's seed; shape (1, V)."""
    common = min(base.words.size, _COMMON)
    drawn = torch.randperm(common, generator=generator(plan)).tolist()
    words = [each for each in drawn if base.words.text([each]).strip()]
    count = plan.virtual_tokens
    repeated = words * (1 + count // max(1, len(words)))
    return torch.tensor([repeated[:count]], device=device_of(base.model))


def silent(layer: nn.Linear) -> nn.Linear:
    """The layer, giving nothing at first: what is added to real words begins as nothing."""
    nn.init.zeros_(layer.weight)
    nn.init.zeros_(layer.bias)
    return layer


class Table(nn.Module):
    """Virtual tokens that learn as they are."""

    def __init__(self, begun: Tensor) -> None:
        super().__init__()
        self.virtual = nn.Parameter(begun)

    def forward(self) -> Tensor:
        """All of them."""
        return self.virtual
