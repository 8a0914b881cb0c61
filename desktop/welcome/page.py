"""The first page a person sees: three ways to begin, and why a library did not open."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from core.errors import LecternError
from desktop import error_text, theme
from desktop.theme import Size, Space
from desktop.widgets.buttons import Button
from desktop.widgets.text import Words

_LOGO = 64
_WIDTH = 560


class Choice(QFrame):
    """A card that is one big button."""

    chosen = Signal()

    def __init__(self, icon: str, tint: str = "faded", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self._tint = tint
        self.setProperty("role", "choice")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._picture = QLabel()
        self._title = Words("", "heading", wrap=True)
        self._text = Words("", "second", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(Space.XS)
        words.addWidget(self._title)
        words.addWidget(self._text)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        row.setSpacing(Space.L)
        row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self._dress()

    def say(self, title: str, text: str) -> None:
        """Word it."""
        self._title.setText(title)
        self._text.setText(text)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icon anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._dress()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click chooses."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.pos()):
            self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """So do Enter and Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit()
        else:
            super().keyPressEvent(event)

    def _dress(self) -> None:
        self._picture.setPixmap(theme.pixmap(self._icon, self._tint, Size.ICON + Space.XS, self))


class WelcomePage(QScrollArea):
    """Three choices, no account."""

    sample_chosen = Signal()
    documents_chosen = Signal()
    library_chosen = Signal()
    remedy_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._error: LecternError | None = None
        self._logo = QLabel()
        self._title = Words("", "title")
        self._text = Words("", "", wrap=True)
        self._trouble = QFrame()
        self._trouble.setProperty("role", "card")
        self._trouble_title = Words("", "strong", wrap=True)
        self._trouble_text = Words("", "second", wrap=True, selectable=True)
        self._trouble_button = Button("", "primary")
        self.sample = Choice("sample", "seal")
        self.documents = Choice("add")
        self.library = Choice("folder")
        self._foot = Words("", "second", wrap=True)
        self._arrange()
        self.sample.chosen.connect(self.sample_chosen)
        self.documents.chosen.connect(self.documents_chosen)
        self.library.chosen.connect(self.library_chosen)
        self._trouble_button.clicked.connect(self._press)
        self._dress()
        self.retranslate()

    def _arrange(self) -> None:
        trouble = QGridLayout(self._trouble)
        trouble.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        trouble.setSpacing(Space.XS)
        trouble.addWidget(self._trouble_title, 0, 0)
        trouble.addWidget(self._trouble_text, 1, 0)
        trouble.addWidget(self._trouble_button, 0, 1, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        trouble.setColumnStretch(0, 1)
        column = QVBoxLayout()
        column.setSpacing(Space.M)
        column.addWidget(self._logo)
        column.addSpacing(Space.S)
        column.addWidget(self._title)
        column.addWidget(self._text)
        column.addSpacing(Space.S)
        for widget in (self._trouble, self.sample, self.documents, self.library):
            column.addWidget(widget)
        column.addSpacing(Space.S)
        column.addWidget(self._foot)
        middle = QWidget()
        middle.setLayout(column)
        middle.setMaximumWidth(_WIDTH)
        column.setContentsMargins(0, 0, 0, 0)
        page = QWidget()
        page.setProperty("role", "page")
        outer = QVBoxLayout(page)
        outer.setContentsMargins(Space.XXL, Space.XXL, Space.XXL, Space.XXL)
        outer.addStretch()
        line = QHBoxLayout()
        line.addStretch()
        line.addWidget(middle, 100)
        line.addStretch()
        outer.addLayout(line)
        outer.addStretch()
        self.setWidget(page)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)

    def show_error(self, error: LecternError | None) -> None:
        """Say why a library did not open, above the choices."""
        self._error = error
        self.retranslate()

    def trouble(self) -> str:
        """What it says went wrong."""
        return self._trouble_text.text() if self._error is not None else ""

    def press_remedy(self) -> None:
        """Do what the error's button does."""
        self._trouble_button.click()

    def changeEvent(self, event: QEvent) -> None:
        """Word and draw anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.PaletteChange:
            self._dress()

    def retranslate(self) -> None:
        """Word it in the language of the window."""
        self.setAccessibleName(self.tr("Welcome"))
        self._title.setText(self.tr("Ask your own documents"))
        self._text.setText(
            self.tr(
                "Every sentence of an answer opens the page it came from, with the words marked."
            )
        )
        self.sample.say(
            self.tr("Try it with the sample documents"),
            self.tr("A few short papers in Chinese and English, ready in a moment."),
        )
        self.documents.say(
            self.tr("Choose my documents"),
            self.tr(
                "PDF, Word, PowerPoint, Excel, e-books, web pages, e-mail, pictures and scans."
            ),
        )
        self.library.say(
            self.tr("Open a library"),
            self.tr("A library is a folder that Lectern made, here or on another computer."),
        )
        self._foot.setText(self.tr("No account is needed. Your documents stay on this computer."))
        self._trouble.setVisible(self._error is not None)
        if self._error is not None:
            words = error_text.of_error(self._error)
            self._trouble_title.setText(words.title)
            self._trouble_text.setText(words.sentence)
            self._trouble_button.setText(words.button)
            self._trouble_button.setVisible(bool(words.button))

    def _press(self) -> None:
        if self._error is not None:
            self.remedy_chosen.emit(error_text.of_error(self._error).remedy.value)

    def _dress(self) -> None:
        self._logo.setPixmap(theme.pixmap("logo", "ink", _LOGO, self))
