"""From tokens to text as it can be told: whole characters, nothing that may begin a stop."""

import codecs
from collections.abc import Sequence

from core.llama.vocabulary import Vocabulary


class Spelling:
    """The text of a reply, token by token."""

    def __init__(self, vocabulary: Vocabulary, stops: Sequence[str], shown: Sequence[str]) -> None:
        """`stops` end the reply and are not part of it; of control tokens only those are spelled
        out that a text of `shown` holds."""
        self._vocabulary = vocabulary
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._stops = tuple(stops)
        self._shown = "\n".join(shown)
        self._held = ""
        self.stopped = False

    def add(self, token: int) -> str:
        """What can be told after another token; after `stopped` nothing more can."""
        piece = self._vocabulary.piece(token)
        if not piece and self._shown and self._vocabulary.is_control(token):
            spelled = self._vocabulary.piece(token, special=True)
            piece = spelled if spelled.decode("utf-8", "replace") in self._shown else b""
        return self._told(self._decoder.decode(piece))

    def end(self) -> str:
        """What is left to tell."""
        left = self._told(self._decoder.decode(b"", final=True))
        held, self._held = self._held, ""
        return left + ("" if self.stopped else held)

    def _told(self, text: str) -> str:
        if not self._stops:
            return text
        text = self._held + text
        found = [place for stop in self._stops if (place := text.find(stop)) >= 0]
        if found:
            self.stopped, self._held = True, ""
            return text[: min(found)]
        kept = max(_overlap(text, stop) for stop in self._stops)
        self._held = text[len(text) - kept :]
        return text[: len(text) - kept]


def _overlap(text: str, mark: str) -> int:
    """Length of the longest end of a text that begins a mark."""
    for length in range(min(len(text), len(mark) - 1), 0, -1):
        if text.endswith(mark[:length]):
            return length
    return 0


def spans(text: str, pieces: Sequence[bytes]) -> list[tuple[int, int]]:
    """For each piece of a text's bytes the characters it touches.

    A model may spell a text in its own way (a blank before, other forms of characters); then places
    are found as well as they can be, and what is not found has an empty span.
    """
    raw = text.encode("utf-8", "replace")
    joined = b"".join(pieces)
    ahead = joined.startswith(b" ") and joined[1:] == raw
    if joined != raw and not ahead:
        return _searched(text, pieces)
    first: list[int] = []
    for place, letter in enumerate(text):
        first += [place] * len(letter.encode("utf-8", "replace"))
    found = []
    at = -1 if ahead else 0
    for piece in pieces:
        start, end = max(0, at), at + len(piece)
        at = end
        if end <= start:
            place = first[start] if start < len(first) else len(text)
            found.append((place, place))
        else:
            found.append((first[start], first[end - 1] + 1))
    return found


def _searched(text: str, pieces: Sequence[bytes]) -> list[tuple[int, int]]:
    found = []
    at = 0
    for piece in pieces:
        spelled = piece.decode("utf-8", "replace")
        place = text.find(spelled, at)
        if place < 0:
            spelled = spelled.strip()
            place = text.find(spelled, at)
        # Far off it is another place where the same stands.
        if not spelled or place < 0 or place > at + 64:
            found.append((at, at))
        else:
            found.append((place, place + len(spelled)))
            at = place + len(spelled)
    return found
