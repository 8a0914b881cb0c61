"""Ways of teaching in figures, as they were measured on this computer; the best of each in bold."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from core.types import MethodFigures
from desktop import theme
from desktop.teach.method_names import method_names
from desktop.teach.methods_words import failed, methods_words
from desktop.theme import Size, Space
from desktop.widgets.text import plain_tip

_LEAST = 56
_BEST: dict[int, Callable[[MethodFigures], float | None]] = {
    1: lambda row: row.trainable_share,
    2: lambda row: row.memory_bytes,
    3: lambda row: row.seconds_a_step,
    4: lambda row: row.steps_to_target or None,
    5: lambda row: row.file_bytes,
    6: lambda row: -row.score if row.score >= 0 else None,
    7: lambda row: row.forgot if row.forgot >= 0 else None,
}
"""What is least in the best row, by column; None where it was not measured."""


def best_rows(figures: Sequence[MethodFigures]) -> dict[int, set[int]]:
    """The rows that are best, by column; none where all are alike."""
    found = {}
    for column, value in _BEST.items():
        values = {at: value(row) for at, row in enumerate(figures) if not failed(row)}
        known = {at: each for at, each in values.items() if each is not None}
        if len(known) > 1 and len(set(known.values())) > 1:
            least = min(known.values())
            found[column] = {at for at, each in known.items() if each == least}
    return found


class MethodsTable(QTableWidget):
    """A row for each way that was tried."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figures: tuple[MethodFigures, ...] = ()
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setProperty("role", "figures")
        self.setWordWrap(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def show_figures(self, figures: Sequence[MethodFigures]) -> None:
        """Fill it, high enough for all its rows."""
        self._figures = tuple(figures)
        self.setAccessibleName(self.tr("Ways of teaching in figures"))
        columns = methods_words.columns()
        self.setColumnCount(len(columns))
        for column, (title, tip) in enumerate(columns):
            item = QTableWidgetItem(title)
            item.setToolTip(plain_tip(tip))
            self.setHorizontalHeaderItem(column, item)
        best = best_rows(self._figures)
        self.setRowCount(len(self._figures))
        for at, row in enumerate(self._figures):
            name = method_names.name(row.method)
            for column, text in enumerate(methods_words.cells(row)):
                is_best = at in best.get(column, ())
                item = QTableWidgetItem(text)
                face = theme.font()
                face.setBold(is_best)
                item.setFont(face)
                tip = f"{name.technical}\n{name.sentence}" if column == 0 else columns[column][1]
                item.setToolTip(plain_tip(tip))
                if is_best:
                    said = self.tr("{figure}, the best").replace("{figure}", text)
                    item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
                self.setItem(at, column, item)
        height = theme.px(Size.CONTROL)
        self.horizontalHeader().setMinimumSectionSize(theme.px(_LEAST))
        self.verticalHeader().setDefaultSectionSize(height)
        rows = height * self.rowCount() + self.horizontalHeader().sizeHint().height()
        # Room for the bar that scrolls sideways in a narrow window.
        self.setFixedHeight(rows + 2 * self.frameWidth() + Space.M)

    def shown(self) -> tuple[MethodFigures, ...]:
        """The rows, from the top."""
        return self._figures
