"""A transformer layer whose matrices are multiplied as 8-bit integers, twice as fast as bfloat16.

Each token's row is scaled by its own largest number, so a vector depends on its text alone, never
on the batch; each output of a weight matrix has its own scale too. A few channels of a BERT are far
larger than the rest and would leave the others no digits, so before rounding they are made smaller
and their weights larger (SmoothQuant: Xiao et al. 2023, arXiv:2211.10438), and their middles are
moved to nought. What rounding shifts on average over a sample of text is taken off the bias. Sums,
norms and attention stay in float32.
"""

from collections.abc import Callable
from typing import Any

from core.embedding.float_layer import LayerWeights

_TO_WEIGHTS = 0.65
"""SmoothQuant's alpha: how much of a channel's size its weights take over. Found by trying."""
_GELU_LEAST = -0.17
"""Nothing that leaves GELU is smaller."""
_LARGE_SHARE = 1 / 24
"""How many of the inner channels, the largest, are rounded apart from the others."""

_TINY = 1e-5
_ZERO_POINT = 128
_SIGNED_STEPS, _STEPS = 127, 255


class IntegerLayer:
    """Attention and feed-forward network of one layer, fitted to a sample."""

    def __init__(self, weights: LayerWeights, x: Any, attend: Callable[[Any], Any]) -> None:
        """Fit to `x`, a sample's tokens entering this layer, (tokens, width) float32.

        `self.sample` is what leaves the layer, reckoned in float32.
        """
        from torch.nn.functional import gelu, layer_norm, linear

        self._weights = weights
        shape = (x.shape[1],)
        heads = linear(x, *weights.heads)
        self._heads = _SignedProduct(*weights.heads, x, heads)
        mixed = attend(heads)
        y = linear(mixed, *weights.mixed)
        self._mixed = _SignedProduct(*weights.mixed, mixed, y)
        y = layer_norm(x + y, shape, *weights.mixed_norm, weights.epsilon)
        inner = linear(y, *weights.up)
        order = inner.amax(0).argsort()
        weight, bias = weights.up
        self._up = _SignedProduct(weight[order], bias[order], y, inner[:, order])
        inner = gelu(inner)
        down = linear(inner, *weights.down)
        self._split = round(len(order) * (1 - _LARGE_SHARE))
        few, many = order[self._split :], order[: self._split]
        weight, bias = weights.down
        large = linear(inner[:, few], weight[:, few])
        self._large = _GeluProduct(weight[:, few], 0 * bias, inner[:, few], large)
        self._small = _GeluProduct(weight[:, many], bias, inner[:, many], down - large)
        self.sample = layer_norm(y + down, shape, *weights.down_norm, weights.epsilon)

    def __call__(self, x: Any, attend: Callable[[Any], Any]) -> Any:
        """Tokens after this layer, (tokens, width) float32."""
        from torch.nn.functional import gelu, layer_norm

        weights, shape = self._weights, (x.shape[1],)
        y = self._mixed(attend(self._heads(x))).add_(x)
        y = layer_norm(y, shape, *weights.mixed_norm, weights.epsilon)
        inner = gelu(self._up(y))
        x = self._small(inner[:, : self._split]).add_(self._large(inner[:, self._split :])).add_(y)
        return layer_norm(x, shape, *weights.down_norm, weights.epsilon)


class _SignedProduct:
    """x @ weight.T + bias for numbers on both sides of nought."""

    def __init__(self, weight: Any, bias: Any, sample: Any, wanted: Any) -> None:
        """`wanted` is the exact product for `sample`."""
        import torch

        low, high = torch.aminmax(sample, dim=0)
        middle, reach = (low + high) / 2, ((high - low) / 2).clamp_(min=_TINY)
        columns = weight.abs().amax(0).clamp_(min=_TINY)
        scale = reach**_TO_WEIGHTS / columns ** (1 - _TO_WEIGHTS)
        self._multiply = IntegerMatrix(weight * scale)
        self._factor, self._offset = 1 / scale, -middle / scale
        self._bias = bias + weight @ middle
        self._bias = self._bias + (wanted - self(sample)).mean(0)

    def __call__(self, x: Any) -> Any:
        import torch

        x = torch.addcmul(self._offset, x, self._factor)
        reach = torch.maximum(x.amax(1, keepdim=True), -x.amin(1, keepdim=True)).clamp_(min=_TINY)
        x.mul_(reach.reciprocal())
        product = self._multiply(x, 1 / _SIGNED_STEPS, _ZERO_POINT)
        return product.mul_(reach).add_(self._bias)


class _GeluProduct:
    """x @ weight.T + bias for what leaves GELU: hardly anything below nought. Uses x up."""

    def __init__(self, weight: Any, bias: Any, sample: Any, wanted: Any) -> None:
        """`wanted` is the exact product for `sample`."""
        self._multiply = IntegerMatrix(weight)
        self._bias = bias + _GELU_LEAST * self._multiply.sums
        self._bias = self._bias + (wanted - self(sample.clone())).mean(0)

    def __call__(self, x: Any) -> Any:
        reach = x.amax(1, keepdim=True) - _GELU_LEAST
        x.sub_(_GELU_LEAST).mul_(reach.reciprocal())
        return self._multiply(x, 1 / _STEPS, 0).mul_(reach).add_(self._bias)


class IntegerMatrix:
    """Multiplies by the transpose of a weight matrix kept in bytes."""

    def __init__(self, weight: Any) -> None:
        """Round `weight`, (outputs, inputs) float32, each output in its own steps."""
        import torch

        self._scales = weight.abs().amax(1).clamp_(min=_TINY) / _SIGNED_STEPS
        rounded = (weight / self._scales[:, None]).round_()
        self.sums = rounded.sum(1) * self._scales
        """What each output makes of a row of ones."""
        self._zeros = torch.zeros(len(weight), dtype=torch.int64)
        self._packed = torch.ops.onednn.qlinear_prepack(rounded.to(torch.int8), None)

    def __call__(self, x: Any, step: float, zero_point: int) -> Any:
        """x, (rows, inputs) float32, rounded to bytes of `step` each, times the matrix."""
        import torch

        rounded = torch.quantize_per_tensor(x, step, zero_point, torch.quint8)
        # The bytes themselves, without the copy that int_repr makes.
        rows = torch.empty(0, dtype=torch.uint8)
        rows.set_(rounded.untyped_storage(), 0, rounded.shape, rounded.stride())
        return torch.ops.onednn.qlinear_pointwise(
            rows, step, zero_point, self._packed, self._scales, self._zeros, None,
            1.0, 0, torch.float32, "none", [], "",
        )  # fmt: skip
