"""Reads PDF, a page at a time: text with the rectangle of every character, scans by recognition."""

from collections.abc import Generator
from pathlib import Path
from typing import Any

from core.errors import DamagedFile, FileVanished, PasswordNeeded, TooLarge, WrongPassword
from core.events import Progress, Stage
from core.parsing.mupdf import mupdf, mupdf_errors
from core.parsing.page_blocks import Block, blocks_of, compounds_in
from core.parsing.page_lines import separate
from core.parsing.page_order import regions
from core.parsing.page_tables import ruled_tables
from core.parsing.paged_document import PagedDocument
from core.parsing.pdf_characters import PageText, page_frames, read_characters
from core.types import DocumentNotice, NoticeKind, ParsedDocument

MOST_PAGES = 20_000
_SCAN_COVER = 0.5
_FEW_CHARACTERS = 25
_UNKNOWN_SHARE = 0.3
_SHRINK_EVERY = 20


class PdfParser:
    """Reads PDF by PyMuPDF, and pages that are pictures by recognition."""

    def parse(
        self, path: Path, name: str, password: str = ""
    ) -> Generator[Progress, None, ParsedDocument]:
        """See `core.protocols.Parser`."""
        document = open_pdf(path, name, password)
        try:
            return (yield from _Reading(document, name).run())
        finally:
            document.close()


def open_pdf(path: Path, name: str, password: str = "") -> Any:
    """The PyMuPDF document of a PDF, unlocked.

    Raises:
        FileVanished, DamagedFile, PasswordNeeded, WrongPassword, TooLarge
    """
    try:
        with path.open("rb") as file:
            if not file.read(1):
                raise DamagedFile(name=name)
    except OSError as error:
        raise FileVanished(name=name) from error
    try:
        document = mupdf().open(filetype="pdf", **_source(path))
    except mupdf_errors() as error:
        raise DamagedFile(name=name) from error
    if document.needs_pass and not document.authenticate(password):
        document.close()
        raise WrongPassword(name=name) if password else PasswordNeeded(name=name)
    try:
        pages = document.page_count
    except mupdf_errors() as error:
        document.close()
        raise DamagedFile(name=name) from error
    if pages == 0:
        document.close()
        raise DamagedFile(name=name)
    if pages > MOST_PAGES:
        document.close()
        raise TooLarge(name=name, limit=f"{pages} pages, {MOST_PAGES} can be read")
    return document


def _source(path: Path) -> dict[str, Any]:
    """What to open; MuPDF takes no file name that is not Unicode."""
    try:
        str(path).encode()
    except UnicodeEncodeError:
        return {"stream": path.read_bytes()}
    return {"filename": path}


class _Reading:
    """One reading of one PDF."""

    def __init__(self, document: Any, name: str) -> None:
        self._document = document
        self._name = name
        self._made = PagedDocument(name)
        self._compounds: set[str] = set()
        self._recognised: list[int] = []
        self._empty: list[int] = []
        self._unreadable: list[int] = []
        self._hidden: list[int] = []

    def run(self) -> Generator[Progress, None, ParsedDocument]:
        """Read every page."""
        count = self._document.page_count
        yield Progress(Stage.READING, 0, count)
        for index in range(count):
            try:
                yield from self._read(index, count)
            except mupdf_errors():
                self._unreadable.append(index + 1)
                self._made.add_page((), 612.0, 792.0)
            if index % _SHRINK_EVERY == _SHRINK_EVERY - 1:
                mupdf().TOOLS.store_shrink(100)
            yield Progress(Stage.READING, index + 1, count)
        if len(self._unreadable) == count:
            raise DamagedFile(name=self._name)
        stated = (self._document.metadata or {}).get("title") or ""
        return self._made.build("pdf", stated, self._outline(), self._notices())

    def _read(self, index: int, count: int) -> Generator[Progress, None, None]:
        page = self._document.load_page(index)
        rotation = page.rotation % 360
        label = page.get_label() or ""
        if rotation:
            page.set_rotation(0)
        width, height = page.rect.width, page.rect.height
        cover = _picture_cover(page)
        text = read_characters(page, keep_invisible=cover >= _SCAN_COVER)
        if _needs_recognition(text, cover):
            yield Progress(Stage.RECOGNISING, index, count)
            blocks, read_height = self._recognise(page, rotation, width, height)
            if blocks:
                self._recognised.append(index + 1)
            elif text.visible > text.unknown and text.lines:
                blocks, read_height = self._laid_out(page, text, width, height)
        else:
            blocks, read_height = self._laid_out(page, text, width, height)
        if text.hidden:
            self._hidden.append(index + 1)
        if not blocks and (cover > 0.05 or text.unknown):
            self._empty.append(index + 1)
        self._made.add_page(blocks, width, height, rotation, label, read_height)

    def _laid_out(
        self, page: Any, text: PageText, width: float, height: float
    ) -> tuple[list[Block], float]:
        frame, back = page_frames(text, width, height)
        read_height = width if text.direction[1] else height
        self._compounds |= compounds_in(text.lines)
        separate(text.lines, frame, back)
        leftwards = _is_right_to_left(text)
        lines = ruled_tables(page, text.lines, text.rulings, frame)
        blocks = blocks_of(regions(lines, leftwards), read_height, self._compounds, leftwards)
        if text.aside:
            blocks += blocks_of([[line] for line in text.aside], read_height, self._compounds)
        return blocks, read_height

    def _recognise(
        self, page: Any, rotation: int, width: float, height: float
    ) -> tuple[list[Block], float]:
        from core.parsing.scanned_page import recognise_page

        lines, read_height = recognise_page(page, rotation, width, height)
        return blocks_of(regions(lines), read_height, self._compounds), read_height

    def _outline(self) -> list[tuple[int, str, int]]:
        try:
            return [(int(item[0]), str(item[1]), int(item[2])) for item in self._document.get_toc()]
        except (RuntimeError, ValueError, IndexError, TypeError):
            return []

    def _notices(self) -> list[DocumentNotice]:
        told = (
            (NoticeKind.SCAN_RECOGNISED, self._recognised),
            (NoticeKind.PAGES_EMPTY, self._empty),
            (NoticeKind.PAGES_UNREADABLE, self._unreadable),
            (NoticeKind.HIDDEN_TEXT, self._hidden),
        )
        found = [DocumentNotice(kind, page_ranges(pages)) for kind, pages in told if pages]
        if self._document.is_repaired:
            found.append(DocumentNotice(NoticeKind.DAMAGED))
        return found


def page_ranges(pages: list[int]) -> str:
    """Page numbers as people write them: 1–3, 7."""
    parts: list[str] = []
    first = last = pages[0]
    for page in [*pages[1:], -1]:
        if page == last + 1:
            last = page
            continue
        parts.append(str(first) if first == last else f"{first}–{last}")
        first = last = page
    return ", ".join(parts)


def _picture_cover(page: Any) -> float:
    """Share of the page that its largest picture covers."""
    area = abs(page.rect.width * page.rect.height) or 1.0
    largest = 0.0
    for picture in page.get_image_info():
        x0, y0, x1, y1 = picture["bbox"]
        x0, y0 = max(x0, 0.0), max(y0, 0.0)
        x1, y1 = min(x1, page.rect.width), min(y1, page.rect.height)
        largest = max(largest, max(0.0, x1 - x0) * max(0.0, y1 - y0) / area)
    return largest


def _needs_recognition(text: PageText, cover: float) -> bool:
    if text.visible and text.unknown > _UNKNOWN_SHARE * text.visible:
        return True
    letters = sum(character.isalnum() for line in text.lines for character in line.text)
    if letters < _FEW_CHARACTERS and cover >= 0.1:
        return True
    return cover >= _SCAN_COVER and text.invisible > 0 and not _is_good_layer(text)


def _is_good_layer(text: PageText) -> bool:
    """Whether a scan's own text layer reads like language rather than like noise."""
    characters = [character for line in text.lines for character in line.text]
    letters = sum(character.isalpha() or character.isspace() for character in characters)
    return len(characters) >= _FEW_CHARACTERS and letters >= 0.6 * len(characters)


def _is_right_to_left(text: PageText) -> bool:
    foreign = [line.text for line in text.lines if not line.text.isascii()]
    leftwards = sum("\u0590" <= c <= "\u08ff" for line in foreign for c in line)
    if not leftwards:
        return False
    return leftwards > 0.5 * sum(c.isalpha() for line in text.lines for c in line.text)
