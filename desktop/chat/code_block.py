"""Code in an answer: letters of one width, long lines scrolled sideways, a button to copy it."""

import math
import time
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QEvent, QRectF, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from core.text.markdown import Run as Read
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


def _parts(runs: Sequence[Read]) -> Iterator[list[Read]]:
    """The runs in parts of so many lines, without the break between two parts."""
    part: list[Read] = []
    lines = 0
    for run in runs:
        at = 0
        while True:
            end = run.text.find("\n", at) + 1
            while end and lines + 1 < _LINES:
                lines += 1
                end = run.text.find("\n", end) + 1
            if not end:
                break
            if end - 1 > at:
                part.append(_piece(run, at, end - 1))
            yield part
            part, lines, at = [], 0, end
        if at < len(run.text):
            part.append(_piece(run, at, len(run.text)))
    if part:
        yield part


def _piece(run: Read, start: int, end: int) -> Read:
    if (start, end) == (0, len(run.text)):
        return run
    return Read(run.text[start:end], run.start + start, run.start + end)


def _lines_of(part: Sequence[Read]) -> CitedText:
    made = CitedText()
    for run in part:
        shown = run.text
        if len(shown) > _LONGEST_LINE:
            # What is beyond is not read; copying has it all.
            shown = "\n".join(
                line if len(line) <= _LONGEST_LINE else line[:_LONGEST_LINE] + "…"
                for line in shown.split("\n")
            )
        made.add(Run(shown, size=Type.CODE, fixed=True), run.start, run.end)
    return made


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
        self._pieces: list[Piece] = []
        self._made = 0
        """How many of them say what the block says."""
        self._begins: list[int] = []
        """Where each of those begins in what is `_said`, the code at `_from` in the source."""
        self._said, self._from = "", 0
        self._parts: Iterator[list[Read]] = iter(())
        self.retranslate()

    def build(self, source: str, until: float = math.inf) -> None:
        """Lay out the lines that are new."""
        block = self.block
        if block is None:
            return
        if block.language != self._language.text():
            self._language.setText(block.language)
        dress = (theme.px(Type.CODE), theme.is_dark())
        if dress != self._dress:
            self._pieces = []
        self._dress = dress
        runs: Sequence[Read] = block.runs
        self._made = 0
        if len(runs) == 1:
            # All parts but the last stand where the code only goes on.
            (run,) = runs
            begun, at = self._said, self._begins[-1] if self._begins else 0
            if self._pieces and at and run.start == self._from and run.text.startswith(begun[:at]):
                self._made = len(self._begins) - 1
                runs = [_piece(run, at, len(run.text))] if at < len(run.text) else []
            self._said, self._from = run.text, run.start
        else:
            self._said = ""
        del self._begins[self._made :]
        self._parts = _parts(runs)
        self.built = False
        self.go_on(until)

    def go_on(self, until: float) -> None:
        """Make more lines."""
        kept, first = self._made, True
        while not self.built and (first or time.perf_counter() < until):
            first = False
            part = next(self._parts, None)
            if part is None and self._made:
                self.built = True
                break
            self._begins.append(part[0].start - self._from if part else 0)
            text = _lines_of(part or [])
            before = self._pieces[self._made] if self._made < len(self._pieces) else None
            if before is not None and before.text.runs == text.runs:
                before.text = text
            else:
                piece = Piece(text, TextFlow(wrapped=False))
                piece.flow.set_runs(text.runs, theme.font(Type.CODE))
                # Laid out now, while it is looked at the time.
                piece.flow.natural_width()
                self._pieces[self._made : self._made + 1] = [piece]
            self._made += 1
        if self.built:
            del self._pieces[self._made :]
        self._code.set_pieces(self._pieces, kept)

    def height_at(self, width: int) -> int:
        """Of its line of buttons, the lines of code, and the bar."""
        pieces = self._pieces
        wide = round(max(piece.flow.natural_width() for piece in pieces)) + 2
        room = width - 2 * Space.M
        y = 0.0
        for piece in pieces:
            piece.y, piece.width = y, piece.flow.width_in(max(wide, room))
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
        painter.end()
