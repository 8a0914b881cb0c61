"""Markdown that grows at its end, read on from what was read of it before.

Reading begins anew where the last block begins; in a table where its last row does, and in code
where its last line does, so that a long one costs no more for each word than a short one.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from core.text.markdown import read, settled
from core.text.markdown_block import Block, Kind
from core.text.markdown_run import Run


def read_on(
    text: str, before: Sequence[Block], unfinished: bool = False
) -> tuple[int, tuple[Block, ...]]:
    """How many of the blocks that were read before stand, and the blocks that follow them.

    `before` are the blocks of a beginning of `text`, read as unfinished. Together the two are what
    `blocks(text, unfinished)` gives. Time is linear in what is new, save in very long paragraphs.
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
