"""What the map shows and from where: model, camera and painting; nothing of mouse and keys."""

import dataclasses

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QEasingCurve,
    QEvent,
    QIODevice,
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
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QStyle, QWidget

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
from desktop.theme import MOTION_MILLISECONDS

_MOST_SCALE = 6.0
_FIT_SCALE = 1.6
"""A view of a few nodes is not blown up further than that."""
STEP = 1.25
_LIKE = 200
"""Names by which two pictures are compared."""


class MapView(QWidget):
    """Shows a small view, or the picture of everything."""

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
        self.mark(by_community=by == "community")
        self._want()

    def select(self, ids: tuple[str, ...]) -> None:
        """Mark entities as chosen."""
        focus = ids[0] if len(ids) == 1 and ids[0] in self.model.place else self.marks.focus
        self.mark(selected=frozenset(ids), focus=focus)
        self._describe()

    def highlight(self, ids: tuple[str, ...]) -> None:
        """Mark a way from one entity to another; () for none."""
        self.mark(path=tuple(ids))

    def mark(self, **fields: object) -> None:
        """Change some of the marks."""
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
