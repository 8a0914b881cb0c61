"""The small files that chat puts on an open model: adapter, soft prompt, prefix."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.errors import UnsuitableModel
from core.training.export.gguf_file import Piece, numbers_piece, written
from core.training.export.tensor_names import as_llama, in_gguf, keys_as_llama, turned_heads

if TYPE_CHECKING:
    from core.training.method import Learnt
    from core.training.opened_base import Base

SOFT_PROMPT, PREFIX = "lectern.soft_prompt", "lectern.prefix"
"""Kinds of files, as `general.type`."""


def write_adapter(
    base: "Base", learnt: "Learnt", path: Path, entries: dict[str, Any]
) -> Iterator[tuple[int, int]]:
    """Write pairs of small matrices as llama.cpp's adapter.

    Every scale is in B, and alpha is 0: llama.cpp then takes the strength it is given and nothing
    else, whatever the ranks are.

    Raises:
        UnsuitableModel: a layer that llama.cpp has no name for.
    """
    pieces: list[Piece] = []
    for name, (a, b) in sorted(learnt.adapter.items()):
        try:
            called = in_gguf(f"{name}.weight")
        except KeyError as error:
            reason = f"llama.cpp has no layer like “{name}”."
            raise UnsuitableModel(name=base.path.name, reason=reason) from error
        if name == "lm_head" and base.config.tie_word_embeddings:
            reason = "its last layer is its vocabulary and takes no adapter."
            raise UnsuitableModel(name=base.path.name, reason=reason)
        rows = as_llama(b.detach(), turned_heads(name, base.architecture, base.config))
        pieces.append(numbers_piece(f"{called}.lora_a", a))
        pieces.append(numbers_piece(f"{called}.lora_b", rows))
    head = {"general.type": "adapter", "adapter.type": "lora", "adapter.lora.alpha": 0.0}
    yield from written(path, base.architecture, head | entries, pieces)


def write_soft_prompt(
    base: "Base", learnt: "Learnt", path: Path, entries: dict[str, Any]
) -> Iterator[tuple[int, int]]:
    """Write vectors that are read in front of every prompt."""
    assert learnt.soft_prompt is not None
    pieces = [numbers_piece("soft_prompt", learnt.soft_prompt)]
    yield from written(path, base.architecture, {"general.type": SOFT_PROMPT} | entries, pieces)


def write_prefix(
    base: "Base", learnt: "Learnt", path: Path, entries: dict[str, Any]
) -> Iterator[tuple[int, int]]:
    """Write keys and values as llama.cpp has them in its cache, (virtual tokens, key heads × head
    width) for each layer."""
    assert learnt.prefix is not None
    pieces = []
    for number, (keys, values) in enumerate(learnt.prefix.detach()):
        keys = keys_as_llama(keys, base.architecture)
        pieces.append(numbers_piece(f"blk.{number}.prefix_k", keys.flatten(1)))
        pieces.append(numbers_piece(f"blk.{number}.prefix_v", values.flatten(1)))
    yield from written(path, base.architecture, {"general.type": PREFIX} | entries, pieces)
