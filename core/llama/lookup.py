"""Several tokens in one step, where a reply repeats what stands before it.

An answer that quotes its sources goes on as they do: where its last tokens stand in the prompt,
what follows them there is guessed, read together with the token that was chosen, and kept as far as
the model would have chosen it. The reply is the one that a token a step gives: a guess is kept only
when it is the best by a clear margin, since reading several tokens at once rounds in another way,
and the rest is read again one by one. Steps with guesses take longer; where they gain no time they
are left off for a while.
"""

import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.llama.context import LlamaContext

DRAFT = 4
"""Tokens guessed at most: on a processor reading five takes twice as long as reading one, reading
eleven more than three times."""
LONGEST, SHORTEST = 4, 2
"""Tokens at the end of a reply that are looked for in what stands before, at most and at least."""
MARGIN = 0.5
"""How much better than the second the best token must be: batches of other sizes give logits that
differ by a tenth with quantised weights."""
_TRIES, _PAUSE = 4, 48
"""After so many steps whose guesses gained no time together, none are made for so many tokens."""


class Lookup:
    """Guesses the next tokens of one reply; for the most probable token, without a grammar."""

    def __init__(
        self,
        context: "LlamaContext",
        prompt: Sequence[int],
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        self._context, self._clock = context, clock
        self._tokens: list[int] = []
        self._places: dict[tuple[int, ...], int] = {}
        self._single = 0.0
        self._gain = 0.0
        self._tries = self._pause = 0
        # A model that goes by a running state cannot take a guess back.
        self._able = context.can_rewind
        self.guessed = self.kept = 0
        self._note(prompt)

    def read(self, token: int, sequence: int, position: int) -> list[int]:
        """Read a token that was chosen, at `position`, and what surely follows it.

        Returns the tokens that follow, which have been read too: after it `logits(-1)` of the
        context is of the last one of them, or of `token` when there are none.

        Raises:
            Stopped, CacheFull, LlamaError: as the context's `decode`.
        """
        self._note([token])
        draft = [] if self._pause or not self._able else self._draft()
        self._pause = max(0, self._pause - 1)
        if position + len(draft) + 1 >= self._context.context_tokens:
            draft = []
        began = self._clock()
        if not draft:
            self._context.decode([token], sequence, position)
            took = self._clock() - began
            self._single = took if not self._single else 0.8 * self._single + 0.2 * took
            return []
        self._context.decode([token, *draft], sequence, position, all_logits=True)
        kept, clear = self._agreed(draft)
        if kept < len(draft):
            self._context.remove(sequence, position + 1 + kept)
        if clear:
            self._context.use_row(kept)
        else:
            # It is close what comes next: that is decided as without guesses.
            last = [token, *draft][kept]
            self._context.remove(sequence, position + kept)
            self._context.decode([last], sequence, position + kept)
        self._judge(len(draft), kept, self._clock() - began)
        self._note(draft[:kept])
        return draft[:kept]

    def _agreed(self, draft: Sequence[int]) -> tuple[int, bool]:
        """How many guesses the model would have chosen, and whether what comes then is clear."""
        for row in range(len(draft) + 1):
            logits = self._context.logits(row)
            best = int(logits.argmax())
            value = float(logits[best])
            logits[best] = -1e30
            clear = value - float(logits.max()) >= MARGIN
            logits[best] = value
            if not clear or row == len(draft) or best != draft[row]:
                return row, clear
        raise AssertionError

    def _draft(self) -> list[int]:
        """What followed the last tokens where they stood before."""
        for length in range(LONGEST, SHORTEST - 1, -1):
            ending = tuple(self._tokens[-length:])
            if len(ending) == length and (place := self._places.get(ending)) is not None:
                return self._tokens[place : place + DRAFT]
        return []

    def _note(self, tokens: Sequence[int]) -> None:
        """Remember for every few tokens what followed them, the last time they stood there."""
        for token in tokens:
            place = len(self._tokens)
            for length in range(SHORTEST, min(LONGEST, place) + 1):
                self._places[tuple(self._tokens[place - length :])] = place
            self._tokens.append(token)

    def _judge(self, guessed: int, kept: int, took: float) -> None:
        self.guessed += guessed
        self.kept += kept
        self._gain += kept * self._single - (took - self._single)
        self._tries += 1
        if self._tries == _TRIES:
            self._pause = _PAUSE if self._gain <= 0 else 0
            self._gain, self._tries = 0.0, 0
