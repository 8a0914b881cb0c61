"""A GGUF file of the tiny BERT that tests/core/embedding/tiny_model.py saves, written on the spot.

Names and layout as in ggml's docs/gguf.md and as llama.cpp wants a BERT.
"""

import json
import struct
from pathlib import Path
from typing import Any

import numpy as np

_ALIGNMENT = 32
_POOLING = {"none": 0, "mean": 1, "cls": 2, "rank": 4}
_MARKS = {
    "padding": "[PAD]",
    "unknown": "[UNK]",
    "bos": "[CLS]",
    "cls": "[CLS]",
    "seperator": "[SEP]",
    "eos": "[SEP]",
}
"""llama.cpp's names, its spelling included."""
_TENSORS = {
    "embeddings.word_embeddings": "token_embd",
    "embeddings.position_embeddings": "position_embd",
    "embeddings.token_type_embeddings": "token_types",
    "embeddings.LayerNorm": "token_embd_norm",
    "attention.self.query": "attn_q",
    "attention.self.key": "attn_k",
    "attention.self.value": "attn_v",
    "attention.output.dense": "attn_output",
    "attention.output.LayerNorm": "attn_output_norm",
    "intermediate.dense": "ffn_up",
    "output.dense": "ffn_down",
    "output.LayerNorm": "layer_output_norm",
}


def save_tiny_gguf(file: Path, folder: Path, pooling: str = "mean") -> Path:
    """Write the model of `folder`, as save_tiny_model made it, into `file` and return it."""
    from safetensors.numpy import load_file

    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    vocabulary = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))
    number = vocabulary["model"]["vocab"]
    words = sorted(number.items(), key=lambda item: item[1])
    entries: list[tuple[str, Any]] = [
        ("general.architecture", "bert"),
        ("general.name", "tiny"),
        ("bert.context_length", config["max_position_embeddings"]),
        ("bert.embedding_length", config["hidden_size"]),
        ("bert.feed_forward_length", config["intermediate_size"]),
        ("bert.block_count", config["num_hidden_layers"]),
        ("bert.attention.head_count", config["num_attention_heads"]),
        ("bert.attention.layer_norm_epsilon", float(config["layer_norm_eps"])),
        ("bert.attention.causal", False),
        ("bert.pooling_type", _POOLING[pooling]),
        ("tokenizer.ggml.model", "bert"),
        ("tokenizer.ggml.pre", "jina-v2-en"),
        ("tokenizer.ggml.token_type_count", 2),
        ("tokenizer.ggml.tokens", [_entry(word) for word, _ in words]),
        ("tokenizer.ggml.token_type", [3 if _is_mark(word) else 1 for word, _ in words]),
        *((f"tokenizer.ggml.{name}_token_id", number[mark]) for name, mark in _MARKS.items()),
    ]
    tensors = {
        _tensor(name): weights.astype(np.float32)
        for name, weights in load_file(folder / "model.safetensors").items()
        if not name.startswith("pooler") and "position_ids" not in name
    }
    head = [b"GGUF", struct.pack("<IQQ", 3, len(tensors), len(entries))]
    head += [_string(name) + _value(value) for name, value in entries]
    body, at = [], 0
    for name, weights in tensors.items():
        shape = weights.shape[::-1]
        head.append(_string(name) + struct.pack("<I", len(shape)))
        head.append(struct.pack(f"<{len(shape)}Q", *shape) + struct.pack("<IQ", 0, at))
        body.append(_padded(weights.tobytes()))
        at += len(body[-1])
    file.write_bytes(_padded(b"".join(head)) + b"".join(body))
    return file


def _entry(word: str) -> str:
    """A WordPiece entry as llama.cpp wants it: words begin with a mark, their parts with none."""
    if _is_mark(word):
        return word
    return word[2:] if word.startswith("##") else "\u2581" + word


def _is_mark(word: str) -> bool:
    return word[0] == "[" and word[-1] == "]" and len(word) > 2


def _tensor(name: str) -> str:
    base, _, kind = name.rpartition(".")
    block = ""
    if base.startswith("encoder.layer."):
        number, _, base = base.removeprefix("encoder.layer.").partition(".")
        block = f"blk.{number}."
    return f"{block}{_TENSORS[base]}.{kind}"


def _string(text: str) -> bytes:
    content = text.encode()
    return struct.pack("<Q", len(content)) + content


def _value(value: Any) -> bytes:
    if isinstance(value, bool):
        return struct.pack("<I?", 7, value)
    if isinstance(value, int):
        return struct.pack("<II", 4, value)
    if isinstance(value, float):
        return struct.pack("<If", 6, value)
    if isinstance(value, str):
        return struct.pack("<I", 8) + _string(value)
    if isinstance(value[0], str):
        return struct.pack("<IIQ", 9, 8, len(value)) + b"".join(map(_string, value))
    return struct.pack(f"<IIQ{len(value)}i", 9, 5, len(value), *value)


def _padded(content: bytes) -> bytes:
    return content + b"\0" * (-len(content) % _ALIGNMENT)
