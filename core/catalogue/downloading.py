"""The road of a download: list, plan, fetch, verify, put into place.

Sources are asked in turn. What came is never fetched again: a request begins where the file ends,
whichever source it goes to, as long as the digest that the sources publish is the same. Nothing
becomes a model before all of it is what its source says. Killed at any moment, it goes on.
"""

import time
from collections import deque
from collections.abc import Generator
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import BinaryIO

from core import settings
from core.catalogue import sources
from core.catalogue.durable import require_room, told_when_full
from core.catalogue.entries import Listing, listing
from core.catalogue.installed import installed, of_entry
from core.catalogue.placing import place
from core.catalogue.sources import Digest, RemoteFile
from core.catalogue.transfer import BEAT, Cut, Head, Line, NoRange, SourceTrouble, Transfer
from core.catalogue.unfinished import Part, Unfinished, folder
from core.errors import BadRequest, DownloadDamaged, DownloadFailed
from core.events import Progress, Road, Stage
from core.types import InstalledModel

_LARGEST_LIST = 16 * 1024 * 1024
_SYNC_BYTES = 64 * 1024 * 1024
_SYNC_SECONDS = 5.0
_TELL_SECONDS = 0.1
_HEAD = 16
"""Bytes by which a file of weights is known."""


@dataclass(frozen=True, slots=True)
class Habits:
    """How patient a download is."""

    patience: float = 20.0
    """Seconds of silence after which a source has stalled."""
    pauses: tuple[float, ...] = (0.5, 2.0, 5.0)
    """Seconds before asking again, one after another; a source that got nothing through so many
    times is left."""


USUAL = Habits()


def download(entry: str, habits: Habits = USUAL) -> Road[InstalledModel]:
    """Fetch a model of the catalogue, or go on with it; one that is there is not fetched again.

    Yields Progress in bytes, `detail` being the host that sends them. Closed, it keeps what came.

    Raises:
        NotFound: the catalogue has no such model.
        BadRequest: it is being downloaded already, elsewhere.
        DiskFull: there is no room for it.
        DownloadFailed: no source got it through; what came is kept.
        DownloadDamaged: what came was not what its source announced; it was thrown away.
    """
    from filelock import FileLock, Timeout

    wanted = listing(entry)
    there = of_entry(entry)
    if there is not None:
        return there
    folder().mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        lock = FileLock(folder() / f"{entry}.lock", timeout=0, thread_local=False)
        try:
            stack.enter_context(lock)
        except Timeout:
            raise BadRequest(reason=f"“{wanted.entry.name}” is being downloaded.") from None
        stack.enter_context(told_when_full(folder()))
        return (yield from _Download(wanted, habits).run())


def discard(entry: str) -> None:
    """Throw away what came of a download that was not ended.

    Raises:
        NotFound: the catalogue has no such model.
        BadRequest: it is being downloaded.
    """
    from filelock import FileLock, Timeout

    wanted = listing(entry)
    if not folder().is_dir():
        return
    try:
        with FileLock(folder() / f"{entry}.lock", timeout=0, thread_local=False):
            Unfinished(entry).discard()
    except Timeout:
        raise BadRequest(reason=f"“{wanted.entry.name}” is being downloaded.") from None


class _Again(SourceTrouble):
    """What the source says of its files has to be read anew; it has not failed."""


@dataclass(slots=True)
class _Source:
    """A source and how it has done so far."""

    name: str
    failures: int = 0
    """Times in a row that nothing came of it."""
    trouble: str = ""
    damaged: bool = False
    no_range: bool = False


@dataclass(slots=True)
class _Rate:
    """Bytes a second over the last while, gaps in which nobody went on left out."""

    seen: deque[tuple[float, int]] = field(default_factory=deque)

    def left(self, done: int, total: int) -> float:
        """Seconds until all is there; -1 while that is not known."""
        now = time.monotonic()
        if self.seen and now - self.seen[-1][0] > 3.0:
            self.seen.clear()
        self.seen.append((now, done))
        while now - self.seen[0][0] > 15.0:
            self.seen.popleft()
        since, before = self.seen[0]
        if now - since < 1.5 or done <= before:
            return -1.0
        return (total - done) * (now - since) / (done - before)


class _Download:
    def __init__(self, wanted: Listing, habits: Habits) -> None:
        current = settings.load()
        self._listing = wanted
        self._name = wanted.entry.name
        self._habits = habits
        self._line = Line(proxy=current.proxy, patience=habits.patience)
        self._sources = deque(_Source(name) for name in sources.order(wanted, current.model_source))
        self._left: list[_Source] = []
        self._state = Unfinished(wanted.entry.id)
        self._digests: dict[tuple[str, str], Digest] = {}
        self._senders: dict[str, set[str]] = {}
        """Sources of which a file is made; "" for what came earlier."""
        self._rate = _Rate()
        self._told = 0.0

    def run(self) -> Road[InstalledModel]:
        """To the end, whichever source gets there."""
        yield Progress(Stage.DOWNLOADING, self._state.all_came, self._state.size)
        while self._sources:
            source = self._sources[0]
            before = self._state.all_came
            try:
                yield from self._from(source)
                break
            except _Again:
                continue
            except SourceTrouble as trouble:
                yield from self._after(source, trouble, self._state.all_came > before)
        else:
            raise self._failure()
        path = place(self._listing, self._state, sources.host(source.name))
        return next(each for each in installed() if each.path == str(path))

    def _after(
        self, source: _Source, trouble: SourceTrouble, came_on: bool
    ) -> Generator[Progress, None, None]:
        """Decide who is asked next, and wait for it."""
        source.trouble = trouble.reason
        if isinstance(trouble, NoRange):
            # It is kept for the end: from it the beginning would come once more.
            source.no_range = True
            if len(self._sources) > 1:
                self._sources.rotate(-1)
                yield from self._wait(BEAT)
            return
        source.failures = 0 if came_on else source.failures + 1
        given_up = trouble.lasting or source.failures > len(self._habits.pauses)
        if given_up:
            self._left.append(self._sources.popleft())
        elif not isinstance(trouble, Cut) or not came_on:
            self._sources.rotate(-1)
        if not self._sources or came_on:
            return
        # Another source is asked at once; one that has failed before is left in peace a while.
        following = self._sources[0]
        if following.failures:
            pause = self._habits.pauses[min(following.failures, len(self._habits.pauses)) - 1]
            yield from self._wait(max(pause, trouble.wait if following is source else 0.0))

    def _wait(self, seconds: float) -> Generator[Progress, None, None]:
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            time.sleep(min(BEAT, left))
            yield self._progress(self._sources[0])

    def _failure(self) -> DownloadFailed | DownloadDamaged:
        for source in self._left:
            if source.damaged:
                return DownloadDamaged(name=self._name, source=sources.host(source.name))
        told = [f"{sources.host(each.name)}: {each.trouble}" for each in self._left]
        return DownloadFailed(name=self._name, reason="; ".join(told) + ".")

    def _from(self, source: _Source) -> Generator[Progress, None, None]:
        """Fetch what is missing from one source.

        Raises:
            SourceTrouble: it did not get through.
        """
        files = yield from self._files(source)
        self._state.plan(source.name, files)
        require_room(folder(), self._state.size - self._state.all_came)
        for file in files:
            part = self._state.parts[file.path]
            if source.no_range and self._state.came(part) and not self._no_other(source):
                raise NoRange("it cannot go on in the middle")
            if part.done and self._state.came(part) == part.size:
                continue
            yield from self._fetch(source, file, part)

    def _files(self, source: _Source) -> Generator[Progress, None, list[RemoteFile]]:
        """What the source says it has of the model."""
        repository = self._listing.repositories[source.name]
        transfer = Transfer(sources.listing_address(source.name, repository), self._line)
        try:
            head = yield from self._head(source, transfer)
            if head.status != 200:
                raise SourceTrouble("its list of files makes no sense", lasting=True)
            said = bytearray()
            for piece in transfer.pieces():
                said += piece or b""
                if len(said) > _LARGEST_LIST:
                    raise SourceTrouble("its list of files makes no sense", lasting=True)
                yield from self._tell(source)
        finally:
            transfer.close()
        there = sources.files(source.name, repository, _decoded(bytes(said)))
        return sources.wanted(self._listing, there)

    def _head(self, source: _Source, transfer: Transfer) -> Generator[Progress, None, Head]:
        waiting = transfer.head()
        while True:
            try:
                next(waiting)
            except StopIteration as end:
                head: Head = end.value
                return head
            yield self._progress(source)

    def _fetch(
        self, source: _Source, file: RemoteFile, part: Part
    ) -> Generator[Progress, None, None]:
        """Fetch what is missing of a file, and verify it."""
        key = (file.path, file.digest)
        digest = self._digests.pop(key, None)
        if digest is None:
            digest = yield from self._state.digest(file)
        if self._state.came(part) < file.size:
            digest = yield from self._stream(source, file, part, digest)
        if not digest.fits():
            self._state.throw_away(part)
            # Who is to blame is known only where one source sent all of it.
            alone = self._senders.pop(file.path, set()) == {source.name}
            source.damaged = True
            raise SourceTrouble("what it sent is damaged", lasting=alone)
        self._state.finish(part)

    def _stream(
        self, source: _Source, file: RemoteFile, part: Part, digest: Digest
    ) -> Generator[Progress, None, Digest]:
        """Write the rest of a file as it comes; its digest."""
        start = self._state.came(part)
        self._senders.setdefault(file.path, {""} if start else set())
        # Where no source begins in the middle, what is there already is passed over as it comes.
        passed = start if source.no_range and self._no_other(source) else 0
        transfer = Transfer(file.address, self._line, start - passed)
        opened: BinaryIO | None = None
        try:
            head = yield from self._head(source, transfer)
            self._check(head.total, head.linked, file)
            if head.start != start - passed:
                raise NoRange("it cannot go on in the middle")
            if self._state.etag and head.etag != self._state.etag and start:
                # Its file may be another one by now; the list of files, read anew, says so.
                self._state.etag = ""
                self._state.save()
                raise _Again("its file may have changed")
            self._state.etag = head.etag
            opened = self._state.open(part)
            yield from self._write(source, file, part, transfer, opened, digest, passed)
        finally:
            transfer.close()
            if opened is not None:
                self._state.sync(part, opened)
                opened.close()
                if part.synced < file.size:
                    self._digests[(file.path, file.digest)] = digest
        return digest

    def _write(
        self,
        source: _Source,
        file: RemoteFile,
        part: Part,
        transfer: Transfer,
        opened: BinaryIO,
        digest: Digest,
        passed: int,
    ) -> Generator[Progress, None, None]:
        missing = file.size - opened.tell()
        unsynced, synced_at = 0, time.monotonic()
        for piece in transfer.pieces():
            data = piece or b""
            if passed and data:
                over = min(passed, len(data))
                passed, data = passed - over, data[over:]
            data = data[:missing]
            if data:
                if opened.tell() == 0 and len(data) >= _HEAD and not _begins_right(file, data):
                    raise SourceTrouble("it sends something else than the file", lasting=True)
                opened.write(data)
                digest.update(data)
                self._senders[file.path].add(source.name)
                missing -= len(data)
                unsynced += len(data)
            if not missing:
                return
            now = time.monotonic()
            if unsynced and (unsynced >= _SYNC_BYTES or now - synced_at > _SYNC_SECONDS):
                self._state.sync(part, opened)
                unsynced, synced_at = 0, now
            yield from self._tell(source)
        raise Cut("the connection broke off")

    def _check(self, total: int, linked: str, file: RemoteFile) -> None:
        """See that a reply is about the file that was listed."""
        kind, _, digits = file.digest.partition(":")
        if total not in (-1, file.size) or (
            kind == "sha256" and len(linked) == len(digits) and linked != digits
        ):
            raise SourceTrouble("its file is not the one it lists", lasting=True)

    def _no_other(self, source: _Source) -> bool:
        """Whether all sources that are left send files from the beginning only."""
        return all(each.no_range or each is source for each in self._sources)

    def _tell(self, source: _Source) -> Generator[Progress, None, None]:
        if time.monotonic() - self._told >= _TELL_SECONDS:
            yield self._progress(source)

    def _progress(self, source: _Source) -> Progress:
        self._told = time.monotonic()
        done, total = self._state.all_came, self._state.size
        left = self._rate.left(done, total)
        return Progress(Stage.DOWNLOADING, done, total, left, sources.host(source.name))


def _decoded(said: bytes) -> object:
    import json

    try:
        value: object = json.loads(said)
    except ValueError as error:
        raise SourceTrouble("its list of files makes no sense", lasting=True) from error
    return value


def _begins_right(file: RemoteFile, data: bytes) -> bool:
    """Whether the first bytes of weights are those of their form; a page of text is not."""
    if file.path.lower().endswith(".gguf"):
        return data.startswith(b"GGUF")
    if file.path.lower().endswith(".safetensors"):
        return data[8:9] == b"{" and int.from_bytes(data[:8], "little") < 1 << 27
    return True
