"""A conversation as it stands open: its turns, and the question that is being answered."""

import time
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from core import operations
from core.errors import LecternError
from core.events import Retrieved, Step, Token
from core.operations import Verb
from core.types import Answer, Conversation, Filter, Message
from desktop.chat.turns import Turn, TurnState, turns_of
from desktop.engine_link import EngineLink, Request


class OpenConversation(QObject):
    """The turns of one conversation; goes on by itself while another one is shown.

    `id` is 0 until the first answer of a new conversation has come.
    """

    loaded = Signal()
    load_failed = Signal(object)
    turn_added = Signal(object)
    turn_changed = Signal(object)
    turn_ended = Signal(object)

    def __init__(
        self, link: EngineLink, id: int = 0, title: str = "", parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._link = link
        self.id = id
        self.title = title
        self.turns: list[Turn] = []
        self.loading = False
        self.where = Filter()
        """Which documents are asked; all when it is empty."""
        self._began = 0.0
        self._in_flight = 0
        self._left = False
        self._asking: tuple[Turn, Request] | None = None

    @property
    def asking(self) -> bool:
        """Whether a question is being answered."""
        return self._asking is not None

    def load(self) -> None:
        """Fetch the stored messages; `loaded` or `load_failed` follows."""
        self.loading = True
        request = self._request(operations.conversation_messages, id=self.id)
        request.done.connect(self._on_messages)
        request.failed.connect(self._on_load_failed)

    def ask(self, question: str) -> Turn:
        """Ask; events of the returned turn follow as signals."""
        if not self.title:
            self.title = " ".join(question.split())
        turn = Turn(question)
        self.turns.append(turn)
        self._start(turn)
        self.turn_added.emit(turn)
        return turn

    def ask_again(self, turn: Turn) -> Turn:
        """Ask the question of a turn anew. One that brought no answer gives way to the new try."""
        if turn.answer is None and turn in self.turns and turn is self.turns[-1]:
            turn.state, turn.error = TurnState.ASKING, None
            turn.streamed, turn.passages, turn.steps = "", (), []
            self._start(turn)
            self.turn_changed.emit(turn)
            return turn
        return self.ask(turn.question)

    def stop(self) -> None:
        """Stop answering and keep the words that have come."""
        if self._asking is None:
            return
        turn, request = self._asking
        self._asking = None
        turn.state = TurnState.STOPPED
        request.cancel()
        self.turn_ended.emit(turn)

    def leave(self) -> None:
        """It is shown no more: go away, once everything that was started for it has ended."""
        self._left = True
        QTimer.singleShot(0, self, self._go)

    def _go(self) -> None:
        if self._left and not self._in_flight:
            self.deleteLater()

    def _request(self, verb: Verb, **arguments: Any) -> Request:
        request = self._link.start(verb, **arguments)
        self._in_flight += 1
        request.ended.connect(self._on_request_ended)
        return request

    def _on_request_ended(self) -> None:
        self._in_flight -= 1
        # Later, because what has just ended may start another one.
        QTimer.singleShot(0, self, self._go)

    # ---- what the engine says ------------------------------------------------------------------

    def _start(self, turn: Turn) -> None:
        request = self._request(
            operations.ask,
            question=turn.question,
            conversation=self.id,
            model="quoting",
            where=self.where if self.where != Filter() else None,
        )
        self._began = time.time()
        self._asking = (turn, request)
        request.told.connect(lambda event: self._on_event(turn, event))
        request.done.connect(lambda answer: self._on_answer(turn, answer))
        request.failed.connect(lambda error: self._on_failed(turn, error))
        request.ended.connect(lambda: self._on_ended(turn))

    def _on_event(self, turn: Turn, event: object) -> None:
        if turn.state is not TurnState.ASKING:
            return
        match event:
            case Step(trace):
                turn.steps.append(trace)
            case Retrieved(passages):
                turn.passages = passages
            case Token(text):
                turn.streamed += text
            case _:
                return
        self.turn_changed.emit(turn)

    def _on_answer(self, turn: Turn, answer: Answer) -> None:
        self.id = answer.conversation or self.id
        turn.answer = answer
        turn.passages = answer.passages
        turn.state = TurnState.DONE

    def _on_failed(self, turn: Turn, error: LecternError) -> None:
        turn.error = error
        turn.state = TurnState.FAILED

    def _on_ended(self, turn: Turn) -> None:
        if turn.state is TurnState.ASKING:
            turn.state = TurnState.STOPPED
        if turn.state is TurnState.STOPPED:
            self._fetch_stopped(turn)
        if self._asking is not None and self._asking[0] is turn:
            self._asking = None
        self.turn_ended.emit(turn)

    # A stopped question ends without a result, but what had been written is kept with its
    # citations, and a new conversation has got its id: both are looked up.

    def _fetch_stopped(self, turn: Turn) -> None:
        if self.id:
            self._fetch_last(turn)
        else:
            self._request(operations.list_conversations).done.connect(
                lambda found: self._adopt(turn, found)
            )

    def _adopt(self, turn: Turn, found: tuple[Conversation, ...]) -> None:
        if self.id == 0 and found and found[0].created >= self._began - 1:
            self.id = found[0].id
            self._fetch_last(turn)

    def _fetch_last(self, turn: Turn) -> None:
        request = self._request(operations.conversation_messages, id=self.id)
        request.done.connect(lambda messages: self._on_last(turn, messages))

    def _on_last(self, turn: Turn, messages: tuple[Message, ...]) -> None:
        kept = turns_of(messages)
        if kept and turn.state is TurnState.STOPPED and kept[-1].question == turn.question:
            turn.answer = kept[-1].answer
            turn.streamed = kept[-1].streamed
        self.turn_ended.emit(turn)

    def _on_messages(self, messages: tuple[Message, ...]) -> None:
        self.loading = False
        self.turns[:0] = turns_of(messages)
        self.loaded.emit()

    def _on_load_failed(self, error: LecternError) -> None:
        self.loading = False
        self.load_failed.emit(error)
