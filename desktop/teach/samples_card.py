"""The same questions, before and now: answers to examples that the lesson has not seen."""

import html
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from core.types import SampleAnswer
from desktop import theme, translations
from desktop.teach.differences import Span, differences
from desktop.teach.lesson_words import filled
from desktop.theme import Space
from desktop.widgets.buttons import IconButton
from desktop.widgets.text import ElidedWords, Words

_SIDE_BY_SIDE = 560
"""Below this width the answers stand under each other."""
_LONGEST = 1200
"""Characters of an answer that are shown."""


class AnswerText(QLabel):
    """An answer with some of its words set apart. What it is given is never markup."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._spans: tuple[Span, ...] = ()
        self._role = "new"
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def show_answer(self, text: str, spans: tuple[Span, ...], role: str) -> None:
        """Show a text; `role`: "new" sets the spans in bold on a wash, "gone" fades them."""
        if len(text) > _LONGEST:
            text = f"{text[:_LONGEST].rstrip()}…"
        self._text, self._spans, self._role = text, spans, role
        self.setAccessibleName(text)
        self._dress()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._text:
            self._dress()

    def _dress(self) -> None:
        colours = theme.colours()
        style = {
            "new": f"background-color: {colours.wash}; font-weight: 600;",
            "gone": f"color: {colours.faded};",
        }[self._role]
        parts, at = [], 0
        for start, end in self._spans:
            if start >= len(self._text):
                break
            parts.append(_escaped(self._text[at:start]))
            parts.append(f'<span style="{style}">{_escaped(self._text[start:end])}</span>')
            at = end
        parts.append(_escaped(self._text[at:]))
        self.setText(f'<div style="line-height: 140%">{"".join(parts)}</div>')


def _escaped(text: str) -> str:
    return html.escape(text).replace("\n", "<br>")


class SampleRow(QWidget):
    """A question with its two answers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.question = Words("", "second", wrap=True, selectable=True)
        self.before = AnswerText()
        self.now = AnswerText()
        self._titles = [Words("", "second") for _ in range(2)]
        self._answers = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._answers.setSpacing(Space.XL)
        for title, answer in zip(self._titles, (self.before, self.now), strict=True):
            part = QVBoxLayout()
            part.setSpacing(2)
            part.addWidget(title)
            part.addWidget(answer)
            part.addStretch(1)
            self._answers.addLayout(part, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self.question)
        column.addLayout(self._answers)

    def show_sample(self, sample: SampleAnswer, before: str, now: str) -> None:
        """Show a question and its answers under the titles `before` and `now`."""
        gone, new = differences(sample.before, sample.now)
        self.question.setText(sample.question)
        for title, text in zip(self._titles, (before, now), strict=True):
            title.setText(text)
        self.before.show_answer(sample.before, gone, "gone")
        self.now.show_answer(sample.now, new, "new")

    def set_narrow(self, narrow: bool) -> None:
        """Put the answers under each other, or side by side."""
        direction = QBoxLayout.Direction
        self._answers.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)
        self._answers.setSpacing(Space.M if narrow else Space.XL)


class SamplesCard(QFrame):
    """All questions, as they were answered at one step; the latest unless another is chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._samples: dict[tuple[int, str], SampleAnswer] = {}
        self._step: int | None = None
        """None for the latest."""
        self.rows: list[SampleRow] = []
        self.setProperty("role", "card")
        self._title = ElidedWords("", "strong", mode=Qt.TextElideMode.ElideRight)
        self.earlier = IconButton("back")
        self.later = IconButton("forward")
        self.at = Words("", "second")
        self._note = Words("", "second", wrap=True)
        top = QHBoxLayout()
        top.setSpacing(Space.XS)
        top.addWidget(self._title, 1)
        for widget in (self.earlier, self.at, self.later):
            top.addWidget(widget)
        self._list = QVBoxLayout()
        self._list.setSpacing(Space.M)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.L)
        column.setSpacing(Space.M)
        column.addLayout(top)
        column.addWidget(self._note)
        column.addLayout(self._list)
        self.earlier.clicked.connect(lambda: self._move(-1))
        self.later.clicked.connect(lambda: self._move(1))
        self.retranslate()

    def show_samples(self, samples: Iterable[SampleAnswer]) -> None:
        """Show these in place of others."""
        self._samples = {(each.step, each.question): each for each in samples}
        self._step = None
        self.fill()

    def add(self, samples: Sequence[SampleAnswer]) -> None:
        """Put in what was answered anew."""
        if samples:
            self._samples |= {(each.step, each.question): each for each in samples}
            self.fill()

    @property
    def steps(self) -> list[int]:
        """The steps at which questions were answered."""
        return sorted({step for step, _ in self._samples})

    @Slot()
    def fill(self) -> None:
        """Show the answers of the step that is chosen."""
        steps = self.steps
        self._note.setVisible(not steps)
        for widget in (self.earlier, self.at, self.later):
            widget.setVisible(len(steps) > 1)
        step = self._step if self._step in steps else (steps[-1] if steps else 0)
        self.at.setText(filled(self.tr("step {step}"), step=translations.number(step)))
        self.earlier.setEnabled(bool(steps) and step > steps[0])
        self.later.setEnabled(bool(steps) and step < steps[-1])
        shown = [each for (at, _), each in self._samples.items() if at == step]
        while len(self.rows) > len(shown):
            row = self.rows.pop()
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        while len(self.rows) < len(shown):
            row = SampleRow()
            row.set_narrow(self._narrow)
            self.rows.append(row)
            self._list.addWidget(row)
        for row, sample in zip(self.rows, shown, strict=True):
            row.show_sample(sample, self.tr("Before"), self.tr("Now"))

    def _move(self, by: int) -> None:
        steps = self.steps
        step = self._step if self._step in steps else steps[-1]
        place = min(max(steps.index(step) + by, 0), len(steps) - 1)
        # At the end it follows what comes.
        self._step = None if place == len(steps) - 1 else steps[place]
        self.fill()
        for button, other in ((self.earlier, self.later), (self.later, self.earlier)):
            if not button.isEnabled() and not self.focusWidget():
                other.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _narrow(self) -> bool:
        return self.width() < theme.px(_SIDE_BY_SIDE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side where there is room."""
        super().resizeEvent(event)
        for row in self.rows:
            row.set_narrow(self._narrow)

    def changeEvent(self, event: QEvent) -> None:
        """Word it anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Word it in the language of the window."""
        self._title.setText(self.tr("The same question, before and now"))
        self._note.setText(
            self.tr("Answers come with the first look at examples that it has not seen.")
        )
        self.earlier.set_name(self.tr("Earlier answers"))
        self.later.set_name(self.tr("Later answers"))
        self.fill()
