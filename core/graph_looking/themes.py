"""Communities: which there are, and what the documents say of one."""

from typing import TYPE_CHECKING

from core.errors import NotFound
from core.graph.model_reports import digest_of
from core.graph.reports import report_sentences
from core.graph.told import told_of_community
from core.graph.values import communities_of_level, community_at, entity_at, members_of
from core.graph_looking.look import SPARE, Look
from core.types import Community, CommunityReport

if TYPE_CHECKING:
    from core.knowledge_base import KnowledgeBase

SENTENCES, ENTITIES = 8, 40
"""What a report shows at most."""


def communities(library: "KnowledgeBase", level: int = 0) -> tuple[Community, ...]:
    """The communities of a level, the largest first; of the finest where it is too deep."""
    look = Look.at(library)
    if look is None:
        return ()
    graph = look.graph
    return tuple(community_at(graph, id) for id in communities_of_level(graph, level))


def community_report(library: "KnowledgeBase", id: int) -> CommunityReport:
    """What the documents say of a community, with what a model has written of it, if one has.

    Raises:
        NotFound: there is no such community.
    """
    from dataclasses import replace

    from core.stores.graph_model import GraphModel

    look = Look.finding(library, "community", str(id))
    graph = look.graph
    if not 0 <= id < len(graph.community_names):
        raise NotFound(what="community", id=id)
    scope = look.scope()
    sentences = report_sentences(graph, id, SENTENCES * SPARE, scope)
    members = members_of(graph, id)
    told = told_of_community(graph, sentences.tolist(), id)
    report = CommunityReport(
        community=community_at(graph, id),
        entities=tuple(entity_at(graph, at) for at in members[:ENTITIES].tolist()),
        sentences=look.evidence(told, SENTENCES),
    )
    written = GraphModel(library.database).summary(digest_of(report))
    return replace(report, summary=written.text if written else "")
