"""The index: vectors and full text in LanceDB, made from SQLite and healed from it.

SQLite is the truth. What changed there is named in the table `unindexed` until the index has it. An
index that is missing, unreadable or different is mended or made anew by itself; until that is done
the same questions are answered by reading through SQLite, slower but as right.
"""

import logging
import threading
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from core.stores.chunks import ChunkStore, IndexedChunk
from core.stores.database import Database
from core.stores.recipes import Recipes
from core.stores.scan import scan_matching, scan_nearest
from core.stores.unindexed import Unindexed

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from core.stores.lance_table import LanceTable

MEND_AT_ONCE = 3000
"""Chunks up to which a question waits for the index to be mended (about a second)."""
SETTLE_AFTER_WRITES, SETTLE_AFTER_ROWS = 48, 4000
"""New rows are compared one by one until they are settled, and each write is a file."""
KEEP_SECONDS, AT_ONCE = 60.0, 0.001
PATIENCE_SECONDS = 2.0
"""How long a question waits for another thread to open the index before it does without."""
MOST_HITS = 100_000
"""LanceDB fails over limits that it cannot hold."""
RETRY_SECONDS = 60.0
"""How long an index that cannot be made is left alone."""

_Answer = TypeVar("_Answer")
_log = logging.getLogger(__name__)


class LanceIndex:
    """The index of one recipe of an opened library; may be asked from any thread.

    It knows the vectors' space from SQLite alone, so that it works where the embedder is gone.
    """

    def __init__(
        self,
        folder: Path,
        database: Database,
        chunks: ChunkStore,
        recipe: int,
        trusted: bool = True,
    ) -> None:
        """`trusted`: the library was closed in order, so rows that are there are right."""
        self._folder = folder
        self._database = database
        self._chunks = chunks
        self._recipe = recipe
        self._recipes = Recipes(database)
        self._unindexed = Unindexed(database, recipe)
        self._dimensions = 0
        self._trusted = trusted
        self._table: LanceTable | None = None
        self._guard = threading.RLock()
        self._mender: threading.Thread | None = None
        self._failures = 0
        self._given_up_until = 0.0
        self._closing = self._discarded = False
        self._writes = self._written = 0
        self._unsettled = False
        self.recovered = ""
        """What was mended, in one English sentence; empty when nothing was."""

    # ---- asking --------------------------------------------------------------------------------

    def nearest(
        self, vector: "NDArray[np.float32]", limit: int, documents: Collection[str] | None = None
    ) -> list[tuple[int, float]]:
        """At most `limit` chunks by falling cosine to a unit vector; only those that have one."""
        if documents is not None and not documents:
            return []
        if not self._has_space() or len(vector) != self._dimensions:
            return []
        return self._ask(
            lambda table: table.nearest(vector, min(limit, MOST_HITS), documents),
            lambda: scan_nearest(self._rows(documents=documents), vector, limit),
        )

    def matching(
        self,
        words: Sequence[str],
        limit: int,
        documents: Collection[str] | None = None,
        chunks: Sequence[int] = (),
    ) -> list[tuple[int, float]]:
        """At most `limit` chunks that hold some of the terms of core/text/terms.py, by BM25."""
        if not words or (documents is not None and not documents):
            return []
        return self._ask(
            lambda table: table.matching(words, min(limit, MOST_HITS), documents, chunks),
            lambda: scan_matching(self._rows(documents=documents), words, limit, chunks),
        )

    def _ask(self, ask: "Callable[[LanceTable], _Answer]", scan: Callable[[], _Answer]) -> _Answer:
        for _attempt in range(2):
            table = self._ready()
            if table is None:
                break
            try:
                answer = ask(table)
            except BaseException as error:
                self._failed(error)
            else:
                self._failures = 0
                return answer
        return scan()

    def _ready(self) -> "LanceTable | None":
        """The table, up to date; None while it is being mended or cannot be."""
        if self._discarded or (self._mender is not None and self._mender.is_alive()):
            return None
        # A write under way in another thread: what it adds is not there yet, and need not be.
        if self._guard.acquire(timeout=0.0 if self._table else PATIENCE_SECONDS):
            try:
                if self._table is None and not self._gave_up():
                    if self._database.read_only or self._small() or self._looks_whole():
                        self._open()
                    else:
                        self._mend_in_background()
                elif self._table is not None and not self._database.read_only:
                    self._catch_up()
            finally:
                self._guard.release()
        return self._table

    # ---- changing ------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Bring the index to what SQLite says now. Never fails: what fails is mended later."""
        if self._database.read_only:
            return
        self._wait_for_mender()
        with self._guard:
            if self._table is None and not self._gave_up():
                self._open()
            else:
                self._catch_up()

    def settle(self, leave_nothing: bool = False, at_rest: bool = False) -> None:
        """Tidy up after many changes, where that pays; questions are quickest afterwards.

        `at_rest`: no more changes are to come for now, so it pays sooner.
        Files of older versions stay for a minute, for a question under way in another thread or
        process; with `leave_nothing` they go at once.
        """
        with self._guard:
            if self._table is None or self._database.read_only:
                return
            try:
                if not self._table.worth_settling(at_rest):
                    return
                self._writes = self._written = 0
                self._table.settle(AT_ONCE if leave_nothing else KEEP_SECONDS)
                self._unsettled = not leave_nothing
            except BaseException as error:
                self._failed(error)

    def rebuild(self) -> None:
        """Make the index anew from SQLite."""
        self._wait_for_mender()
        with self._guard:
            self._make_anew()

    def differences(self) -> int:
        """Number of chunks whose rows are missing, damaged, doubled or not in SQLite."""
        with self._guard:
            table = self._ready()
            if table is None:
                return self._chunks.count()
            try:
                wrong, missing = self._compare(table)
            except BaseException as error:
                self._failed(error)
                return self._chunks.count()
        return len(wrong | missing)

    def interrupt(self) -> None:
        """Let mending under way end soon, and begin nothing new that takes long."""
        self._closing = True

    def discard(self) -> None:
        """Let go of the table for good and delete its files: its recipe has gone.

        A question that is under way in another thread reads what SQLite still has.
        """
        from core.stores.lance_table import move_away

        self.interrupt()
        self._wait_for_mender()
        with self._guard:
            self._discarded, self._closing = True, False
            self._table = None
            move_away(self._folder)

    def close(self) -> None:
        """End mending under way (the next start goes on with it), tidy up, let go of the table."""
        self.interrupt()
        self._wait_for_mender()
        if self._unsettled:
            self.settle(leave_nothing=True)
        self._table = None

    # ---- keeping up ----------------------------------------------------------------------------

    def _catch_up(self, all_known: bool = False) -> None:
        changes = self._unindexed.pending()
        if changes is None or self._table is None:
            return
        known = changes.documents if all_known else changes.known
        try:
            if known:
                self._table.delete_documents(sorted(known))
            added = self._table.add(self._rows(documents=changes.documents))
            self._writes += 1
            self._unsettled = True
            if added and not self._table.has_terms_index():
                self._table.index_terms()
            self._written += added
            if self._writes >= SETTLE_AFTER_WRITES or self._written >= SETTLE_AFTER_ROWS:
                self.settle()
        except BaseException as error:
            self._failed(error)
            return
        self._unindexed.indexed(changes.until)

    # ---- opening and mending -------------------------------------------------------------------

    def _small(self) -> bool:
        return self._chunks.count() <= MEND_AT_ONCE

    def _looks_whole(self) -> bool:
        return self._trusted and self._folder.exists() and self._made_with() == self._identity()

    def _identity(self) -> str:
        from core.stores.lance_table import identity

        space = self._recipes.space(self._recipe)
        return identity(space.id, space.dimensions)

    def _made_with(self) -> str:
        return self._recipes.indexed(self._recipe)

    def _has_space(self) -> bool:
        """Whether there is an index to make: how long vectors are is known with the first ones."""
        if self._discarded:
            return False
        if not self._dimensions:
            self._dimensions = self._recipes.space(self._recipe).dimensions
        return self._dimensions > 0

    def _open(self) -> None:
        from core.stores.lance_table import LanceTable

        if not self._has_space():
            return
        changeable = not self._database.read_only
        if changeable and (self._made_with() != self._identity() or not self._folder.exists()):
            self._make_anew()
            return
        try:
            table = LanceTable(self._folder, self._dimensions, create=False)
            self._table = table
            if changeable:
                self._catch_up(all_known=True)
            if changeable and self._table is table:
                self._mend(table)
                # A document stored while mending may be in by now, and is named as new.
                self._catch_up(all_known=True)
        except BaseException as error:
            _raise_what_is_not_lance(error)
            _log.warning("the index cannot be opened: %s", error)
            self._table = None
            if changeable and not self._closing:
                self._make_anew()

    def _mend(self, table: "LanceTable") -> None:
        wrong, missing = self._compare(table, only_ids=self._trusted)
        if len(wrong | missing) > max(100, self._chunks.count() // 2):
            raise ValueError("most of the index is missing or damaged")
        table.delete_chunks(sorted(wrong))
        table.add(self._rows(ids=sorted(missing)))
        if wrong or missing:
            self.recovered = "The search index was mended from the library."
        # After a stop without closing, the lists of the full-text index may be damaged unseen.
        if not self._trusted or not table.has_terms_index():
            table.index_terms()
        self._trusted = True

    def _compare(self, table: "LanceTable", only_ids: bool = False) -> tuple[set[int], set[int]]:
        """Chunks whose rows must go, and chunks that must be added."""
        import numpy as np

        from core.stores.lance_table import source_checksum

        if only_ids:
            there, often = np.unique(table.ids(), return_counts=True)
            truth = self._chunks.ids()
            doubled = there[often > 1]
            extra = np.setdiff1d(there, truth, assume_unique=True)
            absent = np.setdiff1d(truth, there, assume_unique=True)
            again = np.intersect1d(doubled, truth)
            wrong = set(doubled.tolist()) | set(extra.tolist())
            return wrong, set(absent.tolist()) | set(again.tolist())
        sources = {row.chunk: source_checksum(row) for row in self._rows()}
        seen: set[int] = set()
        wrong = set()
        for chunk, source, whole in table.checksums():
            if not whole or chunk in seen or sources.get(chunk) != source:
                wrong.add(chunk)
            seen.add(chunk)
        return wrong, (sources.keys() - seen) | (wrong & sources.keys())

    def _mend_in_background(self) -> None:
        def mend() -> None:
            with self._guard:
                self._make_anew() if self._failures else self._open()

        self._mender = threading.Thread(target=mend, name="index-mender", daemon=True)
        self._mender.start()

    def _rows(
        self, ids: Sequence[int] | None = None, documents: Collection[str] | None = None
    ) -> Iterator[IndexedChunk]:
        for row in self._chunks.for_index(ids, documents):
            if self._closing:
                raise InterruptedError("the library is being closed")
            yield row

    def _wait_for_mender(self) -> None:
        while self._mender is not None and self._mender.is_alive():
            if self._mender is threading.current_thread():
                return
            self._mender.join()

    def _make_anew(self) -> None:
        from core.stores.lance_table import LanceTable, move_away

        self._table = None
        if not self._has_space():
            return
        was_there = self._folder.exists() or bool(self._made_with())
        try:
            change = self._unindexed.last()
            move_away(self._folder)
            table = LanceTable(self._folder, self._dimensions, create=True)
            if table.add(self._rows()):
                table.index_terms()
                table.index_rows()
            self._recipes.set_indexed(self._recipe, self._identity())
            self._unindexed.indexed(change)
        except BaseException as error:
            _raise_what_is_not_lance(error)
            _log.warning("the index cannot be made: %s", error)
            self._given_up_until = time.monotonic() + RETRY_SECONDS
            return
        self._table = table
        self._trusted = True
        if was_there:
            self.recovered = "The search index was made anew from the library."
        self._catch_up(all_known=True)

    def _gave_up(self) -> bool:
        return time.monotonic() < self._given_up_until

    def _failed(self, error: BaseException) -> None:
        _raise_what_is_not_lance(error)
        if not self._closing:
            _log.warning("the index failed: %s", error)
        with self._guard:
            self._table = None
            if self._database.read_only or self._closing:
                # Another process writes and tidies up: look again at the next question.
                return
            self._failures += 1
            if self._failures > 1:
                # It has been made anew and fails again: the cause is elsewhere (a full disk).
                self._given_up_until = time.monotonic() + RETRY_SECONDS
            elif self._small():
                self._make_anew()
            else:
                self._mend_in_background()


def _raise_what_is_not_lance(error: BaseException) -> None:
    is_panic = type(error).__name__ == "PanicException"
    if not is_panic and not isinstance(error, Exception):
        raise error
