"""Letting a local model read what the next question's prompt begins with, while it is being typed.

The instruction, the pinned documents and the conversation so far are known before the question is.
"""

from typing import TYPE_CHECKING

from core import settings
from core.errors import LecternError
from core.events import Progress, Road, Stage
from core.generation.budgeting import turns_before, writing_model
from core.generation.by_model import Asked, ModelWriter, kept_as
from core.generation.pinned import pinned_passages
from core.generation.prompt_layout import laid_out
from core.generation.question import answer_language
from core.prompting.store import interface_language
from core.types import LOCAL

if TYPE_CHECKING:
    from core.knowledge_base import KnowledgeBase


def prime(
    library: "KnowledgeBase",
    conversation: int = 0,
    model: str = "",
    prompt: str = "",
    pinned: tuple[str, ...] = (),
) -> Road[None]:
    """Read ahead; given up at any yield, and what was read until then is not lost.

    Nothing happens where no local model would answer, or the person does not want it. Whatever is
    wrong will be told when the question is asked.
    """
    if not settings.load().prime_while_typing:
        return
    writing = writing_model(library, model)
    if writing is None or not writing.name.startswith(LOCAL):
        return
    yield Progress(Stage.THINKING, 0, 0)
    try:
        writer = ModelWriter.of(library, writing)
        turns = turns_before(library, conversation)
        language = answer_language(turns[0].question) if turns else interface_language()
        _, system = writer.instruction_in(language, prompt)
        asked = Asked("", (), turns, pinned_passages(library, pinned), prompt)
        plan = writer.plan(asked, system)
        start = laid_out(system, (), "", (), plan.pinned).messages
        if plan.pinned and not turns:
            for _ in writer.primed(start, kept_as(start)):
                yield Progress(Stage.THINKING, 0, 0)
            return
        if plan.summarised:
            # That costs an answer of its own; it is made when the question is asked.
            return
        layout = laid_out(system, turns, "", (), plan.pinned)
        for _ in writer.primed(layout.messages, ""):
            yield Progress(Stage.THINKING, 0, 0)
    except LecternError:
        return
