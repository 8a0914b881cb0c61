"""Taking out of a reply what a model thought before it answered.

Models that think aloud write it between <think> and </think> before the answer; where the prompt
itself opened the thought, only the closing mark is in what they write.
"""

_OPEN, _CLOSE = "<think>", "</think>"


class Answering:
    """The answer in a reply that comes in pieces."""

    def __init__(self) -> None:
        self._pending = ""
        self._started = self._thinking = False
        self._told: list[str] = []

    def feed(self, piece: str) -> str:
        """What of the answer can be told after another piece."""
        self._pending += piece
        if not self._started:
            opening = self._pending.lstrip()
            if _OPEN.startswith(opening[: len(_OPEN)]) and len(opening) < len(_OPEN):
                return ""
            self._started = True
            self._thinking = opening.startswith(_OPEN)
        if self._thinking:
            before, closed, after = self._pending.partition(_CLOSE)
            if not closed:
                # The closing mark may come in two pieces.
                self._pending = before[-len(_CLOSE) :]
                return ""
            self._thinking, self._pending = False, after.lstrip()
        told, self._pending = self._pending, ""
        self._told.append(told)
        return told

    def rest(self) -> str:
        """What is left to tell after the last piece."""
        left = "" if self._thinking else self._pending
        self._pending = ""
        self._told.append(left)
        return left

    @property
    def text(self) -> str:
        """The whole answer, without a thought that the prompt had opened."""
        before, closed, after = "".join(self._told).partition(_CLOSE)
        return (after if closed and _OPEN not in before else before + closed + after).strip()
