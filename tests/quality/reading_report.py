"""How well documents are read: outcome and time of every file, and words kept of known texts.

Usage: LECTERN_CORPORA=FOLDER python -m tests.quality.reading_report [--json] [--only FORMAT]

Every file under FOLDER/documents is read. Where `X/groundtruth/FILE.md` stands beside
`X/sources/FILE`, its words are compared: recall is the share of its words that were read, precision
the share of the read words that it has (words; each Chinese, Japanese or Korean character counts as
one), and cells the share of its table cells that were found in a table row.
"""

import argparse
import html
import json
import os
import re
import statistics
import sys
import time
from collections import Counter, defaultdict
from dataclasses import asdict, dataclass, field
from pathlib import Path

from core.errors import LecternError
from core.parsing.parse import parse
from core.types import MarkKind, ParsedDocument

_TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|\d+|[^\W\d_]+")
_EQUATION = re.compile(r"\$\$.+?\$\$|(?<!\\)\$(?=\S)[^$\n]+?(?<=[^\s\\])\$(?!\d)", re.DOTALL)
"""Equations are compared by nobody: the truth writes LaTeX, the parsers a readable line."""
_SYNTAX = re.compile(
    r"<!--.*?-->|^\s*\|?[\s:|-]+\|?\s*$|\]\([^)\s]*\)|^\s*```\w*|</?(?:sub|sup|br|u|b|i)\s*/?>"
    r"|\\(?=[\\`*_{}\[\]()#+.!|$<>~-])",
    re.MULTILINE | re.DOTALL,
)


@dataclass(slots=True)
class Reading:
    """What became of one file."""

    file: str
    format: str
    outcome: str
    seconds: float
    notices: list[str] = field(default_factory=list)
    recall: float | None = None
    precision: float | None = None
    cells: float | None = None
    lost: list[str] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)


def tokens(text: str) -> Counter[str]:
    """Words of a text, lower case, with how often each occurs."""
    return Counter(word.lower() for word in _TOKEN.findall(text))


def plain(markdown: str) -> str:
    """Markdown without its syntax, without equations, and with each merged cell once."""
    lines = [_merged_once(line) for line in _EQUATION.sub(" ", markdown).splitlines()]
    return html.unescape(_SYNTAX.sub(" ", "\n".join(lines)))


def _merged_once(line: str) -> str:
    if not line.startswith("|"):
        return line
    cells = [cell.strip() for cell in line.strip("| ").split(" | ")]
    return " | ".join(
        cell for cell, before in zip(cells, [None, *cells], strict=False) if cell != before
    )


def cells_of(markdown: str) -> list[str]:
    """Filled cells of the tables of a Markdown text."""
    found: list[str] = []
    for line in markdown.splitlines():
        bare = line.strip()
        if len(bare) > 1 and bare.startswith("|") and bare.endswith("|"):
            cells = re.split(r"(?<!\\)\|", bare[1:-1])
            found += [" ".join(_TOKEN.findall(plain(cell).lower())) for cell in cells]
    return [cell for cell in dict.fromkeys(found) if cell]


def rows_of(document: ParsedDocument) -> str:
    """Words of all table rows of a document."""
    rows = (
        document.text[mark.start : mark.end]
        for mark in document.marks
        if mark.kind in (MarkKind.TABLE_ROW, MarkKind.TABLE_HEADER)
    )
    return " ".join(_TOKEN.findall(" ".join(rows).lower()))


def compare(reading: Reading, document: ParsedDocument, truth: str) -> None:
    """Fill in what was kept of the true text."""
    wanted, found = tokens(plain(truth)), tokens(document.text)
    kept = sum((wanted & found).values())
    reading.recall = kept / max(1, sum(wanted.values()))
    reading.precision = kept / max(1, sum(found.values()))
    reading.lost = [word for word, _ in (wanted - found).most_common(15)]
    reading.extra = [word for word, _ in (found - wanted).most_common(15)]
    cells = cells_of(truth)
    if cells:
        rows = f" {rows_of(document)} "
        reading.cells = sum(f" {cell} " in rows for cell in cells) / len(cells)


def read(path: Path, folder: Path) -> Reading:
    """Read one file and say what became of it."""
    started = time.perf_counter()
    name = str(path.relative_to(folder))
    try:
        road = parse(path, path.name)
        while True:
            try:
                next(road)
            except StopIteration as end:
                document: ParsedDocument = end.value
                break
    except LecternError as error:
        seconds = time.perf_counter() - started
        return Reading(name, path.suffix.lower().lstrip("."), f"refused: {error.kind}", seconds)
    notices = [f"{notice.kind.value} {notice.detail}".strip() for notice in document.notices]
    partly = [n for n in notices if not n.startswith(("scan_recognised", "hidden_text"))]
    reading = Reading(
        name,
        document.format,
        "in part" if partly else "read",
        time.perf_counter() - started,
        notices,
    )
    truth = path.parent.parent / "groundtruth" / f"{path.name}.md"
    if path.parent.name == "sources" and truth.is_file():
        compare(reading, document, truth.read_text(encoding="utf-8"))
    return reading


def table(readings: list[Reading]) -> str:
    """One line for each format."""
    groups: dict[str, list[Reading]] = defaultdict(list)
    for reading in readings:
        groups[reading.format].append(reading)
    lines = [
        "format      files  read  part  refused  recall  precision  cells  seconds(median/max)"
    ]
    for format, group in sorted(groups.items()):
        outcomes = Counter(reading.outcome.split(":")[0] for reading in group)
        times = [reading.seconds for reading in group]
        lines.append(
            f"{format:11} {len(group):5} {outcomes['read']:5} {outcomes['in part']:5}"
            f" {outcomes['refused']:8}  {_mean(group, 'recall')}   {_mean(group, 'precision')}"
            f"    {_mean(group, 'cells')}   {statistics.median(times):.3f}/{max(times):.2f}"
        )
    return "\n".join(lines)


def _mean(group: list[Reading], name: str) -> str:
    values = [value for reading in group if (value := getattr(reading, name)) is not None]
    return f"{statistics.mean(values):.3f}" if values else "  -  "


def main() -> int:
    """Read everything and print the report."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--json", action="store_true", help="every file's result as JSON")
    options.add_argument("--only", default="", help="file name ending or folder to look at")
    chosen = options.parse_args()
    corpora = os.environ.get("LECTERN_CORPORA")
    if not corpora:
        sys.exit("Set LECTERN_CORPORA to the folder with the documents.")
    folder = Path(corpora) / "documents"
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    files = [path for path in files if "groundtruth" not in path.parts]
    readings = [read(path, folder) for path in files if chosen.only in str(path)]
    if chosen.json:
        json.dump([asdict(reading) for reading in readings], sys.stdout, indent=1)
        return 0
    sys.stdout.write(table(readings) + "\n\n")
    for reading in readings:
        weak = reading.recall is not None and reading.recall < 0.97
        weak = weak or (reading.cells is not None and reading.cells < 0.97)
        if weak or reading.outcome != "read":
            figures = [
                f"{value:.3f}" if value is not None else "-"
                for value in (reading.recall, reading.precision, reading.cells)
            ]
            sys.stdout.write(
                f"{reading.file}: {reading.outcome} {' '.join(figures)}"
                f" lost {reading.lost} extra {reading.extra} {reading.notices}\n"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
