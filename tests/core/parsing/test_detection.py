"""Files are known by content; what is no document is refused by name."""

from pathlib import Path

import pytest

from core.errors import DamagedFile, EmptyDocument, FileVanished, UnsupportedFormat
from core.parsing.detection import detect
from tests.core.parsing import making


@pytest.mark.parametrize(
    ("content", "name", "parser"),
    [
        (b"%PDF-1.7\n", "a", "pdf"),
        (b"\x89PNG\r\n\x1a\n", "a.txt", "image"),
        (b"{\\rtf1 x}", "a.doc", "rtf"),
        (b"<!DOCTYPE html><p>x", "a.txt", "html"),
        (b"<?xml version='1.0'?><rss><channel/></rss>", "a.html", "xml"),
        (b"Subject: x\nFrom: a@b.c\n\nbody", "a.txt", "eml"),
        (b"a,b,c\n1,2,3\n4,5,6\n7,8,9\n", "a.txt", "csv"),
        (b"# One\n\ntext\n\n## Two\n\n```\nx\n```\n", "a.txt", "markdown"),
        (b"# a comment\nx = 1\n# another\n[a](b)\n", "a.py", "text"),
        (b"just words", "a.bin", "text"),
        ("只有几个字".encode("gb18030"), "a.txt", "text"),
    ],
)
def test_content_comes_before_the_name(
    tmp_path: Path, content: bytes, name: str, parser: str
) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    assert detect(path, name) == parser


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"MZ\x90\0\x03\0\0\0", "a program"),
        (b"\x7fELF\x02\x01\x01\0", "a program"),
        (b"ID3\x03\0\0\0", "a sound recording"),
        (b"\0\0\0 ftypisom", "a video"),
        (b"7z\xbc\xaf\x27\x1c\0", "an archive"),
        (making.zipped(b"x", "a.txt"), "an archive"),
        (bytes(range(256)) * 8, "a file of an unknown kind"),
    ],
)
def test_what_is_no_document_is_refused_by_its_kind(
    tmp_path: Path, content: bytes, kind: str
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(content)
    with pytest.raises(UnsupportedFormat) as caught:
        detect(path, "a.pdf")
    assert caught.value.subject["format"] == kind


def test_nothing_in_it_cut_or_gone_have_their_own_names(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(b"")
    with pytest.raises(EmptyDocument):
        detect(path, "a.docx")
    path.write_bytes(b"PK\x03\x04rest is missing")
    with pytest.raises(DamagedFile):
        detect(path, "a.docx")
    with pytest.raises(FileVanished):
        detect(tmp_path / "gone", "gone")
