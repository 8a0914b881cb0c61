"""Names and layouts of tensors on both sides: transformers' and llama.cpp's."""

from typing import Any

import torch
from torch import Tensor

from core.training.gguf_base import LINEAR, NORMS, halves, pairs

_OUTER = {
    "model.embed_tokens": "token_embd",
    "model.norm": "output_norm",
    "lm_head": "output",
}
_INNER = LINEAR | NORMS
_OUTER_BACK = {ours: theirs for theirs, ours in _OUTER.items()}
_INNER_BACK = {ours: theirs for theirs, ours in _INNER.items()}
BIASES = {
    "llama": tuple(LINEAR),
    "qwen2": ("self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj"),
    "qwen3": ("self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj"),
}
"""Layers, by architecture, whose bias llama.cpp reads; a file with another one is refused by it."""


def in_gguf(name: str) -> str:
    """What llama.cpp calls a weight: "token_embd.weight" of "model.embed_tokens.weight".

    Raises:
        KeyError: no such weight is known.
    """
    module, _, kind = name.rpartition(".")
    if module in _OUTER:
        return f"{_OUTER[module]}.{kind}"
    number, _, part = module.removeprefix("model.layers.").partition(".")
    return f"blk.{number}.{_INNER[part]}.{kind}"


def in_transformers(name: str) -> str | None:
    """What transformers calls a weight of a GGUF file; None for what it has not as a weight."""
    module, _, kind = name.rpartition(".")
    if module in _OUTER_BACK:
        return f"{_OUTER_BACK[module]}.{kind}"
    _, number, part = [*module.split(".", 2), "", ""][:3]
    if not module.startswith("blk.") or part not in _INNER_BACK:
        return None
    return f"model.layers.{number}.{_INNER_BACK[part]}.{kind}"


def turned_heads(name: str, architecture: str, config: Any) -> int:
    """Heads whose rows stand in another order in llama.cpp; 0 where they do not.

    It rotates a Llama's queries and keys by neighbouring pairs, transformers by halves; in the
    other architectures both do it by halves.
    """
    if architecture != "llama":
        return 0
    if ".self_attn.q_proj" in name:
        return int(config.num_attention_heads)
    return int(config.num_key_value_heads) if ".self_attn.k_proj" in name else 0


def as_llama(rows: Tensor, heads: int) -> Tensor:
    """Rows of transformers' order in llama.cpp's; `heads` as `turned_heads` says."""
    return rows[pairs(rows.shape[0], heads)] if heads else rows


def as_transformers(rows: Tensor, heads: int) -> Tensor:
    """Rows of llama.cpp's order in transformers'."""
    return rows[halves(rows.shape[0], heads)] if heads else rows


def keys_as_llama(keys: Tensor, architecture: str) -> Tensor:
    """Keys of shape (…, head width) as llama.cpp has them in its cache."""
    if architecture != "llama":
        return keys
    width = keys.shape[-1]
    return keys[..., pairs(width, 1).to(keys.device, torch.long)]
