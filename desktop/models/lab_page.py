"""Models and instructions side by side on the same questions."""

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from core import operations
from core.errors import LecternError
from core.events import Changes, LabProgress
from core.types import QUOTING, ExamQuestion, LabResult, Prompt
from desktop import error_text, theme
from desktop.engine_link import Request
from desktop.model_choices import ModelChoices
from desktop.models.lab_candidate import CandidateCard
from desktop.models.lab_grid import LabGrid
from desktop.session import Session
from desktop.theme import Space
from desktop.widgets.buttons import Button
from desktop.widgets.text import Words

MOST_COLUMNS = 4
_FROM_EXAM = 5
_QUESTIONS_HEIGHT = 84


class LabPage(QWidget):
    """Questions at the top, who answers below, the answers under them."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._choices = ModelChoices(session, self)
        self._prompts: tuple[Prompt, ...] = ()
        self._running: Request | None = None
        self._awake = False
        self.cards: list[CandidateCard] = []
        self._quotes: CandidateCard | None = None
        """The card that quotes until something else is chosen."""
        self.questions = QPlainTextEdit()
        self.from_exam = Button("", "link")
        self.add = Button("", "link", "add")
        self.run_button = Button("", "primary")
        self.stop_button = Button("", icon="stop")
        self.grid = LabGrid()
        self._about = Words("", "second", wrap=True)
        self._trouble = Words("", "bad", wrap=True, selectable=True)
        self._card_row = QHBoxLayout()
        self._lay_out()
        self._connect()
        for _ in range(2):
            self._add_card()
        self.retranslate()

    def _lay_out(self) -> None:
        self.questions.setProperty("role", "report")
        self.questions.setTabChangesFocus(True)
        self.questions.setFixedHeight(theme.px(_QUESTIONS_HEIGHT))
        self._card_row.setSpacing(Space.M)
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.M)
        buttons.addWidget(self.run_button)
        buttons.addWidget(self.stop_button)
        buttons.addWidget(self.add)
        buttons.addWidget(self.from_exam)
        buttons.addStretch(1)
        content = QWidget()
        content.setProperty("role", "page")
        column = QVBoxLayout(content)
        column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.XL)
        column.setSpacing(Space.M)
        column.addWidget(self._about)
        column.addWidget(self.questions)
        column.addLayout(self._card_row)
        column.addLayout(buttons)
        column.addWidget(self._trouble)
        column.addWidget(self.grid, 1)
        scroll = QScrollArea()
        scroll.setWidget(content)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        self._trouble.hide()
        self.stop_button.hide()

    def _connect(self) -> None:
        self.questions.textChanged.connect(self._fit)
        self.from_exam.clicked.connect(self._ask_exam)
        self.add.clicked.connect(self._add_card)
        self.run_button.clicked.connect(self.run)
        self.stop_button.clicked.connect(self._stop)
        self._choices.changed.connect(self._offer)
        self._session.changed.connect(self._on_changes)
        self._session.library_opened.connect(self._fit)
        self._session.language_changed.connect(self._ask_prompts)

    # ---- who answers ---------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Look for models and instructions when it is first seen."""
        super().showEvent(event)
        if not self._awake:
            self._awake = True
            self._choices.wake()
            self._ask_prompts()

    @Slot(object, object)
    def _on_changes(self, changes: Changes, _: object) -> None:
        if changes.prompts:
            self._ask_prompts()

    @Slot()
    def _ask_prompts(self) -> None:
        if not self._awake:
            return
        self._session.link.start(operations.list_prompts).done.connect(self._on_prompts)

    @Slot(object)
    def _on_prompts(self, prompts: tuple[Prompt, ...]) -> None:
        self._prompts = prompts
        self._offer()

    @Slot()
    def _offer(self) -> None:
        for card in self.cards:
            card.offer(self._choices.all(), self._prompts)
            if not card.chosen and card is not self._quotes:
                card.suggest(self._choices.current)
        self._fit()

    @Slot()
    def _add_card(self) -> None:
        card = CandidateCard()
        card.removed.connect(lambda: self._remove_card(card))
        card.changed.connect(self._fit)
        self.cards.append(card)
        self._card_row.addWidget(card, 1)
        card.offer(self._choices.all(), self._prompts)
        # The first quotes; the next ones begin with what answers now, once that is known.
        self._quotes = self._quotes or card
        card.suggest(QUOTING if card is self._quotes else self._choices.current)
        self._number()

    def _remove_card(self, card: CandidateCard) -> None:
        self.cards.remove(card)
        self._card_row.removeWidget(card)
        card.hide()
        card.deleteLater()
        self._number()
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _number(self) -> None:
        for at, card in enumerate(self.cards):
            card.name_as(at, removable=len(self.cards) > 1)
        self.add.setEnabled(len(self.cards) < MOST_COLUMNS)
        self._fit()

    # ---- asking --------------------------------------------------------------------------------

    @Slot()
    def _ask_exam(self) -> None:
        self._session.link.start(operations.exam_questions).done.connect(self._on_exam)

    @Slot(object)
    def _on_exam(self, questions: tuple[ExamQuestion, ...]) -> None:
        asked = [each.text for each in questions if each.accepted][:_FROM_EXAM]
        if asked:
            self.questions.setPlainText("\n".join(asked))
        else:
            self._say(
                self.tr("There is no exam yet. Make one under Exam, or write questions here.")
            )

    def asked(self) -> tuple[str, ...]:
        """The questions, one a line."""
        lines = self.questions.toPlainText().splitlines()
        return tuple(dict.fromkeys(" ".join(line.split()) for line in lines if line.strip()))

    @Slot()
    def run(self) -> None:
        """Ask."""
        asked = self.asked()
        if not asked or self._running is not None or self._session.summary is None:
            return
        self._trouble.hide()
        candidates = [card.candidate for card in self.cards]
        names = tuple(
            f"{card.title.text()} · {self._choices.called(card.candidate.model)}"
            for card in self.cards
        )
        quoting = {at for at, each in enumerate(candidates) if each.model == QUOTING}
        self.grid.begin(asked, names, quoting)
        request = self._session.track(
            self._session.link.start(
                operations.run_lab, questions=list(asked), candidates=candidates
            )
        )
        self._running = request
        request.told.connect(self._on_event)
        request.done.connect(self._on_result)
        request.failed.connect(self._on_failed)
        request.ended.connect(self._on_ended)
        self._fit()
        self.stop_button.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _stop(self) -> None:
        if self._running is not None:
            self._running.cancel()

    @Slot(object)
    def _on_event(self, event: object) -> None:
        if isinstance(event, LabProgress):
            self.grid.show_cell(event.cell)

    @Slot(object)
    def _on_result(self, result: LabResult) -> None:
        for cell in result.cells:
            self.grid.show_cell(cell)

    @Slot(object)
    def _on_failed(self, error: LecternError) -> None:
        worded = error_text.of_error(error)
        self._say(f"{worded.title}\n{worded.sentence}")

    @Slot()
    def _on_ended(self) -> None:
        self._running = None
        self.grid.end()
        had_focus = self.stop_button.hasFocus()
        self._fit()
        if had_focus:
            self.run_button.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- words ---------------------------------------------------------------------------------

    def _say(self, text: str) -> None:
        self._trouble.setText(text)
        self._trouble.show()

    @Slot()
    def _fit(self) -> None:
        running = self._running is not None
        summary = self._session.summary
        ready = bool(self.asked()) and summary is not None and summary.documents > 0
        barred = any(c is not None and not c.allowed for c in (k.choice for k in self.cards))
        self.run_button.setVisible(not running)
        self.run_button.setEnabled(ready and not barred)
        self.stop_button.setVisible(running)

    def changeEvent(self, event: QEvent) -> None:
        """Word it anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Word it in the language of the window."""
        self._about.setText(
            self.tr(
                "Ask the same questions in two or more ways and compare the answers: another model,"
                " another instruction, or quotes only. Nothing is kept in your conversations."
            )
        )
        self.questions.setPlaceholderText(self.tr("One question a line…"))
        self.questions.setAccessibleName(self.tr("Questions, one a line"))
        self.from_exam.setText(self.tr("Take questions from my exam"))
        self.add.setText(self.tr("Add another"))
        self.run_button.setText(self.tr("Ask them all"))
        self.stop_button.setText(self.tr("Stop"))
        self._number()
