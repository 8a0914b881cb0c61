"""The Ask pane: header, list of conversations, transcript, composer. It only arranges them."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core import operations
from core.types import QUOTING, Citation, Conversation, Filter, Prompt
from desktop import theme, translations
from desktop.chat.better_model import BetterModel
from desktop.chat.composer import Composer
from desktop.chat.conversation_list import ConversationList
from desktop.chat.empty_page import EmptyPage
from desktop.chat.exporting import Exporting
from desktop.chat.formulae import formulae
from desktop.chat.header import ChatHeader
from desktop.chat.open_conversation import OpenConversation
from desktop.chat.suggestions import Suggestions
from desktop.chat.thinking_ahead import ThinkingAhead
from desktop.chat.transcript import Transcript
from desktop.chat.turn_flows import TurnFlows
from desktop.chat.turns import Turn, TurnState
from desktop.model_choices import ModelChoices
from desktop.session import Session
from desktop.theme import Size, Space

BESIDE = 860
"""From this width on the list of conversations stands beside the transcript, else over it."""


class ChatPane(QWidget):
    """Ask, read the answer, open what it rests on."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        formulae().use(session.link)
        self._warmed = False
        self._path = session.summary.path if session.summary else ""
        self.choices = ModelChoices(session, self)
        self.composer = Composer(session, self.choices)
        self.open = OpenConversation(session.link, manner=lambda: self.composer.manner, parent=self)
        self._background: list[OpenConversation] = []
        self._marked: Citation | None = None
        self.header = ChatHeader()
        self.conversations = ConversationList(session)
        self.transcript = Transcript(self.choices)
        self.empty = EmptyPage()
        self.suggestions = Suggestions(session, self)
        self.exporting = Exporting(session, self)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.empty)
        self.pages.addWidget(self.transcript)
        self.flows = TurnFlows(
            session, self.transcript, self.composer, self.choices, lambda: self.open, self
        )
        self.ahead = ThinkingAhead(session, lambda: self.composer.manner, lambda: self.open, self)
        self.better_model = BetterModel(session, self.choices)
        self._body = QWidget()
        self._arrange()
        self._connect()
        self._watched(self.open)
        self._show_open()
        self._show_library()
        if session.summary is not None:
            self.conversations.reload()
            self.composer.pinned.reload()
        self._look_for_prompts()

    # ---- arranging -----------------------------------------------------------------------------

    def _arrange(self) -> None:
        foot = QVBoxLayout()
        foot.setSpacing(Space.S)
        foot.addWidget(self.better_model)
        foot.addWidget(self.composer)
        self._foot = QHBoxLayout()
        self._foot.setContentsMargins(Space.XL, 0, Space.XL, Space.L)
        self._foot.addStretch(1)
        self._foot.addLayout(foot, 10000)
        self._foot.addStretch(1)
        middle = QVBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(Space.S)
        middle.addWidget(self.pages, 1)
        middle.addLayout(self._foot)
        self._row = QHBoxLayout(self._body)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addLayout(middle, 1)
        self.conversations.setParent(self._body)
        self.conversations.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self._body, 1)
        # The list stands at the left, under the header's buttons.
        before: QWidget = self.header.export_button
        for stop in (self.conversations.new_button, self.conversations.search):
            QWidget.setTabOrder(before, stop)
            before = stop
        QWidget.setTabOrder(before, self.conversations.view)

    def _connect(self) -> None:
        session = self._session
        self.header.renamed.connect(self._rename)
        self.header.new_wanted.connect(self.new_conversation)
        self.header.list_toggled.connect(self._show_list)
        self.header.export_wanted.connect(lambda suffix: self.exporting.choose(self.open, suffix))
        self.conversations.opened.connect(self.open_conversation)
        self.conversations.new_wanted.connect(self.new_conversation)
        self.conversations.closed.connect(self._close_list)
        self.conversations.removed.connect(self._on_removed)
        self.conversations.model.renamed.connect(self._on_renamed)
        self.transcript.citation_chosen.connect(self._open_citation)
        self.transcript.map_wanted.connect(session.map_requested)
        self.empty.question_chosen.connect(self._ask_suggested)
        self.empty.add_wanted.connect(lambda: session.add_requested.emit(False))
        self.composer.asked.connect(self.ask)
        self.composer.stopped.connect(lambda: self.open.stop())
        self.composer.typing_began.connect(self._warm_up)
        self.composer.typed.connect(self.ahead.typed)
        self.composer.manner_changed.connect(self.ahead.look)
        self.ahead.budget_known.connect(self.composer.budget.show_budget)
        self.composer.model.more_wanted.connect(lambda: session.models_requested.emit("catalogue"))
        self.composer.instruction.more_wanted.connect(
            lambda: session.models_requested.emit("instructions")
        )
        self.better_model.wanted.connect(lambda: session.models_requested.emit("catalogue"))
        session.changed.connect(self._on_changes)
        session.settings_changed.connect(self._name_model)
        session.language_changed.connect(self._look_for_prompts)
        self.composer.scope.chosen.connect(self._set_scope)
        self.composer.scope.wanted.connect(self._ask_facets)
        session.library_opened.connect(self._on_library)
        session.summary_changed.connect(self._show_library)
        session.jobs_changed.connect(self._show_library)
        self.suggestions.changed.connect(self._show_library)
        session.citation_opened.connect(self._on_citation_opened)
        session.reader_closed.connect(lambda: self._on_citation_opened(None))
        session.question_requested.connect(self._on_question)
        session.conversation_requested.connect(self.new_conversation)
        session.find_requested.connect(self._on_find)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the keyboard on to the question; a focus proxy would catch every Tab on its way."""
        super().focusInEvent(event)
        self.composer.field.setFocus(event.reason())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the list beside the transcript, or over it when there is no room."""
        super().resizeEvent(event)
        self._place_list()
        for part in (self.composer, self.better_model):
            part.setMaximumWidth(theme.px(Size.COLUMN))

    def _place_list(self) -> None:
        beside = self.width() >= BESIDE
        shown = not self.conversations.isHidden()
        width = self.conversations.width()
        self._row.setContentsMargins(width if beside and shown else 0, 0, 0, 0)
        self.conversations.setGeometry(0, 0, width, self._body.height())
        if shown:
            self.conversations.raise_()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._show_library()

    # ---- conversations -------------------------------------------------------------------------

    def new_conversation(self) -> None:
        """Begin a conversation that is kept with its first question."""
        self._switch(self._fresh())
        self.composer.put("")

    def open_conversation(self, conversation: Conversation) -> None:
        """Show a stored conversation."""
        if self.width() < BESIDE:
            self._close_list()
        if conversation.id == self.open.id:
            return
        running = next((each for each in self._background if each.id == conversation.id), None)
        if running is not None:
            self._switch(running)
            return
        self._switch(self._made(conversation.id, conversation.title))
        self.open.load()
        self.choices.wake()

    def _fresh(self) -> OpenConversation:
        return self._made()

    def _made(self, id: int = 0, title: str = "") -> OpenConversation:
        manner = lambda: self.composer.manner  # noqa: E731 - asked anew at each question
        return self._watched(OpenConversation(self._session.link, id, title, manner))

    def _watched(self, conversation: OpenConversation) -> OpenConversation:
        conversation.setParent(self)
        conversation.loaded.connect(lambda: self._on_loaded(conversation))
        conversation.load_failed.connect(self._session.error_shown)
        conversation.failed.connect(self._session.error_shown)
        conversation.turns_changed.connect(lambda turn: self._on_turns(conversation, turn))
        conversation.turn_added.connect(lambda turn: self._on_added(conversation, turn))
        conversation.turn_changed.connect(lambda turn: self._on_changed(conversation, turn))
        conversation.turn_ended.connect(lambda turn: self._on_ended(conversation, turn))
        return conversation

    def _switch(self, conversation: OpenConversation) -> None:
        """Show a conversation; one that is being answered goes on in the background."""
        left = self.open
        self.open = conversation
        if conversation in self._background:
            self._background.remove(conversation)
        if left.asking and left is not conversation:
            self._background.append(left)
        elif left is not conversation:
            left.leave()
        self._show_open()

    def _show_open(self) -> None:
        self.transcript.show_turns(self.open.turns)
        self.pages.setCurrentWidget(
            self.transcript if self.open.turns or self.open.loading or self.open.id else self.empty
        )
        self._show_title()
        self.composer.set_running(self.open.asking)
        self.composer.scope.show_filter(self.open.where)

    def _show_title(self) -> None:
        title = self.conversations.title_of(self.open.id) or self.open.title
        self.header.show_conversation(title, bool(self.open.id))
        self.conversations.set_current(self.open.id)

    def _rename(self, title: str) -> None:
        self.open.title = title
        self.conversations.rename(self.open.id, title)

    def _on_renamed(self, id: int, title: str) -> None:
        if id == self.open.id:
            self.open.title = title
            self.header.show_conversation(title, True)

    def _on_removed(self, id: int) -> None:
        if id == self.open.id:
            self.open.stop()
            self._switch(self._fresh())

    # ---- asking --------------------------------------------------------------------------------

    def ask(self, question: str) -> None:
        """Ask in the open conversation; text that would leave this computer waits for a yes."""
        choice = self.composer.model.choice
        self.composer.with_consent(choice, lambda _: self._ask(question))

    def _ask_suggested(self, question: str) -> None:
        # What was pressed goes away; the next question is written in the field.
        self.composer.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ask(question)

    def _ask(self, question: str) -> None:
        self.ahead.give_up()
        if not self.open.asking:
            self.open.ask(question)

    def _on_loaded(self, conversation: OpenConversation) -> None:
        if conversation is self.open:
            self._show_open()

    def _on_added(self, conversation: OpenConversation, turn: Turn) -> None:
        if conversation is self.open:
            self.pages.setCurrentWidget(self.transcript)
            self.transcript.add(turn)
            self.composer.set_running(True)

    def _on_turns(self, conversation: OpenConversation, turn: Turn | None) -> None:
        if conversation is self.open:
            self.pages.setCurrentWidget(self.transcript)
            self.transcript.change_turns(conversation.turns, turn)
            self.composer.set_running(conversation.asking)
            self.ahead.look()

    def _on_changed(self, conversation: OpenConversation, turn: Turn) -> None:
        if conversation is self.open:
            self.transcript.refresh_soon(turn)

    def _on_ended(self, conversation: OpenConversation, turn: Turn) -> None:
        if conversation is self.open:
            self.transcript.refresh(turn)
            self.composer.set_running(conversation.asking)
            self._show_title()
            self.ahead.look()
            if turn.state is TurnState.DONE:
                self.better_model.note_answer(turn.model)
        elif conversation in self._background and not conversation.asking:
            self._background.remove(conversation)
            conversation.leave()

    def _warm_up(self) -> None:
        if not self._warmed and self._session.summary is not None:
            self._warmed = True
            self._session.link.start(operations.warm_up)
        self.choices.wake()

    def _name_model(self) -> None:
        """A model has its title, and its lessons, once the models are known."""
        if self.choices.current != QUOTING:
            self.choices.wake()

    def _look_for_prompts(self) -> None:
        self._name_model()
        request = self._session.link.start(operations.list_prompts)
        request.done.connect(self._on_prompts)

    def _on_prompts(self, prompts: tuple[Prompt, ...]) -> None:
        self.choices.prompts = prompts
        self.composer.instruction.show_prompts(prompts)

    def _on_changes(self, changes: object, _: object) -> None:
        if getattr(changes, "prompts", False):
            self._look_for_prompts()

    # ---- the library ---------------------------------------------------------------------------

    def _on_library(self) -> None:
        self._warmed = False
        summary = self._session.summary
        path = summary.path if summary else ""
        if path == self._path:
            # The engine was started again: what is on screen, an interrupted answer too, stays.
            return
        self._path = path
        self.conversations.forget_removals()
        self._look_for_prompts()
        for conversation in self._background:
            conversation.leave()
        self._background.clear()
        self._switch(self._fresh())

    def _show_library(self) -> None:
        summary = self._session.summary
        documents = summary.documents if summary else 0
        waiting = summary.waiting if summary else 0
        preparing = bool(waiting) or self._session.preparing
        self.header.show_library(summary.name if summary else "", documents)
        self.composer.set_documents(documents)
        reason = ""
        if not documents:
            reason = (
                self.tr("You can ask as soon as the first document is in.")
                if preparing
                else self.tr("Add documents first, then ask about them here.")
            )
        self.composer.set_disabled(reason)
        language = translations.effective(self._session.settings.language)
        self.empty.show_state(documents, preparing, self.suggestions.questions(language))

    # ---- other panes ---------------------------------------------------------------------------

    def _open_citation(self, citation: Citation) -> None:
        self._marked = citation
        self._session.open_citation(citation)

    def _on_citation_opened(self, citation: Citation | None) -> None:
        if citation is not self._marked:
            self._marked = None
            self.transcript.mark(None)

    def _on_question(self, text: str, documents: object) -> None:
        ids = tuple(str(id) for id in documents) if isinstance(documents, list | tuple) else ()
        if ids:
            self._set_scope(Filter(documents=ids))
        self.composer.put(text)

    def _set_scope(self, where: Filter) -> None:
        self.open.where = where
        self.composer.scope.show_filter(where)

    def _ask_facets(self) -> None:
        if self._session.summary is not None:
            request = self._session.link.start(operations.document_facets)
            request.done.connect(self.composer.scope.show_facets)

    def _on_find(self) -> None:
        if self.isVisible():
            self.header.list_button.setChecked(True)
            self.conversations.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.conversations.search.selectAll()

    # ---- the list at the side ------------------------------------------------------------------

    def _show_list(self, shown: bool) -> None:
        self.conversations.setVisible(shown)
        self._place_list()
        if shown:
            self.conversations.reload()
            self.conversations.search.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.composer.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close_list(self) -> None:
        self.header.list_button.setChecked(False)

    # ---- keys ----------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Claim Esc while an answer is being written, before the window closes its reader."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and self.open.asking
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc stops the answer."""
        if event.key() == Qt.Key.Key_Escape and self.open.asking:
            self.open.stop()
        else:
            super().keyPressEvent(event)

    def finish(self) -> None:
        """Do now what was waiting: conversations whose removal could still be undone."""
        self.conversations.finish_removals()
