"""What a GGUF file says of itself, read with limits: such a file comes from a stranger.

The library that opens it for use ends the whole process on some malformed heads and takes memory by
numbers in the file, so the head is checked here first. Format: ggml's docs/gguf.md, versions 2, 3.
"""

import math
import os
import struct
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

_MAGIC = b"GGUF"
_VERSIONS = (2, 3)
_MOST_ENTRIES = 10_000
_MOST_TENSORS = 100_000
_LONGEST_STRING = 1 << 24
_LONGEST_ARRAY = 4_000_000
_MOST_DIMENSIONS = 4
_STRING, _ARRAY = 8, 9
VOCABULARY = "tokenizer.ggml.tokens"
_NUMBERS = {
    0: "<B",
    1: "<b",
    2: "<H",
    3: "<h",
    4: "<I",
    5: "<i",
    6: "<f",
    7: "<?",
    10: "<Q",
    11: "<q",
    12: "<d",
}
"""Format of a value by its type in the file."""
_BLOCKS = {
    0: (1, 4),
    1: (1, 2),
    24: (1, 1),
    25: (1, 2),
    26: (1, 4),
    27: (1, 8),
    28: (1, 8),
    30: (1, 2),
    2: (32, 18),
    3: (32, 20),
    6: (32, 22),
    7: (32, 24),
    8: (32, 34),
    20: (32, 18),
    10: (256, 84),
    11: (256, 110),
    12: (256, 144),
    13: (256, 176),
    14: (256, 210),
    15: (256, 292),
    16: (256, 66),
    17: (256, 74),
    18: (256, 98),
    19: (256, 50),
    21: (256, 110),
    22: (256, 82),
    23: (256, 136),
    29: (256, 56),
    34: (256, 54),
    35: (256, 66),
    39: (32, 17),
}
"""Numbers and bytes of a block of a tensor by its type in the file."""


@dataclass(frozen=True)
class GgufHeader:
    """The entries of a file's head, by name; arrays are lists."""

    entries: dict[str, Any]
    size: int
    """Of the file, in bytes."""

    @property
    def architecture(self) -> str:
        """Such as "bert"."""
        return str(self.entries.get("general.architecture", ""))

    def number(self, name: str, default: int = 0) -> int:
        """An entry of the model's architecture, such as "embedding_length"."""
        value = self.entries.get(f"{self.architecture}.{name}", default)
        return int(value) if isinstance(value, int) else default


@dataclass(frozen=True)
class Tensor:
    """Where a tensor lies in a file."""

    name: str
    shape: tuple[int, ...]
    """The length of a row first."""
    kind: int
    """Its number format, as ggml counts them: 0 is single precision."""
    start: int
    """From the beginning of the file, in bytes."""
    size: int


def read_header(path: Path) -> GgufHeader:
    """Read and check the head of a file.

    Raises:
        ValueError: it is no GGUF, its head is malformed, or the file ends before its tensors do.
        OSError: it cannot be read.
    """
    size = os.path.getsize(path)
    with path.open("rb") as file:
        head = _Head(file, size)
        try:
            return head.read()
        except (struct.error, UnicodeDecodeError, EOFError) as error:
            raise ValueError("the head is malformed") from error


def read_tensors(path: Path) -> tuple[dict[str, Any], list[Tensor]]:
    """What a file that need be no model says of itself, and its tensors in order.

    Raises:
        ValueError: it is no GGUF, its head is malformed, or the file ends before its tensors do.
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        head = _Head(file, os.path.getsize(path))
        try:
            count, entries = head.read_entries()
            return entries, head.tensors(count, _alignment(entries))
        except (struct.error, UnicodeDecodeError, EOFError) as error:
            raise ValueError("the head is malformed") from error


def read_entries(path: Path) -> dict[str, Any]:
    """What a file says of itself, whether or not it is a model that can be opened.

    Raises:
        ValueError: it is no GGUF, or its head is malformed.
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        try:
            return _Head(file, os.path.getsize(path)).read_entries()[1]
        except (struct.error, UnicodeDecodeError, EOFError) as error:
            raise ValueError("the head is malformed") from error


class _Head:
    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file = file
        self._size = size
        self._at = 0

    def read_entries(self) -> tuple[int, dict[str, Any]]:
        """How many tensors there are, and what the file says of itself."""
        if self._bytes(4) != _MAGIC or self._number("<I") not in _VERSIONS:
            raise ValueError("no GGUF of a known version")
        tensors = self._count(_MOST_TENSORS)
        return tensors, {self._string(): self._value(self._number("<I")) for _ in self._entries()}

    def read(self) -> GgufHeader:
        tensors, entries = self.read_entries()
        alignment = _alignment(entries)
        tokens = entries.get(VOCABULARY)
        if not isinstance(tokens, list) or len(set(tokens)) != len(tokens):
            # llama.cpp ends the process on a word that stands there twice.
            raise ValueError("no vocabulary of different words")
        if not self.tensors(tensors, alignment):
            raise ValueError("a model without tensors")
        return GgufHeader(entries, self._size)

    def tensors(self, count: int, alignment: int) -> list[Tensor]:
        """What follows the entries."""
        found = [self._tensor() for _ in range(count)]
        start = -(-self._at // alignment) * alignment
        if any(start + each.start + each.size > self._size for each in found):
            raise ValueError("the file ends before its tensors")
        return [replace(each, start=start + each.start) for each in found]

    def _entries(self) -> range:
        return range(self._count(_MOST_ENTRIES))

    def _tensor(self) -> Tensor:
        """A tensor; its start is counted from where the first one begins."""
        name = self._string()
        dimensions = self._number("<I")
        if not 1 <= dimensions <= _MOST_DIMENSIONS:
            raise ValueError("a tensor of too many dimensions")
        shape = tuple(self._count(1 << 40) for _ in range(dimensions))
        numbers = math.prod(shape)
        kind = self._number("<I")
        # Of a format that is newer than this, one byte is there at least.
        block, width = _BLOCKS.get(kind, (max(1, numbers), 1))
        return Tensor(name, shape, kind, int(self._number("<Q")), -(-numbers // block) * width)

    def _value(self, kind: int) -> Any:
        if kind == _STRING:
            return self._string()
        if kind != _ARRAY:
            return self._number(_format(kind))
        inner, count = self._number("<I"), self._count(_LONGEST_ARRAY)
        if inner == _STRING:
            return [self._string() for _ in range(count)]
        layout = _format(inner)
        width = struct.calcsize(layout)
        return [each for (each,) in struct.iter_unpack(layout, self._bytes(count * width))]

    def _string(self) -> str:
        # Tokens of some vocabularies are parts of characters.
        return self._bytes(self._count(_LONGEST_STRING)).decode("utf-8", "surrogateescape")

    def _count(self, most: int) -> int:
        count = int.from_bytes(self._bytes(8), "little")
        if count > most:
            raise ValueError("a number beyond all measure")
        return count

    def _number(self, layout: str) -> Any:
        return struct.unpack(layout, self._bytes(struct.calcsize(layout)))[0]

    def _bytes(self, count: int) -> bytes:
        # Counted here: the file would be asked where it is at each of some 300,000 words.
        if count > self._size - self._at:
            raise EOFError
        self._at += count
        return self._file.read(count)


def _alignment(entries: dict[str, Any]) -> int:
    alignment = entries.get("general.alignment", 32)
    if not isinstance(alignment, int) or not 8 <= alignment <= 1 << 16:
        raise ValueError("no alignment")
    return alignment


def _format(kind: int) -> str:
    if kind not in _NUMBERS:
        raise ValueError("an entry of an unknown type")
    return _NUMBERS[kind]
