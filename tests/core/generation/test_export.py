"""Exports hold every quote with title, file and page, in forms that other programs read."""

import zipfile

import docx
import pytest
from lxml import etree

from core.errors import BadRequest, NotFound
from core.generation.export import export
from core.types import Answer, AnswerSentence, Citation, Support
from tests.library_making import open_library, prepared

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEXT = "全年净利润为 1860 万元。"
ENGLISH = "Costs *rose* by 3 [see note]."


@pytest.fixture
def library(tmp_path):
    opened = open_library(tmp_path / "library", create=True)
    yield opened
    opened.close()


@pytest.fixture
def conversation(library):
    report, notes = library.add(
        [
            prepared(library, TEXT, "年度报告", "report.pdf"),
            prepared(library, ENGLISH, "Notes", "notes.txt"),
        ]
    )
    sentences = (
        AnswerSentence(
            TEXT, Support.SUPPORTED, (Citation(report.id, "年度报告", 3, 0, len(TEXT), TEXT),)
        ),
        AnswerSentence(
            ENGLISH, Support.SUPPORTED, (Citation(notes.id, "Notes", 2, 0, len(ENGLISH), ENGLISH),)
        ),
    )
    answer = Answer(f"{TEXT}\n{ENGLISH}", sentences, (), (), "quoting")
    kept = library.conversations.add_exchange(0, "净利润是多少？", answer)
    library.conversations.add_exchange(
        kept.conversation, "天气\x0c呢？", Answer("您的文档中没有提到。", (), (), (), "quoting")
    )
    return kept.conversation


def test_markdown_has_a_footnote_for_each_quote(library, conversation, tmp_path):
    text = export(library, conversation, tmp_path / "a.md").read_text(encoding="utf-8")
    assert text.startswith("# 净利润是多少？\n")
    assert f"{TEXT}[^1]" in text
    assert f"[^1]: 《年度报告》（report.pdf），第 3 页：“{TEXT}”" in text
    assert "[^2]: Notes (notes.txt), page 2: " in text
    assert r"Costs \*rose\* by 3 \[see note\]." in text
    assert "您的文档中没有提到。" in text


def test_the_open_branch_is_exported_as_the_person_corrected_it(library, conversation, tmp_path):
    conversations = library.conversations
    answered = conversations.messages(conversation)[1]
    conversations.correct(answered.id, f"简单地说：{TEXT}\n\nCosts fell.")
    text = export(library, conversation, tmp_path / "a.md").read_text(encoding="utf-8")
    assert f"简单地说：{TEXT}[^1]" in text
    assert "Costs fell." in text
    assert "rose" not in text
    changed = Answer("另一回答", (), (), (), "quoting")
    conversations.add_exchange(conversation, "换个问题", changed, after=0)
    text = export(library, conversation, tmp_path / "b.md").read_text(encoding="utf-8")
    assert "换个问题" in text
    assert TEXT not in text


def test_word_has_real_footnotes(library, conversation, tmp_path):
    path = export(library, conversation, tmp_path / "a.docx")
    paragraphs = [paragraph.text for paragraph in docx.Document(str(path)).paragraphs]
    assert TEXT in paragraphs
    assert "您的文档中没有提到。" in paragraphs
    with zipfile.ZipFile(path) as package:
        notes = etree.fromstring(package.read("word/footnotes.xml"))
        body = etree.fromstring(package.read("word/document.xml"))
        settings = etree.fromstring(package.read("word/settings.xml"))
        types = package.read("[Content_Types].xml").decode()
        relations = package.read("word/_rels/document.xml.rels").decode()
    assert "/word/footnotes.xml" in types
    assert "footnotes.xml" in relations
    ids = [reference.get(f"{W}id") for reference in body.iter(f"{W}footnoteReference")]
    assert ids == ["1", "2"]
    said = {note.get(f"{W}id"): "".join(note.itertext()) for note in notes}
    assert said["1"].strip() == f"《年度报告》（report.pdf），第 3 页：“{TEXT}”"
    assert "notes.txt" in said["2"]
    assert [one.get(f"{W}id") for one in settings.find(f"{W}footnotePr")] == ["-1", "0"]


def test_word_sets_a_chinese_face(library, conversation, tmp_path):
    path = export(library, conversation, tmp_path / "a.docx")
    for name in ("Normal", "Heading 1", "Heading 2"):
        fonts = docx.Document(str(path)).styles[name].element.rPr.rFonts
        assert fonts.get(f"{W}eastAsia") == "Microsoft YaHei"
        assert fonts.get(f"{W}eastAsiaTheme") is None


def test_a_document_that_was_removed_keeps_its_title(library, conversation, tmp_path):
    library.remove(library.catalog.ids())
    text = export(library, conversation, tmp_path / "a.md").read_text(encoding="utf-8")
    assert "[^1]: 《年度报告》，第 3 页" in text


def test_what_cannot_be_done_is_said(library, conversation, tmp_path):
    with pytest.raises(BadRequest):
        export(library, conversation, tmp_path / "a.pdf")
    with pytest.raises(BadRequest):
        export(library, conversation, tmp_path / "no such folder" / "a.md")
    with pytest.raises(NotFound):
        export(library, 99, tmp_path / "a.md")


WRITTEN = (
    "## Profit\n\nIt was **1860**. Nobody knows why. ![x](http://evil/x.png) <img src=y>\n\n"
    "1. Costs rose.\n\n| Who | What |\n|---|---|\n| We | 3 |\n\n```py\na = 1\n```\n"
)


@pytest.fixture
def written(library):
    (report,) = library.add([prepared(library, TEXT, "年度报告", "report.pdf")])
    cited = (Citation(report.id, "年度报告", 3, 0, len(TEXT), TEXT),)

    def sentence(text, citations):
        start = WRITTEN.index(text)
        return AnswerSentence(text, Support.SUPPORTED, citations, start, start + len(text))

    sentences = (
        sentence("It was **1860**.", cited),
        sentence("Nobody knows why.", ()),
        sentence("Costs rose.", cited),
        sentence("We | 3", cited),
    )
    answer = Answer(WRITTEN, sentences, (), (), "local:m.gguf")
    return library.conversations.add_exchange(0, "Profit?", answer).conversation


def test_a_written_answer_keeps_its_markdown_but_loads_nothing(library, written, tmp_path):
    text = export(library, written, tmp_path / "a.md").read_text(encoding="utf-8")
    assert "## Profit\n\nIt was **1860**.[^1] Nobody knows why. [x](http" in text
    assert "1. Costs rose.[^2]" in text
    assert "| We | 3[^3] |" in text
    assert "```py\na = 1\n```" in text
    assert "![" not in text
    assert "<img" not in text
    assert text.count("]: 《年度报告》") == 3


def test_a_written_answer_is_whole_in_word(library, written, tmp_path):
    path = export(library, written, tmp_path / "a.docx")
    lines = [paragraph.text for paragraph in docx.Document(str(path)).paragraphs]
    assert "Profit" in lines
    assert any(line.startswith("It was 1860. Nobody knows why.") for line in lines)
    assert "1. Costs rose." in lines
    assert "We | 3" in lines
    assert "a = 1" in lines
    with zipfile.ZipFile(path) as package:
        notes = package.read("word/footnotes.xml").decode()
    assert notes.count("年度报告") == 3
