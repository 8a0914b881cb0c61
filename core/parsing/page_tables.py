"""Tables of a page: those drawn with rulings, and rows of aligned cells without any."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from core.parsing.mupdf import mupdf_errors
from core.parsing.page_lines import Frame, Line, has_place, reading_length

_FEWEST_RULINGS = 4
_MOST_RULINGS = 4000


def ruled_tables(page: Any, lines: list[Line], rulings: int, frame: Frame) -> list[Line]:
    """The page's lines with each ruled table's lines replaced by one that holds its cells.

    PyMuPDF's table search takes some 50 ms a page, so it runs only where rulings suggest a table.
    """
    if not _FEWEST_RULINGS <= rulings <= _MOST_RULINGS or not lines:
        return lines
    try:
        finder = page.find_tables()
    except mupdf_errors():
        return lines
    except (LookupError, TypeError, ArithmeticError):
        return lines
    for table in finder.tables:
        lines = _with_table(table, lines, frame)
    return lines


def _with_table(table: Any, lines: list[Line], frame: Frame) -> list[Line]:
    boxes = [[frame(cell) if cell else None for cell in row.cells] for row in table.rows]
    if len(boxes) < 2 or max(len(row) for row in boxes) < 2:
        return lines
    x0, y0, x1, y1 = frame(tuple(table.bbox))
    inside: list[Line] = []
    outside: list[Line] = []
    for line in lines:
        middle = (line.y0 + line.y1) / 2
        centre = (line.x0 + line.x1) / 2
        within = x0 - 1 <= centre <= x1 + 1 and y0 - 1 <= middle <= y1 + 1 and not line.cells
        (inside if within else outside).append(line)
    cells: list[list[list[Line]]] = [[[] for _ in row] for row in boxes]
    homeless: list[Line] = []
    for line in inside:
        for piece in _pieces(line, boxes, frame):
            home = _home(piece, boxes)
            if home is None:
                homeless.append(piece)
            else:
                cells[home[0]][home[1]].append(piece)
    filled = [cell for row in cells for cell in row if cell]
    longest = max((_length(cell) for cell in filled), default=0)
    if len(filled) < 3 or longest > 0.8 * sum(_length(cell) for cell in filled):
        return lines
    if sum(1 for row in cells if sum(bool(cell) for cell in row) >= 2) < 2:
        return lines
    cells = _without_empty_columns([row for row in cells if any(row)])
    sizes = sorted(line.size for line in inside)
    whole = Line("", [], x0, y0, x1, y1, sizes[len(sizes) // 2], baseline=y1, cells=cells)
    return [*outside, *homeless, whole]


def _length(cell: Sequence[Line]) -> int:
    return sum(len(line.text) for line in cell)


def _without_empty_columns(cells: list[list[list[Line]]]) -> list[list[list[Line]]]:
    width = max(len(row) for row in cells)
    kept = [
        column for column in range(width) if any(column < len(row) and row[column] for row in cells)
    ]
    return [[row[column] if column < len(row) else [] for column in kept] for row in cells]


def _pieces(line: Line, boxes: Sequence[Sequence[Any]], frame: Frame) -> list[Line]:
    """The line cut where it passes from one cell to the next."""
    homes: list[Any] = []
    last = None
    for box in line.boxes:
        if has_place(box):
            at = frame(box)
            last = _cell_at((at[0] + at[2]) / 2, (at[1] + at[3]) / 2, boxes)
        homes.append(last)
    if len(set(homes)) <= 1:
        return [line]
    found: list[Line] = []
    start = 0
    for index in range(1, len(homes) + 1):
        if index < len(homes) and homes[index] == homes[start]:
            continue
        piece = _cut(line, start, index, frame)
        if piece is not None:
            found.append(piece)
        start = index
    return found


def _cut(line: Line, start: int, end: int, frame: Frame) -> Line | None:
    while start < end and line.text[start].isspace():
        start += 1
    while end > start and line.text[end - 1].isspace():
        end -= 1
    framed = [frame(box) for box in line.boxes[start:end] if has_place(box)]
    if not framed:
        return None
    return Line(
        line.text[start:end],
        line.boxes[start:end],
        min(box[0] for box in framed),
        min(box[1] for box in framed),
        max(box[2] for box in framed),
        max(box[3] for box in framed),
        line.size,
        line.bold,
        line.mono,
        line.baseline,
    )


def _home(line: Line, boxes: Sequence[Sequence[Any]]) -> tuple[int, int] | None:
    return _cell_at((line.x0 + line.x1) / 2, (line.y0 + line.y1) / 2, boxes)


def _cell_at(x: float, y: float, boxes: Sequence[Sequence[Any]]) -> tuple[int, int] | None:
    for index, row in enumerate(boxes):
        for column, box in enumerate(row):
            if box is not None and box[0] <= x <= box[2] and box[1] <= y <= box[3]:
                return index, column
    return None


def columns_without_rulings(group: Sequence[Sequence[Line]]) -> list[list[list[Line]]] | None:
    """Rows of a paragraph as a table when most of them hold cells that line up; else None."""
    several = [row for row in group if len(row) >= 2]
    if len(group) < 2 or len(several) < max(2, 0.6 * len(group)):
        return None
    lines = [line for row in group for line in row]
    size = sorted(line.size for line in lines)[len(lines) // 2]
    gaps = [b.x0 - a.x1 for row in several for a, b in pairwise(row)]
    if sorted(gaps)[len(gaps) // 2] < 1.2 * size:
        return None
    if sum(reading_length(line.text) for line in lines) > 45 * len(lines):
        return None
    columns = _columns(lines)
    if len(columns) < 2:
        return None
    grid: list[list[list[Line]]] = []
    for row in group:
        cells: list[list[Line]] = [[] for _ in columns]
        for line in row:
            overlaps = [min(line.x1, x1) - max(line.x0, x0) for x0, x1 in columns]
            cells[overlaps.index(max(overlaps))].append(line)
        grid.append(cells)
    return grid


def _columns(lines: Sequence[Line]) -> list[tuple[float, float]]:
    """Stretches of the x axis that lines cover, apart from blank ones."""
    found: list[tuple[float, float]] = []
    for line in sorted(lines, key=lambda line: line.x0):
        if found and line.x0 < found[-1][1] + 0.2 * line.size:
            found[-1] = (found[-1][0], max(found[-1][1], line.x1))
        else:
            found.append((line.x0, line.x1))
    return found
