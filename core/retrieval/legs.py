"""Searching by meaning and by words, for one text or several, and judging all that was found.

What one leg found the other judges exactly, so that nothing loses for having been just below the
depth of one of them. A leg that cannot judge has no vote: a text that the embedder cannot read is
searched by words alone, and a chunk without a vector is judged by its words alone.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from core.embedding.missing import MissingEmbedder
from core.errors import ModelError
from core.foreground import foreground
from core.retrieval.exact import to_the_letter
from core.retrieval.fusion import Leg, fuse
from core.retrieval.neighbours import beside
from core.stores.texts import storable
from core.text.terms import question_terms, terms

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from core.knowledge_base import KnowledgeBase

MEANING_LEG, WORDS_LEG = "vector", "keyword"
MEANING, WORDS = 0.6, 0.4
"""Weights of the legs."""
DEPTH = 100
"""Candidates of each leg."""
ALL_HELD, FEW_TERMS, SURER = 0.8, 2, 0.5
"""From this share of a question's terms in the best passage by words on, and more than so many
terms, words get up to so much more of the say: a passage that holds all of five words is what was
asked for, whatever else means the same."""
MOST_WORDS = 400
"""Terms of a text that are searched for; who pastes a page has said enough."""


@dataclass(frozen=True)
class Asked:
    """A text to search for.

    `vector` None: it cannot be searched by meaning, for the reason in `silent`. `meaning` and
    `words` weigh its legs; one that weighs nothing is not asked.
    """

    text: str
    vector: "NDArray[np.float32] | None"
    meaning: float = MEANING
    words: float = WORDS
    silent: str = "unreadable"


def depth_for(limit: int) -> int:
    """Candidates that each leg is asked for, where `limit` hits are wanted."""
    return max(DEPTH, 2 * limit)


@foreground()
def asked(library: "KnowledgeBase", text: str, weight: float = 1.0) -> Asked:
    """A text as both legs search for it."""
    text = storable(text)
    embedder = library.embedder
    vector = None
    silent = "unreachable" if isinstance(embedder, MissingEmbedder) else "unreadable"
    try:
        if embedder.reads([text])[0]:
            vector = embedder.embed_query(text)
    except ModelError:
        # Its server is down: words alone are searched.
        silent = "unreachable"
    return Asked(text, vector, weight * MEANING, weight * WORDS, silent)


@foreground()
def searched(
    library: "KnowledgeBase",
    texts: Sequence[Asked],
    depth: int = DEPTH,
    documents: Collection[str] | None = None,
) -> list[Leg]:
    """The legs of all texts, each judging what any of them found.

    What the first text wants to the letter has a vote, and neighbours where words are all there is.
    """
    legs = [leg for each in judged(library, texts, depth, documents) for leg in each]
    return _with_small_votes(library, texts, legs)


def _with_small_votes(
    library: "KnowledgeBase", texts: Sequence[Asked], legs: list[Leg]
) -> list[Leg]:
    if all(text.vector is None for text in texts):
        fused = fuse(legs, len({chunk for leg in legs for chunk in leg.scores}))
        places = library.chunks.places([hit.chunk for hit in fused])
        legs.append(beside(fused, places, legs))
    return [*legs, *to_the_letter(library, texts[0].text, legs)]


@foreground()
def judging_more(
    library: "KnowledgeBase",
    text: Asked,
    legs: Sequence[Leg],
    more: Collection[int],
    documents: Collection[str] | None = None,
) -> list[Leg]:
    """The legs that `searched` gave for one text, judging further chunks that something else found.

    What the legs said before stays as it was.
    """
    own: list[Leg] = []
    for leg in legs:
        unjudged = sorted(set(more) - leg.scores.keys())
        if leg.name == MEANING_LEG and text.vector is not None:
            stored = library.chunks.vectors(unjudged)
            further = {
                chunk: float(vector.astype("f4") @ text.vector)
                for chunk, vector in stored.items()
                if len(vector) == len(text.vector)
            }
        elif leg.name == WORDS_LEG:
            words = question_terms(text.text)[:MOST_WORDS]
            further = dict.fromkeys(unjudged, 0.0)
            if unjudged:
                further |= dict(library.index.matching(words, len(unjudged), documents, unjudged))
        elif leg.name == MEANING_LEG:
            further = {}
        else:
            continue
        own.append(replace(leg, scores={**leg.scores, **further}))
    return _with_small_votes(library, [text], own)


@foreground()
def judged(
    library: "KnowledgeBase",
    texts: Sequence[Asked],
    depth: int = DEPTH,
    documents: Collection[str] | None = None,
) -> list[list[Leg]]:
    """The legs of each text; every leg judges what any of all the legs found."""
    index, chunks = library.index, library.chunks
    by_meaning = [
        dict(index.nearest(each.vector, depth, documents))
        if each.vector is not None and each.meaning
        else {}
        for each in texts
    ]
    words = [question_terms(each.text)[:MOST_WORDS] if each.words else [] for each in texts]
    by_words = [dict(index.matching(each, depth, documents)) if each else {} for each in words]
    every = {chunk for found in (*by_meaning, *by_words) for chunk in found}

    unmeant = [
        {chunk for chunk in every if chunk not in found} if each.vector is not None else set()
        for each, found in zip(texts, by_meaning, strict=True)
    ]
    stored = chunks.vectors(sorted(set().union(*unmeant)))
    all_legs: list[list[Leg]] = []
    for number, each in enumerate(texts):
        legs: list[Leg] = []
        all_legs.append(legs)
        name = numbered("", number)
        found, own = by_meaning[number], words[number]
        surer = _surer(library, own, by_words[number]) if each.vector is not None else 0.0
        shift = min(surer * (each.meaning + each.words), each.meaning)
        if each.vector is None:
            legs.append(Leg(MEANING_LEG + name, 0.0, {}, (), 0.0, each.text, each.silent))
        elif each.meaning:
            cosines = found | {
                chunk: float(stored[chunk].astype("f4") @ each.vector)
                for chunk in unmeant[number]
                if chunk in stored and len(stored[chunk]) == len(each.vector)
            }
            floor = min(cosines.values(), default=0.0)
            say = each.meaning - shift
            legs.append(Leg(MEANING_LEG + name, say, cosines, found, floor, each.text))
        if each.words:
            found = by_words[number]
            scores = dict.fromkeys(every, 0.0) | found
            unsaid = sorted(every - found.keys())
            if unsaid and own:
                scores |= dict(index.matching(own, len(unsaid), documents, unsaid))
            say = each.words + shift
            legs.append(Leg(WORDS_LEG + name, say, scores, found, 0.0, each.text))
    return all_legs


def _surer(library: "KnowledgeBase", asked: Sequence[str], found: Mapping[int, float]) -> float:
    """How much of the say goes from meaning to words, 0 to SURER."""
    if len(asked) <= FEW_TERMS or not found:
        return 0.0
    best = library.chunks.get([max(found, key=lambda chunk: (found[chunk], -chunk))])
    if not best:
        return 0.0
    there = set(terms(f"{best[0].heading}\n{best[0].text}"))
    held = sum(term in there for term in asked) / len(asked)
    enough = min(1.0, (len(asked) - FEW_TERMS) / 3)
    return SURER * enough * max(0.0, (held - ALL_HELD) / (1 - ALL_HELD))


def numbered(leg: str, number: int) -> str:
    """Name of a leg for the text with that number, from 0."""
    return f"{leg}:{number + 1}" if number else leg
