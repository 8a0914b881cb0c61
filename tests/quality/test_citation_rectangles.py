"""Painted rectangles hold exactly the quoted sentence: what PyMuPDF reads under them equals it."""

import random
import sys
import unicodedata

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


def under(document, rectangles):
    """What PyMuPDF finds under the rectangles; every character that they touch counts."""
    library = mupdf()
    parts = []
    for rectangle in rectangles:
        page = document.load_page(rectangle.page - 1)
        area = library.Rect(rectangle.x0, rectangle.y0, rectangle.x1, rectangle.y1)
        parts.append(page.get_textbox(area))
    return "".join(parts)


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
    """Share of drawn sentences whose rectangles hold exactly them, and those that failed."""
    documents = []
    for path in paths:
        parsed = read(path)
        if any(notice.kind is NoticeKind.SCAN_RECOGNISED for notice in parsed.notices):
            continue
        spans = list(candidates(parsed))
        if spans:
            documents.append((path, parsed, spans))
    failed = []
    for path, parsed, start, end in drawn_sentences(documents, count, seed):
        rectangles = rectangles_of(parsed.geometry, start, end)
        with mupdf().open(path) as document:
            found = under(document, rectangles)
        quote = parsed.text[start:end]
        if bare(found) != bare(quote):
            failed.append((path.name, quote, found))
    return len(documents), 1 - len(failed) / count, failed


def test_rectangles_hold_their_chinese_sentence(tmp_path):
    paths = [
        flowing(tmp_path / "one.pdf"),
        flowing(tmp_path / "two.pdf", columns=2, size=9.5, seed=3),
    ]
    _, exact, failed = measure(paths, 100)
    assert exact == 1.0, failed[:5]


def test_rectangles_hold_their_sentence_in_real_documents(corpora, tmp_path):
    folder = corpora / "documents"
    paths = sorted(folder.rglob("*.pdf"))
    locked = ("password", "pdf_password")
    paths = [p for p in paths if not any(word in str(p.parent) for word in locked)]
    paths += [
        flowing(tmp_path / f"{columns}-{seed}.pdf", columns, 3, 10 + seed % 3, seed)
        for columns, seed in ((1, 0), (2, 3), (3, 7), (2, 11))
    ]
    count, exact, failed = measure(paths)
    report = f"{exact:.1%} of {SENTENCES} sentences from {count} PDFs exact"
    report += "".join(f"\n{name}\n  quote {q!r}\n  under {found!r}" for name, q, found in failed)
    # `pytest -s` shows the figure when all is well.
    sys.stdout.write(report + "\n")
    assert count >= 20
    assert exact >= FEWEST_EXACT, report
