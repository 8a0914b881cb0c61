"""A question of one's own: its words, and the place that answers it, found by pasting its words."""

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from core import operations
from core.types import Document, ExamQuestion, ExamQuestionKind, GoldSpan, Mark, TextSlice
from desktop import theme, translations
from desktop.engine_link import Request
from desktop.exam.contents import ExamContents
from desktop.exam.wording import citation
from desktop.theme import Space
from desktop.widgets.buttons import Button, IconButton
from desktop.widgets.text import Words

_FIND_MILLISECONDS = 250
_QUOTE_HEIGHT = 64


class OwnQuestion(QFrame):
    """A card with the fields for one question."""

    ready = Signal(object)
    """An ExamQuestion that is not stored yet."""
    closed = Signal()

    def __init__(self, contents: ExamContents, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._contents = contents
        self._places: tuple[tuple[int, int], ...] = ()
        self._at = 0
        self._pages: dict[str, tuple[Mark, ...]] = {}
        self._finding: Request | None = None
        self.setProperty("role", "card")
        self.text = QLineEdit()
        self.document = QComboBox()
        self.quote = QPlainTextEdit()
        self.answer = QLineEdit()
        self.save = Button("", "primary")
        self.cancel = Button()
        self.show_page = Button("", "link")
        self.before = IconButton("back")
        self.after = IconButton("forward")
        self._title = Words("", "heading")
        self._names = [Words("") for _ in range(4)]
        self._found = Words("", "second", wrap=True)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_FIND_MILLISECONDS)
        self._later.timeout.connect(self._find)
        self._lay_out()
        self._connect()
        self.retranslate()

    def _lay_out(self) -> None:
        self.quote.setProperty("role", "field")
        self.quote.setTabChangesFocus(True)
        self.quote.setFixedHeight(theme.px(_QUOTE_HEIGHT))
        self.document.setEditable(True)
        self.document.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.document.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        completer = self.document.completer()
        if completer is not None:
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.M)
        grid.setVerticalSpacing(Space.S)
        grid.setColumnStretch(1, 1)
        fields = (self.text, self.document, self.quote, self.answer)
        rows = (0, 1, 2, 4)
        for name, field, row in zip(self._names, fields, rows, strict=True):
            grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            name.setMinimumHeight(theme.Size.CONTROL)
            name.setBuddy(field)
            grid.addWidget(field, row, 1)
        found = QHBoxLayout()
        found.setSpacing(Space.XS)
        found.addWidget(self._found, 1)
        for button in (self.before, self.after, self.show_page):
            found.addWidget(button)
        grid.addLayout(found, 3, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.S)
        buttons.addWidget(self.save)
        buttons.addWidget(self.cancel)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.L)
        column.setSpacing(Space.M)
        column.addWidget(self._title)
        column.addLayout(grid)
        column.addLayout(buttons)
        order = (*fields[:3], self.before, self.after, self.show_page, self.answer, self.save)
        for first, second in zip(order, (*order[1:], self.cancel), strict=True):
            QWidget.setTabOrder(first, second)

    def _connect(self) -> None:
        self._contents.documents_changed.connect(self._fill_documents)
        self.text.textChanged.connect(self._fit)
        self.document.currentIndexChanged.connect(self._on_document)
        self.document.editTextChanged.connect(self._fit)
        self.quote.textChanged.connect(self._on_quote)
        self.before.clicked.connect(lambda: self._go(-1))
        self.after.clicked.connect(lambda: self._go(1))
        self.show_page.clicked.connect(self._show)
        self.save.clicked.connect(self._finish)
        self.cancel.clicked.connect(self.closed)

    # ---- opening and closing -------------------------------------------------------------------

    def begin(self) -> None:
        """Ask for a new question."""
        self._contents.ask_documents()
        self._pages.clear()
        for field in (self.text, self.answer):
            field.clear()
        self.quote.clear()
        self._places = ()
        self._fill_documents()
        self._fit()
        self.show()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def event(self, event: QEvent) -> bool:
        """Escape is this card's own key, also while the reader is open."""
        escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if escape and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes; Ctrl+Enter keeps the question."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._finish()
        else:
            super().keyPressEvent(event)

    # ---- the place -----------------------------------------------------------------------------

    @Slot()
    def _fill_documents(self) -> None:
        kept = self.document.currentData()
        self.document.blockSignals(True)
        self.document.clear()
        for document in self._contents.documents:
            self.document.addItem(document.title, document)
        kept_id = kept.id if isinstance(kept, Document) else ""
        ids = [document.id for document in self._contents.documents]
        self.document.setCurrentIndex(ids.index(kept_id) if kept_id in ids else -1)
        if self.document.count() == 1:
            self.document.setCurrentIndex(0)
        self.document.blockSignals(False)
        self._fit()

    def _document(self) -> Document | None:
        at = self.document.currentIndex()
        chosen = self.document.itemData(at) if at >= 0 else None
        typed = self.document.currentText()
        return chosen if isinstance(chosen, Document) and typed == chosen.title else None

    def _quoted(self) -> str:
        return " ".join(self.quote.toPlainText().split())

    @Slot()
    def _on_document(self) -> None:
        self._places = ()
        document = self._document()
        if document is not None and document.id not in self._pages:
            request = self._contents.run(operations.open_document, id=document.id)
            request.done.connect(lambda found: self._take_pages(document.id, found[1]))
        self._later.start()
        self._fit()

    def _take_pages(self, id: str, pages: tuple[Mark, ...]) -> None:
        self._pages[id] = pages
        self._fit()

    @Slot()
    def _on_quote(self) -> None:
        self._places = ()
        self._finding = None
        self._later.start()
        self._fit()

    @Slot()
    def _find(self) -> None:
        document, quoted = self._document(), self._quoted()
        if document is None or not quoted:
            return
        request = self._contents.run(operations.find_in_document, id=document.id, words=quoted)
        self._finding = request
        request.done.connect(lambda places: self._take_places(request, places))

    def _take_places(self, request: Request, places: tuple[tuple[int, int], ...]) -> None:
        if request is self._finding:
            self._finding = None
            self._places, self._at = places, 0
            self._fit(searched=True)

    def _go(self, step: int) -> None:
        self._at = (self._at + step) % max(1, len(self._places))
        self._fit(searched=True)
        self._show()

    def place(self) -> GoldSpan | None:
        """The place that is chosen, None before there is one."""
        document = self._document()
        if document is None or not self._places:
            return None
        start, end = self._places[self._at]
        page = 1 + next(
            (at for at, mark in enumerate(self._pages.get(document.id, ()))
             if mark.start <= start < mark.end), 0
        )  # fmt: skip
        return GoldSpan(document.id, document.title, page, start, end, self._quoted())

    @Slot()
    def _show(self) -> None:
        place = self.place()
        if place is not None:
            self._contents.session.open_citation(citation(place))

    @Slot()
    def _finish(self) -> None:
        place, text = self.place(), " ".join(self.text.text().split())
        document = self._document()
        if place is None or not text or document is None:
            return
        # The words as the document has them: what was pasted may differ in spaces and width.
        request = self._contents.run(
            operations.text_slice, id=place.document, start=place.start, end=place.end
        )
        answer = " ".join(self.answer.text().split())
        request.done.connect(
            lambda found: self._keep(text, answer, place, document.language, found)
        )

    def _keep(
        self, text: str, answer: str, place: GoldSpan, language: str, found: TextSlice
    ) -> None:
        quote = found.text[place.start - found.start : place.end - found.start]
        gold = GoldSpan(place.document, place.title, place.page, place.start, place.end, quote)
        self.ready.emit(
            ExamQuestion(0, ExamQuestionKind.OWN, text, answer or quote, (gold,), language)
        )

    # ---- words ---------------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        """Word it anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Word it in the language of the window."""
        self._title.setText(self.tr("Add a question"))
        names = (
            self.tr("Question"),
            self.tr("Document"),
            self.tr("Words that answer it"),
            self.tr("Short answer"),
        )
        fields = (self.text, self.document, self.quote, self.answer)
        for label, field, name in zip(self._names, fields, names, strict=True):
            label.setText(name)
            field.setAccessibleName(name)
        line = self.document.lineEdit()
        if line is not None:
            line.setPlaceholderText(self.tr("Choose or type its name"))
            line.setAccessibleName(names[1])
        self.quote.setPlaceholderText(self.tr("Copy them from the document and paste them here"))
        self.answer.setPlaceholderText(self.tr("If it is shorter than those words"))
        self.save.setText(self.tr("Add"))
        keys = QKeySequence("Ctrl+Return").toString(QKeySequence.SequenceFormat.NativeText)
        self.save.setToolTip(keys)
        self.cancel.setText(self.tr("Cancel"))
        self.show_page.setText(self.tr("Show the page"))
        self.before.set_name(self.tr("Place before"))
        self.after.set_name(self.tr("Next place"))
        self._fit(searched=bool(self._places))

    @Slot()
    def _fit(self, *_: object, searched: bool = False) -> None:
        place = self.place()
        many = len(self._places) > 1
        self.before.setVisible(many)
        self.after.setVisible(many)
        self.show_page.setVisible(place is not None)
        self.save.setEnabled(place is not None and bool(self.text.text().strip()))
        self._found.setText(self._told(place, searched))

    def _told(self, place: GoldSpan | None, searched: bool) -> str:
        if place is not None:
            page = translations.number(place.page)
            if len(self._places) == 1:
                return self.tr("Found on page {page}").replace("{page}", page)
            text = self.tr("Place {at} of {all}, page {page}").replace("{page}", page)
            text = text.replace("{at}", translations.number(self._at + 1))
            return text.replace("{all}", translations.number(len(self._places)))
        if searched and self._quoted():
            return self.tr("These words do not stand in this document.")
        if self._quoted() and self._document() is None:
            return self.tr("Choose the document they stand in.")
        return self.tr("Lectern looks for them and shows you the page.")
