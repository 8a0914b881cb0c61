"""Examples from answers that the person liked, disliked or corrected."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from core.errors import NotFound
from core.events import Progress, Road, Stage
from core.examples.cleaning import cleaned
from core.text.language import language_of
from core.types import Example, ExampleOrigin, GoldSpan, Message, Role

if TYPE_CHECKING:
    from core.knowledge_base import KnowledgeBase

MOST = 10_000
"""Answers that are looked at, the latest ones."""
MOST_TURNS = 4
"""Earlier questions and answers that come along."""
STEP = 25


def from_conversations(
    library: "KnowledgeBase", origins: frozenset[ExampleOrigin]
) -> Road[list[Example]]:
    """Liked answers as they are, corrected ones as they should have been.

    What is worse comes along for methods that learn from pairs: of a corrected answer what it said
    before, of a liked one another answer to the same question that was disliked.
    """
    found: list[Example] = []
    liked = library.conversations.rated(1, MOST)
    disliked = {message.id: message for _, message in library.conversations.rated(-1, MOST)}
    for number, (question, message) in enumerate(liked):
        if number % STEP == 0:
            yield Progress(Stage.READING, number, len(liked))
        origin = ExampleOrigin.CORRECTED if message.corrected else ExampleOrigin.LIKED
        if origin not in origins:
            continue
        answer = cleaned(message.corrected or message.text)
        if not question.strip() or not answer:
            continue
        worse = _worse(library, message, disliked)
        found.append(
            Example(
                0,
                cleaned(question),
                answer,
                origin,
                rejected="" if worse == answer else worse,
                source=_source(message) if not message.corrected else None,
                language=language_of(f"{question}\n{answer}"),
                turns=_before(library, message),
            )
        )
    # Oldest first: what was liked later does not move what was there before.
    return found[::-1]


def _worse(library: "KnowledgeBase", message: Message, disliked: dict[int, Message]) -> str:
    if message.corrected:
        return cleaned(message.text)
    if not disliked:
        return ""
    try:
        beside = library.conversations.one_message(message.id).alternatives
    except NotFound:
        return ""
    # Of several the latest: it is the most like what the model writes now.
    return next((cleaned(disliked[id].text) for id in reversed(beside) if id in disliked), "")


def _before(library: "KnowledgeBase", message: Message) -> tuple[tuple[str, str], ...]:
    """The turns before the question of an answer."""
    conversation = message.answer.conversation if message.answer else 0
    if not conversation:
        return ()
    try:
        messages = library.conversations.messages(conversation, message.id, "none")
    except NotFound:
        return ()
    return tuple(_paired(messages[:-2]))[-MOST_TURNS:]


def _paired(messages: tuple[Message, ...]) -> Iterator[tuple[str, str]]:
    question = ""
    for each in messages:
        if each.role is Role.PERSON:
            question = each.text
        elif question:
            yield cleaned(question), cleaned(each.corrected or each.text)
            question = ""


def _source(message: Message) -> GoldSpan | None:
    """The first place that an answer cites."""
    sentences = message.answer.sentences if message.answer else ()
    for each in (citation for sentence in sentences for citation in sentence.citations):
        return GoldSpan(each.document, each.title, each.page, each.start, each.end, each.quote)
    return None
