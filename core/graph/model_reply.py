"""Checking what a writing model said of a stretch of text; nothing it says is taken on trust.

A name counts where it stands in the text, as the text spells it. A relation counts between two such
names, in a sentence that names at least one of them. The rest is left out and counted.
"""

import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from core.graph.keys import TOKEN, folded, is_cjk, key_of, tokens_of
from core.graph.model_findings import FoundRelation
from core.graph.model_prompts import KINDS, MOST_NAMES, MOST_RELATIONS, Stretch
from core.graph.reading import FoundName, Sign
from core.types import EntityKind

LONGEST_NAME = 100
"""Characters."""
MOST_TOKENS = 24
"""Of a name; a CJK character is one."""
LONGEST_LABEL = 48
MOST_LABEL_WORDS = 8
_APART = "\0"
_EDGES = "-–—.,;:!?\"'“”‘’ 。，；："
_MARKUP = frozenset("<>{}[]|\\`")
_ENGLISH = (
    "i you he she it we they me him her us them this that these those his its our their my your who"
    " what which one the a an there here"
)
_CHINESE = "我 你 您 他 她 它 我们 你们 他们 她们 它们 这 那 本 该 其 自己 本文 作者"
_NOT_NAMES = frozenset(f"{_ENGLISH} {_CHINESE}".split())


@dataclass(frozen=True)
class Checked:
    """What of a reply the text bears out."""

    names: tuple[FoundName, ...] = ()
    relations: tuple[FoundRelation, ...] = ()
    dropped: int = 0

    def __add__(self, other: "Checked") -> "Checked":
        """Both together."""
        return Checked(
            self.names + other.names,
            self.relations + other.relations,
            self.dropped + other.dropped,
        )


class Words:
    """The folded tokens of a stretch, to find names in; each with its place in the text."""

    def __init__(self, text: str, stretch: Stretch) -> None:
        self._text = text
        self._spans: list[tuple[int, int, int]] = []
        at, starts, parts = 0, [], [_APART]
        for number, line in enumerate(stretch.lines):
            for match in TOKEN.finditer(text, line.start, line.end):
                token = folded(match.group())
                self._spans.append((number, match.start(), match.end()))
                starts.append(at)
                parts += [token, _APART]
                at += len(token) + 1
            # A name does not reach from one line to the next.
            parts.append(_APART)
            at += 1
        self._starts, self._joined = starts, "".join(parts)

    def places(self, name: str) -> list[tuple[int, int, int]]:
        """Where a name stands: the line, counted from 0, and the characters in the text."""
        tokens = tokens_of(name)
        if not tokens:
            return []
        sought = f"{_APART}{_APART.join(tokens)}{_APART}"
        found, at = [], self._joined.find(sought)
        while at >= 0:
            first = bisect_right(self._starts, at) - 1
            line, start, _ = self._spans[first]
            found.append((line, start, self._spans[first + len(tokens) - 1][2]))
            at = self._joined.find(sought, at + 1)
        return found

    def holds_any(self, keys: Iterable[str]) -> bool:
        """Whether one of these names stands here."""
        return any(self.places(key) for key in keys)

    def spelt(self, places: Sequence[tuple[int, int, int]]) -> str:
        """The most frequent spelling at some places."""
        spellings = Counter(" ".join(self._text[start:end].split()) for _, start, end in places)
        return max(spellings, key=lambda one: (spellings[one], one))


def checked(value: Any, text: str, stretch: Stretch) -> Checked | None:
    """What of a reply counts; None where it is not of the form that was asked for."""
    if not isinstance(value, dict):
        return None
    entities, said = value.get("entities"), value.get("relations", [])
    if not isinstance(entities, list) or not isinstance(said, list):
        return None
    words = Words(text, stretch)
    names, lines, dropped = _names(entities[: 2 * MOST_NAMES], words)
    relations: dict[FoundRelation, None] = {}
    for row in said[: 2 * MOST_RELATIONS]:
        relation = _relation(row, names, lines, stretch)
        if relation is None:
            dropped += 1
        else:
            relations[relation] = None
    dropped += len(entities[2 * MOST_NAMES :]) + len(said[2 * MOST_RELATIONS :])
    return Checked(tuple(names[key] for key in sorted(names)), tuple(relations), dropped)


def _names(
    rows: Sequence[Any], words: Words
) -> tuple[dict[str, FoundName], dict[str, set[int]], int]:
    """Names by key, the lines that each stands in, and how many rows are none."""
    names: dict[str, FoundName] = {}
    lines: dict[str, set[int]] = {}
    dropped = 0
    for row in rows:
        name = row.get("name") if isinstance(row, dict) else None
        key = key_of(name) if isinstance(name, str) and _is_name(name) else ""
        places = words.places(key) if key and key not in _NOT_NAMES else []
        if not places:
            dropped += 1
            continue
        kind = EntityKind(row["kind"]) if row.get("kind") in KINDS else EntityKind.OTHER
        before = names.get(key)
        if before is None or before.kind is EntityKind.OTHER:
            names[key] = FoundName(key, words.spelt(places), kind, int(Sign.MODEL), len(places))
        lines[key] = {line for line, _, _ in places}
    return names, lines, dropped


def _is_name(name: str) -> bool:
    if not 0 < len(name) <= LONGEST_NAME:
        return False
    tokens = tokens_of(name)
    letters = [token for token in tokens if not token.isdigit()]
    # One letter, or one character, names nothing that can be told from the rest of the text.
    return bool(letters) and len(tokens) <= MOST_TOKENS and len("".join(tokens)) > 1


def _relation(
    row: Any, names: dict[str, FoundName], lines: dict[str, set[int]], stretch: Stretch
) -> FoundRelation | None:
    if not isinstance(row, dict):
        return None
    ends = [row.get(name) for name in ("source", "target")]
    source, target = (key_of(end) if isinstance(end, str) else "" for end in ends)
    label, number = _label(row.get("label")), row.get("sentence")
    if source == target or source not in names or target not in names or not label:
        return None
    # A bool is an int to Python.
    if type(number) is not int or not 1 <= number <= len(stretch.lines):
        return None
    both = lines[source] & lines[target]
    either = lines[source] | lines[target]
    if number - 1 not in either:
        if not both:
            return None
        # Models miscount; the sentence that names both is the one that was meant.
        near: int = number
        number = min(both, key=lambda line: abs(line + 1 - near)) + 1
    return FoundRelation(source, target, label, stretch.lines[number - 1].sentence)


def _label(said: Any) -> str:
    """A label on one line, in plain letters; empty for one that is none."""
    if not isinstance(said, str) or len(said) > 4 * LONGEST_LABEL:
        return ""
    label = " ".join(said.replace("_", " ").split()).strip(_EDGES)
    if label.isupper() and "_" in said:
        label = label.lower()
    words = len(label.split()) + sum(map(is_cjk, label)) // 2
    if len(label) > LONGEST_LABEL or words > MOST_LABEL_WORDS or not tokens_of(label):
        return ""
    hidden = any(unicodedata.category(letter)[0] == "C" or letter in _MARKUP for letter in label)
    return "" if hidden else label
