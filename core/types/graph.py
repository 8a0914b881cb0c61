"""The knowledge graph: entities, the connections between them, and the sentences that say so.

An entity's `id` is made of its name alone (core/graph/merging.py), so that it means the same after
every rebuild and in every library that names the thing the same way.
"""

from dataclasses import dataclass
from enum import StrEnum

from core.types.documents import Citation


class EntityKind(StrEnum):
    """What an entity is."""

    PERSON = "person"
    PLACE = "place"
    ORGANISATION = "organisation"
    WORK = "work"
    """A book, law, film, paper, song …: what is written with a title."""
    TERM = "term"
    """A word of the trade: a technique, a substance, an illness, a product."""
    EVENT = "event"
    DATE = "date"
    NUMBER = "number"
    """A quantity with its unit."""
    OTHER = "other"
    """A name of which nothing says what it names."""


class Provenance(StrEnum):
    """Who says so."""

    RULES = "rules"
    MODEL = "model"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing that documents name."""

    id: str
    name: str
    kind: EntityKind
    aliases: tuple[str, ...] = ()
    """Its other names and spellings, the most frequent first."""
    mentions: int = 0
    documents: int = 0
    connections: int = 0
    community: int = -1
    """Its community of the finest level; -1 for none."""
    by: Provenance = Provenance.RULES
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Connection:
    """Two entities that sentences name together.

    `label` is what one of those sentences says of them ("founded", "位于"), read from `source` to
    `target`; empty where they merely stand together, and then the direction means nothing.
    """

    source: str
    target: str
    label: str = ""
    strength: float = 0.0
    """0 to 1: how much more often than by chance (normalised pointwise mutual information)."""
    sentences: int = 0
    by: Provenance = Provenance.RULES


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence that names an entity, or says that two are connected.

    `spans` are where the entities are named, as (start, end) in the document's text.
    """

    citation: Citation
    spans: tuple[tuple[int, int], ...] = ()
    label: str = ""
    by: Provenance = Provenance.RULES


@dataclass(frozen=True, slots=True)
class GraphStatus:
    """What the graph holds and how far it is behind the documents."""

    entities: int = 0
    connections: int = 0
    communities: int = 0
    documents: int = 0
    """Documents that are in it."""
    missing: int = 0
    """Documents that are not in it yet, or have changed since."""
    kinds: tuple[tuple[str, int], ...] = ()
    """Entities of each kind, most first."""
    built: float = 0.0
    """When it was last brought up to date, in seconds since the epoch; 0: never."""
    seconds: float = 0.0
    """What that took."""
    read_by_model: int = 0
    """Documents that a writing model has read for it."""
    undo: str = ""
    """Kind of the correction that would be undone; empty for none."""
    undo_names: tuple[str, ...] = ()
    """The entities it is about, as they are called."""
    failed_by_model: tuple[str, ...] = ()
    """Titles of documents of which a writing model could say nothing, when it has just read."""


@dataclass(frozen=True, slots=True)
class GraphFilter:
    """What of the graph is shown; fields that are empty do not filter."""

    kinds: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    added_from: float = 0.0
    """Documents added since then, in seconds since the epoch; 0 for open."""
    added_until: float = 0.0


@dataclass(frozen=True, slots=True)
class GraphNode:
    """An entity as it is drawn. Positions are in units of the drawing, stable between views."""

    entity: Entity
    x: float
    y: float
    depth: int = 0
    """Steps from what the view started from."""


@dataclass(frozen=True, slots=True)
class GraphView:
    """A part of the graph to look at: what surrounds its centre."""

    centre: tuple[str, ...]
    nodes: tuple[GraphNode, ...]
    edges: tuple[Connection, ...]
    left_out: int = 0
    """Entities within the depth that were left out, the less connected ones."""


@dataclass(frozen=True, slots=True)
class GraphPicture:
    """The whole graph, packed for drawing: little-endian arrays, one item a node or an edge.

    Nodes come by falling weight, edges likewise, so that a prefix is the best short picture.
    """

    ids: tuple[str, ...]
    names: tuple[str, ...]
    kinds: bytes
    """uint8: place in `EntityKind`."""
    x: bytes
    """float32"""
    y: bytes
    weights: bytes
    """float32, 0 to 1: how large it is drawn."""
    communities: bytes
    """int32: place in `groups`, -1 for none."""
    sources: bytes
    """int32: place in `ids`."""
    targets: bytes
    strengths: bytes
    """float32, 0 to 1."""
    groups: tuple["Community", ...] = ()
    """The communities of the level that is coloured."""
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Community:
    """Entities that belong together, at one level; 0 is the coarsest."""

    id: int
    level: int
    parent: int
    """-1 at level 0."""
    name: str
    size: int
    documents: int
    top: tuple[str, ...] = ()
    """Names of its most central entities."""
    x: float = 0.0
    y: float = 0.0
    radius: float = 0.0


@dataclass(frozen=True, slots=True)
class CommunityReport:
    """What the documents say of a community: sentences of theirs, the most telling first."""

    community: Community
    entities: tuple[Entity, ...]
    sentences: tuple[Evidence, ...]
    summary: str = ""
    """Written by a model; empty where none has."""


@dataclass(frozen=True, slots=True)
class MergeSuggestion:
    """Entities that look like one. `reason`: "spelling", "abbreviation", "translation",
    "part_of_name" or "company"."""

    entities: tuple[Entity, ...]
    reason: str
    score: float


@dataclass(frozen=True, slots=True)
class EntityDetail:
    """All there is to say of an entity."""

    entity: Entity
    connections: tuple[tuple[Connection, Entity], ...]
    """The strongest first, each with the entity at its other end."""
    mentions: tuple[Evidence, ...]
    facts: tuple[Evidence, ...]
    """Sentences that name it with a date or a quantity; `label` is that, normalised."""
    documents: tuple[tuple[str, str, int], ...]
    """Id, title and mentions of each document that names it, most first."""
    suggestions: tuple[MergeSuggestion, ...] = ()
    left_out: int = 0
    """Connections that are not listed."""


@dataclass(frozen=True, slots=True)
class GraphPath:
    """A way from one entity to another; `hops[i]` joins `entities[i]` and `entities[i + 1]`."""

    entities: tuple[Entity, ...]
    hops: tuple[Connection, ...]
    evidence: tuple[tuple[Evidence, ...], ...]
    """Sentences of each hop, the most telling first."""
    score: float
    """0 to 1: how much of the flow from one end reaches the other on it (PathRAG)."""


class CorrectionKind(StrEnum):
    """What a person can change by hand."""

    MERGE = "merge"
    """All of `entities` are one; the first gives its name."""
    SPLIT = "split"
    """The name `text` is not a name of `entities[0]`, but an entity of its own."""
    RENAME = "rename"
    """`entities[0]` is shown as `text`."""
    RETYPE = "retype"
    """`entities[0]` is of the kind `text`."""
    HIDE = "hide"
    """`entities` are not shown, searched or counted."""
    SHOW = "show"
    """`entities` are shown again."""
    DIFFERENT = "different"
    """`entities` are not one: never suggest it again, and keep them apart."""
    ADD = "add"
    """A new entity named `text`, of the kind `label`; looked up in all documents."""
    CONNECT = "connect"
    """`entities[0]` and `entities[1]` are connected, as `label` says."""
    DISCONNECT = "disconnect"
    """They are not, whatever a sentence says."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction by hand; refers to entities by id, so it survives every rebuild."""

    kind: CorrectionKind
    entities: tuple[str, ...] = ()
    text: str = ""
    label: str = ""
    id: int = 0
    """0 for one that is not stored yet."""
    made: float = 0.0


@dataclass(frozen=True, slots=True)
class GraphEstimate:
    """What letting a writing model read documents for the graph would take, from a sample."""

    documents: int
    requests: int
    tokens_in: int
    tokens_out: int
    seconds: float
    """-1: not known, since nothing could be tried."""


@dataclass(frozen=True, slots=True)
class GraphTrace:
    """The part of the graph that a search used, kept with the answer."""

    nodes: tuple[Entity, ...]
    edges: tuple[Connection, ...]
    seeds: tuple[str, ...]
    """Ids of the entities that the question names."""
    paths: tuple[GraphPath, ...] = ()
    communities: tuple[Community, ...] = ()
