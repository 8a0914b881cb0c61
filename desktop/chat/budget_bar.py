"""What of the model's room a question takes: a thin bar, in words when it is pressed."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from core.types import Budget
from desktop import theme, translations
from desktop.theme import Size, Space
from desktop.widgets.flow import Flow
from desktop.widgets.lit_button import LitButton
from desktop.widgets.text import Words

_HEIGHT = 16
"""What can be hit; the bar in it is thinner."""
PARTS = ("instructions", "history", "documents", "question")


def part_colour(part: str) -> QColor:
    """The colour of a part, the same in the bar and in its words."""
    if part == "question":
        return theme.colour("seal")
    return theme.community_colour({"instructions": 5, "history": 1, "documents": 0}[part])


class Bar(LitButton):
    """Paints a budget; pressed, its words show and go."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.budget: Budget | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Thin."""
        return QSize(120, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the parts from left to right, what is free as the ground."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        height = Size.PROGRESS + (2 if self.underMouse() else 0)
        ground = QRectF(0, (self.height() - height) / 2, self.width(), height)
        painter.setBrush(theme.colour("line"))
        painter.drawRoundedRect(ground, 2, 2)
        budget = self.budget
        if budget is not None and budget.context > 0:
            left = ground.left()
            whole = max(budget.context, taken(budget))
            for part in PARTS:
                width = ground.width() * getattr(budget, part) / whole
                if width > 0:
                    painter.setBrush(part_colour(part))
                    painter.drawRect(QRectF(left, ground.top(), max(width, 1.0), height))
                    left += width
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(theme.colour("seal"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)


class Legend(QWidget):
    """A part's colour and its words."""

    def __init__(self, part: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.part = part
        self.words = Words("", "second")
        row = QVBoxLayout(self)
        row.setContentsMargins(Space.M, 0, Space.S, 0)
        row.addWidget(self.words)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The colour, as a small square before the words."""
        if self.part:
            side = Space.S
            painter = QPainter(self)
            painter.fillRect(0, (self.height() - side) // 2, side, side, part_colour(self.part))


class BudgetBar(QWidget):
    """The bar, and its words below; hidden where no model writes."""

    resized = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = Bar()
        self.legends = [Legend(part) for part in (*PARTS, "")]
        self._words = QWidget()
        flow = Flow(self._words, Space.S)
        for legend in self.legends:
            flow.addWidget(legend)
        self.warning = Words("", "doubt", wrap=True)
        self._words.hide()
        self.warning.hide()
        self.bar.toggled.connect(self._on_toggled)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addWidget(self.warning)
        column.addWidget(self._words)
        column.addWidget(self.bar)
        self.hide()
        self.retranslate()

    @property
    def budget(self) -> Budget | None:
        """What is shown."""
        return self.bar.budget

    def show_budget(self, budget: Budget | None) -> None:
        """Show what a question would take; None hides the bar."""
        self.bar.budget = budget
        self.setVisible(budget is not None)
        self.retranslate()
        self.bar.update()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Word it."""
        budget = self.bar.budget
        if budget is None:
            return
        number = translations.number
        names = {
            "instructions": self.tr("instructions {count}"),
            "history": self.tr("said before {count}"),
            "documents": self.tr("documents {count}"),
            "question": self.tr("your question {count}"),
        }
        for legend in self.legends[:-1]:
            legend.words.setText(
                names[legend.part].format(count=number(getattr(budget, legend.part)))
            )
        free = max(budget.context - taken(budget), 0)
        about = "" if budget.exact else self.tr("about") + " "
        self.legends[-1].words.setText(
            self.tr("free {about}{free} of {context} tokens").format(
                about=about, free=number(free), context=number(budget.context)
            )
        )
        over = taken(budget) + budget.answer > budget.context
        self.warning.setText(
            self.tr("That is more than the model can take in at once; it will get a part of it.")
        )
        self.warning.setVisible(over)
        share = min(taken(budget) / budget.context, 1.0) if budget.context else 0.0
        said = self.tr("{share} of what the model can take in at once").format(
            share=translations.percent(share)
        )
        self.bar.setToolTip(said)
        self.bar.setAccessibleName(said)

    def _on_toggled(self, shown: bool) -> None:
        self._words.setVisible(shown)
        self.resized.emit()


def taken(budget: Budget) -> int:
    """Tokens of everything but the answer."""
    return sum(getattr(budget, part) for part in PARTS)
