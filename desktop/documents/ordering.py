"""How rows are ordered and which of them are shown."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import total_ordering
from typing import Any

from PySide6.QtCore import QCollator, QCollatorSortKey, QLocale, Qt

from desktop.documents.row import NEEDS_HELP, NOT_READY, Row, Standing
from desktop.documents.wording import words


class Order(StrEnum):
    """What rows can be sorted by."""

    NEWEST = "newest"
    NAME = "name"
    KIND = "kind"
    PAGES = "pages"
    SIZE = "size"
    STATE = "state"
    TAGS = "tags"


class Place(StrEnum):
    """Which rows the side column shows."""

    ALL = "all"
    NOT_READY = "not_ready"
    NEEDS_HELP = "needs_help"
    TAG = "tag"


@total_ordering
class _Spelling:
    """A word's place in the person's alphabet; numbers in it count as numbers."""

    __slots__ = ("_key",)

    def __init__(self, key: QCollatorSortKey) -> None:
        self._key = key

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Spelling) and self._key.compare(other._key) == 0

    def __lt__(self, other: "_Spelling") -> bool:
        return self._key.compare(other._key) < 0

    def __hash__(self) -> int:
        return id(self)


def sort_key(order: Order) -> Callable[[Row], tuple[Any, ...]]:
    """A key that sorts rows ascending; the row's serial makes every key unique."""
    collator = QCollator(QLocale())
    collator.setNumericMode(True)
    collator.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)

    def spelling(text: str) -> _Spelling:
        return _Spelling(collator.sortKey(text))

    def key(row: Row) -> tuple[Any, ...]:
        document = row.document
        match order:
            case Order.NEWEST:
                return (-row.arrived, row.serial)
            case Order.NAME:
                return (spelling(row.title), row.serial)
            case Order.KIND:
                return (words.kind(row), spelling(row.title), row.serial)
            case Order.PAGES:
                return (document.pages if document else -1, row.serial)
            case Order.SIZE:
                return (document.bytes if document else -1, row.serial)
            case Order.STATE:
                return (row.standing.value, row.serial)
            case Order.TAGS:
                return (not row.tags, spelling(" ".join(row.tags)), row.serial)

    return key


@dataclass(slots=True)
class Filter:
    """Which rows are shown."""

    place: Place = Place.ALL
    tag: str = ""
    words: str = ""
    found: frozenset[str] = field(default_factory=frozenset)
    """Documents whose text holds the words, as the library found them."""
    kept: set[int] = field(default_factory=set)
    """Serials of rows that stay though they no longer belong: one sees what comes of them."""

    def shows(self, row: Row) -> bool:
        """Whether a row belongs to what the person asked to see."""
        if row.hidden:
            return False
        if row.serial in self.kept:
            return True
        if self.place is Place.NOT_READY and row.standing not in NOT_READY:
            return False
        if self.place is Place.NEEDS_HELP and row.standing not in NEEDS_HELP:
            return False
        if self.place is Place.TAG and self.tag not in row.tags:
            return False
        if not self.words:
            return True
        if row.document is not None and row.document.id in self.found:
            return True
        text = " ".join((row.title, row.name, *row.tags)).casefold()
        return all(word in text for word in self.words.casefold().split())


class Counts:
    """How many rows there are of each sort, kept up to date one row at a time."""

    def __init__(self) -> None:
        self.documents = 0
        self.not_ready = 0
        self.needs_help = 0
        self.pages = 0
        self.tags: dict[str, int] = {}

    def add(self, row: Row, step: int = 1) -> None:
        """Count a row in (1) or out (-1)."""
        if row.hidden:
            return
        standing = row.standing
        if standing in NOT_READY:
            self.not_ready += step
        elif standing in NEEDS_HELP:
            self.needs_help += step
        elif standing is not Standing.KNOWN:
            self.documents += step
        if row.document is not None:
            self.pages += step * row.document.pages
        for tag in row.tags:
            self.tags[tag] = self.tags.get(tag, 0) + step
            if self.tags[tag] <= 0:
                del self.tags[tag]
