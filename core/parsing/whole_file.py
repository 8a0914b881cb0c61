"""Reads a file whole, or refuses it by its size before a byte of it is read."""

from pathlib import Path

from core.errors import TooLarge
from core.parsing import encoding


def require_at_most(path: Path, name: str, most: int) -> None:
    """Refuse a file of more than `most` bytes.

    Raises:
        TooLarge: it is larger.
    """
    if path.stat().st_size > most:
        raise TooLarge(name=name, limit=f"{most // 1_000_000} MB")


def read_bytes(path: Path, name: str, most: int) -> bytes:
    """The content of a file of at most `most` bytes.

    Raises:
        TooLarge: it is larger.
    """
    require_at_most(path, name, most)
    return path.read_bytes()


def read_text(path: Path, name: str, most: int) -> str:
    """The text of a file of at most `most` bytes, in whatever encoding.

    Raises:
        TooLarge: it is larger.
    """
    return encoding.decode(read_bytes(path, name, most))[0]
