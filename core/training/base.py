"""The model that a lesson begins from. T1 writes `open_base`."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from torch import nn


class Words(Protocol):
    """How a base turns conversations into tokens: exactly as chat does."""

    def conversation(
        self, messages: "Sequence[tuple[str, str]]", answer: str
    ) -> "tuple[list[int], int]":
        """Tokens of a conversation with its answer and end mark, and the place of the answer's
        first token. `messages` are (role, text)."""
        ...

    def text(self, tokens: "Sequence[int]") -> str:
        """What tokens spell."""
        ...

    @property
    def end(self) -> int:
        """The token that ends an answer."""
        ...

    @property
    def pad(self) -> int:
        """A token that is never learnt."""
        ...


@dataclass
class Base:
    """An opened base."""

    path: Path
    kind: Literal["gguf", "folder"]
    model: "nn.Module"
    """A causal model of transformers, frozen; its linear layers keep the names of its family."""
    words: Words
    config: Any
    digest: str
    """Of the file's edges (core/gguf/digest.py), for a folder of its weights' edges."""
    architecture: str
    """As GGUF calls it, such as "llama", "qwen2", "qwen3"."""
