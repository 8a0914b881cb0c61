"""What came of a download that has not ended: its files and a journal of them on the disk.

    <models>/.unfinished/<entry>/journal.json   source, and of each file size, digest, bytes, state
    <models>/.unfinished/<entry>/data/…         the files, as far as they came

The journal is written and synced from time to time. What lies in a file beyond what it says is
believed while this computer has not been started anew: the system keeps what a killed program
wrote, but not what was never on the disk when the power went.
"""

import os
import shutil
from collections.abc import Generator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO

from core import paths
from core.catalogue.durable import read_json, sync_folder, write_json
from core.catalogue.sources import Digest, RemoteFile
from core.events import Progress, Stage

FOLDER = ".unfinished"
_BLOCK = 1 << 20
_SAME_START_SECONDS = 90.0
"""How far two readings of when this computer was started may be apart."""


def folder() -> Path:
    """Where unfinished downloads are."""
    return paths.models_folder() / FOLDER


def entries() -> list[tuple[str, int]]:
    """Ids of entries of which something came, with the bytes that did."""
    found = []
    if folder().is_dir():
        for path in sorted(folder().iterdir()):
            if (path / "journal.json").is_file():
                data = (each for each in (path / "data").rglob("*") if each.is_file())
                found.append((path.name, sum(each.stat().st_size for each in data)))
    return found


@dataclass(slots=True)
class Part:
    """A file of the download as it stands."""

    path: str
    size: int
    digest: str
    synced: int = 0
    """Bytes known to be on the disk."""
    done: bool = False
    """All of it is there and is what the source says."""


class Unfinished:
    """The download of one entry, as it stands on the disk."""

    def __init__(self, entry: str) -> None:
        """Look at what there is; nothing is made yet."""
        self.folder = folder() / entry
        self._journal = self.folder / "journal.json"
        raw = read_json(self._journal)
        self.source = str(raw.get("source", ""))
        self.etag = str(raw.get("etag", ""))
        same = abs(float(raw.get("started", 0.0)) - _started()) < _SAME_START_SECONDS
        self.parts: dict[str, Part] = {}
        for each in raw.get("files", ()):
            part = Part(**{slot: each[slot] for slot in Part.__slots__})
            if not part.done and not same:
                self._cut(part, part.synced)
            self.parts[part.path] = part

    def plan(self, source: str, files: Sequence[RemoteFile]) -> None:
        """Set out to fetch these files; what came of the same ones is kept, the rest goes."""
        kept: dict[str, Part] = {}
        for file in files:
            part = self.parts.get(file.path)
            if part is None or not _is_same(part, file):
                part = Part(file.path, file.size, file.digest)
                self.at(part).unlink(missing_ok=True)
            kept[file.path] = part
        for path, part in self.parts.items():
            if path not in kept:
                self.at(part).unlink(missing_ok=True)
        if source != self.source:
            self.etag = ""
        self.source, self.parts = source, kept
        for part in kept.values():
            self.at(part).parent.mkdir(parents=True, exist_ok=True)
        self.save()

    def at(self, part: Part) -> Path:
        """Where the bytes of a file are."""
        return self.folder / "data" / part.path

    def came(self, part: Part) -> int:
        """Bytes of a file that are there."""
        try:
            return min(self.at(part).stat().st_size, part.size)
        except FileNotFoundError:
            part.done = False
            return 0

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(part.size for part in self.parts.values())

    @property
    def all_came(self) -> int:
        """Bytes of all files that are there."""
        return sum(self.came(part) for part in self.parts.values())

    def digest(self, file: RemoteFile) -> Generator[Progress, None, Digest]:
        """The digest of what is there of a file, read from the disk."""
        digest, part = Digest(file), self.parts[file.path]
        there, read = self.came(part), 0
        if there:
            with self.at(part).open("rb") as opened:
                while block := opened.read(min(_BLOCK, there - read)):
                    digest.update(block)
                    read += len(block)
                    yield Progress(Stage.VERIFYING, read, there)
        return digest

    def open(self, part: Part) -> BinaryIO:
        """The file, ready for the next bytes."""
        path = self.at(part)
        there = self.came(part)
        file = path.open("r+b" if path.exists() else "w+b", buffering=0)
        file.truncate(there)
        file.seek(there)
        return file

    def sync(self, part: Part, file: BinaryIO) -> None:
        """Bring what came to the disk and note it."""
        os.fsync(file.fileno())
        part.synced = file.tell()
        self.save()

    def finish(self, part: Part) -> None:
        """Note that a file is whole and right."""
        part.done, part.synced = True, part.size
        self.save()

    def throw_away(self, part: Part) -> None:
        """Begin a file anew."""
        self.at(part).unlink(missing_ok=True)
        part.done, part.synced = False, 0
        self.save()

    def discard(self) -> None:
        """Throw everything away. The journal goes first: without it the rest counts for nothing."""
        self._journal.unlink(missing_ok=True)
        shutil.rmtree(self.folder, ignore_errors=True)

    def save(self) -> None:
        """Write the journal."""
        self.folder.mkdir(parents=True, exist_ok=True)
        made = {
            "source": self.source,
            "etag": self.etag,
            "started": _started(),
            "files": [asdict(part) for part in self.parts.values()],
        }
        write_json(self._journal, made)
        sync_folder(self.folder.parent)

    def _cut(self, part: Part, length: int) -> None:
        """Keep only so much of a file."""
        if self.came(part) > length:
            with self.at(part).open("r+b") as file:
                file.truncate(length)


def _is_same(part: Part, file: RemoteFile) -> bool:
    """Whether a file of the plan is the one that came so far."""
    if part.size != file.size:
        return False
    if part.digest == file.digest:
        return True
    # Sources digest small files differently; one that is whole was right by its own source.
    return part.done and part.digest.split(":")[0] != file.digest.split(":")[0]


def _started() -> float:
    """When this computer was started, in seconds since the epoch."""
    import psutil

    return float(psutil.boot_time())
