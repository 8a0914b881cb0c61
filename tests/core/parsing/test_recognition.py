"""Scans and pictures: their text is recognised, its places are right, and it is told."""

import io

import pytest
from PIL import Image

from core.errors import DamagedFile, EmptyDocument
from core.geometry import rectangles_of
from core.parsing.image import ImageParser
from core.parsing.mupdf import mupdf
from core.types import MarkKind, NoticeKind
from tests.core.parsing.pdf_pages import finished, read, saved

pytestmark = pytest.mark.slow

LINES = ("Seven grey geese", "书案是知识库", "flew over Bergen")
FONTS = ({}, {"fontname": "china-s"}, {})
SIZE = (460, 220)


def picture(turn=0):
    """A picture of the three lines; `turn` in quarter turns counter-clockwise."""
    library = mupdf()
    with library.open() as document:
        page = document.new_page(width=SIZE[0], height=SIZE[1])
        for index, line in enumerate(LINES):
            page.insert_text((30, 60 + 55 * index), line, fontsize=26, **FONTS[index])
        pixels = page.get_pixmap(dpi=110)
    image = Image.frombytes("RGB", (pixels.width, pixels.height), pixels.samples)
    return image.rotate(90 * turn, expand=True)


def recognised(path):
    return finished(ImageParser().parse(path, path.name))


def letters(text):
    return "".join(text.split()).lower()


def test_a_picture_is_read_and_its_words_have_places(tmp_path):
    picture().save(tmp_path / "a.png", dpi=(110, 110))
    document = recognised(tmp_path / "a.png")
    for line in LINES:
        assert letters(line) in letters(document.text)
    assert document.notices[0].kind is NoticeKind.SCAN_RECOGNISED
    page = document.geometry[0]
    assert (page.width, page.height) == (pytest.approx(SIZE[0], 1), pytest.approx(SIZE[1], 1))
    start = document.text.index("geese")
    (place,) = rectangles_of(document.geometry, start, start + 5)
    assert 25 < place.y0 < place.y1 < 80
    assert place.x0 > 120


def test_a_scan_that_lies_on_its_side_is_turned(tmp_path):
    packed = io.BytesIO()
    picture(turn=1).save(packed, "PNG")

    def draw(page, number):
        page.set_mediabox((0, 0, SIZE[1], SIZE[0]))
        page.insert_image(page.rect, stream=packed.getvalue())

    document = read(saved(tmp_path / "a.pdf", draw))
    assert letters(LINES[0]) in letters(document.text)
    assert letters(document.text).index("geese") < letters(document.text).index("bergen")
    start = document.text.index("geese")
    place = rectangles_of(document.geometry, start, start + 5)[0]
    assert place.y1 - place.y0 > place.x1 - place.x0


def test_the_text_layer_of_a_scan_is_used_as_it_is(tmp_path):
    packed = io.BytesIO()
    picture().save(packed, "PNG")

    def draw(page, number):
        page.set_mediabox((0, 0, *SIZE))
        page.insert_image(page.rect, stream=packed.getvalue())
        for row in range(4):
            page.insert_text((60, 100 + 20 * row), "A layer made by the scanner.", render_mode=3)

    document = read(saved(tmp_path / "a.pdf", draw))
    assert document.text.count("A layer made by the scanner.") == 4
    assert not document.notices


def test_frames_of_a_tiff_are_pages_and_empty_ones_are_told(tmp_path):
    blank = Image.new("RGB", (300, 200), "white")
    picture().save(tmp_path / "a.tiff", save_all=True, append_images=[blank])
    document = recognised(tmp_path / "a.tiff")
    assert document.pages == 2
    told = {notice.kind: notice.detail for notice in document.notices}
    assert told == {NoticeKind.SCAN_RECOGNISED: "1", NoticeKind.PAGES_EMPTY: "2"}
    assert [m.kind for m in document.marks].count(MarkKind.PAGE) == 2


@pytest.mark.parametrize("ending", ["jpg", "webp", "bmp", "gif"])
def test_a_picture_without_text_is_an_empty_document(tmp_path, ending):
    Image.new("RGB", (200, 100), "white").save(tmp_path / f"a.{ending}")
    with pytest.raises(EmptyDocument):
        recognised(tmp_path / f"a.{ending}")


def test_a_cut_off_picture_is_damaged(tmp_path):
    packed = io.BytesIO()
    picture().save(packed, "PNG")
    (tmp_path / "a.png").write_bytes(packed.getvalue()[:300])
    with pytest.raises(DamagedFile):
        recognised(tmp_path / "a.png")
