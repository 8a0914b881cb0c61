"""Examples from documents by rules: what they define, head, tabulate, ask and answer themselves.

Every answer is the document's own words, or names its cells, and keeps the place it rests on.
"""

import dataclasses
import re
import time
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from core.errors import NotFound
from core.events import Progress, Road, Stage
from core.exam.definitions import definition
from core.exam.drawing import lot
from core.exam.material import Rarity, Sentence, sentences_of
from core.examples.cleaning import cleaned
from core.examples.drafts import Draft, answers, is_chinese, points_away, sells
from core.examples.faq import asked_and_answered
from core.examples.glossaries import by_glossaries
from core.examples.headings import by_headings
from core.examples.tables import by_tables
from core.text.language import language_of
from core.types import Document, Example, ExampleOrigin, GoldSpan, Mark, MarkKind

if TYPE_CHECKING:
    from core.knowledge_base import KnowledgeBase

DOCUMENTS = 300
"""Documents that are read for one making; of more as many by lot."""
CHARACTERS = 3_000_000
"""Characters that are read for one making, so that it takes seconds."""
LEAST_CHARACTERS = 20_000
"""Of each document at least so many are read."""
FAQ = 4
"""Questions in one document that make it one of questions and answers."""
STEP = 25
"""Sentences between two yields."""
_SENTENCE = re.compile(r"(?:[A-Za-z'’-]+ ){3,}[A-Za-z'’-]+ ?(?:: | – )")
"""Many words before a colon are a statement, not a term."""
_CHINESE_END = re.compile(r"\s*[?？]$")
ORDER = ("faq", "definition", "heading", "glossary", "definition", "table", "heading")
"""Kinds take turns, as far as a document has them."""


def by_rules(
    library: "KnowledgeBase", documents: Sequence[Document], count: int
) -> Road[list[Example]]:
    """Up to `count` examples, spread over documents and kinds; the same ones each time."""
    rarity = Rarity()
    each = max(LEAST_CHARACTERS, CHARACTERS // max(1, len(documents)))
    drafts: dict[str, list[Draft]] = {}
    defining: dict[str, list[Sentence]] = {}
    texts: dict[str, _Read] = {}
    began = time.monotonic()
    for number, document in enumerate(documents):
        left = (time.monotonic() - began) / number * (len(documents) - number) if number else -1.0
        progress = Progress(Stage.READING, number, len(documents), left, document.title)
        yield progress
        try:
            text = library.catalog.texts.text(document.id)[:each]
            marks = [m for m in library.catalog.texts.marks(document.id) if m.end <= each]
        except NotFound:
            # Removed meanwhile.
            continue
        drafts[document.id] = found = []
        for draft in drafted(text, marks, document.title):
            found.append(draft)
            if len(found) % STEP == 0:
                yield progress
        defining[document.id] = sentences = []
        for sentence in sentences_of(document, text, marks, each, rarity):
            sentences.append(sentence)
            if len(sentences) % STEP == 0:
                yield progress
        texts[document.id] = _Read(text, marks)
    for id, sentences in defining.items():
        # How rare a word is shows when all has been read.
        drafts[id] += _definitions(sentences, rarity)
        yield Progress(Stage.READING, len(documents), len(documents))
    by_id = {document.id: document for document in documents}
    return [_example(draft, by_id[id], texts[id]) for id, draft in _chosen(drafts, count)]


def drafted(text: str, marks: Sequence[Mark], title: str) -> Iterator[Draft]:
    """What a text asks and answers, but for definitions."""
    headed = [mark for mark in marks if mark.kind is MarkKind.HEADING]
    pairs = asked_and_answered(text)
    # Among several the author answers them; one alone may be there for effect.
    several = sum(not pair.signed for pair in pairs) >= FAQ
    for pair in pairs:
        if sells(pair.question) or sells(pair.answer):
            continue
        if not pair.signed and not _answers(pair.answer):
            continue
        if not (pair.signed or several or answers(pair.question, pair.answer)):
            continue
        if any(pair.start < mark.start < pair.end for mark in headed):
            continue
        language = language_of(pair.question)
        yield Draft("faq", pair.question, pair.answer, pair.start, pair.end, language)
    yield from by_headings(text, marks, title)
    yield from by_tables(text, marks, title)
    yield from by_glossaries(text, marks, title)


def _answers(text: str) -> bool:
    """Whether a paragraph says enough by itself to answer the question above it."""
    least = 8 if is_chinese(text) else 20
    return len(text) >= least and not points_away(text)


def of_notes(text: str) -> list[Example]:
    """Examples from a person's own notes: their questions with answers, what they define."""
    document = Document(
        "notes", "", "", "", "", "text", language_of(text), 1, len(text), 0, len(text), 0.0
    )
    marks = _paragraphs(text)
    rarity = Rarity()
    sentences = list(sentences_of(document, text, marks, len(text), rarity))
    drafts = [*drafted(text, marks, ""), *_definitions(sentences, rarity)]
    chosen = _chosen({"notes": drafts}, len(drafts))
    made = [_example(draft, document, _Read(text, marks)) for _, draft in chosen]
    return [_own(each) for each in made]


def _own(example: Example) -> Example:
    return dataclasses.replace(example, origin=ExampleOrigin.OWN, source=None)


def _paragraphs(text: str) -> list[Mark]:
    marks, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            heading = len(line) - len(line.lstrip("#"))
            kind = MarkKind.HEADING if line.startswith("#") else MarkKind.PARAGRAPH
            marks.append(Mark(kind, at, at + len(line), "", heading))
        at += len(line) + 1
    return marks


def _definitions(sentences: Sequence[Sentence], rarity: Rarity) -> Iterator[Draft]:
    for sentence in sentences:
        draft = definition(sentence, rarity)
        if draft is not None and not sells(sentence.text) and not _SENTENCE.match(sentence.plain):
            yield Draft(
                "definition",
                draft.text,
                sentence.plain,
                sentence.start,
                sentence.end,
                sentence.language,
            )


class _Read:
    """A text that was read, and where its pages begin."""

    def __init__(self, text: str, marks: Sequence[Mark]) -> None:
        self.text = text
        self._pages = [mark.start for mark in marks if mark.kind is MarkKind.PAGE]

    def page(self, place: int) -> int:
        """The page that a place is on."""
        return max(1, bisect_right(self._pages, place))


def _example(draft: Draft, document: Document, read: _Read) -> Example:
    source = GoldSpan(
        document.id,
        document.title,
        read.page(draft.start),
        draft.start,
        draft.end,
        read.text[draft.start : draft.end],
    )
    question = cleaned(draft.question)
    return Example(
        0,
        _CHINESE_END.sub("？", question) if draft.language == "zh" else question,
        cleaned(draft.answer),
        ExampleOrigin.DOCUMENT,
        source=source,
        language=draft.language,
    )


def _chosen(drafts: dict[str, list[Draft]], count: int) -> list[tuple[str, Draft]]:
    """Drafts by turns of documents and kinds; no question and no place twice."""
    rows = {id: _in_turn(some) for id, some in drafts.items() if some}
    order = sorted(rows, key=lambda id: lot("document", id))
    asked: set[str] = set()
    places: Counter[tuple[str, int]] = Counter()
    chosen: list[tuple[str, Draft]] = []
    for place in range(max(map(len, rows.values()), default=0)):
        for id in order:
            if place >= len(rows[id]) or len(chosen) >= count:
                continue
            draft = rows[id][place]
            question = "".join(draft.question.casefold().split())
            if question in asked or (draft.kind != "table" and places[id, draft.start]):
                continue
            asked.add(question)
            places[id, draft.start] += 1
            chosen.append((id, draft))
    return chosen


def _in_turn(drafts: Sequence[Draft]) -> list[Draft]:
    """Drafts of one document, kinds by turns, within a kind by lot."""
    kinds: dict[str, list[Draft]] = {kind: [] for kind in ORDER}
    for draft in sorted(drafts, key=lambda draft: lot("draft", draft.question, draft.start)):
        kinds[draft.kind].append(draft)
    found: list[Draft] = []
    while any(kinds.values()):
        found += [kinds[kind].pop(0) for kind in ORDER if kinds[kind]]
    return found
