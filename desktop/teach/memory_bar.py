"""How much of the memory that can be had a lesson needs: a bar, with the words below it."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop import theme, translations
from desktop.theme import Space

_HEIGHT = 10
_MOST = 1.5
"""A need beyond the track is drawn to so many times of it at most."""
_TIGHT = 0.85


class MemoryBar(QWidget):
    """Red where it goes beyond what there is; a stroke marks the end of that."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._needed = 0
        self._available = 0
        self.setFixedHeight(_HEIGHT + 2 * Space.XS)

    def show_need(self, needed: int, available: int) -> None:
        """Show another need, in bytes."""
        self._needed, self._available = needed, available
        self.setAccessibleName(self.text())
        self.update()

    @property
    def is_tight(self) -> bool:
        """Whether little is left besides."""
        return self._available > 0 and self._needed > _TIGHT * self._available

    @property
    def is_too_much(self) -> bool:
        """Whether it is more than there is."""
        return self._needed > self._available

    def text(self) -> str:
        """The same in words."""
        template = self.tr("{needed} of the {available} that are free")
        template = template.replace("{needed}", translations.file_size(self._needed))
        return template.replace("{available}", translations.file_size(self._available))

    def sizeHint(self) -> QSize:
        """As wide as may be."""
        return QSize(theme.px(240), self.height())

    def changeEvent(self, event: QEvent) -> None:
        """Follow the colours and the language."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.LanguageChange):
            self.setAccessibleName(self.text())
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the track, what is needed of it, and what is lacking."""
        if self._available <= 0:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        share = min(self._needed / self._available, _MOST)
        whole = max(share, 1.0)
        track = QRectF(0, Space.XS, self.width() / whole, _HEIGHT)
        filled = QRectF(0, Space.XS, self.width() * share / whole, _HEIGHT)
        painter.setBrush(theme.colour("line"))
        painter.drawRoundedRect(track, _HEIGHT / 2, _HEIGHT / 2)
        tint = "bad" if self.is_too_much else "doubt" if self.is_tight else "good"
        painter.setBrush(theme.colour(tint))
        painter.drawRoundedRect(filled, _HEIGHT / 2, _HEIGHT / 2)
        if self.is_too_much:
            painter.setBrush(theme.colour("ink"))
            painter.drawRect(QRectF(track.right() - 1, 0, 2, self.height()))
        painter.end()
