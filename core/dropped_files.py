"""Which files are meant when a person drops files and folders."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

IGNORED_NAMES = frozenset({"thumbs.db", "desktop.ini", "ehthumbs.db", "icon\r", "__macosx"})


def files_in(path: Path) -> Iterator[tuple[Path, int]]:
    """The regular files at or below `path` with their sizes, in name order.

    Hidden and system files are passed over; symbolic links inside a folder are not followed, so
    nothing outside what was dropped comes in.
    """
    if os.path.isfile(path):
        yield path.absolute(), os.path.getsize(path)
        return
    for folder, folders, names in os.walk(path.absolute(), followlinks=False):
        folders[:] = sorted(name for name in folders if not _ignored(name))
        for name in sorted(names):
            file = Path(folder, name)
            try:
                status = file.lstat()
            except OSError:
                continue
            if stat.S_ISREG(status.st_mode) and not _ignored(name):
                yield file, status.st_size


def _ignored(name: str) -> bool:
    return name.startswith((".", "~$")) or name.lower() in IGNORED_NAMES
