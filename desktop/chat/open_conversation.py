"""A conversation as it stands open: its turns, and the question that is being answered."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from core import operations
from core.errors import LecternError
from core.events import Retrieved, Step, Thought, Token
from core.operations import Verb
from core.types import QUOTING, Answer, Conversation, Filter, Message
from desktop.chat.turns import Turn, TurnState, joined, noted, turns_of
from desktop.engine_link import EngineLink, Request


@dataclass(frozen=True, slots=True)
class Manner:
    """How questions are answered: by what, after which instruction, with what before its eyes."""

    model: str = QUOTING
    prompt: str = ""
    pinned: tuple[str, ...] = ()


class OpenConversation(QObject):
    """The turns of one conversation; goes on by itself while another one is shown.

    `id` is 0 until the first answer of a new conversation has come.
    """

    loaded = Signal()
    load_failed = Signal(object)
    failed = Signal(object)
    """LecternError of something that was done to a turn."""
    turn_added = Signal(object)
    turn_changed = Signal(object)
    turn_ended = Signal(object)
    turns_changed = Signal(object)
    """Other turns stand open from this one on (None: from nowhere in particular)."""

    def __init__(
        self,
        link: EngineLink,
        id: int = 0,
        title: str = "",
        manner: Callable[[], Manner] = Manner,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._link = link
        self._manner = manner
        self.id = id
        self.title = title
        self.turns: list[Turn] = []
        self.loading = False
        self.where = Filter()
        """Which documents are asked; all when it is empty."""
        self._began = 0.0
        self._thinking_since = 0.0
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

    # ---- asking --------------------------------------------------------------------------------

    def ask(self, question: str) -> Turn:
        """Ask at the end; events of the returned turn follow as signals."""
        if not self.title:
            self.title = " ".join(question.split())
        after = (self.turns[-1].last or None) if self.turns else None
        turn = Turn(question)
        self.turns.append(turn)
        self._start(turn, self._manner(), after)
        self.turn_added.emit(turn)
        return turn

    def ask_again(self, turn: Turn, model: str = "") -> Turn:
        """Ask the question of a turn anew; where it has an answer, the new one stands beside it.

        A turn that brought no answer is asked again in its place. `model` answers instead of the
        chosen one.
        """
        above = self._above(turn)
        if above is not turn:
            # The second answer of a comparison.
            return self.compare(above, model or turn.model)
        if turn.answer is not None:
            return self._instead(turn, turn.question, model)
        manner = self._manner_with(model)
        place = self.turns.index(turn)
        del self.turns[place + 1 :]
        turn.begin(manner.model)
        self._start(turn, manner, self._before(place))
        self.turns_changed.emit(turn)
        return turn

    def change(self, turn: Turn, question: str) -> Turn:
        """Ask something else in place of a turn; what it said stays in a branch of its own."""
        same = question.strip() == turn.question.strip()
        return self.ask_again(turn) if same else self._instead(turn, question, "")

    def compare(self, turn: Turn, model: str) -> Turn:
        """Have the question of a turn answered by another model too, beside its answer."""
        manner = self._manner_with(model)
        other = Turn(turn.question, model=manner.model, asked=turn.asked)
        turn.other = other
        self._start(other, manner, self._before(self.turns.index(turn)))
        self.turn_changed.emit(turn)
        return other

    def go_back(self, turn: Turn) -> None:
        """Show again what a turn that came to nothing took the place of."""
        place, former = self.turns.index(turn), turn.former
        if not former:
            return
        self.stop()
        self.turns[place:] = list(former)
        if self.id and former[0].last:
            self._request(
                operations.choose_branch, conversation=self.id, message=former[-1].last
            ).failed.connect(self.failed)
        self.turns_changed.emit(former[0])

    def stop(self) -> None:
        """Stop answering and keep the words that have come."""
        if self._asking is None:
            return
        turn, request = self._asking
        self._asking = None
        turn.state = TurnState.STOPPED
        request.cancel()
        self.turn_ended.emit(self._above(turn))

    # ---- what the person thinks of answers -----------------------------------------------------

    def rate(self, turn: Turn, rating: int) -> None:
        """Note whether an answer was liked."""
        before, turn.rating = turn.rating, rating
        self.turn_changed.emit(self._above(turn))
        request = self._request(operations.rate_answer, message=turn.message, rating=rating)
        request.failed.connect(lambda error: self._take_back(turn, error, rating=before))

    def correct(self, turn: Turn, text: str) -> None:
        """Note how an answer should have read; "" takes that back."""
        text = "" if text.strip() == turn.streamed.strip() else text.strip()
        before, turn.corrected = turn.corrected, text
        self.turn_changed.emit(self._above(turn))
        request = self._request(operations.correct_answer, message=turn.message, text=text)
        request.failed.connect(lambda error: self._take_back(turn, error, corrected=before))

    def _take_back(self, turn: Turn, error: LecternError, **before: Any) -> None:
        for name, value in before.items():
            setattr(turn, name, value)
        self.turn_changed.emit(self._above(turn))
        self.failed.emit(error)

    # ---- branches ------------------------------------------------------------------------------

    def choose(self, message: int) -> None:
        """Open the branch that a message stands in."""
        if self.asking or not self.id:
            return
        request = self._request(operations.choose_branch, conversation=self.id, message=message)
        request.done.connect(self._on_branch)
        request.failed.connect(self.failed)

    def set_beside(self, turn: Turn, message: int) -> None:
        """Show another answer to a turn's question beside it; 0 puts it away."""
        if not message:
            turn.other = None
            self.turn_changed.emit(turn)
            return
        request = self._request(operations.whole_message, id=message)
        request.done.connect(lambda found: self._on_beside(turn, found))
        request.failed.connect(self.failed)

    def fetch_whole(self, turn: Turn) -> None:
        """Fetch what a light answer left out; the turn changes when it has come."""
        if turn.light and turn.message:
            turn.light = False
            request = self._request(operations.whole_message, id=turn.message)
            request.done.connect(lambda message: self._on_whole(turn, message))

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

    # ---- places --------------------------------------------------------------------------------

    def _above(self, turn: Turn) -> Turn:
        """The turn that a turn is drawn in: itself, or the one that it stands beside."""
        return next((each for each in self.turns if each.other is turn), turn)

    def _before(self, place: int) -> int | None:
        """The message that the turn at a place follows; None where nothing is kept."""
        if not self.id:
            return None
        kept = (each.last for each in reversed(self.turns[:place]) if each.last)
        return next(kept, 0)

    def _instead(self, turn: Turn, question: str, model: str) -> Turn:
        place, manner = self.turns.index(turn), self._manner_with(model)
        new = Turn(question, former=tuple(self.turns[place:]))
        if question == turn.question:
            new.asked, new.asked_beside = turn.asked, turn.asked_beside
        self.turns[place:] = [new]
        self._start(new, manner, self._before(place))
        self.turns_changed.emit(new)
        return new

    def _manner_with(self, model: str) -> Manner:
        manner = self._manner()
        return Manner(model, manner.prompt, manner.pinned) if model else manner

    # ---- what the engine says ------------------------------------------------------------------

    def _start(self, turn: Turn, manner: Manner, after: int | None) -> None:
        writes = manner.model != QUOTING
        turn.model = manner.model
        request = self._request(
            operations.ask,
            question=turn.question,
            conversation=self.id,
            model=manner.model,
            where=self.where if self.where != Filter() else None,
            after=after,
            prompt=manner.prompt if writes else "",
            pinned=list(manner.pinned) if writes else [],
        )
        self._began, self._thinking_since = time.time(), 0.0
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
            case Thought(text):
                self._thinking_since = self._thinking_since or time.monotonic()
                turn.thought += text
            case Token(text):
                if turn.thought and text and not turn.thinking_seconds:
                    turn.thinking_seconds = time.monotonic() - self._thinking_since
                turn.streamed += text
            case _:
                return
        self.turn_changed.emit(self._above(turn))

    def _on_answer(self, turn: Turn, answer: Answer) -> None:
        self.id = answer.conversation or self.id
        turn.take(answer)
        turn.state = TurnState.DONE

    def _on_failed(self, turn: Turn, error: LecternError) -> None:
        turn.error = error
        turn.state = TurnState.FAILED

    def _on_ended(self, turn: Turn) -> None:
        if turn.state is TurnState.ASKING:
            turn.state = TurnState.STOPPED
        if self._asking is not None and self._asking[0] is turn:
            self._asking = None
        if turn.state is not TurnState.FAILED:
            self._find_places(turn)
        self.turn_ended.emit(self._above(turn))

    # A stopped question ends without a result, but what had been written is kept with its
    # citations, and a new conversation has got its id: both are looked up. Of every turn the ids
    # of its messages are wanted, and which others stand beside them.

    def _find_places(self, turn: Turn) -> None:
        if self.id:
            request = self._request(operations.conversation_messages, id=self.id, answers=False)
            request.done.connect(lambda messages: self._on_places(turn, messages))
        elif turn.state is TurnState.STOPPED:
            self._request(operations.list_conversations).done.connect(
                lambda found: self._adopt(turn, found)
            )

    def _adopt(self, turn: Turn, found: tuple[Conversation, ...]) -> None:
        if self.id == 0 and found and found[0].created >= self._began - 1:
            self.id = found[0].id
            self._find_places(turn)
        else:
            self.turn_ended.emit(self._above(turn))

    def _on_places(self, turn: Turn, messages: Sequence[Message]) -> None:
        above = self._above(turn)
        self._align(messages, {above: turn})
        if turn.state is TurnState.STOPPED and turn.message and turn.answer is None:
            request = self._request(operations.whole_message, id=turn.message)
            request.done.connect(lambda message: self._on_whole(turn, message))
        if above is not turn and above.message:
            # The conversation goes on with the answer that was there.
            request = self._request(
                operations.choose_branch, conversation=self.id, message=above.message
            )
            request.done.connect(lambda found: self._on_places(above, found))
        self.turn_ended.emit(above)

    def _align(self, messages: Sequence[Message], instead: dict[Turn, Turn]) -> None:
        """Note the ids of stored messages in the turns they belong to."""
        place = 0
        for stored in turns_of(messages):
            while place < len(self.turns):
                above = self.turns[place]
                turn = instead.get(above, above)
                place += 1
                if turn.question == stored.question and turn.asked in (0, stored.asked):
                    turn.asked, turn.asked_beside = stored.asked, stored.asked_beside
                    turn.message = turn.message or stored.message
                    turn.beside = stored.beside
                    if turn is not above:
                        above.asked, above.beside = stored.asked, stored.beside
                    break

    def _on_whole(self, turn: Turn, message: Message) -> None:
        if message.answer is not None:
            turn.take(message.answer)
        noted(turn, message)
        self.turn_changed.emit(self._above(turn))

    def _on_beside(self, turn: Turn, message: Message) -> None:
        other = Turn(turn.question, TurnState.DONE, asked=turn.asked)
        if message.answer is None:
            other.state, other.streamed = TurnState.STOPPED, message.text
        else:
            other.take(message.answer)
        noted(other, message)
        turn.other = other
        self.turn_changed.emit(turn)

    def _on_branch(self, messages: Sequence[Message]) -> None:
        before = list(self.turns)
        shown = before + [each.other for each in before if each.other is not None]
        self.turns = joined(shown, turns_of(messages))
        for turn in self.turns:
            if turn.other in self.turns or turn not in before:
                turn.other = None
        changed = (new for old, new in zip(before, self.turns, strict=False) if old is not new)
        first = next(changed, self.turns[-1] if self.turns else None)
        self.turns_changed.emit(first)

    def _on_messages(self, messages: tuple[Message, ...]) -> None:
        self.loading = False
        self.turns[:0] = turns_of(messages)
        self.loaded.emit()

    def _on_load_failed(self, error: LecternError) -> None:
        self.loading = False
        self.load_failed.emit(error)
