"""What the documents say of a community, in sentences of theirs and without a model.

Sentences are chosen one after the other: each time the one that adds most, counted in the central
entities and connections that it names and that those before it have named less (a submodular cover,
Lin and Bilmes 2011), less what it repeats of their words (maximal marginal relevance, Carbonell and
Goldstein 1998).
"""

from typing import TYPE_CHECKING

import numpy as np

from core.graph.arrays import Graph
from core.graph.scope import Scope
from core.graph.stretches import stretches, summed
from core.graph.told import readable, relations_first
from core.graph.values import members_of, reach

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST_SENTENCES = 8
_MEMBERS, _CANDIDATES = 48, 160
"""Central entities whose sentences are looked at, and sentences of them that are compared."""
_FADES = 0.35
"""What is left of an entity's worth each time it is named."""
_PAIR, _RELATION, _READABLE, _REPEATED, _SAME_DOCUMENT = 0.5, 0.5, 0.5, 1.2, 0.1


def report_sentences(
    graph: Graph, community: int, limit: int = MOST_SENTENCES, scope: Scope | None = None
) -> "NDArray[np.int32]":
    """Places of the sentences that say most of a community, the most telling first."""
    members = members_of(graph, community)[:_MEMBERS]
    worth = np.zeros(len(graph.ids))
    # By rank and not by weight alone: one hub would be all that a report speaks of.
    heavy = np.sqrt(reach(graph)[members])
    worth[members] = (
        heavy / max(1e-9, heavy.max(initial=0.0)) / np.sqrt(1 + np.arange(len(members)))
    )
    sentences, rows, whose = _candidates(graph, members, worth, scope)
    if not len(sentences):
        return np.zeros(0, np.int32)
    entity = graph.mention_entity[rows]
    fixed = _READABLE * readable(graph, sentences)
    fixed += _RELATION * np.minimum(1, _saying(graph, sentences, worth))
    terms, term_of, sizes = _terms(graph, sentences)
    document = graph.sentence_document[sentences]
    chosen: list[int] = []
    repeated = np.zeros(len(sentences))
    told_of = np.zeros(int(document.max()) + 1)
    left = worth.copy()
    for _ in range(min(limit, len(sentences))):
        gain = summed(whose, left[entity], len(sentences))
        # Two that hang together say more than the same two apart.
        gain += _PAIR * np.sqrt(np.maximum(0.0, gain - _largest(whose, left[entity], len(gain))))
        score = gain * (1 + fixed) - _REPEATED * repeated - _SAME_DOCUMENT * told_of[document]
        score[chosen] = -np.inf
        best = int(np.argmax(score))
        if gain[best] <= 0 or (chosen and repeated[best] > 0.8):
            break
        chosen.append(best)
        left[np.unique(entity[whose == best])] *= _FADES
        told_of[document[best]] += 1
        if len(terms):
            known = np.isin(terms, terms[term_of == best])
            shared = summed(term_of, known, len(sentences)) / np.maximum(1, sizes)
            repeated = np.maximum(repeated, shared)
    return sentences[chosen].astype(np.int32)


def _candidates(
    graph: Graph,
    members: "NDArray[np.int64]",
    worth: "NDArray[np.float64]",
    scope: Scope | None,
) -> tuple["NDArray[np.int64]", "NDArray[np.int64]", "NDArray[np.int64]"]:
    """The sentences that name most of the members, their mentions of members, and whose each is.

    An entity counts once in a sentence however often it is named there.
    """
    places, _ = stretches(graph.first_of_entity, members)
    sentences = np.unique(graph.mention_sentence[graph.by_entity[places]]).astype(np.int64)
    if scope is not None and scope.sentences is not None:
        sentences = sentences[scope.sentences[sentences]]
    rows, whose = _mentions(graph, sentences, worth)
    value = summed(whose, worth[graph.mention_entity[rows]], len(sentences))
    value *= 1 + _READABLE * readable(graph, sentences)
    best = np.sort(np.lexsort((sentences, -value))[:_CANDIDATES])
    sentences = sentences[best]
    return sentences, *_mentions(graph, sentences, worth)


def _mentions(
    graph: Graph, sentences: "NDArray[np.int64]", worth: "NDArray[np.float64]"
) -> tuple["NDArray[np.int64]", "NDArray[np.int64]"]:
    rows, whose = stretches(graph.first_mention, sentences)
    entity = graph.mention_entity[rows].astype(np.int64)
    counts = worth[entity] > 0
    rows, whose, entity = rows[counts], whose[counts], entity[counts]
    _, first = np.unique(whose * np.int64(len(worth)) + entity, return_index=True)
    return rows[first], whose[first]


def _largest(
    whose: "NDArray[np.int64]", value: "NDArray[np.float64]", many: int
) -> "NDArray[np.float64]":
    found = np.zeros(many)
    np.maximum.at(found, whose, value)
    return found


def _saying(
    graph: Graph, sentences: "NDArray[np.int64]", worth: "NDArray[np.float64]"
) -> "NDArray[np.int64]":
    """Relations of each sentence that have a member at both ends."""
    rows, whose = stretches(relations_first(graph), sentences)
    both = (worth[graph.relation_source[rows]] > 0) & (worth[graph.relation_target[rows]] > 0)
    return np.bincount(whose[both], minlength=len(sentences))


def _terms(
    graph: Graph, sentences: "NDArray[np.int64]"
) -> tuple["NDArray[np.uint32]", "NDArray[np.int64]", "NDArray[np.int64]"]:
    rows, whose = stretches(graph.first_term, sentences)
    return graph.term[rows], whose, np.bincount(whose, minlength=len(sentences))
