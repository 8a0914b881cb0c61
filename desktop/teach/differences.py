"""What of an answer is new, and what of the one before is gone: words, or Chinese characters."""

import re
from difflib import SequenceMatcher

_PIECES = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]|[^\W_]+(?:['’.,-][^\W_]+)*|\s+|.", re.DOTALL)
_MOST = 1500
"""Pieces of an answer beyond which comparing takes too long; then all of it counts as new."""

Span = tuple[int, int]


def differences(before: str, now: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Spans of `before` that are gone and spans of `now` that are new, half open, in order."""
    old, new = _PIECES.findall(before), _PIECES.findall(now)
    if len(old) > _MOST or len(new) > _MOST:
        same = before == now
        return ((), ()) if same else (_whole(before), _whole(now))
    gone: list[Span] = []
    added: list[Span] = []
    old_ends, new_ends = _ends(old), _ends(new)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if tag == "equal":
            continue
        _add(gone, before, old_ends[old_from], old_ends[old_to])
        _add(added, now, new_ends[new_from], new_ends[new_to])
    return tuple(gone), tuple(added)


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
