"""A graph bound to the chunks of a recipe: which chunk names what, is about what, and holds what.

The graph knows documents and sentences, a search finds chunks, and another recipe cuts the same
documents otherwise. So the two are joined when they are first searched together.
"""

import zlib
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from core.graph.arrays import Graph
from core.graph.keys import key_of
from core.text.terms import question_terms, terms

if TYPE_CHECKING:
    from numpy.typing import NDArray

NAMED, OPENS_WITH, SUBJECT = 0.4, 0.7, 1.0
"""How much a chunk is about an entity: named in it, named in its first sentence, named first of all
there or in its title or heading. Passages without titles are found by this: they begin with what
they are about (from 0.3 to 0.5 and 0.5 to 1 for the lower two it matters little)."""
HEADINGS = " › "


class Placed(NamedTuple):
    """A chunk, where it stands, and what stands above it."""

    chunk: int
    document: str
    start: int
    end: int
    title: str
    heading: str


@dataclass(frozen=True)
class Passages:
    """The chunks of a graph's documents as rows: N rows, by document, then start.

    P pairs of a row and an entity that it names, by row, then entity; T pairs of a term and a row
    that holds it, by term, then row.
    """

    chunk: "NDArray[np.int64]"
    """(N,) id of each row's chunk."""
    document: "NDArray[np.int32]"
    """(N,) place in `Graph.documents`."""
    sentence_row: "NDArray[np.int32]"
    """(S,) the row that has most of each sentence; -1 for none."""
    first_pair: "NDArray[np.int64]"
    """(N + 1,) where each row's pairs begin."""
    entity: "NDArray[np.int32]"
    """(P,)"""
    count: "NDArray[np.float32]"
    """(P,) times the row names it."""
    share: "NDArray[np.float32]"
    """(P,) how much of all the row names is this entity."""
    about: "NDArray[np.float32]"
    """(P,) how much the row is about the entity, 0 to 1."""
    by_entity: "NDArray[np.int32]"
    """(P,) places of pairs, by entity, then row."""
    first_of_entity: "NDArray[np.int64]"
    """(E + 1,)"""
    pair_row: "NDArray[np.int32]"
    """(P,)"""
    term: "NDArray[np.uint32]"
    """(U,) crc32 of every term of text, title and headings, ascending."""
    first_of_term: "NDArray[np.int64]"
    """(U + 1,)"""
    term_row: "NDArray[np.int32]"
    """(T,)"""
    by_chunk: "NDArray[np.int64]"
    """(N,) rows by id of their chunk."""

    def __len__(self) -> int:
        return len(self.chunk)

    def rows_of(self, chunks: Sequence[int]) -> "NDArray[np.int64]":
        """The row of each chunk, -1 for one that the graph does not know."""
        asked = np.asarray(chunks, dtype=np.int64)
        if not len(self) or not len(asked):
            return np.full(len(asked), -1, dtype=np.int64)
        places = np.searchsorted(self.chunk, asked, sorter=self.by_chunk)
        rows = self.by_chunk[np.minimum(places, len(self) - 1)]
        return np.where(self.chunk[rows] == asked, rows, -1)

    def pairs_of_row(self, row: int) -> slice:
        """The pairs of a row."""
        return slice(int(self.first_pair[row]), int(self.first_pair[row + 1]))

    def pairs_of_entity(self, entity: int) -> "NDArray[np.int32]":
        """The pairs of an entity, by row."""
        first = self.first_of_entity
        return self.by_entity[int(first[entity]) : int(first[entity + 1])]

    def holding(self, term: int) -> "NDArray[np.int32]":
        """The rows that hold a term, ascending."""
        place = int(np.searchsorted(self.term, term))
        if place == len(self.term) or self.term[place] != term:
            return self.term_row[:0]
        return self.term_row[int(self.first_of_term[place]) : int(self.first_of_term[place + 1])]


def bind(graph: Graph, placed: Iterable[Placed]) -> Passages:
    """Join a graph with the chunks of its documents; those of other documents fall out."""
    places = {id: place for place, id in enumerate(graph.documents)}
    known = sorted(
        (place, each.start, each)
        for each in placed
        if (place := places.get(each.document)) is not None
    )
    chunks = [each for _, _, each in known]
    document = np.array([place for place, _, _ in known], dtype=np.int32)
    sentence_row = _rows_of_sentences(graph, document, chunks)
    rows, entities, counts, about = _named(graph, sentence_row, document, chunks)
    rows, entities, counts, about = _joined(rows, entities, counts, about, len(graph.ids))
    first_pair = _firsts(rows, len(chunks))
    whole = np.add.reduceat(counts, first_pair[:-1][np.diff(first_pair) > 0]) if len(rows) else rows
    share = counts / np.repeat(whole, np.diff(first_pair)[np.diff(first_pair) > 0])
    term, first_of_term, term_row = _held(graph, sentence_row, chunks)
    by_entity = np.argsort(entities, kind="stable").astype(np.int32)
    chunk = np.array([each.chunk for each in chunks], dtype=np.int64)
    return Passages(
        chunk=chunk,
        document=document,
        sentence_row=sentence_row,
        first_pair=first_pair,
        entity=entities,
        count=counts,
        share=share.astype(np.float32),
        about=about,
        by_entity=by_entity,
        first_of_entity=_firsts(entities[by_entity], len(graph.ids)),
        pair_row=rows,
        term=term,
        first_of_term=first_of_term,
        term_row=term_row,
        by_chunk=np.argsort(chunk, kind="stable"),
    )


def _firsts(ascending: "NDArray[np.int32]", count: int) -> "NDArray[np.int64]":
    """(count + 1,) where each number's stretch begins."""
    return np.searchsorted(ascending, np.arange(count + 1)).astype(np.int64)


def _rows_of_sentences(
    graph: Graph, document: "NDArray[np.int32]", chunks: Sequence[Placed]
) -> "NDArray[np.int32]":
    if not chunks:
        return np.full(len(graph.sentence_start), -1, dtype=np.int32)
    start = np.array([each.start for each in chunks], dtype=np.int64)
    end = np.array([each.end for each in chunks], dtype=np.int64)
    # Of two chunks the one with its middle has most of a sentence.
    middle = (graph.sentence_start.astype(np.int64) + graph.sentence_end) // 2
    far = np.int64(1) << np.int64(40)
    keys = document * far + start
    found = np.searchsorted(keys, graph.sentence_document * far + middle, "right") - 1
    row = np.maximum(found, 0)
    inside = (document[row] == graph.sentence_document) & (middle < end[row]) & (found >= 0)
    return np.where(inside, row, -1).astype(np.int32)


# ---- entities ------------------------------------------------------------------------------------

Pairs = tuple[
    "NDArray[np.int32]", "NDArray[np.int32]", "NDArray[np.float32]", "NDArray[np.float32]"
]


def _named(
    graph: Graph,
    sentence_row: "NDArray[np.int32]",
    document: "NDArray[np.int32]",
    chunks: Sequence[Placed],
) -> Pairs:
    """Row, entity, count and weight of each mention, title and heading."""
    rows = sentence_row[graph.mention_sentence]
    opening = np.full(max(1, len(chunks)), -1, dtype=np.int64)
    there = np.flatnonzero(sentence_row >= 0)
    opened, places = np.unique(sentence_row[there], return_index=True)
    opening[opened] = there[places]
    opens = graph.mention_sentence == opening[np.maximum(rows, 0)]
    leads = np.zeros(len(rows), dtype=bool)
    firsts = graph.first_mention[:-1][np.diff(graph.first_mention) > 0]
    leads[firsts] = True
    about = np.where(opens & leads, SUBJECT, np.where(opens, OPENS_WITH, NAMED))
    seen = (rows >= 0) & ~graph.hidden[graph.mention_entity]
    above = list(_above(graph, document, chunks))
    further = np.array(above, dtype=np.float64).reshape(-1, 3)
    return (
        np.concatenate([rows[seen], further[:, 0].astype(np.int32)]),
        np.concatenate([graph.mention_entity[seen], further[:, 1].astype(np.int32)]),
        np.ones(int(seen.sum()) + len(above), dtype=np.float32),
        np.concatenate([about[seen], further[:, 2]]).astype(np.float32),
    )


def _above(
    graph: Graph, document: "NDArray[np.int32]", chunks: Sequence[Placed]
) -> Iterable[tuple[int, int, float]]:
    """Row, entity and weight of what title and headings name."""

    @cache
    def entity_of(heading: str) -> int:
        key = key_of(heading)
        place = bisect_left(graph.keys, key)
        if not key or place == len(graph.keys) or graph.keys[place] != key:
            return -1
        return int(graph.key_entity[place])

    for row, (place, each) in enumerate(zip(document.tolist(), chunks, strict=True)):
        titled = int(graph.title_entity[place])
        if titled >= 0 and not graph.hidden[titled]:
            yield row, titled, SUBJECT
        above = each.heading.split(HEADINGS) if each.heading else []
        for depth, heading in enumerate(reversed(above)):
            entity = entity_of(heading)
            if entity >= 0 and entity != titled and not graph.hidden[entity]:
                yield row, entity, OPENS_WITH if depth else SUBJECT


def _joined(
    rows: "NDArray[np.int32]",
    entities: "NDArray[np.int32]",
    counts: "NDArray[np.float32]",
    about: "NDArray[np.float32]",
    width: int,
) -> Pairs:
    """Each pair of a row and an entity once: counts added, the greatest weight."""
    keys = rows.astype(np.int64) * max(width, 1) + entities
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    firsts = np.flatnonzero(np.diff(keys, prepend=-1))
    if not len(firsts):
        return rows[:0], entities[:0], counts[:0], about[:0]
    return (
        rows[order][firsts],
        entities[order][firsts],
        np.add.reduceat(counts[order], firsts),
        np.maximum.reduceat(about[order], firsts),
    )


# ---- terms ---------------------------------------------------------------------------------------


def term_of(term: str) -> int:
    """A search term as the graph keeps it."""
    return zlib.crc32(term.encode("utf-8", "replace"))


def terms_asked(question: str) -> tuple[int, ...]:
    """The terms of a question, without function words."""
    return tuple(dict.fromkeys(term_of(each) for each in question_terms(question)))


def _held(
    graph: Graph, sentence_row: "NDArray[np.int32]", chunks: Sequence[Placed]
) -> tuple["NDArray[np.uint32]", "NDArray[np.int64]", "NDArray[np.int32]"]:
    known: dict[str, tuple[int, ...]] = {}
    above_terms, above_rows = list[int](), list[int]()
    for row, each in enumerate(chunks):
        for text in (each.title, each.heading):
            if text not in known:
                known[text] = tuple({term_of(term) for term in terms(text)})
            above_terms.extend(known[text])
            above_rows.extend([row] * len(known[text]))
    row_of_term = np.repeat(sentence_row, np.diff(graph.first_term))
    inside = row_of_term >= 0
    held = np.concatenate([graph.term[inside], np.array(above_terms, dtype=np.uint32)])
    rows = np.concatenate([row_of_term[inside], np.array(above_rows, dtype=np.int32)])
    keys = np.unique((held.astype(np.uint64) << np.uint64(32)) | rows.astype(np.uint64))
    held = (keys >> np.uint64(32)).astype(np.uint32)
    every, firsts = np.unique(held, return_index=True)
    first = np.append(firsts, len(held)).astype(np.int64)
    return every, first, (keys & np.uint64(0xFFFFFFFF)).astype(np.int32)
