"""A BERT encoder that runs many texts as one long row of tokens, without a single padding token.

The linear layers, nine tenths of the work, see one matrix of all tokens; only attention looks at
texts, those of equal length together. Matrices are multiplied in the processor's fastest format;
sums, normalisation and pooling stay in float32, which keeps the vectors within 0.9999 of the
reference. Devlin et al. 2018 (arXiv:1810.04805) for the network; Reimers & Gurevych 2019
(arXiv:1908.10084) for mean pooling.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_TOKENS_AT_ONCE = 2048
"""Enough to keep the processor in its matrices, few enough that they stay in its cache."""


@dataclass(frozen=True, slots=True)
class BertShape:
    """The numbers of config.json that the computation needs."""

    layers: int
    heads: int
    width: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class _Layer:
    """Weight and bias of each step."""

    heads: tuple[Any, Any]
    """Query, key and value side by side."""
    mixed: tuple[Any, Any]
    mixed_norm: tuple[Any, Any]
    up: tuple[Any, Any]
    down: tuple[Any, Any]
    down_norm: tuple[Any, Any]


class PackedBert:
    """Mean-pooled, normalised sentence vectors from BERT weights. Holds no state between calls."""

    def __init__(self, shape: BertShape, weights: dict[str, Any], matrices: Any) -> None:
        """`weights` are float tensors by their names in a BertModel; `matrices` is the torch dtype
        to multiply in.

        Raises:
            KeyError: a tensor is missing.
        """
        import torch

        self._shape = shape
        self._matrices = matrices
        self._words = weights["embeddings.word_embeddings.weight"].float()
        self._places = (
            weights["embeddings.position_embeddings.weight"]
            + weights["embeddings.token_type_embeddings.weight"][0]
        ).float()

        def norm(name: str) -> tuple[Any, Any]:
            return weights[f"{name}.weight"].float(), weights[f"{name}.bias"].float()

        def linear(*names: str) -> tuple[Any, Any]:
            return (
                torch.cat([weights[f"{name}.weight"] for name in names]).to(matrices),
                torch.cat([weights[f"{name}.bias"] for name in names]).to(matrices),
            )

        self._norm = norm("embeddings.LayerNorm")
        self._layers = [
            _Layer(
                heads=linear(
                    *(f"{at}.attention.self.{each}" for each in ("query", "key", "value"))
                ),
                mixed=linear(f"{at}.attention.output.dense"),
                mixed_norm=norm(f"{at}.attention.output.LayerNorm"),
                up=linear(f"{at}.intermediate.dense"),
                down=linear(f"{at}.output.dense"),
                down_norm=norm(f"{at}.output.LayerNorm"),
            )
            for at in (f"encoder.layer.{number}" for number in range(shape.layers))
        ]

    def encode(self, texts: Sequence[list[int]]) -> "NDArray[np.float32]":
        """Unit vectors of token sequences, shape (len(texts), width)."""
        import numpy as np
        import torch

        vectors = np.empty((len(texts), self._shape.width), dtype=np.float32)
        with torch.inference_mode():
            for batch in _batches(texts):
                vectors[batch] = self._forward([texts[index] for index in batch]).numpy()
        return vectors

    def _forward(self, texts: list[list[int]]) -> Any:
        import torch
        from torch.nn.functional import gelu, layer_norm, linear, normalize

        shape = (self._shape.width,)
        epsilon, matrices = self._shape.epsilon, self._matrices
        lengths = [len(text) for text in texts]
        groups = [(length, sum(1 for _ in same)) for length, same in groupby(lengths)]
        ids = torch.tensor([token for text in texts for token in text])
        places = torch.cat([torch.arange(length) for length in lengths])
        x = layer_norm(self._words[ids] + self._places[places], shape, *self._norm, epsilon)
        for layer in self._layers:
            mixed = self._attend(linear(x.to(matrices), *layer.heads), groups)
            x = layer_norm(x + linear(mixed, *layer.mixed), shape, *layer.mixed_norm, epsilon)
            inner = gelu(linear(x.to(matrices), *layer.up))
            x = layer_norm(x + linear(inner, *layer.down), shape, *layer.down_norm, epsilon)
        parts = torch.split(x, [length * count for length, count in groups])
        pooled = [
            part.view(count, length, -1).mean(1)
            for part, (length, count) in zip(parts, groups, strict=True)
        ]
        return normalize(torch.cat(pooled), dim=1)

    def _attend(self, heads: Any, groups: list[tuple[int, int]]) -> Any:
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
        return mixed


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
