"""Answers without a language model: the documents' own sentences, chosen and put in order.

A sentence is worth what it covers of the question's words, each weighed by how rare it is among the
passages found, directly or through its heading; what kind of answer it holds; how near its meaning
is; and how well its passage was found. Sentences are chosen one after another, each for what it adds
to those chosen (maximal marginal relevance, Carbonell & Goldstein 1998), and one that is about what
a chosen sentence names is drawn in, which is how two documents answer a question together.
"""

import math
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from core.events import Token
from core.generation.candidates import LONGEST, Candidate, Shape, candidates, known_terms
from core.generation.citations import SliceOf, cite, readable
from core.generation.question import Asks, Question, bears, understand
from core.protocols import Embedder
from core.types import AnswerSentence, Citation, MarkKind, Passage, Support

if TYPE_CHECKING:
    from core.knowledge_base import KnowledgeBase


@dataclass(frozen=True, slots=True)
class Judgement:
    """How much each sign counts, and when to stop or say nothing."""

    context: float = 0.5
    """A question's word in the heading or the sentence before, beside one in the sentence itself."""
    kind: float = 0.15
    """The sentence holds the kind of answer asked for."""
    meaning: float = 0.3
    """Cosine of question and sentence."""
    rank: float = 0.15
    """The passage was found first; falls with its rank."""
    bridge: float = 0.3
    """The sentence is about what a chosen one names."""
    again: float = 0.35
    """What a question's word that is already covered still counts."""
    enough: float = 0.5
    """A further sentence must add this share of what the first was worth."""
    say_nothing: float = 0.45
    """Share of the question's words that the best passage must hold."""
    most: int = 5
    """Sentences in an answer."""


class QuotingWriter:
    """Writes answers by quoting."""

    name = "quoting"

    def __init__(
        self,
        embedder: Embedder | None = None,
        slice_of: SliceOf | None = None,
        judgement: Judgement | None = None,
    ) -> None:
        """Without `embedder` meaning does not count; without `slice_of` rows have no header."""
        self._embedder = embedder
        self._slice_of = slice_of
        self._judgement = judgement or Judgement()

    @classmethod
    def of(cls, library: "KnowledgeBase") -> "QuotingWriter":
        """The writer for a library, reading with its embedder and quoting from its texts."""
        return cls(library.embedder, library.catalog.text_slice)

    def write(
        self, question: str, passages: Sequence[Passage]
    ) -> Generator[Token, None, tuple[AnswerSentence, ...]]:
        """Stream the sentences that answer, one a token, and return them; none when nothing fits."""
        written: list[AnswerSentence] = []
        for candidate in self._chosen(understand(question), passages):
            sentence = self._sentence(candidate)
            if any(sentence.text in other.text for other in written):
                continue
            yield Token(
                sentence.text if not written else separator(written[-1], sentence) + sentence.text
            )
            written.append(sentence)
        return tuple(written)

    def _chosen(self, question: Question, passages: Sequence[Passage]) -> list[Candidate]:
        weights = _weighed(question.weights, passages)
        if _best_cover(weights, passages) < self._judgement.say_nothing:
            return []
        pool = candidates(passages)
        meaning = self._meaning(question.text, pool)
        choice = _Choice(question, weights, self._judgement, pool, meaning)
        return _in_order(choice.run())

    def _meaning(self, question: str, pool: Sequence[Candidate]) -> list[float]:
        if self._embedder is None or not pool or not self._embedder.reads([question])[0]:
            return [0.0] * len(pool)
        read = self._embedder.reads([one.text for one in pool])
        texts = [one.text for one, reads in zip(pool, read, strict=True) if reads]
        if not texts:
            return [0.0] * len(pool)
        near = iter((self._embedder.embed(texts) @ self._embedder.embed_query(question)).tolist())
        return [max(0.0, float(next(near))) if reads else 0.0 for reads in read]

    def _sentence(self, candidate: Candidate) -> AnswerSentence:
        start = candidate.start
        if candidate.before is not None and candidate.end - candidate.before <= LONGEST:
            start = candidate.before
        quoted = cite(candidate.passage, start, candidate.end)
        citations: tuple[Citation, ...] = (quoted,)
        lines = [readable(line) for line in quoted.quote.splitlines()]
        if candidate.shape is Shape.ROW and (header := self._header(quoted)):
            citations = (quoted, header)
            lines.insert(0, readable(header.quote))
        if candidate.shape is Shape.SENTENCE:
            lines = [readable(quoted.quote)]
        return AnswerSentence("\n".join(filter(None, lines)), Support.UNCHECKED, citations)

    def _header(self, row: Citation) -> Citation | None:
        """The header of the table that a row stands in; None when it has none or is it itself."""
        if self._slice_of is None:
            return None
        around = self._slice_of(row.document, row.start, row.end)
        table = next((mark for mark in around.marks if mark.kind is MarkKind.TABLE), None)
        if table is None:
            return None
        top = self._slice_of(row.document, table.start, table.start + 1)
        for mark in top.marks:
            if mark.kind is MarkKind.TABLE_HEADER and table.start <= mark.start < row.start:
                quote = top.text[mark.start - top.start : mark.end - top.start]
                return Citation(row.document, row.title, row.page, mark.start, mark.end, quote)
        return None


def separator(one: AnswerSentence, following: AnswerSentence) -> str:
    """What stands between two sentences of an answer: a line end where the source changes."""
    together = (
        "\n" not in one.text + following.text
        and " | " not in one.text + following.text
        and one.citations[0].document == following.citations[0].document
        and 0 <= following.citations[0].start - one.citations[0].end <= 2
    )
    if not together:
        return "\n"
    return "" if one.text[-1:] in "。！？；”" else " "


def _weighed(own: Mapping[str, float], passages: Sequence[Passage]) -> dict[str, float]:
    """The question's terms with their weight: rarer among the passages is heavier."""
    held = [_held(passage) for passage in passages]
    return {
        term: weight * math.log(1 + (len(held) + 1) / (sum(term in one for one in held) + 0.5))
        for term, weight in own.items()
    }


def _held(passage: Passage) -> frozenset[str]:
    return known_terms(f"{passage.title}\n{passage.heading}\n{passage.text}")


def _best_cover(weights: Mapping[str, float], passages: Sequence[Passage]) -> float:
    whole = sum(weights.values())
    if not whole:
        return 0.0
    return max(
        (sum(weights[term] for term in weights.keys() & _held(one)) / whole for one in passages),
        default=0.0,
    )


@dataclass(slots=True)
class _Choice:
    """The choosing of sentences, one after another."""

    question: Question
    weights: Mapping[str, float]
    judgement: Judgement
    pool: Sequence[Candidate]
    meaning: Sequence[float]
    chosen: list[Candidate] = field(default_factory=list)

    def run(self) -> list[Candidate]:
        """The chosen candidates, best first."""
        left = list(range(len(self.pool)))
        first = 0.0
        while left and len(self.chosen) < self.judgement.most:
            worth, best = max((self._worth(index), -index) for index in left)
            best = -best
            first = first or worth
            if worth <= 0 or worth < self.judgement.enough * first:
                break
            self.chosen.append(self.pool[best])
            left = [index for index in left if not self._overlaps(self.pool[index])]
        return self.chosen

    def _worth(self, index: int) -> float:
        one = self.pool[index]
        judgement = self.judgement
        whole = sum(self.weights.values())
        covered = frozenset().union(*(chosen.terms for chosen in self.chosen))
        worth = 0.0
        for term, weight in self.weights.items():
            share = 1.0 if term in one.terms else judgement.context * (term in one.context)
            worth += weight / whole * share * (judgement.again if term in covered else 1.0)
        if self.question.asks is not Asks.ANYTHING and bears(self.question.asks, self._new(one)):
            worth += judgement.kind
        worth += judgement.meaning * self.meaning[index]
        worth += judgement.rank / (1 + one.rank)
        if self.chosen:
            worth += judgement.bridge * self._bridge(one)
            worth *= 1 - max(_alike(one, chosen) for chosen in self.chosen)
        return worth

    def _new(self, one: Candidate) -> str:
        """The sentence without the question's own numbers and names, which answer nothing."""
        text = one.text
        for word in self.question.text.split():
            if any(character.isdigit() or character.isupper() for character in word):
                text = text.replace(word.strip("?？,.，。"), " ")
        return text

    def _bridge(self, one: Candidate) -> float:
        """Share of the title's words that a chosen sentence names and the question does not."""
        title = known_terms(one.passage.title)
        new = title - self.weights.keys()
        if not new or any(
            one.passage.document == chosen.passage.document for chosen in self.chosen
        ):
            return 0.0
        return max(len(title & chosen.terms) / len(title) for chosen in self.chosen)

    def _overlaps(self, one: Candidate) -> bool:
        last = self.chosen[-1]
        return (
            one.passage.document == last.passage.document
            and one.start < last.end
            and last.start < one.end
        )


def _alike(one: Candidate, other: Candidate) -> float:
    shared = len(one.terms & other.terms)
    return shared / min(len(one.terms), len(other.terms)) if shared else 0.0


def _in_order(chosen: Sequence[Candidate]) -> list[Candidate]:
    """Documents by their best sentence, the sentences of each as they stand in it."""
    documents = list(dict.fromkeys(one.passage.document for one in chosen))
    return sorted(chosen, key=lambda one: (documents.index(one.passage.document), one.start))
