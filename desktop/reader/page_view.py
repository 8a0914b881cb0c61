"""Pages of a PDF or picture, one below the other, drawn sharply, with the cited words painted."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from core.types import PageGeometry, Rectangle
from desktop import theme
from desktop.reader.page_images import PageImages
from desktop.reader.page_layout import GAP, PageLayout, PageSize
from desktop.session import Session

POINTS_TO_PIXELS = 96 / 72
_SETTLE_MILLISECONDS = 40
_PATIENCE_MILLISECONDS = 800
"""An empty sheet says nothing; only after this long it says that it is being drawn."""
_BIGGEST_SCALE = 8.0
"""Pixels for a point, on any screen: an A4 page is then 4,760 × 6,736 pixels."""


class PageView(QAbstractScrollArea):
    """Shows the pages of one document."""

    page_changed = Signal(int)
    zoom_wanted = Signal(int)
    """Steps in (positive) or out, from the wheel with Ctrl."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("role", "desk")
        self.images = PageImages(session, self)
        self.images.arrived.connect(self._on_arrived)
        self.images.failed.connect(self.viewport().update)
        self.layout_of_pages = PageLayout(1)
        self._zoom = 0.0
        self._marked: tuple[Rectangle, ...] = ()
        self._found: tuple[Rectangle, ...] = ()
        self._page = 0
        self._pending: Rectangle | int | None = None
        self._load = QTimer(self)
        self._load.setSingleShot(True)
        self._load.setInterval(_SETTLE_MILLISECONDS)
        self._load.timeout.connect(self._ask_images)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE_MILLISECONDS)
        self._patience.timeout.connect(self.viewport().update)
        self._reword()

    # ---- what is shown -------------------------------------------------------------------------

    def open(self, document: str, pages: int, known: Sequence[PageGeometry]) -> None:
        """Show a document from its first page."""
        self.layout_of_pages = PageLayout(pages, known)
        self._marked = self._found = ()
        self._page = 0
        self.images.open(document)
        self._fit()
        self.verticalScrollBar().setValue(0)
        self._on_scrolled()

    def go_to_page(self, page: int) -> None:
        """Bring a page to the top."""
        page = min(max(page, 1), self.layout_of_pages.count)
        self._pending = page
        self._keep_pending()

    def mark(self, rectangles: Sequence[Rectangle]) -> None:
        """Paint the cited words and bring them into view."""
        self._marked = self._on_pages(rectangles)
        self._bring(self._marked)

    def show_found(self, rectangles: Sequence[Rectangle]) -> None:
        """Outline the words that were looked for and bring them into view."""
        self._found = self._on_pages(rectangles)
        self._bring(self._found)

    def set_zoom(self, zoom: float) -> None:
        """1.0 is the size on paper at 96 pixels an inch; 0 fits the width."""
        self._zoom = zoom
        self._fit()

    @property
    def zoom(self) -> float:
        """The zoom in use, also when it follows the width."""
        return self.layout_of_pages.scale / POINTS_TO_PIXELS

    @property
    def page(self) -> int:
        """The page that is read: the one gone to, else the one in the upper part of the view."""
        if self._pending is not None:
            return self._pending if isinstance(self._pending, int) else self._pending.page
        bar = self.verticalScrollBar()
        at_end = bar.maximum() > 0 and bar.value() == bar.maximum()
        share = 1.0 if at_end else 1 / 3
        return self.layout_of_pages.page_at(bar.value() + self.viewport().height() * share)

    def marked_rects(self) -> list[QRectF]:
        """The painted words, in the viewport's coordinates."""
        return self._placed(self._marked)

    # ---- painting ------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pages in view."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), theme.colour("desk"))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        offset = self._offset()
        room = self.viewport().width()
        for page in self._in_view():
            sheet = self.layout_of_pages.sheet(page, room).translated(-offset)
            picture = self.images.picture(page)
            painter.fillRect(sheet, theme.colour("page"))
            if picture is not None:
                painter.drawPixmap(sheet, picture, QRectF(picture.rect()))
            else:
                self._write_state(painter, sheet, page)
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(sheet.adjusted(-0.5, -0.5, 0.5, 0.5))
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        for rect in self._placed(self._marked):
            # Multiplied as on paper: the words keep their ink under the marker.
            painter.fillRect(rect, _over_white(theme.colour("page_marker")))
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        painter.setPen(QPen(QColor(theme.LIGHT.seal), 2))
        for rect in self._placed(self._found):
            painter.drawRoundedRect(rect.adjusted(-2, -2, 2, 2), 3, 3)

    def _write_state(self, painter: QPainter, sheet: QRectF, page: int) -> None:
        broken = self.images.is_broken(page)
        if self._patience.isActive() and not broken:
            return
        painter.setFont(theme.font(theme.Type.SECOND))
        painter.setPen(QColor(theme.LIGHT.faded))
        text = self.tr("This page cannot be drawn.") if broken else self.tr("Drawing the page…")
        box = sheet.intersected(QRectF(self.viewport().rect()))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, text)

    def _placed(self, rectangles: Sequence[Rectangle]) -> list[QRectF]:
        offset, room = self._offset(), self.viewport().width()
        return [self.layout_of_pages.place(each, room).translated(-offset) for each in rectangles]

    def _offset(self) -> QPointF:
        return QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    # ---- keys, wheel, sizes --------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page keys move by screens, Home and End to the ends."""
        bar = self.verticalScrollBar()
        match event.key():
            case Qt.Key.Key_Home:
                bar.setValue(0)
            case Qt.Key.Key_End:
                bar.setValue(bar.maximum())
            case Qt.Key.Key_Space:
                back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
                bar.setValue(bar.value() + (-bar.pageStep() if back else bar.pageStep()))
            case _:
                super().keyPressEvent(event)
                return
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl the wheel zooms."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            turn = event.angleDelta().y()
            if turn:
                self.zoom_wanted.emit(1 if turn > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the width anew; the same place stays in view."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Speak another language, wear other colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._reword()
        self.viewport().update()

    def sizeHint(self) -> QSize:
        """Room for a page."""
        return QSize(theme.Size.READER, theme.Size.READER)

    def _reword(self) -> None:
        self.setAccessibleName(self.tr("Pages of the document"))

    def _fit(self) -> None:
        pages = self.layout_of_pages
        room = self.viewport().width()
        if room < 4 * GAP:
            return
        bar = self.verticalScrollBar()
        anchor = pages.page_at(bar.value())
        inside = (bar.value() - pages.top(anchor)) / pages.scale
        if self._zoom:
            scale = self._zoom * POINTS_TO_PIXELS
        else:
            scale = (room - 2 * GAP) / pages.usual_width()
        if scale != pages.scale:
            pages.set_scale(scale)
        self._set_ranges()
        if self._pending is not None:
            self._keep_pending()
        else:
            bar.setValue(round(pages.top(anchor) + inside * pages.scale))
        self.viewport().update()
        self._load.start()

    def _set_ranges(self) -> None:
        view = self.viewport().size()
        vertical, horizontal = self.verticalScrollBar(), self.horizontalScrollBar()
        vertical.setPageStep(max(1, view.height() - 2 * GAP))
        vertical.setSingleStep(theme.px(48))
        vertical.setRange(0, max(0, round(self.layout_of_pages.height) - view.height()))
        horizontal.setPageStep(view.width())
        horizontal.setSingleStep(theme.px(48))
        horizontal.setRange(0, max(0, round(self.layout_of_pages.width) - view.width()))

    # ---- places --------------------------------------------------------------------------------

    def _on_pages(self, rectangles: Sequence[Rectangle]) -> tuple[Rectangle, ...]:
        return tuple(each for each in rectangles if 1 <= each.page <= self.layout_of_pages.count)

    def _bring(self, rectangles: Sequence[Rectangle]) -> None:
        if rectangles:
            self._pending = rectangles[0]
            self._keep_pending()
        self.viewport().update()

    def _keep_pending(self) -> None:
        """Stand at the wanted place; once more when sizes of pages above it turn out different."""
        wanted = self._pending
        self._moving = True
        if isinstance(wanted, int):
            self.verticalScrollBar().setValue(round(self.layout_of_pages.top(wanted)) - GAP)
        elif wanted is not None:
            rect = self.layout_of_pages.place(wanted, self.viewport().width())
            self.verticalScrollBar().setValue(round(rect.top() - self.viewport().height() / 3))
            bar = self.horizontalScrollBar()
            if rect.right() > bar.value() + self.viewport().width() or rect.left() < bar.value():
                bar.setValue(round(rect.left()) - 2 * GAP)
        self._moving = False
        self._on_scrolled()

    _moving = False

    @Slot()
    def _on_scrolled(self) -> None:
        if not self._moving and self._pending is not None and self._has_left():
            self._pending = None
        page = self.page
        if page != self._page:
            self._page = page
            self.page_changed.emit(page)
        self.viewport().update()
        self._load.start()

    def _has_left(self) -> bool:
        """Whether the person has scrolled away from the wanted place."""
        wanted = self._pending
        if isinstance(wanted, int):
            return (
                abs(self.layout_of_pages.top(wanted) - self.verticalScrollBar().value()) > 4 * GAP
            )
        if wanted is None:
            return True
        rect = self.layout_of_pages.place(wanted, self.viewport().width())
        view = QRect(0, self.verticalScrollBar().value(), 1, self.viewport().height())
        return not view.top() <= rect.top() <= view.bottom()

    def _in_view(self) -> range:
        top = self.verticalScrollBar().value()
        return self.layout_of_pages.visible(top, top + self.viewport().height())

    # ---- pictures ------------------------------------------------------------------------------

    @Slot()
    def _ask_images(self) -> None:
        if not self.isVisible():
            return
        seen = self._in_view()
        around = [page for page in (seen.stop, seen.start - 1) if self._exists(page)]
        if not self._patience.isActive():
            self._patience.start()
        scale = self.layout_of_pages.scale * self.devicePixelRatioF()
        self.images.want([*seen, *around], min(round(scale, 4), _BIGGEST_SCALE))

    def showEvent(self, event: object) -> None:
        """Ask for pictures once they can be seen."""
        super().showEvent(event)  # type: ignore[arg-type]
        self._load.start()

    def _exists(self, page: int) -> bool:
        return 1 <= page <= self.layout_of_pages.count

    @Slot(int, object)
    def _on_arrived(self, page: int, size: PageSize) -> None:
        if self.layout_of_pages.learn(page, size):
            self._fit()
        self.viewport().update()


def _over_white(colour: QColor) -> QColor:
    """A see-through colour as it looks on white paper."""
    share = colour.alphaF()
    return QColor.fromRgbF(
        *(1 - share * (1 - part) for part in (colour.redF(), colour.greenF(), colour.blueF()))
    )
