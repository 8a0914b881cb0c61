"""Entries of JSON and JSON Lines, read as they come; an entry that is broken costs only itself."""

import json
import re
from collections.abc import Iterator
from typing import Any

from core.examples.problems import Problem, Trouble, trouble
from core.examples.text_lines import LONGEST_LINE, TextFile

LARGEST_OBJECT = 48_000_000
"""Characters of a file that is one object."""
LISTS = (
    "data",
    "examples",
    "rows",
    "items",
    "train",
    "samples",
    "records",
    "conversations",
    "数据",
)
"""Names under which a file that is one object keeps its examples."""

Entry = tuple[int, Any]
"""The number of an entry from 1 (of JSON Lines: the line) with its value, or Trouble."""

_MARK = re.compile(r'\\.|["\[\]{},]', re.DOTALL)


def looks_like_json(head: str) -> bool:
    """Whether a text begins as JSON does."""
    return head.lstrip()[:1] in ("[", "{")


def entries(file: TextFile) -> Iterator[Entry]:
    """The entries of a file: of a list, of the list in one object, or one on each line.

    Raises:
        Trouble: the file as a whole is no JSON.
    """
    if _on_lines(file.head):
        yield from _lines(file)
    elif file.head.lstrip().startswith("["):
        yield from _list(file)
    else:
        yield from _of_object(file)


def _on_lines(head: str) -> bool:
    """Whether each line is an entry: the first one closes what it opens, or the second begins
    anew."""
    lines = [line for line in head.split("\n", 40) if line.strip()][:2]
    first = lines[0].strip() if lines else ""
    if isinstance(value := _value(first), dict):
        return len(lines) > 1 or not any(name in value for name in LISTS)
    if isinstance(value, list):
        return len(lines) > 1
    second = lines[1].strip() if len(lines) > 1 else ""
    return first.startswith("{") and len(first) > 1 and second.startswith("{")


def _lines(file: TextFile) -> Iterator[Entry]:
    for number, line in enumerate(file.lines(), start=1):
        if line.too_long:
            yield number, trouble(Problem.ROW_TOO_LONG, number, most=f"{LONGEST_LINE:,}")
        elif line.text.strip():
            yield number, _parsed(line.text.strip(), number)


def _list(file: TextFile) -> Iterator[Entry]:
    number = 0
    for number, text in enumerate(_elements(file), start=1):
        if text is None:
            yield number, trouble(Problem.ROW_TOO_LONG, number, most=f"{LONGEST_LINE:,}")
        elif text.endswith(_CUT):
            yield number, trouble(Problem.CUT_SHORT, number)
        else:
            yield number, _parsed(text, number)


_CUT = "\ufdd1"
"""Ends an element that the end of the file cut off; no text holds it."""


def _elements(file: TextFile) -> Iterator[str | None]:
    """The texts of the elements of a list; None for one that is too long to be held."""
    depth, quoted = 0, False
    held: list[str] = []
    size = 0
    carried = ""
    for piece in file.pieces():
        text, carried = carried + piece, ""
        if text.endswith("\\"):
            # What it escapes comes with the next piece.
            slashes = len(text) - len(text.rstrip("\\"))
            if slashes % 2:
                text, carried = text[:-1], "\\"
        begun = 0
        for mark in _MARK.finditer(text):
            sign = mark[0]
            if sign == '"':
                quoted = not quoted
            elif quoted or len(sign) > 1:
                continue
            elif sign in "[{":
                depth += 1
                if depth == 1:
                    begun = mark.end()
            elif sign in "]}":
                depth -= 1
            if depth == 0 or (depth == 1 and sign == ","):
                held.append(text[begun : mark.start()])
                size += mark.start() - begun
                element = "".join(held).strip() if size <= LONGEST_LINE else None
                if element != "":
                    yield element
                held, size, begun = [], 0, mark.end()
                if depth <= 0:
                    return
        if size <= LONGEST_LINE:
            held.append(text[begun:])
        size += len(text) - begun
    if element := "".join(held).strip():
        yield element + _CUT


def _of_object(file: TextFile) -> Iterator[Entry]:
    """Entries of the list in one object, or objects written one after another.

    Raises:
        Trouble: it is no JSON, or too large to be read as one object.
    """
    pieces: list[str] = []
    size = 0
    for piece in file.pieces():
        pieces.append(piece)
        size += len(piece)
        if size > LARGEST_OBJECT:
            raise trouble(Problem.TOO_LARGE)
    text = "".join(pieces)
    decoder = json.JSONDecoder()
    at = number = 0
    while at < len(text):
        try:
            value, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            wrong = _wrong(error, number + 1)
            if not number:
                raise trouble(Problem.NO_JSON, reason=dict(wrong.details).get("reason", "")) from (
                    error
                )
            yield number + 1, wrong
            return
        for each in _held(value):
            number += 1
            yield number, each
        at = end
        while at < len(text) and text[at] in " \t\r\n,":
            at += 1


def _held(value: Any) -> list[Any]:
    if not isinstance(value, dict):
        return [value]
    for name in LISTS:
        rows = value.get(name)
        # A conversation is an entry itself; a list of conversations holds entries.
        if isinstance(rows, list) and rows and not _is_turn(rows[0]):
            return rows
    return [value]


def _is_turn(value: Any) -> bool:
    return isinstance(value, dict) and ("role" in value or "from" in value)


def _parsed(text: str, number: int) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        return _wrong(error, number)


def _wrong(error: Exception, number: int) -> Trouble:
    if isinstance(error, RecursionError):
        return trouble(Problem.TOO_DEEP, number)
    if isinstance(error, json.JSONDecodeError):
        reason = f"{error.msg[:1].lower()}{error.msg[1:]}, character {error.pos + 1}"
        return trouble(Problem.BAD_LINE, number, reason=reason)
    return trouble(Problem.BAD_LINE, number, reason="a number is too long")


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
