"""An example exactly as the model sees it: all its text, the part that is learnt coloured."""

from functools import partial

from PySide6.QtCore import QEvent, QTimer, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from core.errors import LecternError
from core.types import Example, TokenView
from desktop import theme, translations
from desktop.engine_link import Request
from desktop.teach.draft import Draft
from desktop.teach.wording import words
from desktop.theme import Space
from desktop.widgets.buttons import IconButton
from desktop.widgets.flow import Flow
from desktop.widgets.text import Words
from desktop.widgets.token_field import TokenField

LATER_MILLISECONDS = 250
_SWATCH = 12
_LEAST = 72


class TokenPreview(QFrame):
    """Follows the example that is chosen in the table, while it is shown."""

    closed = Signal()

    def __init__(self, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self._example: Example | None = None
        self._shown: tuple[Example, str, int] | None = None
        self._asking: Request | None = None
        self._view: tuple[TokenView, int] | None = None
        self.setProperty("role", "card")
        self._title = Words("", "strong")
        self._legend = [Words("", "second") for _ in range(2)]
        self.facts = Words("", "second")
        self.field = TokenField()
        self.field.setReadOnly(True)
        self.close_button = IconButton("close")
        self.field.setMinimumHeight(theme.px(_LEAST))
        self.field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(LATER_MILLISECONDS)
        self._later.timeout.connect(self._ask)
        top = QHBoxLayout()
        top.setSpacing(Space.M)
        top.addWidget(self._title)
        top.addStretch(1)
        top.addWidget(self.close_button)
        legend = QWidget()
        flow = Flow(legend, Space.M)
        for place, label in enumerate(self._legend):
            flow.addWidget(_legend_row(label, is_learnt=place == 0))
        flow.addWidget(self.facts)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.S, Space.S, Space.M)
        column.setSpacing(Space.XS)
        column.addLayout(top)
        column.addWidget(legend)
        column.addWidget(self.field, 1)
        self.close_button.clicked.connect(self.closed)
        draft.changed.connect(self._on_draft)
        self.retranslate()

    def show_example(self, example: Example | None) -> None:
        """Show another example, or none."""
        self._example = example
        if self.isVisible():
            self._later.start()

    @Slot()
    def _on_draft(self) -> None:
        if self.isVisible() and self._is_other():
            self._later.start()

    def _wanted(self) -> tuple[Example, str, int] | None:
        if self._example is None:
            return None
        return self._example, self._draft.plan.base, self._draft.plan.max_tokens

    def _is_other(self) -> bool:
        return self._wanted() != self._shown

    @Slot()
    def _ask(self) -> None:
        example = self._example
        self._shown = self._wanted()
        if example is None or not self._draft.id:
            self._asking = None
            self._show(None)
            return
        request = self._draft.tokens_of(example)
        self._asking = request
        request.done.connect(partial(self._take, request))
        request.failed.connect(partial(self._miss, request))

    def _take(self, request: Request, told: tuple[str, TokenView, int]) -> None:
        if request is self._asking:
            self.take(told)

    def take(self, told: tuple[str, TokenView, int]) -> None:
        """Show a text, its tokens, and from which on they are learnt."""
        text, view, first = told
        self.field.setPlainText(text)
        self._show((view, first))

    def _miss(self, request: Request, error: LecternError) -> None:
        if request is self._asking:
            self._show(None)
            title, sentence = words.trouble(error)
            self.facts.setText(f"{title}: {sentence}")

    def _show(self, told: tuple[TokenView, int] | None) -> None:
        self._view = told
        if told is None:
            self.field.clear()
        else:
            view, first = told
            self.field.show_pieces(view.pieces, first)
        self._word()

    def _word(self) -> None:
        if self._view is None:
            self.facts.setText("" if self._example else self.tr("Choose an example."))
            return
        view, first = self._view
        template = self.tr("%Ln word piece(s), {learnt} of them learnt", "", view.count)
        learnt = translations.number(max(view.count - first, 0))
        self.facts.setText(template.replace("{learnt}", learnt))

    def changeEvent(self, event: QEvent) -> None:
        """Word it anew, and paint in other colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.PaletteChange:
            self.field.rehighlight()

    def retranslate(self) -> None:
        """Word it in the language of the window."""
        self._title.setText(self.tr("Just as the model sees it"))
        self._legend[0].setText(self.tr("this it learns to write"))
        self._legend[1].setText(self.tr("this it only reads"))
        self.field.setAccessibleName(self.tr("The example just as the model sees it"))
        self.close_button.set_name(self.tr("Close"))
        self._word()


def _legend_row(label: Words, is_learnt: bool) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(Space.XS)
    row.addWidget(_Swatch(is_learnt))
    row.addWidget(label)
    return holder


class _Swatch(QWidget):
    """Coloured as what is learnt, or empty as what is only read."""

    def __init__(self, is_learnt: bool) -> None:
        super().__init__()
        self._is_learnt = is_learnt
        self.setFixedSize(_SWATCH, _SWATCH)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Two tints as two neighbouring pieces have them, or an outline."""
        painter = QPainter(self)
        inner = self.rect().adjusted(0, 0, -1, -1)
        if self._is_learnt:
            half = self.width() // 2
            for place in range(2):
                tint = theme.community_colour(place)
                tint.setAlpha(120)
                painter.fillRect(place * half, 0, half, self.height(), tint)
        painter.setPen(theme.colour("line"))
        painter.drawRect(inner)
        painter.end()
