"""A BERT encoder that runs many texts as one long row of tokens, without a single padding token.

The linear layers, nine tenths of the work, see one matrix of all tokens; only attention looks at
texts, those of equal length together. Devlin et al. 2018 (arXiv:1810.04805) for the network;
Reimers & Gurevych 2019 (arXiv:1908.10084) for mean pooling.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_TOKENS_AT_ONCE = 4096


@dataclass(frozen=True, slots=True)
class BertShape:
    """The numbers of config.json that the computation needs."""

    layers: int
    heads: int
    width: int
    epsilon: float


class PackedBert:
    """Mean-pooled, normalised sentence vectors from BERT weights."""

    def __init__(self, shape: BertShape, weights: dict[str, Any]) -> None:
        """`weights` are tensors by their names in a BertModel."""
        import torch

        self._shape = shape
        self._words = weights["embeddings.word_embeddings.weight"]
        self._places = (
            weights["embeddings.position_embeddings.weight"]
            + weights["embeddings.token_type_embeddings.weight"][0]
        )
        self._norm = _norm(weights, "embeddings.LayerNorm")
        self._layers = []
        for number in range(shape.layers):
            name = f"encoder.layer.{number}."
            heads = [f"{name}attention.self.{part}" for part in ("query", "key", "value")]
            self._layers.append(
                (
                    torch.cat([weights[f"{head}.weight"] for head in heads]),
                    torch.cat([weights[f"{head}.bias"] for head in heads]),
                    *_linear(weights, f"{name}attention.output.dense"),
                    _norm(weights, f"{name}attention.output.LayerNorm"),
                    *_linear(weights, f"{name}intermediate.dense"),
                    *_linear(weights, f"{name}output.dense"),
                    _norm(weights, f"{name}output.LayerNorm"),
                )
            )

    def encode(self, texts: Sequence[list[int]]) -> "NDArray[np.float32]":
        """Unit vectors of token sequences, shape (len(texts), width)."""
        import numpy as np
        import torch

        vectors = np.empty((len(texts), self._shape.width), dtype=np.float32)
        order = sorted(range(len(texts)), key=lambda index: len(texts[index]))
        with torch.inference_mode():
            for batch in _batches(order, texts):
                vectors[batch] = self._forward([texts[index] for index in batch]).numpy()
        return vectors

    def _forward(self, texts: list[list[int]]) -> Any:
        import torch
        from torch.nn import functional

        width, epsilon = self._shape.width, self._shape.epsilon
        lengths = [len(text) for text in texts]
        ids = torch.tensor([token for text in texts for token in text])
        places = torch.cat([torch.arange(length) for length in lengths])
        groups = [(length, len(list(same))) for length, same in groupby(lengths)]
        x = functional.layer_norm(
            self._words[ids] + self._places[places], (width,), *self._norm, epsilon
        )
        for qkv_w, qkv_b, out_w, out_b, norm_1, up_w, up_b, down_w, down_b, norm_2 in self._layers:
            mixed = self._attend(functional.linear(x, qkv_w, qkv_b), groups)
            x = x + functional.linear(mixed, out_w, out_b)
            x = functional.layer_norm(x, (width,), *norm_1, epsilon)
            inner = functional.gelu(functional.linear(x, up_w, up_b))
            x = x + functional.linear(inner, down_w, down_b)
            x = functional.layer_norm(x, (width,), *norm_2, epsilon)
        pooled = torch.cat(
            [
                part.view(count, length, width).mean(1)
                for part, (length, count) in zip(
                    torch.split(x, [length * count for length, count in groups]),
                    groups,
                    strict=True,
                )
            ]
        )
        return functional.normalize(pooled, dim=1)

    def _attend(self, qkv: Any, groups: list[tuple[int, int]]) -> Any:
        import torch
        from torch.nn import functional

        heads, width = self._shape.heads, self._shape.width
        mixed = torch.empty((qkv.shape[0], width), dtype=qkv.dtype)
        start = 0
        for length, count in groups:
            end = start + length * count
            q, k, v = (
                qkv[start:end].view(count, length, 3, heads, width // heads).permute(2, 0, 3, 1, 4)
            )
            group = functional.scaled_dot_product_attention(q, k, v)
            mixed[start:end] = group.transpose(1, 2).reshape(length * count, width)
            start = end
        return mixed


def _linear(weights: dict[str, Any], name: str) -> tuple[Any, Any]:
    return weights[f"{name}.weight"], weights[f"{name}.bias"]


def _norm(weights: dict[str, Any], name: str) -> tuple[Any, Any]:
    return weights[f"{name}.weight"], weights[f"{name}.bias"]


def _batches(order: list[int], texts: Sequence[list[int]]) -> list[list[int]]:
    batches: list[list[int]] = []
    tokens = _TOKENS_AT_ONCE
    for index in order:
        if tokens + len(texts[index]) > _TOKENS_AT_ONCE:
            batches.append([])
            tokens = 0
        batches[-1].append(index)
        tokens += len(texts[index])
    return batches
