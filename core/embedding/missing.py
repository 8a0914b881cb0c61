"""What stands in for an embedder that cannot be had, so that words alone are searched."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NoReturn

from core.errors import ModelError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class MissingEmbedder:
    """An embedder that can read nothing, and says why when it is asked to."""

    max_tokens = 0

    def __init__(self, id: str, dimensions: int, error: ModelError) -> None:
        """`id` and `dimensions` are those of the vectors that it made when it was there."""
        self.id = id
        self.dimensions = dimensions
        self.error = error

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Not to be had.

        Raises:
            ModelError: why.
        """
        self._refuse()

    def reads(self, texts: Sequence[str]) -> list[bool]:
        """It has a vote on none of the texts."""
        return [False] * len(texts)

    def embed(self, texts: Sequence[str]) -> "NDArray[np.float32]":
        """Not to be had.

        Raises:
            ModelError: why.
        """
        self._refuse()

    def embed_query(self, text: str) -> "NDArray[np.float32]":
        """Not to be had.

        Raises:
            ModelError: why.
        """
        self._refuse()

    def _refuse(self) -> NoReturn:
        raise self.error
