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
    first = example.turns[0][0] if example.turns else example.question
    return f"talk {' '.join(first.split()).casefold()}"


def split(examples: Sequence[Example], share: float, seed: int) -> tuple[Example, ...]:
    """The examples with about `share` of the accepted ones held out, by documents.

    Depends on nothing but them and the seed. No document stands on both sides; where all come from
    one, they are parted one by one: better a look at what was not taught than none.
    """
    accepted = [each for each in examples if each.accepted]
    groups = [group_of(each) for each in examples]
    if len({group_of(each) for each in accepted}) < 2:
        groups = [f"{group} {each.question}" for group, each in zip(groups, examples, strict=True)]
    sizes: dict[str, int] = {}
    for group, each in zip(groups, examples, strict=True):
        sizes[group] = sizes.get(group, 0) + each.accepted
    wanted = share * len(accepted)
    held: set[str] = set()
    count = 0
    if len(accepted) >= LEAST and share > 0:
        for group in sorted(sizes, key=lambda group: _lot(seed, group)):
            size = sizes[group]
            # A large document may be too much, a smaller one after it just right.
            if size and count + size <= max(1.0, wanted * 1.25) and len(held) + 1 < len(sizes):
                held.add(group)
                count += size
            if count >= wanted:
                break
    return tuple(
        each if each.held_out == (group in held) else _moved(each, group in held)
        for group, each in zip(groups, examples, strict=True)
    )


def completed(
    kept: Sequence[Example], new: Sequence[Example], share: float, seed: int
) -> tuple[Example, ...]:
    """New examples, each on the side on which others of its document are; those of documents that
    are new are split."""
    sides = {group_of(each): each.held_out for each in kept}
    fresh = iter(split([each for each in new if group_of(each) not in sides], share, seed))
    return tuple(
        _moved(each, sides[group_of(each)]) if group_of(each) in sides else next(fresh)
        for each in new
    )


def _moved(example: Example, held_out: bool) -> Example:
    return dataclasses.replace(example, held_out=held_out)


def _lot(seed: int, group: str) -> bytes:
    return hashlib.sha256(f"{seed}\0{group}".encode("utf-8", "replace")).digest()
