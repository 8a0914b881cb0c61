"""The library as a whole, and the ways its documents are prepared in."""

from typing import TYPE_CHECKING

from core.events import Changes, Road
from core.types import CheckReport, LibrarySummary, Recipe, RecipeEstimate
from core.verbs import Lane, Urgency, verb

if TYPE_CHECKING:
    from core.knowledge_base import KnowledgeBase


@verb(Lane.VIEW)
def library_summary(library: "KnowledgeBase") -> Road[LibrarySummary]:
    """What is in the library."""
    yield from ()
    return library.summary()


@verb(Lane.LIBRARY, Urgency.PATIENT)
def check_library(library: "KnowledgeBase", repair: bool = False) -> Road[CheckReport]:
    """Compare truth, index and originals; mend what can be mended when `repair`."""
    from core.checking import check

    return (yield from check(library, repair))


@verb(Lane.MODEL, Urgency.SOON)
def warm_up(library: "KnowledgeBase") -> Road[None]:
    """Load what a question needs, so that the first one is quick."""
    yield from ()
    library.warm_up()


@verb(Lane.VIEW)
def list_recipes(library: "KnowledgeBase") -> Road[tuple[Recipe, ...]]:
    """The ways the documents are prepared in: the current one first."""
    yield from ()
    return library.recipes.all()


@verb(Lane.LIBRARY, Urgency.SOON)
def estimate_recipe(
    library: "KnowledgeBase", chunker: str = "", embedder: str = ""
) -> Road[RecipeEstimate]:
    """What preparing all documents another way would cost, from a sample of them."""
    from core.preparing import estimate

    return (yield from estimate(library, chunker, embedder))


@verb(Lane.LIBRARY, Urgency.BACKGROUND)
def prepare_recipe(
    library: "KnowledgeBase", chunker: str = "", embedder: str = "", use: bool = False
) -> Road[Recipe]:
    """Prepare all documents another way beside the current one; empty names: as it is now.

    Questions are answered from the current one meanwhile. Stopped, it goes on from there the next
    time. With `use` it is taken up when it is ready.
    """
    from core.preparing import prepare

    return (yield from prepare(library, chunker, embedder, use))


@verb(Lane.LIBRARY, Urgency.NOW)
def use_recipe(library: "KnowledgeBase", id: int) -> Road[Recipe]:
    """Answer from another recipe from now on, or go back to the former one; at once.

    Documents that it lacks count as waiting until `prepare_files` has prepared them.
    """
    from core.chunk_making import clear_away

    recipe = library.use_recipe(id)
    yield Changes(recipes=True, documents=True, library=True)
    yield from clear_away(library)
    return recipe


@verb(Lane.LIBRARY, Urgency.NOW)
def prefer_retriever(library: "KnowledgeBase", name: str) -> Road[None]:
    """What “auto” uses for questions after single facts in this library; "" for Lectern's own."""
    library.prefer_retriever(name)
    yield Changes(library=True)


@verb(Lane.LIBRARY, Urgency.NOW)
def remove_recipe(library: "KnowledgeBase", id: int) -> Road[None]:
    """Forget a recipe that is not the current one, with all that was made by it."""
    from core.chunk_making import clear_away

    library.remove_recipe(id)
    yield Changes(recipes=True)
    yield from clear_away(library)
