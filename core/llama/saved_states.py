"""What was read of pinned documents, kept on the disk: the next day's first question is fast.

A file holds a line of JSON and the state as llama.cpp gave it. A state belongs to a fingerprint and
to its tokens: for any other model, way of opening it, or beginning of a prompt it is nothing. Files
are written beside their place, flushed and put there; one that is damaged is deleted, and so are
the ones that were used the longest time ago when all together are too large.
"""

import hashlib
import json
import os
import shutil
import tempfile
import zlib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST_BYTES = 4 << 30
SHARE_OF_FREE = 8
"""States take at most this part of what would be free on the disk without them."""
_LONGEST_HEAD = 4096
_ENDING = ".state"
_UNFINISHED = ".unfinished"


@dataclass(frozen=True)
class Kept:
    """A state on the disk."""

    path: Path
    fingerprint: str
    tokens: int
    digest: str
    """Of the tokens."""
    size: int
    """Of the state, in bytes."""
    checksum: int
    start: int
    """Where in the file the state begins."""


class SavedStates:
    """The states in a folder, of all models together."""

    def __init__(self, folder: Path, most_bytes: int = 0) -> None:
        """`most_bytes`: what they may take together; 0 for as much as is usual."""
        self._folder = folder
        self._most = most_bytes or MOST_BYTES
        for left in self._files(_UNFINISHED):
            left.unlink(missing_ok=True)

    @property
    def total_bytes(self) -> int:
        """What all of them take."""
        return sum(_size(path) for path in self._files())

    def has(self, name: str, fingerprint: str, tokens: "NDArray[np.int32]") -> bool:
        """Whether exactly this is kept under that name."""
        kept = self._head(self._path(name))
        return kept is not None and _says(kept, fingerprint, tokens) and kept.tokens == len(tokens)

    def keep(self, name: str, fingerprint: str, tokens: "NDArray[np.int32]", state: bytes) -> bool:
        """Keep a state under a name, in place of another; False when there is no room for it."""
        path = self._path(name)
        room = self._room()
        if len(state) + _LONGEST_HEAD > room:
            return False
        head = {
            "fingerprint": fingerprint,
            "tokens": len(tokens),
            "digest": _digest(tokens),
            "size": len(state),
            "checksum": zlib.crc32(state),
        }
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            path.unlink(missing_ok=True)
            self._shrink(room - len(state) - _LONGEST_HEAD)
            with tempfile.NamedTemporaryFile(
                dir=self._folder, suffix=_UNFINISHED, delete=False
            ) as file:
                try:
                    file.write(json.dumps(head, ensure_ascii=True).encode() + b"\n")
                    file.write(state)
                    file.flush()
                    os.fsync(file.fileno())
                except BaseException:
                    file.close()
                    os.unlink(file.name)
                    raise
            os.replace(file.name, path)
        except OSError:
            return False
        return True

    def longest(self, fingerprint: str, tokens: "NDArray[np.int32]", least: int) -> Kept | None:
        """The longest state that is of a beginning of these tokens, of `least` at least."""
        found = [kept for path in self._files() if (kept := self._head(path)) is not None]
        found.sort(key=lambda kept: -kept.tokens)
        for kept in found:
            if kept.tokens >= max(least, 1) and _says(kept, fingerprint, tokens):
                return kept
        return None

    def state(self, kept: Kept) -> bytes | None:
        """The state itself; None when the file is gone or damaged, in which case it is deleted."""
        try:
            with kept.path.open("rb") as file:
                file.seek(kept.start)
                state = file.read(kept.size)
        except OSError:
            return None
        if len(state) != kept.size or zlib.crc32(state) != kept.checksum:
            self.remove(kept)
            return None
        with suppress(OSError):
            os.utime(kept.path)
        return state

    def remove(self, kept: Kept) -> None:
        """Delete a state."""
        with suppress(OSError):
            kept.path.unlink()

    def _path(self, name: str) -> Path:
        # Names are other people's words: of documents, say.
        return self._folder / (hashlib.sha256(name.encode()).hexdigest()[:32] + _ENDING)

    def _files(self, ending: str = _ENDING) -> list[Path]:
        try:
            return [path for path in self._folder.iterdir() if path.suffix == ending]
        except OSError:
            return []

    def _head(self, path: Path) -> Kept | None:
        """What the file says of itself; None when there is none, or a damaged one, which is
        deleted."""
        try:
            with path.open("rb") as file:
                return _read_head(file, path)
        except OSError:
            return None
        except ValueError:
            with suppress(OSError):
                path.unlink()
            return None

    def _room(self) -> int:
        try:
            parent = next(each for each in (self._folder, *self._folder.parents) if each.is_dir())
            free = shutil.disk_usage(parent).free
        except (OSError, StopIteration):
            return 0
        return min(self._most, (free + self.total_bytes) // SHARE_OF_FREE)

    def _shrink(self, most: int) -> None:
        """Delete what was used the longest time ago until the rest takes at most `most` bytes."""
        files = sorted(self._files(), key=_used)
        total = sum(map(_size, files))
        for path in files:
            if total <= most:
                break
            total -= _size(path)
            path.unlink(missing_ok=True)


def _read_head(file: BinaryIO, path: Path) -> Kept:
    line = file.readline(_LONGEST_HEAD)
    if not line.endswith(b"\n"):
        raise ValueError("no head")
    head: Any = json.loads(line)
    try:
        kept = Kept(
            path,
            str(head["fingerprint"]),
            int(head["tokens"]),
            str(head["digest"]),
            int(head["size"]),
            int(head["checksum"]),
            len(line),
        )
    except (KeyError, TypeError) as error:
        raise ValueError("no head") from error
    if os.fstat(file.fileno()).st_size != kept.start + kept.size:
        raise ValueError("not its size")
    return kept


def _says(kept: Kept, fingerprint: str, tokens: "NDArray[np.int32]") -> bool:
    return (
        kept.fingerprint == fingerprint
        and kept.tokens <= len(tokens)
        and kept.digest == _digest(tokens[: kept.tokens])
    )


def _digest(tokens: "NDArray[np.int32]") -> str:
    return hashlib.sha256(tokens.astype("<i4").tobytes()).hexdigest()


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _used(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0
