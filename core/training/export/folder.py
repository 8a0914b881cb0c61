"""The merged model as a folder of transformers, written in shards: one of them is in memory."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor

from core.training.export.gguf_file import require_room
from core.training.export.gguf_tokenizer import save_tokenizer_of
from core.training.export.weights import Changed, FolderWeights, Weights
from core.training.gguf_base import LINEAR

if TYPE_CHECKING:
    from core.training.opened_base import Base

_SHARD = 1 << 30
"""Bytes of a shard."""
_INDEX = "model.safetensors.index.json"


def write_folder(
    base: "Base", weights: Weights, changed: Changed, folder: Path
) -> Iterator[tuple[int, int]]:
    """Write weights, configuration and tokenizer into a folder that is there; yields how many bytes
    are written, and of how many.

    Weights have the width that those of the base have on the disk; those of a GGUF file 16 bits.

    Raises:
        UnsuitableModel: a tokenizer that transformers has no like of.
        DiskFull, OSError: it cannot be written.
    """
    from safetensors.torch import save_file

    config = _configured(base, changed)
    extra = _biases(base, weights, changed, config)
    names = [*weights.names(), *extra]
    shapes = {
        name: tuple(extra[name].shape) if name in extra else weights.shape(name) for name in names
    }
    wide = next(weights.names())
    kinds = {name: _kind(weights, wide if name in extra else name) for name in names}
    sizes = {name: torch.Size(shapes[name]).numel() * kinds[name].itemsize for name in names}
    total = sum(sizes.values())
    require_room(folder, total)
    _put_words(base, folder)
    config.save_pretrained(folder)
    shards = _shards(names, sizes)
    where: dict[str, str] = {}
    done = 0
    for number, shard in enumerate(shards, 1):
        called = f"model-{number:05}-of-{len(shards):05}.safetensors"
        if len(shards) == 1:
            called = "model.safetensors"
        held: dict[str, Tensor] = {}
        for name in shard:
            numbers = extra[name] if name in extra else changed.read(name)
            held[name] = numbers.detach().to(kinds[name]).contiguous().clone()
            where[name] = called
            done += sizes[name]
            yield done, total
        save_file(held, folder / called, {"format": "pt"})
    if len(shards) > 1:
        index = {"metadata": {"total_size": total}, "weight_map": where}
        (folder / _INDEX).write_text(json.dumps(index, indent=1), encoding="utf-8")


def _shards(names: list[str], sizes: dict[str, int]) -> list[list[str]]:
    made: list[list[str]] = [[]]
    held = 0
    for name in names:
        if made[-1] and held + sizes[name] > _SHARD:
            made.append([])
            held = 0
        made[-1].append(name)
        held += sizes[name]
    return made


def _kind(weights: Weights, name: str) -> torch.dtype:
    if isinstance(weights, FolderWeights):
        return weights.width(name)
    return torch.float16


def _configured(base: "Base", changed: Changed) -> Any:
    config = type(base.config).from_dict(base.config.to_dict())
    config.architectures = [f"{base.config.model_type.capitalize()}ForCausalLM"]
    if any(".self_attn." in name for name in changed.biases):
        config.attention_bias = True
    if any(".mlp." in name for name in changed.biases):
        config.mlp_bias = True
    return config


def _biases(base: "Base", weights: Weights, changed: Changed, config: Any) -> dict[str, Tensor]:
    """Biases that the base lacks; where transformers has them for some layers, it wants them for
    all of their kind."""
    if not changed.biases:
        return {}
    have = set(weights.names())
    made = {}
    for number in range(int(config.num_hidden_layers)):
        for part in LINEAR:
            flag = "attention_bias" if "self_attn" in part else "mlp_bias"
            asked = getattr(config, flag, False)
            name = f"model.layers.{number}.{part}.bias"
            if name in changed.biases:
                made[name] = changed.read(name)
            elif asked and name not in have:
                rows = weights.shape(f"model.layers.{number}.{part}.weight")[0]
                made[name] = torch.zeros(rows)
    return made


def _put_words(base: "Base", folder: Path) -> None:
    if base.kind == "gguf":
        save_tokenizer_of(base.path, base.words, folder)
        return
    for path in base.path.iterdir():
        # Small files alone: tokenizer, template, licence.
        weights = path.suffix in (".safetensors", ".gguf", ".bin", ".pt", ".pth", ".h5", ".msgpack")
        if path.is_file() and not weights and path.name not in (_INDEX, "config.json"):
            shutil.copyfile(path, folder / path.name)
