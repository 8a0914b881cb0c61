"""Counting tokens beside the model that writes, so that nobody waits for it.

A thread of the worker with a copy of the vocabulary alone: a model need not be loaded for its
tokens to be counted, and one that writes is not disturbed.
"""

import os
import queue
from collections.abc import Callable
from typing import Any

from core.llama.library import LlamaError, library
from core.llama.spelling import spans
from core.llama.vocabulary import Vocabulary


class Reference:
    """Answers the orders "count" and "pieces"."""

    def __init__(self, say: Callable[..., None]) -> None:
        """`say(number, kind, **what)` gives an answer."""
        self._say = say
        self._orders: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
        self._path = b""
        self._model: Any = None
        self._vocabulary: Vocabulary | None = None

    def put(self, order: dict[str, Any]) -> None:
        """Queue an order."""
        self._orders.put(order)

    def serve(self) -> None:
        """Answer orders for ever."""
        while True:
            order = self._orders.get()
            try:
                vocabulary = self._of(order["model"]["path"])
                if order["do"] == "count":
                    counts = [len(vocabulary.tokens(text)) for text in order["texts"]]
                    self._say(order["n"], "counted", counts=counts)
                else:
                    self._pieces(vocabulary, order)
                self._say(order["n"], "done")
            except (LlamaError, MemoryError) as error:
                self._say(order["n"], "failed", kind="broken", reason=str(error)[:200])

    def _pieces(self, vocabulary: Vocabulary, order: dict[str, Any]) -> None:
        text = str(order["text"])
        ids = vocabulary.tokens(text)
        places = spans(text, [vocabulary.piece(token) for token in ids])
        starts, ends = [start for start, _ in places], [end for _, end in places]
        self._say(order["n"], "pieces", ids=ids, starts=starts, ends=ends)

    def _of(self, path: bytes) -> Vocabulary:
        if self._vocabulary is None or path != self._path:
            c = library()
            if self._model:
                self._vocabulary = None
                c.llama_model_free(self._model)
            params = c.llama_model_default_params()
            params.vocab_only = True
            self._model = c.llama_model_load_from_file(os.fsencode(os.fsdecode(path)), params)
            if not self._model:
                raise LlamaError("the file cannot be loaded")
            self._path, self._vocabulary = path, Vocabulary(self._model)
        return self._vocabulary
