"""What of a model's context a question would take, before it is asked; no model is loaded."""

from typing import TYPE_CHECKING

from core import settings
from core.errors import LecternError
from core.generation.by_model import Asked, ModelWriter
from core.generation.history import Turn, turns_of
from core.generation.pinned import pinned_passages
from core.models.chosen import open_model
from core.protocols import LanguageModel
from core.types import QUOTING, Budget

if TYPE_CHECKING:
    from core.knowledge_base import KnowledgeBase


def budget(
    library: "KnowledgeBase",
    question: str,
    conversation: int = 0,
    model: str = "",
    prompt: str = "",
    pinned: tuple[str, ...] = (),
) -> Budget | None:
    """What the parts of the prompt would take, in tokens; None where no model would write.

    Of passages, which are only found when the question is asked, the most is counted that would be
    read.
    """
    writing = writing_model(library, model)
    if writing is None:
        return None
    writer = ModelWriter.of(library, writing)
    asked = Asked(
        question,
        (),
        turns_before(library, conversation),
        pinned_passages(library, pinned),
        prompt,
    )
    try:
        _, system = writer.instruction(asked)
        return writer.plan(asked, system, expected=True).budget
    except LecternError:
        # The model does not fit into memory, the instruction is gone: asking will say so.
        return None


def writing_model(library: "KnowledgeBase", name: str) -> LanguageModel | None:
    """The model that would answer under a name; None where none would, or it is not to be had."""
    name = name or settings.load().answering
    if name == QUOTING:
        return None
    try:
        return open_model(name) if name and name != ModelWriter.name else library.language_model
    except LecternError:
        return None


def turns_before(library: "KnowledgeBase", conversation: int) -> tuple[Turn, ...]:
    """What was said before in a conversation's open branch; nothing where it is gone.

    The last conversation is remembered: this is asked again with every pause in the typing.
    """
    if not conversation:
        return ()
    try:
        light = library.conversations.messages(conversation, answers="none")
        said = (str(library.path), conversation, tuple(message.id for message in light))
        known, turns = _Last.entry
        if known != said:
            turns = turns_of(library.conversations.messages(conversation))
            _Last.entry = (said, turns)
        return turns
    except LecternError:
        return ()


class _Last:
    """The turns that were looked up last, after what names them; put in place at once."""

    entry: tuple[tuple[str, int, tuple[int, ...]], tuple[Turn, ...]] = (("", 0, ()), ())
