"""What lessons put onto a model while it stays loaded: adapters, and what stands before prompts.

An adapter adds products of its own to the model's. A soft prompt is read in front of every prompt
as vectors in place of tokens; a prefix is put into the cache as keys and values, by way of a state
that llama.cpp gave and takes back. Files are read with core/gguf/lesson_file.py first.
"""

import ctypes
import hashlib
import math
import os
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from core.gguf import lesson_file
from core.gguf.lesson_file import LessonFile
from core.llama.library import LlamaError, library
from core.types import Route

if TYPE_CHECKING:
    from numpy.typing import NDArray

LessonOn = tuple[Path, float]
"""The file of a lesson and its strength: 0 nothing, 1 as it was taught."""
MOST_LOADED = 8
"""Adapters that stay in memory, those in use not counted."""
_NUMBERS: dict[int, "np.dtype[Any]"] = {0: np.dtype("<f4"), 1: np.dtype("<f2")}
"""Number formats of a cache that keys and values can be put into, as ggml counts them. Quantised
ones hold them turned (Hadamard) for some widths of heads."""
_MAGIC = 0xAF143CD8


class LessonUnusable(LlamaError):
    """This lesson cannot be put onto this model."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path.name}: {reason}")
        self.path = path


@dataclass(frozen=True)
class Front:
    """What stands before every prompt."""

    file: LessonFile
    digest: str

    @property
    def tokens(self) -> int:
        """Places that it takes."""
        return self.file.virtual_tokens


@dataclass(frozen=True)
class Outfit:
    """What is on a model together."""

    adapters: tuple[tuple[str, float], ...] = ()
    """Digest and strength, by digest."""
    front: Front | None = None

    @property
    def name(self) -> str:
        """Tells what is computed with it from what is computed with another; "" for nothing."""
        parts = [f"{digest}={strength!r}" for digest, strength in self.adapters]
        return "+".join([*parts, self.front.digest] if self.front else parts)

    @property
    def files(self) -> str:
        """As `name`, whatever the strengths."""
        parts = [digest for digest, _ in self.adapters]
        return "+".join([*parts, self.front.digest] if self.front else parts)

    @property
    def ahead(self) -> int:
        """Places that are taken in front of every prompt."""
        return self.front.tokens if self.front else 0


class Wardrobe:
    """The lessons that have been put onto one model; adapters stay loaded for the next time."""

    def __init__(self, model: Any) -> None:
        """`model`: llama.cpp's own; freeing it frees its adapters."""
        self._c = library()
        self._model = model
        self._loaded: dict[str, Any] = {}
        """Adapters by digest, latest used last."""
        self._digests: dict[tuple[Path, int, int], str] = {}

    def chosen(self, lessons: Sequence[LessonOn]) -> Outfit:
        """What these files make together; their adapters are loaded.

        Raises:
            LessonUnusable: one cannot be put onto this model, or two want to stand in front.
        """
        adapters: dict[str, float] = {}
        front: Front | None = None
        for path, strength in lessons:
            if not math.isfinite(strength):
                raise LessonUnusable(path, "its strength is no number")
            if not strength:
                continue
            try:
                file = lesson_file.read(path)
                digest = self._digest(path)
            except (OSError, ValueError) as error:
                raise LessonUnusable(path, str(error)) from error
            if file.route is Route.ADAPTER:
                self._load(digest, path)
                adapters[digest] = _single(adapters.get(digest, 0.0) + strength)
            elif front is not None:
                raise LessonUnusable(path, "something else stands in front of prompts")
            else:
                front = Front(file, digest)
        return Outfit(tuple(sorted(adapters.items())), front)

    def apply(self, context: Any, outfit: Outfit) -> None:
        """Let llama.cpp's `context` compute with the adapters of an outfit, and no others."""
        count = len(outfit.adapters)
        handles = (self._c.llama_adapter_lora_p_ctypes * max(1, count))()
        scales = (ctypes.c_float * max(1, count))()
        for place, (digest, strength) in enumerate(outfit.adapters):
            handle = self._loaded[digest] = self._loaded.pop(digest)
            handles[place] = ctypes.cast(handle, self._c.llama_adapter_lora_p_ctypes)
            scales[place] = strength
        if self._c.llama_set_adapters_lora(context, handles, count, scales):
            raise LlamaError("adapters cannot be set")
        used = {digest for digest, _ in outfit.adapters}
        for digest in [each for each in self._loaded if each not in used][:-MOST_LOADED]:
            self._c.llama_adapter_lora_free(self._loaded.pop(digest))

    def _load(self, digest: str, path: Path) -> None:
        if digest in self._loaded:
            return
        handle = self._c.llama_adapter_lora_init(self._model, os.fsencode(path))
        if not handle:
            raise LessonUnusable(path, "it was taught to another model")
        self._loaded[digest] = handle

    def _digest(self, path: Path) -> str:
        about = path.stat()
        key = (path, about.st_size, about.st_mtime_ns)
        if key not in self._digests:
            with path.open("rb") as file:
                self._digests[key] = hashlib.file_digest(file, "sha256").hexdigest()[:24]
        return self._digests[key]


def soft_prompt(file: LessonFile, width: int) -> "NDArray[np.float32]":
    """The vectors of a soft prompt, shape (virtual tokens, width).

    Raises:
        LessonUnusable: it is of a model of another width.
    """
    found = _arrays(file)
    if set(found) != {"soft_prompt"} or found["soft_prompt"].shape[1] != width:
        raise LessonUnusable(file.path, "it was taught to another model")
    return found["soft_prompt"]


def with_prefix(state: bytes, file: LessonFile) -> bytes:
    """A state of one sequence, that holds as many tokens as a prefix has, with the prefix's keys
    and values in place of its own.

    The layout is that of llama.cpp's `llama_kv_cache::state_write`; every field is compared with
    what it must be, so that another version's layout is refused rather than filled with nonsense.

    Raises:
        LessonUnusable: it is of another model, or the layout is not the one that is known.
    """
    try:
        return _Rewriting(state, file).done()
    except struct.error as error:
        raise LessonUnusable(file.path, "the cache is laid out in an unknown way") from error


class _Rewriting:
    def __init__(self, state: bytes, file: LessonFile) -> None:
        self._old, self._file = state, file
        self._new = bytearray(state)
        self._at = 0
        self._arrays = _arrays(file)

    def done(self) -> bytes:
        count = self._file.virtual_tokens
        self._expect("<I", _MAGIC)
        self._take("<i")
        self._expect("<I", 1)
        self._expect("<I", count)
        places = []
        for _ in range(count):
            places.append(self._take("<i"))
            self._expect("<I", 1)
            self._take("<i")
        self._require(sorted(places) == list(range(count)))
        turned = self._take("<I")
        self._require(turned in (0, 1))
        layers = self._take("<I")
        if len(self._arrays) != 2 * layers:
            raise LessonUnusable(self._file.path, "it was taught to another model")
        for layer in range(layers):
            self._rows(self._array(layer, "k")[places])
        for layer in range(layers):
            values = self._array(layer, "v")[places]
            if turned:
                self._columns(values)
            else:
                self._rows(values)
        self._require(self._at == len(self._old))
        return bytes(self._new)

    def _array(self, layer: int, kind: str) -> "NDArray[np.float32]":
        found = self._arrays.get(f"blk.{layer}.prefix_{kind}")
        if found is None:
            raise LessonUnusable(self._file.path, "it was taught to another model")
        return found

    def _rows(self, rows: "NDArray[np.float32]") -> None:
        number = self._number()
        if self._take("<Q") != rows.shape[1] * number.itemsize:
            raise LessonUnusable(self._file.path, "it was taught to another model")
        self._put(rows.astype(number).tobytes())

    def _columns(self, rows: "NDArray[np.float32]") -> None:
        number = self._number()
        self._expect("<I", number.itemsize)
        if self._take("<I") != rows.shape[1]:
            raise LessonUnusable(self._file.path, "it was taught to another model")
        self._put(np.ascontiguousarray(rows.T).astype(number).tobytes())

    def _number(self) -> "np.dtype[Any]":
        found = _NUMBERS.get(self._take("<i"))
        if found is None:
            raise LessonUnusable(self._file.path, "a quantised cache takes no prefix")
        return found

    def _take(self, layout: str) -> int:
        [value] = struct.unpack_from(layout, self._old, self._at)
        self._at += struct.calcsize(layout)
        return int(value)

    def _expect(self, layout: str, value: int) -> None:
        self._require(self._take(layout) == value)

    def _require(self, holds: bool) -> None:
        if not holds:
            raise LessonUnusable(self._file.path, "the cache is laid out in an unknown way")

    def _put(self, content: bytes) -> None:
        self._require(self._at + len(content) <= len(self._new))
        self._new[self._at : self._at + len(content)] = content
        self._at += len(content)


def _arrays(file: LessonFile) -> Mapping[str, "NDArray[np.float32]"]:
    found = {}
    for each in file.tensors:
        width, count = each.shape
        flat = np.fromfile(file.path, "<f4", width * count, offset=each.start)
        if len(flat) != width * count or not np.isfinite(flat).all():
            raise LessonUnusable(file.path, "it is damaged")
        found[each.name] = flat.reshape(count, width)
    return found


def _single(strength: float) -> float:
    """As llama.cpp holds it."""
    return float(np.float32(strength))
