"""What of a prompt need not be read again: sequences that the context holds, and kept ones.

A prompt takes the sequence that agrees with it the longest. If that one goes on differently for
long, its beginning is copied to another one, which costs nothing, as both then share the cells of
the cache; else its end is forgotten. The one that was used the longest time ago gives way. Nothing
is used that was computed under another fingerprint: by another model, with other lessons, or in
another number format. What was read with other lessons stays until its room is needed, so that
switching one off and on again costs nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from core.llama.saved_states import SavedStates

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from core.llama.context import LlamaContext

WORTH_KEEPING = 256
"""Tokens after which the different end of a sequence is kept beside the new one."""
AT_ONCE = 128
"""Tokens of a reply that room is made for before it begins."""
GIVEN_UP = 256
"""Tokens at the end of a sequence that are forgotten at once where there is no room."""
WORTH_LOADING = 64
"""Tokens that a kept state must have more than what is in memory."""


@dataclass
class _Held:
    """What a sequence holds: tokens, and the cells they are in, by numbers of our own."""

    tokens: "NDArray[np.int32]" = field(default_factory=lambda: np.empty(0, np.int32))
    cells: "NDArray[np.int64]" = field(default_factory=lambda: np.empty(0, np.int64))
    fingerprint: str = ""
    used: int = 0


class PrefixCache:
    """Knows what each sequence of a context holds."""

    def __init__(self, context: "LlamaContext", folder: Path, most_bytes: int = 0) -> None:
        """`folder` is for states that are kept; `most_bytes` of them (0: as usual)."""
        self._context = context
        self._held = [_Held() for _ in range(context.opening.sequences)]
        self._saved = SavedStates(folder, most_bytes)
        self._clock = 0
        self._cells = 0
        self._active = -1
        self._forgettings = context.forgettings
        context.relief = self._make_way

    # ---- for whoever reads prompts ---------------------------------------------------------------

    def take(self, tokens: Sequence[int], room: int) -> tuple[int, int]:
        """A sequence that holds the longest beginning of `tokens`, less than all, and its length.

        The last token is always left, for logits are had by reading it. There is place for the
        rest and `room` more as far as others can give way.
        """
        wanted = np.asarray(tokens, np.int32)
        fingerprint = self._context.fingerprint
        self._active = -1
        self._notice_forgetting()
        found = self._loaded(wanted, fingerprint, self._best(wanted, fingerprint)[1])
        sequence, have = found or self._place(*self._best(wanted, fingerprint))
        held = self._held[sequence]
        if len(held.tokens) > have and not self._trim(sequence, have):
            have = 0
        held.fingerprint = fingerprint
        self._used(sequence)
        # More room than this is made when it is needed.
        needed = len(wanted) - have + min(room, AT_ONCE)
        while self._filled() + needed > self._context.context_tokens and self._make_way():
            pass
        return sequence, have

    def holds(self, tokens: Sequence[int]) -> bool:
        """Whether a sequence begins with all of these tokens, so that none need be read."""
        wanted, fingerprint = np.asarray(tokens, np.int32), self._context.fingerprint
        self._notice_forgetting()
        return any(
            held.fingerprint == fingerprint and _common(held.tokens, wanted) == len(wanted)
            for held in self._held
        )

    def written(self, sequence: int, tokens: Sequence[int]) -> None:
        """The sequence holds exactly these tokens now."""
        held = self._held[sequence]
        now = np.asarray(tokens, np.int32)
        same = _common(held.tokens, now)
        fresh = np.arange(self._cells, self._cells + len(now) - same)
        self._cells += len(fresh)
        held.tokens, held.cells = now, np.concatenate([held.cells[:same], fresh])
        self._active = -1

    def keep(self, name: str, tokens: Sequence[int]) -> None:
        """Keep what these tokens led to on the disk, in place of what is kept under that name.

        Nothing happens unless some sequence holds them all, or where there is no room for it.
        """
        wanted = np.asarray(tokens, np.int32)
        fingerprint = self._context.fingerprint
        self._notice_forgetting()
        # Switched on and off, lessons leave each other what is kept.
        name += self._context.lessons_on
        if self._saved.has(name, fingerprint, wanted):
            return
        for sequence, held in enumerate(self._held):
            if held.fingerprint != fingerprint or _common(held.tokens, wanted) < len(wanted):
                continue
            if len(held.tokens) == len(wanted):
                self._saved.keep(name, fingerprint, wanted, self._context.state(sequence))
            elif spare := self._spare(sequence):
                target = spare[0]
                self._clear(target)
                self._context.copy(sequence, target, 0, len(wanted))
                if self._whole(target, len(wanted)):
                    self._saved.keep(name, fingerprint, wanted, self._context.state(target))
                self._clear(target)
            return

    @property
    def cached_tokens(self) -> int:
        """Tokens that need not be read again."""
        self._notice_forgetting()
        return self._filled()

    @property
    def saved_bytes(self) -> int:
        """What is kept on the disk."""
        return self._saved.total_bytes

    # ---- which sequence --------------------------------------------------------------------------

    def _best(self, wanted: "NDArray[np.int32]", fingerprint: str) -> tuple[int, int]:
        """The sequence that has most of these tokens, and how many, the last one left out."""
        most = max(0, len(wanted) - 1)
        common = [
            min(_common(held.tokens, wanted), most) if held.fingerprint == fingerprint else 0
            for held in self._held
        ]
        best = max(range(len(common)), key=lambda at: (common[at], self._held[at].used))
        return best, common[best]

    def _place(self, source: int, have: int) -> tuple[int, int]:
        """A sequence with the first `have` tokens of `source`, whose own end is kept if it is long.

        Some kinds of models can only copy or forget all; they begin anew.
        """
        rest = len(self._held[source].tokens) - have
        if not rest or (have and rest < WORTH_KEEPING):
            return source, have
        spare = self._spare(source if have else -1)
        if not spare:
            return source, have
        target = spare[0]
        self._clear(target)
        if have:
            self._context.copy(source, target, 0, have)
            if not self._whole(target, have):
                self._clear(target)
                return target, 0
            held = self._held[source]
            copied = self._held[target]
            copied.tokens, copied.cells = held.tokens[:have], held.cells[:have]
            copied.fingerprint = held.fingerprint
        return target, have

    def _spare(self, besides: int) -> list[int]:
        """Sequences that may give way to another, the best one first: empty ones, such as are the
        beginning of another one, then by their last use."""
        others = [at for at in range(len(self._held)) if at not in (besides, self._active)]
        return sorted(others, key=lambda at: (not self._is_part(at), self._held[at].used))

    def _is_part(self, sequence: int) -> bool:
        cells = self._held[sequence].cells
        return not len(cells) or any(
            len(held.cells) >= len(cells) and held.cells[len(cells) - 1] == cells[-1]
            for at, held in enumerate(self._held)
            if at != sequence
        )

    def _loaded(
        self, wanted: "NDArray[np.int32]", fingerprint: str, have: int
    ) -> tuple[int, int] | None:
        """A sequence with a kept state that has more than `have` tokens of these, and how many."""
        kept = self._saved.longest(fingerprint, wanted, have + WORTH_LOADING)
        if kept is None:
            return None
        # A state has its own cells for what stands in front, until they are shared.
        needed = kept.tokens + self._context.ahead
        if needed >= self._context.context_tokens or (state := self._saved.state(kept)) is None:
            return None
        sequence = self._spare(-1)[0]
        self._clear(sequence)
        while self._filled() + needed > self._context.context_tokens:
            self._make_way(sequence)
        if not self._context.restore(sequence, state) or (
            self._context.length(sequence) != kept.tokens
        ):
            self._saved.remove(kept)
            self._context.remove(sequence)
            return None
        # Tokens that were asked for otherwise are none: they are forgotten at once.
        told = np.full(kept.tokens, -1, np.int32)
        told[: kept.common] = wanted[: kept.common]
        self.written(sequence, told.tolist())
        return sequence, min(kept.common, len(wanted) - 1)

    # ---- forgetting ------------------------------------------------------------------------------

    def _notice_forgetting(self) -> None:
        """Know that the context has forgotten everything, as it does for some lessons."""
        if self._forgettings != self._context.forgettings:
            self._forgettings = self._context.forgettings
            self._held = [_Held() for _ in self._held]

    def _trim(self, sequence: int, have: int) -> bool:
        """Forget the end of a sequence; False when all of it had to be forgotten."""
        held = self._held[sequence]
        if have and self._context.remove(sequence, have) and self._whole(sequence, have):
            held.tokens, held.cells = held.tokens[:have], held.cells[:have]
            return True
        self._clear(sequence)
        return not have

    def _whole(self, sequence: int, length: int) -> bool:
        """Whether a sequence really holds its first `length` tokens and nothing else: windows of
        attention that have moved on, and states that stand for all that was read, do not."""
        return (self._context.first(sequence), self._context.length(sequence)) == (0, length)

    def _clear(self, sequence: int) -> None:
        self._context.remove(sequence)
        self._held[sequence] = _Held()

    def _make_way(self, besides: int = -1) -> bool:
        """Forget the end of the sequence that is least worth keeping; False when none is left.

        What it begins with, instructions and documents, is what others begin with, too.
        """
        keeping = self._active if besides < 0 else besides
        for sequence in self._spare(keeping):
            if held := len(self._held[sequence].tokens):
                self._trim(sequence, max(0, held - GIVEN_UP))
                return True
        return False

    def _filled(self) -> int:
        """Cells of the cache that are in use; sequences share those of what was copied."""
        return len(np.unique(np.concatenate([held.cells for held in self._held])))

    def _used(self, sequence: int) -> None:
        self._clock += 1
        self._held[sequence].used = self._clock
        self._active = sequence


def _common(one: "NDArray[np.int32]", other: "NDArray[np.int32]") -> int:
    """How many tokens two texts have in common at their beginning."""
    length = min(len(one), len(other))
    different = np.flatnonzero(one[:length] != other[:length])
    return int(different[0]) if len(different) else length
