"""Where the words of a line of Markdown stand between its signs."""

import re

from core.text.markdown_run import Span

_CELL_END = re.compile(r"(?<!\\)\|")


def cells(source: str, line: Span) -> list[Span]:
    """What stands between the bars of a row, without outer spaces."""
    start, end = line
    while start < end and source[start] in " \t":
        start += 1
    while end > start and source[end - 1] in " \t":
        end -= 1
    if start < end and source[start] == "|":
        start += 1
    bars = [found.start() for found in _CELL_END.finditer(source, start, end)]
    if not bars or bars[-1] != end - 1:
        bars.append(end)
    spans = []
    for bar in bars:
        first, last = start, bar
        while first < last and source[first].isspace():
            first += 1
        while last > first and source[last - 1].isspace():
            last -= 1
        spans.append((first, last))
        start = bar + 1
    return spans


def heading(source: str, start: int, end: int, level: int) -> Span:
    """The words of a heading between its signs."""
    first = start + level
    tail = source[first:end].rstrip(" \t")
    bare = tail.rstrip("#")
    if len(bare) < len(tail) and (not bare or bare[-1] in " \t"):
        tail = bare
    return first, first + len(tail)


def closes(source: str, line: Span, markup: str) -> bool:
    """Whether a line ends a fence of code that began with `markup`."""
    words = source[line[0] : line[1]].strip()
    return len(words) >= len(markup) and set(words) == {markup[0]}
