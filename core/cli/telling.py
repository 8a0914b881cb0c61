"""How the command line tells people: progress on one line, tables with aligned columns."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import TextIO

from core.events import Event, FilesChanged, Progress
from core.types import FileState


class Teller:
    """Shows progress on a terminal: one line that is written over; nothing else into files."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._live = stream.isatty()
        self._shown = False

    def __call__(self, event: Event) -> None:
        """Tell one event."""
        if isinstance(event, Progress) and self._live:
            left = f" · {duration(event.seconds_left)} left" if event.seconds_left >= 0 else ""
            total = f" of {event.total}" if event.total else ""
            stage = event.stage.value.replace("_", " ")
            self._stream.write(f"\r\x1b[K{stage} {event.done}{total}{left} {event.detail}"[:160])
            self._stream.flush()
            self._shown = True
        elif isinstance(event, FilesChanged):
            for file in event.files:
                if file.state is FileState.FAILED:
                    self.end()
                    self._stream.write(f"{file.path}: {file.message} {file.hint}\n")

    def end(self) -> None:
        """Take the line of progress away."""
        if self._shown:
            self._stream.write("\r\x1b[K")
            self._stream.flush()
            self._shown = False


def duration(seconds: float) -> str:
    """Seconds in the unit that suits them."""
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    if seconds < 5400:
        return f"{round(seconds / 60)} min"
    return f"{seconds / 3600:.1f} h"


def size(bytes: float) -> str:
    """Bytes in the unit that suits them."""
    return f"{bytes / 1e9:.1f} GB" if bytes >= 1e9 else f"{bytes / 1e6:.1f} MB"


def print_table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Rows under their names; numbers stand at the right of their column, words at the left.

    Columns in which nothing stands are left out. Fractions have three places.
    """
    cells = [[_cell(value) for value in row] for row in rows]
    for_numbers = [
        all(isinstance(row[at], int | float) or row[at] == "" for row in rows)
        for at in range(len(head))
    ]
    used = [at for at in range(len(head)) if any(row[at] for row in cells)]
    widths = [max(_width(row[at]) for row in [head, *cells]) for at in range(len(head))]
    for row in [head, *cells]:
        padded = []
        for at in used:
            gap = " " * (widths[at] - _width(row[at]))
            padded.append(gap + row[at] if for_numbers[at] else row[at] + gap)
        print("  ".join(padded).rstrip())


def tell_left_out(notices: Iterable[Mapping[str, str]], stream: TextIO) -> None:
    """A line for each technique that was left out, and each reason."""
    lines = []
    for each in notices:
        why = "; ".join(filter(None, (each["hindrance"].replace("_", " "), each["detail"])))
        lines.append(f"Left out: {each['technique']} ({why})")
    for line in dict.fromkeys(lines):
        print(line, file=stream)


def _cell(value: object) -> str:
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def _width(text: str) -> int:
    """Columns of a terminal that a text takes: Chinese characters take two."""
    return sum(1 + (unicodedata.east_asian_width(letter) in "WF") for letter in text)
