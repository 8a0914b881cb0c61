"""A folder of transformers as a GGUF file in float16, as it is or with what a lesson changed."""

import math
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch

from core.errors import UnsuitableModel
from core.training.blocks import F16, F32
from core.training.export.gguf_file import Piece, as_bytes, numbers_piece, written
from core.training.export.merged_gguf import biases
from core.training.export.tensor_names import as_llama, in_gguf, turned_heads
from core.training.export.vocabulary import vocabulary_entries
from core.training.export.weights import Changed, FolderWeights

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from core.training.opened_base import Base

_FILE_TYPE = 1
"""llama.cpp's number of a file whose matrices are float16."""


def write_folder_gguf(
    base: "Base",
    weights: FolderWeights,
    changed: Changed | None,
    path: Path,
    entries: dict[str, Any],
) -> Iterator[tuple[int, int]]:
    """Write it; yields how many bytes are written, and of how many.

    Raises:
        UnsuitableModel: a vocabulary, a rotation or a bias that llama.cpp has no like of.
        DiskFull, OSError: as core.training.export.gguf_file.written.
    """
    config = base.config
    tied = bool(config.tie_word_embeddings)
    head = {
        "general.type": "model",
        "general.file_type": _FILE_TYPE,
        **{f"{base.architecture}.{name}": value for name, value in _shape(base).items()},
        **vocabulary_entries(base.path, int(config.vocab_size)),
        **entries,
    }

    def make(name: str, kind: int) -> "NDArray[np.generic]":
        numbers = weights.read(name) if changed is None else changed.read(name)
        return as_bytes(as_llama(numbers, turned_heads(name, base.architecture, config)), kind)

    pieces = []
    for name in sorted(weights.names(), key=_order):
        if tied and name == "lm_head.weight":
            continue
        shape = weights.shape(name)
        kind = F32 if len(shape) == 1 else F16
        pieces.append(Piece(_named(base, name), shape, kind, partial(make, name, kind)))
    factors = _rope_factors(config)
    if factors is not None:
        pieces.append(numbers_piece("rope_freqs.weight", factors))
    if changed is not None:
        pieces += biases(base, changed)
    yield from written(path, base.architecture, head, pieces)


def _order(name: str) -> tuple[int, str]:
    part = name.removeprefix("model.layers.").partition(".")[0]
    return (int(part), name) if part.isdecimal() else (-1, name)


def _named(base: "Base", name: str) -> str:
    try:
        return in_gguf(name)
    except KeyError as error:
        raise UnsuitableModel(
            name=base.path.name, reason=f"it has a weight that is not known here, “{name}”."
        ) from error


def _shape(base: "Base") -> dict[str, Any]:
    config = base.config
    heads = int(config.num_attention_heads)
    width = int(getattr(config, "head_dim", None) or config.hidden_size // heads)
    return {
        "context_length": int(config.max_position_embeddings),
        "embedding_length": int(config.hidden_size),
        "block_count": int(config.num_hidden_layers),
        "feed_forward_length": int(config.intermediate_size),
        "attention.head_count": heads,
        "attention.head_count_kv": int(config.num_key_value_heads or heads),
        "attention.key_length": width,
        "attention.value_length": width,
        "attention.layer_norm_rms_epsilon": float(config.rms_norm_eps),
        "vocab_size": int(config.vocab_size),
        **_rotation(base, width),
    }


def _rotation(base: "Base", width: int) -> dict[str, Any]:
    told = base.config.rope_parameters
    kind = str(told.get("rope_type", "default"))
    said: dict[str, Any] = {
        "rope.dimension_count": width,
        "rope.freq_base": float(told["rope_theta"]),
    }
    if kind in ("default", "llama3"):
        return said
    if kind == "linear":
        return said | {"rope.scaling.type": "linear", "rope.scaling.factor": float(told["factor"])}
    if kind == "yarn":
        length = told.get("original_max_position_embeddings")
        said |= {
            "rope.scaling.type": "yarn",
            "rope.scaling.factor": float(told["factor"]),
            "rope.scaling.original_context_length": int(
                length or base.config.max_position_embeddings
            ),
        }
        for name, ours in (
            ("beta_fast", "yarn_beta_fast"),
            ("beta_slow", "yarn_beta_slow"),
            ("attention_factor", "yarn_attn_factor"),
        ):
            if told.get(name) is not None:
                said[f"rope.scaling.{ours}"] = float(told[name])
        return said
    raise UnsuitableModel(
        name=base.path.name, reason=f"llama.cpp does not stretch a context in its way ({kind})."
    )


def _rope_factors(config: Any) -> torch.Tensor | None:
    """By what llama.cpp divides the frequencies of a Llama 3, shape (head width / 2,)."""
    told = config.rope_parameters
    if told.get("rope_type") != "llama3":
        return None
    width = int(getattr(config, "head_dim", None) or 0)
    width = width or config.hidden_size // config.num_attention_heads
    places = torch.arange(0, width, 2, dtype=torch.float32)
    waves = 2 * math.pi * float(told["rope_theta"]) ** (places / width)
    factor, length = float(told["factor"]), float(told["original_max_position_embeddings"])
    low, high = float(told["low_freq_factor"]), float(told["high_freq_factor"])
    smooth = (length / waves - low) / (high - low)
    between = 1 / ((1 - smooth) / factor + smooth)
    between = torch.where(waves < length / high, torch.ones(()), between)
    return torch.where(waves > length / low, torch.full((), factor), between)
