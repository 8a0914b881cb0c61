"""Headings and the title of a document with pages: by outline, size, weight and numbering."""

import re
from collections import Counter
from collections.abc import Sequence, Set
from pathlib import PurePath
from typing import Protocol

from core.parsing.page_blocks import BlockKind
from core.parsing.page_lines import reading_length

Outline = Sequence[tuple[int, str, int]]
"""Bookmarks: level from 1, title, page from 1."""

_NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,3}){0,5})\.?\s+\S")
_CHINESE_NUMBERED = re.compile(
    r"(第[一二三四五六七八九十百零〇\d]{1,6}[章篇编部])|(第[一二三四五六七八九十百零〇\d]{1,6}[节節])"
    r"|([一二三四五六七八九十]{1,3}、)|([（(][一二三四五六七八九十]{1,3}[)）])"
)
_SENTENCE_END = tuple(".。!！?？;；,，")
_PLACEHOLDER = re.compile(
    r"(\(?anonymous\)?|\(unspecified\)|microsoft (word|powerpoint|excel) - .*|untitled.*"
    r"|document\s*\d*|title|slide 1|无标题.*"
    r"|未命名.*|文档\s*\d*|.*\.(docx?|pptx?|xlsx?|pdf|indd|qxd|dvi|tex|odt|html?))",
    re.IGNORECASE,
)
_LONGEST = 220


class SetBlock(Protocol):
    """What must be known of a block to see whether it is a heading."""

    kind: BlockKind
    page: int
    opening: str
    start: int
    end: int
    top: float
    size: float
    bold: bool
    lines: int


def body_size(blocks: Sequence[SetBlock], running: Set[int]) -> float:
    """The size most of the text is set in, in points."""
    sizes: Counter[float] = Counter()
    for index, block in enumerate(blocks):
        if index not in running and block.kind is not BlockKind.TABLE:
            sizes[round(block.size * 2) / 2] += block.end - block.start
    return sizes.most_common(1)[0][0] if sizes else 10.0


def bookmarked(blocks: Sequence[SetBlock], outline: Outline) -> dict[int, int]:
    """Level of each block that a bookmark names."""
    listed = _listed(outline)
    if not listed:
        return {}
    named = {
        index: listed.get((block.page, _key(block.opening)), 0)
        for index, block in enumerate(blocks)
        if _may_be(block)
    }
    return {index: level for index, level in named.items() if level}


def heading_levels(
    blocks: Sequence[SetBlock], running: Set[int], levels: dict[int, int]
) -> dict[int, int]:
    """Level of each block that is a heading, from 1; `levels` holds those bookmarks name."""
    body = body_size(blocks, running)
    styled: dict[int, tuple[float, bool]] = {}
    for index, block in enumerate(blocks):
        if index in running or not _may_be(block):
            continue
        if index not in levels and _stands_out(block, body):
            styled[index] = (round(block.size * 2) / 2, block.bold)
    return levels | _by_style(blocks, styled, levels)


def _listed(outline: Outline) -> dict[tuple[int, str], int]:
    return {(page - 1, _key(title)): min(9, level) for level, title, page in outline if _key(title)}


def _key(text: str) -> str:
    bare = re.sub(r"^[\d.\s]+|^第?[一二三四五六七八九十\d]+[章节、.]", "", text)
    return "".join(character for character in bare.casefold() if character.isalnum())[:60]


def _may_be(block: SetBlock) -> bool:
    kinds = (BlockKind.TEXT, BlockKind.ITEM)
    return (
        block.kind in kinds
        and block.lines <= 4
        and len(block.opening) < 160
        and any(character.isalpha() for character in block.opening)
        and reading_length(block.opening) <= _LONGEST
    )


def _stands_out(block: SetBlock, body: float) -> bool:
    text = block.opening.rstrip()
    numbered = _NUMBERED.match(text) or _CHINESE_NUMBERED.match(text)
    if block.size >= 1.12 * body and reading_length(text) >= 2:
        return not (text.endswith(_SENTENCE_END[:2]) and block.lines > 2)
    if text.endswith(_SENTENCE_END) or block.lines > 2:
        return False
    if block.bold and block.size >= 0.95 * body:
        return reading_length(text) <= 120 and not text.endswith((":", "："))
    chapter = _CHINESE_NUMBERED.match(text)
    return bool(numbered and chapter and chapter.group(1) and reading_length(text) <= 80)


def _by_style(
    blocks: Sequence[SetBlock], styled: dict[int, tuple[float, bool]], listed: dict[int, int]
) -> dict[int, int]:
    """Levels by size and weight, the largest first; numbering like 2.3.1 goes deeper."""
    ranks = sorted(set(styled.values()), reverse=True)
    by_style = {style: min(6, rank + 1) for rank, style in enumerate(ranks)}
    deepest = max(listed.values(), default=0)
    found: dict[int, int] = {}
    for index, style in styled.items():
        level = by_style[style]
        numbering = _NUMBERED.match(blocks[index].opening)
        if numbering:
            level = max(level, numbering.group(1).count(".") + 1)
        if deepest and not numbering:
            level = max(level, min(deepest, level + 1))
        found[index] = min(9, level)
    return found


def title_of(
    stated: str,
    blocks: Sequence[SetBlock],
    levels: dict[int, int],
    running: Set[int],
    name: str,
) -> str:
    """The stated title if it says something, else the largest first heading, else the name."""
    stated = " ".join(stated.split())
    if len(stated) > 3 and not _PLACEHOLDER.fullmatch(stated) and any(map(str.isalpha, stated)):
        return stated[:300]
    first = [i for i in levels if blocks[i].page == 0 and reading_length(blocks[i].opening) >= 4]
    if first:
        largest = max(blocks[i].size for i in first)
        chosen = next(i for i in sorted(first) if blocks[i].size >= 0.85 * largest)
        return " ".join(blocks[chosen].opening.split())[:300]
    return " ".join(PurePath(name).stem.split()) or name
