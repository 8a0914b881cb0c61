"""The reader's header: which document, which page of how many, and what can be done with it."""

from PySide6.QtCore import QEvent, QLocale, Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QMenu, QToolButton, QWidget

from desktop import theme
from desktop.reader.units import Unit
from desktop.theme import Size, Space
from desktop.widgets.buttons import IconButton
from desktop.widgets.text import ElidedWords, Words

ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
FIT = 0.0
_TWO_LINES_BELOW = 560
_BARE_TWO_LINES_BELOW = 380
"""For a document without pages to walk through, whose controls are few."""


class ReaderHeader(QFrame):
    """Title and page at the left, controls at the right; two lines when narrow."""

    page_wanted = Signal(int)
    """-1 the page before, 1 the next."""
    zoom_wanted = Signal(float)
    """One of ZOOMS, or FIT."""
    find_wanted = Signal()
    closed = Signal()
    page_text_wanted = Signal()
    quote_wanted = Signal()
    outside_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "header")
        self.title = ElidedWords("", "strong", mode=Qt.TextElideMode.ElideMiddle)
        self.page = Words("", "second")
        self._before = IconButton("back")
        self._next = IconButton("forward")
        self.zoom = QToolButton()
        self.zoom.setProperty("role", "link")
        self.zoom.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.zoom.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._find = IconButton("search")
        self._more = IconButton("more")
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._close = IconButton("close")
        self._zooms: dict[float, QAction] = {}
        self._is_fit = True
        self._zoom_now = 1.0
        self._page_now = (0, 0, Unit.PAGE)
        self._make_menus()
        self._lay_out()
        self._before.clicked.connect(lambda: self.page_wanted.emit(-1))
        self._next.clicked.connect(lambda: self.page_wanted.emit(1))
        self._find.clicked.connect(self.find_wanted)
        self._close.clicked.connect(self.closed)
        self._reword()

    def _make_menus(self) -> None:
        menu = QMenu(self.zoom)
        group = QActionGroup(menu)
        for zoom in (FIT, *ZOOMS):
            action = menu.addAction("")
            action.setCheckable(True)
            action.setData(zoom)
            group.addAction(action)
            self._zooms[zoom] = action
        group.triggered.connect(self._on_zoom)
        self.zoom.setMenu(menu)
        more = QMenu(self._more)
        self._copy_quote = more.addAction("", self.quote_wanted.emit)
        self._copy_page = more.addAction("", self.page_text_wanted.emit)
        self._outside = more.addAction("", self.outside_wanted.emit)
        self._more.setMenu(more)

    def _lay_out(self) -> None:
        self._outer = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._outer.setContentsMargins(Space.L, Space.S, Space.S, Space.S)
        # One line stands level with the header of the room beside it.
        self.setMinimumHeight(Size.HEADER)
        self._outer.setSpacing(Space.XS)
        first = QHBoxLayout()
        first.setSpacing(Space.M)
        first.addWidget(self.title, 1)
        self._first = first
        controls = QHBoxLayout()
        controls.setSpacing(Space.XS)
        controls.addWidget(self.page)
        controls.addSpacing(Space.S)
        controls.addWidget(self._before)
        controls.addWidget(self._next)
        controls.addStretch(1)
        controls.addWidget(self.zoom)
        controls.addWidget(self._find)
        controls.addWidget(self._more)
        controls.addWidget(self._close)
        self._outer.addLayout(first, 1)
        self._outer.addLayout(controls)

    # ---- what it says --------------------------------------------------------------------------

    def show_page(self, page: int, pages: int, unit: Unit = Unit.PAGE) -> None:
        """Say which page of how many is in view; nothing for documents of one page."""
        self._page_now = (page, pages, unit)
        number = QLocale().toString
        text = ""
        if pages > 1:
            text = {
                Unit.PAGE: self.tr("page {page} of {pages}"),
                Unit.SLIDE: self.tr("slide {page} of {pages}"),
                Unit.SHEET: self.tr("sheet {page} of {pages}"),
            }[unit]
            text = text.replace("{page}", number(page)).replace("{pages}", number(pages))
        self.page.setText(text)
        self.page.setVisible(bool(text))
        for button, possible in ((self._before, page > 1), (self._next, page < pages)):
            button.setEnabled(possible)
            button.setVisible(pages > 1)
        self._turn()

    def show_zoom(self, zoom: float, fit: bool) -> None:
        """Say how large the page is."""
        self._zoom_now, self._is_fit = zoom, fit
        percent = f"{QLocale().toString(round(zoom * 100))}%"
        self.zoom.setText(percent)
        self.zoom.setAccessibleName(self.tr("Size: {percent}").replace("{percent}", percent))
        nearest = FIT if fit else min(ZOOMS, key=lambda each: abs(each - zoom))
        self._zooms[nearest].setChecked(True)

    def allow(self, *, quote: bool, drawn: bool) -> None:
        """Offer what the open document allows."""
        self._copy_quote.setEnabled(quote)
        self._zooms[FIT].setText(self.tr("Fit the width") if drawn else self.tr("Usual size"))

    # ---- Qt ------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand on two lines where one is too short."""
        super().resizeEvent(event)
        self._turn()

    def _turn(self) -> None:
        least = _TWO_LINES_BELOW if self._page_now[1] > 1 else _BARE_TWO_LINES_BELOW
        narrow = self.width() < theme.px(least)
        wanted = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._outer.direction() != wanted:
            self._outer.setDirection(wanted)

    def changeEvent(self, event: QEvent) -> None:
        """Speak another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._reword()

    def _reword(self) -> None:
        self._before.set_name(self.tr("Previous page (Ctrl+PageUp)"))
        self._next.set_name(self.tr("Next page (Ctrl+PageDown)"))
        self._find.set_name(self.tr("Find in this document (Ctrl+F)"))
        self._more.set_name(self.tr("More"))
        self._close.set_name(self.tr("Close the reader (Esc)"))
        self.zoom.setToolTip(self.tr("Size of the page (+ and −)"))
        self._zooms[FIT].setText(self.tr("Fit the width"))
        for zoom in ZOOMS:
            self._zooms[zoom].setText(f"{QLocale().toString(round(zoom * 100))}%")
        self._copy_quote.setText(self.tr("Copy the cited words"))
        self._copy_page.setText(self.tr("Copy the text of this page"))
        self._outside.setText(self.tr("Open in its own program"))
        self.show_page(*self._page_now)
        self.show_zoom(self._zoom_now, self._is_fit)

    @Slot(QAction)
    def _on_zoom(self, action: QAction) -> None:
        self.zoom_wanted.emit(float(action.data()))
