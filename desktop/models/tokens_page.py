"""Any text as a model sees it: each token in a colour, and how many there are."""

from PySide6.QtCore import QEvent, Qt, QTimer, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from core import operations
from core.errors import LecternError
from core.types import QUOTING, TokenView
from desktop import error_text
from desktop.engine_link import Request
from desktop.model_choices import ModelChoices
from desktop.session import Session
from desktop.theme import Space
from desktop.widgets.text import Words
from desktop.widgets.token_field import TokenField

READING_MODEL = "embedder:"
"""The model that reads documents for searching; see operations.view_tokens."""
LONGEST = 20_000
"""Characters shown in tokens; a longer text is counted only."""
_LATER_MILLISECONDS = 250


class TokensPage(QWidget):
    """A field whose words are coloured as they are typed."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._choices = ModelChoices(session, self)
        self._asking: Request | None = None
        self._view: TokenView | None = None
        self._error: LecternError | None = None
        self._text = ""
        self.model = QComboBox()
        self.field = TokenField()
        self._about = Words("", "second", wrap=True)
        self._model_name = Words("")
        self.count = Words("", "strong", selectable=True)
        self.facts = Words("", "second", wrap=True, selectable=True)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_LATER_MILLISECONDS)
        self._later.timeout.connect(self._ask)
        self._lay_out()
        self.field.textChanged.connect(self._on_text)
        self.model.activated.connect(self._ask)
        self._choices.changed.connect(self._fill)
        session.appearance_changed.connect(self.field.rehighlight)
        self.retranslate()

    def _lay_out(self) -> None:
        self._model_name.setBuddy(self.model)
        top = QHBoxLayout()
        top.setSpacing(Space.S)
        top.addWidget(self._model_name)
        top.addWidget(self.model)
        top.addStretch(1)
        foot = QHBoxLayout()
        foot.setSpacing(Space.M)
        foot.addWidget(self.count)
        foot.addWidget(self.facts, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        column.setSpacing(Space.M)
        column.addWidget(self._about)
        column.addLayout(top)
        column.addWidget(self.field, 1)
        column.addLayout(foot)

    def showEvent(self, event: QShowEvent) -> None:
        """Look for models when it is first seen."""
        super().showEvent(event)
        self._choices.wake()

    def changeEvent(self, event: QEvent) -> None:
        """Word it anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Word it in the language of the window."""
        self._about.setText(
            self.tr(
                "A model does not read letters or words but tokens: frequent pieces of text. Their"
                " number decides how much it can read at once, and what a service charges."
            )
        )
        self._model_name.setText(self.tr("Model"))
        self.model.setAccessibleName(self._model_name.text())
        self.field.setPlaceholderText(self.tr("Type or paste any text…"))
        self.field.setAccessibleName(self.tr("Text to be read"))
        self._fill()
        self._word()

    @Slot()
    def _fill(self) -> None:
        kept = self.model.currentData()
        items = [(each.title, each.name) for each in self._choices.models()]
        items.append((self.tr("The reading model of this library"), READING_MODEL))
        if [
            (self.model.itemText(at), self.model.itemData(at)) for at in range(self.model.count())
        ] == items:
            return
        self.model.clear()
        for text, value in items:
            self.model.addItem(text, value)
        current = self._choices.current
        wanted = kept or (current if current != QUOTING else READING_MODEL)
        self.model.setCurrentIndex(max(0, self.model.findData(wanted)))
        if self.field.toPlainText() and self.model.currentData() != kept:
            self._ask()

    @Slot()
    def _on_text(self) -> None:
        # Painting the tokens counts as a change of the text, for Qt.
        text = self.field.toPlainText()
        if text != self._text:
            self._text = text
            self._later.start()

    @Slot()
    def _ask(self) -> None:
        if self._asking is not None:
            self._asking.cancel()
            self._asking = None
        text = self.field.toPlainText()
        if not text:
            self._show(None)
            return
        request = self._session.link.start(
            operations.view_tokens, text=text, model=self.model.currentData()
        )
        self._asking = request
        request.done.connect(lambda view: self._on_view(request, text, view))
        request.failed.connect(lambda error: self._on_failed(request, error))

    def _on_view(self, request: Request, text: str, view: TokenView) -> None:
        if request is self._asking:
            self._asking = None
            # What was typed meanwhile is asked for anew; old colours would stand in wrong places.
            if text == self.field.toPlainText():
                self._show(view)

    def _on_failed(self, request: Request, error: LecternError) -> None:
        if request is self._asking:
            self._asking = None
            self._show(None, error)

    def _show(self, view: TokenView | None, error: LecternError | None = None) -> None:
        self._view, self._error = view, error
        pieces = view.pieces if view and len(self.field.toPlainText()) <= LONGEST else ()
        self.field.show_pieces(pieces)
        self._word()

    def _word(self) -> None:
        view, error = self._view, self._error
        if error is not None:
            worded = error_text.of_error(error)
            self.count.setText(worded.title)
            self.facts.setText(worded.sentence)
            return
        if view is None:
            self.count.setText("")
            self.facts.setText("")
            return
        count = self.tr("%Ln token(s)", "", view.count)
        self.count.setText(count if view.exact else self.tr("about {count}").format(count=count))
        letters = len(self.field.toPlainText())
        facts = [self.tr("%Ln character(s)", "", letters)]
        if view.count:
            share = self.locale().toString(letters / view.count, "f", 1)
            facts.append(self.tr("{number} characters a token").format(number=share))
        if not view.exact:
            facts.append(
                self.tr("this service does not tell its tokens; the number is an estimate")
            )
        elif letters > LONGEST:
            facts.append(self.tr("too long to be coloured"))
        self.facts.setText(" · ".join(facts))
        self.facts.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
