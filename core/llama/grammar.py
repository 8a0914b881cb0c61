"""Keeping a reply to a JSON schema, at the price of a few tokens a step.

llama.cpp can say for each token of the vocabulary whether the grammar takes it next, which for
150,000 tokens costs more than a small model does. The most probable token is nearly always right:
it is asked about alone; if it is refused, the few next ones are, and only then all.
"""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from core.llama.library import LlamaError, library

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_FEW = 64
_COUNTS = ("minLength", "maxLength", "minItems", "maxItems")
_MOST_COUNTED = 64
_LOOSE_CHARACTER = r"""char ::= [^"\\] |"""
_CHARACTER = r"""char ::= [^"\\\x7F\x00-\x1F] |"""


def grammar_of(schema: Mapping[str, Any]) -> str:
    """A JSON schema as a grammar of llama.cpp's.

    Raises:
        LlamaError: the schema holds what cannot be said so.
    """
    from llama_cpp.llama_grammar import json_schema_to_gbnf

    try:
        grammar = str(json_schema_to_gbnf(json.dumps(_short_counts(schema))))
    except Exception as error:  # of a converter that knows parts of JSON schema
        raise LlamaError("no grammar for this schema") from error
    # The converter lets line ends and their like into strings, where JSON has them escaped.
    return grammar.replace(_LOOSE_CHARACTER, _CHARACTER)


def _short_counts(schema: Any) -> Any:
    """A schema without great limits of length, each of which is a rule of its own for the grammar;
    the caller checks what comes."""
    if isinstance(schema, Mapping):
        return {
            key: _short_counts(value)
            for key, value in schema.items()
            if key not in _COUNTS or not isinstance(value, int) or value <= _MOST_COUNTED
        }
    return [_short_counts(each) for each in schema] if isinstance(schema, list | tuple) else schema


class Grammar:
    """What may come next in a reply; `accept` moves it on."""

    def __init__(self, vocabulary: Any, text: str) -> None:
        """`vocabulary`: llama.cpp's own.

        Raises:
            LlamaError: it is no grammar.
        """
        self._c = library()
        self._sampler = self._c.llama_sampler_init_grammar(vocabulary, text.encode(), b"root")
        if not self._sampler:
            raise LlamaError("no grammar")

    def close(self) -> None:
        """Free it."""
        if self._sampler:
            self._c.llama_sampler_free(self._sampler)
            self._sampler = None

    def takes(self, token: int) -> bool:
        """Whether this token may come next."""
        import numpy as np

        return bool(self.taken(np.array([token], dtype=np.int32))[0])

    def taken(self, tokens: "NDArray[np.int32]") -> "NDArray[np.bool_]":
        """Whether each of these tokens may come next."""
        import numpy as np

        kind = np.dtype([("id", np.int32), ("logit", np.float32), ("p", np.float32)])
        asked = np.zeros(len(tokens), dtype=kind)
        asked["id"] = tokens
        table = self._c.llama_token_data_array(
            data=asked.ctypes.data_as(self._c.llama_token_data_p),
            size=len(tokens),
            selected=-1,
            sorted=False,
        )
        self._c.llama_sampler_apply(self._sampler, table)
        taken: NDArray[np.bool_] = np.isfinite(asked["logit"])
        return taken

    def accept(self, token: int) -> None:
        """This token comes next."""
        self._c.llama_sampler_accept(self._sampler, token)

    def allowed(self, logits: "NDArray[np.float32]") -> "NDArray[np.int32]":
        """Tokens that may come next: those among the most probable, else any; by falling logit.

        Raises:
            LlamaError: no token may, so the reply cannot go on.
        """
        import numpy as np

        few = min(_FEW, len(logits))
        likely = np.argpartition(logits, -few)[-few:].astype(np.int32)
        for tokens in (likely, np.arange(len(logits), dtype=np.int32)):
            taken = tokens[self.taken(tokens)]
            if len(taken):
                order = np.argsort(-logits[taken], kind="stable")
                found: NDArray[np.int32] = taken[order]
                return found
        raise LlamaError("the grammar takes no token")
