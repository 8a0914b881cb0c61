"""Whether a model fits this computer: a shape, a colour and a word, so that none stands alone."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.types import Fit
from desktop import theme
from desktop.models.catalogue_wording import words
from desktop.theme import Size, Space, set_role
from desktop.widgets.text import Words

ROLES = {Fit.WELL: "good", Fit.TIGHT: "doubt", Fit.TOO_LARGE: "bad"}
_STROKE = 1.5


class FitMark(QWidget):
    """A full disc fits well, a half one is tight, a ring with a stroke through it is too large."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fit: Fit | None = None
        self._shape = _Shape()
        self.word = Words("")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.XS)
        row.addWidget(self._shape)
        row.addWidget(self.word)

    def show_fit(self, fit: Fit | None) -> None:
        """Show another verdict; None shows nothing."""
        self.fit = self._shape.fit = fit
        self.setVisible(fit is not None)
        if fit is not None:
            set_role(self.word, ROLES[fit])
            self.word.setText(words.fit(fit))
            self._shape.update()


class _Shape(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.fit: Fit | None = None
        self.setFixedSize(QSize(Size.SMALL_ICON, Size.SMALL_ICON))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the disc."""
        if self.fit is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = theme.colour(ROLES[self.fit])
        painter.setPen(QPen(colour, _STROKE))
        edge = Space.XS - _STROKE / 2
        disc = QRectF(self.rect()).adjusted(edge, edge, -edge, -edge)
        if self.fit is Fit.WELL:
            painter.setBrush(colour)
        painter.drawEllipse(disc)
        if self.fit is Fit.TIGHT:
            painter.setBrush(colour)
            painter.drawPie(disc, 90 * 16, 180 * 16)
        elif self.fit is Fit.TOO_LARGE:
            painter.setPen(QPen(colour, _STROKE, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawLine(
                disc.topLeft() + (disc.center() - disc.topLeft()) * 0.3,
                disc.bottomRight() + (disc.center() - disc.bottomRight()) * 0.3,
            )
        painter.end()
