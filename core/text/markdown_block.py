"""What Markdown is read into: blocks, what they stand in, cells of tables."""

from dataclasses import dataclass, field
from enum import StrEnum

from core.text.markdown_run import Run


class Kind(StrEnum):
    """What a block is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    CODE = "code"
    FORMULA = "formula"
    TABLE = "table"
    RULE = "rule"


class Holder(StrEnum):
    """What a block may stand in."""

    QUOTE = "quote"
    BULLET = "bullet"
    NUMBER = "number"


class Alignment(StrEnum):
    """How a column of a table is set."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Container:
    """A quote or an item of a list that a block stands in."""

    holder: Holder
    number: int = 0
    """Of an item of a numbered list."""
    first: bool = False
    """Whether the block is the first of its item, and so carries the item's sign."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; `start:end` is what it holds in the source, without its bars."""

    start: int
    end: int
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A block without blocks inside; what it stands in comes with it, outermost first."""

    kind: Kind
    start: int
    end: int
    root: int
    """Where the line begins on which the block, or the list or quote it stands in, begins."""
    containers: tuple[Container, ...] = ()
    runs: tuple[Run, ...] = ()
    """Of a paragraph or a heading; of code, a run a line without styles."""
    level: int = 0
    """Of a heading, 1 to 6."""
    rows: tuple[tuple[Cell, ...], ...] = ()
    """Of a table, the first one its head; all of the same length."""
    alignments: tuple[Alignment, ...] = ()
    text: str = ""
    """Of code, what it says; of a formula, its LaTeX."""
    language: str = ""
    """Of code."""
    closed: bool = True
    """False for code or a formula whose end has not come."""
    sure: int = field(default=0, compare=False, repr=False)
    """Of a paragraph that is read on: how many runs hold no sign that may find its partner yet."""
