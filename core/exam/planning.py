"""Which ways a comparison tries, what each will take, and how far it is."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from core import registry
from core.events import Progress, Road, Stage
from core.exam.drawing import lot
from core.exam.telling import told_as
from core.types import ExamQuestion, ParsedDocument

if TYPE_CHECKING:
    from core.knowledge_base import KnowledgeBase
    from core.protocols import Chunker

SECONDS = 900.0
"""What a comparison may take, about; a larger library is measured on a part of it."""
LEAST_CHARACTERS = 1_000_000
SLOW = 1.5
"""Seconds for one question from which a retriever is tried over the library's own chunker only."""
SAMPLE = 12_000
"""Characters that are cut and embedded to see how long preparing takes."""
TRIED = 2
"""Questions that are asked to see how long asking takes."""
MODEL_CHUNKER = "model"
"""The chunker that asks the writing model about every page: tried only when it is named."""

Preparation = tuple[str, str]
"""Chunker and embedder."""


@dataclass(frozen=True, slots=True)
class Way:
    """A way of preparing the documents and of searching them."""

    preparation: Preparation
    retriever: str


@dataclass(frozen=True, slots=True)
class Estimate:
    """What the ways will take, from a sample: on this computer and with these documents."""

    ways: tuple[Way, ...]
    a_character: dict[Preparation, float] = field(default_factory=dict)
    """Seconds to prepare one character."""
    asking: dict[str, float] = field(default_factory=dict)
    """Seconds for one question, by retriever."""
    characters: int = 0
    """As many as can be prepared in the time."""

    def preparing(self, preparation: Preparation) -> float:
        """Seconds to prepare one character in a way."""
        return self.a_character[preparation]


class Clock:
    """How far a comparison is, in seconds it was thought to take."""

    def __init__(self, estimate: Estimate, characters: int, questions: int) -> None:
        self.estimate = estimate
        self.share = float(characters)
        """Characters that each way prepares."""
        preparations = dict.fromkeys(way.preparation for way in estimate.ways)
        self.total = sum(estimate.preparing(each) * characters for each in preparations) + sum(
            estimate.asking[way.retriever] * questions for way in estimate.ways
        )
        self.done = 0.0
        self._began = time.monotonic()

    def progress(self, under_way: float, detail: str) -> Progress:
        """How far it is; `under_way` is what of the step at hand is done, in seconds."""
        done = min(self.done + under_way, self.total)
        share = done / self.total if self.total else 1.0
        spent = time.monotonic() - self._began
        # The estimate at first, what it really took as soon as there is something to go by.
        left = spent / share * (1 - share) if share > 0.1 else self.total - done
        return Progress(Stage.EXAMINING, round(1000 * share), 1000, left, detail)


def ways_of(
    library: "KnowledgeBase",
    chunkers: Sequence[str],
    retrievers: Sequence[str],
    embedders: Sequence[str],
) -> list[Way]:
    """How the library works now, then every way of the named plugs; defaults for empty names.

    Raises:
        BadRequest: no plug of a name.
    """
    from core.retrieval.plan import AUTO

    usable = [choice for choice in library.choices() if not choice.needs]
    now = current_preparation(library)
    cutting = list(chunkers) or [
        each.name for each in usable if each.table == "chunkers" and each.name != MODEL_CHUNKER
    ]
    searching = list(retrievers) or [each.name for each in usable if each.table == "retrievers"]
    for name in chunkers:
        chunker_of(library, name)
    for name in retrievers:
        if name != AUTO:
            registry.resolve("retrievers", name)
    preparations = [(chunker, each) for each in embedders or [now[1]] for chunker in cutting]
    ways = [Way(each, name) for each in (now, *preparations) for name in (AUTO, *searching)]
    return list(dict.fromkeys(ways))


def current_preparation(library: "KnowledgeBase") -> Preparation:
    """How the library is prepared now."""
    recipe = library.recipes.current
    return recipe.chunker, recipe.embedder


def chunker_of(library: "KnowledgeBase", name: str) -> "Chunker":
    """The chunker of that name: the library's own, or a new one.

    Raises:
        BadRequest: no chunker of that name.
    """
    if name == library.chunker.name:
        return library.chunker
    made: Chunker = registry.resolve("chunkers", name)()
    return made


def estimated(
    library: "KnowledgeBase", ways: Sequence[Way], questions: Sequence[ExamQuestion]
) -> Road[Estimate]:
    """What the ways will take; slow retrievers are left to the preparation of the first way."""
    from core.retrieval.plan import find

    begun = Progress(Stage.EXAMINING, 0, 1000)
    yield begun
    asking: dict[str, float] = {}
    for name in dict.fromkeys(way.retriever for way in ways):
        yield from told_as(begun, find(library, questions[0].text, name, 1))
        some = questions[:TRIED]
        began = time.perf_counter()
        for question in some:
            yield from told_as(begun, find(library, question.text, name))
        asking[name] = (time.perf_counter() - began) / len(some)
    now = ways[0].preparation
    named = [way for way in ways if asking[way.retriever] < SLOW or way.preparation == now]
    speeds: dict[Preparation, float] = {}
    for preparation in dict.fromkeys(way.preparation for way in named):
        speeds[preparation] = yield from told_as(begun, _speed(library, preparation, questions))
        yield begun
    left = max(0.0, SECONDS - len(questions) * sum(asking[way.retriever] for way in named))
    characters = max(LEAST_CHARACTERS, int(left / max(1e-9, sum(speeds.values()))))
    return Estimate(tuple(named), speeds, asking, characters)


def _speed(
    library: "KnowledgeBase", preparation: Preparation, questions: Sequence[ExamQuestion]
) -> Road[float]:
    """Seconds to cut and embed one character, from the beginning of a document with gold."""
    from core.chunking import contextual_text
    from core.protocols import ChunkingTools

    chunker, embedder = preparation
    cutter, reader = chunker_of(library, chunker), library.open_embedder(embedder)
    ids = sorted({gold.document for question in questions for gold in question.gold})
    document = library.catalog.get(min(ids, key=lambda id: lot("speed", id)))
    marks = library.catalog.texts.marks(document.id)
    end = max((mark.end for mark in marks if mark.end <= SAMPLE), default=0)
    text = library.catalog.texts.stretch(document.id, 0, end or SAMPLE)
    within = tuple(mark for mark in marks if mark.end <= len(text))
    parsed = ParsedDocument(document.format, document.title, text, within)
    tools = ChunkingTools(reader, library.language_model)
    # Loading it is no part of what a character takes.
    reader.embed_query(document.title or document.name)
    began = time.perf_counter()
    cut = yield from cutter.chunk(parsed, tools)
    texts = [
        contextual_text(document.title, span.heading, text[span.start : span.end])
        for span in cut.spans
    ]
    readable = [each for each, reads in zip(texts, reader.reads(texts), strict=True) if reads]
    if readable:
        reader.embed(readable)
    return (time.perf_counter() - began) / max(1, len(text))
