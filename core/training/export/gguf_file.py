"""GGUF files written whole: to the side, tensor by tensor, then put in their place."""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor

from core.errors import DiskFull
from core.training.blocks import F16, F32, format_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_RESERVE = 256 * 1024 * 1024
"""Bytes that are left free on a disk."""


@dataclass(frozen=True)
class Typed:
    """An entry of a head with its type as the format counts them, copied from another file."""

    value: Any
    kind: int
    inner: int | None = None
    """Type of the values of an array."""


@dataclass(frozen=True)
class Piece:
    """A tensor that is made when its turn to be written comes."""

    name: str
    shape: tuple[int, ...]
    """(rows, columns), or (numbers,)."""
    kind: int
    """ggml's number of its type."""
    make: "Callable[[], NDArray[np.generic]]"
    """Its bytes, in whatever shape."""

    @property
    def bytes(self) -> int:
        """How many bytes it takes."""
        rows = self.shape[0] if len(self.shape) > 1 else 1
        return rows * format_of(self.kind).row_bytes(self.shape[-1])


def numbers_piece(name: str, numbers: Tensor, kind: int = F32) -> Piece:
    """A tensor of numbers that are there already, as float32 or float16."""
    return Piece(name, tuple(numbers.shape), kind, lambda: as_bytes(numbers, kind))


def as_bytes(numbers: Tensor, kind: int, threads: int = 1) -> "NDArray[np.generic]":
    """Numbers, of shape (rows, columns) or (numbers,), in a type of ggml."""
    if kind == F32:
        return numbers.detach().float().contiguous().numpy()
    if kind == F16:
        return numbers.detach().to(torch.float16).contiguous().numpy()
    rows = numbers.detach().float().reshape(-1, numbers.shape[-1]).contiguous()
    return format_of(kind).blocks(rows, threads).numpy()


def require_room(folder: Path, needed: int) -> None:
    """See that a disk has room for so many bytes more.

    Raises:
        DiskFull: it has not. Subject also: needed, available.
    """
    free = shutil.disk_usage(folder).free
    if needed + _RESERVE > free:
        raise DiskFull(path=str(folder), needed=_size(needed), available=_size(free))


def written(
    path: Path, architecture: str, entries: Mapping[str, Any], pieces: Sequence[Piece]
) -> Iterator[tuple[int, int]]:
    """Write a file; yields how many of its bytes are written, and of how many.

    Raises:
        DiskFull: there is no room for it; nothing was written.
        OSError: it cannot be written; what was there stays.
    """
    import gguf
    import numpy as np

    total = sum(piece.bytes for piece in pieces)
    require_room(path.parent, total)
    making = path.with_name(f".{path.name}.making")
    writer = gguf.GGUFWriter(making, architecture)
    writer.data_alignment = int(_value(entries.get("general.alignment", 32)))
    for name, value in entries.items():
        _add(writer, name, value)
    for piece in pieces:
        kind = gguf.GGMLQuantizationType(piece.kind)
        writer.add_tensor_info(piece.name, piece.shape, np.dtype("float32"), piece.bytes, kind)
    done = 0
    try:
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.write_ti_data_to_file()
        for piece in pieces:
            writer.write_tensor_data(np.ascontiguousarray(piece.make()))
            done += piece.bytes
            yield done, total
        _to_disk(writer)
        writer.close()
        os.replace(making, path)
    finally:
        writer.close()
        making.unlink(missing_ok=True)


def _to_disk(writer: Any) -> None:
    writer.flush()
    for file in writer.fout:
        os.fsync(file.fileno())


def _add(writer: Any, name: str, value: Any) -> None:
    import gguf

    if name == gguf.Keys.General.ARCHITECTURE:
        return  # written by the writer itself
    if isinstance(value, Typed):
        inner = None if value.inner is None else gguf.GGUFValueType(value.inner)
        writer.add_key_value(name, value.value, gguf.GGUFValueType(value.kind), inner)
    elif isinstance(value, bool):
        writer.add_bool(name, value)
    elif isinstance(value, int):
        writer.add_uint32(name, value)
    elif isinstance(value, float):
        writer.add_float32(name, value)
    elif isinstance(value, str):
        writer.add_string(name, value)
    else:
        writer.add_array(name, value)


def _value(entry: Any) -> Any:
    return entry.value if isinstance(entry, Typed) else entry


def _size(count: float) -> str:
    return f"{count / 1e9:.1f} GB" if count >= 1e9 else f"{count / 1e6:.0f} MB"
