"""Files that are GGUF by their heads, written on the spot; their weights are noise."""

import random
import struct
from pathlib import Path
from typing import Any

ALIGNMENT = 32


def gguf_bytes(size: int = 100_000, seed: int = 1, tensors: int = 1, **entries: Any) -> bytes:
    """A file with a llama's head and `size` bytes of weights; `entries` replace those of its head
    (with "__" for "."), None leaves one out."""
    said: dict[str, Any] = {
        "general.architecture": "llama",
        "general.name": "Tiny",
        "general.size_label": "15M",
        "general.file_type": 15,
        "general.license": "mit",
        "llama.context_length": 4096,
        "llama.embedding_length": 64,
        "llama.block_count": 2,
        "llama.attention.head_count": 4,
        "llama.attention.head_count_kv": 2,
        "llama.feed_forward_length": 128,
        "tokenizer.ggml.tokens": ["<s>", "a", "中"],
    }
    said |= {name.replace("__", "."): value for name, value in entries.items()}
    said = {name: value for name, value in said.items() if value is not None}
    head = b"GGUF" + struct.pack("<IQQ", 3, tensors, len(said))
    for name, value in said.items():
        head += _string(name) + _value(value)
    for at in range(tensors):
        head += _string(f"tensor.{at}") + struct.pack("<IQIQ", 1, size // 4, 0, 0)
    head += bytes(-len(head) % ALIGNMENT)
    return head + random.Random(seed).randbytes(size)


def gguf_file(path: Path, size: int = 100_000, seed: int = 1, **entries: Any) -> Path:
    """Such a file on the disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gguf_bytes(size, seed, **entries))
    return path


def safetensors_bytes(size: int = 50_000, seed: int = 2) -> bytes:
    """A file that begins as safetensors do."""
    head = b'{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}'
    return struct.pack("<Q", len(head)) + head + random.Random(seed).randbytes(size)


def _string(text: str) -> bytes:
    data = text.encode()
    return struct.pack("<Q", len(data)) + data


def _value(value: Any) -> bytes:
    if isinstance(value, str):
        return struct.pack("<I", 8) + _string(value)
    if isinstance(value, list):
        return struct.pack("<IIQ", 9, 8, len(value)) + b"".join(map(_string, value))
    return struct.pack("<II", 4, value)
