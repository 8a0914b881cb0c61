"""Running headers and footers, known because they come again on other pages; page numbers."""

import re
from collections import defaultdict
from collections.abc import Sequence, Set
from typing import Protocol

_EDGE = 0.14
_NUMBER = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"(?:page|seite|p\.|第)?\s*[-–—•·]?\s*(?:\d{1,4}|[ivxlcdm]{1,7})\s*[-–—•·]?\s*"
    r"(?:页|頁)?\s*(?:(?:of|/|von|共)\s*\d{1,4}\s*(?:页|頁)?)?",
    re.IGNORECASE,
)


class EdgeBlock(Protocol):
    """What must be known of a block to see whether it runs."""

    page: int
    opening: str
    top: float
    bottom: float
    size: float
    lines: int


def running_blocks(blocks: Sequence[EdgeBlock], pages: int) -> set[int]:
    """Indexes of running headers and footers, page numbers included; never of all there is."""
    groups: dict[tuple[bool, str, float], list[int]] = defaultdict(list)
    found: set[int] = set()
    for index, block in enumerate(blocks):
        at_top = block.bottom < _EDGE
        if not (at_top or block.top > 1 - _EDGE) or block.lines > 4 or len(block.opening) >= 160:
            continue
        text = block.opening.strip()
        if _PAGE_NUMBER.fullmatch(text) and pages > 1:
            edge = block.bottom < 0.1 or block.top > 0.9
            if edge:
                found.add(index)
                continue
        groups[at_top, _shape(text), round(block.size)].append(index)
    for members in groups.values():
        for index in members:
            alike = {
                blocks[other].page
                for other in members
                if abs(blocks[other].top - blocks[index].top) < 0.012
            }
            if _comes_again(alike, pages):
                found.add(index)
    # Pages that say nothing else are about what they repeat: cards, labels, slips.
    return found if len(found) < len(blocks) else set()


def _comes_again(on: Set[int], pages: int) -> bool:
    if pages <= 3:
        return len(on) >= 2
    span = max(on) - min(on) + 1
    return len(on) >= 3 and len(on) >= 0.3 * span


def _shape(text: str) -> str:
    """The text with its numbers made alike, so that page numbers do not tell lines apart."""
    return _NUMBER.sub("#", "".join(text.casefold().split()))


def printed_labels(
    blocks: Sequence[EdgeBlock], running: Set[int], labels: Sequence[str]
) -> list[str]:
    """The page names a person sees: the file's own labels, else the numbers on the pages."""
    if any(labels):
        return list(labels)
    offsets: dict[int, set[int]] = defaultdict(set)
    for index in running:
        block = blocks[index]
        if not _PAGE_NUMBER.fullmatch(block.opening.strip()):
            continue
        numbers = {int(number) for number in _NUMBER.findall(block.opening) if len(number) <= 4}
        for number in numbers:
            offsets[number - block.page - 1].add(block.page)
    best = max(offsets.items(), key=lambda item: len(item[1]), default=(0, set()))
    offset, on = best
    if offset == 0 or len(on) < max(3, 0.5 * len(labels)):
        return list(labels)
    return [str(page + 1 + offset) if page + 1 + offset > 0 else "" for page in range(len(labels))]
