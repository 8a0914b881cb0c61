"""Documents made on the spot, read by the real parser and drawn by the real drawer.

Only the pipe between window and engine is a script (tests/desktop/conftest.py).
"""

import os
from dataclasses import replace
from pathlib import Path

import pymupdf
import pytest

from core.geometry import rectangles_of
from core.parsing.pdf import PdfParser
from core.parsing.text_builder import TextBuilder
from core.types import Document, MarkKind, PageImage, ParsedDocument, TextSlice
from core.workers.page_drawing import PageDrawer


def result_of(road):
    while True:
        try:
            next(road)
        except StopIteration as stop:
            return stop.value


def make_pdf(path: Path, pages: list[list[tuple[float, float, str]]], rotation: int = 0) -> Path:
    pdf = pymupdf.open()
    for words in pages:
        page = pdf.new_page(width=400, height=600)
        for x, y, text in words:
            chinese = not text.isascii()
            page.insert_text((x, y), text, fontsize=20, fontname="china-s" if chinese else "helv")
        page.set_rotation(rotation)
    pdf.save(path)
    return path


def as_document(parsed: ParsedDocument, id: str, name: str, original: str = "") -> Document:
    return Document(
        id=id,
        title=parsed.title,
        name=name,
        path=name,
        original=original,
        format=parsed.format,
        language="en",
        pages=parsed.pages,
        characters=len(parsed.text),
        chunks=1,
        bytes=1,
        added=0.0,
    )


class Shelf:
    """Answers the reader's questions about its documents as the engine would."""

    def __init__(self, link, folder: Path) -> None:
        self._folder = folder
        self._parsed: dict[str, ParsedDocument] = {}
        self._documents: dict[str, Document] = {}
        self._drawer = PageDrawer()
        link.answers["open_document"] = self._open
        link.answers["text_slice"] = self._slice
        link.answers["rectangles"] = lambda id, start, end: rectangles_of(
            self._parsed[id].geometry, start, end
        )
        link.answers["find_in_document"] = self._find
        link.answers["page_image"] = self._draw

    def add_pdf(self, pages, rotation=0) -> tuple[Document, ParsedDocument]:
        id = f"{len(self._documents):032x}"
        path = make_pdf(self._folder / f"{id}.pdf", pages, rotation)
        parsed = result_of(PdfParser().parse(path, "paper.pdf"))
        return self._put(id, parsed, "paper.pdf", str(path))

    def add_text(self, builder: TextBuilder, name="paper.docx", format="docx"):
        id = f"{len(self._documents):032x}"
        return self._put(id, builder.build(format), name, "")

    def _put(self, id, parsed, name, original):
        self._parsed[id] = parsed
        self._documents[id] = as_document(parsed, id, name, original)
        return self._documents[id], parsed

    def _open(self, id):
        parsed = self._parsed[id]
        pages = tuple(mark for mark in parsed.marks if mark.kind is MarkKind.PAGE)
        return self._documents[id], pages, tuple(replace(g, boxes=b"") for g in parsed.geometry)

    def _slice(self, id, start, end):
        parsed = self._parsed[id]
        start, end = max(0, start), min(end, len(parsed.text))
        around = (MarkKind.PAGE, MarkKind.TABLE)
        blocks = [m for m in parsed.marks if m.kind not in around]
        touching = [m for m in blocks if m.start < end and m.end > start]
        start = min([start, *(m.start for m in touching)])
        end = max([end, *(m.end for m in touching)])
        marks = tuple(m for m in parsed.marks if m.start < end and m.end > start)
        return TextSlice(id, start, end, parsed.text[start:end], marks, len(parsed.text))

    def _find(self, id, words):
        text, found, at = self._parsed[id].text, [], -1
        while (at := text.find(words, at + 1)) >= 0:
            found.append((at, at + len(words)))
        return tuple(found)

    def _draw(self, id, page, scale):
        drawn = self._drawer.draw(
            {
                "path": os.fsencode(self._documents[id].original),
                "password": "",
                "page": page,
                "scale": scale,
                "folder": os.fsencode(self._folder),
            }
        )
        return PageImage(
            id,
            page,
            drawn["scale"],
            os.fsdecode(drawn["file"]),
            drawn["width"],
            drawn["height"],
            drawn["stride"],
            drawn["rotation"],
            drawn["page_width"],
            drawn["page_height"],
        )


@pytest.fixture
def shelf(scripted_link, tmp_path):
    return Shelf(scripted_link, tmp_path)
