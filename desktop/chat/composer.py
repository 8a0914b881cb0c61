"""Where the question is written: grows with it, sends with Enter, stops with Esc.

Around the field: which documents are asked, which are before the model's eyes, what answers and
where that runs, and what of the model's room it takes.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from core.types import QUOTING
from desktop.chat.budget_bar import BudgetBar
from desktop.chat.consent import Consent
from desktop.chat.instruction_menu import InstructionButton
from desktop.chat.model_menu import ModelButton
from desktop.chat.open_conversation import Manner
from desktop.chat.pinned import PinnedDocuments
from desktop.chat.question_field import QuestionField
from desktop.chat.scope import ScopeButton
from desktop.model_choices import ModelChoice, ModelChoices
from desktop.session import Session
from desktop.theme import Space
from desktop.widgets.buttons import Button
from desktop.widgets.flow import Flow
from desktop.widgets.text import Words


class Composer(QFrame):
    """The field with its button, who answers, and which documents are asked."""

    asked = Signal(str)
    stopped = Signal()
    typing_began = Signal()
    typed = Signal(str)
    manner_changed = Signal()

    def __init__(
        self, session: Session, choices: ModelChoices, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "field")
        self._session = session
        self._choices = choices
        self._documents = 0
        self._reason = ""
        self._running = False
        self._typed = False
        self.field = QuestionField()
        self.scope = ScopeButton()
        self.model = ModelButton(choices)
        self.away = Words("", "doubt")
        self.instruction = InstructionButton(session)
        self.pin_button = Button("", "link", "pin")
        self.pinned = PinnedDocuments(session)
        self.consent = Consent()
        self.budget = BudgetBar()
        self.button = Button("", "primary")
        self.stop_button = Button("", icon="stop")
        self._lay_out()
        self._connect()
        self.retranslate()

    def _lay_out(self) -> None:
        self._tools = QWidget()
        flow = Flow(self._tools, Space.S)
        for tool in (self.scope, self.model, self.away, self.instruction, self.pin_button):
            flow.addWidget(tool)
        foot = QHBoxLayout()
        foot.setSpacing(Space.S)
        foot.addWidget(self._tools, 1, Qt.AlignmentFlag.AlignBottom)
        for button in (self.stop_button, self.button):
            foot.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.M, Space.M, Space.M)
        column.setSpacing(Space.S)
        column.addWidget(self.consent)
        column.addWidget(self.pinned)
        column.addWidget(self.field)
        column.addLayout(foot)
        column.addWidget(self.budget)

    def _connect(self) -> None:
        self.field.sent.connect(self.send)
        self.field.escaped.connect(self._on_escape)
        self.field.textChanged.connect(self._on_text)
        self.field.focus_changed.connect(self._dress_frame)
        self.button.clicked.connect(self._on_button)
        self.stop_button.clicked.connect(self.stopped)
        self.model.chosen.connect(self.choose)
        self.pin_button.clicked.connect(lambda: self.pinned.choose(self.pin_button))
        self.pinned.changed.connect(self._on_manner)
        self._choices.changed.connect(self._on_manner)
        self._session.settings_changed.connect(self._on_manner)

    # ---- what the pane sets --------------------------------------------------------------------

    def set_documents(self, documents: int) -> None:
        """How many documents a question is asked of."""
        self._documents = documents
        self.retranslate()

    def set_disabled(self, reason: str) -> None:
        """Nothing can be asked, for this reason; "" when something can."""
        self._reason = reason
        self.retranslate()

    def set_running(self, running: bool) -> None:
        """Whether an answer is being written, which can be stopped."""
        self._running = running
        self._dress()

    def put(self, text: str) -> None:
        """Write a question into the field, ready to be changed or sent."""
        if text:
            self.field.setPlainText(text)
            self.field.moveCursor(self.field.textCursor().MoveOperation.End)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- what answers --------------------------------------------------------------------------

    @property
    def manner(self) -> Manner:
        """How the next question is answered."""
        return Manner(self._choices.current, self._session.settings.prompt, self.pinned.ids)

    def choose(self, choice: ModelChoice) -> None:
        """Let something else answer from now on; where that sends text away, after a yes."""
        self.with_consent(
            choice, lambda agreed: self._session.change_settings(answering=agreed.name)
        )

    def with_consent(self, choice: ModelChoice, then: Callable[[ModelChoice], None]) -> None:
        """Go on once the person has agreed to send text where a choice runs; at once where they
        have, or where it stays here."""
        if choice.allowed:
            if not self.consent.isHidden():
                self.consent.put_away()
            then(choice)
            return

        def agreed(choice: ModelChoice) -> None:
            self._choices.allow(choice.name)
            then(choice)

        self.consent.ask(choice, agreed, self.field)

    # ---- what the person does ------------------------------------------------------------------

    def send(self) -> None:
        """Ask what stands in the field."""
        question = self.field.toPlainText().strip()
        if not question or self._running or self._reason:
            return
        if not self.model.choice.allowed:
            self.with_consent(self.model.choice, lambda _: self.send())
            return
        self.field.clear()
        self.asked.emit(question)

    def _on_button(self) -> None:
        self.send()
        if self.consent.isHidden():
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_escape(self) -> None:
        if self._running:
            self.stopped.emit()

    def _on_text(self) -> None:
        text = self.field.toPlainText()
        if not self._typed and text:
            self._typed = True
            self.typing_began.emit()
        self.typed.emit(text)

    def _on_manner(self) -> None:
        self._dress()
        self.manner_changed.emit()

    # ---- words and looks -----------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Word everything anew."""
        hint = self._reason or self.tr("Ask about these %n document(s)…", "", self._documents)
        self.field.setPlaceholderText(hint)
        self.field.setAccessibleName(self.tr("Your question"))
        self.field.setAccessibleDescription(
            self._reason or self.tr("Enter asks, Shift+Enter begins a new line")
        )
        self.field.setReadOnly(bool(self._reason))
        self.scope.setVisible(self._documents > 0)
        self.pin_button.setText(self.tr("Pin documents"))
        self.pin_button.setToolTip(self.tr("Keep documents before the model's eyes"))
        self.button.setText(f"{self.tr('Ask')} ↵")
        self.button.setAccessibleName(self.tr("Ask"))
        self.stop_button.setText(self.tr("Stop"))
        self.stop_button.setToolTip(self.tr("Stop answering (Esc)"))
        self._dress()

    def _dress(self) -> None:
        writes = self._choices.current != QUOTING
        self.button.setVisible(not self._running)
        self.button.setEnabled(not self._reason)
        self.stop_button.setVisible(self._running)
        self.instruction.setVisible(writes)
        self.pin_button.setVisible(writes and self._documents > 0)
        self.pinned.setVisible(writes and bool(self.pinned.documents))
        hosts = self._choices.hosts()
        self.away.setText(self.tr("Sends text to {hosts}").format(hosts=", ".join(hosts)))
        self.away.setVisible(bool(hosts))

    def _dress_frame(self) -> None:
        self.setProperty("focused", self.field.hasFocus())
        self.style().unpolish(self)
        self.style().polish(self)
