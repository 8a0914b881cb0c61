"""The assembled graph: arrays that are saved, mapped into memory, and searched.

E entities (sorted by id), D documents (sorted by id), S sentences (by document, then place),
M mentions (by sentence, then place), C connections (by source, then target; source < target),
R relations (by sentence). Everything is a function of the readings and the corrections.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Graph:
    """One state of the graph. Arrays may be memory-mapped: do not write to them."""

    # ---- entities (E) ----
    ids: tuple[str, ...]
    names: tuple[str, ...]
    """As shown: the person's own name for it, else its most frequent spelling."""
    aliases: tuple[tuple[str, ...], ...]
    """Its other names and spellings, the most frequent first."""
    kind: "NDArray[np.uint8]"
    """(E,) place in `EntityKind`."""
    by: "NDArray[np.uint8]"
    """(E,) place in `Provenance`."""
    hidden: "NDArray[np.bool_]"
    """(E,) hidden ones have no connections and no community."""
    mention_count: "NDArray[np.int32]"
    document_count: "NDArray[np.int32]"
    is_title: "NDArray[np.bool_]"
    """(E,) a document bears its name."""

    # ---- names (K), sorted by key: every spelling that means an entity ----
    keys: tuple[str, ...]
    key_entity: "NDArray[np.int32]"
    """(K,) the entity that it means where nothing says otherwise (its most frequent sense)."""

    # ---- documents (D) and sentences (S) ----
    documents: tuple[str, ...]
    title_entity: "NDArray[np.int32]"
    """(D,) what the document's title names, -1 for nothing; titles are not in the text."""
    sentence_document: "NDArray[np.int32]"
    sentence_start: "NDArray[np.int32]"
    sentence_end: "NDArray[np.int32]"
    first_term: "NDArray[np.int64]"
    """(S + 1,)"""
    term: "NDArray[np.uint32]"
    """crc32 of each sentence's search terms, ascending."""
    idf_term: "NDArray[np.uint32]"
    """Every term, ascending."""
    idf: "NDArray[np.float32]"
    """ln(1 + (S - df + 0.5) / (df + 0.5)) over sentences."""

    # ---- mentions (M) ----
    mention_sentence: "NDArray[np.int32]"
    mention_entity: "NDArray[np.int32]"
    mention_start: "NDArray[np.int32]"
    mention_end: "NDArray[np.int32]"
    first_mention: "NDArray[np.int32]"
    """(S + 1,) where each sentence's mentions begin."""
    by_entity: "NDArray[np.int32]"
    """(M,) places of mentions, ordered by entity, then sentence."""
    first_of_entity: "NDArray[np.int32]"
    """(E + 1,) where each entity's stretch of `by_entity` begins."""

    # ---- connections (C) ----
    source: "NDArray[np.int32]"
    target: "NDArray[np.int32]"
    together: "NDArray[np.int32]"
    """(C,) sentences that name both."""
    strength: "NDArray[np.float32]"
    """(C,) 0 to 1: normalised pointwise mutual information over sentences, at least 0."""
    weight: "NDArray[np.float32]"
    """(C,) what communities and paths go by: strength, more where said often or as a relation."""
    label: "NDArray[np.int32]"
    """(C,) place in `labels` of what is said of them most often; -1 for none."""
    label_reversed: "NDArray[np.bool_]"
    """(C,) the label is read from target to source."""
    by_connection: "NDArray[np.uint8]"
    """(C,) place in `Provenance`."""
    first_sentence: "NDArray[np.int32]"
    """(C + 1,) where each connection's stretch of `connecting` begins."""
    connecting: "NDArray[np.int32]"
    """Sentences of the connections, ascending within each."""
    neighbours_first: "NDArray[np.int32]"
    """(E + 1,) where each entity's stretch of `neighbours` begins."""
    neighbours: "NDArray[np.int32]"
    """(2C,) the entity at the other end, by falling weight."""
    neighbours_connection: "NDArray[np.int32]"
    """(2C,) the connection that leads there."""

    # ---- relations (R): what sentences say, one item a sentence, pair and label ----
    labels: tuple[str, ...]
    relation_sentence: "NDArray[np.int32]"
    relation_source: "NDArray[np.int32]"
    relation_target: "NDArray[np.int32]"
    relation_label: "NDArray[np.int32]"
    relation_by: "NDArray[np.uint8]"

    # ---- quantities (Q), by sentence ----
    quantity_sentence: "NDArray[np.int32]"
    quantity_start: "NDArray[np.int32]"
    quantity_end: "NDArray[np.int32]"
    quantity_kind: "NDArray[np.uint8]"
    quantity_values: tuple[str, ...]

    # ---- communities: L levels, coarsest first ----
    community: "NDArray[np.int32]"
    """(L, E) id of each entity's community at each level; -1 for none."""
    community_parent: "NDArray[np.int32]"
    """By id; -1 at level 0."""
    community_level: "NDArray[np.int32]"
    community_names: tuple[str, ...]

    # ---- drawing ----
    x: "NDArray[np.float32]"
    """(E,) kept between builds as far as it may be; not part of what equals a fresh build."""
    y: "NDArray[np.float32]"
