"""Linear layers and embeddings whose weights stay in ggml's blocks, mapped from the file.

Numbers are made of them for the length of one product and thrown away, forward and backward: memory
for one layer's weights, and pages of the file that the chat's process shares. Training on the very
blocks that chat computes with leaves no gap between the two (QLoRA, arXiv:2305.14314, keeps the
base in NF4 and answers with another one).
"""

from typing import Any

import torch
from torch import Tensor, nn

from core.training.blocks import Format


class BlockWeight:
    """A matrix of a GGUF file, shape (rows, columns)."""

    def __init__(self, raw: Tensor, rows: int, columns: int, form: Format, threads: int) -> None:
        """`raw`: uint8 of shape (rows, bytes of a row)."""
        self.raw, self.rows, self.columns = raw, rows, columns
        self.form, self.threads = form, threads

    def numbers(self) -> Tensor:
        """All of it, float32 (rows, columns)."""
        return self.form.numbers(self.raw, self.columns, self.threads)

    def some(self, rows: Tensor) -> Tensor:
        """Some rows, float32 (len(rows), columns)."""
        return self.form.numbers(self.raw[rows].contiguous(), self.columns, self.threads)


class _Product(torch.autograd.Function):
    """x @ W.T with W made twice rather than kept."""

    @staticmethod
    def forward(ctx: Any, x: Tensor, weight: BlockWeight) -> Tensor:
        ctx.weight = weight
        return nn.functional.linear(x, weight.numbers().to(x.dtype))

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> tuple[Tensor | None, None]:
        (gradient,) = gradients
        if not ctx.needs_input_grad[0]:
            return None, None
        return gradient @ ctx.weight.numbers().to(gradient.dtype), None


class BlockLinear(nn.Linear):
    """A linear layer, frozen; peft and methods of our own wrap it as any nn.Linear."""

    def __init__(self, weight: BlockWeight, bias: Tensor | None = None) -> None:
        super().__init__(weight.columns, weight.rows, bias=False, device="meta")
        # There are no numbers here. Empty rather than "meta": peft puts its own weights where it
        # finds this one.
        self.weight = nn.Parameter(torch.empty(0), requires_grad=False)
        self.blocks = weight
        if bias is not None:
            self.bias = nn.Parameter(bias, requires_grad=False)

    def forward(self, input: Tensor) -> Tensor:
        """Shape (…, columns) to (…, rows)."""
        made: Tensor = _Product.apply(input, self.blocks)  # type: ignore[no-untyped-call]
        return made if self.bias is None else made + self.bias


class BlockEmbedding(nn.Embedding):
    """Rows of a matrix in blocks by token, frozen."""

    def __init__(self, weight: BlockWeight) -> None:
        super().__init__(weight.rows, weight.columns, device="meta")
        self.weight = nn.Parameter(torch.empty(0), requires_grad=False)
        self.blocks = weight

    def forward(self, input: Tensor) -> Tensor:
        """Shape (…) of tokens to (…, columns)."""
        rows, places = torch.unique(input, return_inverse=True)
        return self.blocks.some(rows)[places]
