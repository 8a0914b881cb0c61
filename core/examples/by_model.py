"""Examples that a writing model makes from passages; nothing it says is taken on trust."""

import time
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from core.errors import (
    ModelCrashed,
    ModelError,
    ModelMissing,
    ModelNonsense,
    ModelTooSlow,
    NotAllowed,
)
from core.events import Progress, Road, Stage
from core.exam.drawing import lot
from core.examples.cleaning import cleaned
from core.examples.self_instruct import Kept, flaw_of, resting_place
from core.models.json_asking import asked_json
from core.protocols import ChatMessage
from core.text.language import language_of
from core.types import Document, Example, ExampleOrigin, GoldSpan, MarkKind

if TYPE_CHECKING:
    from core.knowledge_base import KnowledgeBase
    from core.protocols import LanguageModel

EACH = 3
"""Pairs asked for from one passage."""
SHORTEST, LONGEST = 160, 3000
"""Characters of a passage (the shortest Chinese one: a third)."""
FAILURES = 8
"""Passages in a row without a usable pair after which no more are tried."""
MOST_TOKENS = 900
_SYSTEM = (
    "You write training examples for a language model from a passage of a person's own documents: "
    "questions as a person would ask them, with their answers. Each question can be understood "
    "without the passage: it names the people, things and years it is about, and never says “the "
    "passage”, “the text”, “the author” or “above”. Each answer is one to four full sentences, "
    "says only what the passage states, uses its names and figures exactly, and does not copy "
    "the passage whole. Ask different kinds of questions: what, why, how, how many, compare. "
    "Write in the language of the passage. Nothing about headings, references or page numbers; if "
    "the passage states nothing worth asking, return an empty list. Reply with JSON only."
)
_SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "examples": {
            "type": "array",
            "maxItems": EACH,
            "items": {
                "type": "object",
                "properties": {"question": {"type": "string"}, "answer": {"type": "string"}},
                "required": ["question", "answer"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["examples"],
    "additionalProperties": False,
}


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document, or of notes (document "")."""

    text: str
    document: str = ""
    title: str = ""
    page: int = 1
    start: int = 0


@dataclass
class Written:
    """What a model wrote that is kept."""

    examples: list[Example] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)
    """How many were not kept, by flaw."""
    stopped: ModelError | None = None
    """Why it did not come to its end."""


def written(
    model: "LanguageModel", passages: Iterator[Passage], count: int, known: Sequence[str] = ()
) -> Road[Written]:
    """Up to `count` examples from passages, none much like one of the questions `known`.

    A passage that the model makes nothing of costs itself alone; what came before the model failed
    for good is kept.
    """
    made = Written()
    kept = Kept(known)
    failures = 0
    began = time.monotonic()
    yield Progress(Stage.THINKING, 0, count)
    for passage in passages:
        if len(made.examples) >= count or failures >= FAILURES:
            break
        done = len(made.examples)
        spent = time.monotonic() - began
        left = spent / done * (count - done) if done else -1.0
        progress = Progress(Stage.THINKING, done, count, left, passage.title)
        messages = [ChatMessage("system", _SYSTEM), ChatMessage("user", _prompt(passage))]
        try:
            reply = yield from asked_json(
                model, messages, _SCHEMA, MOST_TOKENS, partial(_same, progress)
            )
        except (ModelNonsense, ModelTooSlow) as error:
            failures += 1
            made.stopped = error if failures >= FAILURES else None
            continue
        except ModelError as error:
            failures += 1
            if isinstance(error, NotAllowed | ModelMissing | ModelCrashed) or failures > 2:
                made.stopped = error
                break
            continue
        before = len(made.examples)
        for question, answer in _pairs(reply)[: min(EACH, count - before)]:
            _take(question, answer, passage, kept, made)
        failures = 0 if len(made.examples) > before else failures + 1
    return made


def passages_of(library: "KnowledgeBase", documents: Sequence[Document]) -> Iterator[Passage]:
    """One passage of each document after the other, then a second one of each, and so on."""
    rows = []
    for document in documents:
        chunks = [each for each in library.chunks.of_document(document.id) if _is_enough(each.text)]
        chunks.sort(key=lambda chunk: lot("passage", chunk.text))
        marks = library.catalog.texts.marks(document.id)
        pages = [mark.start for mark in marks if mark.kind is MarkKind.PAGE]
        rows.append((document, chunks, pages))
    for place in range(max((len(chunks) for _, chunks, _ in rows), default=0)):
        for document, chunks, pages in rows:
            if place < len(chunks):
                chunk = chunks[place]
                page = max(1, bisect_right(pages, chunk.start))
                text = chunk.text[:LONGEST]
                yield Passage(text, document.id, document.title, page, chunk.start)


def passages_of_notes(notes: str) -> Iterator[Passage]:
    """The paragraphs of notes, joined until they are worth a question."""
    held = ""
    for paragraph in notes.split("\n\n"):
        held = f"{held}\n\n{paragraph}".strip()
        if _is_enough(held):
            yield Passage(held[:LONGEST])
            held = ""
    if held and len(held) > SHORTEST // 3:
        yield Passage(held[:LONGEST])


def _same(progress: Progress) -> Progress:
    return progress


def _is_enough(text: str) -> bool:
    han = sum("\u3400" <= sign <= "\u9fff" for sign in text)
    return len(text) + 2 * han >= SHORTEST


def _prompt(passage: Passage) -> str:
    titled = f"Document: {passage.title}\n" if passage.title else ""
    return f"{titled}Up to {EACH} questions with answers.\n\nPassage:\n{passage.text}"


def _pairs(reply: Any) -> list[tuple[str, str]]:
    """The pairs in a reply; what is of another form is left out."""
    rows = reply.get("examples") if isinstance(reply, dict) else None
    found = []
    for row in rows if isinstance(rows, list) else ():
        fields = [row.get(name) for name in ("question", "answer")] if isinstance(row, dict) else []
        if fields and all(isinstance(each, str) for each in fields):
            found.append((cleaned(str(fields[0])), cleaned(str(fields[1]))))
    return found


def _take(question: str, answer: str, passage: Passage, kept: Kept, made: Written) -> None:
    flaw = flaw_of(question, answer, passage.text) or ("alike" if kept.has_like(question) else "")
    if flaw:
        made.dropped[flaw] += 1
        return
    kept.add(question)
    low, high = resting_place(answer, passage.text)
    source = GoldSpan(
        passage.document,
        passage.title,
        passage.page,
        passage.start + low,
        passage.start + high,
        passage.text[low:high],
    )
    made.examples.append(
        Example(
            0,
            question,
            answer,
            ExampleOrigin.MODEL,
            source=source if passage.document else None,
            language=language_of(f"{question}\n{answer}"),
        )
    )
