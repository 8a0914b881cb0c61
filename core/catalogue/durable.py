"""Files that are there whole or not at all, also after a power cut."""

import contextlib
import errno
import json
import os
import shutil
from collections.abc import Generator
from pathlib import Path
from typing import Any

from core.errors import DiskFull

_RESERVE = 256 * 1024 * 1024
"""Bytes that are left free on a disk."""


def sync_folder(folder: Path) -> None:
    """See that what was made, moved or removed in a folder is on the disk."""
    if os.name == "nt":
        return  # Windows keeps its folders in a journal, and opens none
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_json(path: Path, value: Any) -> None:
    """Write a small file so that a crash leaves the old or the new one, never half of one."""
    temporary = path.with_name(path.name + ".new")
    with temporary.open("w", encoding="utf-8") as file:
        json.dump(value, file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, path)
    sync_folder(path.parent)


def read_json(path: Path) -> dict[str, Any]:
    """What stands in such a file; empty where it is missing or makes no sense."""
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return value if isinstance(value, dict) else {}


def require_room(folder: Path, needed: int) -> None:
    """See that a disk has room for so many bytes more.

    Raises:
        DiskFull: it has not; nothing was written. Subject also: needed, available.
    """
    free = shutil.disk_usage(folder).free
    if needed + _RESERVE > free:
        raise DiskFull(path=str(folder), needed=size(needed), available=size(free))


@contextlib.contextmanager
def told_when_full(folder: Path) -> Generator[None, None, None]:
    """Name the error when a disk fills up while something is written."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFull(path=str(folder)) from error
        raise


def size(count: float) -> str:
    """Bytes in the unit that suits them, for the subject of an error."""
    return f"{count / 1e9:.1f} GB" if count >= 1e9 else f"{count / 1e6:.0f} MB"


def free_name(path: Path) -> Path:
    """A path beside `path` at which nothing is: itself, or with a number."""
    if not os.path.lexists(path):
        return path
    stem, suffix = (path.stem, path.suffix) if path.suffix == ".gguf" else (path.name, "")
    return next(
        made
        for number in range(2, 10_000)
        if not os.path.lexists(made := path.with_name(f"{stem} ({number}){suffix}"))
    )
