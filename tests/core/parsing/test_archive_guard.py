"""Hostile packages and XML: entities, bombs, depth, names that climb out."""

from itertools import pairwise
from pathlib import Path

import pytest

from core.errors import EmptyDocument, PasswordNeeded, TooLarge, WrongPassword
from core.parsing import archive_guard
from core.parsing.archive_guard import GuardedZip
from core.types import NoticeKind
from tests.core.parsing import making

DOCUMENT = "word/document.xml"


def tampered(folder: Path, before: str, body: str) -> Path:
    """A Word document with text before its main part's root element."""
    path = making.docx(folder / "a.docx", body)
    with GuardedZip(path, "a.docx") as package:
        members = {member: package.read(member) for member in package.members}
    members[DOCUMENT] = before.encode() + members[DOCUMENT]
    return making.package(path, members)


def test_entities_from_files_are_not_opened(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret")
    doctype = f'<!DOCTYPE x [<!ENTITY s SYSTEM "{secret.as_uri()}">]>'
    path = tampered(tmp_path, doctype, making.paragraph("before &s; after"))
    assert "secret" not in making.read(path).text


def test_entities_that_multiply_are_not_expanded(tmp_path: Path) -> None:
    names = "abcdefghij"
    entities = "".join(
        f'<!ENTITY {name} "{("&" + before + ";") * 10}">' for before, name in pairwise(names)
    )
    doctype = f'<!DOCTYPE x [<!ENTITY a "haha">{entities}]>'
    path = tampered(tmp_path, doctype, making.paragraph("x &j; y"))
    assert len(making.read(path).text) < 100


def test_a_part_over_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive_guard, "MAX_MEMBER_BYTES", 10_000)
    path = making.docx(tmp_path / "a.docx", making.paragraph("word " * 10_000))
    with pytest.raises(TooLarge):
        making.read(path)


def test_absurd_depth_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text("<?xml version='1.0'?>" + "<a>" * 5000 + "x" + "</a>" * 5000)
    with pytest.raises(TooLarge):
        making.read(path)


def test_deep_groups_of_rich_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.rtf"
    path.write_text("{\\rtf1 " + "{" * 20_000 + "x")
    with pytest.raises(TooLarge):
        making.read(path)


def test_names_that_climb_out_of_the_package_stay_inside(tmp_path: Path) -> None:
    path = making.package(tmp_path / "a.zip", {"../../up.xml": "<a/>", "/root.xml": "<b/>"})
    with GuardedZip(path, "a.zip") as package:
        assert all(not member.startswith(("/", "..")) for member in package.members)


def test_a_sheet_cut_in_its_xml_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    path = making.xlsx(tmp_path / "a.xlsx", {"Sheet1": making.row(1, "kept", "too")})
    with GuardedZip(path, "a.xlsx") as package:
        members = {member: package.read(member) for member in package.members}
    members["xl/sheet1.xml"] = members["xl/sheet1.xml"].replace(b"</sheetData>", b"<row><c><v>1")
    members["xl/sheet1.xml"] = members["xl/sheet1.xml"].removesuffix(b"</worksheet>")
    document = making.read(making.package(path, members))
    assert "kept | too" in document.text
    assert NoticeKind.DAMAGED in [notice.kind for notice in document.notices]


def test_a_book_whose_chapters_are_empty_is_empty(tmp_path: Path) -> None:
    with pytest.raises(EmptyDocument):
        making.read(making.epub(tmp_path / "a.epub", {"One": ""}))


def test_a_locked_office_file_opens_with_its_password_only(tmp_path: Path) -> None:
    from msoffcrypto.format.ooxml import OOXMLFile

    paddings = "".join(making.paragraph(str(number**5)) for number in range(3000))
    plain = making.docx(tmp_path / "plain.docx", making.paragraph("behind the lock") + paddings)
    locked = tmp_path / "locked.docx"
    with plain.open("rb") as source, locked.open("wb") as target:
        OOXMLFile(source).encrypt("right", target)
    with pytest.raises(PasswordNeeded) as caught:
        making.read(locked)
    assert caught.value.kind == "PasswordNeeded"
    with pytest.raises(WrongPassword):
        making.read(locked, password="wrong")
    assert making.read(locked, password="right").text.startswith("behind the lock")
