"""Graphs for tests: small ones of real sentences, and large random ones of plausible shape."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from core.graph.arrays import Graph
from core.graph.communities import communities
from core.graph.community_names import names_of
from core.graph.keys import key_of
from core.text.sentences import sentences as sentences_of
from core.types import EntityKind, Provenance

KINDS = list(EntityKind)


def graph_of(
    texts: Mapping[str, str],
    names: Mapping[str, EntityKind],
    aliases: Mapping[str, Sequence[str]] | None = None,
    relations: Sequence[tuple[str, str, str]] = (),
    hidden: Sequence[str] = (),
    quantities: Sequence[tuple[str, EntityKind, str]] = (),
) -> Graph:
    """The graph of some texts by document, in which these names are looked up as they are written.

    `relations` are (name, name, label), said by every sentence that names both; `quantities` are
    (as written, kind, value).
    """
    aliases = aliases or {}
    ids = sorted(key_of(name) for name in names)
    place = {id: at for at, id in enumerate(ids)}
    shown = {key_of(name): name for name in names}
    written = {
        spelling: place[key_of(name)]
        for name in names
        for spelling in (name, *aliases.get(name, ()))
    }
    rows: list[tuple[int, int, int, int]] = []
    spans: list[tuple[int, int, int]] = []
    facts: list[tuple[int, int, int, int, str]] = []
    for document, id in enumerate(sorted(texts)):
        text = texts[id]
        for start, end in sentences_of(text, 0, len(text)):
            for at, stop, entity in _found(text, start, end, written):
                rows.append((len(spans), entity, at, stop))
            for words, kind, value in quantities:
                if (at := text.find(words, start, end)) >= 0:
                    fact = (len(spans), at, at + len(words), KINDS.index(kind), value)
                    facts.append(fact)
            spans.append((document, start, end))
    labels = tuple(dict.fromkeys(label for _, _, label in relations))
    said = [
        (sentence, place[key_of(a)], place[key_of(b)], labels.index(label))
        for a, b, label in relations
        for sentence in range(len(spans))
        if {place[key_of(a)], place[key_of(b)]} <= {row[1] for row in rows if row[0] == sentence}
    ]
    return assembled(
        ids=ids,
        names=[shown[id] for id in ids],
        aliases=[tuple(aliases.get(shown[id], ())) for id in ids],
        kinds=[names[shown[id]] for id in ids],
        documents=sorted(texts),
        spans=np.array(spans, np.int32).reshape(-1, 3),
        mentions=np.array(sorted(rows, key=lambda row: row[::2]), np.int32).reshape(-1, 4),
        relations=np.array(sorted(said), np.int32).reshape(-1, 4),
        labels=labels,
        hidden={key_of(name) for name in hidden},
        quantities=facts,
    )


def random_graph(entities: int, connections: int, documents: int = 500, seed: int = 7) -> Graph:
    """A graph with groups, a few hubs and many rare names; about as many connections as asked."""
    chance = np.random.default_rng(seed)
    groups = max(2, entities // 60)
    group = chance.integers(groups, size=entities)
    order = np.argsort(group, kind="stable")
    first = np.searchsorted(group[order], np.arange(groups + 1))
    sentences = max(1, int(connections / 2.6))
    size = 2 + chance.poisson(0.9, sentences)
    at = np.repeat(np.arange(sentences), size)
    home = chance.integers(groups, size=sentences)[at]
    many = np.maximum(1, first[home + 1] - first[home])
    # Zipf within a group; one in eight names is of anywhere, and hubs are named there.
    rank = np.minimum((many ** chance.random(len(at)) - 1).astype(int), many - 1)
    entity = order[np.minimum(first[home] + rank, entities - 1)]
    anywhere = chance.random(len(at)) < 0.12
    entity[anywhere] = (entities ** chance.random(anywhere.sum()) - 1).astype(int)
    rows = np.unique(np.stack([at, entity], axis=1), axis=0)
    mentions = np.zeros((len(rows), 4), np.int32)
    mentions[:, :2] = rows
    within = np.arange(len(rows)) - np.searchsorted(rows[:, 0], rows[:, 0])
    mentions[:, 2] = rows[:, 0] * 100 + within * 12
    mentions[:, 3] = mentions[:, 2] + 8
    spans = np.zeros((sentences, 3), np.int32)
    spans[:, 0] = np.arange(sentences) * documents // sentences
    spans[:, 1] = np.arange(sentences) * 100
    spans[:, 2] = spans[:, 1] + chance.integers(40, 99, sentences)
    ids = sorted(f"{_word(chance)} {_word(chance)} {number}" for number in range(entities))
    several = np.flatnonzero(np.bincount(rows[:, 0], minlength=sentences) > 1)
    saying = several[:: max(1, len(several) // max(1, connections // 8))]
    start = np.searchsorted(rows[:, 0], saying)
    relations = np.stack(
        [saying, rows[start, 1], rows[start + 1, 1], chance.integers(3, size=len(saying))], axis=1
    ).astype(np.int32)
    return assembled(
        ids=ids,
        names=[id.title() for id in ids],
        aliases=[() for _ in ids],
        kinds=[KINDS[kind] for kind in chance.integers(6, size=entities)],
        documents=[f"{number:032x}" for number in range(documents)],
        spans=spans,
        mentions=mentions,
        relations=relations,
        labels=("founded", "is part of", "位于"),
    )


def assembled(
    ids: Sequence[str],
    names: Sequence[str],
    aliases: Sequence[tuple[str, ...]],
    kinds: Sequence[EntityKind],
    documents: Sequence[str],
    spans: NDArray[np.int32],
    mentions: NDArray[np.int32],
    relations: NDArray[np.int32],
    labels: tuple[str, ...],
    hidden: set[str] | None = None,
    quantities: Sequence[tuple[int, int, int, int, str]] = (),
) -> Graph:
    """`spans` are (document, start, end); `mentions` (sentence, entity, start, end) in order;
    `relations` (sentence, source, target, label); `quantities` (sentence, start, end, kind, value).
    """
    many = len(ids)
    away = np.array([id in (hidden or ()) for id in ids], bool)
    pairs, sentence = _pairs(mentions, away)
    source, target, together, first, connecting = _connections(pairs, sentence)
    lone = np.unique(mentions[:, :2], axis=0)
    alone = np.bincount(lone[:, 1], minlength=many)
    strength = _strength(together, alone[source], alone[target], len(spans))
    said = {(min(a, b), max(a, b)): (label, a > b) for _, a, b, label in relations.tolist()}
    connected = list(zip(source.tolist(), target.tolist(), strict=True))
    label = np.array([said.get(pair, (-1, False))[0] for pair in connected], np.int32)
    turned = np.array([said.get(pair, (-1, False))[1] for pair in connected], bool)
    weight = (strength * np.log1p(together) * np.where(label >= 0, 1.5, 1.0)).astype(np.float32)
    ends = np.concatenate([source, target])
    order = np.lexsort((np.tile(-weight, 2), ends))
    keys = sorted(
        {key_of(each): at for at, name in enumerate(names) for each in (name, *aliases[at])}.items()
    )
    by_entity = np.lexsort((mentions[:, 0], mentions[:, 1])).astype(np.int32)
    in_document = np.unique(
        np.stack([spans[mentions[:, 0], 0], mentions[:, 1]], axis=1), axis=0
    ).reshape(-1, 2)
    grouped, parent, level = communities(source, target, weight, many)
    rng = np.random.default_rng(1)
    facts = sorted(quantities)
    columns = np.array([fact[:4] for fact in facts], np.int32).reshape(-1, 4)
    return Graph(
        ids=tuple(ids),
        names=tuple(names),
        aliases=tuple(aliases),
        kind=np.array([KINDS.index(kind) for kind in kinds], np.uint8),
        by=np.zeros(many, np.uint8),
        hidden=away,
        mention_count=np.bincount(mentions[:, 1], minlength=many).astype(np.int32),
        document_count=np.bincount(in_document[:, 1], minlength=many).astype(np.int32),
        is_title=np.zeros(many, bool),
        title_entity=np.full(len(documents), -1, np.int32),
        keys=tuple(key for key, _ in keys),
        key_entity=np.array([entity for _, entity in keys], np.int32),
        documents=tuple(documents),
        sentence_document=spans[:, 0].copy(),
        sentence_start=spans[:, 1].copy(),
        sentence_end=spans[:, 2].copy(),
        first_term=np.zeros(len(spans) + 1, np.int64),
        term=np.zeros(0, np.uint32),
        idf_term=np.zeros(0, np.uint32),
        idf=np.zeros(0, np.float32),
        mention_sentence=mentions[:, 0].copy(),
        mention_entity=mentions[:, 1].copy(),
        mention_start=mentions[:, 2].copy(),
        mention_end=mentions[:, 3].copy(),
        first_mention=_firsts(mentions[:, 0], len(spans)),
        by_entity=by_entity,
        first_of_entity=_firsts(mentions[by_entity, 1], many),
        source=source,
        target=target,
        together=together,
        strength=strength,
        weight=weight,
        label=label,
        label_reversed=turned,
        by_connection=np.full(len(source), list(Provenance).index(Provenance.RULES), np.uint8),
        first_sentence=first,
        connecting=connecting,
        neighbours_first=_firsts(ends[order], many),
        neighbours=np.concatenate([target, source])[order],
        neighbours_connection=np.tile(np.arange(len(source), dtype=np.int32), 2)[order],
        labels=labels,
        relation_sentence=relations[:, 0].copy(),
        relation_source=relations[:, 1].copy(),
        relation_target=relations[:, 2].copy(),
        relation_label=relations[:, 3].copy(),
        relation_by=np.zeros(len(relations), np.uint8),
        quantity_sentence=columns[:, 0].copy(),
        quantity_start=columns[:, 1].copy(),
        quantity_end=columns[:, 2].copy(),
        quantity_kind=columns[:, 3].astype(np.uint8),
        quantity_values=tuple(fact[4] for fact in facts),
        community=grouped,
        community_parent=parent,
        community_level=level,
        community_names=names_of(grouped, source, target, weight, names),
        x=rng.random(many).astype(np.float32) * 1000,
        y=rng.random(many).astype(np.float32) * 1000,
    )


def _found(
    text: str, start: int, end: int, written: Mapping[str, int]
) -> list[tuple[int, int, int]]:
    found: list[tuple[int, int, int]] = []
    for spelling in sorted(written, key=len, reverse=True):
        at = text.find(spelling, start, end)
        while at >= 0:
            stop = at + len(spelling)
            if all(stop <= low or at >= high for low, high, _ in found):
                found.append((at, stop, written[spelling]))
            at = text.find(spelling, stop, end)
    return sorted(found)


def _pairs(
    mentions: NDArray[np.int32], away: NDArray[np.bool_]
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Pairs of different entities in one sentence, each once a sentence, the lower first."""
    rows = np.unique(mentions[~away[mentions[:, 1]], :2], axis=0)
    found = [np.zeros((0, 3), np.int32)]
    for apart in range(1, 16):
        same = rows[apart:, 0] == rows[:-apart, 0] if apart < len(rows) else np.zeros(0, bool)
        if not same.any():
            break
        found.append(
            np.stack([rows[:-apart, 1][same], rows[apart:, 1][same], rows[apart:, 0][same]], axis=1)
        )
    together = np.concatenate(found)
    return together[:, :2], together[:, 2]


def _connections(
    pairs: NDArray[np.int32], sentence: NDArray[np.int32]
) -> tuple[NDArray[np.int32], ...]:
    order = np.lexsort((sentence, pairs[:, 1], pairs[:, 0]))
    unique, first, many = np.unique(pairs[order], axis=0, return_index=True, return_counts=True)
    return (
        unique[:, 0].astype(np.int32),
        unique[:, 1].astype(np.int32),
        many.astype(np.int32),
        np.append(first, len(pairs)).astype(np.int32),
        sentence[order].astype(np.int32),
    )


def _strength(
    together: NDArray[np.int32], a: NDArray[np.int64], b: NDArray[np.int64], sentences: int
) -> NDArray[np.float32]:
    chance = together / sentences
    with np.errstate(divide="ignore", invalid="ignore"):
        found = np.log(together * sentences / (a * b)) / -np.log(chance)
    return np.clip(np.nan_to_num(found, nan=1.0), 0.01, 1.0).astype(np.float32)


def _firsts(sorted_places: NDArray[np.int32], many: int) -> NDArray[np.int32]:
    return np.searchsorted(sorted_places, np.arange(many + 1)).astype(np.int32)


def _word(chance: np.random.Generator) -> str:
    syllables = ("ka", "lo", "mi", "ren", "tas", "vo", "du", "shi", "bel", "or", "quin", "za")
    return "".join(syllables[at] for at in chance.integers(12, size=chance.integers(2, 5)))
