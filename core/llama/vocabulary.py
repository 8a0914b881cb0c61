"""The tokens of a model: from text to numbers and back."""

import ctypes
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from core.llama.library import LlamaError, library

_LONGEST_PIECE = 4096


class Vocabulary:
    """The vocabulary of a loaded model; good as long as the model is."""

    def __init__(self, model: Any) -> None:
        self._library = library()
        self.pointer = self._library.llama_model_get_vocab(model)
        self.size: int = self._library.llama_vocab_n_tokens(self.pointer)
        self.begin: int = self._library.llama_vocab_bos(self.pointer)
        """Token that begins a text; -1 for none."""
        self.adds_begin = bool(self._library.llama_vocab_get_add_bos(self.pointer)) and (
            self.begin >= 0
        )
        """Whether the model wants that token before every prompt."""
        self._pieces: dict[int, bytes] = {}

    def tokens(self, text: str, special: bool = False, begin: bool = False) -> list[int]:
        """Token ids of a text. With `special`, names of control tokens in it become those tokens;
        with `begin`, what the model wants before a text is put there.

        Raises:
            LlamaError: the text has no tokens in this vocabulary.
        """
        raw = text.encode("utf-8", "replace")
        room = len(raw) + 16
        ids = (ctypes.c_int32 * room)()
        count = self._library.llama_tokenize(self.pointer, raw, len(raw), ids, room, begin, special)
        if count < 0:
            raise LlamaError("the text cannot be cut into tokens")
        return list(ids[:count])

    def piece(self, token: int, special: bool = False) -> bytes:
        """The bytes a token stands for, which may be part of a character; control tokens are empty
        unless `special`."""
        if not special and token in self._pieces:
            return self._pieces[token]
        buffer = ctypes.create_string_buffer(_LONGEST_PIECE)
        length = self._library.llama_token_to_piece(
            self.pointer, token, buffer, _LONGEST_PIECE, 0, special
        )
        piece = buffer.raw[:length] if length > 0 else b""
        if not special:
            self._pieces[token] = piece
        return piece

    def text(self, tokens: Iterable[int], special: bool = False) -> str:
        """What tokens spell."""
        return b"".join(self.piece(token, special) for token in tokens).decode("utf-8", "replace")

    def ends(self, token: int) -> bool:
        """Whether a token ends a reply."""
        return bool(self._library.llama_vocab_is_eog(self.pointer, token))

    def is_control(self, token: int) -> bool:
        """Whether a token is a mark of the layout rather than text."""
        return bool(self._library.llama_vocab_is_control(self.pointer, token))

    def control(self, name: str) -> int:
        """The control token that is spelled `name`; -1 where there is none."""
        try:
            found = self.tokens(name, special=True)
        except LlamaError:
            return -1
        return found[0] if len(found) == 1 and self.is_control(found[0]) else -1

    @cached_property
    def control_names(self) -> list[str]:
        """Spellings of all control tokens."""
        return self._named(self._library.LLAMA_TOKEN_ATTR_CONTROL)

    @cached_property
    def defined_names(self) -> list[str]:
        """Spellings of tokens that are found in a text before it is cut, but are no control."""
        return self._named(self._library.LLAMA_TOKEN_ATTR_USER_DEFINED)

    def _named(self, kind: int) -> list[str]:
        attributes = self._library.llama_vocab_get_attr
        return [
            self.text([token], special=True)
            for token in range(self.size)
            if attributes(self.pointer, token) & kind
        ]

    @cached_property
    def marks(self) -> dict[str, str]:
        """Spellings of the tokens that a chat template may ask for by name."""
        names = {
            "bos_token": self.begin,
            "eos_token": self._library.llama_vocab_eos(self.pointer),
            "pad_token": self._library.llama_vocab_pad(self.pointer),
        }
        # Where a file names none, llama.cpp may take some word for it.
        return {
            name: self.text([token], special=True) if token >= 0 and self.is_control(token) else ""
            for name, token in names.items()
        }
