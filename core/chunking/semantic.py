"""Chunks that end where the subject changes.

At each gap between two sentences, what stands before is compared with what comes after; where the
likeness falls into a valley deeper than the document's valleys usually are, the subject has changed
(TextTiling, Hearst 1997, with sentence embeddings in place of words). Text that the embedder cannot
read is compared by its terms, as TextTiling does. A boundary never joins what top headings part.
"""

import math
from bisect import bisect
from collections import Counter
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from core.chunking.groups import spans_of
from core.chunking.units import Unit, chunk_of, stretches, units_of
from core.events import Progress, Stage
from core.protocols import ChunkingTools, Embedder
from core.text.terms import terms
from core.types import Cut, ParsedDocument

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_SENTENCES = 2
"""Compared on either side of a gap."""
_SENTENCES_OF_TERMS = 3
"""Likewise where terms are compared, of which a sentence has few."""
_LEAST_TOKENS = 48
"""A chunk is not smaller than this for a change of subject alone."""
_DEVIATIONS = -1.0
"""A valley is a boundary when its depth is at least the mean and so many standard deviations.

Measured on passages of MuSiQue and HotpotQA run together without a break: the boundaries found
there have an F1 of 0.78 and 0.82 (at +0.5 and three sentences: 0.69).
"""
_DEVIATIONS_OF_TERMS = 0.5
"""Likewise where terms are compared: they waver more from sentence to sentence."""
_BETWEEN_BLOCKS = 0.5
"""What likeness counts for between two blocks, as a share of it."""
_UNREAD_SHARE = 0.2
"""Of a stretch's characters: when the embedder cannot read more, terms are compared instead."""
_TOGETHER = 256
"""Sentences embedded in one step."""


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Units between which boundaries are looked for, and how like both sides of each gap are."""

    units: list[Unit]
    by_terms: bool
    likeness: list[float]
    depths: list[float]


class SemanticChunker:
    """Cuts where neighbouring sentences are least alike."""

    name = "semantic"

    def __init__(self, max_tokens: int = 254) -> None:
        """`max_tokens` bounds headings and text, where the embedder does not read less."""
        self._most = max_tokens

    def chunk(
        self, document: ParsedDocument, tools: ChunkingTools
    ) -> Generator[Progress, None, Cut]:
        """Spans in document order, with their heading paths and sections."""
        units = units_of(document, tools.embedder, self._most)
        compared = yield from _compared(document.text, units, tools.embedder)
        thresholds = {
            by_terms: _threshold([s.depths for s in compared if s.by_terms is by_terms], deviations)
            for by_terms, deviations in ((False, _DEVIATIONS), (True, _DEVIATIONS_OF_TERMS))
        }
        return Cut(
            spans_of(
                chunk_of(stretch.units[first:last])
                for stretch in compared
                for first, last in _cut(stretch, thresholds[stretch.by_terms])
            )
        )


# ---- how like the sides of each gap are --------------------------------------------------------


def _compared(
    text: str, units: Sequence[Unit], embedder: Embedder
) -> Generator[Progress, None, list[_Stretch]]:
    runs = list(stretches(units))
    unread = _unread(text, runs, embedder)
    rarity = _rarity(text, [run for run, by_terms in zip(runs, unread, strict=True) if by_terms])
    found: list[_Stretch] = []
    done = 0
    for batch in _batches(runs):
        vectors: list[str] = []
        kinds = unread[len(found) : len(found) + len(batch)]
        for run, by_terms in zip(batch, kinds, strict=True):
            if not by_terms and len(run) > 1:
                vectors += [text[unit.start : unit.end] for unit in run]
        embedded = embedder.embed(vectors) if vectors else None
        at = 0
        for run, by_terms in zip(batch, kinds, strict=True):
            likeness: list[float] = []
            if len(run) > 1 and by_terms:
                likeness = _likeness_of_terms(text, run, rarity)
            elif len(run) > 1 and embedded is not None:
                likeness = _likeness_of_vectors(embedded[at : at + len(run)])
                at += len(run)
            # Whoever wrote it began a paragraph there for a reason.
            likeness = [
                value * _BETWEEN_BLOCKS if unit.begins else value
                for value, unit in zip(likeness, run[1:], strict=True)
            ]
            found.append(_Stretch(run, by_terms, likeness, _depths(likeness)))
        done += sum(map(len, batch))
        yield Progress(Stage.PREPARING, done, len(units))
    return found


def _batches(runs: Iterable[list[Unit]]) -> Iterator[list[list[Unit]]]:
    batch: list[list[Unit]] = []
    count = 0
    for run in runs:
        batch.append(run)
        count += len(run)
        if count >= _TOGETHER:
            yield batch
            batch, count = [], 0
    if batch:
        yield batch


def _unread(text: str, runs: Sequence[Sequence[Unit]], embedder: Embedder) -> list[bool]:
    """Whether each stretch holds too much that the embedder cannot read."""
    reads = iter(embedder.reads([text[unit.start : unit.end] for run in runs for unit in run]))
    answers = []
    for run in runs:
        unread = sum(unit.end - unit.start for unit in run if not next(reads))
        answers.append(unread > _UNREAD_SHARE * sum(unit.end - unit.start for unit in run))
    return answers


def _likeness_of_vectors(vectors: "NDArray[np.float32]") -> list[float]:
    """Cosine between the sums of the vectors before and after each gap."""
    import numpy as np

    sums = np.zeros((len(vectors) + 1, vectors.shape[1]), dtype=np.float64)
    np.cumsum(vectors, axis=0, out=sums[1:])
    gaps = np.arange(1, len(vectors))
    before = sums[gaps] - sums[np.maximum(gaps - _SENTENCES, 0)]
    after = sums[np.minimum(gaps + _SENTENCES, len(vectors))] - sums[gaps]
    lengths = np.linalg.norm(before, axis=1) * np.linalg.norm(after, axis=1)
    found: list[float] = ((before * after).sum(axis=1) / np.maximum(lengths, 1e-9)).tolist()
    return found


def _rarity(text: str, runs: Iterable[Sequence[Unit]]) -> dict[str, float]:
    """Inverse document frequency of each term, a sentence counting as a document."""
    holders: Counter[str] = Counter()
    count = 0
    for run in runs:
        for unit in run:
            holders.update(set(terms(text[unit.start : unit.end])))
            count += 1
    return {term: math.log((count + 1) / held) for term, held in holders.items()}


def _likeness_of_terms(text: str, run: Sequence[Unit], rarity: dict[str, float]) -> list[float]:
    """Cosine between the weighted terms before and after each gap."""
    counts = [Counter(terms(text[unit.start : unit.end])) for unit in run]
    found = []
    for gap in range(1, len(run)):
        before = _weights(counts[max(0, gap - _SENTENCES_OF_TERMS) : gap], rarity)
        after = _weights(counts[gap : gap + _SENTENCES_OF_TERMS], rarity)
        product = sum(weight * after.get(term, 0.0) for term, weight in before.items())
        lengths = math.hypot(*before.values()) * math.hypot(*after.values())
        found.append(product / lengths if lengths else 0.0)
    return found


def _weights(counts: Iterable[Counter[str]], rarity: dict[str, float]) -> dict[str, float]:
    total: Counter[str] = Counter()
    for each in counts:
        total.update(each)
    return {term: (1 + math.log(count)) * rarity[term] for term, count in total.items()}


# ---- where the boundaries are ------------------------------------------------------------------


def _depths(likeness: Sequence[float]) -> list[float]:
    """How deep each gap lies below the peaks on both sides; 0 where it is no valley."""
    found = []
    for at, here in enumerate(likeness):
        left, right = _peak(likeness, at, -1), _peak(likeness, at, 1)
        is_valley = (at == 0 or left > here) and (at == len(likeness) - 1 or right > here)
        found.append(left + right - 2 * here if is_valley else 0.0)
    return found


def _peak(likeness: Sequence[float], at: int, step: int) -> float:
    """The height reached by going up from `at` in steps of 1 or -1 for as long as it rises."""
    while 0 <= at + step < len(likeness) and likeness[at + step] >= likeness[at]:
        at += step
    return likeness[at]


def _threshold(depths: Iterable[Sequence[float]], deviations: float) -> float:
    """The depth from which a valley of this document is a change of subject."""
    valleys = [depth for each in depths for depth in each if depth > 0]
    if not valleys:
        return math.inf
    mean = math.fsum(valleys) / len(valleys)
    spread = math.sqrt(math.fsum((depth - mean) ** 2 for depth in valleys) / len(valleys))
    return mean + deviations * spread


def _cut(stretch: _Stretch, threshold: float) -> Iterator[tuple[int, int]]:
    """Spans of units that become chunks: boundaries at deep valleys, and where size forces one."""
    before = list(accumulate((unit.tokens for unit in stretch.units), initial=0))
    bounds = [0, len(stretch.units)]
    deepest = sorted(range(len(stretch.depths)), key=lambda at: -stretch.depths[at])
    for at in deepest:
        if stretch.depths[at] < threshold:
            break
        place = bisect(bounds, at + 1)
        left, right = bounds[place - 1], bounds[place]
        least = min(before[at + 1] - before[left], before[right] - before[at + 1])
        if least >= _LEAST_TOKENS:
            bounds.insert(place, at + 1)
    for first, last in pairwise(bounds):
        yield from _fitting(stretch, before, first, last)


def _fitting(
    stretch: _Stretch, before: Sequence[int], first: int, last: int
) -> Iterator[tuple[int, int]]:
    """The span, or parts of it that fit, parted where the sides are least alike."""
    waiting = [(first, last)]
    while waiting:
        first, last = waiting.pop()
        total = before[last] - before[first]
        if last - first == 1 or total <= min(u.group.room for u in stretch.units[first:last]):
            yield first, last
            continue
        quarter = total / 4
        gaps = [
            gap
            for gap in range(first + 1, last)
            if before[gap] - before[first] >= quarter and before[last] - before[gap] >= quarter
        ] or range(first + 1, last)
        gap = min(gaps, key=lambda at: stretch.likeness[at - 1])
        waiting += [(gap, last), (first, gap)]
