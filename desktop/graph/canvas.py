"""The map as a drawing: moved with the mouse and the keyboard, sharp at every size."""

import dataclasses
import math

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QEasingCurve,
    QEvent,
    QIODevice,
    QPoint,
    QPointF,
    QRectF,
    QSize,
    Qt,
    QVariantAnimation,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QApplication, QStyle, QWidget

from core.types import GraphPicture, GraphView
from desktop import theme
from desktop.graph.backdrop import Backdrop
from desktop.graph.drawing import (
    Camera,
    Marks,
    candidates,
    paint_marks,
    paint_names,
    paint_regions,
    slices,
)
from desktop.graph.picture_model import Model, of_picture, of_view
from desktop.graph.pointing import community_at, edge_at, neighbour_in_direction, node_at
from desktop.theme import MOTION_MILLISECONDS, Space

_MOST_SCALE = 6.0
_FIT_SCALE = 1.6
"""A view of a few nodes is not blown up further than that."""
_STEP = 1.25
_LIKE = 200
"""Names by which two pictures are compared."""
_PAN = 80
_NOTCH = 120
"""Eighths of a degree of one step of a wheel."""
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class GraphCanvas(QWidget):
    """Shows a small view, or the picture of everything."""

    node_chosen = Signal(str)
    node_opened = Signal(str)
    edge_chosen = Signal(str, str)
    edge_opened = Signal(str, str)
    pair_chosen = Signal(str, str)
    community_chosen = Signal(int)
    nothing_chosen = Signal()
    viewport_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(theme.px(160), theme.px(120))
        self.model = Model()
        self.camera = Camera()
        self.marks = Marks()
        self.named: list[int] = []
        """Nodes whose names are drawn."""
        self._shown: GraphView | GraphPicture | None = None
        self._fitted = True
        self._moving = False
        self._pressed: QPointF | None = None
        self._dragged = False
        self._backdrop = Backdrop(self)
        self._backdrop.ready.connect(self._on_ready)
        self._motion = QVariantAnimation(self)
        self._motion.setDuration(MOTION_MILLISECONDS)
        self._motion.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._motion.valueChanged.connect(self._on_motion)
        self._from: list[tuple[float, float]] = []
        self._to = Model()
        self.retranslate()

    # ---- what is shown -------------------------------------------------------------------------

    def show_view(self, view: GraphView, keep: bool = True) -> None:
        """Show a small view; with `keep` the camera stays where the middle is the same."""
        if view is self._shown:
            self.update()
            return
        self._shown = view
        model = of_view(view)
        same = keep and model.centre == self.model.centre and self.model.small
        self._show(model, fit=not same or not self.model.ids or self._fitted)

    def show_picture(self, picture: GraphPicture) -> None:
        """Show everything; the camera stays where it is much the same as was shown."""
        if picture is self._shown:
            self.update()
            return
        self._shown = picture
        model = of_picture(picture)
        before = self.model
        kept = sum(id in before.place for id in model.ids[:_LIKE])
        same = not before.small and 2 * kept > len(model.ids[:_LIKE])
        self._show(model, fit=not same or self._fitted)

    def _show(self, model: Model, fit: bool) -> None:
        before, camera = self.model, self.camera
        self._motion.stop()
        self._backdrop.forget()
        self.model = model
        self.named = []
        focus = self.marks.focus if self.marks.focus in model.place else ""
        self.marks = dataclasses.replace(self.marks, hover=-1, focus=focus)
        if fit:
            self.fit()
        kept = [id for id in model.ids if id in before.place] if model.small else []
        if kept and self._animated():
            self._from = []
            for at, id in enumerate(model.ids):
                place = before.place.get(id)
                start = (model.x[at], model.y[at])
                if place is not None:
                    shown = camera.to_screen(before.x[place], before.y[place])
                    there = self.camera.to_drawing(shown)
                    start = (there.x(), there.y())
                self._from.append(start)
            self._to = model
            self._motion.setStartValue(0.0)
            self._motion.setEndValue(1.0)
            self._motion.start()
        self._describe()
        self._changed()

    def _animated(self) -> bool:
        hint = QStyle.StyleHint.SH_Widget_Animation_Duration
        return self.isVisible() and self.style().styleHint(hint, None, self) > 0

    def _on_motion(self, share: float) -> None:
        to = self._to
        if share >= 1:
            self.model = to
        else:
            x = [a[0] + (b - a[0]) * share for a, b in zip(self._from, to.x, strict=True)]
            y = [a[1] + (b - a[1]) * share for a, b in zip(self._from, to.y, strict=True)]
            self.model = dataclasses.replace(to, x=x, y=y)
        self.update()

    def set_colouring(self, by: str) -> None:
        """Colour by "kind" or by "community"."""
        self._mark(by_community=by == "community")
        self._want()

    def select(self, ids: tuple[str, ...]) -> None:
        """Mark entities as chosen."""
        focus = ids[0] if len(ids) == 1 and ids[0] in self.model.place else self.marks.focus
        self._mark(selected=frozenset(ids), focus=focus)
        self._describe()

    def highlight(self, ids: tuple[str, ...]) -> None:
        """Mark a way from one entity to another; () for none."""
        self._mark(path=tuple(ids))

    def _mark(self, **fields: object) -> None:
        self.marks = dataclasses.replace(self.marks, **fields)  # type: ignore[arg-type]
        self.update()

    # ---- the camera ----------------------------------------------------------------------------

    def fit(self) -> None:
        """Show all of it; while nodes move, where they are going."""
        moving = self._motion.state() == QVariantAnimation.State.Running
        bounds = (self._to if moving else self.model).extent
        side, top = theme.px(80), theme.px(48)
        wide = max(1.0, self.width() - 2 * side)
        high = max(1.0, self.height() - 2 * top)
        scale = min(wide / max(bounds.width(), 1.0), high / max(bounds.height(), 1.0), _FIT_SCALE)
        middle = bounds.center()
        self._look(
            Camera(
                scale,
                self.width() / 2 - middle.x() * scale,
                self.height() / 2 - middle.y() * scale,
            )
        )
        self._fitted = True

    def centre_on(self, id: str) -> None:
        """Move an entity to the middle."""
        at = self.model.place.get(id)
        if at is not None:
            scale = self.camera.scale
            x = self.width() / 2 - self.model.x[at] * scale
            self._look(Camera(scale, x, self.height() / 2 - self.model.y[at] * scale))

    def zoom(self, factor: float, about: QPointF | None = None) -> None:
        """Show it larger or smaller; the point at `about` stays (default: the middle)."""
        about = about or QPointF(self.width() / 2, self.height() / 2)
        least = self._least_scale()
        scale = min(max(self.camera.scale * factor, least), _MOST_SCALE)
        there = self.camera.to_drawing(about)
        self._look(Camera(scale, about.x() - there.x() * scale, about.y() - there.y() * scale))

    def _least_scale(self) -> float:
        bounds = self.model.extent
        return min(0.3, 0.4 * self.width() / max(bounds.width(), bounds.height(), 1.0))

    def pan(self, by: QPointF) -> None:
        """Move it by so many pixels."""
        camera = self.camera
        self._look(Camera(camera.scale, camera.x + by.x(), camera.y + by.y()))

    def _look(self, camera: Camera) -> None:
        self.camera = camera
        self._fitted = False
        self._moving = True
        self._changed()
        self.viewport_changed.emit()

    def _changed(self) -> None:
        self._want()
        self.update()

    def _want(self) -> None:
        if not self.model.small:
            quiet = dataclasses.replace(self.marks, hover=-1)
            self._backdrop.want(
                self.model, self.camera, self.size(), self.devicePixelRatioF(), quiet
            )
        else:
            self._moving = False

    def _on_ready(self) -> None:
        self._moving = self._backdrop.busy
        self.update()

    # ---- painting ------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it, and the ring of the keyboard."""
        painter = QPainter(self)
        self.paint(painter, QRectF(self.rect()))
        if self.hasFocus() and self.marks.focus not in self.model.place:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("seal"), 1))
            painter.drawRect(self.rect().adjusted(1, 1, -2, -2))
        painter.end()

    def paint(self, painter: QPainter, area: QRectF, whole: bool = False) -> None:
        """Draw what the camera sees; `whole`: now and to the last edge, for a file."""
        painter.fillRect(area, theme.colour("paper"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        model, camera, marks = self.model, self.camera, self.marks
        if model.small or whole:
            paint_regions(painter, model, camera, area, marks)
            for _ in slices(painter, model, camera, area, marks):
                pass
        else:
            self._backdrop.paint(painter, model, camera, area, marks)
        here = marks if self.hasFocus() else dataclasses.replace(marks, focus="")
        paint_marks(painter, model, camera, here)
        # While it moves, names come and go only when it rests.
        again = self._moving and bool(self.named) and not whole
        wanted = self.named if again else candidates(model, camera, area)
        drawn = paint_names(painter, model, camera, area, marks, wanted)
        if not again:
            self.named = drawn

    def to_image(self, scale: float = 1.0) -> QImage:
        """What is seen as a picture, `scale` pixels for each of the window's."""
        image = QImage(self.size() * scale, QImage.Format.Format_ARGB32_Premultiplied)
        image.setDevicePixelRatio(scale)
        painter = QPainter(image)
        self.paint(painter, QRectF(self.rect()), whole=True)
        painter.end()
        return image

    def to_svg(self) -> str:
        """What is seen as SVG."""
        data = QByteArray()
        buffer = QBuffer(data)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        generator = QSvgGenerator()
        generator.setOutputDevice(buffer)
        generator.setSize(QSize(self.size()))
        generator.setViewBox(self.rect())
        generator.setTitle(self.accessibleName())
        painter = QPainter(generator)
        self.paint(painter, QRectF(self.rect()), whole=True)
        painter.end()
        return bytes(data.data()).decode("utf-8")

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
            self._mark(hover=hover)
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
        self._mark(hover=-1)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom about the pointer."""
        turned = event.angleDelta().y() or event.pixelDelta().y()
        if turned:
            self.zoom(_STEP ** (turned / _NOTCH), event.position())
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
            self.zoom(_STEP)
        elif key == Qt.Key.Key_Minus:
            self.zoom(1 / _STEP)
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
        self._mark(focus=id)
        self.select((id,))
        inside = self.rect().adjusted(Space.XL, Space.XL, -Space.XL, -Space.XL)
        where = self.camera.to_screen(self.model.x[at], self.model.y[at])
        if not inside.contains(QPoint(round(where.x()), round(where.y()))):
            self.centre_on(id)
        self.node_chosen.emit(id)

    # ---- the rest ------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep all in sight that was, else the middle in the middle."""
        super().resizeEvent(event)
        if self._fitted:
            self.fit()
        elif event.oldSize().isValid():
            grown = event.size() - event.oldSize()
            self.pan(QPointF(grown.width() / 2, grown.height() / 2))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that it is gone."""
        super().focusOutEvent(event)
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Follow language, colours and text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() in (QEvent.Type.StyleChange, QEvent.Type.PaletteChange):
            self._changed()

    def retranslate(self) -> None:
        """Word it in the language of the window."""
        self.setAccessibleName(self.tr("Map"))
        self._describe()

    def _describe(self) -> None:
        chosen = [self.model.place[id] for id in self.marks.selected if id in self.model.place]
        text = self.tr("%n name(s) are drawn", "", len(self.model.ids))
        if chosen:
            beside = len(self.model.edges_of.get(chosen[0], []))
            name = self.model.names[chosen[0]]
            text = f"{name}: {self.tr('%n connection(s)', '', beside)}"
        self.setAccessibleDescription(text)
