"""How a base turns conversations into tokens: for a GGUF file by the code that chat uses."""

import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from core.errors import ModelBroken
from core.gguf.files import writing_file
from core.llama.library import library
from core.llama.prompts import Layout
from core.llama.vocabulary import Vocabulary
from core.types import Example

Messages = Sequence[tuple[str, str]]
"""(role, text)."""


class Words(Protocol):
    """A vocabulary with a layout for conversations."""

    end: int
    """Token that ends an answer."""
    pad: int
    """A token that is never learnt."""
    size: int

    def prompt(self, messages: Messages) -> list[int]:
        """Tokens of a conversation, up to where the next answer begins."""
        ...

    def answer(self, text: str) -> list[int]:
        """Tokens of an answer with its end."""
        ...

    def text(self, tokens: Sequence[int]) -> str:
        """What tokens spell, marks of the layout left out."""
        ...

    def ends(self, token: int) -> bool:
        """Whether a token ends an answer."""
        ...

    def pieces(self, tokens: Sequence[int]) -> list[bytes]:
        """The bytes of each token, marks of the layout spelled out."""
        ...


def messages_of(example: Example) -> list[tuple[str, str]]:
    """What an example says before its answer: the instruction, earlier turns, the question."""
    said = [("system", example.system)] if example.system else []
    for question, answer in example.turns:
        said += [("user", question), ("assistant", answer)]
    return [*said, ("user", example.question)]


def example_tokens(words: Words, messages: Messages, answer: str) -> tuple[list[int], int]:
    """An example as the model sees it, and the place of the first token it learns.

    The prompt is laid out as chat lays it out, the answer is cut by itself: no token of the one
    reaches into the other, as none will when the model writes.
    """
    prompt = words.prompt(messages)
    return [*prompt, *words.answer(answer)], len(prompt)


class GgufWords:
    """The vocabulary and the template in a GGUF file, by llama.cpp; loads no weights."""

    def __init__(self, path: Path) -> None:
        c = library()
        params = c.llama_model_default_params()
        params.vocab_only = True
        self._model: Any = c.llama_model_load_from_file(os.fsencode(path), params)
        if not self._model:
            raise ModelBroken(name=path.name)
        self._vocabulary = Vocabulary(self._model)
        self._layout = Layout(self._vocabulary, writing_file(path).template)
        self.size = self._vocabulary.size
        self.end = self._end()
        self.pad = self.end

    def prompt(self, messages: Messages) -> list[int]:
        """See Words."""
        said = [{"role": role, "content": text} for role, text in messages]
        return self._layout.prompt(said).tokens

    def answer(self, text: str) -> list[int]:
        """See Words."""
        return [*self._vocabulary.tokens(text), self.end]

    def text(self, tokens: Sequence[int]) -> str:
        """See Words."""
        return self._vocabulary.text(tokens)

    def ends(self, token: int) -> bool:
        """See Words."""
        return self._vocabulary.ends(token)

    def pieces(self, tokens: Sequence[int]) -> list[bytes]:
        """See Words."""
        return [self._vocabulary.piece(token, special=True) for token in tokens]

    def _end(self) -> int:
        """The token with which the template ends an answer; what the file calls the end of a text
        where it writes none."""
        asked = {"role": "user", "content": "1"}
        begun = self._layout.prompt([asked]).tokens
        told = self._layout.finished([asked, {"role": "assistant", "content": "2"}])
        after = told[len(begun) + len(self._vocabulary.tokens("2")) :]
        ends = (token for token in after if self._vocabulary.ends(token))
        return next(ends, int(library().llama_vocab_eos(self._vocabulary.pointer)))


class FolderWords:
    """The tokenizer of a Hugging Face folder, with its own template; no code of it is run."""

    def __init__(self, folder: Path) -> None:
        from transformers import AutoTokenizer

        from core.llama.templates import CHATML

        self._tokenizer: Any = AutoTokenizer.from_pretrained(
            folder, local_files_only=True, trust_remote_code=False
        )
        self._template = self._tokenizer.chat_template or CHATML
        self.size = len(self._tokenizer)
        self.end = int(self._tokenizer.eos_token_id)
        pad = self._tokenizer.pad_token_id
        self.pad = self.end if pad is None else int(pad)

    def prompt(self, messages: Messages) -> list[int]:
        """See Words."""
        from core.llama.templates import rendered

        said = [{"role": role, "content": text} for role, text in messages]
        names = ("bos_token", "eos_token", "pad_token")
        marks = {name: str(getattr(self._tokenizer, name) or "") for name in names}
        text = rendered(self._template, said, marks)
        tokens: list[int] = self._tokenizer(text, add_special_tokens=False).input_ids
        return tokens

    def answer(self, text: str) -> list[int]:
        """See Words."""
        tokens: list[int] = self._tokenizer(text, add_special_tokens=False).input_ids
        return [*tokens, self.end]

    def text(self, tokens: Sequence[int]) -> str:
        """See Words."""
        spelt: str = self._tokenizer.decode(tokens, skip_special_tokens=True)
        return spelt

    def ends(self, token: int) -> bool:
        """See Words."""
        return token == self.end

    def pieces(self, tokens: Sequence[int]) -> list[bytes]:
        """See Words."""
        spelled = self._tokenizer.convert_ids_to_tokens(list(tokens))
        marks = set(self._tokenizer.added_tokens_encoder)
        return [piece_of(token, token in marks) for token in spelled]


def piece_of(token: str, mark: bool) -> bytes:
    """The bytes that a token of a tokenizer's file stands for: a mark as it is written, bytes
    spelled as letters (GPT-2's way), "▁" for a blank and "<0x0A>" for a byte (SentencePiece's)."""
    if mark:
        return token.encode()
    if len(token) == 6 and token.startswith("<0x"):
        return bytes([int(token[3:5], 16)])
    letters = _byte_letters()
    if all(letter in letters for letter in token):
        return bytes(letters[letter] for letter in token)
    return token.replace("▁", " ").encode("utf-8", "replace")


@cache
def _byte_letters() -> dict[str, int]:
    """Which byte each letter of GPT-2's spelling stands for."""
    plain = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = [byte for byte in range(256) if byte not in plain]
    found = {chr(byte): byte for byte in plain}
    return found | {chr(256 + place): byte for place, byte in enumerate(others)}
