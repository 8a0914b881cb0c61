"""Which layers of a model learn, and the numbers of frozen ones."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor, nn

from core.training.block_layers import BlockLinear
from core.training.gguf_base import LINEAR

if TYPE_CHECKING:
    from core.types import LessonPlan


def taught(model: nn.Module, plan: "LessonPlan") -> range:
    """The layers that learn: all, or the upper quarter where the plan says "fast"."""
    count = len(decoder_layers(model))
    return range(count - max(1, count // 4) if plan.fast else 0, count)


def decoder_layers(model: nn.Module) -> nn.ModuleList:
    """The layers of a causal model of transformers, lowest first."""
    layers: nn.ModuleList = model.get_submodule("model.layers")  # type: ignore[assignment]
    return layers


def linears(model: nn.Module, plan: "LessonPlan") -> Iterator[tuple[str, nn.Linear]]:
    """The products of the layers that learn, by their names in the model, in a stable order."""
    for number in taught(model, plan):
        for part in LINEAR:
            name = f"model.layers.{number}.{part}"
            layer: nn.Linear = model.get_submodule(name)  # type: ignore[assignment]
            yield name, layer


def numbers(layer: nn.Linear, dtype: torch.dtype) -> Tensor:
    """Weights of a frozen layer, shape (out, in), whether they lie in blocks of ggml, in four bits
    of bitsandbytes or as they are."""
    if isinstance(layer, BlockLinear):
        return layer.blocks.numbers().to(dtype)
    state: Any = getattr(layer.weight, "quant_state", None)
    if state is not None:
        from bitsandbytes.functional import dequantize_4bit

        four_bit: Tensor = dequantize_4bit(layer.weight.data, state)
        return four_bit.to(dtype)
    return layer.weight.to(dtype)


def computing(x: Tensor) -> Tensor:
    """`x` in the type that products are made in: that of autocast where it is on.

    Functions with a backward of their own see to it themselves, so that both ways agree.
    """
    kind = x.device.type
    return x.to(torch.get_autocast_dtype(kind)) if torch.is_autocast_enabled(kind) else x


def generator(plan: "LessonPlan") -> torch.Generator:
    """Chance that is the same for the same plan, whatever else has drawn."""
    return torch.Generator().manual_seed(plan.seed)


def device_of(model: nn.Module) -> torch.device:
    """Where the model computes."""
    return next(model.parameters()).device
