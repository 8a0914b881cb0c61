"""Cutting and embedding documents that have been read, for importing, preparing and measuring.

A recipe takes a document through two steps, `cut` by its chunker and `embedded` by its embedder;
`made` does both for several documents, `complete` does it for all that a recipe lacks.
"""

import time
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.chunking import contextual_text
from core.errors import NotFound
from core.events import Changes, Progress, Road, Stage
from core.stores.chunks import DocumentChunks
from core.types import Cut, ParsedDocument

if TYPE_CHECKING:
    from core.knowledge_base import KnowledgeBase
    from core.opened_recipe import OpenedRecipe
    from core.protocols import Chunker, ChunkingTools, Embedder

EMBED_BATCH = 256
"""Chunks embedded in one step: enough to sort by length, few enough to stop soon."""
CHARACTERS = 100_000
"""Text that is cut, embedded and stored together, unless one document alone is longer."""
_PAGES = 2000
"""Of the database's file, given back at a time."""


@dataclass(frozen=True)
class CutDocument:
    """A document that has been cut; `title` is what is read with each chunk when searching."""

    title: str
    parsed: ParsedDocument
    cut: Cut


def embedded(
    documents: Sequence[CutDocument], embedder: "Embedder"
) -> Generator[Progress, None, list[DocumentChunks]]:
    """Embed the chunks of several documents together.

    Yields Progress in chunks where it takes more than one step.

    Raises:
        ModelError: the embedder cannot be used.
    """
    import numpy as np

    texts = [
        contextual_text(each.title, span.heading, each.parsed.text[span.start : span.end])
        for each in documents
        for span in each.cut.spans
    ]
    readable = np.array(embedder.reads(texts), dtype=bool)
    vectors = np.zeros((len(texts), embedder.dimensions), dtype=np.float16)
    wanted = np.flatnonzero(readable)
    for at in range(0, len(wanted), EMBED_BATCH):
        some = wanted[at : at + EMBED_BATCH]
        vectors[some] = embedder.embed([texts[index] for index in some])
        if len(wanted) > EMBED_BATCH:
            done = min(at + EMBED_BATCH, len(wanted))
            yield Progress(Stage.PREPARING, done, len(wanted))
    found: list[DocumentChunks] = []
    at = 0
    for each in documents:
        until = at + len(each.cut.spans)
        found.append(
            DocumentChunks(
                each.cut.spans,
                vectors[at:until],
                readable[at:until],
                embedder.id,
                each.cut.notices,
            )
        )
        at = until
    return found


def made(
    documents: Sequence[tuple[str, ParsedDocument]], chunker: "Chunker", tools: "ChunkingTools"
) -> Generator[Progress, None, list[DocumentChunks]]:
    """Cut and embed documents, each given with its title.

    Raises:
        ModelError: the embedder cannot be used.
    """
    cuts: list[CutDocument] = []
    for title, parsed in documents:
        cut = yield from chunker.chunk(parsed, tools)
        cuts.append(CutDocument(title, parsed, cut))
    return (yield from embedded(cuts, tools.embedder))


def complete(library: "KnowledgeBase", opened: "OpenedRecipe") -> Road[int]:
    """Take every document through a recipe that it has not been through; how many there were.

    Only stored texts are read. Some documents at a time are cut, embedded and stored in one
    transaction, so that running it again goes on where it was stopped. Documents that come, go or
    change meanwhile are looked at again at the end.

    Raises:
        ModelError: the embedder cannot be had; what has been done stays.
        NotFound: the recipe was removed meanwhile.
    """
    count = 0
    if not library.recipes.count_missing(opened.id):
        return count
    tools = opened.tools(library.language_model)
    while missing := library.recipes.missing(opened.id):
        pace = _Pace(library, opened.id, sum(size for _, size in missing))
        yield pace.progress(0)
        for ids in _batches(missing):
            documents = [(each.id, each.title) for each in library.catalog.some(ids)]
            parsed = [(title, library.catalog.parsed(id)) for id, title in documents]
            making = made(parsed, opened.chunker, tools)
            try:
                while True:
                    step = next(making)
                    # How far the batch is says little of the whole; a pause or an end may come.
                    yield pace.progress(0, step.detail)
            except StopIteration as end:
                chunks: list[DocumentChunks] = end.value
            finally:
                making.close()
            with library.database.transaction():
                if not library.recipes.is_live(opened.id):
                    raise NotFound(what="recipe", id=opened.id)
                for (id, _), (_, text), each in zip(documents, parsed, chunks, strict=True):
                    if library.catalog.holds(id, text):
                        opened.chunks.put(id, text, each)
                        count += 1
            opened.index.refresh()
            sizes = dict(missing)
            yield pace.progress(sum(sizes[id] for id in ids))
    return count


def clear_away(library: "KnowledgeBase") -> Road[None]:
    """Delete what removed recipes have left, some of it at a time."""
    if not library.recipes.gone():
        return
    left = total = 0
    while library.recipes.gone():
        left = library.recipes.delete_some()
        total = max(total, left)
        yield Progress(Stage.INDEXING, total - left, total)
    while library.database.give_back(_PAGES):
        yield Progress(Stage.INDEXING, total, total)
    yield Changes(recipes=True)


class _Pace:
    """How far the recipe is, and how long the rest will take as its characters went."""

    def __init__(self, library: "KnowledgeBase", recipe: int, characters: int) -> None:
        self._recipes = library.recipes
        self._recipe = recipe
        self._left = characters
        self._done = 0
        self._began = time.monotonic()

    def progress(self, characters: int, detail: str = "") -> Progress:
        self._done += characters
        self._left = max(0, self._left - characters)
        seconds = -1.0
        if self._done:
            seconds = (time.monotonic() - self._began) * self._left / self._done
        recipe = self._recipes.get(self._recipe)
        return Progress(Stage.PREPARING, recipe.done, recipe.documents, seconds, detail)


def _batches(missing: Sequence[tuple[str, int]]) -> Iterator[list[str]]:
    batch: list[str] = []
    characters = 0
    for id, size in missing:
        if batch and characters + size > CHARACTERS:
            yield batch
            batch, characters = [], 0
        batch.append(id)
        characters += size
    if batch:
        yield batch
