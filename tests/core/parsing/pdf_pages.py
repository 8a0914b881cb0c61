"""Small PDFs for tests, drawn on the spot."""

import zlib

from core.parsing.mupdf import mupdf
from core.parsing.pdf import PdfParser

PROSE = (
    "The committee met on Tuesday and agreed that the library should stay open in the evening. "
    "Members asked for a report on the cost of heating before the next meeting takes place. "
    "Nobody objected to the new rules for borrowing rare books from the reading room. "
)


def saved(path, draw, pages=1, **options):
    """A PDF of `pages` pages; `draw(page, number)` fills each."""
    document = mupdf().open()
    for number in range(1, pages + 1):
        draw(document.new_page(), number)
    for key in ("toc", "metadata"):
        if key in options:
            getattr(document, f"set_{key}")(options.pop(key))
    document.save(path, **options)
    document.close()
    return path


def column(page, text, x, y, width, size=10.0, font="helv", lead=1.3):
    """Wrapped lines of text from (x, y) downwards; returns the y below them."""
    measure = mupdf().Font(font)
    line = ""
    for word in text.split():
        if line and measure.text_length(f"{line} {word}", size) > width:
            page.insert_text((x, y), line, fontname=font, fontsize=size)
            y += lead * size
            line = ""
        line = f"{line} {word}".strip()
    page.insert_text((x, y), line, fontname=font, fontsize=size)
    return y + lead * size


def finished(reading):
    """What a reading returns, its progress thrown away."""
    try:
        while True:
            next(reading)
    except StopIteration as end:
        return end.value


def read(path, password=""):
    """The parsed PDF."""
    return finished(PdfParser().parse(path, path.name, password))


def parts(document, kind):
    """Texts of all marks of one kind."""
    return [document.text[m.start : m.end] for m in document.marks if m.kind is kind]


def stream_pdf(path, content, pages=1, extra=b""):
    """A PDF written by hand: `pages` pages that share one compressed content stream."""
    packed = zlib.compress(content, 9)
    kids = b" ".join(b"%d 0 R" % (5 + n) for n in range(pages))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (pages, kids),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Length %d/Filter/FlateDecode%s>>stream\n%s\nendstream" % (len(packed), extra, packed),
    ]
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
    objects += [page + b"/Resources<</Font<</F 3 0 R>>>>>>"] * pages
    parts, places, at = [b"%PDF-1.7\n"], [], 9
    for number, body in enumerate(objects, 1):
        parts.append(b"%d 0 obj%s endobj\n" % (number, body))
        places.append(at)
        at += len(parts[-1])
    parts.append(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    parts += [b"%010d 00000 n \n" % place for place in places]
    parts.append(b"trailer<</Size %d/Root 1 0 R>>\n" % (len(objects) + 1))
    parts.append(b"startxref\n%d\n%%%%EOF" % at)
    path.write_bytes(b"".join(parts))
    return path
