"""The reader: opens a document beside the work, at the cited place, with the words painted."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from core import operations
from core.errors import LecternError
from core.types import Citation, Document, Mark, PageGeometry, Rectangle
from desktop import error_text
from desktop.engine_link import Request
from desktop.reader.carrying import Carrying
from desktop.reader.find_bar import FindBar
from desktop.reader.header import FIT, ZOOMS, ReaderHeader
from desktop.reader.page_view import PageView
from desktop.reader.text_view import TextView
from desktop.reader.units import Unit, unit_of
from desktop.session import Session
from desktop.theme import Size
from desktop.widgets.empty import Empty

_FIND_MILLISECONDS = 250
_DRAWN = ("pdf", "image")
"""Formats whose pages are drawn as they are; the others are set as text."""
_NOT_DRAWN = ("PasswordNeeded", "WrongPassword", "FileVanished")
"""Errors after which the text that was read is shown in place of the pages."""

Opened = tuple[Document, tuple[Mark, ...], tuple[PageGeometry, ...]]


class Reader(QFrame):
    """Header, find bar, and the view that suits the document."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setProperty("role", "reader")
        self.header = ReaderHeader()
        self.find_bar = FindBar()
        self.pages = PageView(session)
        self.text = TextView(session)
        self._carrying = Carrying(session, self)
        self._empty = Empty("documents")
        self._views = QStackedWidget()
        self._document: Document | None = None
        self._wanted_id = ""
        self._page_marks: tuple[Mark, ...] = ()
        self._extents: tuple[PageGeometry, ...] = ()
        self._citation: Citation | None = None
        self._wanted_page = 1
        self._zoom = FIT
        self._undrawable: set[str] = set()
        self._opening: Request | None = None
        self._placing: Request | None = None
        self._finding: Request | None = None
        self._found: tuple[tuple[int, int], ...] = ()
        self._found_at = -1
        self._find_later = QTimer(self)
        self._find_later.setSingleShot(True)
        self._find_later.setInterval(_FIND_MILLISECONDS)
        self._find_later.timeout.connect(self._find)
        self._lay_out()
        self._connect()
        self._reword()

    def _lay_out(self) -> None:
        for view in (self._empty, self.pages, self.text):
            self._views.addWidget(view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.find_bar)
        column.addWidget(self._views, 1)
        self.find_bar.hide()
        self._views.setMinimumWidth(Size.READER_MINIMUM)

    def _connect(self) -> None:
        session = self._session
        session.citation_opened.connect(self.open_citation)
        session.document_opened.connect(self.open_document)
        session.library_opened.connect(self.forget)
        header = self.header
        header.page_wanted.connect(self._step_page)
        header.zoom_wanted.connect(self.set_zoom)
        header.find_wanted.connect(self.find_bar.start)
        header.closed.connect(session.close_reader)
        header.page_text_wanted.connect(self._copy_page)
        header.quote_wanted.connect(self._copy_quote)
        header.outside_wanted.connect(self._open_outside)
        self.find_bar.wanted.connect(self._on_find_text)
        self.find_bar.stepped.connect(self._step_found)
        self.find_bar.closed.connect(self._close_find)
        for view in (self.pages, self.text):
            view.page_changed.connect(self._show_page)
            view.zoom_wanted.connect(self._step_zoom)
        self.text.failed.connect(self._show_error)
        self.pages.images.failed.connect(self._on_page_failed)
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for keys, slot in (
            (QKeySequence(QKeySequence.StandardKey.Find), self.find_bar.start),
            (QKeySequence("Ctrl+PgUp"), lambda: self._step_page(-1)),
            (QKeySequence("Ctrl+PgDown"), lambda: self._step_page(1)),
            (QKeySequence("Ctrl+0"), lambda: self.set_zoom(FIT)),
        ):
            shortcut = QShortcut(keys, self)
            shortcut.setContext(within)
            shortcut.activated.connect(slot)

    # ---- opening -------------------------------------------------------------------------------

    @Slot(object)
    def open_citation(self, citation: Citation) -> None:
        """Show a citation: its document, its place, its words painted."""
        self._citation = citation
        self._wanted_page = citation.page
        self._open(citation.document, citation.title)

    @Slot(str, int)
    def open_document(self, id: str, page: int = 1) -> None:
        """Show a document at a page."""
        self._citation = None
        self._wanted_page = page
        self._open(id, "")

    @Slot()
    def forget(self) -> None:
        """Show nothing: another library is open."""
        self._document = None
        self._wanted_id = ""
        self._views.setCurrentWidget(self._empty)

    def _open(self, id: str, title: str) -> None:
        if self._document is not None and self._document.id == id:
            self._opening = None
            self._show_place()
            return
        self._wanted_id = id
        if title:
            self.header.title.setText(title)
        self._opening = self._session.link.start(operations.open_document, id=id)
        self._opening.done.connect(self._on_opened)
        self._opening.failed.connect(self._on_open_failed)

    @Slot(object)
    def _on_opened(self, opened: Opened) -> None:
        if self.sender() is not self._opening:
            return
        self._opening = None
        self._document, self._page_marks, self._extents = opened
        document = self._document
        self._found, self._found_at = (), -1
        self.header.title.setText(document.title or document.name)
        self.setAccessibleName(document.title or document.name)
        self._show_document(document)
        if self.find_bar.isVisible():
            self._find()

    def _show_document(self, document: Document) -> None:
        if self._is_drawn:
            self.pages.open(document.id, document.pages, self._extents)
            self._views.setCurrentWidget(self.pages)
        else:
            self.text.open(document.id, self._page_marks, self._page_word(document))
            self._views.setCurrentWidget(self.text)
        self.set_zoom(self._zoom)
        self._show_page(max(1, self._wanted_page))
        self._show_place()

    @Slot(int, object)
    def _on_page_failed(self, page: int, error: LecternError) -> None:
        # Passwords are never kept: a locked file was read once, its pages cannot be drawn again.
        document = self._document
        if document is not None and self._is_drawn and error.kind in _NOT_DRAWN:
            self._undrawable.add(document.id)
            self._session.say(self.tr("Its pages cannot be drawn, so you see its text."))
            self._show_document(document)

    @Slot(object)
    def _on_open_failed(self, error: LecternError) -> None:
        if self.sender() is self._opening:
            self._opening = None
            self._show_error(error)

    @Slot(object)
    def _show_error(self, error: LecternError) -> None:
        told = error_text.of_error(error)
        self._document = None
        self._empty.say(told.title, told.sentence)
        self._views.setCurrentWidget(self._empty)
        self.header.show_page(0, 0)

    def _show_place(self) -> None:
        citation = self._citation
        self.header.allow(quote=citation is not None, drawn=self._is_drawn)
        if citation is None:
            self.pages.mark(())
            self._view().go_to_page(self._wanted_page)
        elif not self._is_drawn:
            self.text.mark(citation.start, citation.end)
        elif citation.rectangles:
            self.pages.mark(citation.rectangles)
        else:
            self.pages.mark(())
            self.pages.go_to_page(citation.page)
            self._placing = self._ask_rectangles(citation.start, citation.end)
            self._placing.done.connect(self._on_places)

    def _ask_rectangles(self, start: int, end: int) -> Request:
        id = self._document.id if self._document is not None else self._wanted_id
        return self._session.link.start(operations.rectangles, id=id, start=start, end=end)

    @Slot(object)
    def _on_places(self, rectangles: Sequence[Rectangle]) -> None:
        if self.sender() is self._placing:
            self._placing = None
            self.pages.mark(rectangles)

    @property
    def _is_drawn(self) -> bool:
        document = self._document
        if document is None or document.id in self._undrawable:
            return False
        return document.format in _DRAWN

    def _view(self) -> PageView | TextView:
        return self.pages if self._is_drawn else self.text

    def _page_word(self, document: Document) -> str:
        if len(self._page_marks) < 2 and not any(mark.label for mark in self._page_marks):
            return ""
        return {
            Unit.SLIDE: self.tr("Slide {number}"),
            Unit.SHEET: self.tr("Sheet {number}"),
            Unit.PAGE: self.tr("Page {number}"),
        }[unit_of(document.name)]

    # ---- pages and size ------------------------------------------------------------------------

    @Slot(int)
    def _show_page(self, page: int) -> None:
        if self._document is not None:
            pages = self._document.pages
            self.header.show_page(min(page, pages), pages, unit_of(self._document.name))
            self.header.show_zoom(self._view().zoom, self._zoom == FIT)

    @Slot(int)
    def _step_page(self, step: int) -> None:
        if self._document is not None:
            page = self._view().page + step
            self._view().go_to_page(min(max(page, 1), self._document.pages))

    @Slot(float)
    def set_zoom(self, zoom: float) -> None:
        """Show the document at one of ZOOMS, or FIT."""
        self._zoom = zoom
        self._view().set_zoom(zoom)
        self.header.show_zoom(self._view().zoom, zoom == FIT)

    @Slot(int)
    def _step_zoom(self, steps: int) -> None:
        now = self._view().zoom
        if steps > 0:
            self.set_zoom(next((each for each in ZOOMS if each > now * 1.01), ZOOMS[-1]))
        else:
            self.set_zoom(next((each for each in reversed(ZOOMS) if each < now * 0.99), ZOOMS[0]))

    # ---- find ----------------------------------------------------------------------------------

    @Slot(str)
    def _on_find_text(self, text: str) -> None:
        self._find_later.start()

    @Slot()
    def _find(self) -> None:
        words = self.find_bar.field.text().strip()
        if self._finding is not None:
            self._finding.cancel()
            self._finding = None
        if not words or self._document is None:
            self._take_found(())
            return
        self._finding = self._session.link.start(
            operations.find_in_document, id=self._document.id, words=words
        )
        self._finding.done.connect(self._on_found)

    @Slot(object)
    def _on_found(self, places: tuple[tuple[int, int], ...]) -> None:
        if self.sender() is self._finding:
            self._finding = None
            self._take_found(places)

    def _take_found(self, places: tuple[tuple[int, int], ...]) -> None:
        self._found = places
        self._found_at = -1
        if places:
            here = self._offset_here()
            after = [at for at, (start, _) in enumerate(places) if start >= here]
            self._show_found(after[0] if after else 0)
        else:
            self.pages.show_found(())
            self.text.show_found(0, 0)
            self.find_bar.show_count(0, 0)

    @Slot(int)
    def _step_found(self, step: int) -> None:
        if self._find_later.isActive():
            self._find_later.stop()
            self._find()
        elif self._found:
            self._show_found((self._found_at + step) % len(self._found))

    def _show_found(self, at: int) -> None:
        self._found_at = at
        self.find_bar.show_count(at + 1, len(self._found))
        start, end = self._found[at]
        if not self._is_drawn:
            self.text.show_found(start, end)
            return
        self._placing = self._ask_rectangles(start, end)
        self._placing.done.connect(self._on_found_places)

    @Slot(object)
    def _on_found_places(self, rectangles: Sequence[Rectangle]) -> None:
        if self.sender() is self._placing:
            self._placing = None
            self.pages.show_found(rectangles)

    @Slot()
    def _close_find(self) -> None:
        self.find_bar.hide()
        self._take_found(())
        self._view().setFocus()

    def _offset_here(self) -> int:
        if not self._is_drawn:
            return self.text.top_offset()
        return self._extent(self.pages.page)[0]

    # ---- copying and opening -------------------------------------------------------------------

    def _extent(self, page: int) -> tuple[int, int]:
        if 1 <= page <= len(self._page_marks):
            mark = self._page_marks[page - 1]
            return mark.start, mark.end
        for geometry in self._extents:
            if geometry.page == page:
                return geometry.start, geometry.end
        return 0, self._document.characters if self._document is not None else 0

    @Slot()
    def _copy_page(self) -> None:
        if self._document is not None:
            self._carrying.copy_text(self._document, *self._extent(self._view().page))

    @Slot()
    def _copy_quote(self) -> None:
        if self._citation is not None:
            self._carrying.copy_quote(self._citation)

    @Slot()
    def _open_outside(self) -> None:
        if self._document is not None:
            self._carrying.open_outside(self._document)

    # ---- Qt ------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes, plus and minus zoom, Ctrl+C copies the cited words of a drawn page."""
        if event.key() == Qt.Key.Key_Escape:
            if self.find_bar.isVisible():
                self._close_find()
            else:
                self._session.close_reader()
        elif event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self._step_zoom(1)
        elif event.key() in (Qt.Key.Key_Minus, Qt.Key.Key_Underscore):
            self._step_zoom(-1)
        elif event.matches(QKeySequence.StandardKey.Copy) and self._is_drawn:
            self._copy_quote()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Speak another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._reword()

    def _reword(self) -> None:
        if self._document is not None and not self._is_drawn:
            self.text.name_pages(self._page_word(self._document))
        if self._document is None:
            self._empty.say(
                self.tr("Nothing open"), self.tr("Click a citation, or open a document.")
            )
