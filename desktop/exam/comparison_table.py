"""The comparison in figures, with the field's own terms beside the plain ones."""

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from core.types import ExamComparison, ExamSitting
from desktop import theme, translations
from desktop.technique_names import TechniqueName, technique_names
from desktop.theme import Size
from desktop.widgets.text import plain_tip

_MILLISECONDS = 1000
_LEAST = 96
_READ_WITH = 2
"""The column of the reading model, of interest where there are several."""


class ComparisonTable(QTableWidget):
    """A row for each way, best first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
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
        header.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def show_comparison(self, comparison: ExamComparison) -> None:
        """Fill it, high enough for all its rows."""
        self.setAccessibleName(self.tr("The ways in figures"))
        names = (
            self.tr("Prepared"),
            self.tr("Searched"),
            self.tr("Read with"),
            self.tr("At once"),
            self.tr("First three"),
            self.tr("First ten"),
            self.tr("A question takes"),
            self.tr("Preparing took"),
            self.tr("Passages"),
        )
        self.setColumnCount(len(names))
        self.setHorizontalHeaderLabels(list(names))
        self.setRowCount(len(comparison.sittings))
        for row, sitting in enumerate(comparison.sittings):
            for column, (text, tip) in enumerate(self._cells(sitting)):
                item = QTableWidgetItem(text)
                item.setToolTip(plain_tip(tip))
                face = theme.font()
                face.setBold(row == comparison.current)
                item.setFont(face)
                self.setItem(row, column, item)
        one_model = len({each.embedder for each in comparison.sittings}) == 1
        self.setColumnHidden(_READ_WITH, one_model)
        height = theme.px(Size.CONTROL)
        self.horizontalHeader().setMinimumSectionSize(theme.px(_LEAST) // 2)
        self.verticalHeader().setDefaultSectionSize(height)
        rows = height * self.rowCount() + self.horizontalHeader().sizeHint().height()
        # Room for the bar that scrolls sideways in a narrow window.
        self.setFixedHeight(rows + 2 * self.frameWidth() + theme.Space.M)

    def _cells(self, sitting: ExamSitting) -> list[tuple[str, str]]:
        prepared = technique_names.chunker(sitting.chunker)
        searched = technique_names.retriever(sitting.retriever)
        read = technique_names.embedder(sitting.embedder)
        cells = [(each.plain, _details(each)) for each in (prepared, searched, read)]
        for measure in ("found@1", "found@3", "found@10"):
            share = sitting.scores.get(measure)
            cells.append(("—" if share is None else translations.percent(share), measure))
        milliseconds = QLocale().toString(round(sitting.seconds_per_question * _MILLISECONDS))
        took = translations.duration(sitting.index_seconds) if sitting.index_seconds else "—"
        return [
            *cells,
            (self.tr("{number} ms").replace("{number}", milliseconds), ""),
            (took, ""),
            (translations.number(sitting.chunks) if sitting.chunks else "—", ""),
        ]


def _details(name: TechniqueName) -> str:
    return "\n".join(filter(None, (name.technical, name.sentence)))
