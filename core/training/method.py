"""What a method of teaching does, and what it hands on when it has ended.

TO ADD A METHOD: write a class that fits Method in core/training/methods/, name it in TABLE, add its
row to core/lessons/methods.py, and let the tests of tests/core/training/test_methods.py run it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import torch
    from torch import Tensor, nn

    from core.training.opened_base import Base
    from core.types import LessonPlan

TABLE = {
    "full": "core.training.methods.full:Full",
    "lora": "core.training.methods.lora:Lora",
    "lora-plus": "core.training.methods.lora_plus:LoraPlus",
    "rslora": "core.training.methods.rslora:RsLora",
    "lora-fa": "core.training.methods.lora_fa:LoraFa",
    "vera": "core.training.methods.vera:Vera",
    "delta-lora": "core.training.methods.delta_lora:DeltaLora",
    "qlora": "core.training.methods.qlora:Qlora",
    "qlora-gguf": "core.training.methods.qlora:GgufQlora",
    "dora": "core.training.methods.dora:Dora",
    "bias": "core.training.methods.bias:Bias",
    "prompt": "core.training.methods.prompt:PromptTuning",
    "p-tuning": "core.training.methods.p_tuning:PTuning",
    "prefix": "core.training.methods.prefix:PrefixTuning",
    "p-tuning-v2": "core.training.methods.p_tuning_v2:PTuningV2",
    "adapters": "core.training.methods.adapters:Adapters",
    "dpo": "core.training.methods.dpo:Dpo",
}


@dataclass
class Learnt:
    """What came of a lesson, ready to be exported. Only what fits the method's route is filled."""

    adapter: dict[str, "tuple[Tensor, Tensor]"] = field(default_factory=dict)
    """By name of the base's linear layer, as in its state dict without ".weight": A of shape
    (rank, in) and B of shape (out, rank), every scale folded into B, so that the layer's weight
    becomes W + B @ A. float32."""
    soft_prompt: "Tensor | None" = None
    """Shape (virtual tokens, width): read in front of every prompt."""
    prefix: "Tensor | None" = None
    """Shape (layers, 2, virtual tokens, key heads, head width): keys as they stand in the cache
    after the rotation for places 0 …, and values."""
    weights: "Mapping[str, Tensor] | None" = None
    """The whole state dict of the merged model, by the base's own names; biases that the base lacks
    are further entries."""
    modules: "Mapping[str, Tensor] | None" = None
    """State of what only PyTorch can run, by module."""


class Method(Protocol):
    """Changes a base so that it learns; one object for each run."""

    dense: bool
    """The base is to be opened with weights as numbers, which it changes or hands on."""
    nf4: bool
    """A base from a folder is to be opened in four bits."""

    def wrap(self, base: "Base", plan: "LessonPlan") -> "nn.Module":
        """The model to train, made from `base.model`; only what learns requires gradients.

        It is called as transformers' causal models are: input_ids, attention_mask, position_ids,
        inputs_embeds, labels left out; it returns an output whose `logits` align with the input.
        Must be the same for the same plan and seed.
        """
        ...

    def optimizer(
        self, model: "nn.Module", plan: "LessonPlan", rate: float
    ) -> "torch.optim.Optimizer":
        """The optimiser of what learns, with its groups' base rates set."""
        ...

    def loss(self, model: "nn.Module", batch: "Any") -> "Tensor | None":
        """A loss of its own for a batch; None for the mean cross-entropy of the answers' tokens."""
        ...

    def after_step(self, model: "nn.Module", step: int, plan: "LessonPlan") -> None:
        """Called after each step of the optimiser, the first with 1."""
        ...

    def state(self, model: "nn.Module") -> "dict[str, Any]":
        """What a checkpoint must hold besides the parameters that learn and the optimiser."""
        ...

    def load(self, model: "nn.Module", state: "Mapping[str, Any]") -> None:
        """Take up what `state` gave."""
        ...

    def learnt(self, model: "nn.Module", base: "Base", plan: "LessonPlan") -> Learnt:
        """What it has learnt."""
        ...


def made(id: str) -> Method:
    """A new object of the method of that name."""
    module, _, name = TABLE[id].partition(":")
    method: Method = getattr(import_module(module), name)()
    return method


def learning(model: "nn.Module") -> "Sequence[tuple[str, Tensor]]":
    """The parameters that learn, by name, in a stable order."""
    return [(name, each) for name, each in model.named_parameters() if each.requires_grad]
