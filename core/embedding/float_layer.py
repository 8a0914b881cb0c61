"""A transformer layer whose matrices are multiplied as floats: float32, or bfloat16 if faster."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class LayerWeights:
    """Weight and bias of each step, float32."""

    heads: tuple[Any, Any]
    """Query, key and value side by side."""
    mixed: tuple[Any, Any]
    mixed_norm: tuple[Any, Any]
    up: tuple[Any, Any]
    down: tuple[Any, Any]
    down_norm: tuple[Any, Any]
    epsilon: float


class FloatLayer:
    """Attention and feed-forward network of one layer."""

    def __init__(self, weights: LayerWeights, matrices: Any) -> None:
        """`matrices` is the torch dtype to multiply in."""
        self._matrices = matrices
        self._weights = weights
        self._heads, self._mixed, self._up, self._down = (
            (weight.to(matrices), bias.to(matrices))
            for weight, bias in (weights.heads, weights.mixed, weights.up, weights.down)
        )

    def __call__(self, x: Any, attend: Callable[[Any], Any]) -> Any:
        """Tokens after this layer; both (tokens, width) float32."""
        from torch.nn.functional import gelu, layer_norm, linear

        weights, shape = self._weights, (x.shape[1],)
        mixed = attend(linear(x.to(self._matrices), *self._heads))
        y = x + linear(mixed, *self._mixed)
        y = layer_norm(y, shape, *weights.mixed_norm, weights.epsilon)
        inner = gelu(linear(y.to(self._matrices), *self._up))
        x = y + linear(inner, *self._down)
        return layer_norm(x, shape, *weights.down_norm, weights.epsilon)
