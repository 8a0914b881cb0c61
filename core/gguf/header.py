"""What a GGUF file says of itself, read with limits: such a file comes from a stranger.

The library that opens it for use ends the whole process on some malformed heads and takes memory by
numbers in the file, so the head is checked here first. Format: ggml's docs/gguf.md, versions 2, 3.
"""

import os
import struct
from dataclasses import dataclass
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

    def read_entries(self) -> tuple[int, dict[str, Any]]:
        """How many tensors there are, and what the file says of itself."""
        if self._bytes(4) != _MAGIC or self._number("<I") not in _VERSIONS:
            raise ValueError("no GGUF of a known version")
        tensors = self._count(_MOST_TENSORS)
        return tensors, {self._string(): self._value(self._number("<I")) for _ in self._entries()}

    def read(self) -> GgufHeader:
        tensors, entries = self.read_entries()
        alignment = entries.get("general.alignment", 32)
        if not isinstance(alignment, int) or not 8 <= alignment <= 1 << 16:
            raise ValueError("no alignment")
        tokens = entries.get(VOCABULARY)
        if not isinstance(tokens, list) or len(set(tokens)) != len(tokens):
            # llama.cpp ends the process on a word that stands there twice.
            raise ValueError("no vocabulary of different words")
        offsets = [self._tensor() for _ in range(tensors)]
        start = -(-self._file.tell() // alignment) * alignment
        # How long the last tensor is depends on its number format; it cannot begin past the end.
        if not offsets or start + max(offsets) >= self._size:
            raise ValueError("the file ends before its tensors")
        return GgufHeader(entries, self._size)

    def _entries(self) -> range:
        return range(self._count(_MOST_ENTRIES))

    def _tensor(self) -> int:
        """Skip what is said of a tensor but its offset."""
        self._string()
        dimensions = self._number("<I")
        if not 1 <= dimensions <= _MOST_DIMENSIONS:
            raise ValueError("a tensor of too many dimensions")
        for _ in range(dimensions):
            self._count(1 << 40)
        self._number("<I")
        return int(self._number("<Q"))

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
        count = int(self._number("<Q"))
        if count > most:
            raise ValueError("a number beyond all measure")
        return count

    def _number(self, layout: str) -> Any:
        return struct.unpack(layout, self._bytes(struct.calcsize(layout)))[0]

    def _bytes(self, count: int) -> bytes:
        if count > self._size - self._file.tell():
            raise EOFError
        return self._file.read(count)


def _format(kind: int) -> str:
    if kind not in _NUMBERS:
        raise ValueError("an entry of an unknown type")
    return _NUMBERS[kind]
