"""Code in an answer: letters of one width, long lines scrolled sideways, a button to copy it."""

from PySide6.QtCore import QEvent, QRectF, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop import theme
from desktop.chat.block_view import BlockView, Scroller
from desktop.chat.cited_text import CitedText
from desktop.chat.text_flow import Run, TextFlow
from desktop.chat.text_surface import Piece, TextSurface
from desktop.theme import Size, Space, Type
from desktop.widgets.buttons import Button
from desktop.widgets.text import Words

_LINES = 40
"""Lines that are laid out as one piece, so that code that streams in is not laid out whole."""
_LONGEST_LINE = 4000
_TELL_MILLISECONDS = 2000


class CodeBlock(BlockView):
    """A card with the language, the button and the code."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._code = TextSurface()
        self._take(self._code)
        self._scroller = Scroller(self._code, self)
        self._language = Words("", "second", parent=self)
        self.copy_button = Button("", "link", "copy", self)
        self.copy_button.clicked.connect(self.copy)
        self._told = QTimer(self)
        self._told.setSingleShot(True)
        self._told.setInterval(_TELL_MILLISECONDS)
        self._told.timeout.connect(self.retranslate)
        self._dress: object = None
        self.retranslate()

    def build(self, source: str) -> None:
        """Lay out the lines that are new."""
        block = self.block
        if block is None:
            return
        self._language.setText(block.language)
        texts: list[CitedText] = [CitedText()]
        lines = 0
        for run in block.runs:
            if run.text == "\n" and lines + 1 >= _LINES:
                texts.append(CitedText())
                lines = 0
                continue
            lines += run.text == "\n"
            # What is beyond is not read; copying has it all.
            shown = run.text[:_LONGEST_LINE] + "…" if len(run.text) > _LONGEST_LINE else run.text
            texts[-1].add(Run(shown, size=Type.CODE, fixed=True), run.start, run.end)
        dress = (theme.px(Type.CODE), theme.is_dark())
        before = self._code.pieces if dress == self._dress else []
        self._dress = dress
        made = []
        for place, text in enumerate(texts):
            if place < len(before) and before[place].text.runs == text.runs:
                before[place].text = text
                made.append(before[place])
                continue
            piece = Piece(text, TextFlow(wrapped=False))
            piece.flow.set_runs(text.runs, theme.font(Type.CODE))
            made.append(piece)
        self._code.set_pieces(made)

    def height_at(self, width: int) -> int:
        """Of its line of buttons, the lines of code, and the bar."""
        pieces = self._code.pieces
        wide = round(max(piece.flow.natural_width() for piece in pieces)) + 2
        room = width - 2 * Space.M
        y = 0.0
        for piece in pieces:
            piece.y, piece.width = y, float(max(wide, room))
            piece.height = piece.flow.height(piece.width)
            y += piece.height
        self._code.resize(max(wide, room), round(y))
        bar = self._scroller.bar_height(wide, room)
        return self._head() + round(y) + bar + Space.S

    def _head(self) -> int:
        return theme.px(Type.SECOND) + 2 * Space.S

    def copy(self) -> None:
        """Put the code on the clipboard, all of it."""
        if self.block is not None:
            QGuiApplication.clipboard().setText(self.block.text)
            self.copy_button.setText(self.tr("Copied"))
            self._told.start()

    def stops(self) -> list[QWidget]:
        """The button, and the code when there is something to scroll."""
        takes = self._scroller.focusPolicy() != Qt.FocusPolicy.NoFocus
        return [self.copy_button, *([self._scroller] if takes else [])]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place language, button and code."""
        super().resizeEvent(event)
        head = self._head()
        self.copy_button.adjustSize()
        wide = self.copy_button.sizeHint().width()
        self.copy_button.setGeometry(self.width() - wide - Space.XS, 2, wide, head - 2)
        self._language.setGeometry(Space.M, 2, self.width() - wide - 2 * Space.M, head - 2)
        below = self.height() - head - Space.XS
        self._scroller.setGeometry(Space.M, head, self.width() - 2 * Space.M, below)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Word it."""
        self.copy_button.setText(self.tr("Copy"))
        self.copy_button.setAccessibleName(self.tr("Copy the code"))
        self._code.setAccessibleName(self.tr("Code"))
        self._scroller.setAccessibleName(self.tr("Code"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The card."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.setBrush(theme.colour("sheet"))
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(area, Size.RADIUS, Size.RADIUS)
