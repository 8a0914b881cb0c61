"""A library's folder: its files, the writer's lock, and the copies of the original documents.

A document's name is never part of a path here: copies are called by the hash of their content.
"""

import contextlib
import hashlib
import os
import re
import shutil
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from core.errors import DiskFull, FileVanished, LibraryBusy, ReadOnlyLibrary

if TYPE_CHECKING:
    from filelock import BaseFileLock

ID_DIGITS = 32
_OURS = re.compile(rf"[0-9a-f]{{{ID_DIGITS}}}(?:\.[a-z0-9]{{1,10}})?")
_INCOMING = ".incoming-"
_GRAPH = "graph"
_PIECE = 1 << 20
_NO_SPACE = 28


class LibraryFolder:
    """The files of one library."""

    def __init__(self, path: Path) -> None:
        self.path = path.absolute()
        self.database = self.path / "library.sqlite"
        self.card = self.path / "library.toml"
        self.originals = self.path / "documents"
        self.index = self.path / "index"
        self.backups = self.path / "backups"
        self._session = self.path / "session"
        self._lock: BaseFileLock | None = None

    def make(self) -> None:
        """Make the folders that are missing.

        Raises:
            DiskFull: no room.
        """
        try:
            for folder in (self.path, self.originals, self.backups):
                folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise_if_full(error, self.path)
            raise

    # ---- one writer ----------------------------------------------------------------------------

    def lock(self) -> None:
        """Become the writer. The operating system lets go of the lock of a process that died.

        Raises:
            LibraryBusy: another process is.
            ReadOnlyLibrary: nothing may be written to the folder.
            DiskFull: no room.
        """
        from filelock import FileLock, Timeout

        lock = FileLock(self.path / "lock", timeout=0, thread_local=False)
        try:
            lock.acquire()
        except Timeout as error:
            raise LibraryBusy(path=str(self.path)) from error
        except OSError as error:
            raise_if_full(error, self.path)
            raise ReadOnlyLibrary(path=str(self.path)) from error
        self._lock = lock

    def unlock(self) -> None:
        """Let others write."""
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    # ---- sessions ------------------------------------------------------------------------------

    def begin_session(self) -> str:
        """A new name for the time until the library is closed in order."""
        session = uuid4().hex
        write_whole(self._session, f"{session}\n".encode())
        return session

    def session(self) -> str:
        """Name of a session that has not been ended in order, or ""."""
        try:
            return self._session.read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError):
            return ""

    def end_session(self) -> None:
        """The library is being closed in order."""
        self._session.unlink(missing_ok=True)

    # ---- library.toml --------------------------------------------------------------------------

    def read_card(self) -> dict[str, str]:
        """What library.toml says; empty when it is missing or damaged."""
        try:
            card = tomllib.loads(self.card.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
            return {}
        return {key: str(value) for key, value in card.items()}

    def write_card(self, values: dict[str, str | int]) -> None:
        """Write library.toml whole."""
        import tomli_w

        write_whole(self.card, tomli_w.dumps(values).encode())

    # ---- originals -----------------------------------------------------------------------------

    def store_original(self, source: Path, id: str, extension: str) -> Path:
        """Copy a file to documents/<id>.<ext>; when this returns it survives a power cut.

        `extension` without its dot; one that is not plain is left out.

        Raises:
            FileVanished: it cannot be read, or is not the content `id` any more.
            DiskFull: no room.
        """
        extension = extension.lower().lstrip(".")
        plain = re.fullmatch(r"[a-z0-9]{1,10}", extension)
        target = self.originals / (f"{id}.{extension}" if plain else id)
        if not _OURS.fullmatch(target.name):
            raise ValueError(f"not an id: {id}")
        incoming = self.originals / f"{_INCOMING}{target.name}"
        digest = hashlib.sha256()
        try:
            try:
                reader = open(source, "rb")  # noqa: SIM115 - opened apart to tell whose error it is
            except OSError as error:
                raise FileVanished(name=source.name) from error
            with reader, open(incoming, "wb") as writer:
                while piece := reader.read(_PIECE):
                    digest.update(piece)
                    writer.write(piece)
                writer.flush()
                os.fsync(writer.fileno())
            if digest.hexdigest()[:ID_DIGITS] != id:
                raise FileVanished(name=source.name)
            os.replace(incoming, target)
            sync_folder(self.originals)
        except OSError as error:
            raise_if_full(error, self.path)
            raise
        finally:
            incoming.unlink(missing_ok=True)
        return target

    def remove_original(self, path: Path) -> None:
        """Delete a copy; anything else is left alone.

        One that another program holds open stays; a check of the library finds it.
        """
        if path.parent == self.originals and _OURS.fullmatch(path.name):
            with contextlib.suppress(PermissionError):
                path.unlink(missing_ok=True)

    def unowned(self, owned: Iterable[str]) -> list[Path]:
        """Copies that belong to none of the `owned` file names."""
        names = set(owned)
        if not self.originals.exists():
            return []
        return sorted(
            path
            for path in self.originals.iterdir()
            if _OURS.fullmatch(path.name) and path.name not in names
        )

    def set_aside(self, path: Path) -> None:
        """Move a file that belongs to no document to the folder “unowned”."""
        aside = self.path / "unowned"
        aside.mkdir(exist_ok=True)
        os.replace(path, aside / path.name)

    def sweep(self, owned: Iterable[str] | None) -> int:
        """Delete half-made copies and, when `owned` is given, copies that belong to no document.

        Returns the number of files deleted.
        """
        if not self.originals.exists():
            return 0
        gone = [path for path in self.originals.iterdir() if path.name.startswith(_INCOMING)]
        gone += self.unowned(owned) if owned is not None else []
        for path in gone:
            path.unlink(missing_ok=True)
        return len(gone)

    def index_of(self, recipe: int) -> Path:
        """Folder of a recipe's index."""
        return self.index / str(recipe)

    def remove_index(self, recipe: int) -> None:
        """Delete a recipe's index."""
        shutil.rmtree(self.index_of(recipe), ignore_errors=True)

    @property
    def graph(self) -> Path:
        """Folder of the assembled knowledge graph."""
        return self.index / _GRAPH

    def sweep_indexes(self, recipes: Iterable[int]) -> None:
        """Delete what is in “index” and is neither the graph nor one of these recipes' index."""
        if not self.index.is_dir():
            return
        kept = {_GRAPH, *(str(recipe) for recipe in recipes)}
        for path in self.index.iterdir():
            if path.name not in kept:
                if path.is_dir() and not path.is_symlink():
                    shutil.rmtree(path, ignore_errors=True)
                else:
                    path.unlink(missing_ok=True)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that a power cut leaves the old or the new one."""
    temporary = path.with_name(f".{path.name}.new")
    with open(temporary, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make names in a folder survive a power cut, where the system has a way to."""
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


def raise_if_full(error: OSError, path: Path) -> None:
    """Turn “no space left” into a named error.

    Raises:
        DiskFull: that is what it is.
    """
    if error.errno == _NO_SPACE:
        raise DiskFull(path=str(path)) from error
