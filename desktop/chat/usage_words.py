"""What an answer by a model took, in one quiet line."""

import re

from PySide6.QtCore import QEvent, QLocale
from PySide6.QtWidgets import QWidget

from desktop.chat.turns import Turn
from desktop.widgets.text import Words

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]|[^\W_]+")
_COUNTED = 1_000_000
"""Characters of an answer that are counted at most."""


class UsageWords(Words):
    """How many words came in how many seconds; with the pointer on it, what else is known."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "second", wrap=True, selectable=True, parent=parent)
        self._turn: Turn | None = None

    def show_usage(self, turn: Turn) -> None:
        """Show what a turn's answer took; nothing where no model wrote."""
        self._turn = turn
        shown = turn.usage is not None and bool(turn.usage.seconds) and not turn.unanswered
        self.setVisible(shown)
        if shown:
            self.retranslate()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Word it."""
        turn = self._turn
        if turn is None or turn.usage is None:
            return
        usage, locale = turn.usage, QLocale()
        words = sum(1 for _ in _WORD.finditer(turn.streamed, 0, _COUNTED))
        seconds = locale.toString(usage.seconds, "f", 1 if usage.seconds < 10 else 0)
        self.setText(
            self.tr("{words} in {seconds} s").format(
                words=self.tr("%n word(s)", "", words), seconds=seconds
            )
        )
        first = locale.toString(usage.first_word_seconds, "f", 1)
        self.setToolTip(self.tr("The first word came after {seconds} s.").format(seconds=first))
