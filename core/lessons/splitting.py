"""Which examples are held out of training: whole documents and conversations, never a part."""

import dataclasses
import hashlib
from collections.abc import Sequence

from core.types import Example

LEAST = 5
"""Accepted examples; of fewer none is spared."""


def group_of(example: Example) -> str:
    """What an example shares with others that it may not be parted from: its document, or the
    conversation that it is of."""
    if example.source is not None and example.source.document:
        return f"document {example.source.document}"
    return _talk_of(example)


def _talk_of(example: Example) -> str:
    first = example.turns[0][0] if example.turns else example.question
    return f"talk {' '.join(first.split()).casefold()}"


def split(examples: Sequence[Example], share: float, seed: int) -> tuple[Example, ...]:
    """The examples with about `share` of the accepted ones held out, by documents.

    Depends on nothing but them and the seed. No document stands on both sides; where all come from
    one, or from some of which each is more than may be spared, conversations are parted, and where
    they are one, examples: better a look at what was not taught than none.
    """
    groups: list[str] = []
    held: set[str] = set()
    if share > 0 and sum(each.accepted for each in examples) >= LEAST:
        for finer in (group_of, _talk_of, lambda each: f"{_talk_of(each)} {each.question}"):
            groups = [finer(each) for each in examples]
            held = _held_of(examples, groups, share, seed)
            if held:
                break
    groups = groups or [""] * len(examples)
    return tuple(
        each if each.held_out == (group in held) else _moved(each, group in held)
        for group, each in zip(groups, examples, strict=True)
    )


def _held_of(examples: Sequence[Example], groups: list[str], share: float, seed: int) -> set[str]:
    """Groups with about that share of the accepted examples; none where each is too much."""
    sizes: dict[str, int] = {}
    for group, each in zip(groups, examples, strict=True):
        if each.accepted:
            sizes[group] = sizes.get(group, 0) + 1
    wanted = share * sum(sizes.values())
    held: set[str] = set()
    count = 0
    for group in sorted(sizes, key=lambda group: _lot(seed, group)):
        # A large document may be too much, a smaller one after it just right.
        if count + sizes[group] <= max(1.0, wanted * 1.25) and len(held) + 1 < len(sizes):
            held.add(group)
            count += sizes[group]
        if count >= wanted:
            break
    return held


def completed(
    kept: Sequence[Example], new: Sequence[Example], share: float, seed: int
) -> tuple[Example, ...]:
    """New examples, each on the side on which others of its document are; those of documents that
    are new, or stand on both sides, are split."""
    sides = {group_of(each): each.held_out for each in kept}
    for each in kept:
        if sides.get(group_of(each), each.held_out) != each.held_out:
            del sides[group_of(each)]
    fresh = iter(split([each for each in new if group_of(each) not in sides], share, seed))
    return tuple(
        _moved(each, sides[group_of(each)]) if group_of(each) in sides else next(fresh)
        for each in new
    )


def _moved(example: Example, held_out: bool) -> Example:
    return dataclasses.replace(example, held_out=held_out)


def _lot(seed: int, group: str) -> bytes:
    return hashlib.sha256(f"{seed}\0{group}".encode("utf-8", "replace")).digest()
