"""A graph on disk: one file of arrays that are mapped into memory, written whole or not at all.

A header by msgpack says where each array lies; strings are in it. A graph is written to a file with
a new name; then a small file that says which one counts is put in place of the one before. What
does not fit its header is no graph: it is made anew from the readings.
"""

import mmap
import os
import time
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

import msgpack
import numpy as np

from core.graph.arrays import Graph

FORMAT = 1
"""Raise it when arrays change their meaning."""
_POINTER = "current"
_HEAD = np.dtype([("magic", "S8"), ("length", "<u8"), ("crc", "<u4"), ("unused", "<u4")])
_MAGIC = b"LECGRAPH"
_ALIGNED = 64
_WAITS = (0.01, 0.04, 0.16)
_Done = TypeVar("_Done")
_STRINGS = ("ids", "names", "keys", "documents", "labels", "quantity_values", "community_names")


@dataclass(frozen=True)
class Saved:
    """A graph that is mapped from a file, with what was kept beside it."""

    graph: Graph
    about: Mapping[str, Any]
    name: str
    """Of its file; another one with each save."""


def save(graph: Graph, folder: Path, about: Mapping[str, Any]) -> str:
    """Write a graph; when this returns it survives a power cut. The name of its file.

    Raises:
        OSError: it cannot be written; the one before still counts.
    """
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{uuid4().hex}.graph"
    arrays = {
        field.name: np.ascontiguousarray(value)
        for field in fields(Graph)
        if isinstance(value := getattr(graph, field.name), np.ndarray)
    }
    places, at = {}, 0
    for key, array in arrays.items():
        places[key] = (array.dtype.str, array.shape, at)
        at += -(-array.nbytes // _ALIGNED) * _ALIGNED
    header = msgpack.packb(
        {
            "format": FORMAT,
            "arrays": places,
            "bytes": at,
            "strings": {key: getattr(graph, key) for key in _STRINGS},
            "aliases": graph.aliases,
            "about": dict(about),
        },
        unicode_errors="surrogatepass",
    )
    head = np.array((_MAGIC, len(header), zlib.crc32(header), 0), dtype=_HEAD).tobytes()
    with open(folder / name, "wb") as file:
        file.write(head + header)
        file.write(b"\0" * (-(len(head) + len(header)) % _ALIGNED))
        for array in arrays.values():
            file.write(array.data.cast("B") if array.nbytes else b"")
            file.write(b"\0" * (-array.nbytes % _ALIGNED))
        file.flush()
        os.fsync(file.fileno())
    _point(folder, name)
    return name


def current(folder: Path) -> str:
    """Name of the file that counts; "" for none."""
    try:
        return _patiently(lambda: (folder / _POINTER).read_text(encoding="ascii").strip())
    except (OSError, UnicodeDecodeError):
        return ""


def load(folder: Path) -> Saved | None:
    """The graph that was saved last; None where there is none, or it is damaged."""
    name = current(folder)
    if not name or Path(name).name != name:
        return None
    try:
        with open(folder / name, "rb") as file:
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        return Saved(*_read(mapped), name)
    except (OSError, ValueError, KeyError, TypeError, msgpack.UnpackException):
        return None


def sweep(folder: Path) -> None:
    """Delete the files that do not count any more; those still mapped may have to wait."""
    kept = {_POINTER, current(folder)}
    if not folder.is_dir():
        return
    for path in folder.iterdir():
        if path.name not in kept:
            try:
                path.unlink()
            except OSError:
                # On Windows a file that is mapped stays until the next time.
                continue


def forget(folder: Path) -> None:
    """Let no graph count any more."""
    (folder / _POINTER).unlink(missing_ok=True)
    sweep(folder)


def _read(mapped: mmap.mmap) -> tuple[Graph, Mapping[str, Any]]:
    head = np.frombuffer(mapped, dtype=_HEAD, count=1)[0]
    length, first = int(head["length"]), _HEAD.itemsize
    content = mapped[first : first + length]
    if head["magic"] != _MAGIC or zlib.crc32(content) != head["crc"]:
        raise ValueError("not a graph")
    header = msgpack.unpackb(
        content, unicode_errors="surrogatepass", use_list=False, strict_map_key=False
    )
    data = -(-(first + length) // _ALIGNED) * _ALIGNED
    if header["format"] != FORMAT or len(mapped) != data + header["bytes"]:
        raise ValueError("another graph")
    arrays: dict[str, Any] = {
        name: np.frombuffer(
            mapped, dtype=kind, count=int(np.prod(shape, dtype=np.int64)), offset=data + at
        ).reshape(shape)
        if data + at < len(mapped)
        else np.zeros(shape, dtype=kind)
        for name, (kind, shape, at) in header["arrays"].items()
    }
    return Graph(**arrays, **header["strings"], aliases=header["aliases"]), header["about"]


def _patiently(what: Callable[[], _Done]) -> _Done:
    """Do it, again where it is refused: Windows does so while someone else has the file open."""
    for seconds in _WAITS:
        try:
            return what()
        except PermissionError:
            time.sleep(seconds)
    return what()


def _point(folder: Path, name: str) -> None:
    temporary = folder / f".{_POINTER}.new"
    with open(temporary, "w", encoding="ascii") as file:
        file.write(name)
        file.flush()
        os.fsync(file.fileno())
    _patiently(lambda: os.replace(temporary, folder / _POINTER))
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        pass
    finally:
        os.close(handle)
