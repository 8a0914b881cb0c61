"""What joins entities: sentences that name both, against chance, and what those sentences say."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from core.graph.chinese_relations import chinese_relations
from core.graph.english_relations import english_relations
from core.graph.findings import Named
from core.graph.keys import CJK

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST_NAMES = 12
"""A sentence with more names is a list: it connects nothing."""
OFTEN = 0.5
"""What a further e-fold of sentences adds to a connection's weight, as a share of its strength."""
SAID = 1.5
"""How many times as much a connection weighs of which a sentence says something."""


@dataclass(frozen=True)
class Pairs:
    """Sentences with two entities that they name, each once: by source, target, then sentence."""

    sentence: "NDArray[np.int32]"
    source: "NDArray[np.int32]"
    """The smaller number of the two."""
    target: "NDArray[np.int32]"


def pairs(sentence: "NDArray[np.int32]", entity: "NDArray[np.int32]", entities: int) -> Pairs:
    """The pairs of entities in sentences with few enough names, from mentions by sentence."""
    unique = np.unique(sentence.astype(np.int64) * max(entities, 1) + entity)
    of, who = np.divmod(unique, max(entities, 1))
    counts = np.bincount(of, minlength=int(of.max()) + 1) if len(of) else np.zeros(0, np.int64)
    few = counts[of] <= MOST_NAMES if len(of) else np.zeros(0, dtype=bool)
    of, who = of[few], who[few]
    found: list[NDArray[np.int64]] = []
    for step in range(1, MOST_NAMES):
        same = np.flatnonzero(of[step:] == of[:-step])
        if not len(same):
            break
        found.append(np.stack((of[same], who[same], who[same + step])))
    together = np.concatenate(found, axis=1) if found else np.zeros((3, 0), dtype=np.int64)
    return ordered(together[0], together[1], together[2])


def ordered(
    sentence: "NDArray[np.int64]", source: "NDArray[np.int64]", target: "NDArray[np.int64]"
) -> Pairs:
    """Pairs in their order, each once, whichever end comes first."""
    low, high = np.minimum(source, target), np.maximum(source, target)
    rows = np.stack((low, high, sentence)).astype(np.int32)
    rows = rows[:, np.lexsort((rows[2], rows[1], rows[0]))]
    fresh = np.ones(rows.shape[1], dtype=bool)
    fresh[1:] = (rows[:, 1:] != rows[:, :-1]).any(axis=0)
    rows = rows[:, fresh]
    return Pairs(rows[2], rows[0], rows[1])


def strength(
    together: "NDArray[np.int64]",
    source_sentences: "NDArray[np.int64]",
    target_sentences: "NDArray[np.int64]",
    sentences: int,
) -> "NDArray[np.float32]":
    """(C,) normalised pointwise mutual information over sentences, 0 to 1 (Bouma 2009).

    Half a sentence is taken off: two names that stand once each, in one sentence, are no law.
    """
    if not len(together):
        return np.zeros(0, dtype=np.float32)
    total = float(sentences) + 1.0
    both = (together - 0.5) / total
    expected = (source_sentences / total) * (target_sentences / total)
    found = np.log(both / expected) / -np.log(both)
    clipped: NDArray[np.float32] = np.clip(found, 0.0, 1.0).astype(np.float32)
    return clipped


def weight(
    strengths: "NDArray[np.float32]", together: "NDArray[np.int64]", said: "NDArray[np.bool_]"
) -> "NDArray[np.float32]":
    """(C,) what communities and paths go by."""
    often = 1.0 + OFTEN * np.log(np.maximum(together, 1))
    found = (0.05 + strengths) * often * np.where(said, SAID, 1.0)
    result: NDArray[np.float32] = found.astype(np.float32)
    return result


def relations(
    text: str,
    sentences: Sequence[tuple[int, int]],
    named: Sequence[Sequence[Named]],
) -> list[tuple[int, int, int, str]]:
    """What sentences say: place of the sentence, starts of subject and object, and the label."""
    found: list[tuple[int, int, int, str]] = []
    for place, ((start, end), names) in enumerate(zip(sentences, named, strict=True)):
        if not 2 <= len(names) <= MOST_NAMES:
            continue
        is_chinese = _mostly_cjk(text[start:end])
        finder = chinese_relations if is_chinese else english_relations
        found.extend(
            (place, names[each.subject].start, names[each.object].start, each.label)
            for each in finder(text, start, end, names)
            if each.subject != each.object and each.label
        )
    return sorted(set(found))


def _mostly_cjk(text: str) -> bool:
    cjk = len(CJK.findall(text))
    # A Chinese character says about as much as two letters.
    return cjk * 3 > len(text) - text.count(" ")
