"""The examples of a lesson as rows of a table: sifted, what is wrong with each, edited in place."""

import dataclasses
from enum import IntEnum, StrEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal, Slot

from core.types import Example
from desktop.teach.example_facts import BLANK, ExampleFacts, Flaw
from desktop.teach.example_set import ExampleSet
from desktop.teach.wording import words
from desktop.widgets.text import plain_tip

Index = QModelIndex | QPersistentModelIndex
EXAMPLE_ROLE = Qt.ItemDataRole.UserRole + 1
FLAW_ROLE = Qt.ItemDataRole.UserRole + 2
_TIP_LENGTH = 1200


class Column(IntEnum):
    """What a column shows."""

    QUESTION = 0
    ANSWER = 1
    WORSE = 2
    PLACE = 3
    USE = 4


FIELDS = {Column.QUESTION: "question", Column.ANSWER: "answer", Column.WORSE: "rejected"}
"""Columns that can be edited, by the field of an example."""


class Show(StrEnum):
    """Which examples are shown; an origin's name (core.types.ExampleOrigin) shows those of it."""

    ALL = "all"
    LEARNT = "learnt"
    TESTS = "tests"
    LEFT_OUT = "left_out"
    FLAWED = "flawed"


class ExampleModel(QAbstractTableModel):
    """Rows are examples; question, answer and worse answer can be edited."""

    edited = Signal(object)
    """An Example as the person has changed it."""
    sifted = Signal()
    """Other rows are shown, or their number has changed."""

    def __init__(self, examples: ExampleSet) -> None:
        super().__init__()
        self._set = examples
        self._rows: list[Example] = []
        self._facts = ExampleFacts()
        self.show = str(Show.ALL)
        self.words = ""
        self.locked = False
        """Whether nothing may be edited."""
        examples.changed.connect(self.resift)
        examples.appended.connect(self._append)

    # ---- which rows ----------------------------------------------------------------------------

    def set_filter(self, show: str, text: str) -> None:
        """Show some of them only."""
        if (show, text) != (self.show, self.words):
            self.show, self.words = show, text
            self.resift()

    @Slot()
    def resift(self) -> None:
        """Show the set as it is."""
        self._facts.follow(self._set.rows)
        rows = self._sifted(self._set.rows)
        if len(rows) == len(self._rows) and all(
            new.id == old.id for new, old in zip(rows, self._rows, strict=True)
        ):
            # Nothing moves: the selection, and an editor that is open, stay.
            self._rows = rows
            if rows:
                last = self.index(len(rows) - 1, len(Column) - 1)
                self.dataChanged.emit(self.index(0, 0), last)
        else:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()
        self.sifted.emit()

    @Slot(int)
    def _append(self, first: int) -> None:
        self._facts.follow(self._set.rows)
        fresh = self._sifted(self._set.rows[first:])
        if fresh:
            at = len(self._rows)
            self.beginInsertRows(QModelIndex(), at, at + len(fresh) - 1)
            self._rows += fresh
            self.endInsertRows()
        self.sifted.emit()

    def _sifted(self, rows: list[Example]) -> list[Example]:
        words = self.words.casefold().split()
        if self.show == Show.ALL and not words:
            return list(rows)
        return [each for each in rows if self._shows(each) and self._facts.holds(each, words)]

    def _shows(self, example: Example) -> bool:
        match self.show:
            case Show.ALL:
                return True
            case Show.LEARNT:
                return example.accepted and not example.held_out
            case Show.TESTS:
                return example.accepted and example.held_out
            case Show.LEFT_OUT:
                return not example.accepted
            case Show.FLAWED:
                return self.flaw(example) is not Flaw.NONE
        return example.origin == self.show

    def flaw(self, example: Example) -> Flaw:
        """What is wrong with an example that is to be learnt from."""
        return self._facts.flaw(example)

    @property
    def blank(self) -> int:
        """How many examples cannot be learnt from."""
        return self._facts.blank

    @property
    def has_pairs(self) -> bool:
        """Whether any example has a worse answer."""
        return self._facts.pairs > 0

    def blanks(self) -> list[Example]:
        """Examples that cannot be learnt from."""
        return [each for each in self._set.rows if self.flaw(each) in BLANK]

    def example_at(self, row: int) -> Example | None:
        """The example in a row."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def row_of(self, id: int) -> int:
        """The row of an example, -1 when it is not shown."""
        return next((at for at, each in enumerate(self._rows) if each.id == id), -1)

    # ---- what Qt asks --------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Number of examples shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Number of columns."""
        return 0 if parent.isValid() else len(Column)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Words can be edited."""
        flags = super().flags(index)
        if not self.locked and index.column() in FIELDS:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Names of the columns."""
        if orientation is Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return {
            Column.QUESTION: self.tr("Question"),
            Column.ANSWER: self.tr("Answer to learn"),
            Column.WORSE: self.tr("Worse answer"),
            Column.PLACE: self.tr("Where from"),
            Column.USE: self.tr("Used"),
        }[Column(section)]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell."""
        example = self.example_at(index.row())
        if example is None:
            return None
        if role == EXAMPLE_ROLE:
            return example
        if role == FLAW_ROLE:
            return str(self.flaw(example))
        column = Column(index.column())
        if role == Qt.ItemDataRole.EditRole and column in FIELDS:
            return getattr(example, FIELDS[column])
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(example, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self._tip(example, column)[:_TIP_LENGTH])
        return None

    def _text(self, example: Example, column: Column) -> str:
        if column in FIELDS:
            return " ".join(str(getattr(example, FIELDS[column])).split())
        if column is Column.PLACE:
            return words.place(example)
        flaw = self.flaw(example)
        return self._flaw_words(flaw) if flaw is not Flaw.NONE else self._use(example)

    def _tip(self, example: Example, column: Column) -> str:
        if column is Column.PLACE:
            quote = example.source.quote if example.source is not None else ""
            return "\n".join(filter(None, (words.origin(example.origin), quote)))
        if column is Column.USE and example.accepted and example.held_out:
            return self.tr("Not learnt from: kept to see how it does on what it has not seen.")
        return str(getattr(example, FIELDS[column])) if column in FIELDS else ""

    def _use(self, example: Example) -> str:
        if not example.accepted:
            return self.tr("Left out")
        return self.tr("For testing") if example.held_out else self.tr("Learnt")

    def _flaw_words(self, flaw: Flaw) -> str:
        return {
            Flaw.NO_QUESTION: self.tr("No question"),
            Flaw.NO_ANSWER: self.tr("No answer"),
            Flaw.ECHO: self.tr("Only repeats the question"),
            Flaw.SAME_PAIR: self.tr("Both answers are the same"),
            Flaw.TWICE: self.tr("Asked more than once"),
        }[flaw]

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take what was typed."""
        example = self.example_at(index.row())
        field = FIELDS.get(Column(index.column()))
        text = str(value).strip()
        if example is None or field is None or role != Qt.ItemDataRole.EditRole:
            return False
        if getattr(example, field) == text:
            return False
        changes: dict[str, str] = {field: text}
        self.edited.emit(dataclasses.replace(example, **changes))  # type: ignore[arg-type]
        return True

    def refresh_words(self) -> None:
        """Word everything anew."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)
        if self._rows:
            last = self.index(len(self._rows) - 1, len(Column) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
