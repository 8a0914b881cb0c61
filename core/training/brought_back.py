"""Taking up what was taught elsewhere: a peft adapter, or whole weights of a model."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from safetensors import SafetensorError, safe_open

from core.errors import UnsuitableModel
from core.training.method import learning

if TYPE_CHECKING:
    from torch import Tensor, nn

_PEFT = "base_model.model."
_FACTORS = {"a": "lora_A.weight", "b": "lora_B.weight"}
"""Of core/training/methods/low_rank.py, as peft calls them."""


def take_up(folder: Path, model: "nn.Module") -> bool:
    """Fill what learns in a wrapped model with what lies in `folder`; False where nothing does.

    An adapter may leave products out: they have learnt nothing. Whole weights must all be there,
    but for those that are tied.

    Raises:
        UnsuitableModel: it belongs to another model, or to another plan.
    """
    files = sorted(folder.glob("*.safetensors"))
    if not files:
        return False
    own = dict(learning(model))
    left = set(own)
    with torch.no_grad():
        for name, saved in _saved(files):
            mine = _mine(name)
            if mine not in own or own[mine].shape != saved.shape:
                raise UnsuitableModel(name=folder.name, reason=f"“{name}” is of another model.")
            own[mine].copy_(saved)
            left.discard(mine)
        for name in left:
            if name.rpartition(".")[2] not in _FACTORS:
                raise UnsuitableModel(name=folder.name, reason=f"“{name}” is not in it.")
            own[name].zero_()
    return True


def _saved(files: list[Path]) -> "Iterator[tuple[str, Tensor]]":
    for file in files:
        try:
            with safe_open(file, framework="pt") as held:
                for name in held.keys():  # noqa: SIM118 - it is no mapping
                    yield name, held.get_tensor(name)
        except (SafetensorError, OSError) as error:
            raise UnsuitableModel(name=file.name, reason="it is damaged.") from error


def _mine(name: str) -> str:
    """What a tensor is called in a wrapped model here."""
    if not name.startswith(_PEFT):
        return name
    layer = name.removeprefix(_PEFT)
    for own, theirs in _FACTORS.items():
        if layer.endswith(theirs):
            return layer.removesuffix(theirs) + own
    return layer
