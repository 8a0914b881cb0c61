"""Small PDFs for tests, drawn on the spot."""

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
