"""Which scripts a model's vocabulary knows words of, and which it only spells."""

import re
from collections.abc import Collection

UNKNOWN_SHARE = 0.10
"""A text of which more tokens are unknown is not read."""
_FOREIGN_SHARE = 0.30
_FOREIGN_LETTER = re.compile(r"[^\W\d_\u0000-\u024f\u1e00-\u1eff\uff21-\uff5a]")
_SCRIPTS = (
    ("han", re.compile(r"[\u3400-\u9fff\uf900-\ufaff]"), 1, 3000),
    ("kana", re.compile(r"[\u3041-\u30ff]"), 2, 300),
    ("hangul", re.compile(r"[\uac00-\ud7af]"), 1, 800),
    ("cyrillic", re.compile(r"[\u0400-\u052f]"), 2, 300),
    ("greek", re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]"), 2, 300),
    ("arabic", re.compile(r"[\u0600-\u06ff]"), 2, 300),
    ("hebrew", re.compile(r"[\u0590-\u05ff]"), 2, 300),
    ("devanagari", re.compile(r"[\u0900-\u097f]"), 2, 300),
    ("thai", re.compile(r"[\u0e00-\u0e7f]"), 2, 300),
)
"""Script, its letters, and how many vocabulary entries of how many letters speak for knowing it.
A vocabulary that holds an alphabet only letter by letter spells words without knowing them."""


class Scripts:
    """What a vocabulary knows."""

    def __init__(self, vocabulary: Collection[str]) -> None:
        """`vocabulary` holds its entries, in any order."""
        words = [entry for entry in vocabulary if not entry.isascii()]
        # Bytes, not letters: the entries do not show what the model knows.
        of_bytes = sum(entry.startswith("Ġ") for entry in words) > 20
        self._unknown = [
            script
            for _, script, letters, enough in _SCRIPTS
            if not of_bytes and sum(len(script.findall(word)) >= letters for word in words) < enough
        ]

    def know(self, text: str) -> bool:
        """Whether few letters of the text are of scripts that the model only spells."""
        foreign = [] if text.isascii() else _FOREIGN_LETTER.findall(text)
        if not foreign:
            return True
        letters = sum(map(str.isalpha, text))
        joined = "".join(foreign)
        spelt = sum(len(script.findall(joined)) for script in self._unknown)
        return spelt <= _FOREIGN_SHARE * letters
