"""What an embedding model sees of a text: its tokens, and whether it knows the script.

Only the small `tokenizers` library is used, so that counting and chunking work before torch is in.
"""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from core.embedding.scripts import UNKNOWN_SHARE, Scripts
from core.types import TokenPiece

_BATCH = 512
"""Texts handed over at once: enough for all cores, few enough that their encodings stay small."""


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

    def pieces(self, text: str) -> tuple[TokenPiece, ...]:
        """The tokens of a text in order, special ones left out."""
        [encoding] = self._encode([text], with_places=True)
        return tuple(
            TokenPiece(id, start, end)
            for id, (start, end) in zip(encoding.ids, encoding.offsets, strict=True)
        )

    def reads(self, texts: Sequence[str]) -> list[bool]:
        """Whether the vocabulary covers each text: few unknown tokens, few letters of a script
        that the model only spells."""
        unknown = self._unknown
        answers = []
        for text, encoding in zip(texts, self._encode(texts), strict=True):
            ids = encoding.ids
            if not ids or ids.count(unknown) > UNKNOWN_SHARE * len(ids):
                answers.append(False)
            else:
                answers.append(text.isascii() or self._scripts.know(text))
        return answers

    def _encode(self, texts: Sequence[str], with_places: bool = False) -> list[Any]:
        encodings: list[Any] = []
        encode = self._tokenizer.encode_batch_fast  # which does not follow where tokens stand
        if with_places:
            encode = self._tokenizer.encode_batch
        for start in range(0, len(texts), _BATCH):
            batch = list(texts[start : start + _BATCH])
            encodings += encode(batch, add_special_tokens=False)
        return encodings

    @cached_property
    def _unknown(self) -> int:
        token = getattr(self._tokenizer.model, "unk_token", None)
        found = self._tokenizer.token_to_id(token) if token else None
        return -1 if found is None else int(found)

    @cached_property
    def _scripts(self) -> Scripts:
        return Scripts(self._tokenizer.get_vocab())
