"""A titled part of the column: some rows, and the rest of them on demand."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop import translations
from desktop.graph.wording import filled
from desktop.theme import Space
from desktop.widgets.buttons import Button
from desktop.widgets.tab_order import tab_before
from desktop.widgets.text import Words

Make = Callable[[], QWidget]


class Section(QWidget):
    """Hidden while it is empty."""

    def __init__(self, most: int, spacing: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._most = most
        self._title = Words("", "second")
        self._makers: Sequence[Make] = ()
        self._beyond = ""
        self.rows: list[QWidget] = []
        self.more = Button("", "link")
        self.more.setProperty("flush", "left")
        self.more.clicked.connect(self.show_all)
        self._note = Words("", "second", wrap=True)
        self._column = QVBoxLayout()
        self._column.setSpacing(spacing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addWidget(self._title)
        column.addLayout(self._column)
        column.addWidget(self.more)
        column.addWidget(self._note)
        self.fill("", ())

    def fill(self, title: str, makers: Sequence[Make], beyond: str = "") -> None:
        """Show rows that `makers` make; `beyond` says what is not even among them."""
        self._take_away()
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self._makers = makers
        self._beyond = beyond
        # One row more than fits is not worth a button.
        some = self._most if len(makers) > self._most + 1 else len(makers)
        self._add(makers[:some])
        self.setVisible(bool(makers) or bool(beyond))
        self._reword()

    def title(self) -> str:
        """What stands above."""
        return self._title.text()

    @Slot()
    def show_all(self) -> None:
        """Show the rest; the keyboard goes to the first of them."""
        first = len(self.rows)
        self._add(self._makers[first:])
        self._reword()
        if first < len(self.rows):
            self.rows[first].setFocus()

    def changeEvent(self, event: QEvent) -> None:
        """Word it anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._reword()

    def _add(self, makers: Sequence[Make]) -> None:
        rows = [make() for make in makers]
        for row in rows:
            self._column.addWidget(row)
            # Now, not at the next turn of the loop: Tab passes over what does not show yet.
            row.show()
        self.rows += rows
        tab_before(self.more, [stop for row in rows for stop in _stops(row)])

    def _take_away(self) -> None:
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = []

    def _reword(self) -> None:
        hidden = len(self._makers) - len(self.rows)
        self.more.setVisible(hidden > 0)
        all_of_them = translations.number(len(self._makers))
        self.more.setText(filled(self.tr("Show all {count}"), count=all_of_them))
        self._note.setText(self._beyond)
        self._note.setVisible(bool(self._beyond) and not hidden)


def _stops(row: QWidget) -> list[QWidget]:
    """Where Tab stops in a row: at itself, or at what stands in it."""
    every = [row, *row.findChildren(QWidget)]
    return [each for each in every if each.focusPolicy() & Qt.FocusPolicy.TabFocus]
