"""The strip above a conversation: its title to rename in place, the library, list, new, export."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QResizeEvent, QTextLayout
from PySide6.QtWidgets import QLineEdit, QMenu, QSizePolicy, QWidget

from desktop.chat.escaping import claims_escape
from desktop.theme import Size, Space
from desktop.widgets.buttons import Button, IconButton
from desktop.widgets.header import Header
from desktop.widgets.text import plain_tip

_NARROW = 520
"""Below this width the export button is its icon alone."""
_AROUND = 16
"""What a line edit keeps around its text: frame, padding, room for the cursor, in pixels."""
_SLACK = 2
"""Advances are rounded; without a little more than enough a title that fits would be cut."""


class TitleField(QLineEdit):
    """A title, cut in the middle where it does not fit; a field once it has the keyboard.

    Enter keeps the new title, Esc the old one.
    """

    renamed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = ""
        self.setProperty("role", "title")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.editingFinished.connect(self._finish)

    @property
    def title(self) -> str:
        """The whole title."""
        return self._title

    def show_title(self, title: str) -> None:
        """Show a stored title, unless the person is changing it."""
        self._title = title
        self.setToolTip(plain_tip(title))
        if not (self.hasFocus() and self.isModified()):
            self._show()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As wide as the title."""
        self.ensurePolished()
        width = self.fontMetrics().horizontalAdvance(self._title) + _AROUND + _SLACK
        return QSize(width, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """A few letters."""
        return QSize(3 * Space.XXL, super().minimumSizeHint().height())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the whole title, to be changed."""
        self.setText(self._title)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Cut it again."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut it anew."""
        super().resizeEvent(event)
        if not self.hasFocus():
            self._show()

    def event(self, event: QEvent) -> bool:
        """Claim Esc before the window closes its reader."""
        return claims_escape(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter keeps the new title, Esc the old one."""
        if event.key() == Qt.Key.Key_Escape:
            self.setText(self._title)
            self.clearFocus()
            return
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.clearFocus()

    def _finish(self) -> None:
        if not self.isModified():
            return
        self.setModified(False)
        title = " ".join(self.text().split())
        if title and title != self._title:
            self._title = title
            self.renamed.emit(title)
        self.setText(self._title)

    def _show(self) -> None:
        middle = Qt.TextElideMode.ElideMiddle
        self.setText(self.fontMetrics().elidedText(self._title, middle, self.width() - _AROUND))
        self.setCursorPosition(0)
        self.setTextMargins(0, self._lowering(), 0, 0)

    def _lowering(self) -> int:
        """Pixels to leave above, so that Chinese stands on one line with the words beside it.

        A line edit places its text by the first face alone, a label by the face that draws it.
        """
        layout = QTextLayout(self._title, self.font())
        layout.beginLayout()
        line = layout.createLine()
        layout.endLayout()
        if not line.isValid():
            return 0
        metrics = QFontMetricsF(self.font())
        lower = line.ascent() - metrics.ascent() - (line.height() - metrics.height()) / 2
        return max(round(2 * lower), 0)


class ChatHeader(Header):
    """Title, facts about the library, and the three buttons."""

    renamed = Signal(str)
    new_wanted = Signal()
    list_toggled = Signal(bool)
    export_wanted = Signal(str)
    """File suffix: ".md" or ".docx"."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = ""
        self._library = ""
        self._documents = 0
        self.list_button = IconButton("history", size=Size.ICON)
        self.list_button.setCheckable(True)
        self.list_button.toggled.connect(self.list_toggled)
        self._row.insertWidget(0, self.list_button)
        self.field = TitleField()
        self.field.renamed.connect(self.renamed)
        self._row.insertWidget(1, self.field)
        # A title and the field it turns into begin at the same place.
        self.title.setContentsMargins(_AROUND // 2 - 1, 0, 0, 0)
        self.new_button = IconButton("add", size=Size.ICON)
        self.new_button.clicked.connect(self.new_wanted)
        # The facts get their whole width before anything is left empty.
        self._row.setStretchFactor(self.facts, 0)
        self._row.addStretch(1)
        self.add(self.new_button)
        self.export_button = Button("", icon="export")
        self._menu = QMenu(self.export_button)
        self.export_markdown = self._menu.addAction("", lambda: self.export_wanted.emit(".md"))
        self.export_word = self._menu.addAction("", lambda: self.export_wanted.emit(".docx"))
        self.export_button.setMenu(self._menu)
        self.export_button.setProperty("menu", "true")
        self.add(self.export_button)
        self.retranslate()

    def show_conversation(self, title: str, stored: bool) -> None:
        """Show which conversation is open; only a stored one can be renamed and exported."""
        self.title.setVisible(not stored)
        self.field.setVisible(stored)
        self.field.show_title(title)
        self.export_button.setVisible(stored)
        self._title = title
        self.retranslate()

    def show_library(self, name: str, documents: int) -> None:
        """Say which library is asked."""
        self._library, self._documents = name, documents
        self.retranslate()

    def export_menu_words(self) -> list[str]:
        """What the export menu offers."""
        return [action.text() for action in self._menu.actions()]

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language and the text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the title what room there is."""
        super().resizeEvent(event)
        self._fit()

    def retranslate(self) -> None:
        """Word everything anew."""
        self.list_button.set_name(self.tr("Conversations"))
        self.new_button.set_name(self.tr("New conversation (Ctrl+N)"))
        self.export_button.setAccessibleName(self.tr("Export"))
        self.export_button.setToolTip(self.tr("Export the conversation"))
        self.export_markdown.setText(self.tr("As text with footnotes (Markdown)…"))
        self.export_word.setText(self.tr("As a Word document…"))
        self.field.setAccessibleName(self.tr("Title of the conversation"))
        self.title.setText(self._title or self.tr("New conversation"))
        documents = self.tr("%n document(s)", "", self._documents)
        facts = self.tr("{library} · {documents}").format(
            library=self._library, documents=documents
        )
        self.facts.setText(facts if self._library else "")
        self._fit()

    def _fit(self) -> None:
        self.export_button.setText(self.tr("Export") if self.width() >= _NARROW else "")
        buttons: list[QWidget] = [self.list_button, self.new_button]
        if not self.export_button.isHidden():
            buttons.append(self.export_button)
        margins = self._row.contentsMargins()
        room = self.width() - margins.left() - margins.right() - 2 * self._row.spacing()
        room -= sum(each.sizeHint().width() + self._row.spacing() for each in buttons)
        title = self.title if self.field.isHidden() else self.field
        left = room - title.sizeHint().width()
        self.facts.setVisible(left >= self.facts.sizeHint().width() + self._row.spacing())
