"""The road that brings the knowledge graph up to date: read what is new, find names, assemble.

Readings are kept as they are made, so closing the road at any yield, or a crash, costs at most a
moment's reading. What depends on all documents is made from the readings each time; texts are read
again only where other names stand in them than before.
"""

import gc
import time
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from core.errors import BadRequest, NotFound
from core.events import Changes, Progress, Road, Stage
from core.foreground import give_way
from core.types import (
    Correction,
    CorrectionKind,
    Document,
    EntityKind,
    GraphStatus,
    ParsedDocument,
)

if TYPE_CHECKING:
    from core.graph.arrays import Graph
    from core.graph.assembly import Placed
    from core.graph.corpus import Corpus, DocumentReading
    from core.graph.links import Links
    from core.knowledge_base import KnowledgeBase

STEP_SECONDS = 0.1
"""At least so often the road tells how far it is."""
MOST_HELD = 8_000_000
"""Tokens of all documents that are kept in memory for the next change: some 150 MB."""
AFTERWARDS = 0.5
"""What comes after reading takes about this share of what reading all documents takes."""


def update(library: "KnowledgeBase", fresh: bool = False) -> Road[GraphStatus]:
    """Bring the graph up to date; with `fresh` all documents are read again.

    A library that is open for reading only stays as it is.

    Raises:
        DiskFull: what has been read stays.
    """
    if library.read_only:
        return library.graph.status()
    began = time.monotonic()
    if fresh:
        library.graph.facts.forget_all()
    yield Progress(Stage.MAPPING, 0, 0)
    yield from _read_missing(library)
    if fresh or library.graph.behind():
        yield from make_anew(library, began)
        yield Changes(graph=True)
    return library.graph.status()


def correct(library: "KnowledgeBase", correction: Correction) -> Road[GraphStatus]:
    """Keep a correction and apply it at once.

    Raises:
        BadRequest: it says nothing.
        ReadOnlyLibrary: nothing was changed.
    """
    library.require_writable()
    _refuse_empty(correction)
    library.graph.facts.keep_correction(correction)
    yield from make_anew(library, time.monotonic())
    yield Changes(graph=True)
    return library.graph.status()


def undo(library: "KnowledgeBase") -> Road[GraphStatus]:
    """Take the latest correction back; nothing happens where there is none.

    Raises:
        ReadOnlyLibrary: nothing was changed.
    """
    library.require_writable()
    if library.graph.facts.take_back() is not None:
        yield from make_anew(library, time.monotonic())
        yield Changes(graph=True)
    return library.graph.status()


def _refuse_empty(correction: Correction) -> None:
    from core.graph.keys import key_of

    kind, entities = correction.kind, len(set(correction.entities))
    pairs = (
        CorrectionKind.MERGE,
        CorrectionKind.DIFFERENT,
        CorrectionKind.CONNECT,
        CorrectionKind.DISCONNECT,
    )
    needed = 2 if kind in pairs else 0 if kind is CorrectionKind.ADD else 1
    if entities < needed:
        raise BadRequest(reason="Choose the entities first.")
    named = (CorrectionKind.ADD, CorrectionKind.RENAME, CorrectionKind.SPLIT)
    if kind in named and not key_of(correction.text):
        raise BadRequest(reason="Write the name first.")
    if kind is CorrectionKind.RETYPE and correction.text not in set(EntityKind):
        raise BadRequest(reason="Choose a kind.")


# ---- reading -----------------------------------------------------------------------------------


def _read_missing(library: "KnowledgeBase") -> Generator[Progress, None, None]:
    from core.graph.packing import packed
    from core.graph.reader import read
    from core.graph.reading import VERSION

    facts = library.graph.facts
    known = facts.numbers(VERSION)
    missing = [id for id in library.catalog.ids() if id not in known]
    batch: list[tuple[str, str, bytes]] = []
    began = told = time.monotonic()
    try:
        for done, id in enumerate(missing):
            give_way()
            if time.monotonic() - told > STEP_SECONDS:
                # Before others have their turn, who might replace one of these texts.
                facts.keep_readings(batch, VERSION)
                batch.clear()
                yield _progress(done, len(missing), time.monotonic() - began)
                told = time.monotonic()
            for document, parsed in _document(library, id):
                batch.append((id, document.title, packed(read(parsed, document.language))))
    finally:
        if batch:
            facts.keep_readings(batch, VERSION)


def _document(library: "KnowledgeBase", id: str) -> Iterator[tuple[Document, ParsedDocument]]:
    """A document with what it says, unless it has been removed meanwhile."""
    for document in library.catalog.some([id]):
        try:
            text, marks = library.catalog.texts.text(id), library.catalog.texts.marks(id)
        except NotFound:
            return
        # A document without a title is called by its file: that is no name of anything.
        stem = document.name.rpartition(".")[0] or document.name
        title = "" if document.title in (document.name, stem) else document.title
        yield document, ParsedDocument(document.format, title, text, marks)


def _progress(done: int, total: int, elapsed: float) -> Progress:
    seconds = -1.0
    if done >= 20 or elapsed > 3:
        pace = elapsed / max(done, 1)
        seconds = pace * (total - done) + AFTERWARDS * pace * total
    return Progress(Stage.MAPPING, done, total, seconds)


# ---- making ------------------------------------------------------------------------------------


def make_anew(library: "KnowledgeBase", began: float = 0.0) -> Generator[Progress, None, None]:
    """Assemble the graph of what has been read and save it; `began` is when that was begun.

    Raises:
        DiskFull: the one before still counts.
    """
    from core.graph import saving
    from core.graph.suggestions import suggestions
    from core.stores.database import named_error

    began = began or time.monotonic()
    graph = library.graph
    made, about = yield from assemble(library)
    while tuple(about["corrections"]) != graph.facts.held():
        # One was made between two steps: what it came to must not be lost again.
        made, about = yield from assemble(library)
    about |= {"built": time.time(), "seconds": time.monotonic() - began}
    try:
        saving.save(made, graph.folder, about)
    except OSError as error:
        saving.sweep(graph.folder)
        if (named := named_error(error, library.database.path)) is not None:
            raise named from error
        raise
    graph.facts.keep_places(made.ids, made.x.tolist(), made.y.tolist())
    saving.sweep(graph.folder)
    made = graph.snapshot() or made
    # Worked out here once, so that who looks at an entity does not wait for it.
    suggestions(made)


def assemble(
    library: "KnowledgeBase",
) -> "Generator[Progress, None, tuple[Graph, dict[str, Any]]]":
    """The graph of what has been read, and what it is made of; nothing is saved but links."""
    from core.graph.assembly import placed
    from core.graph.making import assembled
    from core.graph.reading import VERSION
    from core.stores.graph_model import GraphModel

    facts = library.graph.facts
    numbers, by_model = facts.numbers(VERSION), facts.model_readings()
    corrections = facts.corrections()
    model = GraphModel(library.database).readings() if by_model else {}
    corpus = yield from _corpus(library, numbers, by_model, model)
    total = len(corpus.documents)
    yield Progress(Stage.MAPPING, total, total)
    where = yield from _stepwise(placed(corpus, corrections), total)
    links = yield from _links(library, where)
    said = {id: reading.relations for id, reading in model.items()}
    made: Graph = yield from _stepwise(assembled(where, links, said, facts.places()), total)
    about: dict[str, Any] = {
        "numbers": dict(zip(corpus.documents, corpus.numbers.tolist(), strict=True)),
        "model": by_model,
        "corrections": [each.id for each in corrections],
    }
    return made, about


def _stepwise(steps: Generator[None, None, Any], total: int) -> Generator[Progress, None, Any]:
    """Run steps one after the other, letting others have their turn between them."""
    while True:
        give_way()
        try:
            with _without_collecting():
                next(steps)
        except StopIteration as end:
            return end.value
        yield Progress(Stage.MAPPING, total, total)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Leave Python's search for rings of objects for later: there are none, and many objects.

    With 10,000 documents an update takes 5.1 to 6.0 s of a processor without it, 6.7 to 9.8 with.
    Not to be held over a yield.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _corpus(
    library: "KnowledgeBase",
    numbers: Mapping[str, int],
    by_model: Mapping[str, float],
    model: Mapping[str, Any],
) -> "Generator[Progress, None, Corpus]":
    """All readings joined; those that were joined the last time are not unpacked again."""
    from core.graph.corpus import joined
    from core.graph.corpus_change import changed

    graph = library.graph
    marks = {id: (number, by_model.get(id)) for id, number in numbers.items()}
    before, known = graph.joined or (None, {})
    missing = sorted(id for id, mark in marks.items() if known.get(id) != mark)
    fresh = yield from _readings(library, missing, numbers, model)
    with _without_collecting():
        same = set(marks).difference(missing)
        corpus = joined(fresh) if before is None else changed(before, same, fresh)
    there = set(corpus.documents)
    held = len(corpus.hash) <= MOST_HELD
    kept = {id: mark for id, mark in marks.items() if id in there}
    graph.joined = (corpus, kept) if held else None
    return corpus


def _readings(
    library: "KnowledgeBase",
    documents: Sequence[str],
    numbers: Mapping[str, int],
    model: Mapping[str, Any],
) -> Generator[Progress, None, "list[DocumentReading]"]:
    from core.graph.corpus import DocumentReading
    from core.graph.packing import unpacked

    facts = library.graph.facts
    found: list[DocumentReading] = []
    damaged: list[str] = []
    told = time.monotonic()
    for first in range(0, len(documents), 200):
        with _without_collecting():
            for kept in facts.readings(documents[first : first + 200]):
                reading = unpacked(kept.blob)
                if reading is None:
                    damaged.append(kept.document)
                elif kept.number == numbers[kept.document]:
                    names = model[kept.document].names if kept.document in model else ()
                    found.append(DocumentReading(kept.document, kept.number, reading, names))
        if time.monotonic() - told > STEP_SECONDS:
            yield Progress(Stage.MAPPING, len(numbers), len(numbers))
            told = time.monotonic()
    if damaged and not library.read_only:
        # They are read again the next time.
        facts.forget_readings(damaged)
    return found


def _links(
    library: "KnowledgeBase", where: "Placed"
) -> Generator[Progress, None, "dict[str, Links]"]:
    """What sentences say of the names that stand in them, read where that is not known yet."""
    from core.graph.links import Links, to_read

    facts = library.graph.facts
    kept = facts.links()
    found: dict[str, Links] = {}
    fresh: dict[str, tuple[bytes, bytes]] = {}
    told, total = time.monotonic(), len(where.corpus.documents)
    try:
        for done, each in enumerate(to_read(where)):
            digest, blob = kept.get(each.document, (b"", b""))
            links = Links.unpacked(blob) if digest == each.digest else None
            if links is None:
                give_way()
                try:
                    links = each.read(library.catalog.texts.text(each.document))
                except NotFound:
                    continue
                if not library.read_only:
                    fresh[each.document] = (each.digest, links.packed())
            found[each.document] = links
            if time.monotonic() - told > STEP_SECONDS:
                if fresh:
                    facts.keep_links(fresh)
                    fresh.clear()
                yield Progress(Stage.MAPPING, done, total)
                told = time.monotonic()
    finally:
        if fresh:
            facts.keep_links(fresh)
    return found
