"""The JSON of the graph's values: fields may be added, never renamed."""

from dataclasses import asdict
from typing import Any

from core.cli.shapes import moment
from core.cli.telling import duration
from core.graph.export import evidence_shape
from core.types import (
    Connection,
    Correction,
    Entity,
    GraphPath,
    GraphStatus,
    MergeSuggestion,
)

__all__ = [
    "connection_shape",
    "correction_shape",
    "counted",
    "entity_shape",
    "evidence_shape",
    "path_shape",
    "status_shape",
    "suggestion_shape",
    "tell_status",
]


def status_shape(status: GraphStatus) -> dict[str, Any]:
    """What the graph holds."""
    return asdict(status) | {
        "kinds": dict(status.kinds),
        "built": moment(status.built) if status.built else "",
        "undo_names": list(status.undo_names),
    }


def counted(many: int, one: str, several: str = "") -> str:
    """A number with its word, in the singular for one."""
    return f"{many} {one if many == 1 else several or one + 's'}"


def tell_status(result: dict[str, Any]) -> None:
    """Tell what the graph holds."""
    if not result["built"]:
        print("There is no graph yet: lectern-cli graph build")
        return
    print(
        f"{counted(result['entities'], 'entity', 'entities')},"
        f" {counted(result['connections'], 'connection')},"
        f" {counted(result['communities'], 'community', 'communities')},"
        f" from {counted(result['documents'], 'document')}"
    )
    kinds = ", ".join(f"{count} {kind}" for kind, count in result["kinds"].items())
    print(f"{kinds}; made in {duration(result['seconds'])}" if kinds else "Nothing is named.")
    if result["missing"]:
        missing = result["missing"]
        are = f"{counted(missing, 'document')} {'is' if missing == 1 else 'are'}"
        print(f"{are} not in it yet: lectern-cli graph build")


def entity_shape(entity: Entity) -> dict[str, Any]:
    """An entity."""
    return asdict(entity) | {"aliases": list(entity.aliases)}


def connection_shape(connection: Connection) -> dict[str, Any]:
    """A connection; without a label its direction means nothing."""
    return asdict(connection)


def path_shape(path: GraphPath) -> dict[str, Any]:
    """A way from one entity to another, each hop with its sentences."""
    return {
        "score": path.score,
        "entities": [entity_shape(each) for each in path.entities],
        "hops": [
            connection_shape(hop) | {"evidence": [evidence_shape(each) for each in evidence]}
            for hop, evidence in zip(path.hops, path.evidence, strict=True)
        ],
    }


def suggestion_shape(suggestion: MergeSuggestion) -> dict[str, Any]:
    """Entities that look like one."""
    return {
        "entities": [entity_shape(each) for each in suggestion.entities],
        "reason": suggestion.reason,
        "score": suggestion.score,
    }


def correction_shape(correction: Correction) -> dict[str, Any]:
    """A correction made by hand."""
    return asdict(correction) | {
        "entities": list(correction.entities),
        "made": moment(correction.made),
    }
