"""Pieces of text on one widget: read, point at sentences and links, select.

A paragraph is one piece, a table one for each cell, code one for some lines. Sentences and links
are painted here; for the keyboard and for screen readers an unseen button stands on each of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from core.types import Citation
from desktop import theme
from desktop.chat.cited_text import CitedText, Stretch
from desktop.chat.citing import LinkStop, SentenceStop
from desktop.chat.text_flow import TextFlow

_THIN, _THICK = 1.0, 2.0


@dataclass(slots=True)
class Piece:
    """A text with where it stands; `base` is the position of its start in the whole."""

    text: CitedText
    flow: TextFlow
    base: int = 0
    x: float = 0.0
    y: float = 0.0
    width: float = 0.0
    height: float = 0.0

    @property
    def end(self) -> int:
        """The position after its last character."""
        return self.base + len(self.text.text)


class TextSurface(QWidget):
    """Pieces that a subclass or an owner places with `place`; `set_pieces` gives them."""

    citation_chosen = Signal(object, object)
    """Citation, SentenceStop."""
    link_wanted = Signal(str)
    """Address."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pieces: list[Piece] = []
        self.sentences: list[SentenceStop] = []
        self.links: list[LinkStop] = []
        self._stretches: dict[int, list[tuple[Piece, Stretch]]] = {}
        self._selection = (0, 0)
        self._hovered = -1
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.IBeamCursor)

    # ---- what it shows -------------------------------------------------------------------------

    def set_pieces(self, pieces: Sequence[Piece]) -> None:
        """Show other pieces; those that stay the same are given as the same objects."""
        self.pieces = list(pieces)
        base = 0
        for piece in self.pieces:
            piece.base = base
            base = piece.end + 1
        self._stretches = {}
        for piece in self.pieces:
            for stretch in piece.text.sentences:
                self._stretches.setdefault(stretch.cited.number, []).append((piece, stretch))
        self._make_stops()
        self.update()

    @property
    def body(self) -> str:
        """Everything that is written on it."""
        return "\n".join(piece.text.text for piece in self.pieces)

    def arrange(self) -> None:
        """Put the buttons onto their sentences and links, once the pieces have their places."""
        for stop, (_, places) in zip(self.sentences, self._stretches.items(), strict=True):
            stop.setGeometry(self._around(places))
        at = 0
        for piece in self.pieces:
            for start, end, _ in piece.text.links:
                areas = piece.flow.areas(start, end, piece.width)
                area = areas[0] if areas else QRectF()
                self.links[at].setGeometry(area.translated(piece.x, piece.y).toAlignedRect())
                at += 1
        self.update()

    def stops(self) -> list[QWidget]:
        """What takes the keyboard, in reading order."""
        if not self.links:
            return list(self.sentences)
        both: list[QWidget] = [*self.sentences, *self.links]
        return sorted(both, key=lambda stop: (stop.y(), stop.x()))

    def _make_stops(self) -> None:
        while len(self.sentences) > len(self._stretches):
            _put_away(self.sentences.pop())
        while len(self.sentences) < len(self._stretches):
            stop = SentenceStop(self)
            stop.citation_chosen.connect(
                lambda citation, stop=stop: self.citation_chosen.emit(citation, stop)
            )
            stop.show()
            self.sentences.append(stop)
        for stop, places in zip(self.sentences, self._stretches.values(), strict=True):
            cited = places[0][1].cited
            stop.show_sentence(cited.text, cited.support, cited.numbers)
        wanted = [
            (address, piece.text.text[start:end])
            for piece in self.pieces
            for start, end, address in piece.text.links
        ]
        if wanted != [(each.address, each.words) for each in self.links]:
            for old in self.links:
                _put_away(old)
            self.links = [LinkStop(address, words, self) for address, words in wanted]
            for link in self.links:
                link.wanted.connect(self.link_wanted)
                link.show()

    def _around(self, places: list[tuple[Piece, Stretch]]) -> QRect:
        area = QRectF()
        for piece, stretch in places:
            for each in piece.flow.areas(stretch.start, stretch.end, piece.width):
                area = area.united(each.translated(piece.x, piece.y))
        return area.toAlignedRect()

    # ---- selecting -----------------------------------------------------------------------------

    def select(self, start: int, end: int) -> None:
        """Paint a stretch as selected."""
        selection = (start, end)
        if selection != self._selection:
            self._selection = selection
            self.update()

    def selected_text(self) -> str:
        """The selected stretch, as it is shown."""
        return self.body[self._selection[0] : self._selection[1]]

    def selected_source(self) -> tuple[int, int] | None:
        """The span of the answer's text that the selection stands for."""
        first, last = -1, -1
        for piece in self.pieces:
            start = max(self._selection[0], piece.base) - piece.base
            end = min(self._selection[1], piece.end) - piece.base
            if start < end and (span := piece.text.source(start, end)) is not None:
                first = first if first >= 0 else span[0]
                last = span[1]
        return (first, last) if first >= 0 else None

    def position_at(self, point: QPointF) -> int:
        """The position next to a point of this widget."""
        if not self.pieces:
            return 0
        if point.y() < self.pieces[0].y:
            return 0
        piece = self._piece_at(point)
        local = QPointF(point.x() - piece.x, point.y() - piece.y)
        if local.y() >= piece.height and piece is self.pieces[-1]:
            return piece.end
        return piece.base + min(piece.flow.position_at(local, piece.width)[0], len(piece.text.text))

    def _piece_at(self, point: QPointF) -> Piece:
        """The piece under a point, else the nearest before it."""
        found = self.pieces[0]
        for piece in self.pieces:
            if piece.y > point.y():
                break
            if piece.x <= point.x() or piece.y > found.y:
                found = piece
        return found

    # ---- pressing ------------------------------------------------------------------------------

    def open_at(self, point: QPointF) -> None:
        """Open what lies under a point: a link asks, a number its source, else the sentence's."""
        found = self._under(point)
        if found is None:
            return
        piece, at = found
        for start, end, address in piece.text.links:
            if start <= at < end:
                self.link_wanted.emit(address)
                return
        number = self._sentence_at(piece, at)
        stop = self._stop_of(number)
        citation: Citation | None = piece.text.numbers.get(at)
        if citation is not None:
            owner = stop or next(
                (each for each in self.sentences if citation in each.citations), None
            )
            self.citation_chosen.emit(citation, owner)
        elif stop is not None:
            stop.open_first()

    def _under(self, point: QPointF) -> tuple[Piece, int] | None:
        if not self.pieces:
            return None
        piece = self._piece_at(point)
        at = piece.flow.character_at(QPointF(point.x() - piece.x, point.y() - piece.y), piece.width)
        return (piece, at) if at >= 0 else None

    def _sentence_at(self, piece: Piece, at: int) -> int:
        for stretch in piece.text.sentences:
            if stretch.start <= at < stretch.end:
                return stretch.cited.number
        return -1

    def _stop_of(self, number: int) -> SentenceStop | None:
        for stop, each in zip(self.sentences, self._stretches, strict=True):
            if each == number:
                return stop
        return None

    # ---- events --------------------------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Underline what can be pressed under the pointer."""
        self.hover(event.position())
        super().mouseMoveEvent(event)

    def hover(self, point: QPointF) -> None:
        """The pointer stands over a point."""
        found = self._under(point)
        number = self._sentence_at(*found) if found else -1
        stop = self._stop_of(number)
        pressed = bool(stop and stop.citations)
        if found and not pressed:
            piece, at = found
            pressed = at in piece.text.numbers or any(
                start <= at < end for start, end, _ in piece.text.links
            )
        shape = Qt.CursorShape.PointingHandCursor if pressed else Qt.CursorShape.IBeamCursor
        if self.cursor().shape() != shape:
            self.setCursor(shape)
        if number != self._hovered:
            self._hovered = number
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Take the underline away."""
        self._hovered = -1
        super().leaveEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        """A tool tip says the word for the shape of a support mark."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self._under(QPointF(event.pos()))
            stop = self._stop_of(self._sentence_near(*found)) if found else None
            shape, word, _ = stop.mark() if stop else ("", "", "")
            if word:
                QToolTip.showText(event.globalPos(), f"{shape} {word}", self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def _sentence_near(self, piece: Piece, at: int) -> int:
        """The sentence at a position, or the one whose numbers or mark stand there."""
        last = -1
        for stretch in piece.text.sentences:
            if stretch.start <= at:
                last = stretch.cited.number
        return last

    def paintEvent(self, event: QPaintEvent) -> None:
        """Washes under the keyboard's place, underlines, text."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_ground(painter)
        seen = event.rect()
        for stop, places in zip(self.sentences, self._stretches.values(), strict=True):
            if stop.focused:
                for piece, stretch in places:
                    self._wash(painter, piece, stretch.start, stretch.end)
        at = 0
        for piece in self.pieces:
            for start, end, _ in piece.text.links:
                if self.links[at].focused:
                    self._wash(painter, piece, start, end)
                at += 1
        for piece in self.pieces:
            if piece.y > seen.bottom() or piece.y + piece.height < seen.top():
                continue
            origin = QPointF(piece.x, piece.y)
            start = max(self._selection[0] - piece.base, 0)
            end = min(self._selection[1] - piece.base, len(piece.text.text))
            piece.flow.paint(painter, piece.width, None, (start, end), origin)
        for stop, (number, places) in zip(self.sentences, self._stretches.items(), strict=True):
            heavy = stop.chosen or stop.focused
            if stop.citations and (heavy or number == self._hovered):
                for piece, stretch in places:
                    piece.flow.paint_underline(
                        painter,
                        stretch.start,
                        stretch.end,
                        _THICK if heavy else _THIN,
                        QPointF(piece.x, piece.y),
                    )

    def paint_ground(self, painter: QPainter) -> None:
        """What a kind of block paints below its text."""

    def _wash(self, painter: QPainter, piece: Piece, start: int, end: int) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("wash"))
        radius = theme.Size.SMALL_RADIUS
        for area in piece.flow.areas(start, end, piece.width):
            painter.drawRoundedRect(area.translated(piece.x, piece.y), radius, radius)


def _put_away(stop: QWidget) -> None:
    stop.hide()
    stop.deleteLater()
