"""Markdown as rich text for other programs: every word escaped, nothing that loads by itself."""

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from core.text.markdown import Block, Holder, Kind, Run, blocks

Mark = tuple[int, list[int]]
"""Where a sentence ends, and the numbers of its sources."""

_FOLLOWED = ("http://", "https://", "mailto:")
_LONGEST = 200_000


def html_of(text: str, marks: Sequence[Mark], notes: Sequence[tuple[int, str]]) -> str:
    """Blocks as HTML, numbers of sources raised, then a line for each source."""
    # What is beyond is in the plain text, which programs take where this is missing.
    found = blocks(text[:_LONGEST])
    waiting = [mark for mark in marks if mark[0] <= _LONGEST]
    parts = list(_lists(found, waiting))
    if notes:
        lines = "<br>".join(f"<sup>{number}</sup> {escape(words)}" for number, words in notes)
        parts.append(f"<p>{lines}</p>")
    return "".join(parts)


def _lists(found: Sequence[Block], marks: list[Mark]) -> Iterator[str]:
    """The blocks with the quotes and lists they stand in around them."""
    open_now: list[Holder] = []
    for block in found:
        holders = [each.holder for each in block.containers]
        kept = 0
        while kept < min(len(holders), len(open_now)) and holders[kept] is open_now[kept]:
            kept += 1
        yield "".join(_END[holder] for holder in reversed(open_now[kept:]))
        open_now = holders
        for depth, container in enumerate(block.containers):
            if depth >= kept:
                start = f' start="{container.number}"' if container.number > 1 else ""
                yield _START[container.holder].format(start=start)
            if container.first and container.holder is not Holder.QUOTE:
                yield "<li>"
        yield _block(block, marks)
    yield "".join(_END[holder] for holder in reversed(open_now))


_START = {Holder.QUOTE: "<blockquote>", Holder.BULLET: "<ul>", Holder.NUMBER: "<ol{start}>"}
_END = {Holder.QUOTE: "</blockquote>", Holder.BULLET: "</ul>", Holder.NUMBER: "</ol>"}


def _block(block: Block, marks: list[Mark]) -> str:
    match block.kind:
        case Kind.HEADING:
            return f"<h{block.level}>{_runs(block.runs, block.end, marks)}</h{block.level}>"
        case Kind.CODE:
            return f"<pre><code>{escape(block.text)}</code></pre>"
        case Kind.FORMULA:
            return f"<p><code>{escape(block.text)}</code></p>"
        case Kind.RULE:
            return "<hr>"
        case Kind.TABLE:
            return _table(block, marks)
    words = _runs(block.runs, block.end, marks)
    return words if block.containers else f"<p>{words}</p>"


def _table(block: Block, marks: list[Mark]) -> str:
    rows = []
    for number, row in enumerate(block.rows):
        tag = "td" if number else "th"
        cells = "".join(
            f'<{tag} align="{alignment.value.replace("centre", "center")}">'
            f"{_runs(cell.runs, cell.end, marks)}</{tag}>"
            for cell, alignment in zip(row, block.alignments, strict=True)
        )
        rows.append(f"<tr>{cells}</tr>")
    return f'<table border="1" cellspacing="0" cellpadding="4">{"".join(rows)}</table>'


def _runs(runs: Sequence[Run], end: int, marks: list[Mark]) -> str:
    """Runs with the numbers of the sentences that end in them."""
    said = []
    for address, group in groupby(_cut(runs, marks), key=lambda run: run.address):
        inside = ""
        for run in group:
            while marks and marks[0][0] <= run.start:
                inside += _raised(marks.pop(0)[1])
            inside += _run(run)
        if address.lower().startswith(_FOLLOWED):
            inside = f'<a href="{escape(address)}">{inside}</a>'
        said.append(inside)
    while marks and marks[0][0] <= end:
        said.append(_raised(marks.pop(0)[1]))
    return "".join(said)


def _cut(runs: Sequence[Run], marks: Sequence[Mark]) -> Iterator[Run]:
    from dataclasses import replace

    for run in runs:
        rest = run
        for at, _ in marks:
            if at >= rest.end:
                break
            if rest.exact and rest.start < at:
                cut = at - rest.start
                yield replace(rest, text=rest.text[:cut], end=at)
                rest = replace(rest, text=rest.text[cut:], start=at)
        yield rest


def _raised(numbers: list[int]) -> str:
    return f"<sup>{', '.join(map(str, numbers))}</sup>"


def _run(run: Run) -> str:
    said = escape(run.text).replace("\n", "<br>")
    for wanted, tag in (
        (run.code or run.formula, "code"),
        (run.strike, "s"),
        (run.emphasis, "em"),
        (run.strong, "strong"),
    ):
        if wanted:
            said = f"<{tag}>{said}</{tag}>"
    return said
