"""Figures side by side on cards: four in a row, two where there is little room."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from desktop import theme
from desktop.teach.lesson_words import Figure
from desktop.theme import Space
from desktop.widgets.text import ElidedWords, Words, plain_tip

_LEAST = 156
"""A card narrower than that cuts its words."""


class FigureCard(QFrame):
    """A title, the figure, and a note below it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.title = Words("", "second")
        self.value = ElidedWords("", "subtitle", mode=Qt.TextElideMode.ElideRight)
        self.note = ElidedWords("", "second", mode=Qt.TextElideMode.ElideRight)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        column.setSpacing(2)
        for widget in (self.title, self.value, self.note):
            column.addWidget(widget)

    def show_figure(self, figure: Figure) -> None:
        """Show a figure; a screen reader hears it as one sentence."""
        self.title.setText(figure.title)
        self.value.setText(figure.value)
        self.note.setText(figure.note)
        self.setToolTip(plain_tip(figure.tip))
        self.setAccessibleName(f"{figure.title}: {figure.value}, {figure.note}")


class FigureCards(QWidget):
    """As many cards as there are figures."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards: list[FigureCard] = []
        self._columns = 0
        self._shown = 0
        """Figures there are; cards beyond stay hidden."""
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(Space.M)

    def show_figures(self, figures: Sequence[Figure]) -> None:
        """Show these."""
        while len(self.cards) < len(figures):
            self.cards.append(FigureCard(self))
        for card, figure in zip(self.cards, figures, strict=False):
            card.show_figure(figure)
        for at, card in enumerate(self.cards):
            card.setVisible(at < len(figures))
        if len(figures) != self._shown:
            self._shown, self._columns = len(figures), 0
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two rows where one is too narrow."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Larger text needs wider cards."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._arrange()

    def minimumSizeHint(self) -> QSize:
        """Its width gives way: it takes more rows."""
        return QSize(theme.px(_LEAST), super().minimumSizeHint().height())

    def _arrange(self) -> None:
        count = self._shown
        fits = self.width() >= count * theme.px(_LEAST) + (count - 1) * Space.M
        columns = count if fits else max(1, (count + 1) // 2)
        if columns == self._columns or not count:
            return
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 0)
        self._columns = columns
        for at, card in enumerate(self.cards[:count]):
            self._grid.addWidget(card, at // columns, at % columns)
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)
