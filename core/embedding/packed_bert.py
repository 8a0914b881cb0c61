"""A BERT encoder that runs many texts as one long row of tokens, without a single padding token.

The linear layers, nine tenths of the work, see one matrix of all tokens; only attention looks at
texts, those of equal length together. Matrices are multiplied in the processor's fastest format;
sums, normalisation and pooling stay in float32. Each core takes batches of its own: two cores on
one batch wait for each other at each of its hundred small steps. Devlin et al. 2018
(arXiv:1810.04805) for the network; Reimers & Gurevych 2019 (arXiv:1908.10084) for mean pooling.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Any

from core.embedding.float_layer import FloatLayer, LayerWeights
from core.embedding.integer_layer import IntegerLayer
from core.embedding.processor import MatrixFormat
from core.foreground import give_way

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_TOKENS_AT_ONCE = 512
"""Enough to keep the processor in its matrices, few enough that they stay in its cache."""
_ROWS_AT_A_STEP = 32


@dataclass(frozen=True, slots=True)
class BertShape:
    """The numbers of config.json that the computation needs."""

    layers: int
    heads: int
    width: int
    epsilon: float


class PackedBert:
    """Mean-pooled, normalised sentence vectors from BERT weights. Holds no state between calls."""

    def __init__(
        self,
        shape: BertShape,
        weights: dict[str, Any],
        matrices: MatrixFormat,
        sample: Sequence[list[int]] = (),
    ) -> None:
        """`weights` are float tensors by their names in a BertModel; `matrices` is the format to
        multiply in. Token sequences of common texts in `sample` are what int8 is fitted to.

        Raises:
            KeyError: a tensor is missing.
        """
        import torch

        self._shape = shape

        def threads(number: int, name: str) -> ThreadPoolExecutor:
            # One thread of the library in each: cores do not wait for each other.
            return ThreadPoolExecutor(
                number, name, initializer=torch.set_num_threads, initargs=(1,)
            )

        self._cores = threads(cores(), "embedding")
        # A question does not stand in line behind the batches of an import.
        self._beside = threads(1, "question")
        self._words = weights["embeddings.word_embeddings.weight"].float()
        self._places = (
            weights["embeddings.position_embeddings.weight"]
            + weights["embeddings.token_type_embeddings.weight"][0]
        ).float()

        def norm(name: str) -> tuple[Any, Any]:
            return weights[f"{name}.weight"].float(), weights[f"{name}.bias"].float()

        def linear(*names: str) -> tuple[Any, Any]:
            return (
                torch.cat([weights[f"{name}.weight"] for name in names]).float(),
                torch.cat([weights[f"{name}.bias"] for name in names]).float(),
            )

        self._norm = norm("embeddings.LayerNorm")
        layers = [
            LayerWeights(
                heads=linear(
                    *(f"{at}.attention.self.{each}" for each in ("query", "key", "value"))
                ),
                mixed=linear(f"{at}.attention.output.dense"),
                mixed_norm=norm(f"{at}.attention.output.LayerNorm"),
                up=linear(f"{at}.intermediate.dense"),
                down=linear(f"{at}.output.dense"),
                down_norm=norm(f"{at}.output.LayerNorm"),
                epsilon=shape.epsilon,
            )
            for at in (f"encoder.layer.{number}" for number in range(shape.layers))
        ]
        self._layers: list[Callable[[Any, Callable[[Any], Any]], Any]] = []
        with torch.inference_mode():
            if matrices == "int8":
                texts = sorted(sample, key=len, reverse=True)
                x, groups = self._enter(texts)
                for layer in layers:
                    fitted = IntegerLayer(layer, x, partial(self._attend, groups))
                    x = fitted.sample
                    self._layers.append(fitted)
            else:
                self._layers += [FloatLayer(layer, getattr(torch, matrices)) for layer in layers]

    def encode(self, texts: Sequence[list[int]]) -> "NDArray[np.float32]":
        """Unit vectors of token sequences, shape (len(texts), width)."""
        import numpy as np

        if len(texts) == 1:
            return self._beside.submit(self._forward, list(texts)).result()
        vectors = np.empty((len(texts), self._shape.width), dtype=np.float32)
        batches = list(_batches(texts))
        found = self._cores.map(
            partial(self._forward, between=give_way),
            ([texts[at] for at in batch] for batch in batches),
        )
        for batch, some in zip(batches, found, strict=True):
            vectors[batch] = some
        return vectors

    def _enter(self, texts: Sequence[list[int]]) -> tuple[Any, list[tuple[int, int]]]:
        """Tokens as the first layer sees them, (tokens, width), and (length, how many texts)."""
        import torch
        from torch.nn.functional import layer_norm

        lengths = [len(text) for text in texts]
        groups = [(length, sum(1 for _ in same)) for length, same in groupby(lengths)]
        # Rows of nothing at the end: a new number of rows costs the library a new kernel.
        extra = -sum(lengths) % _ROWS_AT_A_STEP
        ids = torch.tensor([token for text in texts for token in text] + [0] * extra)
        places = torch.cat([torch.arange(length) for length in (*lengths, extra)])
        x = self._words[ids] + self._places[places]
        return layer_norm(x, (self._shape.width,), *self._norm, self._shape.epsilon), groups

    def _forward(
        self, texts: list[list[int]], between: Callable[[], None] = lambda: None
    ) -> "NDArray[np.float32]":
        """One batch; `between` is called before each layer."""
        import torch
        from torch.nn.functional import normalize

        with torch.inference_mode():
            x, groups = self._enter(texts)
            attend = partial(self._attend, groups)
            for layer in self._layers:
                between()
                x = layer(x, attend)
            sizes = [length * count for length, count in groups]
            pooled = [
                part.view(count, length, -1).mean(1)
                for part, (length, count) in zip(x[: sum(sizes)].split(sizes), groups, strict=True)
            ]
            vectors: NDArray[np.float32] = normalize(torch.cat(pooled), dim=1).numpy()
            return vectors

    def _attend(self, groups: list[tuple[int, int]], heads: Any) -> Any:
        """Attention within each text: (tokens, 3 * width) to (tokens, width)."""
        import torch
        from torch.nn.functional import scaled_dot_product_attention

        number, width = self._shape.heads, self._shape.width
        mixed = torch.empty((heads.shape[0], width), dtype=heads.dtype)
        start = 0
        for length, count in groups:
            end = start + length * count
            whole = heads[start:end].view(count, length, 3, number, width // number)
            query, key, value = whole.permute(2, 0, 3, 1, 4)
            found = scaled_dot_product_attention(query, key, value)
            mixed[start:end].view(count, length, number, -1).copy_(found.transpose(1, 2))
            start = end
        mixed[start:] = 0
        return mixed


def cores() -> int:
    """Cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _batches(texts: Sequence[list[int]]) -> Iterator[list[int]]:
    """Indices of texts in batches of falling length, so that equal lengths stand together."""
    batch: list[int] = []
    tokens = 0
    for index in sorted(range(len(texts)), key=lambda at: -len(texts[at])):
        if batch and tokens + len(texts[index]) > _TOKENS_AT_ONCE:
            yield batch
            batch, tokens = [], 0
        batch.append(index)
        tokens += len(texts[index])
    if batch:
        yield batch
