"""While a question is typed: what it would take of the model's room, and the model reads ahead."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from core import operations
from core.types import LOCAL, QUOTING, Budget, Filter
from desktop.chat.open_conversation import Manner, OpenConversation
from desktop.engine_link import Request
from desktop.session import Session

PAUSE_MILLISECONDS = 350
"""Typing rests so long before the budget is asked for."""


class ThinkingAhead(QObject):
    """Asks for budgets after pauses, and once for each beginning of a prompt to read it."""

    budget_known = Signal(object)
    """Budget, or None where no model would write."""

    def __init__(
        self,
        session: Session,
        manner: Callable[[], Manner],
        conversation: Callable[[], OpenConversation],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._manner = manner
        self._conversation = conversation
        self._text = ""
        self._asked: Request | None = None
        self._primed: tuple[Any, ...] | None = None
        self._priming: Request | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(PAUSE_MILLISECONDS)
        self._later.timeout.connect(self.look)

    def typed(self, text: str) -> None:
        """The question has changed."""
        self._text = text
        if self._manner().model == QUOTING:
            self.budget_known.emit(None)
            return
        self._later.start()
        if text.strip():
            self.prime()

    def look(self) -> None:
        """Ask for the budget now, unless an answer to an earlier look is still to come."""
        manner = self._manner()
        if manner.model == QUOTING or self._session.summary is None:
            self.budget_known.emit(None)
            return
        if self._asked is not None:
            self._later.start()
            return
        request = self._session.link.start(
            operations.question_budget,
            question=self._text,
            conversation=self._conversation().id,
            model=manner.model,
            prompt=manner.prompt,
            pinned=list(manner.pinned),
        )
        self._asked = request
        request.done.connect(self._on_budget)
        request.failed.connect(lambda _: self.budget_known.emit(None))
        request.ended.connect(self._on_looked)

    def prime(self) -> None:
        """Let a model on this computer read what the next prompt begins with, once."""
        manner, conversation = self._manner(), self._conversation()
        if (
            not manner.model.startswith(LOCAL)
            or not self._session.settings.prime_while_typing
            or self._session.summary is None
            or conversation.asking
        ):
            return
        where = conversation.where
        # What was read with other lessons is of no use.
        lessons = self._session.settings.lessons
        beginning = (conversation, conversation.id, len(conversation.turns), manner, where, lessons)
        if beginning == self._primed:
            return
        self.give_up()
        self._primed = beginning
        request = self._session.link.start(
            operations.prime_model,
            conversation=conversation.id,
            model=manner.model,
            prompt=manner.prompt,
            pinned=list(manner.pinned),
            where=where if where != Filter() else None,
        )
        self._priming = request
        request.ended.connect(lambda: self._on_primed(request))

    def give_up(self) -> None:
        """A question is asked: what is read ahead for it is in its way."""
        if self._priming is not None:
            self._priming.cancel()
            self._priming = None

    def _on_budget(self, budget: Budget | None) -> None:
        self.budget_known.emit(budget if self._manner().model != QUOTING else None)

    def _on_looked(self) -> None:
        self._asked = None

    def _on_primed(self, request: Request) -> None:
        if self._priming is request:
            self._priming = None
