"""What an embedding model sees of a text: its tokens, and whether it knows the script.

Only the small `tokenizers` library is used, so that counting and chunking work before torch is in.
"""

import re
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

_BATCH = 512
"""Texts handed over at once: enough for all cores, few enough that their encodings stay small."""

_UNKNOWN_SHARE = 0.10
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


class Tokens:
    """The tokenizer of a model folder. Safe to use from several threads once made."""

    def __init__(self, folder: Path, limit: int) -> None:
        """Load `folder`/tokenizer.json; `limit` counts tokens, special ones included."""
        from tokenizers import Tokenizer

        self._tokenizer: Any = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        sample = self._tokenizer.encode("a")
        marks = sample.special_tokens_mask
        first = marks.index(0)
        last = len(marks) - marks[::-1].index(0)
        self._prefix: list[int] = sample.ids[:first]
        self._suffix: list[int] = sample.ids[last:]
        self.room = limit - len(self._prefix) - len(self._suffix)
        """Tokens of a text that fit, special ones left out."""

    def count(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, special ones left out, without truncation."""
        return [len(encoding) for encoding in self._encode(texts)]

    def ids(self, texts: Sequence[str]) -> list[list[int]]:
        """What the network is fed for each text: truncated, special tokens in place."""
        room, prefix, suffix = self.room, self._prefix, self._suffix
        return [prefix + encoding.ids[:room] + suffix for encoding in self._encode(texts)]

    def reads(self, texts: Sequence[str]) -> list[bool]:
        """Whether the vocabulary covers each text: few unknown tokens, few letters of a script
        that the model only spells."""
        unknown = self._unknown
        answers = []
        for text, encoding in zip(texts, self._encode(texts), strict=True):
            ids = encoding.ids
            if not ids or ids.count(unknown) > _UNKNOWN_SHARE * len(ids):
                answers.append(False)
            else:
                answers.append(text.isascii() or self._knows_letters(text))
        return answers

    def _encode(self, texts: Sequence[str]) -> list[Any]:
        encodings: list[Any] = []
        for start in range(0, len(texts), _BATCH):
            batch = list(texts[start : start + _BATCH])
            encodings += self._tokenizer.encode_batch_fast(batch, add_special_tokens=False)
        return encodings

    def _knows_letters(self, text: str) -> bool:
        foreign = _FOREIGN_LETTER.findall(text)
        if not foreign:
            return True
        letters = sum(map(str.isalpha, text))
        joined = "".join(foreign)
        spelt = sum(len(script.findall(joined)) for script in self._unknown_scripts)
        return spelt <= _FOREIGN_SHARE * letters

    @cached_property
    def _unknown(self) -> int:
        token = getattr(self._tokenizer.model, "unk_token", None)
        found = self._tokenizer.token_to_id(token) if token else None
        return -1 if found is None else int(found)

    @cached_property
    def _unknown_scripts(self) -> list[re.Pattern[str]]:
        vocabulary = list(self._tokenizer.get_vocab())
        if any(entry.startswith("Ġ") for entry in vocabulary[:2000]):
            return []  # bytes, not letters: the entries do not show what the model knows
        words = [entry for entry in vocabulary if not entry.isascii()]
        return [
            script
            for _, script, letters, enough in _SCRIPTS
            if sum(len(script.findall(word)) >= letters for word in words) < enough
        ]
