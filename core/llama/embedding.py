"""A model that turns texts into vectors: llama.cpp's model and context behind one verb."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.llama.library import LlamaError, library
from core.llama.vocabulary import Vocabulary

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_TOGETHER = 16
"""Texts computed at once, as far as their tokens fit."""


class EmbeddingContext:
    """One model that pools what it reads. For one thread at a time."""

    def __init__(self, path: Path, room: int, pooling: int, threads: int) -> None:
        """Load the model; `room` tokens are computed at once, `pooling` is as llama.cpp counts.

        Raises:
            LlamaError: llama.cpp cannot.
        """
        self._c = c = library()
        self._room = room
        model = c.llama_model_default_params()
        model.load_mode = c.LLAMA_LOAD_MODE_MMAP
        model.n_gpu_layers = 0
        # Weights repacked for AMX end the process in builds of gcc 12 (llama.cpp issue 20824).
        model.use_extra_bufts = False
        self._model: Any = c.llama_model_load_from_file(os.fsencode(path), model)
        if not self._model:
            raise LlamaError("the file cannot be loaded")
        self.vocabulary = Vocabulary(self._model)
        self.dimensions = int(c.llama_model_n_embd_out(self._model))
        params = c.llama_context_default_params()
        # A text must fit into one step, for attention looks in both directions.
        params.n_ctx = params.n_batch = params.n_ubatch = room
        params.n_seq_max = _TOGETHER
        params.kv_unified = True
        params.embeddings = True
        params.pooling_type = pooling
        params.n_threads = params.n_threads_batch = threads
        params.no_perf = True
        self._context: Any = c.llama_init_from_model(self._model, params)
        if not self._context:
            c.llama_model_free(self._model)
            raise LlamaError("no context can be made")
        self._batch = c.llama_batch_init(room, 0, 1)

    def __del__(self) -> None:
        if getattr(self, "_context", None):
            self._c.llama_batch_free(self._batch)
            self._c.llama_free(self._context)
            self._c.llama_model_free(self._model)
            self._context = None

    def tokens(self, text: str) -> list[int]:
        """Tokens of a text with what the model puts around it."""
        return self.vocabulary.tokens(text, begin=True)

    def embed(self, texts: Sequence[Sequence[int]]) -> "NDArray[np.float32]":
        """Vectors of texts given as tokens, not scaled, shape (len(texts), dimensions).

        Raises:
            LlamaError: a text is empty or longer than `room`, or the computation failed.
        """
        import numpy as np

        vectors = np.empty((len(texts), self.dimensions), dtype=np.float32)
        start = 0
        while start < len(texts):
            end, size = start, 0
            while end < len(texts) and end - start < _TOGETHER:
                if size + len(texts[end]) > self._room:
                    break
                size += len(texts[end])
                end += 1
            if end == start or not all(texts[start:end]):
                raise LlamaError("a text of no tokens, or of too many")
            self._compute(texts[start:end], vectors[start:end])
            start = end
        return vectors

    def _compute(self, texts: Sequence[Sequence[int]], vectors: "NDArray[np.float32]") -> None:
        import numpy as np

        c, batch = self._c, self._batch
        if memory := c.llama_get_memory(self._context):
            c.llama_memory_clear(memory, False)
        place = 0
        for sequence, tokens in enumerate(texts):
            for position, token in enumerate(tokens):
                batch.token[place] = token
                batch.pos[place] = position
                batch.n_seq_id[place] = 1
                batch.seq_id[place][0] = sequence
                batch.logits[place] = True
                place += 1
        batch.n_tokens = place
        if c.llama_decode(self._context, batch):
            raise LlamaError("a batch failed")
        for sequence in range(len(texts)):
            found = c.llama_get_embeddings_seq(self._context, sequence)
            if not found:
                raise LlamaError("no vector came")
            vectors[sequence] = np.ctypeslib.as_array(found, shape=(self.dimensions,))
