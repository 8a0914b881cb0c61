"""A text field that paints the tokens of what stands in it."""

from bisect import bisect_right
from collections.abc import Sequence

from PySide6.QtCore import QEvent
from PySide6.QtGui import QHelpEvent, QSyntaxHighlighter, QTextCharFormat, QTextDocument
from PySide6.QtWidgets import QPlainTextEdit, QToolTip, QWidget

from core.types import TokenPiece
from desktop import theme
from desktop.widgets.text import plain_tip

_TINTS = 6
_ALPHA = (56, 84)
"""Of the tints in light and in dark: letters on them stay as readable as on the sheet."""


class TokenField(QPlainTextEdit):
    """Neighbouring tokens have different tints; the pointer tells a token's number."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "field")
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(theme.Space.M)
        self._tints = _Tints(self.document())
        self.retint()

    def show_pieces(self, pieces: Sequence[TokenPiece], tinted_from: int = 0) -> None:
        """Paint these tokens of the text that stands here now; none: no tints.

        Tokens before the one numbered `tinted_from` (from 0) have faded letters and no tint.
        """
        self._tints.show(pieces, self.toPlainText(), tinted_from)

    def rehighlight(self) -> None:
        """Paint anew in another appearance."""
        self._tints.rehighlight()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.retint()

    def retint(self) -> None:
        """Set the type of answers, in which tokens can be told apart."""
        self.document().setDefaultFont(theme.font(theme.Type.ANSWER))

    def event(self, event: QEvent) -> bool:
        """Tell the token under the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = self.viewport().mapFromGlobal(event.globalPos())
            at = self.cursorForPosition(place).position()
            found = self._tints.piece_at(at)
            if found is not None:
                piece, text = found
                shown = text.replace("\n", "⏎").replace(" ", "␣")
                QToolTip.showText(
                    event.globalPos(),
                    plain_tip(
                        self.tr("Token {number}: “{text}”").format(number=piece.id, text=shown)
                    ),
                    self,
                )
            else:
                QToolTip.hideText()
            return True
        return super().event(event)


class _Tints(QSyntaxHighlighter):
    """Positions of Qt count UTF-16 units, those of tokens characters."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._pieces: list[TokenPiece] = []
        self._text = ""
        self._from = 0

    def show(self, pieces: Sequence[TokenPiece], text: str, tinted_from: int) -> None:
        units = _units(text)
        self._pieces = list(pieces)
        self._starts = [units[piece.start] for piece in pieces]
        self._ends = [units[piece.end] for piece in pieces]
        self._text = text
        self._from = tinted_from
        self.rehighlight()

    def piece_at(self, position: int) -> tuple[TokenPiece, str] | None:
        at = bisect_right(self._starts, position) - 1
        if at < 0 or position >= self._ends[at]:
            return None
        piece = self._pieces[at]
        return piece, self._text[piece.start : piece.end]

    def highlightBlock(self, text: str) -> None:
        """Tint the tokens that begin in this line or reach into it."""
        if not self._pieces:
            return
        begin = self.currentBlock().position()
        end = begin + self.currentBlock().length()
        at = max(0, bisect_right(self._starts, begin) - 1)
        while at < len(self._starts) and self._starts[at] < end:
            start, stop = max(self._starts[at], begin), min(self._ends[at], end)
            if start < stop:
                shown = _tint(at) if at >= self._from else _faded()
                self.setFormat(start - begin, stop - start, shown)
            at += 1


def _tint(at: int) -> QTextCharFormat:
    tint = theme.community_colour(at % _TINTS)
    tint.setAlpha(_ALPHA[theme.is_dark()])
    formatted = QTextCharFormat()
    formatted.setBackground(tint)
    return formatted


def _faded() -> QTextCharFormat:
    formatted = QTextCharFormat()
    formatted.setForeground(theme.colour("faded"))
    return formatted


def _units(text: str) -> list[int]:
    """The place of each character, and of the end, in UTF-16 units."""
    places, at = [], 0
    for character in text:
        places.append(at)
        at += 2 if ord(character) > 0xFFFF else 1
    places.append(at)
    return places
