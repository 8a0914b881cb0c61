"""The weights of a base one at a time, and what a lesson made of them."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import torch
from torch import Tensor

from core.errors import UnsuitableModel
from core.training.export.tensor_names import in_gguf, in_transformers, turned_heads
from core.training.gguf_base import GgufTensors, halves

if TYPE_CHECKING:
    from core.training.method import Learnt
    from core.training.opened_base import Base


class Weights(Protocol):
    """Weights by transformers' names, read when asked for: never all of them in memory."""

    def names(self) -> Iterator[str]:
        """All of them."""
        ...

    def shape(self, name: str) -> tuple[int, ...]:
        """The shape of one."""
        ...

    def read(self, name: str) -> Tensor:
        """One as float32."""
        ...


def weights_of(base: "Base", threads: int) -> "FileWeights | FolderWeights":
    """The weights as they were before the lesson, from the disk."""
    if base.kind == "gguf":
        return FileWeights(base.path, base.architecture, base.config, threads)
    four_bit = any(type(each).__name__ == "Linear4bit" for each in base.model.modules())
    return FolderWeights(base.path, four_bit)


class FileWeights:
    """Those of a GGUF file, as numbers."""

    def __init__(self, path: Path, architecture: str, config: Any, threads: int) -> None:
        self.tensors = GgufTensors(path)
        self._architecture, self._config, self._threads = architecture, config, threads
        self._shapes = {
            called: tuple(int(each) for each in reversed(tensor.shape))
            for reader in self.tensors.readers
            for tensor in reader.tensors
            if (called := in_transformers(tensor.name)) is not None
        }

    def names(self) -> Iterator[str]:
        """See Weights."""
        yield from self._shapes

    def shape(self, name: str) -> tuple[int, ...]:
        """See Weights."""
        return self._shapes[name]

    def read(self, name: str) -> Tensor:
        """See Weights."""
        called = in_gguf(name)
        heads = turned_heads(name, self._architecture, self._config)
        if len(self._shapes[name]) > 1:
            return self.tensors.matrix(called, self._threads, heads).numbers()
        vector = self.tensors.vector(called)
        return vector[halves(len(vector), heads)] if heads else vector


class FolderWeights:
    """Those of a folder of transformers; with `four_bit` as they are after NF4.

    A lesson on weights in four bits learns to answer with those: given the unrounded ones, its
    logits differ by 2 and more.
    """

    def __init__(self, folder: Path, four_bit: bool = False) -> None:
        from safetensors import safe_open

        self._open = ExitStack()
        self._four_bit = four_bit
        self._files: dict[str, Any] = {}
        for path in sorted(folder.glob("*.safetensors")):
            file = self._open.enter_context(safe_open(path, framework="pt"))
            self._files.update(dict.fromkeys(file.keys(), file))

    def names(self) -> Iterator[str]:
        """See Weights."""
        yield from (name for name in self._files if not name.endswith("rotary_emb.inv_freq"))

    def shape(self, name: str) -> tuple[int, ...]:
        """See Weights."""
        return tuple(self._files[name].get_slice(name).get_shape())

    def width(self, name: str) -> torch.dtype:
        """The type of numbers that one has on the disk."""
        known = {"F32": torch.float32, "F16": torch.float16, "BF16": torch.bfloat16}
        return known.get(self._files[name].get_slice(name).get_dtype(), torch.float32)

    def read(self, name: str) -> Tensor:
        """See Weights."""
        numbers: Tensor = self._files[name].get_tensor(name).float()
        product = ".self_attn." in name or ".mlp." in name
        return _after_nf4(numbers) if self._four_bit and product and numbers.ndim == 2 else numbers


def _after_nf4(numbers: Tensor) -> Tensor:
    from bitsandbytes import functional

    packed, state = functional.quantize_4bit(
        numbers, blocksize=64, compress_statistics=True, quant_type="nf4"
    )
    back: Tensor = functional.dequantize_4bit(packed, state).reshape(numbers.shape)
    return back.to(torch.float32)


class Changed:
    """What differs from the base after a lesson, by weight."""

    def __init__(self, learnt: "Learnt", weights: Weights, name: str) -> None:
        """`name`: of the base, for errors.

        Raises:
            UnsuitableModel: what was learnt is no change of weights that the base has.
        """
        self._learnt, self._weights = learnt, weights
        have = set(weights.names())
        merged = learnt.weights or {}
        self.biases: tuple[str, ...] = tuple(
            each
            for each in merged
            if each.endswith(".bias") and each not in have and bool(merged[each].any())
        )
        """Names of biases that the base lacks."""
        missing = [each for each in learnt.adapter if f"{each}.weight" not in have]
        if missing or (not learnt.adapter and learnt.weights is None):
            what = missing[0] if missing else "nothing"
            raise UnsuitableModel(name=name, reason=f"it has no weight that takes “{what}”.")

    def has(self, name: str) -> bool:
        """Whether a weight of the base is another one now."""
        if name.removesuffix(".weight") in self._learnt.adapter:
            return True
        new = (self._learnt.weights or {}).get(name)
        return new is not None and not torch.equal(new.detach().float(), self._weights.read(name))

    @torch.no_grad()
    def read(self, name: str) -> Tensor:
        """A weight as it is now, changed or not, float32."""
        merged = self._learnt.weights or {}
        if name in merged:
            return merged[name].detach().float()
        numbers = self._weights.read(name)
        pair = self._learnt.adapter.get(name.removesuffix(".weight"))
        return numbers if pair is None else numbers + pair[1].float() @ pair[0].float()
