"""Looking at the graph: what the verbs of core/operations/graph.py show of it.

Everything is read from one state of the graph (`library.graph.snapshot()`); sentences come from the
documents as they are now. What only documents say that have gone since is not shown.
"""

from core.graph_looking.connections import connection_evidence, paths
from core.graph_looking.entities import entity_detail, find_entities, merge_suggestions
from core.graph_looking.exporting import export
from core.graph_looking.themes import communities, community_report
from core.graph_looking.views import around, of_documents, of_question, picture

__all__ = [
    "around",
    "communities",
    "community_report",
    "connection_evidence",
    "entity_detail",
    "export",
    "find_entities",
    "merge_suggestions",
    "of_documents",
    "of_question",
    "paths",
    "picture",
]
