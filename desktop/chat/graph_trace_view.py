"""Which part of the map led to the answer: a drawing, its sentences, and the door there."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.types import Evidence, GraphTrace
from desktop import theme
from desktop.chat.graph_trace_drawing import GraphTraceDrawing
from desktop.chat.place_row import PlaceRow
from desktop.theme import Space
from desktop.widgets.buttons import Button
from desktop.widgets.text import Words, plain_tip

WAYS = 3
"""Ways whose sentences are listed."""


class SentenceRow(PlaceRow):
    """A sentence that connects two names; chosen, it opens in its document."""

    def __init__(self, ends: str, evidence: Evidence, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.evidence = evidence
        self._ends = ends
        self._quote = " ".join(evidence.citation.quote.split())
        spoken = f"{ends} · {self._quote} · {evidence.citation.title}"
        self.setAccessibleName(spoken)
        self.setToolTip(plain_tip(f"{self._quote}\n{evidence.citation.title}"))

    def sizeHint(self) -> QSize:
        """Two lines with some room."""
        lines = (
            QFontMetrics(theme.font()).height()
            + QFontMetrics(theme.font(theme.Type.SECOND)).height()
        )
        return QSize(200, lines + Space.M)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The two names, and below them what is said of them."""
        painter = QPainter(self)
        self.paint_ground(painter)
        room = self.width() - 2 * Space.S
        top = Space.XS
        for text, size, tint in (
            (self._ends, theme.Type.BODY, "ink"),
            (self._quote, theme.Type.SECOND, "faded"),
        ):
            face = theme.font(size)
            metrics = QFontMetrics(face)
            painter.setFont(face)
            painter.setPen(theme.colour(tint))
            cut = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            box = QRect(Space.S, top, room, metrics.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, cut)
            top += metrics.height() + 2


class GraphTraceView(QWidget):
    """Made for one trace."""

    citation_chosen = Signal(object)
    map_wanted = Signal(object)
    """Ids of the entities to look at."""

    def __init__(self, trace: GraphTrace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._trace = trace
        self.drawing = GraphTraceDrawing(trace)
        self.drawing.node_chosen.connect(lambda id: self.map_wanted.emit([id]))
        self.rows = [self._row(ends, said) for ends, said in _sentences(trace)]
        self.button = Button(self.tr("Show on the map"), "link", "map")
        self.button.setProperty("flush", "left")
        self.button.clicked.connect(self._on_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, Space.S, 0, Space.S)
        column.setSpacing(Space.XS)
        column.addWidget(Words(self.tr("How the names are connected"), "second"))
        column.addWidget(self.drawing)
        for row in self.rows:
            column.addWidget(row)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)

    def _row(self, ends: str, evidence: Evidence) -> SentenceRow:
        row = SentenceRow(ends, evidence)
        row.clicked.connect(lambda _=False: self.citation_chosen.emit(evidence.citation))
        return row

    def _on_button(self) -> None:
        seeds = list(self._trace.seeds)
        self.map_wanted.emit(seeds or [node.id for node in self._trace.nodes[:1]])


def _sentences(trace: GraphTrace) -> list[tuple[str, Evidence]]:
    """The best sentence of each step of the best ways, each once, with the names it connects."""
    found: dict[tuple[str, int], tuple[str, Evidence]] = {}
    for path in trace.paths[:WAYS]:
        names = [entity.name for entity in path.entities]
        for at, evidence in enumerate(path.evidence):
            if evidence:
                best = evidence[0]
                key = (best.citation.document, best.citation.start)
                found.setdefault(key, (f"{names[at]} — {names[at + 1]}", best))
    return list(found.values())
