"""A found place as one line: its rank, where it stands, how much each way of searching liked it."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from core.types import Candidate
from desktop import theme
from desktop.chat.place_row import PlaceRow
from desktop.theme import Space
from desktop.widgets.text import plain_tip

BAR, BAR_HEIGHT = 72, 4
"""Length of a full bar and its height."""
TONES = ("ink", "edge", "faded")
"""Colours of the bars, in the order of the legs."""


class CandidateRow(PlaceRow):
    """One found place; chosen, it opens.

    `place` is its title and page, `bars` the share of each leg from 0 to 1 in the legend's order,
    `fate` why it was left out (empty for one that was used), `spoken` all of it for a screen
    reader and as the tool tip.
    """

    def __init__(
        self,
        candidate: Candidate,
        rank: str,
        place: str,
        bars: tuple[float, ...],
        fate: str,
        spoken: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.candidate = candidate
        self._rank, self._place, self._bars, self._fate = rank, place, bars, fate
        self.setAccessibleName(spoken)
        self.setToolTip(plain_tip(spoken))

    def sizeHint(self) -> QSize:
        """A line with room for a finger and for a bar of each leg."""
        bars = len(self._bars) * (BAR_HEIGHT + 2)
        return QSize(200, max(theme.px(theme.Type.BODY) + Space.L, bars + Space.M))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Rank, place, the beginning of its text, fate, bars."""
        painter = QPainter(self)
        self.paint_ground(painter)
        second = theme.font(theme.Type.SECOND)
        small = QFontMetrics(second)
        middle = Qt.AlignmentFlag.AlignVCenter
        height, left, right = self.height(), Space.S, self.width() - Space.S
        # The bars of all rows stand in one column, whatever else a row says.
        right -= BAR
        self._paint_bars(painter, right)
        right -= Space.M
        painter.setFont(second)
        painter.setPen(theme.colour("faded"))
        if self._fate:
            room = min(small.horizontalAdvance(self._fate), self.width() // 3)
            fate = small.elidedText(self._fate, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRect(right - room, 0, room, height), middle, fate)
            right -= room + Space.M
        painter.drawText(QRect(left, 0, Space.XL, height), middle, self._rank)
        left += Space.XL
        font = theme.font(theme.Type.BODY)
        metrics = QFontMetrics(font)
        room = right - left
        place = metrics.elidedText(self._place, Qt.TextElideMode.ElideMiddle, max(room * 2 // 3, 0))
        painter.setFont(font)
        painter.setPen(theme.colour("faded" if self._fate else "ink"))
        painter.drawText(QRect(left, 0, room, height), middle, place)
        left += metrics.horizontalAdvance(place) + Space.S
        opening = " ".join(self.candidate.opening.split())
        opening = small.elidedText(opening, Qt.TextElideMode.ElideRight, max(right - left, 0))
        painter.setFont(second)
        painter.setPen(theme.colour("faded"))
        painter.drawText(QRect(left, 0, max(right - left, 0), height), middle, opening)

    def _paint_bars(self, painter: QPainter, left: int) -> None:
        step = BAR_HEIGHT + 2
        top = (self.height() - step * len(self._bars) + 2) / 2
        painter.setPen(Qt.PenStyle.NoPen)
        for number, share in enumerate(self._bars):
            trough = QRectF(left, top + number * step, BAR, BAR_HEIGHT)
            painter.setBrush(theme.colour("line"))
            painter.drawRoundedRect(trough, BAR_HEIGHT / 2, BAR_HEIGHT / 2)
            if share > 0:
                painter.setBrush(theme.colour(TONES[number % len(TONES)]))
                trough.setWidth(max(BAR_HEIGHT, BAR * min(share, 1.0)))
                painter.drawRoundedRect(trough, BAR_HEIGHT / 2, BAR_HEIGHT / 2)
