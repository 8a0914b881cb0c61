"""What every parser promises, held against those of PDF and pictures."""

import itertools

import pytest

from core.events import Progress
from core.geometry import unpack_boxes
from core.parsing.image import ImageParser
from core.parsing.mupdf import mupdf
from core.parsing.pdf import PdfParser
from core.types import MarkKind
from core.wire import decode, encode
from tests.core.parsing.pdf_pages import PROSE, column, saved

INSIDE_TABLES = (MarkKind.TABLE_HEADER, MarkKind.TABLE_ROW)


def rich_pdf(folder):
    def draw(page, number):
        page.insert_text((50, 30), "Running header", fontsize=8)
        page.insert_text((50, 70), f"{number} Chapter", fontsize=18)
        y = column(page, PROSE, 50, 100, 450)
        page.insert_text((60, y + 10), "• one point", fontname="china-s", fontsize=10)
        for row in range(3):
            for cell in range(3):
                x, top = 60 + 120 * cell, 300 + 20 * row
                page.draw_rect((x, top, x + 120, top + 20))
                page.insert_text((x + 4, top + 14), f"cell {row} {cell}", fontsize=9)
        page.insert_text((50, 450), "知识库里的每一句话都有出处。", fontname="china-s")

    return saved(folder / "rich.pdf", draw, pages=4)


def picture(folder):
    with mupdf().open() as document:
        page = document.new_page(width=400, height=100)
        page.insert_text((20, 60), "Words in a picture", fontsize=24)
        page.get_pixmap(dpi=100).save(folder / "words.png")
    return folder / "words.png"


CASES = (
    pytest.param(PdfParser, rich_pdf, id="pdf"),
    pytest.param(ImageParser, picture, id="image", marks=pytest.mark.slow),
)


@pytest.mark.parametrize(("parser", "make"), CASES)
def test_a_parser_keeps_its_promises(parser, make, tmp_path):
    path = make(tmp_path)
    reading = parser().parse(path, path.name)
    told = []
    try:
        while True:
            told.append(next(reading))
    except StopIteration as end:
        document = end.value

    assert told
    assert all(isinstance(each, Progress) for each in told)
    assert document.text.strip()
    assert document.title
    assert decode(encode(document)[4:]) == document

    pages = [mark for mark in document.marks if mark.kind is MarkKind.PAGE]
    assert pages[0].start == 0
    assert pages[-1].end == len(document.text)
    assert all(a.end == b.start for a, b in itertools.pairwise(pages))

    blocks = [m for m in document.marks if m.kind not in (MarkKind.PAGE, *INSIDE_TABLES)]
    blocks.sort(key=lambda mark: mark.start)
    assert all(mark.start < mark.end for mark in blocks)
    assert all(a.end <= b.start for a, b in itertools.pairwise(blocks))
    covered = {at for mark in blocks for at in range(mark.start, mark.end)}
    assert all(c.isspace() or i in covered for i, c in enumerate(document.text))
    for row in (m for m in document.marks if m.kind in INSIDE_TABLES):
        assert any(t.start <= row.start <= row.end <= t.end for t in blocks)

    for page in document.geometry:
        boxes = unpack_boxes(page)
        text = document.text[page.start : page.end]
        assert len(boxes) == len(text)
        for character, (x0, y0, x1, y1) in zip(text, boxes, strict=True):
            inside = 0 <= x0 < x1 <= page.width + 0.1 and 0 <= y0 < y1 <= page.height + 0.1
            assert inside or character in " |\n"
