"""Published figures of ways of teaching, and beside each what was measured on this computer."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from core.types import MethodFigures
from desktop import theme
from desktop.teach.claims import Checked, checked
from desktop.teach.method_names import method_names
from desktop.teach.methods_words import failed, methods_words
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
        self._heads = [Words("", "second") for _ in range(3)]
        self.lines: list[list[Words]] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(Space.L)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(0, 1)
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
        found = checked([each for each in self._figures if not failed(each)])
        while len(self.lines) < len(found):
            line = [Words("", wrap=True), Words(""), Words(""), Words("", "second", wrap=True)]
            self.lines.append(line)
            at = 3 * len(self.lines)
            self._grid.setRowMinimumHeight(at, Space.S)
            for column, words in enumerate(line[:3]):
                self._grid.addWidget(words, at + 1, column, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(line[3], at + 2, 0, 1, 3)
        for line, each in zip(self.lines, found, strict=True):
            self._fill(line, each)

    def _fill(self, line: list[Words], each: Checked) -> None:
        about, published, ours, verdict = line
        about.setText(methods_words.about(each))
        name = method_names.name(each.claim.method)
        source = f"{name.technical}, {each.claim.paper}"
        about.setToolTip(plain_tip(f"{source}\n{name.sentence}"))
        published.setText(methods_words.published(each))
        ours.setText(methods_words.ours(each))
        verdict.setText(f"{methods_words.verdict(each)} · {source}")
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
        heads = (self.tr("Claim"), self.tr("Published"), self.tr("Here"))
        for head, text in zip(self._heads, heads, strict=True):
            head.setText(text)
        self.show_figures(self._figures)
