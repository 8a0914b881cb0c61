"""What of a prompt need not be read again: one sequence, reused as far as it agrees."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.llama.context import LlamaContext


class PrefixCache:
    """Remembers what the context holds."""

    def __init__(self, context: "LlamaContext", folder: Path) -> None:
        self._context = context
        self._held: list[int] = []
        self.saved_bytes = 0

    @property
    def cached_tokens(self) -> int:
        """Tokens that need not be read again."""
        return len(self._held)

    def take(self, tokens: Sequence[int], room: int) -> tuple[int, int]:
        """A sequence that holds the longest beginning of `tokens`, less than all, and its length;
        `room` further tokens fit after them."""
        have = 0
        for one, other in zip(self._held, tokens[:-1], strict=False):
            if one != other:
                break
            have += 1
        if not self._context.remove(0, have):
            self._context.remove(0)
            have = 0
        self._held = self._held[:have]
        return 0, have

    def written(self, sequence: int, tokens: Sequence[int]) -> None:
        """The sequence holds exactly these tokens now."""
        self._held = list(tokens)

    def keep(self, name: str, tokens: Sequence[int]) -> None:
        """Keep what these tokens led to on the disk."""
