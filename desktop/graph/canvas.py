"""The map as a drawing: moved with the mouse and the keyboard, sharp at every size."""

import math

from PySide6.QtCore import (
    QEvent,
    QPoint,
    QPointF,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QWidget

from desktop.graph.map_view import STEP, MapView
from desktop.graph.pointing import community_at, edge_at, neighbour_in_direction, node_at
from desktop.theme import Space

_PAN = 80
_NOTCH = 120
"""Eighths of a degree of one step of a wheel."""
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class GraphCanvas(MapView):
    """The map under the person's hands."""

    node_chosen = Signal(str)
    node_opened = Signal(str)
    edge_chosen = Signal(str, str)
    edge_opened = Signal(str, str)
    pair_chosen = Signal(str, str)
    community_chosen = Signal(int)
    nothing_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pressed: QPointF | None = None
        self._dragged = False

    # ---- mouse ---------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to drag, or choose on release."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position()
            self._dragged = False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the drawing, or show what is pointed at."""
        at = event.position()
        if self._pressed is not None:
            moved = at - self._pressed
            if self._dragged or moved.manhattanLength() > QApplication.startDragDistance():
                self._dragged = True
                self._pressed = at
                self.setCursor(Qt.CursorShape.ClosedHandCursor)
                self.pan(moved)
            return
        hover = node_at(self.model, self.camera, at)
        if hover != self.marks.hover:
            self.mark(hover=hover)
        pointed = hover >= 0 or edge_at(self.model, self.camera, at) >= 0
        self.setCursor(
            Qt.CursorShape.PointingHandCursor if pointed else Qt.CursorShape.OpenHandCursor
        )

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose what was clicked; with Shift a second entity."""
        if event.button() != Qt.MouseButton.LeftButton or self._pressed is None:
            return
        self._pressed = None
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        if self._dragged:
            return
        at = event.position()
        node = node_at(self.model, self.camera, at)
        if node >= 0:
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._choose(self.model.ids[node], shift)
            return
        edge = edge_at(self.model, self.camera, at)
        if edge >= 0:
            self.edge_chosen.emit(*self._ends(edge))
            return
        group = community_at(self.model, self.camera, at)
        if group >= 0:
            self.community_chosen.emit(group)
        else:
            self.nothing_chosen.emit()

    def _choose(self, id: str, second: bool = False) -> None:
        first = next(iter(self.marks.selected), "")
        if second and first and first != id:
            self.pair_chosen.emit(first, id)
            return
        self.select((id,))
        self.node_chosen.emit(id)

    def _ends(self, edge: int) -> tuple[str, str]:
        model = self.model
        return model.ids[model.sources[edge]], model.ids[model.targets[edge]]

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open what is there."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        node = node_at(self.model, self.camera, event.position())
        if node >= 0:
            self.node_opened.emit(self.model.ids[node])
            return
        edge = edge_at(self.model, self.camera, event.position())
        if edge >= 0:
            self.edge_opened.emit(*self._ends(edge))

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is pointed at any more."""
        super().leaveEvent(event)
        self.mark(hover=-1)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom about the pointer."""
        turned = event.angleDelta().y() or event.pixelDelta().y()
        if turned:
            self.zoom(STEP ** (turned / _NOTCH), event.position())
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Pinching on a trackpad zooms."""
        if (
            isinstance(event, QNativeGestureEvent)
            and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture
        ):
            self.zoom(math.exp(event.value()), event.position())
            return True
        return super().event(event)

    # ---- keyboard ------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk, with Ctrl they move it; Enter opens; + - 0 zoom; Home goes to the centre."""
        key = Qt.Key(event.key())
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in _ARROWS and ctrl:
            right, down = _ARROWS[key]
            self.pan(QPointF(-right * _PAN, -down * _PAN))
        elif key in _ARROWS:
            self._walk(_ARROWS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.marks.focus:
            self.node_opened.emit(self.marks.focus)
        elif key == Qt.Key.Key_Space and self.marks.focus:
            self._choose(self.marks.focus, shift)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(STEP)
        elif key == Qt.Key.Key_Minus:
            self.zoom(1 / STEP)
        elif key == Qt.Key.Key_0:
            self.fit()
        elif key == Qt.Key.Key_Home and self.model.ids:
            self._go(0)
        else:
            super().keyPressEvent(event)

    def _walk(self, towards: tuple[int, int]) -> None:
        here = self.model.place.get(self.marks.focus, -1)
        if here < 0 and self.model.ids:
            self._go(0)
            return
        there = neighbour_in_direction(self.model, here, towards)
        if there >= 0:
            self._go(there)

    def _go(self, at: int) -> None:
        id = self.model.ids[at]
        self.mark(focus=id)
        self.select((id,))
        inside = self.rect().adjusted(Space.XL, Space.XL, -Space.XL, -Space.XL)
        where = self.camera.to_screen(self.model.x[at], self.model.y[at])
        if not inside.contains(QPoint(round(where.x()), round(where.y()))):
            self.centre_on(id)
        self.node_chosen.emit(id)
