"""Choosing the next token."""

import ctypes
from typing import TYPE_CHECKING, Any

from core.llama.grammar import Grammar
from core.llama.library import LlamaError, library

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from core.llama.context import LlamaContext

_TOP_K, _TOP_P, _MIN_P = 40, 0.95, 0.05
"""What llama.cpp's own programs take: the usual values."""


class Sampler:
    """Chooses tokens for one reply: the most probable one at temperature 0, else by lot."""

    def __init__(self, context: "LlamaContext", temperature: float, seed: int) -> None:
        self._context = context
        self._c = library()
        self.greedy = temperature <= 0
        self.grammar: Grammar | None = None
        self._chain: Any = None
        if not self.greedy:
            c = self._c
            self._chain = c.llama_sampler_chain_init(c.llama_sampler_chain_default_params())
            for part in (
                c.llama_sampler_init_top_k(_TOP_K),
                c.llama_sampler_init_top_p(_TOP_P, 1),
                c.llama_sampler_init_min_p(_MIN_P, 1),
                c.llama_sampler_init_temp(temperature),
                c.llama_sampler_init_dist(seed),
            ):
                c.llama_sampler_chain_add(self._chain, part)

    def close(self) -> None:
        """Free what it holds."""
        if self._chain:
            self._c.llama_sampler_free(self._chain)
            self._chain = None
        if self.grammar is not None:
            self.grammar.close()

    def pick(self, row: int = -1) -> int:
        """The token that follows a row of the context's last `decode`.

        Raises:
            LlamaError: what the model computed are no numbers, or the grammar takes no token.
        """
        logits = self._context.logits(row)
        token = int(logits.argmax())
        # Not-a-number is greater than all numbers here.
        if not -1e30 < float(logits[token]) < 1e30:
            raise LlamaError("the model computes no numbers")
        if not self.greedy:
            place = self._context.place(row)
            token = self._c.llama_sampler_sample(self._chain, self._context.handle, place)
        if self.grammar is not None:
            if not self.grammar.takes(token):
                token = self._among(self.grammar.allowed(logits), logits)
            self.grammar.accept(token)
        return token

    def _among(self, tokens: "NDArray[np.int32]", logits: "NDArray[np.float32]") -> int:
        """One of these tokens, which come by falling logit."""
        if self.greedy:
            return int(tokens[0])
        c = self._c
        data = (c.llama_token_data * len(tokens))()
        for place, token in enumerate(tokens):
            data[place].id, data[place].logit = int(token), float(logits[token])
        table = c.llama_token_data_array(
            data=ctypes.cast(data, c.llama_token_data_p),
            size=len(tokens),
            selected=-1,
            sorted=True,
        )
        c.llama_sampler_apply(self._chain, table)
        return int(table.data[table.selected].id)
