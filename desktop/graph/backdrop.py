"""The full picture of a large map, painted in slices between events and kept while it is moved.

It reaches beyond the window on all sides. While a newer one is being painted the last one is shown,
moved and scaled; what that does not cover is drawn roughly at once, so that nothing is ever blank.
"""

from collections.abc import Iterator
from time import perf_counter

from PySide6.QtCore import QObject, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter, QRegion

from desktop.graph.drawing import Camera, Marks, paint_regions, slices
from desktop.graph.picture_model import Model

BEYOND = 0.25
"""Of the window's width and height that the picture reaches beyond it on each side."""
SLICE_SECONDS = 0.005
REST_MILLISECONDS = 60
ROUGH = 250
"""Nodes, and as many edges, of what is drawn at once."""


class Backdrop(QObject):
    """Owns the painted picture of one model."""

    ready = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._image: QImage | None = None
        self._camera = Camera()
        self._origin = (0.0, 0.0)
        self._next: QImage | None = None
        self._next_camera = Camera()
        self._next_origin = (0.0, 0.0)
        self._work: Iterator[None] | None = None
        self._painter = QPainter()
        self._wanted: tuple[Model, Camera, QSize, float, Marks] | None = None
        self._slice = QTimer(self)
        self._slice.setInterval(0)
        self._slice.timeout.connect(self._on_slice)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MILLISECONDS)
        self._rest.timeout.connect(self._begin)

    @property
    def busy(self) -> bool:
        """Whether a picture is being painted or about to be."""
        return self._work is not None or self._wanted is not None

    def forget(self) -> None:
        """Another model: nothing of the old one is shown."""
        self._image = self._next = self._work = self._wanted = None
        self._slice.stop()
        self._rest.stop()

    def want(self, model: Model, camera: Camera, size: QSize, ratio: float, marks: Marks) -> None:
        """Paint this as soon as the camera rests for a moment, or what is being painted is done."""
        self._wanted = (model, camera, size, ratio, marks)
        if self._work is None:
            self._rest.start(0 if self._image is None else REST_MILLISECONDS)

    def _begin(self) -> None:
        if self._wanted is None or self._work is not None:
            return
        model, camera, size, ratio, marks = self._wanted
        self._wanted = None
        wide, high = size.width() * BEYOND, size.height() * BEYOND
        whole = QSize(round(size.width() + 2 * wide), round(size.height() + 2 * high))
        self._next = QImage(whole * ratio, QImage.Format.Format_ARGB32_Premultiplied)
        self._next.setDevicePixelRatio(ratio)
        self._next.fill(Qt.GlobalColor.transparent)
        self._next_camera, self._next_origin = camera, (wide, high)
        shifted = Camera(camera.scale, camera.x + wide, camera.y + high)
        self._painter.begin(self._next)
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(0, 0, whole.width(), whole.height())
        paint_regions(self._painter, model, shifted, area, marks)
        self._painter.end()
        self._work = slices(self._painter, model, shifted, area, marks)
        self._slice.start()

    def _on_slice(self) -> None:
        if self._work is None or self._next is None:
            self._slice.stop()
            return
        until = perf_counter() + SLICE_SECONDS
        self._painter.begin(self._next)
        done = False
        while not done and perf_counter() < until:
            done = next(self._work, self) is self
        self._painter.end()
        if done:
            self._slice.stop()
            self._work = None
            self._image, self._next = self._next, None
            self._camera, self._origin = self._next_camera, self._next_origin
            if self._wanted is not None:
                self._rest.start()
            self.ready.emit()

    def paint(
        self, painter: QPainter, model: Model, camera: Camera, area: QRectF, marks: Marks
    ) -> None:
        """Draw what there is, and the rest roughly."""
        covered = QRectF()
        if self._image is not None:
            grown = camera.scale / self._camera.scale
            left = camera.x - (self._camera.x + self._origin[0]) * grown
            top = camera.y - (self._camera.y + self._origin[1]) * grown
            size = self._image.deviceIndependentSize()
            covered = QRectF(left, top, size.width() * grown, size.height() * grown)
            painter.drawImage(covered, self._image)
        if covered.contains(area):
            return
        painter.save()
        bare = QRegion(area.toAlignedRect()).subtracted(QRegion(covered.toRect()))
        painter.setClipRegion(bare)
        around = QRectF(bare.boundingRect())
        paint_regions(painter, model, camera, around, marks)
        for _ in slices(painter, model.beginning(ROUGH), camera, around, marks):
            pass
        painter.restore()
