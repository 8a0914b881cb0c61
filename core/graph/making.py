"""The last step: what stands where, and what sentences say, to the arrays of a Graph."""

from collections.abc import Generator, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from core.graph import connections
from core.graph.arrays import Graph
from core.graph.assembly import Placed
from core.graph.entities import PROVENANCES
from core.graph.keys import key_of
from core.graph.links import Links
from core.graph.model_findings import FoundRelation
from core.types import Provenance

if TYPE_CHECKING:
    from numpy.typing import NDArray

_BY = {provenance: place for place, provenance in enumerate(PROVENANCES)}


def assembled(
    placed: Placed,
    links: Mapping[str, Links],
    model: Mapping[str, Sequence[FoundRelation]],
    old_places: Mapping[str, tuple[float, float]],
) -> Generator[None, None, Graph]:
    """The graph; `links` and `model` by document, `old_places` where entities were drawn before.

    Yields between its steps.
    """
    corpus, entities = placed.corpus, placed.entities
    count = len(entities.ids)
    sentences = len(corpus.sentence_start)
    said = _Said(placed, links, model)
    yield
    connected = _Connected(placed, said, count, sentences)
    yield
    by_entity = np.lexsort((placed.start, placed.sentence, placed.entity)).astype(np.int32)
    mention_count = np.bincount(placed.entity, minlength=count).astype(np.int32)
    document = corpus.sentence_document
    pairs = np.unique(placed.entity.astype(np.int64) * (len(corpus.documents) + 1)
                      + document[placed.sentence])  # fmt: skip
    is_title = np.zeros(count, dtype=bool)
    is_title[entities.of_title[entities.of_title >= 0]] = True
    terms, frequency = np.unique(corpus.term, return_counts=True)
    yield
    community, parent, level = _communities(connected, count)
    yield
    x, y = _positions(connected, community, entities.ids, old_places)
    yield
    return Graph(
        ids=entities.ids,
        names=entities.names,
        aliases=entities.aliases,
        kind=entities.kind,
        by=entities.by,
        hidden=entities.hidden,
        mention_count=mention_count,
        document_count=np.bincount(pairs // (len(corpus.documents) + 1), minlength=count).astype(
            np.int32
        ),
        is_title=is_title,
        keys=entities.keys,
        key_entity=entities.key_entity,
        documents=corpus.documents,
        title_entity=entities.of_title,
        sentence_document=document,
        sentence_start=corpus.sentence_start,
        sentence_end=corpus.sentence_end,
        first_term=corpus.first_term,
        term=corpus.term,
        idf_term=terms,
        idf=np.log1p((sentences - frequency + 0.5) / (frequency + 0.5)).astype(np.float32),
        mention_sentence=placed.sentence,
        mention_entity=placed.entity,
        mention_start=placed.start,
        mention_end=placed.end,
        first_mention=_firsts(placed.sentence, sentences),
        by_entity=by_entity,
        first_of_entity=_firsts(placed.entity[by_entity], count),
        source=connected.source,
        target=connected.target,
        together=connected.together,
        strength=connected.strength,
        weight=connected.weight,
        label=connected.label,
        label_reversed=connected.reversed,
        by_connection=connected.by,
        first_sentence=connected.first_sentence,
        connecting=connected.sentences,
        neighbours_first=connected.neighbours_first,
        neighbours=connected.neighbours,
        neighbours_connection=connected.neighbours_connection,
        labels=said.labels,
        relation_sentence=said.sentence,
        relation_source=said.source,
        relation_target=said.target,
        relation_label=said.label,
        relation_by=said.by,
        quantity_sentence=corpus.quantity_sentence,
        quantity_start=corpus.quantity_start,
        quantity_end=corpus.quantity_end,
        quantity_kind=corpus.quantity_kind,
        quantity_values=corpus.quantity_values,
        community=community,
        community_parent=parent,
        community_level=level,
        community_names=_names(entities.names, connected, community),
        x=x,
        y=y,
    )


class _Said:
    """Relations: what sentences say, each once, by sentence."""

    def __init__(
        self,
        placed: Placed,
        links: Mapping[str, Links],
        model: Mapping[str, Sequence[FoundRelation]],
    ) -> None:
        rows = {
            (*row, _BY[by])
            for by, found in (
                (Provenance.RULES, _by_rules(placed, links)),
                (Provenance.MODEL, _by_model(placed, model)),
            )
            for row in found
        }
        without = _apart(placed)
        hidden = placed.entities.hidden
        kept = sorted(
            row
            for row in rows
            if row[1] != row[2]
            and not hidden[row[1]]
            and not hidden[row[2]]
            and (min(row[1:3]), max(row[1:3])) not in without
        )
        by_hand = [label for _, _, label in placed.by_hand.connected if label]
        self.labels = tuple(sorted({*(row[3] for row in kept), *by_hand}))
        self.place = {label: place for place, label in enumerate(self.labels)}
        self.sentence = np.array([row[0] for row in kept], dtype=np.int32)
        self.source = np.array([row[1] for row in kept], dtype=np.int32)
        self.target = np.array([row[2] for row in kept], dtype=np.int32)
        self.label = np.array([self.place[row[3]] for row in kept], dtype=np.int32)
        self.by = np.array([row[4] for row in kept], dtype=np.uint8)


def _by_rules(placed: Placed, links: Mapping[str, Links]) -> Iterable[tuple[int, int, int, str]]:
    corpus = placed.corpus
    sentences, subjects, objects, labels = [], [], [], []
    for document, id in enumerate(corpus.documents):
        if id not in links:
            continue
        first = int(corpus.first_sentence[document])
        for sentence, subject, other, label in links[id].rows:
            sentences.append(first + sentence)
            subjects.append(subject)
            objects.append(other)
            labels.append(label)
    if not labels or not len(placed.sentence):
        return []
    of = np.array(sentences, dtype=np.int64)
    source = _mention_at(placed, of, np.array(subjects, dtype=np.int64))
    target = _mention_at(placed, of, np.array(objects, dtype=np.int64))
    good = np.flatnonzero((source >= 0) & (target >= 0))
    return [
        (sentences[row], int(placed.entity[source[row]]), int(placed.entity[target[row]]),
         labels[row])
        for row in good.tolist()
    ]  # fmt: skip


def _mention_at(
    placed: Placed, sentence: "NDArray[np.int64]", start: "NDArray[np.int64]"
) -> "NDArray[np.int64]":
    """Places of the mentions that begin at `start` in a sentence; -1 where there is none."""
    codes = placed.sentence.astype(np.int64) << 32 | placed.start
    wanted = sentence << 32 | start
    at = np.minimum(np.searchsorted(codes, wanted), len(codes) - 1)
    return np.where(codes[at] == wanted, at, -1)


def _by_model(
    placed: Placed, model: Mapping[str, Sequence[FoundRelation]]
) -> Iterable[tuple[int, int, int, str]]:
    place = {id: number for number, id in enumerate(placed.corpus.documents)}
    for id in sorted(model):
        if id not in place:
            continue
        document = place[id]
        first, end = placed.corpus.first_sentence[document : document + 2].tolist()
        for each in model[id]:
            source = placed.names.place.get(key_of(each.source))
            target = placed.names.place.get(key_of(each.target))
            sentence = first + each.sentence
            if source is None or target is None or not first <= sentence < end or not each.label:
                continue
            one = int(placed.entities.of_unit[placed.units.of(document, source)])
            other = int(placed.entities.of_unit[placed.units.of(document, target)])
            if one >= 0 and other >= 0:
                yield sentence, one, other, each.label


def _apart(placed: Placed) -> set[tuple[int, int]]:
    """Pairs of entities that a person says are not connected."""
    of_unit = placed.entities.of_unit
    return {
        (min(pair), max(pair))
        for one, other in placed.by_hand.disconnected
        for pair in ((int(of_unit[one]), int(of_unit[other])),)
    }


class _Connected:
    """Connections, by source, then target; see core/graph/arrays.py."""

    def __init__(self, placed: Placed, said: _Said, count: int, sentences: int) -> None:
        hidden = placed.entities.hidden
        shown = ~hidden[placed.entity]
        found = connections.pairs(placed.sentence[shown], placed.entity[shown], count)
        every = connections.ordered(
            np.concatenate((found.sentence, said.sentence)).astype(np.int64),
            np.concatenate((found.source, said.source)).astype(np.int64),
            np.concatenate((found.target, said.target)).astype(np.int64),
        )
        width = max(count, 1)
        code = every.source.astype(np.int64) * width + every.target
        apart = _apart(placed)
        if apart:
            kept = ~np.isin(code, [one * width + other for one, other in apart])
            code, sentence = code[kept], every.sentence[kept]
        else:
            sentence = every.sentence
        by_hand = _by_hand(placed)
        codes = np.union1d(
            code, np.array([one * width + other for one, other in by_hand], dtype=np.int64)
        ).astype(np.int64)
        self.sentences = sentence
        self.together = np.bincount(np.searchsorted(codes, code), minlength=len(codes)).astype(
            np.int32
        )
        self.first_sentence = np.concatenate(([0], np.cumsum(self.together))).astype(np.int32)
        source, target = np.divmod(codes, width)
        self.source, self.target = source.astype(np.int32), target.astype(np.int32)
        self._label(said, codes, width)
        self.by = np.full(len(codes), _BY[Provenance.RULES], dtype=np.uint8)
        self.by[self._only_model(said, codes, width)] = _BY[Provenance.MODEL]
        named = np.bincount(
            np.unique(placed.entity.astype(np.int64) * max(sentences, 1) + placed.sentence)
            // max(sentences, 1),
            minlength=count,
        )
        # A model may connect what no sentence names by a name that is known.
        together = np.maximum(self.together, 1)
        self.strength = connections.strength(
            together,
            np.maximum(named[source], together),
            np.maximum(named[target], together),
            sentences,
        )
        for (one, other), (label, turned) in by_hand.items():
            at = int(np.searchsorted(codes, one * width + other))
            self.strength[at] = 1.0
            self.by[at] = _BY[Provenance.PERSON]
            if label:
                self.label[at], self.reversed[at] = said.place[label], turned
        self.weight = connections.weight(self.strength, together, self.label >= 0)
        self._neighbours(count)

    def _label(self, said: _Said, codes: "NDArray[np.int64]", width: int) -> None:
        """What is said of each connection most often."""
        self.label = np.full(len(codes), -1, dtype=np.int32)
        self.reversed = np.zeros(len(codes), dtype=bool)
        if not len(said.label):
            return
        at, turned = self._of(said, codes, width)
        rows, counts = np.unique(np.stack((at, said.label, turned)), axis=1, return_counts=True)
        order = np.lexsort((rows[2], rows[1], -counts, rows[0]))
        rows = rows[:, order]
        first = np.ones(rows.shape[1], dtype=bool)
        first[1:] = rows[0, 1:] != rows[0, :-1]
        best = rows[:, first]
        self.label[best[0]] = best[1]
        self.reversed[best[0]] = best[2].astype(bool)

    def _of(
        self, said: _Said, codes: "NDArray[np.int64]", width: int
    ) -> "tuple[NDArray[np.int64], NDArray[np.bool_]]":
        low, high = np.minimum(said.source, said.target), np.maximum(said.source, said.target)
        return (
            np.searchsorted(codes, low.astype(np.int64) * width + high),
            said.source > said.target,
        )

    def _only_model(
        self, said: _Said, codes: "NDArray[np.int64]", width: int
    ) -> "NDArray[np.bool_]":
        """(C,) a model says something of it, and the rules say nothing."""
        at, _ = self._of(said, codes, width)
        is_model = said.by == _BY[Provenance.MODEL]
        by_model = np.bincount(at[is_model], minlength=len(codes)) > 0
        by_rules = np.bincount(at[~is_model], minlength=len(codes)) > 0
        found: NDArray[np.bool_] = by_model & ~by_rules
        return found

    def _neighbours(self, count: int) -> None:
        own = np.concatenate((self.source, self.target))
        other = np.concatenate((self.target, self.source))
        connection = np.tile(np.arange(len(self.source), dtype=np.int32), 2)
        order = np.lexsort((other, -self.weight[connection], own))
        self.neighbours = other[order]
        self.neighbours_connection = connection[order]
        self.neighbours_first = _firsts(own[order], count)


def _by_hand(placed: Placed) -> dict[tuple[int, int], tuple[str, bool]]:
    """Connections made by a person: label, and whether it is read from the larger number."""
    found = {}
    of_unit = placed.entities.of_unit
    for one, other, label in placed.by_hand.connected:
        source, target = int(of_unit[one]), int(of_unit[other])
        hidden = placed.entities.hidden
        if min(source, target) >= 0 and source != target and not hidden[[source, target]].any():
            found[min(source, target), max(source, target)] = (label, source > target)
    return found


def _firsts(numbers: "NDArray[np.int32]", count: int) -> "NDArray[np.int32]":
    """(count + 1,) where each number's stretch of ascending numbers begins."""
    found: NDArray[np.int32] = np.searchsorted(numbers, np.arange(count + 1)).astype(np.int32)
    return found


def _communities(
    connected: _Connected, count: int
) -> "tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]":
    from core.graph.communities import communities

    return communities(connected.source, connected.target, connected.weight, count)


def _names(
    names: Sequence[str], connected: _Connected, community: "NDArray[np.int32]"
) -> tuple[str, ...]:
    from core.graph.community_names import names_of

    return names_of(community, connected.source, connected.target, connected.weight, names)


def _positions(
    connected: _Connected,
    community: "NDArray[np.int32]",
    ids: Sequence[str],
    old: Mapping[str, tuple[float, float]],
) -> "tuple[NDArray[np.float32], NDArray[np.float32]]":
    places = np.array([old.get(id, (0.0, 0.0)) for id in ids], dtype=np.float32).reshape(-1, 2)
    is_old = np.array([id in old for id in ids], dtype=bool)
    from core.graph.layout import positions

    return positions(
        connected.source, connected.target, connected.weight, community,
        places[:, 0].copy(), places[:, 1].copy(), is_old,
    )  # fmt: skip
