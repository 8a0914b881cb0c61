"""The knowledge graph: bringing it up to date, looking at it, asking it, correcting it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from core.events import Road
from core.types import (
    Community,
    CommunityReport,
    Correction,
    Entity,
    EntityDetail,
    Evidence,
    GraphEstimate,
    GraphFilter,
    GraphPath,
    GraphPicture,
    GraphStatus,
    GraphView,
    MergeSuggestion,
)
from core.verbs import Lane, Urgency, verb

if TYPE_CHECKING:
    from core.knowledge_base import KnowledgeBase


@verb(Lane.LIBRARY, Urgency.BACKGROUND)
def update_graph(library: "KnowledgeBase", fresh: bool = False) -> Road[GraphStatus]:
    """Bring the graph up to date with the documents; `fresh` reads all of them again."""
    from core.graph_building import update

    return (yield from update(library, fresh))


@verb(Lane.VIEW)
def graph_status(library: "KnowledgeBase") -> Road[GraphStatus]:
    """What the graph holds and how far it is behind the documents."""
    yield from ()
    return library.graph.status()


# ---- looking -----------------------------------------------------------------------------------


@verb(Lane.VIEW)
def find_entities(
    library: "KnowledgeBase", words: str, limit: int = 20, where: GraphFilter | None = None
) -> Road[tuple[Entity, ...]]:
    """Entities whose names hold the words, the best first; without words the most central ones."""
    from core.graph_looking import find_entities

    yield from ()
    return find_entities(library, words, limit, where)


@verb(Lane.VIEW)
def entity_detail(library: "KnowledgeBase", id: str, limit: int = 50) -> Road[EntityDetail]:
    """All there is to say of an entity; `limit` connections and mentions at most.

    `id` may also be any of its names.
    """
    from core.graph_looking import entity_detail

    yield from ()
    return entity_detail(library, id, limit)


@verb(Lane.VIEW)
def graph_around(
    library: "KnowledgeBase",
    ids: Sequence[str],
    depth: int = 1,
    limit: int = 80,
    where: GraphFilter | None = None,
) -> Road[GraphView]:
    """What surrounds some entities, `depth` steps wide, `limit` entities at most."""
    from core.graph_looking import around

    yield from ()
    return around(library, ids, depth, limit, where)


@verb(Lane.VIEW)
def graph_of_documents(
    library: "KnowledgeBase", documents: Sequence[str], limit: int = 80
) -> Road[GraphView]:
    """The most central entities of some documents and what connects them there."""
    from core.graph_looking import of_documents

    yield from ()
    return of_documents(library, documents, limit)


@verb(Lane.VIEW)
def graph_of_question(
    library: "KnowledgeBase", question: str, depth: int = 1, limit: int = 80
) -> Road[GraphView]:
    """What surrounds the entities that a question names; empty where it names none."""
    from core.graph_looking import of_question

    yield from ()
    return of_question(library, question, depth, limit)


@verb(Lane.VIEW)
def graph_picture(
    library: "KnowledgeBase",
    level: int = 0,
    nodes: int = 10_000,
    edges: int = 30_000,
    where: GraphFilter | None = None,
) -> Road[GraphPicture]:
    """The whole graph packed for drawing, with the communities of a level."""
    from core.graph_looking import picture

    yield from ()
    return picture(library, level, nodes, edges, where)


@verb(Lane.VIEW)
def connection_evidence(
    library: "KnowledgeBase", source: str, target: str, limit: int = 50
) -> Road[tuple[Evidence, ...]]:
    """The sentences that connect two entities, the most telling first."""
    from core.graph_looking import connection_evidence

    yield from ()
    return connection_evidence(library, source, target, limit)


@verb(Lane.VIEW)
def graph_paths(
    library: "KnowledgeBase", source: str, target: str, limit: int = 5
) -> Road[tuple[GraphPath, ...]]:
    """How one entity is connected with another: the shortest and most trustworthy ways."""
    from core.graph_looking import paths

    yield from ()
    return paths(library, source, target, limit)


@verb(Lane.VIEW)
def graph_communities(library: "KnowledgeBase", level: int = 0) -> Road[tuple[Community, ...]]:
    """The communities of a level, the largest first."""
    from core.graph_looking import communities

    yield from ()
    return communities(library, level)


@verb(Lane.VIEW)
def community_report(library: "KnowledgeBase", id: int) -> Road[CommunityReport]:
    """What the documents say of a community."""
    from core.graph_looking import community_report

    yield from ()
    return community_report(library, id)


@verb(Lane.VIEW)
def merge_suggestions(
    library: "KnowledgeBase", limit: int = 50
) -> Road[tuple[MergeSuggestion, ...]]:
    """Entities that look like one, the surest first."""
    from core.graph_looking import merge_suggestions

    yield from ()
    return merge_suggestions(library, limit)


@verb(Lane.LIBRARY, Urgency.SOON)
def export_graph(library: "KnowledgeBase", path: str, ids: Sequence[str] = ()) -> Road[str]:
    """Write the graph, or some of its entities, as .graphml, .json or .svg; returns the path."""
    from core.graph_looking import export

    yield from ()
    return str(export(library, path, ids))


# ---- correcting --------------------------------------------------------------------------------


@verb(Lane.LIBRARY, Urgency.NOW)
def correct_graph(library: "KnowledgeBase", correction: Correction) -> Road[GraphStatus]:
    """Keep a correction made by hand and apply it at once."""
    from core.graph_building import correct

    return (yield from correct(library, correction))


@verb(Lane.LIBRARY, Urgency.NOW)
def undo_graph_correction(library: "KnowledgeBase") -> Road[GraphStatus]:
    """Take the latest correction back."""
    from core.graph_building import undo

    return (yield from undo(library))


@verb(Lane.VIEW)
def graph_corrections(library: "KnowledgeBase") -> Road[tuple[Correction, ...]]:
    """The corrections made by hand, latest first."""
    yield from ()
    return library.graph.corrections()


# ---- with a writing model ----------------------------------------------------------------------


@verb(Lane.MODEL, Urgency.SOON)
def estimate_graph_reading(
    library: "KnowledgeBase", documents: Sequence[str]
) -> Road[GraphEstimate]:
    """What letting the writing model read documents for the graph would take, from a sample."""
    from core.graph_reading_by_model.estimating import estimate

    return (yield from estimate(library, documents))


@verb(Lane.LIBRARY, Urgency.PATIENT)
def read_graph_with_model(
    library: "KnowledgeBase", documents: Sequence[str], reports: bool = False
) -> Road[GraphStatus]:
    """Let the writing model name entities and connections of documents, beside those of the rules.

    With `reports` it also writes what communities are about. Stopped, what it has read stays.
    """
    from core.graph_reading_by_model.reading import read

    return (yield from read(library, documents, reports))
