"""Exam questions that a writing model makes from passages; nothing it says is taken on trust.

A question is kept only when the quote the model gives stands in the passage to the letter and the
numbers of its answer stand in that quote.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from core.errors import NoModel
from core.events import Progress, Road, Stage
from core.exam.drawing import lot
from core.exam.material import Sentence
from core.exam.twins import gold_of
from core.protocols import ChatMessage
from core.retrieval.asking import LeftOut, about, ask_model
from core.stores.exams import fingerprint
from core.text.language import language_of
from core.text.sentences import sentences
from core.types import (
    Chunk,
    Document,
    ExamQuestion,
    ExamQuestionKind,
    Hindrance,
    MarkKind,
)

if TYPE_CHECKING:
    from core.knowledge_base import KnowledgeBase

EACH = 2
"""Questions asked for from one passage."""
FAILURES = 4
"""Passages in a row without a usable question after which no more are tried."""
SHORTEST = 160
"""Characters of a passage that a question can be made of (Chinese: a third)."""
LONGEST = 3000
MOST_TOKENS = 700
_TECHNIQUE = "exam"
_HOPELESS = frozenset(
    {Hindrance.NO_MODEL, Hindrance.NOT_ALLOWED, Hindrance.UNREACHABLE, Hindrance.REFUSED}
)

_SYSTEM = (
    "You write exam questions about a passage from a person's own documents. Each question can be "
    "understood without the passage: it names the people, things and years it is about and never "
    "says “the passage”, “the text” or “the author”. Each has one short answer that the passage "
    "states. Do not use the passage's own wording more than you must. For each question copy into "
    "“quote” the one or two sentences that answer it, letter by letter. Write in the language of "
    "the passage. Make no questions about headings, references or page numbers; if the passage "
    "states nothing worth asking, return an empty list. Reply with JSON only."
)
_SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "questions": {
            "type": "array",
            "maxItems": EACH,
            "items": {
                "type": "object",
                "properties": {
                    "question": {"type": "string"},
                    "answer": {"type": "string"},
                    "quote": {"type": "string"},
                },
                "required": ["question", "answer", "quote"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["questions"],
    "additionalProperties": False,
}
_OF_THE_TEXT = re.compile(
    r"\b(?:passage|excerpt|this text|the text|the author|above|the document)\b"
    r"|本文|文中|上文|作者|这段|段落",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_HAN = re.compile(r"[\u3400-\u9fff]")


def written(
    library: "KnowledgeBase", documents: Sequence[Document], count: int
) -> Road[tuple[ExamQuestion, ...]]:
    """Up to `count` questions, kept passage by passage, so that nothing that was made is lost.

    Fewer come when the model fails or writes nonsense.

    Raises:
        NoModel: none is chosen.
        ModelError: the model failed before it made a single question.
    """
    model = library.language_model
    if model is None:
        raise NoModel
    made: list[ExamQuestion] = []
    asked = {fingerprint(question.text) for question in library.exam.questions()}
    used = library.exam.used()
    failures = 0
    yield Progress(Stage.THINKING, 0, count)
    for document, chunk in _passages(library, documents):
        if len(made) >= count or failures >= FAILURES:
            break
        # Not from the text of the document, which may be gone by now.
        passage = chunk.text[:LONGEST]
        messages = [ChatMessage("system", _SYSTEM), ChatMessage("user", _prompt(document, passage))]
        try:
            replies = yield from ask_model(
                _TECHNIQUE, lambda: model, messages, _SCHEMA, _replies, MOST_TOKENS
            )
        except LeftOut as left:
            failures += 1
            if left.notice.hindrance in _HOPELESS or failures >= FAILURES:
                if not made and left.__cause__ is not None:
                    raise left.__cause__ from left
                break
            continue
        usable: list[ExamQuestion] = []
        for question, answer, quote in replies[: min(EACH, count - len(made))]:
            sentence = _sentence(library, document, chunk, passage, quote)
            if sentence is None or fingerprint(sentence.text) in used:
                continue
            if fingerprint(question) in asked or not _sound(question, answer, sentence):
                continue
            if gold := gold_of(library, sentence):
                asked.add(fingerprint(question))
                usable.append(
                    ExamQuestion(
                        id=0,
                        kind=ExamQuestionKind.WRITTEN,
                        text=question,
                        answer=answer,
                        gold=gold,
                        language=language_of(question),
                    )
                )
        failures = 0 if usable else failures + 1
        made += library.exam.add(usable)
        yield Progress(Stage.THINKING, len(made), count)
    return tuple(made)


def _passages(
    library: "KnowledgeBase", documents: Sequence[Document]
) -> Iterator[tuple[Document, Chunk]]:
    """One passage of each document after the other, then a second one of each, and so on."""
    rows: list[tuple[Document, list[Chunk]]] = []
    for document in documents:
        chunks = [chunk for chunk in library.chunks.of_document(document.id) if _is_enough(chunk)]
        chunks.sort(key=lambda chunk: lot("passage", chunk.text))
        rows.append((document, chunks))
    for place in range(max((len(chunks) for _, chunks in rows), default=0)):
        for document, chunks in rows:
            if place < len(chunks):
                yield document, chunks[place]


def _is_enough(chunk: Chunk) -> bool:
    return len(chunk.text) + 2 * len(_HAN.findall(chunk.text)) >= SHORTEST


def _prompt(document: Document, passage: str) -> str:
    return f"Document: {document.title}\nUp to {EACH} questions.\n\nPassage:\n{passage}"


def _replies(value: Any) -> list[tuple[str, str, str]] | None:
    """The questions in a reply; None where it is of another form."""
    rows = value.get("questions") if isinstance(value, dict) else None
    if not isinstance(rows, list):
        return None
    found = []
    for row in rows:
        if not isinstance(row, dict):
            return None
        fields = [row.get(name) for name in ("question", "answer", "quote")]
        if not all(isinstance(field, str) and field.strip() for field in fields):
            return None
        question, answer, quote = (" ".join(str(field).split()) for field in fields)
        found.append((question, answer, quote))
    return found


def _sentence(
    library: "KnowledgeBase", document: Document, chunk: Chunk, passage: str, quote: str
) -> Sentence | None:
    """The sentences of the passage that the quote is from; None where it is not from there."""
    words = quote.strip("“”\"'… ").split()
    if len("".join(words)) < (4 if _HAN.search(quote) else 12):
        return None
    match = re.search(r"\s+".join(map(re.escape, words)), passage, re.IGNORECASE)
    if match is None:
        return None
    touched = [
        span for span in sentences(passage) if span[0] < match.end() and match.start() < span[1]
    ]
    low, high = touched[0][0], touched[-1][1]
    marks = library.catalog.texts.marks(document.id)
    pages = [mark.start for mark in marks if mark.kind is MarkKind.PAGE]
    return Sentence(
        document=document.id,
        title=document.title,
        pages=document.pages,
        page=max(1, bisect_right(pages, chunk.start + low)),
        start=chunk.start + low,
        end=chunk.start + high,
        text=passage[low:high],
        language=language_of(passage[low:high]),
    )


def _sound(question: str, answer: str, sentence: Sentence) -> bool:
    if not 8 - 3 * bool(_HAN.search(question)) <= len(question) <= 300 or len(answer) > 400:
        return False
    if _OF_THE_TEXT.search(question) or answer.casefold() in question.casefold():
        return False
    if not about(f"{question} {answer}", sentence.text):
        return False
    there = set(_numbers(sentence.text))
    return all(number in there for number in _numbers(answer))


def _numbers(text: str) -> list[str]:
    return [number.replace(",", "") for number in _NUMBER.findall(text)]
