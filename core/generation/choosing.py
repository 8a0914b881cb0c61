"""Which sentences answer a question, without a language model.

A sentence is worth what it covers of the question's words, each weighed by how rare it is among the
passages found, directly or through its heading; what kind of answer it holds; how near its meaning
is; and how well its passage was found. Sentences are chosen one after another, each for what it
adds to those chosen (maximal marginal relevance, Carbonell & Goldstein 1998), and one that is about
what a chosen sentence names is drawn in, which is how two documents answer a question together.
"""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from core.generation.candidates import Candidate, known_terms
from core.generation.question import Asks, Question, bears, substance
from core.types import Passage

_ADDRESS = re.compile(r"\S+@\S+|https?://\S+|^\s*(?:From|To|Cc):")
_LETTER = re.compile(r"\w")
_SHORT = 8
"""Terms of a line that may be nothing but a name and its address."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """How much a sign counts beside a question's word in the sentence itself, and when to stop."""

    context: float = 0.8
    """A question's word in the title, a heading or the sentence before."""
    passage: float = 0.3
    """A question's word elsewhere in the passage."""
    kind: float = 0.25
    """The sentence holds the kind of answer asked for."""
    meaning: float = 0.6
    """Cosine of question and sentence."""
    rank: float = 0.15
    """The passage was found first; falls with its rank."""
    bridge: float = 0.6
    """The sentence is about what a chosen one names."""
    again: float = 0.35
    """What a question's word still counts when a chosen sentence has it."""
    enough: float = 0.6
    """A further sentence must add this share of what the first was worth."""
    most: int = 3
    """Sentences in an answer."""
    needed: int = 6
    """Of the question's heaviest words so many are looked for in one sentence: a long question is
    answered by several."""
    fits_by_words: float = 0.42
    """Share of those words that the best sentence and its context must have."""
    fits_by_meaning: float = 0.86
    """That share and the sentence's cosine together, where the embedder reads the text."""
    strange: float = 0.5
    """Taken from either where no name of the question is known, in part for some of them, and
    where the sentence's passage does not have a number that the question names."""


def weighed(question: Question, passages: Sequence[Passage]) -> dict[str, float]:
    """The question's terms with their weight: rarer among the passages is heavier."""
    held = _held(passages)
    known = frozenset().union(*held)
    asked = dict.fromkeys(question.perhaps & known, 1.0) | question.weights
    joints = _joints(list(question.weights), known)
    return {
        term: weight * math.log(1 + (len(held) + 1) / (sum(term in one for one in held) + 0.5))
        for term, weight in asked.items()
        if term not in joints
    }


def _joints(terms: Sequence[str], known: frozenset[str]) -> set[str]:
    """Pairs of Chinese characters that only stand side by side, between two words of the passages.

    小学捐 makes 小学 and 学捐; that nobody writes the second says nothing.
    """
    return {
        term
        for before, term, after in zip(terms, terms[1:], terms[2:], strict=False)
        if term not in known
        and {before, after} <= known
        and len(term) == 2
        and before[-1] == term[0]
        and term[1] == after[0]
    }


def covered(weights: Mapping[str, float], one: Candidate) -> float:
    """Share of the question's words that a sentence has, in itself or its context."""
    found = sum(weights[term] for term in weights.keys() & (one.terms | one.context))
    return found / (sum(weights.values()) or 1.0)


def choose(
    question: Question,
    passages: Sequence[Passage],
    pool: Sequence[Candidate],
    meaning: Mapping[Candidate, float],
    judgement: Judgement,
) -> list[Candidate]:
    """The sentences that answer, best first; none when none is about what the question asks.

    `meaning` holds the cosine of the question and those sentences that the embedder reads.
    """
    weights = weighed(question, passages)
    if not _fits(question, weights, passages, pool, meaning, judgement):
        return []
    held = _held(passages)
    return _Choice(question, _shared(weights, held), judgement, pool, held, meaning).run()


def _fits(
    question: Question,
    weights: Mapping[str, float],
    passages: Sequence[Passage],
    pool: Sequence[Candidate],
    meaning: Mapping[Candidate, float],
    judgement: Judgement,
) -> bool:
    """Whether any sentence is about what is asked, and every name asked about is known."""
    held = _held(passages)
    known = [one.terms | one.context for one in pool]
    absent = [name for name in question.names if not any(name <= one for one in known)]
    numbers = frozenset(term for name in question.names for term in name if term.isdigit())
    whole = sum(weights.values()) or 1.0
    needed = sum(sorted(weights.values())[-judgement.needed :]) or 1.0

    def about(one: Candidate) -> float:
        strange = len(absent) / len(question.names) if absent else 0.0
        if not numbers <= held[one.rank]:
            strange = 1.0
        share = min(1.0, covered(weights, one) * whole / needed)
        return share - judgement.strange * strange

    if meaning:
        near = max(about(one) + cosine for one, cosine in meaning.items())
        return near >= judgement.fits_by_meaning
    return max(map(about, pool), default=0.0) >= judgement.fits_by_words


def _held(passages: Sequence[Passage]) -> list[frozenset[str]]:
    return [known_terms(f"{one.title}\n{one.heading}\n{one.text}") for one in passages]


def _shared(weights: Mapping[str, float], held: Sequence[frozenset[str]]) -> dict[str, float]:
    """Terms that occur in the same passages share their weight.

    A name of eight characters makes seven terms and still says one thing.
    """
    where = {term: tuple(term in one for one in held) for term in weights}
    together = Counter(where.values())
    return {term: weight / together[where[term]] for term, weight in weights.items()}


@dataclass(slots=True)
class _Choice:
    """The choosing of sentences, one after another."""

    question: Question
    weights: Mapping[str, float]
    judgement: Judgement
    pool: Sequence[Candidate]
    held: Sequence[frozenset[str]]
    meaning: Mapping[Candidate, float]
    chosen: list[Candidate] = field(default_factory=list)

    def run(self) -> list[Candidate]:
        """The chosen candidates, best first."""
        # A line that only repeats the question, such as a name under a letter, answers nothing.
        left = [one for one in self.pool if _says(one) - self.weights.keys()]
        first = 0.0
        while left and len(self.chosen) < self.judgement.most:
            worths = [self._worth(one) for one in left]
            worth = max(worths)
            first = first or worth
            if worth <= 0 or worth < self.judgement.enough * first:
                break
            self.chosen.append(left[worths.index(worth)])
            left = [one for one in left if not _overlap(one, self.chosen[-1])]
        return self.chosen

    def _worth(self, one: Candidate) -> float:
        judgement = self.judgement
        whole = sum(self.weights.values()) or 1.0
        already = self._said(one)
        worth = 0.0
        for term, weight in self.weights.items():
            share = self._share(term, one) * (judgement.again if term in already else 1.0)
            worth += share * weight / whole
        worth += judgement.kind * bears(self.question, _new(self.question, one))
        worth += judgement.meaning * self.meaning.get(one, 0.0)
        worth += judgement.rank / (1 + one.rank)
        if self.chosen:
            worth += judgement.bridge * self._bridge(one)
        if already:
            worth *= 1 - max(_alike(one, chosen) for chosen in self.chosen)
        return worth

    def _said(self, one: Candidate) -> frozenset[str]:
        """What the chosen sentences have said already, as far as it takes from this one's worth.

        Within a document their context is said too: a table's header is not news in its next row.
        Another document that gives another figure for the same words says something else.
        """
        said: set[str] = set()
        for chosen in self.chosen:
            same = chosen.passage.document == one.passage.document
            said |= (chosen.terms | chosen.context) if same else chosen.terms
        figures = {term for term in one.terms - self.weights.keys() if term.isdigit()}
        if (
            self.question.asks in (Asks.NUMBER, Asks.DATE)
            and figures - said
            and all(chosen.passage.document != one.passage.document for chosen in self.chosen)
            and all(self._own(one) >= self._own(chosen) for chosen in self.chosen)
        ):
            return frozenset()
        return frozenset(said)

    def _own(self, one: Candidate) -> float:
        return sum(self.weights[term] for term in self.weights.keys() & one.terms)

    def _share(self, term: str, one: Candidate) -> float:
        if term in one.terms:
            return 1.0
        if term in one.context:
            return self.judgement.context
        return self.judgement.passage if term in self.held[one.rank] else 0.0

    def _bridge(self, one: Candidate) -> float:
        """Share of the title's words that a chosen sentence names and the question does not."""
        title = known_terms(one.passage.title)
        if title <= self.weights.keys() or any(
            one.passage.document == chosen.passage.document for chosen in self.chosen
        ):
            return 0.0
        return max(len(title & chosen.terms) / len(title) for chosen in self.chosen)


def _says(one: Candidate) -> frozenset[str]:
    """What a sentence says, in a short one without addresses and words of grammar."""
    if len(one.terms) > _SHORT:
        return one.terms
    plain = _ADDRESS.sub(" ", one.text)
    return frozenset(substance(plain)) if _LETTER.search(plain) else frozenset()


def _new(question: Question, one: Candidate) -> str:
    """The sentence without the question's own numbers and names, which answer nothing."""
    text = one.text
    if question.asks is Asks.DEFINITION:
        return text
    for word in question.text.split():
        if any(character.isdigit() or character.isupper() for character in word):
            text = text.replace(word.strip("?？,.，。"), " ")
    return text


def _overlap(one: Candidate, other: Candidate) -> bool:
    return (
        one.passage.document == other.passage.document
        and one.start < other.end
        and other.start < one.end
    )


def _alike(one: Candidate, other: Candidate) -> float:
    shared = len(one.terms & other.terms)
    return shared / min(len(one.terms), len(other.terms)) if shared else 0.0
