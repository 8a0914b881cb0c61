"""A small map for the tests: an engineer, a lighthouse, the firm that built it."""

from core.types import (
    Citation,
    Community,
    CommunityReport,
    Connection,
    Document,
    Entity,
    EntityDetail,
    EntityKind,
    Evidence,
    GraphEstimate,
    GraphNode,
    GraphPath,
    GraphPicture,
    GraphStatus,
    GraphView,
    MergeSuggestion,
)

SENTENCES = {
    ("light", "wren"): "The Harbour Light was built in 1874 by Thomas Wren.",
    ("wren", "firm"): "Thomas Wren was a partner of Wren & Sons.",
    ("light", "port"): "The Harbour Light stands at Northport.",
    ("firm", "port"): "Wren & Sons had their yard in Northport.",
}


def entities() -> dict[str, Entity]:
    return {
        each.id: each
        for each in (
            Entity("light", "Harbour Light", EntityKind.WORK, ("the Light",), 7, 2, 2, 0),
            Entity("wren", "Thomas Wren", EntityKind.PERSON, ("T. Wren", "Wren"), 5, 2, 2, 0),
            Entity("firm", "Wren & Sons", EntityKind.ORGANISATION, (), 3, 1, 2, 1),
            Entity("port", "Northport", EntityKind.PLACE, (), 2, 1, 2, 1),
        )
    }


def document(number: int = 0) -> Document:
    titles = ("Harbour chronicle", "Engineers of the coast")
    return Document(
        f"{number}" * 32, titles[number], f"{titles[number]}.txt", "/x", "/x", "text", "en",
        4, 9000, 12, 9000, 1.7e9 + number,
    )  # fmt: skip


def evidence(first: str, second: str = "") -> Evidence:
    text = SENTENCES.get((first, second)) or SENTENCES.get((second, first))
    if text is None:
        text = next(text for pair, text in SENTENCES.items() if first in pair)
    spans = []
    for id in filter(None, (first, second)):
        at = text.find(entities()[id].name)
        if at >= 0:
            spans.append((100 + at, 100 + at + len(entities()[id].name)))
    where = document()
    return Evidence(Citation(where.id, where.title, 3, 100, 100 + len(text), text), tuple(spans))


def connections() -> tuple[Connection, ...]:
    return (
        Connection("wren", "light", "built", 0.9, 2),
        Connection("wren", "firm", "", 0.6, 1),
        Connection("light", "port", "", 0.5, 1),
        Connection("firm", "port", "", 0.4, 1),
    )


def status(**fields: object) -> GraphStatus:
    known = {
        "entities": 4, "connections": 4, "communities": 2, "documents": 2, "built": 1.7e9,
        "seconds": 6.0, "kinds": (("work", 1), ("person", 1), ("organisation", 1), ("place", 1)),
    }  # fmt: skip
    return GraphStatus(**(known | fields))  # type: ignore[arg-type]


def view(*centre: str) -> GraphView:
    nodes = tuple(
        GraphNode(each, 120.0 * at, 80.0 * (at % 2), int(each.id not in centre))
        for at, each in enumerate(entities().values())
    )
    return GraphView(centre, nodes, connections(), 3)


def detail(id: str) -> EntityDetail:
    known = entities()
    entity = known.get(id) or next(each for each in known.values() if id in each.aliases)
    joined = tuple(
        (each, known[each.target if each.source == entity.id else each.source])
        for each in connections()
        if entity.id in (each.source, each.target)
    )
    where = document()
    fact = Evidence(evidence("light", "wren").citation, (), "1874")
    return EntityDetail(
        entity,
        joined,
        (evidence(entity.id),),
        (fact,),
        ((where.id, where.title, entity.mentions),),
        suggestions() if entity.id == "wren" else (),
    )


def suggestions() -> tuple[MergeSuggestion, ...]:
    known = entities()
    return (MergeSuggestion((known["firm"], known["wren"]), "part_of_name", 0.8),)


def paths() -> tuple[GraphPath, ...]:
    known, joined = entities(), connections()
    return (
        GraphPath(
            (known["light"], known["wren"], known["firm"]),
            (joined[0], joined[1]),
            ((evidence("light", "wren"),), (evidence("wren", "firm"),)),
            0.7,
        ),
        GraphPath(
            (known["light"], known["port"], known["firm"]),
            (joined[2], joined[3]),
            ((evidence("light", "port"),), (evidence("firm", "port"),)),
            0.3,
        ),
    )


def communities(level: int = 0) -> tuple[Community, ...]:
    """Of two levels; of the finer one where it is too deep, as the engine has it."""
    at, over = min(level, 1), min(level, 1) - 1
    return (
        Community(0, at, over, "Harbour Light, Thomas Wren", 2, 2, ("Harbour Light",), 0, 0, 90),
        Community(1, at, over, "Northport, Wren & Sons", 2, 1, ("Northport",), 200, 0, 90),
    )


def picture() -> GraphPicture:
    from array import array

    known = tuple(entities().values())
    kinds = list(EntityKind)
    return GraphPicture(
        tuple(each.id for each in known),
        tuple(each.name for each in known),
        bytes(kinds.index(each.kind) for each in known),
        array("f", [0, 60, 200, 260]).tobytes(),
        array("f", [0, 40, 0, 40]).tobytes(),
        array("f", [1, 0.8, 0.5, 0.4]).tobytes(),
        array("i", [0, 0, 1, 1]).tobytes(),
        array("i", [1, 1, 0, 2]).tobytes(),
        array("i", [0, 2, 3, 3]).tobytes(),
        array("f", [0.9, 0.6, 0.5, 0.4]).tobytes(),
        communities(),
    )


def report(id: int) -> CommunityReport:
    known = entities()
    return CommunityReport(
        communities()[id], (known["light"], known["wren"]), (evidence("light", "wren"),)
    )


def estimate() -> GraphEstimate:
    return GraphEstimate(1, 24, 36_000, 5_200, 240.0)
