"""Markdown that grows at its end, read on from what was read of it before.

Reading begins anew where the last block begins; in a table where its last row does, and in code
where its last line does, so that a long one costs no more for each word than a short one.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from core.text.markdown import read, settled
from core.text.markdown_block import Block, Kind
from core.text.markdown_run import Run

_FEW_RUNS = 12
_PARTNERLESS = re.compile(r"[\\`*_~\[\]$|&<]")
"""Signs that, where they are shown, did not find a partner and may yet."""
_SAFE = re.compile(r"(?<= )(?=[^\W\d_])")
"""Before a word: nothing but words of a paragraph can begin there."""


def read_on(
    text: str, before: Sequence[Block], unfinished: bool = False
) -> tuple[int, tuple[Block, ...]]:
    """How many of the blocks that were read before stand, and the blocks that follow them.

    `before` are the blocks of a beginning of `text`, read as unfinished. Together the two are what
    `blocks(text, unfinished)` gives. Time is linear in what is new, but for long paragraphs
    with signs that never find a partner.
    """
    start = settled(before)
    kept = bisect_left(before, start, key=lambda block: block.root)
    if kept == len(before) - 1 and not before[kept].containers:
        last = before[kept]
        longer = None
        if last.kind is Kind.TABLE:
            longer = _longer_table(text, last, unfinished)
        elif last.kind is Kind.CODE:
            longer = _longer_code(text, last, unfinished)
        elif last.kind is Kind.PARAGRAPH and len(last.runs) > _FEW_RUNS:
            longer = _longer_paragraph(text, last, unfinished)
        if longer is not None:
            return kept, longer
    return kept, read(text[start:], unfinished, start)


def _longer_table(text: str, last: Block, unfinished: bool) -> tuple[Block, ...] | None:
    """The table read on from its last row, under a copy of its head."""
    rule = text.find("\n", text.find("\n", last.root) + 1) + 1
    begin = text.rfind("\n", 0, last.rows[-1][0].start) + 1
    head = text[last.root : rule]
    if begin <= rule or "\r" in head:
        return None
    found = read(head + text[begin:], unfinished, begin - len(head))
    if not found or found[0].kind is not Kind.TABLE:
        return None
    rows = bisect_left(last.rows, begin, key=lambda row: row[0].start)
    table = replace(
        last,
        end=found[0].end if len(found[0].rows) > 1 else begin - 1,
        rows=last.rows[:rows] + found[0].rows[1:],
    )
    return (table, *found[1:])


def _longer_code(text: str, last: Block, unfinished: bool) -> tuple[Block, ...] | None:
    """The code read on from its last line that says something, under a copy of its fence."""
    if len(last.runs) != 1 or last.root != last.start:
        return None
    (run,) = last.runs
    begin = text.rfind("\n", 0, run.start + len(run.text.rstrip())) + 1
    head = text[last.start : text.find("\n", last.start) + 1]
    if not run.exact or begin <= run.start or "\r" in head:
        return None
    found = read(head + text[begin:], unfinished, begin - len(head))
    if not found or found[0].kind is not Kind.CODE or len(found[0].runs) > 1:
        return None
    new = found[0]
    if new.runs and (not new.runs[0].exact or new.runs[0].start != begin):
        return None
    said = last.text[: begin - run.start]
    said = said + new.text if new.runs else said.removesuffix("\n")
    whole = Run(said, run.start, run.start + len(said))
    code = replace(last, end=new.end, runs=(whole,), text=said, closed=new.closed)
    return (code, *found[1:])


def _longer_paragraph(text: str, last: Block, unfinished: bool) -> tuple[Block, ...] | None:
    """The paragraph read on from a word before which nothing stands open."""
    sure = last.sure
    while sure < len(last.runs) and _closed(last.runs[sure]):
        sure += 1
    # The last runs may still become others.
    for place in range(min(sure, len(last.runs) - 2) - 1, 0, -1):
        run = last.runs[place]
        if _plain(run) and (word := _SAFE.search(run.text)) is not None:
            return _from_word(text, replace(last, sure=place), word.start(), unfinished)
    return None


def _from_word(text: str, last: Block, at: int, unfinished: bool) -> tuple[Block, ...] | None:
    """The paragraph read on from a place in the run that `last.sure` leads to."""
    run = last.runs[last.sure]
    begin = run.start + at
    found = read(text[begin:], unfinished, begin)
    if not found or found[0].kind is not Kind.PARAGRAPH or found[0].start != begin:
        return None
    first, *others = found[0].runs
    if not _plain(first) or first.start != begin:
        return None
    whole = Run(run.text[:at] + first.text, run.start, first.end)
    longer = replace(last, end=found[0].end, runs=(*last.runs[: last.sure], whole, *others))
    return (longer, *found[1:])


def _plain(run: Run) -> bool:
    return run == Run(run.text, run.start, run.end) and run.exact and run.text != "\n"


def _closed(run: Run) -> bool:
    """Whether nothing in a run can be opened or closed by what follows."""
    return run.formula or run.code or _PARTNERLESS.search(run.text) is None
