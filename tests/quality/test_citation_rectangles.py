"""Painted rectangles hold exactly the quoted sentence: what PyMuPDF reads under them equals it."""

import random
import sys
import unicodedata
from collections import Counter

import pytest

from core.geometry import rectangles_of
from core.parsing.mupdf import mupdf
from core.parsing.pdf import PdfParser
from core.text.sentences import sentences
from core.types import MarkKind, NoticeKind
from tests.quality.chinese_pdfs import flowing

SENTENCES = 200
FEWEST_EXACT = 0.99
SEED = 20
FLAGS = 1 | 2 | 64
"""PyMuPDF: keep ligatures and white space, leave out what is off the page."""

pytestmark = pytest.mark.slow


def read(path):
    reading = PdfParser().parse(path, path.name)
    while True:
        try:
            next(reading)
        except StopIteration as finished:
            return finished.value


def bare(text):
    """Letters as they are meant: without blanks, hyphens at line ends, marks nobody sees."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(c for c in folded if not c.isspace() and unicodedata.category(c)[0] != "C")


def characters_of(page):
    """Every character that PyMuPDF reads on a page with its middle."""
    content = page.get_textpage(flags=FLAGS).extractRAWDICT()
    for block in content["blocks"]:
        for line in block.get("lines", ()):
            for span in line["spans"]:
                for each in span["chars"]:
                    x0, y0, x1, y1 = each["bbox"]
                    yield each["c"], (x0 + x1) / 2, (y0 + y1) / 2


def under(document, rectangles, cache):
    """What PyMuPDF reads with its middle inside the rectangles, rectangle by rectangle."""
    parts = []
    for r in rectangles:
        if r.page not in cache:
            cache[r.page] = list(characters_of(document.load_page(r.page - 1)))
        parts += [c for c, x, y in cache[r.page] if r.x0 <= x <= r.x1 and r.y0 <= y <= r.y1]
    return "".join(parts)


def touched(document, rectangles):
    """What PyMuPDF reads when every character counts whose box the rectangles so much as touch."""
    area = [(r.page, mupdf().Rect(r.x0, r.y0, r.x1, r.y1)) for r in rectangles]
    return "".join(document.load_page(page - 1).get_textbox(rect) for page, rect in area)


def same(quote, found):
    """Equal, blanks aside; PyMuPDF's order inside Arabic and Hebrew lines is not compared."""
    if any("\u0590" <= c <= "\u08ff" for c in quote):
        return Counter(bare(quote)) == Counter(bare(found))
    return bare(quote) == bare(found)


def has_text(path):
    """Whether most of its pages are more than pictures."""
    with mupdf().open(path) as document:
        if document.needs_pass:
            return False
        return sum(len(page.get_text()) > 40 for page in document) > 0.5 * document.page_count


def candidates(parsed):
    """Sentences of running text on pages that were not recognised from a picture."""
    kinds = (MarkKind.PARAGRAPH, MarkKind.LIST_ITEM, MarkKind.NOTE, MarkKind.CAPTION)
    for mark in parsed.marks:
        if mark.kind in kinds:
            for start, end in sentences(parsed.text, mark.start, mark.end):
                if len(bare(parsed.text[start:end])) >= 12:
                    yield start, end


def drawn_sentences(documents, count, seed):
    chosen = random.Random(seed)
    drawn = []
    while len(drawn) < count:
        path, parsed, spans = documents[len(drawn) % len(documents)]
        drawn.append((path, parsed, *chosen.choice(spans)))
    return drawn


def measure(paths, count=SENTENCES, seed=SEED):
    """Documents drawn from; share of sentences exactly under their rectangles; the same where a
    touch counts; those that failed."""
    documents = []
    for path in filter(has_text, paths):
        parsed = read(path)
        if any(notice.kind is NoticeKind.SCAN_RECOGNISED for notice in parsed.notices):
            continue
        spans = list(candidates(parsed))
        if spans:
            documents.append((path, parsed, spans))
    failed = []
    untouched = 0
    for path, parsed, start, end in drawn_sentences(documents, count, seed):
        rectangles = rectangles_of(parsed.geometry, start, end)
        quote = parsed.text[start:end]
        with mupdf().open(path) as document:
            found = under(document, rectangles, {})
            untouched += same(quote, touched(document, rectangles))
        if not same(quote, found):
            failed.append((path.name, quote, found))
    return len(documents), 1 - len(failed) / count, untouched / count, failed


def test_rectangles_hold_their_chinese_sentence(tmp_path):
    paths = [
        flowing(tmp_path / "one.pdf"),
        flowing(tmp_path / "two.pdf", columns=2, size=9.5, seed=3),
    ]
    _, exact, untouched, failed = measure(paths, 100)
    assert (exact, untouched) == (1.0, 1.0), failed[:5]


def test_rectangles_hold_their_sentence_in_real_documents(corpora, tmp_path):
    folder = corpora / "documents"
    paths = sorted(folder.rglob("*.pdf"))
    paths += [
        flowing(tmp_path / f"{columns}-{seed}.pdf", columns, 3, 10 + seed % 3, seed)
        for columns, seed in ((1, 0), (2, 3), (3, 7), (2, 11))
    ]
    count, exact, untouched, failed = measure(paths)
    report = (
        f"{SENTENCES} sentences from {count} PDFs: {exact:.1%} exactly under their rectangles, "
    )
    report += f"{untouched:.1%} where every box that is touched counts"
    report += "".join(f"\n{name}\n  quote {q!r}\n  under {found!r}" for name, q, found in failed)
    # `pytest -s` shows the figure when all is well.
    sys.stdout.write(report + "\n")
    assert count >= 20
    assert exact >= FEWEST_EXACT, report
