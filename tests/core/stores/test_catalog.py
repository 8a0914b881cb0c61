"""Documents, texts and places as the catalog gives them back."""

import sqlite3

import pytest

from core.errors import BadRequest, NotFound, ReadOnlyLibrary
from core.geometry import pack_boxes
from core.stores import texts as texts_module
from core.types import DocumentNotice, Mark, MarkKind, NoticeKind, PageGeometry, ParsedDocument
from tests.library_making import open_library, parsed, prepared


@pytest.fixture
def library(tmp_path):
    opened = open_library(tmp_path / "library", create=True)
    yield opened
    opened.close()


def test_documents_come_newest_first_and_in_stretches(library):
    library.add([prepared(library, f"text {n}", added=float(n), name=f"{n}") for n in range(7)])
    assert [d.name for d in library.catalog.documents(0, 3)] == ["6", "5", "4"]
    assert [d.name for d in library.catalog.documents(5, 3)] == ["1", "0"]
    assert library.catalog.documents(7, 3) == ()


def test_what_the_parser_read_comes_back_as_it_was(library):
    text = "Heading\nSome text on page one.\nMore on page two."
    geometry = PageGeometry(
        2, 31, 48, 600.0, 800.0, pack_boxes([(10 + i, 10, 11 + i, 20) for i in range(17)], 600, 800)
    )
    document = ParsedDocument(
        "pdf",
        "A title",
        text,
        (
            Mark(MarkKind.PAGE, 0, 31, "i"),
            Mark(MarkKind.HEADING, 0, 7, level=1),
            Mark(MarkKind.PARAGRAPH, 8, 30),
            Mark(MarkKind.PAGE, 31, 48, "ii"),
            Mark(MarkKind.PARAGRAPH, 31, 48),
            Mark(MarkKind.PAGE, 48, 48, "empty"),
        ),
        (geometry,),
    )
    library.add([prepared(library, text, document=document)])
    id = library.catalog.ids()[0]
    back = library.catalog.parsed(id)
    assert (back.text, back.marks, back.geometry) == (text, document.marks, (geometry,))
    assert [r.page for r in library.catalog.rectangles(id, 0, len(text))] == [2]
    assert library.catalog.rectangles(id, 0, 31) == ()


def test_a_long_text_is_cut_into_parts_and_every_slice_is_right(library, monkeypatch):
    monkeypatch.setattr(texts_module, "PART", 64)
    text = "\n".join(f"line {n} {'x' * (n * 7 % 90)} 漢字 𠀀" for n in range(60))
    document = parsed(text)
    library.add([prepared(library, text, document=document)])
    id = library.catalog.ids()[0]
    assert library.catalog.parsed(id).marks == document.marks
    for start in range(0, len(text), 37):
        end = min(len(text), start + start % 90)
        found = library.catalog.text_slice(id, start, end)
        assert found.text == text[found.start : found.end]
        assert found.start <= start
        assert found.end >= end
        assert library.catalog.texts.stretch(id, start, end) == text[start:end]
        wanted = [m for m in document.marks if m.start < found.end and m.end > found.start]
        assert list(found.marks) == wanted


def test_a_slice_is_widened_to_whole_blocks_and_a_table_to_whole_rows(library):
    text = "Before.\na | b\nc | d\ne | f\nAfter."
    document = ParsedDocument(
        "text",
        "",
        text,
        (
            Mark(MarkKind.PARAGRAPH, 0, 7),
            Mark(MarkKind.TABLE, 8, 25),
            Mark(MarkKind.TABLE_HEADER, 8, 13),
            Mark(MarkKind.TABLE_ROW, 14, 19),
            Mark(MarkKind.TABLE_ROW, 20, 25),
            Mark(MarkKind.PARAGRAPH, 26, 32),
        ),
    )
    library.add([prepared(library, text, document=document)])
    id = library.catalog.ids()[0]
    assert library.catalog.text_slice(id, 2, 4).text == "Before."
    assert library.catalog.text_slice(id, 15, 16).text == "c | d"
    assert library.catalog.text_slice(id, 5, 15).text == "Before.\na | b\nc | d"
    assert library.catalog.text_slice(id, -5, 10**9).text == text


def test_half_a_character_in_a_text_or_name_does_not_stop_anything(library):
    library.add([prepared(library, "good \ud800 text", name="bad\udcff.txt")])
    document = library.catalog.documents()[0]
    assert library.catalog.parsed(document.id).text == "good ? text"
    assert library.catalog.find_in(document.id, "text") == ((7, 11),)


def test_an_id_may_be_shortened_to_what_is_unique(library):
    library.add([prepared(library, f"text {n}") for n in range(20)])
    ids = library.catalog.ids()
    assert all(library.catalog.resolve(id) == id for id in ids)
    assert library.catalog.resolve(ids[0][:20]) == ids[0]
    with pytest.raises(NotFound):
        library.catalog.resolve("zz")
    with pytest.raises(NotFound):
        library.catalog.resolve("\udcff")
    with pytest.raises(NotFound):
        library.catalog.resolve("")
    first = min(ids, key=lambda id: [other[0] for other in ids].count(id[0]) == 1)
    with pytest.raises(BadRequest):
        library.catalog.resolve(first[0])


def test_documents_are_found_by_every_word_in_name_title_tags_or_text(library):
    library.add(
        [
            prepared(library, "the harvest of 1952", title="Granary", name="g.txt", added=2),
            prepared(library, "100% of it_all", title="Percent", name="p.txt", added=1),
            prepared(library, "知识库的说明", title="书案", name="z.txt", added=0),
        ]
    )
    names = {d.id: d.name for d in library.catalog.documents()}

    def find(words):
        return [names[id] for id in library.catalog.find(words)]

    library.catalog.tag([library.catalog.ids()[1]], add=["Later"])
    assert find("HARVEST granary") == ["g.txt"]
    assert find("harvest percent") == []
    assert find("知识库") == ["z.txt"]
    assert find("later") == ["p.txt"]
    assert find("0% t_a") == ["p.txt"]
    assert find("0_") == []
    assert find("  ") == ["g.txt", "p.txt", "z.txt"]


def test_places_in_a_document_ignore_case_width_line_breaks_and_script(library):
    text = "Rice and\nwater. RICE  AND water; ＲＩＣＥ. 圖書館在這裡"
    library.add([prepared(library, text)])
    id = library.catalog.ids()[0]
    assert [text[a:b] for a, b in library.catalog.find_in(id, "rice and")] == [
        "Rice and",
        "RICE  AND",
    ]
    assert [text[a:b] for a, b in library.catalog.find_in(id, "Rice")][-1] == "ＲＩＣＥ"
    assert [text[a:b] for a, b in library.catalog.find_in(id, "图书馆")] == ["圖書館"]
    assert library.catalog.find_in(id, " ") == ()


def test_tags_and_titles_change_and_stay_when_the_document_is_read_again(library):
    item = prepared(library, "the same text", title="Old")
    library.add([item])
    id = item.document.id
    assert library.catalog.tag([id], add=["b", " a  c ", ""])[0].tags == ("a c", "b")
    assert library.catalog.tag([id], remove=["b"])[0].tags == ("a c",)
    assert library.catalog.rename(id, "  New title ").title == "New title"
    before = library.catalog.get(id)
    library.add([item])
    assert library.catalog.get(id) == before
    assert library.catalog.rename(id, " ").title == "a.txt"
    with pytest.raises(NotFound):
        library.catalog.rename("nobody", "x")
    assert library.catalog.tag(["nobody"], add=["x"]) == ()


def test_notices_and_a_linked_path_that_is_not_unicode_come_back(library):
    from dataclasses import replace

    item = prepared(library, "text")
    notices = (DocumentNotice(NoticeKind.PAGES_EMPTY, "3, 4"),)
    path = "/somewhere/bad\udcff.txt"
    document = replace(item.document, linked=True, original=path)
    read = replace(item.parsed, notices=notices)
    library.add([replace(item, document=document, parsed=read)])
    assert library.catalog.parsed(item.document.id).notices == notices
    back = library.catalog.documents()[0]
    assert (back.notices, back.original, back.linked) == (notices, path, True)


def test_a_library_for_reading_refuses_changes(library):
    library.add([prepared(library, "text")])
    reader = open_library(library.path, read_only=True)
    id = reader.catalog.ids()[0]
    with pytest.raises(ReadOnlyLibrary):
        reader.catalog.rename(id, "x")
    with pytest.raises(ReadOnlyLibrary):
        reader.catalog.tag([id], add=["x"])
    with pytest.raises(sqlite3.OperationalError):
        reader.database.connection.execute("DELETE FROM documents")
    reader.close()


def test_signs_that_mean_something_to_sqlite_are_looked_for_as_they_are(library):
    library.add([prepared(library, text, name=text) for text in ("100% sure", "100 sure", "a_b")])
    names = {document.id: document.name for document in library.catalog.documents()}
    assert [names[id] for id in library.catalog.find("100%")] == ["100% sure"]
    assert [names[id] for id in library.catalog.find("_")] == ["a_b"]
    assert library.catalog.find("\\") == ()


def test_a_page_pasted_into_the_field_finds_what_its_first_words_do(library):
    library.add([prepared(library, "the granary is full")])
    assert library.catalog.find("granary " * 20_000) == library.catalog.ids()
    assert library.catalog.find("x" * 100_000) == ()
    assert library.catalog.find("granary \udcff") == ()


def test_thousands_of_ids_at_once_are_no_matter(library):
    library.add([prepared(library, "the granary is full")])
    ids = [*library.catalog.ids(), *(f"{number:032x}" for number in range(40_000))]
    assert len(library.catalog.tag(ids, add=["农业\udcff"], remove=["\udcff"])) == 1
    assert len(library.remove(ids)) == 1
