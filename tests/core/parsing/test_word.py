"""Word documents keep headings, numbers, tables, notes and pages, not what was deleted."""

import re
import zipfile
from pathlib import Path

from core.types import MarkKind, NoticeKind
from tests.core.parsing import making
from tests.core.parsing.making import paragraph

STYLES = (
    '<w:style w:type="paragraph" w:styleId="a1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="mine"><w:name w:val="我的标题"/><w:basedOn w:val="a1"/>'
    "</w:style>"
    '<w:style w:type="paragraph" w:styleId="out"><w:name w:val="Custom"/><w:pPr>'
    '<w:outlineLvl w:val="1"/></w:pPr></w:style>'
)
NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
    '<w:lvlText w:val="第%1条"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/>'
    '<w:isLgl/></w:lvl></w:abstractNum><w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num>'
)


def numbered(text: str, level: int) -> str:
    inside = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="5"/></w:numPr>'
    return paragraph(text, properties=inside)


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def test_headings_come_from_styles_their_parents_and_outline_levels(tmp_path: Path) -> None:
    body = paragraph("One", "a1") + paragraph("Two", "mine") + paragraph("Three", "out")
    document = making.read(making.docx(tmp_path / "a.docx", body, styles=STYLES))
    found = [
        (document.text[mark.start : mark.end], mark.level)
        for mark in making.marks(document, MarkKind.HEADING)
    ]
    assert found == [("One", 1), ("Two", 1), ("Three", 2)]


def test_numbers_of_lists_are_counted_as_word_shows_them(tmp_path: Path) -> None:
    body = numbered("a", 0) + numbered("b", 1) + numbered("c", 1) + numbered("d", 0)
    document = making.read(making.docx(tmp_path / "a.docx", body, numbering=NUMBERING))
    assert making.texts(document, MarkKind.LIST_ITEM) == ["第一条 a", "1.1 b", "1.2 c", "第二条 d"]


def test_merged_cells_stand_once_and_the_first_row_is_the_header(tmp_path: Path) -> None:
    wide, tall = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>'
    rows = (
        f"<w:tr>{cell('wide', wide)}{cell('x')}</w:tr>"
        f"<w:tr>{cell('tall', tall)}{cell('b')}{cell('c')}</w:tr>"
        f"<w:tr>{cell('', '<w:vMerge/>')}{cell('d')}{cell('e')}</w:tr>"
    )
    document = making.read(making.docx(tmp_path / "a.docx", f"<w:tbl>{rows}</w:tbl>"))
    assert making.texts(document, MarkKind.TABLE_HEADER) == ["wide |  | x"]
    assert making.texts(document, MarkKind.TABLE_ROW) == ["tall | b | c", "| d | e"]


def test_deleted_text_is_left_out_and_inserted_text_kept(tmp_path: Path) -> None:
    body = (
        "<w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>new</w:t></w:r></w:ins></w:p>"
    )
    assert making.read(making.docx(tmp_path / "a.docx", body)).text == "new"


def test_footnotes_and_comments_follow_the_paragraph_that_names_them(tmp_path: Path) -> None:
    body = (
        '<w:p><w:r><w:t>Fact</w:t><w:footnoteReference w:id="2"/></w:r><w:r>'
        '<w:commentReference w:id="0"/></w:r></w:p>' + paragraph("After")
    )
    footnote = f'<w:footnote w:id="2">{paragraph("Source")}</w:footnote>'
    comment = f'<w:comment w:id="0" w:author="Li">{paragraph("Check")}</w:comment>'
    path = making.docx(tmp_path / "a.docx", body, footnotes=footnote, comments=comment)
    document = making.read(path)
    assert document.text == "Fact[1]\n\n[1] Source\n\nLi: Check\n\nAfter"
    assert making.texts(document, MarkKind.NOTE) == ["[1] Source", "Li: Check"]


def test_page_breaks_start_pages_also_inside_a_paragraph(tmp_path: Path) -> None:
    body = (
        paragraph("one")
        + '<w:p><w:r><w:br w:type="page"/><w:lastRenderedPageBreak/><w:t>two</w:t></w:r></w:p>'
        + "<w:p><w:r><w:t>three </w:t><w:lastRenderedPageBreak/><w:t>four</w:t></w:r></w:p>"
    )
    document = making.read(making.docx(tmp_path / "a.docx", body))
    assert making.texts(document, MarkKind.PAGE) == ["one\n\n", "two\n\nthree ", "four"]


def test_text_boxes_and_equations_are_read(tmp_path: Path) -> None:
    math = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    body = (
        f"<w:p><w:r><w:pict><w:txbxContent>{paragraph('in the box')}</w:txbxContent></w:pict>"
        f"</w:r><m:oMath {math}><m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2"
        "</m:t></m:r></m:sup></m:sSup></m:oMath></w:p>"
    )
    assert making.read(making.docx(tmp_path / "a.docx", body)).text == "x^2\n\nin the box"


def test_hidden_text_is_left_out_and_told(tmp_path: Path) -> None:
    hidden = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>not seen</w:t></w:r></w:p>"
    document = making.read(making.docx(tmp_path / "a.docx", paragraph("seen") + hidden))
    assert document.text == "seen"
    assert [notice.kind for notice in document.notices] == [NoticeKind.HIDDEN_TEXT]


def test_packages_of_the_strict_kind_are_read(tmp_path: Path) -> None:
    path = making.docx(tmp_path / "a.docx", paragraph("One", "a1"), styles=STYLES)
    with zipfile.ZipFile(path) as archive:
        members = {
            member: re.sub(
                r"http://schemas.openxmlformats.org/(\w+)/2006/(?!content|relationships\")",
                r"http://purl.oclc.org/ooxml/\1/",
                archive.read(member).decode(),
            )
            for member in archive.namelist()
        }
    assert "purl.oclc.org/ooxml/wordprocessingml/main" in members["word/document.xml"]
    document = making.read(making.package(path, members))
    assert making.texts(document, MarkKind.HEADING) == ["One"]


def test_boxes_within_boxes_lose_no_text(tmp_path: Path) -> None:
    opening, closing = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
    body = opening * 30 + paragraph("innermost") + closing * 30
    assert "innermost" in making.read(making.docx(tmp_path / "a.docx", body)).text
