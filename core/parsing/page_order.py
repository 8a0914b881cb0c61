"""Reading order of a page's lines: columns, bands across them, rows.

A recursive cut in the manner of XY-cut (Nagy & Seth 1984), with the difference that a gutter may be
crossed by titles, figures and tables: they part the page into bands, and the gutter counts inside
each band. A gutter parts columns only where the text on both sides reads as running text of its
own, so that rows of a table or bullets and their items stay together.
"""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from core.parsing.page_lines import Line, reading_length

_DEEPEST = 12


def regions(lines: Sequence[Line], right_to_left: bool = False) -> list[list[Line]]:
    """The lines as regions in reading order; inside a region they go by rows."""
    return _cut(list(lines), right_to_left, 0)


def rows(lines: Sequence[Line], right_to_left: bool = False) -> list[list[Line]]:
    """Lines that stand beside each other, from top to bottom, each row in reading direction."""
    found: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: (line.y0 + line.y1, line.x0)):
        if found and _beside(found[-1], line):
            found[-1].append(line)
        else:
            found.append([line])
    for row in found:
        row.sort(key=lambda line: -line.x1 if right_to_left else line.x0)
    return found


def _beside(row: Sequence[Line], line: Line) -> bool:
    last = row[-1]
    if last.cells or line.cells:
        return False
    overlap = min(last.y1, line.y1) - max(last.y0, line.y0)
    if overlap < 0.55 * min(last.height, line.height):
        return False
    return all(min(one.x1, line.x1) - max(one.x0, line.x0) < 0.3 * line.height for one in row)


def _cut(lines: list[Line], right_to_left: bool, depth: int) -> list[list[Line]]:
    if len(lines) < 3 or depth > _DEEPEST:
        return [_flat(lines, right_to_left)] if lines else []
    gutter = _best_gutter(lines)
    if gutter is None:
        return [_flat(lines, right_to_left)]
    found: list[list[Line]] = []
    for band in _bands(lines, gutter):
        left = [line for line in band if line.x1 <= gutter + 1]
        right = [line for line in band if line.x0 >= gutter - 1]
        if len(left) + len(right) == len(band) and _are_columns(left, right):
            halves = (right, left) if right_to_left else (left, right)
            for half in halves:
                found += _cut(half, right_to_left, depth + 1)
        elif len(band) < len(lines):
            found += _cut(band, right_to_left, depth + 1)
        else:
            found.append(_flat(band, right_to_left))
    return found


def _flat(lines: list[Line], right_to_left: bool) -> list[Line]:
    return [line for row in rows(lines, right_to_left) for line in row]


def _best_gutter(lines: list[Line]) -> float | None:
    """The place whose two sides hold the most running text, crossing lines counted against it."""
    em = median(line.size for line in lines) or 10.0
    total = sum(reading_length(line.text) for line in lines)
    best, best_score = None, 0.0
    for place in _candidates(lines, max(4.0, 0.6 * em)):
        score = 0.0
        for band in _bands(lines, place):
            left = [line for line in band if line.x1 <= place + 1]
            right = [line for line in band if line.x0 >= place - 1]
            if len(left) + len(right) == len(band) and _are_columns(left, right):
                score += sum(reading_length(line.text) for line in band)
        if score > best_score:
            best, best_score = place, score
    return best if best_score > 0.1 * total or best_score > 400 else None


def _candidates(lines: list[Line], narrowest: float) -> list[float]:
    """Middles of gaps between lines that stand side by side, the most frequent first."""
    votes: dict[int, tuple[int, float]] = {}
    for row in rows(lines):
        for left, right in pairwise(row):
            gap = right.x0 - left.x1
            if gap >= narrowest:
                place = right.x0 - min(gap / 2, narrowest / 2)
                bin_ = round(place / 4)
                count, _ = votes.get(bin_, (0, place))
                votes[bin_] = (count + 1, place)
    # Columns whose baselines differ share no rows: the starts of lines are places too.
    starts: dict[int, tuple[int, float]] = {}
    for line in lines:
        bin_ = round(line.x0 / 4)
        count, place = starts.get(bin_, (0, line.x0))
        starts[bin_] = (count + 1, min(place, line.x0))
    leftmost = min(line.x0 for line in lines)
    frequent = [(n, x - 1.0) for n, x in starts.values() if n >= 3 and x > leftmost + 40]
    frequent += [(n, x) for n, x in votes.values()]
    frequent.sort(key=lambda item: -item[0])
    return [place for _, place in frequent[:24]]


def _bands(lines: list[Line], gutter: float) -> list[list[Line]]:
    """Lines across the gutter, and the stretches between them, from top to bottom."""
    crossing = sorted(
        (line for line in lines if line.x0 < gutter - 1 and line.x1 > gutter + 1),
        key=lambda line: line.y0 + line.y1,
    )
    if not crossing:
        return [lines]
    sides = sorted(
        (line for line in lines if not (line.x0 < gutter - 1 and line.x1 > gutter + 1)),
        key=lambda line: line.y0 + line.y1,
    )
    found: list[list[Line]] = []
    across: list[Line] = []
    at = 0
    for bar in [*crossing, None]:
        stretch: list[Line] = []
        while at < len(sides) and (bar is None or sides[at].y0 + sides[at].y1 < bar.y0 + bar.y1):
            stretch.append(sides[at])
            at += 1
        both = any(line.x1 <= gutter + 1 for line in stretch) and any(
            line.x0 >= gutter - 1 for line in stretch
        )
        if both and len(stretch) > 2:
            if across:
                found.append(across)
            found.append(stretch)
            across = []
        else:
            across += stretch
        if bar is not None:
            across.append(bar)
    if across:
        found.append(across)
    return found


def _are_columns(left: list[Line], right: list[Line]) -> bool:
    if len(left) < 2 or len(right) < 2:
        return False
    top = max(min(line.y0 for line in left), min(line.y0 for line in right))
    bottom = min(max(line.y1 for line in left), max(line.y1 for line in right))
    if bottom <= top:
        return False
    if any(line.cells for line in left) or any(line.cells for line in right):
        return True
    fewer, more = (left, right) if len(left) <= len(right) else (right, left)
    level = sum(
        any(abs(line.baseline - other.baseline) < 0.25 * line.size for other in more)
        for line in fewer
    )
    proses = (_reads_as_prose(left), _reads_as_prose(right))
    if level > 0.6 * len(fewer):
        return all(proses)
    return all(proses) or (len(fewer) >= 4 and any(proses) and min(map(_mean, (left, right))) >= 8)


def _mean(lines: list[Line]) -> float:
    return sum(reading_length(line.text) for line in lines) / len(lines)


def _reads_as_prose(lines: list[Line]) -> bool:
    """Whether lines fill their column as running text does."""
    by_row = rows(lines)
    widths = [row[-1].x1 - row[0].x0 for row in by_row]
    lengths = [sum(reading_length(line.text) for line in row) for row in by_row]
    widest = max(widths)
    full = sum(width >= 0.66 * widest for width in widths)
    return sum(lengths) / len(lengths) >= 18 and full >= 0.5 * len(widths)
