"""The lines of a text file of a stranger, whatever its encoding and size, a piece at a time."""

import codecs
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from core.examples.problems import Problem, trouble
from core.parsing.encoding import SAMPLE_BYTES, decode, is_binary

LONGEST_LINE = 4_000_000
"""Characters; of a longer line only that it is too long is told."""
PIECE = 1 << 18
_BINARIES = (
    (b"%PDF", "PDF"),
    (b"PAR1", "Parquet"),
    (b"SQLite format 3", "SQLite"),
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf", "7-Zip"),
    (b"Rar!", "RAR"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GGUF", "GGUF"),
    (b"\x7fELF", ""),
    (b"MZ\x90", ""),
)


class Line(NamedTuple):
    """A line without its end."""

    text: str
    too_long: bool = False


class TextFile:
    """A text file whose encoding has been found out."""

    def __init__(self, path: Path) -> None:
        """Look at its beginning, and at the first bytes beyond ASCII.

        Raises:
            Trouble: it is empty or no text.
        """
        self.path = path
        self.size = path.stat().st_size
        self.read = 0
        """Bytes read by `pieces` so far."""
        with path.open("rb") as file:
            head = file.read(SAMPLE_BYTES)
        if not head.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
            raise trouble(Problem.EMPTY_FILE)
        for start, what in _BINARIES:
            if head.startswith(start):
                raise trouble(Problem.BINARY, what=f" but {what}" if what else "")
        few_zeros = head.replace(b"\0", b"") if head.count(0) <= len(head) // 50 else head
        # Some programs leave single zeros in a text.
        if is_binary(head) and is_binary(few_zeros):
            raise trouble(Problem.BINARY, what="")
        self.encoding = self._encoding(head)
        self.head = decode(head, self.encoding, partial=True)[0].lstrip("\ufeff")

    def _encoding(self, head: bytes) -> str:
        sample = head
        if head.isascii() and not head.startswith(codecs.BOM_UTF16_LE):
            sample = self._beyond_ascii()
        found = decode(sample.replace(b"\0", b"") if _few(sample) else sample, partial=True)[1]
        return "utf-8-sig" if found == "utf-8" else found

    def _beyond_ascii(self) -> bytes:
        """The neighbourhood of the first byte that is not ASCII; the beginning without one."""
        with self.path.open("rb") as file:
            while piece := file.read(PIECE):
                if not piece.isascii():
                    place = next(at for at, byte in enumerate(piece) if byte > 127)
                    return piece[place:] + file.read(SAMPLE_BYTES)
        return b""

    def pieces(self) -> Iterator[str]:
        """The text in pieces; characters that cannot be read are U+FFFD, zeros are gone."""
        decoder = codecs.getincrementaldecoder(self.encoding)("replace")
        first = True
        with self.path.open("rb") as file:
            while raw := file.read(PIECE):
                self.read += len(raw)
                text = decoder.decode(raw).replace("\0", "")
                if first:
                    text, first = text.lstrip("\ufeff"), False
                yield text
        yield decoder.decode(b"", final=True)

    def lines(self) -> Iterator[Line]:
        """The lines, ended by any usual line end."""
        held: list[str] = []
        length = 0
        for piece in self._with_newlines():
            first, *others = piece.split("\n")
            if length <= LONGEST_LINE:
                held.append(first)
            length += len(first)
            for other in others:
                yield _line(held, length)
                held, length = [other], len(other)
        if length:
            yield _line(held, length)

    def _with_newlines(self) -> Iterator[str]:
        held = ""
        for piece in self.pieces():
            text = held + piece
            # The other half of a line end may be in the next piece.
            held = "\r" if text.endswith("\r") else ""
            text = text[: len(text) - len(held)]
            yield text.replace("\r\n", "\n").replace("\r", "\n")
        if held:
            yield "\n"


def _few(sample: bytes) -> bool:
    return 0 < sample.count(0) <= len(sample) // 50


def _line(held: list[str], length: int) -> Line:
    return Line("", True) if length > LONGEST_LINE else Line("".join(held))
