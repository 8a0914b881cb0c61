"""Builds a document's text block by block, with the marks that say what each stretch is."""

import re
from collections.abc import Iterable, Sequence
from pathlib import PurePath

from core.errors import EmptyDocument
from core.types import DocumentNotice, Mark, MarkKind, NoticeKind, ParsedDocument

MAX_CHARACTERS = 20_000_000
"""Longest text kept of one document; the rest is left out with a TRUNCATED notice."""

BLOCK_GAP = "\n\n"
ROW_GAP = "\n"
CELL_GAP = " | "

_UNWANTED = re.compile(
    "[\x00-\x08\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\xad\u200b\u2060\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
_SURROGATES = re.compile("[\ud800-\udfff]")
_TAG_CHARACTERS = re.compile("(?<![\U000e0020-\U000e007f\U0001f3f4])[\U000e0001-\U000e007f]+")
_LINE_ENDS = re.compile("\r\n?|[\x0b\x85\u2028\u2029]")
_SPACES = re.compile("[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f]+")
_LINE_EDGES = re.compile(" ?\n ?")
_MANY_LINES = re.compile(r"\n\n+")
_PLACEHOLDER_TITLE = re.compile(
    r"(microsoft (word|powerpoint|excel) - .*|untitled\d*|document\s*\d*|powerpoint presentation"
    r"|slide 1|title|无标题\d*|未命名.*|文档\s*\d*|幻灯片\s*1|powerpoint 演示文稿)",
    re.IGNORECASE,
)


def clean(text: str) -> str:
    """Text without control characters, lone surrogates, soft hyphens and zero-width marks."""
    if not text.isascii():
        text = _TAG_CHARACTERS.sub("", _SURROGATES.sub("\ufffd", text))
    return _UNWANTED.sub("", _LINE_ENDS.sub("\n", text))


def one_line(text: str) -> str:
    """Cleaned text with every run of white space made one space."""
    return " ".join(clean(text).split())


class TextBuilder:
    """Accumulates blocks; `build` returns the document.

    Blocks stand one empty line apart; items of a list and rows of a table one line end. Blocks
    without visible text are left out. `page` starts a page at the next block; a page without text
    still takes one line end, so that PAGE marks are never empty and tile the text. A form feed in
    the text of a block (not of code) is a page break at that very place.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._parts: list[str] = []
        self._length = 0
        self._marks: list[Mark] = []
        self._pages: list[tuple[int, str]] = []
        self._at_page_start = True
        self._last: MarkKind | None = None
        self._hidden = False
        self.full = False
        """Whether the limit was reached; later blocks are dropped."""

    @property
    def length(self) -> int:
        """Characters so far."""
        return self._length

    def page(self, label: str = "") -> None:
        """Start a page; `label` is the name a person sees."""
        if self._pages or self._length:
            self._append(ROW_GAP if self._at_page_start else BLOCK_GAP)
        if not self._pages and self._length:
            self._pages.append((0, ""))
        self._pages.append((self._length, one_line(label)))
        self._at_page_start = True
        self._last = None

    def page_break(self) -> None:
        """Start a page, unless nothing was written since the last one started."""
        if not self._at_page_start:
            self.page()

    def heading(self, text: str, level: int = 1) -> None:
        """A heading on one line; `level` counts from 1."""
        before, after = text.startswith("\f"), text.endswith("\f")
        text = ("\f" if before else "") + self._line(text) + ("\f" if after else "")
        self._block(MarkKind.HEADING, text, level=min(9, max(1, level)))

    def paragraph(self, text: str) -> None:
        """Running text; single line ends inside are kept."""
        self._block(MarkKind.PARAGRAPH, self._flow(text))

    def list_item(self, text: str, depth: int = 0, marker: str = "• ") -> None:
        """An item of a list, `depth` counted from 0; `marker` is its bullet or number."""
        body = self._flow(text)
        breaks = len(body) - len(body.lstrip("\f \n"))
        depth = min(20, max(0, depth))
        if "\f" in body[:breaks]:
            self.page_break()
        if body[breaks:]:
            marked = marker + body[breaks:]
            self._block(MarkKind.LIST_ITEM, marked, level=depth, indent="  " * depth)

    def caption(self, text: str) -> None:
        """What is written beside a picture, chart or table."""
        self._block(MarkKind.CAPTION, self._flow(text))

    def note(self, text: str) -> None:
        """A footnote, comment or speaker's note."""
        self._block(MarkKind.NOTE, self._flow(text))

    def boilerplate(self, text: str) -> None:
        """A running header or footer."""
        self._block(MarkKind.BOILERPLATE, self._flow(text))

    def code(self, text: str) -> None:
        """Program text; its spaces and empty lines are kept."""
        self._block(MarkKind.CODE, self._watched(text).expandtabs(4).strip("\n").rstrip())

    def table(self, rows: Sequence[Sequence[str]], header_rows: int = 1) -> None:
        """A table, a line for each row, cells joined by " | "; it starts with `header_rows`."""
        lines = [
            (line, index < header_rows, any("\f" in cell for cell in row))
            for index, row in enumerate(rows)
            if (line := self._row(row))
        ]
        if not lines or not self._has_room():
            return
        if lines[0][2]:
            self.page_break()
        self._gap(MarkKind.TABLE)
        start = self._length
        rows_marked: list[Mark] = []
        for index, (line, header, breaks) in enumerate(lines):
            if index:
                self._append(ROW_GAP)
                if breaks:
                    self._page_inside()
            kind = MarkKind.TABLE_HEADER if header else MarkKind.TABLE_ROW
            rows_marked.append(Mark(kind, self._length, self._length + len(line)))
            self._append(line)
            if not self._has_room():
                break
        self._marks.append(Mark(MarkKind.TABLE, start, self._length))
        self._marks += rows_marked

    def document(self, inner: ParsedDocument) -> None:
        """Another document's text and marks, such as an attachment's; its headings sink two levels.

        Its page marks and geometry are left out.
        """
        if not self._has_room():
            return
        text = inner.text.rstrip()[: MAX_CHARACTERS - self._length]
        self._gap(MarkKind.PARAGRAPH)
        for mark in inner.marks:
            if mark.kind is MarkKind.PAGE or mark.end > len(text):
                continue
            level = min(9, mark.level + 2) if mark.kind is MarkKind.HEADING else mark.level
            start, end = mark.start + self._length, mark.end + self._length
            self._marks.append(Mark(mark.kind, start, end, mark.label, level))
        self._append(text)

    def build(
        self, format: str, title: str = "", notices: Iterable[DocumentNotice] = ()
    ) -> ParsedDocument:
        """The document; without a usable title, its first heading or the file's name.

        Raises:
            EmptyDocument: nothing but white space was added.
        """
        if self._pages and self._at_page_start:
            self._append(ROW_GAP)
        text = "".join(self._parts)
        if not text.strip():
            raise EmptyDocument(name=self._name)
        kept = list(notices)
        if self.full:
            kept.append(DocumentNotice(NoticeKind.TRUNCATED, f"{self._length}"))
        if self._hidden:
            kept.append(DocumentNotice(NoticeKind.HIDDEN_TEXT))
        marks = self._page_marks() + self._marks
        return ParsedDocument(
            format=format,
            title=self._title(title, text),
            text=text,
            marks=tuple(marks),
            notices=tuple(dict.fromkeys(kept)),
        )

    def _title(self, title: str, text: str) -> str:
        title = one_line(title)
        if title and not _PLACEHOLDER_TITLE.fullmatch(title):
            return title[:300]
        for mark in self._marks:
            if mark.kind is MarkKind.HEADING:
                return text[mark.start : mark.end][:300]
        return one_line(PurePath(self._name).stem) or one_line(self._name)

    def _page_marks(self) -> list[Mark]:
        ends = [*(start for start, _ in self._pages[1:]), self._length]
        return [
            Mark(MarkKind.PAGE, start, end, label)
            for (start, label), end in zip(self._pages, ends, strict=False)
        ]

    def _row(self, row: Sequence[str]) -> str:
        cells = [self._line(cell) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        return CELL_GAP.join(cells).strip() if any(cells) else ""

    def _line(self, text: str) -> str:
        return " ".join(self._watched(text).split())

    def _flow(self, text: str) -> str:
        return "\f".join(self._lines(page) for page in text.split("\f"))

    def _lines(self, text: str) -> str:
        flat = _SPACES.sub(" ", self._watched(text))
        return _MANY_LINES.sub("\n", _LINE_EDGES.sub("\n", flat))

    def _watched(self, text: str) -> str:
        self._hidden = self._hidden or (
            not text.isascii() and _TAG_CHARACTERS.search(text) is not None
        )
        return clean(text)

    def _block(self, kind: MarkKind, text: str, level: int = 0, indent: str = "") -> None:
        pieces = text.split("\f")
        if not text.strip() or not self._has_room():
            if len(pieces) > 1:
                self.page_break()
            return
        if not pieces[0].strip(" \n"):
            self.page_break()
        self._gap(kind)
        self._append(indent)
        start = self._length
        whole = [piece for piece in pieces if piece.strip(" \n")]
        for index, piece in enumerate(whole):
            if index:
                self._page_inside()
            trimmed = piece.lstrip(" \n") if index == 0 else piece
            trimmed = trimmed.rstrip(" \n") if index == len(whole) - 1 else trimmed
            self._append(trimmed[: max(1, MAX_CHARACTERS - self._length)])
        self._marks.append(Mark(kind, start, self._length, level=level))
        if not pieces[-1].strip(" \n"):
            self.page_break()

    def _page_inside(self) -> None:
        if not self._pages:
            self._pages.append((0, ""))
        self._pages.append((self._length, ""))

    def _has_room(self) -> bool:
        self.full = self.full or self._length >= MAX_CHARACTERS
        return not self.full

    def _gap(self, kind: MarkKind) -> None:
        if not self._at_page_start:
            together = kind is self._last is MarkKind.LIST_ITEM
            self._append(ROW_GAP if together else BLOCK_GAP)
        self._at_page_start = False
        self._last = kind

    def _append(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)
