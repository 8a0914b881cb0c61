"""The sections of a document: runs of blocks under one heading path that may share a chunk."""

from dataclasses import dataclass, field

from core.chunking import PATH_GAP, context_line
from core.chunking.blocks import Block, blocks_of
from core.protocols import Embedder, TokenCounter
from core.types import MarkKind, ParsedDocument

TOP_LEVELS = 2
"""Headings down to this level always begin a new section that nothing is merged into."""

NOWHERE = (-1, -1)
"""Span of the section of what stands under no heading."""

_LONGEST_STEP = 80
_MARGIN = 4
"""Tokens kept free: parts of a torn word may count otherwise together than alone."""
_SMALLEST = 24


@dataclass(slots=True)
class Section:
    """Blocks under one heading path; `level` is of the heading it begins with, 0 without one.
    `parted` when a running header or footer stands before it. `room` is what the path leaves of
    the window, in tokens. `span` reaches from the heading to the last block before the next one,
    over running headers and footers."""

    path: tuple[str, ...]
    level: int
    blocks: list[Block] = field(default_factory=list)
    parted: bool = False
    room: int = 0
    span: tuple[int, int] = NOWHERE

    @property
    def only_headings(self) -> bool:
        """Whether no text has followed its headings yet."""
        return bool(self.blocks) and self.blocks[-1].kind is MarkKind.HEADING


def sections_of(document: ParsedDocument) -> list[Section]:
    """Every block outside BOILERPLATE, in order. A running header or footer parts sections."""
    stack: list[tuple[int, str]] = []
    sections: list[Section] = []
    current: Section | None = None
    parted = False
    for block in blocks_of(document):
        if block.kind is MarkKind.BOILERPLATE:
            current, parted = None, True
            continue
        if block.kind is MarkKind.HEADING:
            while stack and stack[-1][0] >= block.level:
                stack.pop()
            heading = " ".join(document.text[block.start : block.end].split())
            stack.append((block.level, heading[:_LONGEST_STEP].rstrip()))
            if current and current.only_headings and block.level >= current.level:
                current.path = tuple(text for _, text in stack)
            else:
                current = None
        if current is None:
            level = block.level if block.kind is MarkKind.HEADING else 0
            current = Section(tuple(text for _, text in stack), level, parted=parted)
            parted = False
            sections.append(current)
        current.blocks.append(block)
    _set_spans(sections)
    return sections


def _set_spans(sections: list[Section]) -> None:
    first = 0
    for at, section in enumerate(sections, start=1):
        if at == len(sections) or sections[at].blocks[0].kind is MarkKind.HEADING:
            if section.path:
                span = sections[first].blocks[0].start, section.blocks[-1].end
                for each in sections[first:at]:
                    each.span = span
            first = at


def fitted_sections(document: ParsedDocument, embedder: Embedder, most: int) -> list[Section]:
    """The sections with room for chunks of at most `most` tokens, and never more than the embedder
    reads, once the title and the headings stand before them."""
    sections = sections_of(document)
    most = max(min(most, embedder.max_tokens) - _MARGIN, _SMALLEST)
    fit_paths(document.title, sections, most, embedder.count_tokens)
    return sections


def fit_paths(title: str, sections: list[Section], most: int, count_tokens: TokenCounter) -> None:
    """Set each section's room, after shortening paths that would take over half the window."""
    line = context_line(title, "")
    steps = list(dict.fromkeys([line, *(step for s in sections for step in s.path)]))
    tokens = dict(zip(steps, count_tokens(steps), strict=True))
    for section in sections:
        path = section.path
        while len(path) > 1 and _cost(path, tokens) > most // 3:
            path = path[1:]
        if path and _cost(path, tokens) > most // 3:
            short = path[0][: most // 6].rstrip()
            tokens.setdefault(short, most // 6)
            path = (short,)
        section.path = path
        section.room = max(most - tokens[line] - 1 - _cost(path, tokens), most // 3)


def _cost(path: tuple[str, ...], tokens: dict[str, int]) -> int:
    gap = len(PATH_GAP.split())
    return sum(tokens[step] + gap for step in path)
