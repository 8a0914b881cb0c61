"""What every parser must do: text with true marks, the same each time, and only named errors."""

import os
from itertools import pairwise
from pathlib import Path

import pytest

from core import registry
from core.errors import ReadingError
from core.parsing.detection import detect
from core.types import MarkKind, ParsedDocument
from tests.core.parsing import making

CONTAINED = (MarkKind.TABLE_HEADER, MarkKind.TABLE_ROW)


def check(document: ParsedDocument) -> None:
    """Raise AssertionError where a document breaks the contract of its marks."""
    assert document.text.strip()
    assert document.format
    assert document.title.strip()
    assert "\0" not in document.text
    document.text.encode("utf-8")
    for mark in document.marks:
        assert 0 <= mark.start < mark.end <= len(document.text), mark
    pages = [mark for mark in document.marks if mark.kind is MarkKind.PAGE]
    if pages:
        assert pages[0].start == 0
        assert pages[-1].end == len(document.text)
        assert all(one.end == other.start for one, other in pairwise(pages))
    blocks = [mark for mark in document.marks if mark.kind not in (MarkKind.PAGE, *CONTAINED)]
    blocks.sort(key=lambda mark: mark.start)
    for one, other in pairwise(blocks):
        assert one.end <= other.start, (one, other)
    tables = [mark for mark in blocks if mark.kind is MarkKind.TABLE]
    rows = [mark for mark in document.marks if mark.kind in CONTAINED]
    for row in rows:
        assert any(table.start <= row.start and row.end <= table.end for table in tables), row
    for mark in document.marks:
        if mark.kind is MarkKind.HEADING:
            assert mark.level >= 1
            assert "\n" not in document.text[mark.start : mark.end].strip("\n")


class ParserContract:
    """Subclass it as Test… with `parser` (a name of the registry) and `make`."""

    parser: str

    def make(self, folder: Path) -> Path:
        """A small document with the word "lighthouse" in it."""
        raise AssertionError("a subclass makes a document")

    def run(self, path: Path) -> ParsedDocument:
        road = registry.resolve("parsers", self.parser)().parse(path, path.name)
        while True:
            try:
                next(road)
            except StopIteration as end:
                document: ParsedDocument = end.value
                return document

    def test_content_decides_which_parser_reads_it(self, tmp_path: Path) -> None:
        path = self.make(tmp_path)
        renamed = path.rename(path.with_suffix(".bin" if self.parser != "csv" else ".csv"))
        if self.parser not in ("markdown", "asciidoc", "notebook"):
            assert detect(renamed, renamed.name) == self.parser
        assert detect(renamed, path.name) == self.parser

    def test_text_and_marks_are_sound(self, tmp_path: Path) -> None:
        document = self.run(self.make(tmp_path))
        check(document)
        assert "lighthouse" in document.text

    def test_reading_twice_gives_the_same(self, tmp_path: Path) -> None:
        path = self.make(tmp_path)
        assert self.run(path) == self.run(path)

    def test_a_cut_file_is_read_in_part_or_named_damaged(self, tmp_path: Path) -> None:
        path = self.make(tmp_path)
        content = path.read_bytes()
        for share in (0.1, 0.5, 0.9):
            path.write_bytes(content[: int(len(content) * share)])
            try:
                check(making.read(path))
            except ReadingError:
                continue

    def test_broken_bytes_never_raise_anything_unnamed(self, tmp_path: Path) -> None:
        path = self.make(tmp_path)
        content = path.read_bytes()
        for step in range(20):
            broken = bytearray(content)
            for index in range(step, len(broken), 37 + step):
                broken[index] = (broken[index] * 7 + step) % 256
            path.write_bytes(bytes(broken))
            try:
                check(making.read(path))
            except ReadingError:
                continue


class TestDocx(ParserContract):
    parser = "docx"

    def make(self, folder: Path) -> Path:
        table = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc/></w:tr></w:tbl>"
        body = making.paragraph("The lighthouse") + table
        return making.docx(folder / "a.docx", body)


class TestPptx(ParserContract):
    parser = "pptx"

    def make(self, folder: Path) -> Path:
        first = making.slide(making.shape("The lighthouse", "title"))
        return making.pptx(folder / "a.pptx", first, making.slide(), notes="a note")


class TestXlsx(ParserContract):
    parser = "xlsx"

    def make(self, folder: Path) -> Path:
        rows = making.row(1, "place", "year") + making.row(2, "lighthouse", 1874)
        return making.xlsx(folder / "a.xlsx", {"Places": rows, "Empty": ""})


class TestOdt(ParserContract):
    parser = "odf"

    def make(self, folder: Path) -> Path:
        body = "<text:h text:outline-level='1'>The lighthouse</text:h><text:p>Built.</text:p>"
        return making.odf(folder / "a.odt", "text", body)


class TestRtf(ParserContract):
    parser = "rtf"

    def make(self, folder: Path) -> Path:
        path = folder / "a.rtf"
        path.write_bytes(rb"{\rtf1\ansi The lighthouse\par {\trowd a\cell b\cell\row}}")
        return path


class TestEpub(ParserContract):
    parser = "epub"

    def make(self, folder: Path) -> Path:
        return making.epub(folder / "a.epub", {"One": "<h1>One</h1><p>lighthouse</p>"})


class TestHtml(ParserContract):
    parser = "html"

    def make(self, folder: Path) -> Path:
        path = folder / "a.html"
        path.write_text("<html><body><h1>Sea</h1><ul><li>lighthouse</ul><table><tr><td>1<td>2")
        return path


class TestXml(ParserContract):
    parser = "xml"

    def make(self, folder: Path) -> Path:
        path = folder / "a.xml"
        path.write_text(
            "<?xml version='1.0'?><article><front><article-meta><title-group><article-title>On the"
            " lighthouse</article-title></title-group></article-meta></front></article>"
        )
        return path


class TestMarkdown(ParserContract):
    parser = "markdown"

    def make(self, folder: Path) -> Path:
        path = folder / "a.md"
        path.write_text("# Sea\n\n- lighthouse\n\n| a | b |\n|---|---|\n| 1 | 2 |\n")
        return path


class TestAsciidoc(ParserContract):
    parser = "asciidoc"

    def make(self, folder: Path) -> Path:
        path = folder / "a.adoc"
        path.write_text("= Sea\n\n* lighthouse\n\n|===\n|a |b\n|1 |2\n|===\n")
        return path


class TestNotebook(ParserContract):
    parser = "notebook"

    def make(self, folder: Path) -> Path:
        path = folder / "a.ipynb"
        path.write_text(
            '{"nbformat": 4, "metadata": {}, "cells": [{"cell_type": "markdown", "source":'
            ' ["# Sea\\n", "lighthouse"]}, {"cell_type": "code", "source": "1", "outputs": []}]}'
        )
        return path


class TestPlainText(ParserContract):
    parser = "text"

    def make(self, folder: Path) -> Path:
        path = folder / "a.txt"
        path.write_text("The lighthouse\n\n• one\n• two\n\nEnd\fNext page", encoding="utf-8")
        return path


class TestCsv(ParserContract):
    parser = "csv"

    def make(self, folder: Path) -> Path:
        path = folder / "a.csv"
        path.write_text("place;year\nlighthouse;1874\n")
        return path


class TestEml(ParserContract):
    parser = "eml"

    def make(self, folder: Path) -> Path:
        path = folder / "a.eml"
        path.write_text("From: a@b.example\nTo: c@d.example\nSubject: Sea\n\nThe lighthouse\n")
        return path


class FromCorpora(ParserContract):
    """Formats that the tests cannot write: a real file is copied."""

    folder: str

    def make(self, folder: Path) -> Path:
        corpora = os.environ.get("LECTERN_CORPORA")
        if not corpora:
            pytest.skip("LECTERN_CORPORA is not set; this format needs a real file")
        found = sorted((Path(corpora) / "documents").rglob(self.folder))
        if not found:
            pytest.skip(f"no {self.folder} among the corpora")
        copy = folder / found[0].name
        copy.write_bytes(found[0].read_bytes())
        return copy

    def test_text_and_marks_are_sound(self, tmp_path: Path) -> None:
        check(self.run(self.make(tmp_path)))


class TestXls(FromCorpora):
    parser = "xls"
    folder = "*.xls"


class TestOutlook(FromCorpora):
    parser = "msg"
    folder = "*.msg"
