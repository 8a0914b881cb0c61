"""A GGUF file of a base with what a lesson changed in its weights put into it.

What was not changed is copied as it lies, block for block. What was is written in full and, in the
file that chat gets, in the very type that it had before, tensor by tensor, by the code with which
llama.cpp's own quantiser makes such types.
"""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from torch import Tensor

from core.errors import UnsuitableModel
from core.training.blocks import BF16, F16, F32, format_of
from core.training.export.gguf_file import Piece, Typed, as_bytes, numbers_piece, written
from core.training.export.tensor_names import (
    BIASES,
    as_llama,
    in_gguf,
    in_transformers,
    turned_heads,
)
from core.training.export.weights import Changed, FileWeights

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from core.training.opened_base import Base

Form = Literal["full", "eight", "own"]
"""What matrices become: float16, eight bits, or the type that each has in the base."""
Q8_0 = 8
_FULL = (F32, F16, BF16)
_FILE_TYPES = {"full": 1, "eight": 7}
"""llama.cpp's numbers of kinds of files."""
_INSTEAD = 12
"""Q4_K, for types into which numbers are put only with figures of what matters."""
_NO_COPY = ("general.name", "general.size_label", "split.")


class MergedFile:
    """How the file of a merged model is made from that of its base."""

    def __init__(self, base: "Base", weights: FileWeights, changed: Changed, threads: int) -> None:
        """
        Raises:
            UnsuitableModel: a bias that llama.cpp does not read in this architecture.
        """
        self._base, self._weights, self._changed = base, weights, changed
        self._threads = threads
        self._extra = biases(base, changed)
        self._new = {in_gguf(each) for each in weights.names() if self._changed.has(each)}

    @property
    def shrinks(self) -> bool:
        """Whether the base's own types lose something of what was changed."""
        return any(
            int(each.tensor_type) not in _FULL for each in self._tensors() if each.name in self._new
        )

    def write(self, path: Path, form: Form, entries: dict[str, Any]) -> Iterator[tuple[int, int]]:
        """Write it; `form` is that of matrices that were changed.

        Raises:
            DiskFull, OSError: as core.training.export.gguf_file.written.
        """
        head = copied_head(self._weights.tensors.readers[0]) | entries
        if form != "own" and self.shrinks:
            head["general.file_type"] = _FILE_TYPES[form]
        pieces = [self._piece(each, form) for each in self._tensors()]
        yield from written(path, self._base.architecture, head, [*pieces, *self._extra])

    def _tensors(self) -> Iterator[Any]:
        for reader in self._weights.tensors.readers:
            yield from reader.tensors

    def _piece(self, tensor: Any, form: Form) -> Piece:
        shape = tuple(int(each) for each in reversed(tensor.shape))
        kind = int(tensor.tensor_type)
        if tensor.name not in self._new:
            return Piece(tensor.name, shape, kind, lambda: tensor.data)
        if len(shape) == 1:
            kind = F32
        elif form != "own" and kind != F32:
            kind = Q8_0 if form == "eight" and shape[1] % format_of(Q8_0).block == 0 else F16
        elif format_of(kind).needs_importance:
            kind = _INSTEAD
        return Piece(tensor.name, shape, kind, partial(self._numbers, tensor.name, kind))

    def _numbers(self, called: str, kind: int) -> "NDArray[np.generic]":
        name = in_transformers(called)
        assert name is not None
        heads = turned_heads(name, self._base.architecture, self._base.config)
        return as_bytes(as_llama(self._changed.read(name), heads), kind, self._threads)


def biases(base: "Base", changed: Changed) -> list[Piece]:
    """Tensors of the biases that a base lacks.

    Raises:
        UnsuitableModel: one that llama.cpp does not read in this architecture.
    """
    return [_bias(base, changed, each) for each in changed.biases]


def _bias(base: "Base", changed: Changed, name: str) -> Piece:
    part = name.removesuffix(".bias").removeprefix("model.layers.").partition(".")[2]
    if part not in BIASES[base.architecture]:
        reason = f"llama.cpp adds no bias to “{part}” in models of this build."
        raise UnsuitableModel(name=base.path.name, reason=reason)
    heads = turned_heads(name, base.architecture, base.config)
    numbers: Tensor = as_llama(changed.read(name), heads)
    return numbers_piece(in_gguf(name), numbers)


def copied_head(reader: Any) -> dict[str, Any]:
    """All that a file says of itself but its name and its size."""
    head: dict[str, Any] = {}
    for name, field in reader.fields.items():
        if name.startswith(("GGUF.", *_NO_COPY)):
            continue
        kinds = [int(each) for each in field.types]
        head[name] = Typed(field.contents(), kinds[0], kinds[-1] if len(kinds) > 1 else None)
    return head
