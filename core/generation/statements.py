"""The statements of a written answer: sentences and rows of tables with their places in the text.

Headings, code, formulae and lines that only lead to what follows state nothing. A mark of sources
belongs to the sentence that it stands in or after; at the beginning of a line, to the one after it.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.generation.marks import Mark
from core.text.markdown import Block, Kind, Run, blocks
from core.text.sentences import sentences

LONGEST_HEADING = 60
"""Characters of a line in bold type that is taken for a heading."""
_SIGNS = "*_~`"
_LETTER = re.compile(r"[^\W_]")
_LEADS = re.compile(r"[:：][\s*_~`]*$")
_ENDS = re.compile(r"[.!?。！？；;][\s*_~`\"'”’」』)）]*$")


@dataclass(frozen=True, slots=True)
class Statement:
    """`text[start:end]` of an answer, and what it says without signs of Markdown."""

    start: int
    end: int
    plain: str
    leads: bool = False
    """Whether it ends in a colon: it may say nothing by itself."""


def statements(text: str) -> tuple[Statement, ...]:
    """The statements of an answer in order; they do not overlap."""
    found: list[Statement] = []
    for block in blocks(text):
        if block.kind is Kind.PARAGRAPH and not _is_heading(block):
            found += _of_runs(text, block.runs)
        elif block.kind is Kind.TABLE:
            found += _of_rows(block)
    return tuple(found)


def owners(text: str, found: Sequence[Statement], marks: Sequence[Mark]) -> dict[int, list[int]]:
    """The numbers that belong to each statement, by its index, each once in their order."""
    owned: dict[int, list[int]] = {}
    starts = [statement.start for statement in found]
    for mark in marks:
        before = bisect_right(starts, mark.at) - 1
        if before >= 0 and starts[before] == mark.at:
            before -= 1  # it stands between two, or opens its line
        after = before + 1
        owner = before
        if after < len(found) and (before < 0 or found[before].end <= mark.at):
            line = text.rfind("\n", 0, mark.at) + 1
            opens = not _LETTER.search(text[line : mark.at])
            if before < 0 or (opens and "\n" not in text[mark.at : starts[after]]):
                owner = after
        if 0 <= owner < len(found):
            numbers = owned.setdefault(owner, [])
            numbers += [number for number in mark.numbers if number not in numbers]
    return owned


def _of_runs(text: str, runs: Sequence[Run]) -> Iterator[Statement]:
    """The sentences of a paragraph."""
    joined = "".join(run.text for run in runs)
    starts: list[int] = []
    ends: list[int] = []
    for run in runs:
        if run.exact:
            starts += range(run.start, run.end)
            ends += range(run.start + 1, run.end + 1)
        else:
            starts += [run.start] * len(run.text)
            ends += [run.end] * len(run.text)
    last = 0
    for first, stop in sentences(joined):
        plain = joined[first:stop]
        if not _LETTER.search(plain):
            continue
        start, end = _with_signs(text, max(starts[first], last), ends[stop - 1], last)
        if start < end:
            yield Statement(start, end, plain, _LEADS.search(plain) is not None)
            last = end


def _with_signs(text: str, start: int, end: int, last: int) -> tuple[int, int]:
    """A stretch with the signs of emphasis that open right before it or close right after it."""
    while start > last and text[start - 1] in _SIGNS:
        start -= 1
    while end < len(text) and text[end] in _SIGNS:
        end += 1
    return start, end


def _of_rows(table: Block) -> Iterator[Statement]:
    for row in table.rows[1:]:
        cells = [_plain(cell.runs) for cell in row]
        start, end = row[0].start, row[-1].end
        if start < end and any(map(_LETTER.search, cells)):
            yield Statement(start, end, " | ".join(cells))


def _plain(runs: Sequence[Run]) -> str:
    return " ".join("".join(run.text for run in runs).split())


def _is_heading(block: Block) -> bool:
    plain = _plain(block.runs)
    return (
        all(run.strong for run in block.runs if run.text.strip())
        and len(plain) <= LONGEST_HEADING
        and not _ENDS.search(plain)
    )
