"""A model in memory and what it has read: llama.cpp's model and context behind few verbs."""

import ctypes
import hashlib
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.gguf.digest import edges
from core.llama.lessons import LessonOn, LessonUnusable, Outfit, Wardrobe, soft_prompt, with_prefix
from core.llama.library import LlamaError, StopFlag, library, offers_graphics
from core.llama.vocabulary import Vocabulary
from core.types import Route

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FORMATS = {"f32": 0, "f16": 1, "q8_0": 8}
"""Number formats of the cache, as ggml counts them."""
QUANTISED = ("q8_0",)
BATCH = 512
"""Tokens handed over at once."""
MOST_ROWS = 32
"""Places of one call whose logits can be had. llama.cpp keeps room for as many rows as the
vocabulary is wide: for a whole batch that would be 300 MB with 150,000 words."""
_NO_ROOM, _STOPPED = 1, 2


class Stopped(Exception):
    """The computation was stopped from outside; what was read before stays read."""


class CacheFull(Exception):
    """The cache has no room for so many tokens beside what it holds."""


@dataclass(frozen=True)
class Opening:
    """How a model is opened."""

    context_tokens: int = 4096
    """Tokens that all sequences can hold together."""
    sequences: int = 4
    cache: str = "f16"
    """Of FORMATS."""
    threads: int = 2
    batch_threads: int = 2
    step: int = BATCH
    """Tokens computed at once; a stop waits for one operation on so many."""
    graphics: bool = True
    """Use what computes besides the processor, where there is such a thing."""


class LlamaContext:
    """One model and one cache of several sequences. For one thread; only `stop` is for any."""

    def __init__(self, path: Path, opening: Opening) -> None:
        """Load the model and make its context.

        Raises:
            LlamaError: llama.cpp cannot.
        """
        self.path, self.opening = path, opening
        self.flag = StopFlag()
        self._c = library()
        self._model: Any = None
        self._context: Any = None
        self._batch: Any = None
        self.on_graphics = opening.graphics and offers_graphics()
        self._load()
        self.vocabulary = Vocabulary(self._model)
        try:
            self._make()
        except BaseException:
            self.close()
            raise
        self._wardrobe = Wardrobe(self._model)
        self._outfit = Outfit()
        self._cells: int = self._c.llama_n_ctx(self._context)
        self.forgettings = 0
        """How often everything was forgotten at once."""
        self.trained_tokens: int = self._c.llama_model_n_ctx_train(self._model)
        self.weights_bytes: int = self._c.llama_model_size(self._model)
        self._rows: dict[int, int] = {}
        self.relief: Callable[[], bool] = lambda: False
        """Called when the cache is full; true when it has made room."""

    def _load(self) -> None:
        params = self._c.llama_model_default_params()
        params.load_mode = self._c.LLAMA_LOAD_MODE_MMAP
        params.n_gpu_layers = -1 if self.on_graphics else 0
        # Weights repacked for AMX end the process in builds of gcc 12 (llama.cpp issue 20824).
        params.use_extra_bufts = False
        self._model = self._c.llama_model_load_from_file(os.fsencode(self.path), params)
        if not self._model:
            raise LlamaError("the file cannot be loaded")

    def _make(self) -> None:
        opening, c = self.opening, self._c
        params = c.llama_context_default_params()
        params.n_ctx = opening.context_tokens
        params.n_batch = BATCH
        params.n_ubatch = min(opening.step, BATCH)
        # One more holds what stands in front of all prompts; a running state would pay for it.
        self._front = opening.sequences if self.can_rewind else -1
        params.n_seq_max = opening.sequences + (self._front >= 0)
        params.n_outputs_max = MOST_ROWS
        params.kv_unified = True
        params.n_threads = opening.threads
        params.n_threads_batch = opening.batch_threads
        params.type_k = params.type_v = FORMATS[opening.cache]
        # A quantised cache of values is read by flash attention only.
        quantised = opening.cache in QUANTISED
        params.flash_attn_type = (
            c.LLAMA_FLASH_ATTN_TYPE_ENABLED if quantised else c.LLAMA_FLASH_ATTN_TYPE_AUTO
        )
        if opening.cache == "f32":
            # Who wants it wants to compare: flash attention on the processor rounds to 16 bits,
            # and logits differ by 1e-2 from PyTorch's instead of 1e-5.
            params.flash_attn_type = c.LLAMA_FLASH_ATTN_TYPE_DISABLED
        params.no_perf = True
        params.abort_callback = self.flag.callback
        params.abort_callback_data = self.flag.address
        self._context = c.llama_init_from_model(self._model, params)
        if not self._context:
            raise LlamaError("no context can be made")
        self._memory = c.llama_get_memory(self._context)
        self._batch = c.llama_batch_init(BATCH, 0, 1)

    def close(self) -> None:
        """Free everything; nothing else may be called after."""
        if self._batch is not None:
            self._c.llama_batch_free(self._batch)
            self._batch = None
        if self._context:
            self._c.llama_free(self._context)
            self._context = None
        if self._model:
            self._c.llama_model_free(self._model)
            self._model = None

    @property
    def handle(self) -> Any:
        """llama.cpp's own context, for samplers."""
        return self._context

    # ---- reading -------------------------------------------------------------------------------

    def decode(
        self, tokens: Sequence[int], sequence: int, position: int, all_logits: bool = False
    ) -> None:
        """Read tokens into a sequence, the first at `position`, which is counted after what lessons
        put in front. After it `logits(-1)` is of the
        last one; with `all_logits` (MOST_ROWS tokens at most) `logits(row)` of each.

        What the sequence holds from `position` on must have been removed.

        Raises:
            Stopped: `stop` was called; `length(sequence)` says how far it came.
            CacheFull: no room; pieces of BATCH tokens before the one that did not fit are in.
            LlamaError: a token that is none, or the computation failed.
        """
        if not tokens:
            return
        if not position:
            self._begin(sequence)
        if all_logits and len(tokens) > MOST_ROWS:
            raise ValueError(f"logits of at most {MOST_ROWS} tokens at once")
        self._rows = {}
        for start in range(0, len(tokens), BATCH):
            if self.flag.is_set:
                raise Stopped
            piece = tokens[start : start + BATCH]
            last = start + len(piece) == len(tokens)
            place = self._outfit.ahead + position + start
            self._fill(piece, sequence, place, all_logits, last)
            self._compute(self._batch)
            if last:
                self._rows = {-1: len(piece) - 1}
                if all_logits:
                    self._rows |= {row: row for row in range(len(piece))}

    def _compute(self, batch: Any) -> None:
        failed = self._c.llama_decode(self._context, batch)
        while failed == _NO_ROOM and self.relief():
            failed = self._c.llama_decode(self._context, batch)
        if failed == _STOPPED:
            raise Stopped
        if failed == _NO_ROOM:
            raise CacheFull
        if failed:
            raise LlamaError(f"a batch failed with {failed}")

    def _fill(
        self, tokens: Sequence[int], sequence: int, position: int, every: bool, last: bool
    ) -> None:
        batch = self._batch
        batch.n_tokens = len(tokens)
        for place, token in enumerate(tokens):
            batch.token[place] = token
            batch.pos[place] = position + place
            batch.n_seq_id[place] = 1
            batch.seq_id[place][0] = sequence
            batch.logits[place] = every
        if last:
            batch.logits[len(tokens) - 1] = True

    def place(self, row: int = -1) -> int:
        """Where llama.cpp has the logits of a row of the last `decode`."""
        return self._rows[row]

    def logits(self, row: int = -1) -> "NDArray[np.float32]":
        """Logits of a row of the last `decode`, shape (vocabulary,): a view, good until the next.

        Raises:
            KeyError: there are none for that row.
        """
        import numpy as np

        found = self._c.llama_get_logits_ith(self._context, self._rows[row])
        view: NDArray[np.float32] = np.ctypeslib.as_array(found, shape=(self.vocabulary.size,))
        return view

    def use_row(self, row: int) -> None:
        """Let `logits(-1)` be of this row of the last `decode` from now on."""
        self._rows[-1] = self._rows[row]

    @property
    def can_rewind(self) -> bool:
        """Whether the end of a sequence can be forgotten, which a running state does not allow."""
        c, model = self._c, self._model
        return not (c.llama_model_is_recurrent(model) or c.llama_model_is_hybrid(model))

    def stop(self) -> None:
        """End what is being computed; from any thread. `go_on` must be called before the next."""
        self.flag.set()

    def go_on(self) -> None:
        """Take computations again."""
        self.flag.clear()

    # ---- lessons -------------------------------------------------------------------------------

    def put_on(self, lessons: Sequence[LessonOn]) -> None:
        """Compute with these lessons from now on; with none, as the model is.

        What was read with others stays under its fingerprint, unless something stands in front of
        prompts before or after: then everything is forgotten.

        Raises:
            LessonUnusable: one cannot be put onto this model, opened as it is; nothing changes.
        """
        outfit = self._wardrobe.chosen(lessons)
        if outfit == self._outfit:
            return
        self._require_room_for(outfit)
        self._wardrobe.apply(self._context, outfit)
        if outfit.ahead or self._outfit.ahead:
            self.clear()
        self._outfit = outfit
        self._rows = {}

    @property
    def lessons_on(self) -> str:
        """Names the lessons that are on, whatever their strengths; "" for none."""
        return self._outfit.files

    @property
    def ahead(self) -> int:
        """Places of the cache that lessons take in front of every prompt."""
        return self._outfit.ahead

    @property
    def context_tokens(self) -> int:
        """Tokens that all sequences can hold together."""
        return self._cells - self._outfit.ahead

    def _require_room_for(self, outfit: Outfit) -> None:
        """Raises: LessonUnusable: this model takes nothing in front of its prompts."""
        if outfit.front is None:
            return
        c, path = self._c, outfit.front.file.path
        turned = (c.LLAMA_ROPE_TYPE_MROPE, c.LLAMA_ROPE_TYPE_IMROPE)
        if (
            self._front < 0
            or c.llama_model_n_swa(self._model)
            or c.llama_model_rope_type(self._model) in turned
        ):
            raise LessonUnusable(path, "this kind of model takes nothing in front of its prompts")
        if outfit.ahead >= self._cells // 2:
            raise LessonUnusable(path, "it leaves no room for a prompt")
        if outfit.front.file.route is Route.SOFT_PROMPT:
            soft_prompt(outfit.front.file, c.llama_model_n_embd(self._model))
        elif self.opening.cache in QUANTISED:
            raise LessonUnusable(path, "a quantised cache takes no prefix")

    def _begin(self, sequence: int) -> None:
        """Let an empty sequence begin with what lessons put in front; all share its cells."""
        front, ahead = self._outfit.front, self._outfit.ahead
        width = self._c.llama_model_n_embd(self._model)
        if front is None or self._held(sequence):
            return
        if self._held(self._front) != ahead:
            self._c.llama_memory_seq_rm(self._memory, self._front, -1, -1)
            try:
                if front.file.route is Route.SOFT_PROMPT:
                    self._read_vectors(soft_prompt(front.file, width))
                else:
                    self._take_prefix()
            except BaseException:
                self._c.llama_memory_seq_rm(self._memory, self._front, -1, -1)
                raise
        self._c.llama_memory_seq_cp(self._memory, self._front, sequence, 0, ahead)

    def _read_vectors(self, vectors: "NDArray[np.float32]") -> None:
        """Read vectors in place of tokens, at the beginning of the sequence that is for the front.

        Raises:
            Stopped, CacheFull, LlamaError: as `decode`.
        """
        if self.flag.is_set:
            raise Stopped
        count, width = vectors.shape
        batch = self._c.llama_batch_init(count, width, 1)
        try:
            ctypes.memmove(batch.embd, vectors.ctypes.data, vectors.nbytes)
            batch.n_tokens = count
            for place in range(count):
                batch.pos[place] = place
                batch.n_seq_id[place] = 1
                batch.seq_id[place][0] = self._front
                batch.logits[place] = False
            self._compute(batch)
        finally:
            self._c.llama_batch_free(batch)

    def _take_prefix(self) -> None:
        """Put keys and values into the sequence that is for the front: in place of those of as
        many tokens, which are read so that there are cells for them."""
        front = self._outfit.front
        assert front is not None
        if self.flag.is_set:
            raise Stopped
        self._fill([0] * front.tokens, self._front, 0, False, False)
        self._compute(self._batch)
        if not self._put(self._front, with_prefix(self._state(self._front), front.file)):
            raise LessonUnusable(front.file.path, "the cache does not take it")

    # ---- what is kept of what was read -----------------------------------------------------------

    def length(self, sequence: int) -> int:
        """Tokens of a sequence; positions are counted from 0."""
        return max(0, self._held(sequence) - self._outfit.ahead)

    def _held(self, sequence: int) -> int:
        """As `length`, with what stands in front."""
        return int(self._c.llama_memory_seq_pos_max(self._memory, sequence)) + 1

    def first(self, sequence: int) -> int:
        """The first position that a sequence still holds: not 0 where attention has a window that
        has moved on, or one state stands for all that was read; -1 when it is empty."""
        return int(self._c.llama_memory_seq_pos_min(self._memory, sequence))

    def remove(self, sequence: int, start: int = 0, end: int = -1) -> bool:
        """Forget the tokens from `start` on, up to `end` (-1: all). False: this kind of model can
        only forget a whole sequence, and nothing was forgotten."""
        start, end = self._places(start, end)
        return bool(self._c.llama_memory_seq_rm(self._memory, sequence, start, end))

    def copy(self, source: int, target: int, start: int = 0, end: int = -1) -> None:
        """Let `target` hold the tokens of `source` too; nothing is computed or moved."""
        start, end = self._places(start, end)
        self._c.llama_memory_seq_cp(self._memory, source, target, start, end)

    def _places(self, start: int, end: int) -> tuple[int, int]:
        """Where llama.cpp has positions; the beginning of a sequence includes what stands there."""
        ahead = self._outfit.ahead
        return (start + ahead if start else 0), (end + ahead if end >= 0 else end)

    def clear(self) -> None:
        """Forget everything."""
        self._c.llama_memory_clear(self._memory, False)
        self.forgettings += 1

    def state(self, sequence: int) -> bytes:
        """What a sequence holds, for `restore` in a context of the same `fingerprint`."""
        return self._state(sequence)

    def _state(self, sequence: int) -> bytes:
        size = self._c.llama_state_seq_get_size(self._context, sequence)
        buffer = (ctypes.c_uint8 * size)()
        written = self._c.llama_state_seq_get_data(self._context, buffer, size, sequence)
        return ctypes.string_at(buffer, written)

    def restore(self, sequence: int, state: bytes) -> bool:
        """Let a sequence hold what `state` gave; False when it is not of this context's form, or
        when there are no cells for it and what stands in front."""
        ahead = self._outfit.ahead
        if not self._put(sequence, state):
            return False
        if ahead and self._held(self._front) == ahead:
            # The cells of the front are shared by all.
            self._c.llama_memory_seq_rm(self._memory, sequence, 0, ahead)
            self._c.llama_memory_seq_cp(self._memory, self._front, sequence, 0, ahead)
        elif ahead:
            self._c.llama_memory_seq_rm(self._memory, self._front, -1, -1)
            self._c.llama_memory_seq_cp(self._memory, sequence, self._front, 0, ahead)
        return True

    def _put(self, sequence: int, state: bytes) -> bool:
        buffer = ctypes.cast(ctypes.c_char_p(state), ctypes.POINTER(ctypes.c_uint8))
        read = self._c.llama_state_seq_set_data(self._context, buffer, len(state), sequence)
        return bool(read)

    @property
    def fingerprint(self) -> str:
        """Names what a kept state depends on: the model, how it was opened, llama.cpp's version,
        and the lessons that are on with their strengths."""
        lessons = self._outfit.name
        return f"{self._opened_as}+{lessons}" if lessons else self._opened_as

    @cached_property
    def _opened_as(self) -> str:
        digest = hashlib.sha256(edges(self.path))
        said = (self.opening.cache, self._cells, self._c.__version__, self.on_graphics)
        digest.update(repr(said).encode())
        return digest.hexdigest()[:24]

    def set_threads(self, threads: int, batch_threads: int) -> None:
        """Compute one token with `threads`, several at once with `batch_threads`."""
        self._c.llama_set_n_threads(self._context, threads, batch_threads)
