"""What is done with turns: the transcript's deeds, carried out on the open conversation."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from desktop.chat.composer import Composer
from desktop.chat.deeds import Deed, TurnDeed
from desktop.chat.open_conversation import OpenConversation
from desktop.chat.transcript import Transcript
from desktop.model_choices import ModelChoice, ModelChoices
from desktop.session import Session


class TurnFlows(QObject):
    """Between the transcript, the composer and the conversation that stands open."""

    def __init__(
        self,
        session: Session,
        transcript: Transcript,
        composer: Composer,
        choices: ModelChoices,
        conversation: Callable[[], OpenConversation],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._transcript = transcript
        self._composer = composer
        self._choices = choices
        self._conversation = conversation
        transcript.acted.connect(self._act)

    def _act(self, deed: TurnDeed) -> None:
        conversation, turn = self._conversation(), deed.turn
        match deed.deed:
            case Deed.AGAIN:
                self._answering("", lambda: conversation.ask_again(turn))
            case Deed.COMPARE:
                self._answering(deed.text, lambda: conversation.compare(turn, deed.text))
            case Deed.CHANGE:
                self._answering("", lambda: conversation.change(turn, deed.text))
            case Deed.BRANCH:
                conversation.choose(deed.number)
            case Deed.BACK:
                conversation.go_back(turn)
            case Deed.RATE:
                conversation.rate(turn, deed.number)
            case Deed.CORRECT:
                conversation.correct(turn, deed.text)
            case Deed.BESIDE:
                conversation.set_beside(turn, deed.number)
            case Deed.WHOLE:
                conversation.fetch_whole(turn)
            case Deed.MODELS:
                self._session.models_requested.emit("catalogue")

    def _answering(self, model: str, ask: Callable[[], object]) -> None:
        """Begin an answer, unless one is under way, and not before text may go where it goes."""
        conversation = self._conversation()
        name = model or self._choices.current
        choice = next((each for each in self._choices.all() if each.name == name), None)

        def begin(_: ModelChoice) -> None:
            if not conversation.asking and conversation is self._conversation():
                ask()
                self._composer.set_running(True)

        self._composer.with_consent(choice or ModelChoice(name, name), begin)
