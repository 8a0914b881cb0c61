"""Web pages, Markdown, RTF, e-books, mail, tables and plain text."""

import os
from email.message import EmailMessage
from pathlib import Path

import pytest

from core.errors import ConverterMissing, PasswordNeeded
from core.parsing import legacy_office
from core.types import MarkKind, NoticeKind
from tests.core.parsing import making


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_a_web_page_keeps_structure_and_drops_scripts_and_menus(tmp_path: Path) -> None:
    page = (
        "<html><head><title>Page</title><script>var x</script></head><body><nav>Home</nav><h1>Sea"
        "</h1><p>One\n two<br>three</p><ol start=3><li>c<ul><li>in</ul><li>d</ol><pre>a\n  b</pre>"
        "<table><tr><th colspan=2>wide<th>x<tr><td rowspan=2>tall<td>1<td>2<tr><td>3<td>4</table>"
        "<p hidden>unseen</p><dl><dt>term<dd>meaning</dl></body></html>"
    )
    document = making.read(written(tmp_path, "a.html", page))
    assert document.title == "Page"
    assert "Home" not in document.text
    assert "unseen" not in document.text
    assert making.texts(document, MarkKind.PARAGRAPH) == ["One two\nthree"]
    assert making.texts(document, MarkKind.LIST_ITEM) == ["3. c", "• in", "4. d", "term", "meaning"]
    assert making.texts(document, MarkKind.CODE) == ["a\n  b"]
    assert making.texts(document, MarkKind.TABLE) == ["wide |  | x\ntall | 1 | 2\n| 3 | 4"]


def test_the_charset_of_a_page_is_taken_from_its_tag_or_guessed(tmp_path: Path) -> None:
    tagged = "<html><meta charset=gb2312><p>朱镕基的文章</p>".encode("gbk")
    assert "朱镕基的文章" in making.read(written(tmp_path, "a.html", tagged)).text
    bare = "<html><p>这是一个没有声明编码的网页</p>".encode("gbk")
    assert "没有声明编码" in making.read(written(tmp_path, "b.html", bare)).text


def test_absurd_nesting_in_a_page_loses_no_text(tmp_path: Path) -> None:
    deep = "<html><body>" + "<div>" * 5000 + "innermost" + "</div>" * 5000
    assert making.read(written(tmp_path, "a.html", deep)).text == "innermost"
    unclosed = "<html><body>" + "<b>word " * 5000
    assert making.read(written(tmp_path, "b.html", unclosed)).text.count("word") == 5000


def test_markdown_front_matter_tables_and_nested_lists(tmp_path: Path) -> None:
    text = (
        "---\ntitle: 手册\ndate: 2025\n---\n# 一\n\n中文\n换行 and\nEnglish\n\n"
        "1. a\n   - b\n2. c\n\n"
        "| x | y |\n|---|---|\n| 1 | **2** |\n\n```py\nx = 1\n```\n"
    )
    document = making.read(written(tmp_path, "a.md", text))
    assert document.title == "手册"
    assert "中文换行 and English" in document.text
    assert making.texts(document, MarkKind.LIST_ITEM) == ["1. a", "• b", "2. c"]
    assert making.texts(document, MarkKind.TABLE) == ["x | y\n1 | 2"]
    assert making.texts(document, MarkKind.CODE) == ["x = 1"]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (rb"\ansicpg936 {\fonttbl{\f0\fcharset134 SimSun;}}\f0 \'d6\'d0\'ce\'c4", "中文"),
        (rb"\ansicpg936\'b2\'e2\'ca\'d4 abc", "测试 abc"),
        (rb"{\fonttbl{\f1\fcharset136 Ming;}}\f1 \'a4\'a4\'a4\'e5", "中文"),
        (rb"\uc1\u20013?\u25991?", "中文"),
        (rb"\uc2\u-10179\'3f\'3f\u-8704\'3f\'3f", "😀"),
        (rb"caf\'e9 \ldblquote x\rdblquote", "café “x”"),
        (rb"{\*\generator Word;}{\pict 0102ff}{\v hidden}shown", "shown"),
        (rb"{\field{\*\fldinst HYPERLINK x}{\fldrslt link}}", "link"),
    ],
)
def test_rich_text_in_every_script(tmp_path: Path, body: bytes, text: str) -> None:
    path = written(tmp_path, "a.rtf", rb"{\rtf1\ansi\deff0" + body + rb"\par}")
    assert making.read(path).text == text


def test_rich_text_tables_headings_and_notes(tmp_path: Path) -> None:
    content = (
        rb"{\rtf1\ansi{\stylesheet{\s1 heading 1;}}\pard\s1 Title\par\pard text{\footnote note}\par"
        rb"\trowd\intbl a\cell b\cell\row\trowd\intbl 1\cell 2\cell\row\pard end\par}"
    )
    document = making.read(written(tmp_path, "a.rtf", content))
    assert making.texts(document, MarkKind.HEADING) == ["Title"]
    assert making.texts(document, MarkKind.NOTE) == ["note"]
    assert making.texts(document, MarkKind.TABLE) == ["a | b\n1 | 2"]
    assert document.text.endswith("end")


def test_chapters_of_a_book_are_pages_with_their_names(tmp_path: Path) -> None:
    chapters = {"第一章": "<h1>第一章</h1><p>开头</p>", "第二章": "<p>后来</p>"}
    document = making.read(making.epub(tmp_path / "a.epub", chapters, "书"))
    assert document.title == "书"
    assert [mark.label for mark in making.marks(document, MarkKind.PAGE)] == ["第一章", "第二章"]


def test_attachments_of_a_message_are_read_or_named(tmp_path: Path) -> None:
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = "会议", "王 <w@a.example>", "b@a.example"
    message.set_content("正文内容")
    table = making.xlsx(tmp_path / "t.xlsx", {"Sheet1": making.row(1, "inside the sheet")})
    message.add_attachment(
        table.read_bytes(), maintype="application", subtype="octet-stream", filename="表.xlsx"
    )
    message.add_attachment(
        b"MZ\x90\0\0\0", maintype="application", subtype="octet-stream", filename="run.exe"
    )
    document = making.read(written(tmp_path, "a.eml", message.as_bytes()))
    assert document.title == "会议"
    assert "From: 王 <w@a.example>" in document.text
    assert "正文内容" in document.text
    assert "inside the sheet" in document.text
    assert making.texts(document, MarkKind.HEADING) == ["会议", "表.xlsx"]
    assert [(n.kind, n.detail) for n in document.notices] == [
        (NoticeKind.ATTACHMENT_UNREAD, "run.exe")
    ]


def test_tables_in_text_with_any_delimiter(tmp_path: Path) -> None:
    for delimiter in ",;\t|":
        text = f'名称{delimiter}价格\n"a{delimiter}b"{delimiter}2\nc{delimiter}3\n'
        document = making.read(written(tmp_path, "a.csv", text.encode("gbk")))
        assert document.text.splitlines()[0] == "名称 | 价格"
        assert document.text.splitlines()[2] == "c | 3"


def test_numbered_chapters_of_plain_text_are_headings(tmp_path: Path) -> None:
    text = (
        "第一章 总则\n\n一、目的\n为了保护读者。\n\n二、范围\n全体人员。\n\n第二章 职责\n\n"
        "一、馆长\n负责全馆工作。\n二、馆员\n负责借阅。\n"
    )
    document = making.read(written(tmp_path, "a.txt", text.encode("gb18030")))
    headings = [
        (document.text[mark.start : mark.end], mark.level)
        for mark in making.marks(document, MarkKind.HEADING)
    ]
    assert headings[:3] == [("第一章 总则", 1), ("一、目的", 2), ("二、范围", 2)]
    assert len(headings) == 6


def test_lines_cut_by_hand_are_joined_and_pages_kept(tmp_path: Path) -> None:
    text = (
        "The keeper of the lighthouse wrote in his book every evening what\n"
        "the sea had brought, and he never forgot to wind the clock.\n\nShort\nlines\n\fSecond page"
    )
    document = making.read(written(tmp_path, "a.txt", text))
    assert "evening what the sea" in document.text
    assert "Short\nlines" in document.text
    assert document.pages == 2


def test_old_word_files_without_a_converter_say_what_to_save_as(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpora = os.environ.get("LECTERN_CORPORA")
    found = sorted(Path(corpora, "documents").rglob("*.doc")) if corpora else []
    if not found:
        pytest.skip("needs an old Word file from LECTERN_CORPORA")
    monkeypatch.setenv("PATH", str(tmp_path))
    if legacy_office.find_converter():
        pytest.skip("LibreOffice is installed where it always is found")
    with pytest.raises(ConverterMissing) as caught:
        making.read(found[0])
    assert ".docx" in caught.value.hint


def test_a_member_locked_with_a_password_is_named(tmp_path: Path) -> None:
    path = making.docx(tmp_path / "a.docx", making.paragraph("x"))
    content = bytearray(path.read_bytes())
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(sign)
        while at >= 0:
            content[at + offset] |= 1
            at = content.find(sign, at + 4)
    path.write_bytes(bytes(content))
    with pytest.raises(PasswordNeeded):
        making.read(path)


def test_programs_keep_their_indentation(tmp_path: Path) -> None:
    text = "def f():\n    return 1\n\n\nclass A:\n    x = 2\n"
    document = making.read(written(tmp_path, "a.py", text))
    found = making.texts(document, MarkKind.CODE)
    assert found == ["def f():\n    return 1", "class A:\n    x = 2"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("The Saltby Bell\n\nIt was cast in 1881.", "The Saltby Bell"),
        ("茶叶保存手册\n\n一、总则\n茶叶应冷藏。", "茶叶保存手册"),
        ("一、总则\n\n茶叶应冷藏。\n\n二、附则\n\n完。", "notes"),
        ("1.2 Storage\n\nKeep it cold.", "notes"),
        ("第一章 风雨\n\n下雨了。", "notes"),
        ("It was cast in 1881.\n\nThe bell is loud.", "notes"),
        ("- milk\n- tea", "notes"),
        ("Only a line", "notes"),
    ],
)
def test_the_title_of_a_text_is_its_first_line_or_its_name(
    tmp_path: Path, text: str, title: str
) -> None:
    assert making.read(written(tmp_path, "notes.txt", text)).title == title
