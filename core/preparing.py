"""The roads that prepare all documents another way: what it would cost, and doing it.

A recipe is made beside the current one, from the stored texts; the current one answers meanwhile.
"""

import time
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from core import registry
from core.chunk_making import clear_away, complete, made
from core.events import Changes, Progress, Road, Stage
from core.protocols import ChunkingTools
from core.stores.recipes import VectorSpace
from core.types import ParsedDocument, Recipe, RecipeEstimate, RecipeState

if TYPE_CHECKING:
    from core.knowledge_base import KnowledgeBase
    from core.protocols import Chunker

SAMPLE_CHARACTERS = 60_000
SAMPLE_PART = 12_000
"""Of one document, so that the sample is of several."""
BYTES_A_CHARACTER = 2.6
"""On the disk, of a chunk's text in SQLite and of its terms in the index."""
STORING_SECONDS = 0.0015
"""For a chunk, to be written to SQLite and the index, on two slow cores."""
COPIES_OF_A_VECTOR = 2
"""In SQLite and in the index, two bytes for each dimension."""


def prepare(
    library: "KnowledgeBase", chunker: str = "", embedder: str = "", use: bool = False
) -> Road[Recipe]:
    """Prepare all documents another way, beside the current one; empty names: as it is now.

    Stopped at any point, running it again goes on from there. With `use` the recipe is taken up
    when it is made.

    Raises:
        ModelError: the embedder cannot be had; what has been made stays.
        BadRequest: no chunker or embedder of that name.
        NotFound: the recipe was removed meanwhile.
        ReadOnlyLibrary: nothing was changed.
    """
    library.require_writable()
    recipe = _begin(library, chunker, embedder)
    opened = library.opened(recipe.id)
    yield Changes(recipes=True)
    yield from clear_away(library)
    yield from complete(library, opened)
    yield Progress(Stage.INDEXING, 0, 0)
    opened.index.settle()
    recipe = library.recipes.made(recipe.id)
    if use:
        recipe = library.use_recipe(recipe.id)
        # What came in during the last step, before it was the current one.
        yield from complete(library, opened)
    yield Changes(recipes=True, documents=use, library=True)
    yield from clear_away(library)
    return library.recipes.get(recipe.id)


def _begin(library: "KnowledgeBase", chunker: str, embedder: str) -> Recipe:
    recipes = library.recipes
    chunker, embedder = _names(library, chunker, embedder)
    opened = library.open_embedder(embedder)
    recipe = recipes.begin(chunker, embedder, VectorSpace(opened.id, opened.dimensions))
    for other in recipes.all():
        same = (other.chunker, other.embedder) == (chunker, embedder) and other.id != recipe.id
        if same and other.state in (RecipeState.PREPARING, RecipeState.READY):
            # Of a model that stood there before; nobody can ask it anything any more.
            library.remove_recipe(other.id)
    return recipe


def _names(library: "KnowledgeBase", chunker: str, embedder: str) -> tuple[str, str]:
    now = library.recipes.current
    if chunker and chunker != now.chunker:
        registry.resolve("chunkers", chunker)
    return chunker or now.chunker, embedder or now.embedder


# ---- what it would cost ------------------------------------------------------------------------


def estimate(
    library: "KnowledgeBase", chunker: str = "", embedder: str = ""
) -> Road[RecipeEstimate]:
    """What preparing all documents another way would cost, from a sample of their texts.

    The sample is cut and embedded and the rest reckoned by characters. A chunker that writes with a
    language model is not let write: its requests are counted, and their time is not in `seconds`.

    Raises:
        ModelError: the embedder cannot be had.
        BadRequest: no chunker or embedder of that name.
    """
    chunker, embedder = _names(library, chunker, embedder)
    opened = library.open_embedder(embedder)
    tools = ChunkingTools(opened, library.language_model)
    plug = _plug(library, chunker)
    count, total = library.catalog.count(), library.catalog.characters()
    # Loading a model is no part of the pace.
    opened.embed(["The model is loaded before the clock runs."])
    characters = chunks = written = requests = tokens = 0
    seconds = 0.0
    for title, part in _sample(library):
        yield Progress(Stage.PREPARING, characters, SAMPLE_CHARACTERS)
        cutter = plug
        if reckon := getattr(plug, "estimate", None):
            asked, spoken = reckon(part, tools)
            requests, tokens = requests + asked, tokens + spoken
            cutter = registry.resolve("chunkers", "recursive")()
        began = time.perf_counter()
        (found,) = yield from made([(title, part)], cutter, tools)
        seconds += time.perf_counter() - began
        characters += len(part.text)
        chunks += len(found.spans)
        written += sum(span.end - span.start for span in found.spans)
    share = total / characters if characters else 0.0
    vectors = chunks * opened.dimensions * 2 * COPIES_OF_A_VECTOR
    return RecipeEstimate(
        documents=count,
        chunks=round(chunks * share),
        seconds=(seconds + chunks * STORING_SECONDS) * share,
        bytes=round((vectors + written * BYTES_A_CHARACTER) * share),
        model_requests=round(requests * share),
        model_tokens=round(tokens * share),
    )


def _plug(library: "KnowledgeBase", chunker: str) -> "Chunker":
    if chunker == library.current.chunker_name:
        return library.chunker
    plug: Chunker = registry.resolve("chunkers", chunker)()
    return plug


def _sample(library: "KnowledgeBase") -> Iterator[tuple[str, ParsedDocument]]:
    """Openings of documents that are spread over the library, with their titles."""
    ids = library.catalog.ids()
    step = max(1, len(ids) * SAMPLE_PART // SAMPLE_CHARACTERS)
    characters = 0
    # Short documents leave room in the sample: it goes round until it is full.
    for id in (id for first in range(step) for id in ids[first::step]):
        for document in library.catalog.some([id]):
            part = _opening(library.catalog.parsed(id))
            characters += len(part.text)
            yield document.title, part
        if characters >= SAMPLE_CHARACTERS:
            return


def _opening(document: ParsedDocument) -> ParsedDocument:
    marks = tuple(
        replace(mark, end=min(mark.end, SAMPLE_PART))
        for mark in document.marks
        if mark.start < SAMPLE_PART
    )
    return replace(document, text=document.text[:SAMPLE_PART], marks=marks, geometry=())
