"""Lists in plain sight: which items are over an item, and the heads of a numbered list.

Works on the text alone, because many lists are numbered by hand and in no format's markup.
"""

import re
from collections.abc import Mapping, Sequence

Span = tuple[int, int]

_DIGITS = "一二三四五六七八九十"
_MARKER = re.compile(
    rf"\s*(?:(?P<bullet>[•·▪◦‣●○■□*–—-])\s"
    rf"|(?P<open>[（(]?)(?:(?P<number>\d{{1,3}})|(?P<chinese>[{_DIGITS}]{{1,3}}))(?P<close>[.)、）]))"
    rf"\s?(?!\d)"
)
_LONGEST_HEAD = 160
"""Characters of an item that can be quoted as the head of what stands under it."""


def style_of(line: str) -> str:
    """How an item of a list is marked (“1.”, “（一）”, “•”), whatever its number; "" for none."""
    found = _MARKER.match(line)
    if not found:
        return ""
    if found["bullet"]:
        return found["bullet"]
    return f"{found['open']}{'1' if found['number'] else '一'}{found['close']}"


def content_of(line: str) -> str:
    """An item without its mark: the 5 of “5.” counts nothing."""
    found = _MARKER.match(line)
    return line[found.end() :] if found else line


def number_of(line: str) -> int:
    """The number before an item, 0 for none."""
    found = _MARKER.match(line)
    if not found or found["bullet"]:
        return 0
    if found["number"]:
        return int(found["number"])
    tens, ten, ones = found["chinese"].rpartition("十")
    if not ten:
        return _DIGITS.index(found["chinese"][-1]) + 1
    return 10 * (_DIGITS.index(tens) + 1 if tens else 1) + (_DIGITS.index(ones) + 1 if ones else 0)


def numbered(text: str, lines: Sequence[Span], depths: Mapping[int, int]) -> list[Span]:
    """The items 1, 2, 3 … that the lines begin with, whatever stands under each of them.

    `depths` holds how deep the items that start at a position are nested, where that is known.
    """
    kind, found = ("", 0), list[Span]()
    for start, end in lines:
        line = text[start:end]
        number = number_of(line)
        this = style_of(line), depths.get(start, 0)
        if not found:
            if number != 1:
                break
            kind = this
        elif this != kind:
            continue
        elif number != len(found) + 1:
            break
        if end - start > _LONGEST_HEAD:
            break
        found.append((start, end))
    return found


class Outline:
    """The items over the one being read: each is about what those over it are about."""

    def __init__(self) -> None:
        self._over: list[tuple[str, str]] = []

    def read(self, line: str, depth: int) -> str:
        """Take the next line in; the text of the items over it, "" for what is no item."""
        style = style_of(line)
        if not style:
            self._over.clear()
            return ""
        key = f"{depth}{style}"
        keys = [each for each, _ in self._over]
        if key in keys:
            del self._over[keys.index(key) :]
        over = "\n".join(text for _, text in self._over)
        self._over.append((key, line))
        return over
