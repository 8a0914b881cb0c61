"""Answers made of the documents' own sentences; no language model.

core/generation/candidates.py says what can be quoted and core/generation/choosing.py what is worth
quoting; here the chosen sentences are put in order, cited and told one by one.
"""

from collections.abc import Generator, Sequence
from typing import TYPE_CHECKING

from core.errors import ModelError
from core.events import Token
from core.generation.candidates import LONGEST, Candidate, Shape, candidates
from core.generation.choosing import Judgement, choose, covered, weighed
from core.generation.citations import SliceOf, cite, header_of, readable
from core.generation.question import Question, understand
from core.protocols import Embedder
from core.types import AnswerSentence, Citation, Passage, Support

if TYPE_CHECKING:
    from core.knowledge_base import KnowledgeBase

LIKELY = 24
"""Sentences read for their meaning; each costs a few milliseconds."""


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
        """Stream the sentences that answer, one a token, and return them; none when nothing fits.

        Lines of the question before the last are an earlier question that it leans on.
        """
        understood = understand(question)
        pool = candidates(passages, self._slice_of)
        meaning = self._meaning(understood, passages, pool)
        chosen = choose(understood, passages, pool, meaning, self._judgement)
        written: list[AnswerSentence] = []
        for candidate in _in_order(chosen):
            sentence = self._sentence(candidate)
            if any(sentence.text in other.text for other in written):
                continue
            gap = separator(written[-1], sentence) if written else ""
            yield Token(gap + sentence.text)
            written.append(sentence)
        return tuple(written)

    def _meaning(
        self, question: Question, passages: Sequence[Passage], pool: Sequence[Candidate]
    ) -> dict[Candidate, float]:
        """Cosine of the question and each of the likely sentences that the embedder can read."""
        if self._embedder is None or not pool or not self._embedder.reads([question.text])[0]:
            return {}
        weights = weighed(question, passages)
        likely = sorted(pool, key=lambda one: -covered(weights, one) - 0.5 / (1 + one.rank))
        likely = likely[:LIKELY]
        read = self._embedder.reads([one.text for one in likely])
        known = [one for one, reads in zip(likely, read, strict=True) if reads]
        if not known:
            return {}
        try:
            vectors = self._embedder.embed([one.meant for one in known])
            near = (vectors @ self._embedder.embed_query(question.text)).tolist()
        except ModelError:
            # Its server is down, say: the words decide.
            return {}
        return {one: max(0.0, float(cosine)) for one, cosine in zip(known, near, strict=True)}

    def _sentence(self, candidate: Candidate) -> AnswerSentence:
        start = candidate.start
        if candidate.before is not None and candidate.end - candidate.before <= LONGEST:
            start = candidate.before
        quoted = cite(candidate.passage, start, candidate.end)
        citations: tuple[Citation, ...] = (quoted,)
        lines = [readable(line) for line in quoted.quote.splitlines()]
        header = None
        if candidate.shape is Shape.ROW and self._slice_of is not None:
            header = header_of(quoted, self._slice_of)
        if header is not None:
            citations = (quoted, header)
            lines.insert(0, readable(header.quote))
        for at, end, quote in candidate.heads:
            head = Citation(quoted.document, quoted.title, quoted.page, at, end, quote)
            citations = (*citations, head)
            lines.append(readable(quote))
        if candidate.shape is Shape.SENTENCE:
            lines = [readable(quoted.quote)]
        return AnswerSentence("\n".join(filter(None, lines)), Support.UNCHECKED, citations)


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


def _in_order(chosen: Sequence[Candidate]) -> list[Candidate]:
    """Documents by their best sentence, the sentences of each as they stand in it."""
    documents = list(dict.fromkeys(one.passage.document for one in chosen))
    return sorted(chosen, key=lambda one: (documents.index(one.passage.document), one.start))
