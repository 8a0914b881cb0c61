"""Passages in any number for the knowledge graph: real ones first, then recombined with new names.

A recombined passage has sentences of two real ones. Of its names a part is spelt as it was, so that
frequent names grow more frequent, and the rest gets syllables of its own, so that a library ten
times as large also has several times as many names (Heaps). The same number gives the same passage.
"""

import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from core.text.sentences import sentences

SETS = ("musique-en", "hotpotqa-en", "cmrc2018-zh")
NEW_NAMES = 0.5
"""Of the names in a recombined passage."""
_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][a-z]{3,}")
"""A capital within a sentence; the first word of one stays as it is."""
_FOREIGN = re.compile("[\u4e00-\u9fff]{1,4}(?:·[\u4e00-\u9fff]{1,6})+")
_SYLLABLES = (
    "ba",
    "den",
    "fi",
    "gor",
    "hul",
    "ka",
    "lin",
    "mo",
    "nar",
    "pel",
    "ros",
    "sa",
    "tur",
    "ven",
)
_CHARACTERS = (
    "阿巴贝卡达德尔法菲戈格古哈赫霍基吉科克库拉莱勒里林卢罗马曼米莫姆纳内尼诺帕佩奇乔"
    "切萨塞斯索塔泰特图瓦韦维温沃西希雅亚伊扎泽"
)
"""That foreign names are written with."""


@dataclass(frozen=True)
class GraphPassage:
    """A passage with its title."""

    title: str
    text: str
    language: str


class GraphMaterial:
    """Passages by number."""

    def __init__(self, corpora: Path, sets: tuple[str, ...] = SETS) -> None:
        self.real = [each for name in sets for each in _passages(corpora / "quality" / name, name)]
        # Real ones come in no order of sets, so that each size has its share of both languages.
        order = np.random.default_rng(1).permutation(len(self.real)).tolist()
        self.real = [self.real[place] for place in order]
        self._cut = [[each.text[a:b] for a, b in sentences(each.text)] for each in self.real]
        self._of_language = {
            language: [n for n, each in enumerate(self.real) if each.language == language]
            for language in ("en", "zh")
        }

    def passages(self, count: int) -> Iterator[GraphPassage]:
        """So many passages."""
        for number in range(count):
            if number < len(self.real):
                yield self.real[number]
            else:
                yield self._recombined(number)

    def _recombined(self, number: int) -> GraphPassage:
        chance = np.random.default_rng((11, number))
        home = number % len(self.real)
        language = self.real[home].language
        others = self._of_language[language]
        other = others[int(chance.integers(len(others)))]
        half = max(1, len(self._cut[home]) // 2)
        cut = [*self._cut[home][:half], *self._cut[other][len(self._cut[other]) // 2 :]]
        text = ("" if language == "zh" else " ").join(cut)
        title = self.real[home].title
        salt = number // len(self.real)
        return GraphPassage(_renamed(f"of {title}", salt)[3:], _renamed(text, salt), language)


def _renamed(text: str, salt: int) -> str:
    return _FOREIGN.sub(
        lambda match: _other_characters(match[0], salt),
        _NAME.sub(lambda match: _other_name(match[0], salt), text),
    )


def _other_name(word: str, salt: int) -> str:
    # The same word in another passage of this round gets the same new name.
    number = zlib.crc32(f"{word} {salt}".encode())
    if number % 1000 >= NEW_NAMES * 1000:
        return word
    number //= 1000
    first, second = number % len(_SYLLABLES), number // len(_SYLLABLES) % len(_SYLLABLES)
    return word[: 2 + len(word) // 3] + _SYLLABLES[first] + _SYLLABLES[second]


def _other_characters(name: str, salt: int) -> str:
    number = zlib.crc32(f"{name} {salt}".encode())
    if number % 1000 >= NEW_NAMES * 1000:
        return name
    step = 1 + number // 1000 % (len(_CHARACTERS) - 1)
    return "".join(
        _CHARACTERS[(_CHARACTERS.find(letter) + step) % len(_CHARACTERS)]
        if letter in _CHARACTERS
        else letter
        for letter in name
    )


def _passages(folder: Path, name: str) -> Iterator[GraphPassage]:
    for line in (folder / "corpus.jsonl").read_text(encoding="utf-8").split("\n"):
        if line:
            row = json.loads(line)
            yield GraphPassage(row["title"], row["text"], name.rpartition("-")[2])
