"""The exam's questions as rows of a table, filtered, and edited in place."""

import dataclasses
from collections.abc import Iterable
from enum import IntEnum, StrEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from core.types import ExamQuestion, ExamQuestionKind
from desktop.exam.wording import words
from desktop.widgets.text import plain_tip

Index = QModelIndex | QPersistentModelIndex
QUESTION_ROLE = Qt.ItemDataRole.UserRole + 1


class Column(IntEnum):
    """What a column shows."""

    TEXT = 0
    ANSWER = 1
    PLACE = 2
    ASKED = 3


class Show(StrEnum):
    """Which questions are shown."""

    ALL = "all"
    ASKED = "asked"
    ASIDE = "aside"
    MISSED = "missed"
    OWN = "own"


class QuestionModel(QAbstractTableModel):
    """Rows are questions; text and answer can be edited."""

    edited = Signal(object)
    """An ExamQuestion as the person has changed it."""

    def __init__(self, parent: object = None) -> None:
        super().__init__()
        self._all: tuple[ExamQuestion, ...] = ()
        self._rows: list[ExamQuestion] = []
        self._missed: frozenset[int] = frozenset()
        self.show = Show.ALL
        self.words = ""
        self.locked = False
        """Whether nothing may be edited."""

    def take(self, questions: tuple[ExamQuestion, ...], missed: Iterable[int]) -> None:
        """Show these questions; those that are the same keep their places."""
        self._missed = frozenset(missed)
        if questions == self._all:
            return
        self._all = questions
        self._sift()

    def set_filter(self, show: Show, text: str) -> None:
        """Show some of them only."""
        if (show, text) != (self.show, self.words):
            self.show, self.words = show, text
            self._sift()

    def _sift(self) -> None:
        rows = [question for question in self._all if self._fits(question)]
        if [each.id for each in rows] == [each.id for each in self._rows]:
            # Nothing moves: the selection, and an editor that is open, stay.
            self._rows = rows
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(Column) - 1))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def _fits(self, question: ExamQuestion) -> bool:
        shown = {
            Show.ALL: True,
            Show.ASKED: question.accepted,
            Show.ASIDE: not question.accepted,
            Show.MISSED: question.id in self._missed,
            Show.OWN: question.kind is ExamQuestionKind.OWN,
        }[self.show]
        titles = " ".join(place.title for place in question.gold)
        text = f"{question.text} {question.answer} {titles}".casefold()
        return shown and all(word in text for word in self.words.casefold().split())

    def question_at(self, row: int) -> ExamQuestion | None:
        """The question in a row."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def row_of(self, id: int) -> int:
        """The row of a question, -1 when it is not shown."""
        return next((at for at, each in enumerate(self._rows) if each.id == id), -1)

    # ---- what Qt asks --------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Number of questions shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Number of columns."""
        return 0 if parent.isValid() else len(Column)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Text and answer can be edited."""
        flags = super().flags(index)
        if not self.locked and index.column() in (Column.TEXT, Column.ANSWER):
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
            Column.TEXT: self.tr("Question"),
            Column.ANSWER: self.tr("Expected answer"),
            Column.PLACE: self.tr("Where it stands"),
            Column.ASKED: self.tr("In the exam"),
        }[Column(section)]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell."""
        question = self.question_at(index.row())
        if question is None:
            return None
        if role == QUESTION_ROLE:
            return question
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self._text(question, Column(index.column()))
        if role == Qt.ItemDataRole.ToolTipRole:
            quote = question.gold[0].quote if question.gold else ""
            return plain_tip("\n".join(filter(None, (words.kind(question), quote))))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._text(question, Column(index.column()))
        return None

    def _text(self, question: ExamQuestion, column: Column) -> str:
        match column:
            case Column.TEXT:
                return question.text
            case Column.ANSWER:
                return question.answer
            case Column.PLACE:
                return words.place(question.gold[0]) if question.gold else ""
            case Column.ASKED:
                return self.tr("Asked") if question.accepted else self.tr("Put aside")

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take what was typed; an empty question stays as it was."""
        question = self.question_at(index.row())
        text = " ".join(str(value).split())
        if question is None or role != Qt.ItemDataRole.EditRole or not text:
            return False
        field = {Column.TEXT: "text", Column.ANSWER: "answer"}.get(Column(index.column()))
        if field is None or getattr(question, field) == text:
            return False
        changes: dict[str, str] = {field: text}
        changed = dataclasses.replace(question, **changes)  # type: ignore[arg-type]
        self._rows[index.row()] = changed
        self.dataChanged.emit(index, index)
        self.edited.emit(changed)
        return True

    def refresh_words(self) -> None:
        """Word everything anew."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)
        if self._rows:
            self.dataChanged.emit(
                self.index(0, 0), self.index(len(self._rows) - 1, len(Column) - 1)
            )
