"""Pictures of pages: asked of the engine one after the other, the nearest first, a few kept."""

from collections import OrderedDict
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage, QPixmap

from core import operations
from core.errors import LecternError
from core.types import PageImage
from desktop.engine_link import Request
from desktop.reader.page_layout import PageSize
from desktop.session import Session

KEPT_BYTES = 96 * 1024 * 1024
AT_ONCE = 2


class PageImages(QObject):
    """The pictures of one document."""

    arrived = Signal(int, object)
    """Page, and its true PageSize."""
    failed = Signal(int, object)
    """Page, and the LecternError."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._document = ""
        self._kept: OrderedDict[int, tuple[float, QPixmap]] = OrderedDict()
        self._wanted: list[tuple[int, float]] = []
        self._running: dict[Request, tuple[int, float]] = {}
        self._broken: set[int] = set()

    def open(self, document: str) -> None:
        """Show another document; what was asked before is no longer wanted."""
        self._document = document
        self._kept.clear()
        self._broken.clear()
        self.want([], 1.0)

    def picture(self, page: int) -> QPixmap | None:
        """A page's picture at whatever scale there is, or None."""
        found = self._kept.get(page)
        if found is None:
            return None
        self._kept.move_to_end(page)
        return found[1]

    def is_broken(self, page: int) -> bool:
        """Whether a page could not be drawn."""
        return page in self._broken

    def want(self, pages: list[int], scale: float) -> None:
        """Ask for pages, the most wanted first, at `scale` pixels a point; forget older wishes."""
        self._wanted = [
            (page, scale)
            for page in pages
            if page not in self._broken
            and (page not in self._kept or abs(self._kept[page][0] - scale) > 1e-6)
        ]
        for request, asked in list(self._running.items()):
            if asked not in self._wanted:
                request.cancel()
                del self._running[request]
        self._ask()

    def _ask(self) -> None:
        running = set(self._running.values())
        for page, scale in self._wanted:
            if len(self._running) >= AT_ONCE:
                return
            if (page, scale) in running:
                continue
            request = self._session.link.start(
                operations.page_image, id=self._document, page=page, scale=scale
            )
            self._running[request] = (page, scale)
            request.done.connect(self._on_image)
            request.failed.connect(self._on_failed)
            request.ended.connect(self._on_ended)

    @Slot(object)
    def _on_image(self, image: PageImage) -> None:
        path = Path(image.path)
        try:
            outdated = self.sender() not in self._running
            if outdated or image.document != self._document:
                return
            data = path.read_bytes()
            picture = QImage(
                data, image.width, image.height, image.stride, QImage.Format.Format_RGB888
            )
            # fromImage copies: the bytes may go afterwards.
            pixmap = QPixmap.fromImage(picture)
        except OSError:
            self._broken.add(image.page)
            return
        finally:
            with suppress(OSError):
                path.unlink()
        # By what was asked, not by what was drawn: the engine may cap the size of a picture.
        _, scale = self._running[self.sender()]  # type: ignore[index]
        self._kept[image.page] = (scale, pixmap)
        self._kept.move_to_end(image.page)
        self._shed()
        size = PageSize(image.page_width, image.page_height, image.rotation)
        if size.width <= 0 or size.height <= 0:
            size = PageSize(image.width / image.scale, image.height / image.scale)
        self.arrived.emit(image.page, size)

    @Slot(object)
    def _on_failed(self, error: LecternError) -> None:
        asked = self._running.get(self.sender())  # type: ignore[call-overload]
        if asked is not None:
            self._broken.add(asked[0])
            self.failed.emit(asked[0], error)

    @Slot()
    def _on_ended(self) -> None:
        asked = self._running.pop(self.sender(), None)  # type: ignore[call-overload]
        if asked is not None:
            self._wanted = [each for each in self._wanted if each != asked]
        self._ask()

    def _shed(self) -> None:
        def weight(pixmap: QPixmap) -> int:
            return pixmap.width() * pixmap.height() * 4

        total = sum(weight(pixmap) for _, pixmap in self._kept.values())
        while total > KEPT_BYTES and len(self._kept) > 1:
            _, (_, pixmap) = self._kept.popitem(last=False)
            total -= weight(pixmap)
