"""Which character of a document stands where in the text on screen, and back.

Qt counts positions in UTF-16 units, the document in characters: an emoji or a rare Chinese
character is one there and two here. Text on screen that is not the document's (page labels) has no
place in the map.
"""

from bisect import bisect_right
from dataclasses import dataclass

_LAST_OF_ONE_UNIT = "\uffff"


def utf16_length(text: str) -> int:
    """UTF-16 units of a text."""
    return len(text) + sum(character > _LAST_OF_ONE_UNIT for character in text)


@dataclass(slots=True)
class _Run:
    source: int
    shown: int
    length: int
    units: int
    text: str
    """Empty when every character is one unit."""

    def shown_at(self, offset: int) -> int:
        inside = min(max(offset - self.source, 0), self.length)
        return self.shown + (utf16_length(self.text[:inside]) if self.text else inside)

    def source_at(self, position: int) -> int:
        inside = min(max(position - self.shown, 0), self.units)
        if not self.text:
            return self.source + inside
        at = 0
        while utf16_length(self.text[: at + 1]) <= inside and at < self.length:
            at += 1
        return self.source + at


class OffsetMap:
    """Runs of characters that stand on screen in the document's order."""

    def __init__(self) -> None:
        self._runs: list[_Run] = []
        self._sources: list[int] = []
        self._shown: list[int] = []

    def __len__(self) -> int:
        return len(self._runs)

    def clear(self) -> None:
        """Forget everything."""
        self._runs.clear()
        self._index()

    def extend(self, runs: list[tuple[int, int, str]]) -> None:
        """Add runs (offset in the document, position on screen, text) behind those there are."""
        self._runs += [_run(*run) for run in runs]
        self._index()

    def prepend(self, runs: list[tuple[int, int, str]], moved_by: int) -> None:
        """Add runs before those there are, which moved by `moved_by` units on screen."""
        for run in self._runs:
            run.shown += moved_by
        self._runs[:0] = [_run(*run) for run in runs]
        self._index()

    def to_shown(self, offset: int) -> int:
        """Where a character stands on screen; one not on screen goes to the nearest before it."""
        if not self._runs:
            return 0
        return self._runs[max(0, bisect_right(self._sources, offset) - 1)].shown_at(offset)

    def start_to_shown(self, offset: int) -> int:
        """As `to_shown`, but a character not on screen goes to the nearest after it."""
        at = bisect_right(self._sources, offset) - 1
        if at >= 0 and offset < self._runs[at].source + self._runs[at].length:
            return self._runs[at].shown_at(offset)
        if at + 1 < len(self._runs):
            return self._runs[at + 1].shown
        return self.to_shown(offset)

    def to_source(self, position: int) -> int:
        """Which character stands at a position on screen."""
        if not self._runs:
            return 0
        return self._runs[max(0, bisect_right(self._shown, position) - 1)].source_at(position)

    def _index(self) -> None:
        self._sources = [run.source for run in self._runs]
        self._shown = [run.shown for run in self._runs]


def _run(source: int, shown: int, text: str) -> _Run:
    units = utf16_length(text)
    return _Run(source, shown, len(text), units, text if units != len(text) else "")
