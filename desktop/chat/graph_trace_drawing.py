"""The part of the map that a search used, from what the question names to what it led to."""

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.types import GraphTrace
from desktop import theme
from desktop.theme import Space
from desktop.widgets.node_painting import (
    cut_name,
    edge_pen,
    name_font,
    name_rect,
    paint_name,
    paint_node,
    path_pen,
)

_ROW = 52
_RADIUS = 7.0
_SEED = 10.0
_SIDE = 70
_LEAN = 16
"""How far every second of a column stands aside, so that lines within the column are seen."""


def columns(trace: GraphTrace) -> list[list[str]]:
    """Ids by steps from what the question names; beside what they are connected with."""
    beside: dict[str, list[str]] = {node.id: [] for node in trace.nodes}
    for edge in trace.edges:
        if edge.source in beside and edge.target in beside:
            beside[edge.source].append(edge.target)
            beside[edge.target].append(edge.source)
    column = [id for id in trace.seeds if id in beside] or [node.id for node in trace.nodes[:1]]
    found: list[list[str]] = []
    seen: set[str] = set()
    while column:
        found.append(column)
        seen.update(column)
        place = {id: at for at, id in enumerate(column)}
        reached = dict.fromkeys(n for id in column for n in beside[id] if n not in seen)
        column = sorted(reached, key=lambda id: _middle(beside[id], place))
    rest = [id for id in beside if id not in seen]
    return [*found, rest] if rest else found


def _middle(ids: list[str], place: dict[str, int]) -> float:
    known = [place[id] for id in ids if id in place]
    return sum(known) / len(known)


class GraphTraceDrawing(QWidget):
    """Paints it; the same names and sentences stand in rows below."""

    node_chosen = Signal(str)

    def __init__(self, trace: GraphTrace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._trace = trace
        self._columns = columns(trace)
        self._nodes = {node.id: node for node in trace.nodes}
        self._ways = {
            frozenset((hop.source, hop.target)) for path in trace.paths[:1] for hop in path.hops
        }
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Part of the map that was used"))
        self.setAccessibleDescription("; ".join(node.name for node in trace.nodes))

    def sizeHint(self) -> QSize:
        """As high as its longest column."""
        rows = max(map(len, self._columns), default=0)
        return QSize(theme.px(320), rows * theme.px(_ROW) + Space.S)

    def minimumSizeHint(self) -> QSize:
        """Its width gives way."""
        return QSize(theme.px(160), self.sizeHint().height())

    def place(self, id: str) -> QPointF:
        """Where an entity is drawn."""
        many = len(self._columns)
        at = next(number for number, column in enumerate(self._columns) if id in column)
        column = self._columns[at]
        row = column.index(id)
        side = min(theme.px(_SIDE), self.width() / 4)
        x = self.width() / 2
        if many > 1:
            x = side + at * (self.width() - 2 * side) / (many - 1)
        if len(column) > 2:
            x += _LEAN * (1 if row % 2 else -1)
        # The names stand below, so the drawing sits a little high in its row.
        y = (row + 0.5) * self.height() / len(column) - theme.px(_ROW) * 0.14
        return QPointF(x, y)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Connections, entities, names; the best way in red."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        places = {id: self.place(id) for id in self._nodes}
        for edge in self._trace.edges:
            if edge.source in places and edge.target in places:
                way = frozenset((edge.source, edge.target)) in self._ways
                painter.setPen(path_pen() if way else edge_pen(edge.strength, 1.2))
                painter.drawLine(places[edge.source], places[edge.target])
        room = max(60, self.width() / max(len(self._columns), 2) - Space.M)
        for id, node in self._nodes.items():
            seed = id in self._trace.seeds
            radius = theme.px(round(_SEED if seed else _RADIUS))
            tint = theme.colour("seal") if seed else theme.kind_colour(node.kind)
            painter.setPen(QPen(theme.colour("paper"), 1))
            paint_node(painter, places[id], radius, node.kind, tint)
            face = name_font(seed)
            text, wide, high = cut_name(node.name, face, room)
            rect = name_rect(wide, high, places[id], radius)
            rect.moveLeft(min(max(rect.left(), 0.0), max(0.0, self.width() - rect.width())))
            painter.setFont(face)
            paint_name(painter, rect, text, theme.colour("ink"))
        painter.end()

    def _at(self, point: QPointF) -> str:
        reach = theme.px(round(_SEED)) + Space.S
        near = [id for id in self._nodes if (self.place(id) - point).manhattanLength() <= reach]
        return min(near, key=lambda id: (self.place(id) - point).manhattanLength(), default="")

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say what can be pressed, and the whole of a name."""
        id = self._at(event.position())
        self.setCursor(Qt.CursorShape.PointingHandCursor if id else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """An entity that is pressed is looked at on the map."""
        if id := self._at(event.position()):
            self.node_chosen.emit(id)
