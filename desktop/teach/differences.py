"""What of an answer is new, and what of the one before is gone: words, or Chinese characters."""

import re
from collections.abc import Sequence
from difflib import Match, SequenceMatcher

_HAN = r"\u3400-\u9fff\uf900-\ufaff"
_PIECES = re.compile(rf"[{_HAN}]|[^\W_{_HAN}]+(?:['’.,-][^\W_{_HAN}]+)*|\s+|.", re.DOTALL)
_MOST = 1500
"""Pieces of an answer beyond which comparing takes too long; then all of it counts as new."""

_LONG = 9
"""Equal pieces in a row that are no chance, whatever is around them."""

Span = tuple[int, int]


def differences(before: str, now: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Spans of `before` that are gone and spans of `now` that are new, half open, in order.

    What the two share by chance, a few words between many that differ, counts as new: a text in
    patches cannot be read.
    """
    old, new = _PIECES.findall(before), _PIECES.findall(now)
    if len(old) > _MOST or len(new) > _MOST:
        same = before == now
        return ((), ()) if same else (_whole(before), _whole(now))
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    kept = _worth_keeping(matcher.get_matching_blocks())
    return (
        _between(before, _ends(old), [(block.a, block.a + block.size) for block in kept]),
        _between(now, _ends(new), [(block.b, block.b + block.size) for block in kept]),
    )


def _worth_keeping(blocks: Sequence[Match]) -> list[Match]:
    """The stretches of equal pieces that are not lost among what differs around them."""
    kept = []
    end_a = end_b = 0
    for at, block in enumerate(blocks[:-1]):
        after = blocks[at + 1]
        before_it = max(block.a - end_a, block.b - end_b)
        after_it = max(after.a - block.a - block.size, after.b - block.b - block.size)
        if block.size >= min(before_it, after_it, _LONG):
            kept.append(block)
            end_a, end_b = block.a + block.size, block.b + block.size
    return kept


def _between(text: str, ends: list[int], kept: list[tuple[int, int]]) -> tuple[Span, ...]:
    spans: list[Span] = []
    at = 0
    for start, end in [*kept, (len(ends) - 1, len(ends) - 1)]:
        _add(spans, text, ends[at], ends[start])
        at = end
    return tuple(spans)


def _ends(pieces: list[str]) -> list[int]:
    ends = [0]
    for piece in pieces:
        ends.append(ends[-1] + len(piece))
    return ends


def _whole(text: str) -> tuple[Span, ...]:
    return ((0, len(text)),) if text else ()


def _add(spans: list[Span], text: str, start: int, end: int) -> None:
    """Put a span after the others; over a mere gap of spaces it joins the one before."""
    if not text[start:end].strip():
        return
    if spans and not text[spans[-1][1] : start].strip():
        spans[-1] = (spans[-1][0], end)
    else:
        spans.append((start, end))
