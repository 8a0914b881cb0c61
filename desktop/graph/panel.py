"""What the panels of the column have in common: a line above, a heading, a button that closes."""

from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.types import Evidence
from desktop.graph.contents import MapContents
from desktop.graph.evidence_row import EvidenceRow
from desktop.graph.section import Make
from desktop.theme import Space
from desktop.widgets.buttons import IconButton
from desktop.widgets.text import Words


class Panel(QWidget):
    """A page of the column; who subclasses it fills `column` and words itself."""

    closed = Signal()

    def __init__(self, contents: MapContents, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.contents = contents
        self._told: tuple[object, ...] | None = None
        self.over = Words("", "second")
        self.heading = Words("", "heading", wrap=True, selectable=True)
        self.close_button = IconButton("close")
        self.close_button.clicked.connect(self.closed)
        head = QVBoxLayout()
        head.setSpacing(Space.XS)
        head.addWidget(self.over)
        head.addWidget(self.heading)
        top = QHBoxLayout()
        top.addLayout(head, 1)
        top.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self.column = QVBoxLayout()
        self.column.setSpacing(Space.M)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        outer.setSpacing(Space.M)
        outer.addLayout(top)
        outer.addLayout(self.column)
        outer.addStretch(1)

    def fill(self) -> None:
        """Show what is chosen."""

    def already(self, *what: object) -> bool:
        """Whether just this is shown: rows that are made anew would lose the keyboard."""
        told, self._told = self._told, what
        return told == what

    def retranslate(self) -> None:
        """Word it in the language of the window."""
        self._told = None
        self.close_button.set_name(self.tr("Close this column"))
        self.fill()

    def changeEvent(self, event: QEvent) -> None:
        """Speak another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def evidence_row(self, evidence: Evidence) -> QWidget:
        """A sentence that opens its page."""
        row = EvidenceRow(evidence)
        row.opened.connect(self.contents.session.open_citation)
        return row

    def evidence_rows(self, evidence: tuple[Evidence, ...]) -> list[Make]:
        """How to make the rows of some sentences."""
        return [partial(self.evidence_row, each) for each in evidence]
