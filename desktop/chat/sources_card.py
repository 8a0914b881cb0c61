"""The card under an answer: the numbered places it rests on, each opening its page."""

import enum

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from core.types import Citation
from desktop import theme
from desktop.chat.place_row import PlaceRow
from desktop.chat.sources import Source
from desktop.theme import Space
from desktop.widgets.buttons import Button
from desktop.widgets.text import Words, plain_tip

SHOWN_WHILE_ASKING = 3
"""Places listed before the first word; more would push the answer about."""


class Standing(enum.Enum):
    """What the listed places are to the answer."""

    FOUND = enum.auto()
    """Found while the answer is still being written."""
    CITED = enum.auto()
    """Cited by its sentences, under the same numbers."""
    READ = enum.auto()
    """Read without finding an answer in them."""


class SourceRow(PlaceRow):
    """One place: number, title, page and heading on one line, cut in the middle when narrow."""

    def __init__(self, source: Source, numbered: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.source = source
        self._numbered = numbered
        self._chosen = False
        self._word()

    @property
    def chosen(self) -> bool:
        """Whether this place stands open in the reader."""
        return self._chosen

    def set_chosen(self, chosen: bool) -> None:
        """Mark it as the place that stands open."""
        if chosen != self._chosen:
            self._chosen = chosen
            self.update()

    def sizeHint(self) -> QSize:
        """A line with room for a finger."""
        return QSize(200, theme.px(theme.Type.BODY) + Space.L)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._word()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Number, title, place."""
        painter = QPainter(self)
        self.paint_ground(painter, self._chosen)
        left, height = Space.S, self.height()
        if self._numbered:
            painter.setFont(theme.font(theme.Type.RAIL, theme.font().Weight.DemiBold))
            painter.setPen(theme.colour("seal"))
            number = QRect(left, 0, Space.XL, height)
            painter.drawText(number, Qt.AlignmentFlag.AlignVCenter, str(self.source.number))
            left += Space.XL
        font = theme.font(theme.Type.BODY)
        second = theme.font(theme.Type.SECOND)
        room = self.width() - left - Space.S
        place = self._place
        place_width = QFontMetrics(second).horizontalAdvance(place)
        title_room = max(room - min(place_width, room // 2) - Space.S, room // 3)
        metrics = QFontMetrics(font)
        title = metrics.elidedText(self.source.title, Qt.TextElideMode.ElideMiddle, title_room)
        painter.setFont(font)
        painter.setPen(theme.colour("ink"))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRect(left, 0, title_room, height), middle, title)
        left += metrics.horizontalAdvance(title) + Space.S
        painter.setFont(second)
        painter.setPen(theme.colour("faded"))
        rest = self.width() - Space.S - left
        place = QFontMetrics(second).elidedText(place, Qt.TextElideMode.ElideRight, rest)
        painter.drawText(QRect(left, 0, rest, height), middle, place)

    def _word(self) -> None:
        page = self.tr("page {page}").format(page=self.source.page) if self.source.paged else ""
        self._place = " · ".join(part for part in (page, self.source.heading) if part)
        whole = [part for part in (self.source.title, self._place) if part]
        spoken = ", ".join(whole)
        if self._numbered:
            spoken = self.tr("source {number}: {place}").format(
                number=self.source.number, place=spoken
            )
        self.setAccessibleName(spoken)
        self.setToolTip(plain_tip(" · ".join(whole)))
        self.update()


class SourcesCard(QFrame):
    """The places of an answer, or those found while it is still being written."""

    citation_chosen = Signal(object)
    trace_toggled = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._sources: tuple[Source, ...] = ()
        self._standing = Standing.FOUND
        self.rows: list[SourceRow] = []
        self._title = Words("", "strong")
        self._facts = Words("", "second")
        self.trace_button = Button("", "link")
        self.trace_button.setCheckable(True)
        self.trace_button.toggled.connect(self._on_trace)
        head = QHBoxLayout()
        head.setContentsMargins(Space.S, 0, 0, 0)
        head.setSpacing(Space.S)
        head.addWidget(self._title)
        head.addWidget(self._facts)
        head.addStretch(1)
        head.addWidget(self.trace_button)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(Space.S, Space.S, Space.S, Space.S)
        self._column.setSpacing(2)
        self._column.addLayout(head)
        self.retranslate()

    def show_sources(self, sources: tuple[Source, ...], standing: Standing) -> None:
        """List the places."""
        if (sources, standing) == (self._sources, self._standing):
            return
        self._sources, self._standing = sources, standing
        cited = standing is Standing.CITED
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        shown = sources if cited else sources[:SHOWN_WHILE_ASKING]
        self.rows = [SourceRow(source, cited, self) for source in shown]
        for row in self.rows:
            row.clicked.connect(
                lambda _=False, opened=row.source.first: self.citation_chosen.emit(opened)
            )
            self._column.addWidget(row)
            # At once, not when the loop comes round: a hidden row counts for nothing in a height.
            row.show()
        self.retranslate()

    def mark(self, citation: Citation | None) -> None:
        """Mark the row whose place stands open."""
        for row in self.rows:
            row.set_chosen(citation is not None and citation in row.source.citations)

    def set_trace_open(self, is_open: bool) -> None:
        """Show whether the search process stands folded out."""
        self.trace_button.setChecked(is_open)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Word everything anew."""
        count = len(self._sources)
        documents = len({source.document for source in self._sources})
        places = self.tr("%n place(s)", "", count)
        of = self.tr("%n document(s)", "", documents)
        titles = {
            Standing.FOUND: self.tr("Found"),
            Standing.CITED: self.tr("Sources"),
            Standing.READ: self.tr("Read"),
        }
        self._title.setText(titles[self._standing])
        self._facts.setText(self.tr("{places} in {documents}").format(places=places, documents=of))
        self._title.setVisible(count > 0)
        if not count:
            self._facts.setText(self.tr("Nothing near the question was found."))
        arrow = "▾" if self.trace_button.isChecked() else "▸"
        self.trace_button.setText(f"{self.tr('How I looked')} {arrow}")
        self.trace_button.setAccessibleName(self.tr("How I looked"))

    def _on_trace(self, is_open: bool) -> None:
        self.retranslate()
        self.trace_toggled.emit(is_open)
