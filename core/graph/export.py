"""The graph as files that other programs read: GraphML, JSON and SVG."""

import json
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from html import escape
from typing import Any

from core.types import Connection, Entity, Evidence

KIND_COLOURS: Mapping[str, str] = {
    "person": "#b8392a",
    "place": "#6b7f4a",
    "organisation": "#8a6d3b",
    "work": "#7a4f79",
    "term": "#3c6a8e",
    "event": "#b07d2b",
    "other": "#8a8478",
}
"""Fills of the kinds on a white page."""
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MOST_LABELS = 400
_WIDTH = 1600.0
_MARGIN = 90.0


@dataclass(frozen=True)
class Exported:
    """What is exported: N entities, M connections with their sentences."""

    entities: tuple[Entity, ...]
    connections: tuple[Connection, ...]
    evidence: tuple[tuple[Evidence, ...], ...]
    """(M)"""
    communities: tuple[str, ...]
    """(N) the names of the entities' communities, "" for none."""
    places: tuple[tuple[float, float], ...]
    """(N) where they are drawn."""
    weights: tuple[float, ...]
    """(N) 0 to 1: how large they are drawn."""


def graphml(part: Exported) -> str:
    """GraphML; nodes have name, kind, mentions, documents, community, edges label, strength,
    sentences, evidence."""
    import networkx

    network = networkx.DiGraph() if _one_a_pair(part) else networkx.MultiDiGraph()
    for entity, community, (x, y) in zip(part.entities, part.communities, part.places, strict=True):
        network.add_node(
            _clean(entity.id),
            name=_clean(entity.name),
            kind=entity.kind.value,
            aliases=_clean("; ".join(entity.aliases)),
            mentions=entity.mentions,
            documents=entity.documents,
            community=_clean(community),
            by=entity.by.value,
            x=x,
            y=y,
        )
    for connection, evidence in zip(part.connections, part.evidence, strict=True):
        network.add_edge(
            _clean(connection.source),
            _clean(connection.target),
            label=_clean(connection.label),
            directed=bool(connection.label),
            strength=connection.strength,
            weight=connection.strength,
            sentences=connection.sentences,
            by=connection.by.value,
            evidence=_clean("\n".join(_sourced(each) for each in evidence)),
        )
    return "\n".join(networkx.generate_graphml(network)) + "\n"


def as_json(part: Exported) -> str:
    """JSON: {"entities": […], "connections": […]}, each connection with its sentences."""
    told: dict[str, Any] = {
        "entities": [
            asdict(entity) | {"community_name": community, "x": x, "y": y}
            for entity, community, (x, y) in zip(
                part.entities, part.communities, part.places, strict=True
            )
        ],
        "connections": [
            asdict(connection) | {"evidence": [evidence_shape(each) for each in evidence]}
            for connection, evidence in zip(part.connections, part.evidence, strict=True)
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def svg(
    part: Exported,
    colours: Mapping[str, str] = KIND_COLOURS,
    page: str = "#ffffff",
    ink: str = "#26241f",
    line: str = "#c9c4b8",
) -> str:
    """A drawing that stands by itself; nodes are coloured by kind, sentences are tool tips."""
    at, height = _on_page(part)
    place = {entity.id: at[number] for number, entity in enumerate(part.entities)}
    drawn = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH:.0f} {height:.0f}"'
        f' width="{_WIDTH:.0f}" height="{height:.0f}" font-family="sans-serif">',
        f'<rect width="100%" height="100%" fill="{page}"/>',
        f'<g stroke="{line}" stroke-linecap="round">',
    ]
    for connection, evidence in zip(part.connections, part.evidence, strict=True):
        (x1, y1), (x2, y2) = place[connection.source], place[connection.target]
        width = 0.6 + 1.6 * connection.strength
        said = " — ".join(filter(None, [connection.label, *(_sourced(e) for e in evidence[:1])]))
        drawn.append(
            f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"'
            f' stroke-width="{width:.1f}"><title>{_in_xml(said)}</title></line>'
        )
    drawn.append("</g>")
    for number, entity in enumerate(part.entities):
        (x, y), radius = at[number], _radius(part, number)
        fill = colours.get(entity.kind.value, colours.get("other", ink))
        drawn.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="{fill}">'
            f"<title>{_in_xml(entity.name)}</title></circle>"
        )
    drawn.append(f'<g fill="{ink}" text-anchor="middle" font-size="13">')
    heaviest = sorted(range(len(part.entities)), key=lambda each: -part.weights[each])
    for number in heaviest[:_MOST_LABELS]:
        (x, y), radius = at[number], _radius(part, number)
        name = part.entities[number].name
        shown = name if len(name) <= 40 else name[:39] + "…"
        drawn.append(f'<text x="{x:.1f}" y="{y + radius + 14:.1f}">{_in_xml(shown)}</text>')
    return "\n".join([*drawn, "</g>", "</svg>"]) + "\n"


FORMATS: Mapping[str, Callable[[Exported], str]] = {
    ".graphml": graphml,
    ".json": as_json,
    ".svg": svg,
}
"""What writes files with each ending."""


def evidence_shape(evidence: Evidence) -> dict[str, Any]:
    """A sentence as JSON has it."""
    cited = evidence.citation
    return {
        "document": cited.document,
        "title": cited.title,
        "page": cited.page,
        "start": cited.start,
        "end": cited.end,
        "quote": cited.quote,
        "spans": [list(span) for span in evidence.spans],
        "label": evidence.label,
        "by": evidence.by.value,
    }


def _one_a_pair(part: Exported) -> bool:
    return len({(each.source, each.target) for each in part.connections}) == len(part.connections)


def _on_page(part: Exported) -> tuple[list[tuple[float, float]], float]:
    """The places moved and scaled onto a page of _WIDTH, and the page's height."""
    if not part.places:
        return [], 2 * _MARGIN
    left, top = (min(place[axis] for place in part.places) for axis in (0, 1))
    wide, high = (
        max(place[axis] for place in part.places) - low for axis, low in ((0, left), (1, top))
    )
    room = _WIDTH - 2 * _MARGIN
    scale = room / max(wide, high, 1e-9) if max(wide, high) > 0 else 1.0
    spare = (room - wide * scale) / 2
    at = [
        (_MARGIN + spare + (x - left) * scale, _MARGIN + (y - top) * scale) for x, y in part.places
    ]
    return at, high * scale + 2 * _MARGIN


def _radius(part: Exported, number: int) -> float:
    # Smaller where there are many, so that they do not cover each other.
    largest = max(6.0, min(22.0, 260 / max(1.0, math.sqrt(len(part.entities)))))
    return 3 + (largest - 3) * part.weights[number]


def _sourced(evidence: Evidence) -> str:
    cited = evidence.citation
    return f"{' '.join(cited.quote.split())} ({cited.title}, {cited.page})"


def _clean(text: str) -> str:
    return _NOT_IN_XML.sub("", text)


def _in_xml(text: str) -> str:
    return escape(_clean(text))
