"""Puts the pages of a PDF or picture together: text, marks, rectangles, headings, running headers.

Pages come one at a time and are packed at once, so that memory does not grow with their characters'
rectangles. What shows only over many pages (the size of body text, running headers and footers,
levels of headings, printed page numbers) is decided in `build`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from core.errors import EmptyDocument
from core.geometry import NO_BOX, Box, pack_boxes
from core.parsing.page_blocks import Block, BlockKind
from core.parsing.page_headings import Outline, bookmarked, heading_levels, title_of
from core.parsing.running_lines import printed_labels, running_blocks
from core.types import DocumentNotice, Mark, MarkKind, NoticeKind, PageGeometry, ParsedDocument

BLOCK_GAP = "\n\n"
ITEM_GAP = "\n"
MAX_CHARACTERS = 20_000_000

_MARKS = {
    BlockKind.TEXT: MarkKind.PARAGRAPH,
    BlockKind.ITEM: MarkKind.LIST_ITEM,
    BlockKind.TABLE: MarkKind.TABLE,
    BlockKind.CAPTION: MarkKind.CAPTION,
    BlockKind.NOTE: MarkKind.NOTE,
    BlockKind.CODE: MarkKind.CODE,
}


@dataclass(slots=True)
class PlacedBlock:
    """A block of a page without its rectangles; positions count from the page's start."""

    kind: BlockKind
    page: int
    start: int
    end: int
    opening: str
    """Its first characters, enough to compare headings and running lines."""
    x0: float
    top: float
    """Distances from the top of the page as read, as fractions of its height."""
    bottom: float
    size: float
    bold: bool
    lines: int
    depth: int
    rows: list[tuple[int, int, bool]]


@dataclass(slots=True)
class _Page:
    number: int
    text: str
    boxes: bytes
    width: float
    height: float
    rotation: int
    label: str


@dataclass(slots=True)
class PagedDocument:
    """Accumulates pages; `build` returns the document."""

    name: str
    _pages: list[_Page] = field(default_factory=list)
    _blocks: list[PlacedBlock] = field(default_factory=list)
    _length: int = 0
    full: bool = False
    """Whether the limit was reached; the text of later pages is left out."""

    def add_page(
        self,
        blocks: Sequence[Block],
        width: float,
        height: float,
        rotation: int = 0,
        label: str = "",
        read_height: float = 0.0,
    ) -> None:
        """The next page; sizes unrotated, in points; `read_height` along its lines' fall."""
        parts: list[str] = []
        boxes: list[Box] = []
        at = 0
        previous: Block | None = None
        tall = read_height or height
        for block in () if self.full else blocks:
            if previous is not None:
                both = previous.kind is block.kind is BlockKind.ITEM
                gap = ITEM_GAP if both else BLOCK_GAP
                parts.append(gap)
                boxes.extend([NO_BOX] * len(gap))
                at += len(gap)
            self._blocks.append(
                PlacedBlock(
                    block.kind,
                    len(self._pages),
                    at,
                    at + len(block.text),
                    block.text[:160],
                    block.x0,
                    block.y0 / tall,
                    block.y1 / tall,
                    block.size,
                    block.bold,
                    block.lines,
                    block.depth,
                    [(at + start, at + end, header) for start, end, header in block.rows],
                )
            )
            parts.append(block.text)
            boxes.extend(block.boxes)
            at += len(block.text)
            previous = block
        number = len(self._pages) + 1
        packed = pack_boxes(boxes, width, height) if boxes else b""
        self._pages.append(_Page(number, "".join(parts), packed, width, height, rotation, label))
        self._length += at + len(BLOCK_GAP)
        self.full = self.full or self._length >= MAX_CHARACTERS

    def build(
        self,
        format: str,
        title: str = "",
        outline: Outline = (),
        notices: Sequence[DocumentNotice] = (),
    ) -> ParsedDocument:
        """The document.

        Raises:
            EmptyDocument: no page has text.
        """
        if not any(page.text for page in self._pages):
            raise EmptyDocument(name=self.name)
        named = bookmarked(self._blocks, outline)
        running = running_blocks(self._blocks, len(self._pages)) - named.keys()
        levels = heading_levels(self._blocks, running, named)
        labels = printed_labels(self._blocks, running, [page.label for page in self._pages])
        starts, text = self._text()
        marks = [
            Mark(MarkKind.PAGE, starts[i], starts[i + 1], labels[i])
            for i in range(len(self._pages))
        ]
        for index, block in enumerate(self._blocks):
            marks += _marks(block, starts[block.page], index in running, levels.get(index, 0))
        geometry = tuple(
            PageGeometry(
                page.number,
                start,
                start + len(page.text),
                page.width,
                page.height,
                page.boxes,
                page.rotation,
            )
            for page, start in zip(self._pages, starts, strict=False)
            if page.text
        )
        kept = list(notices)
        if self.full:
            kept.append(DocumentNotice(NoticeKind.TRUNCATED, str(len(text))))
        return ParsedDocument(
            format=format,
            title=title_of(title, self._blocks, levels, running, self.name),
            text=text,
            marks=tuple(marks),
            geometry=geometry,
            notices=tuple(kept),
        )

    def _text(self) -> tuple[list[int], str]:
        """Where each page starts, the end included, and the whole text."""
        starts: list[int] = []
        parts: list[str] = []
        at = 0
        for page in self._pages:
            starts.append(at)
            last = page.number == len(self._pages)
            gap = "" if last and page.text else BLOCK_GAP if page.text else ITEM_GAP
            parts += [page.text, gap]
            at += len(page.text) + len(gap)
        return [*starts, at], "".join(parts)


def _marks(block: PlacedBlock, start: int, running: bool, level: int) -> list[Mark]:
    first, last = start + block.start, start + block.end
    if running:
        return [Mark(MarkKind.BOILERPLATE, first, last)]
    if level:
        return [Mark(MarkKind.HEADING, first, last, level=level)]
    marks = [Mark(_MARKS[block.kind], first, last, level=block.depth)]
    for row_start, row_end, header in block.rows:
        kind = MarkKind.TABLE_HEADER if header else MarkKind.TABLE_ROW
        marks.append(Mark(kind, start + row_start, start + row_end))
    return marks
