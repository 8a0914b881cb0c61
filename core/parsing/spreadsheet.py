"""Finds the tables in a sheet's cells and adds them to the text; shared by all spreadsheets."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.parsing.text_builder import TextBuilder

MAX_CELLS = 1_000_000
"""Most filled cells read of one file; the rest is left out with a TRUNCATED notice."""
MAX_BLOCK_ROWS = 100_000
_GIVEN_BY_PROGRAM = re.compile(
    r"(sheet|table|tabelle|feuil|feuille|hoja|foglio|工作表|表格?|chart)\s*\d*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Cell:
    """A filled cell: what a person sees in it, and whether it is words rather than a number."""

    text: str
    words: bool = True


class SheetWriter:
    """Takes the rows of one sheet from top to bottom; `finish` ends it.

    Rows that touch form a block; within it, parts with a filled top row that stand apart by empty
    columns are tables of their own. Single cells above a table are its title. A sheet that is not
    empty begins with its name, if a person gave it.
    """

    def __init__(self, builder: TextBuilder, name: str) -> None:
        """Start a page for the sheet called `name`."""
        builder.page(name)
        self._builder = builder
        self._name = "" if _GIVEN_BY_PROGRAM.fullmatch(name.strip()) else name
        self._block: list[Mapping[int, Cell]] = []
        self._last_row = -2
        self.cells = 0

    def row(self, index: int, cells: Mapping[int, Cell]) -> None:
        """Add a row; `index` counts from 0, `cells` are the filled ones by column."""
        if not cells:
            return
        if index != self._last_row + 1 or len(self._block) >= MAX_BLOCK_ROWS:
            self.finish()
        if self._name:
            self._builder.heading(self._name, 1)
            self._name = ""
        self._last_row = index
        self.cells += len(cells)
        self._block.append(cells)

    def finish(self) -> None:
        """Write what is still held back."""
        block, self._block = self._block, []
        while len(block) > 1 and len(block[0]) == 1 and len(block[1]) > 1:
            self._single(next(iter(block.pop(0).values())).text, heading=True)
        if not block:
            return
        if len(block) == 1 and len(block[0]) == 1:
            self._single(next(iter(block[0].values())).text, heading=False)
            return
        for part in _side_by_side(block):
            self._table(part)

    def _single(self, text: str, heading: bool) -> None:
        if heading and len(text) <= 120 and "\n" not in text:
            self._builder.heading(text, 2)
        else:
            self._builder.paragraph(text)

    def _table(self, block: Sequence[Mapping[int, Cell]]) -> None:
        used = sorted({column for row in block for column in row})
        empty = Cell("")
        rows = [[row.get(column, empty).text for column in used] for row in block]
        top = block[0]
        headed = len(block) > 1 and len(top) > 1 and all(cell.words for cell in top.values())
        self._builder.table(rows, int(headed))


def _side_by_side(block: list[Mapping[int, Cell]]) -> list[list[Mapping[int, Cell]]]:
    used = sorted({column for row in block for column in row})
    groups: list[list[int]] = []
    for column in used:
        if groups and column == groups[-1][-1] + 1:
            groups[-1].append(column)
        else:
            groups.append([column])
    whole = [block]
    if len(groups) < 2 or len(block) < 2:
        return whole
    parts: list[list[Mapping[int, Cell]]] = []
    for group in groups:
        inside = set(group)
        rows = [{c: cell for c, cell in row.items() if c in inside} for row in block]
        filled = [row for row in rows if row]
        apart = len(group) > 1 and len(filled) > 1 and len(filled[0]) == len(group)
        if not apart or not all(cell.words for cell in filled[0].values()):
            return whole
        parts.append(list(filled))
    return parts
