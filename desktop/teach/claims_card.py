"""Published figures of ways of teaching, and beside each what was measured on this computer."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from core.types import MethodFigures
from desktop import theme
from desktop.teach.claims import Checked, checked
from desktop.teach.method_names import method_names
from desktop.teach.methods_words import methods_words
from desktop.theme import Space
from desktop.widgets.text import Words, plain_tip


class ClaimsCard(QFrame):
    """A line for each claim."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figures: tuple[MethodFigures, ...] = ()
        self.setProperty("role", "card")
        self._title = Words("", "strong", wrap=True)
        self._note = Words("", "second", wrap=True)
        self._heads = [Words("", "second") for _ in range(4)]
        self.lines: list[list[Words]] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(Space.L)
        self._grid.setVerticalSpacing(Space.S)
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(3, 2)
        for column, head in enumerate(self._heads):
            self._grid.addWidget(head, 0, column)
        column_layout = QVBoxLayout(self)
        column_layout.setContentsMargins(Space.L, Space.M, Space.L, Space.L)
        column_layout.setSpacing(Space.S)
        column_layout.addWidget(self._title)
        column_layout.addWidget(self._note)
        column_layout.addLayout(self._grid)
        self.retranslate()

    def show_figures(self, figures: Sequence[MethodFigures]) -> None:
        """Put what was measured beside what is published."""
        self._figures = tuple(figures)
        found = checked(self._figures)
        while len(self.lines) < len(found):
            line = [Words("", wrap=True), Words(""), Words(""), Words("", "second", wrap=True)]
            self.lines.append(line)
            for column, words in enumerate(line):
                self._grid.addWidget(words, len(self.lines), column, Qt.AlignmentFlag.AlignTop)
        for line, each in zip(self.lines, found, strict=True):
            self._fill(line, each)

    def _fill(self, line: list[Words], each: Checked) -> None:
        about, published, ours, verdict = line
        about.setText(methods_words.about(each))
        name = method_names.name(each.claim.method)
        about.setToolTip(plain_tip(f"{each.claim.paper}\n{name.sentence}"))
        published.setText(methods_words.published(each))
        ours.setText(methods_words.ours(each))
        verdict.setText(methods_words.verdict(each))
        known = each.ours is not None
        theme.set_role(verdict, ("good" if each.reached else "doubt") if known else "second")

    def changeEvent(self, event: QEvent) -> None:
        """Word it anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Word it in the language of the window."""
        self._title.setText(self.tr("What is published, and what this computer measured"))
        self._note.setText(
            self.tr("Published figures come from large models on graphics cards. Where ours differ,"
                    " ours are what counts here.")
        )  # fmt: skip
        heads = (self.tr("Claim"), self.tr("Published"), self.tr("Here"), "")
        for head, text in zip(self._heads, heads, strict=True):
            head.setText(text)
        self.show_figures(self._figures)
