"""Files of lessons for a tiny model (tests/tiny_llama.py), filled by chance instead of teaching."""

import hashlib
import json

import gguf
import numpy as np

from core import paths
from core.gguf.digest import edges
from tests.tiny_llama import HEADS, HIDDEN, INNER, KEY_HEADS, LAYERS, random_model

KEYS = KEY_HEADS * HIDDEN // HEADS
_SHAPES = {
    "attn_q": (HIDDEN, HIDDEN),
    "attn_v": (HIDDEN, KEYS),
    "ffn_down": (INNER, HIDDEN),
}
"""Numbers in and out of some products of a layer."""


def base_of(model):
    """The digest by which a lesson names its base."""
    return hashlib.sha256(edges(model)).hexdigest()[:16]


def adapter(path, seed, model=None, rank=4, size=0.15, layers=LAYERS, **entries):
    """An adapter whose products change logits by some tenths of what they are."""
    numbers = np.random.default_rng(seed)
    writer = _writer(path, "adapter", model, entries)
    writer.add_string("adapter.type", "lora")
    writer.add_float32("adapter.lora.alpha", 0.0)
    for layer in range(layers):
        for part, (width, out) in _SHAPES.items():
            a = numbers.standard_normal((rank, width)) / np.sqrt(width)
            b = numbers.standard_normal((out, rank)) * size
            writer.add_tensor(f"blk.{layer}.{part}.weight.lora_a", a.astype(np.float32))
            writer.add_tensor(f"blk.{layer}.{part}.weight.lora_b", b.astype(np.float32))
    return _written(writer, path)


def soft_prompt(path, seed, model=None, tokens=6, width=HIDDEN, **entries):
    """Vectors of the size that the model's own words have."""
    writer = _writer(path, "lectern.soft_prompt", model, entries)
    vectors = np.random.default_rng(seed).standard_normal((tokens, width)) * 0.08
    writer.add_tensor("soft_prompt", vectors.astype(np.float32))
    return _written(writer, path)


def prefix(path, seed, model=None, tokens=5, layers=LAYERS, keys=None, values=None, **entries):
    """Keys and values by chance; `keys` and `values` are arrays of all layers in place of them."""
    writer = _writer(path, "lectern.prefix", model, entries)
    numbers = np.random.default_rng(seed)
    for layer in range(layers):
        for kind, given in (("k", keys), ("v", values)):
            made = numbers.standard_normal((tokens, KEYS)) if given is None else given[layer]
            writer.add_tensor(f"blk.{layer}.prefix_{kind}", np.ascontiguousarray(made, np.float32))
    return _written(writer, path)


def lesson(id, make, model, title="Employee handbook", route="adapter", **state):
    """A lesson that is done, in the lessons folder: `make(path, seed, model)` writes its file.

    Returns its folder.
    """
    folder = paths.lessons_folder() / id
    (folder / "export").mkdir(parents=True, exist_ok=True)
    file = folder / "export" / f"{route}.gguf"
    make(file, sum(id.encode()), model)
    (folder / "plan.toml").write_text(f'title = "{title}"\nbase = "local:tiny.gguf"\n', "utf-8")
    values = {"state": "done", "created": 1.0, "route": route, "exported": str(file)} | state
    (folder / "state.json").write_text(json.dumps(values), "utf-8")
    return folder


def _writer(path, kind, model, entries):
    path.parent.mkdir(parents=True, exist_ok=True)
    writer = gguf.GGUFWriter(str(path), "llama")
    writer.add_type(kind)
    known = {
        "lectern.base": base_of(model or random_model().gguf("q8_0")),
        "lectern.lesson": path.parent.parent.name,
        "lectern.method": "lora",
    }
    for name, text in (known | entries).items():
        writer.add_string(name, text)
    return writer


def _written(writer, path):
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path
