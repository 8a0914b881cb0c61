"""A document's blocks on screen: every character once, in order, where the map says it is."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QTextCursor, QTextDocument, QTextTable

from core.parsing.text_builder import TextBuilder
from core.types import MarkKind, ParsedDocument, TextSlice
from desktop.reader.offset_map import OffsetMap
from desktop.reader.text_blocks import PageBlock, Span, TableBlock, TextBlock, blocks_of, cells_of
from desktop.reader.text_writer import TextWriter


def stretch(parsed: ParsedDocument, start: int = 0, end: int | None = None) -> TextSlice:
    end = len(parsed.text) if end is None else end
    marks = tuple(mark for mark in parsed.marks if mark.start < end and mark.end > start)
    return TextSlice("d", start, end, parsed.text[start:end], marks, len(parsed.text))


def spans(blocks):
    for block in blocks:
        if isinstance(block, TableBlock):
            for row in block.rows:
                yield from row
        elif isinstance(block, TextBlock):
            yield block.span


_words = st.text(st.sampled_from("ab c年度，😀\n|"), min_size=1, max_size=20)
_block = st.one_of(
    st.tuples(st.just("heading"), _words),
    st.tuples(st.just("paragraph"), _words),
    st.tuples(st.just("list_item"), _words),
    st.tuples(st.just("code"), _words),
    st.tuples(st.just("note"), _words),
    st.tuples(st.just("page"), _words),
    st.tuples(
        st.just("table"),
        st.lists(st.lists(_words, min_size=1, max_size=4), min_size=1, max_size=4),
    ),
)


@st.composite
def documents(draw):
    builder = TextBuilder("paper.docx")
    builder.paragraph("begin")
    for kind, content in draw(st.lists(_block, max_size=10)):
        getattr(builder, kind)(content)
    return builder.build("docx")


@given(parsed=documents())
def test_every_visible_character_is_in_exactly_one_block(parsed):
    seen = [0] * len(parsed.text)
    for span in spans(blocks_of(stretch(parsed))):
        assert parsed.text[span.start : span.start + len(span.text)] == span.text
        for at in range(span.start, span.start + len(span.text)):
            seen[at] += 1
    for at, character in enumerate(parsed.text):
        assert seen[at] <= 1
        # Cell separators are the only visible characters that are not set as text.
        if not character.isspace() and character != "|":
            assert seen[at] == 1


def written(document: QTextDocument, offsets: OffsetMap, part: TextSlice, before: bool) -> None:
    length = document.characterCount()
    cursor = QTextCursor(document)
    if before:
        cursor.insertBlock()
        cursor.setPosition(0)
    elif len(offsets):
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertBlock()
    else:
        cursor.movePosition(QTextCursor.MoveOperation.End)
    writer = TextWriter(cursor, 1.0, lambda start, label: f"Page · {label}")
    writer.write(blocks_of(part))
    if before:
        offsets.prepend(writer.runs, document.characterCount() - length)
    else:
        offsets.extend(writer.runs)


def characters(document: QTextDocument, position: int, text: str) -> str:
    cursor = QTextCursor(document)
    cursor.setPosition(position)
    cursor.setPosition(
        position + len(text.encode("utf-16-le")) // 2, QTextCursor.MoveMode.KeepAnchor
    )
    return cursor.selectedText().replace("\u2028", "\n")


@settings(max_examples=60, deadline=None)
@given(parsed=documents(), share=st.floats(0, 1), before=st.booleans())
def test_what_stands_on_screen_is_what_the_map_says(qapp, parsed, share, before):
    starts = sorted(
        mark.start
        for mark in parsed.marks
        if mark.kind not in (MarkKind.TABLE, MarkKind.TABLE_HEADER, MarkKind.TABLE_ROW)
    )
    cut = starts[round(share * (len(starts) - 1))]
    first, second = stretch(parsed, 0, cut), stretch(parsed, cut)
    document, offsets = QTextDocument(), OffsetMap()
    for part, ahead in (
        ((second, False), (first, True))
        if before
        else (
            (first, False),
            (second, False),
        )
    ):
        written(document, offsets, part, ahead)
    for part in (first, second):
        for span in spans(blocks_of(part)):
            if span.text:
                shown = characters(document, offsets.to_shown(span.start), span.text)
                assert shown == span.text


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        ("a | b | c", ["a", "b", "c"]),
        ("a |  | c", ["a", "", "c"]),
        ("| b", ["", "b"]),
        ("唯一", ["唯一"]),
        ("a|b", ["a|b"]),
    ],
)
def test_cells_of_a_row(row, cells):
    found = cells_of(Span(100, row))
    assert [span.text for span in found] == cells
    assert all(row[span.start - 100 :].startswith(span.text) for span in found)


def test_a_table_is_a_table_with_its_header():
    builder = TextBuilder("prices.xlsx")
    builder.page("价格")
    builder.table([["品名", "单价"], ["铅笔", "2.5"], ["", "3"]])
    blocks = blocks_of(stretch(builder.build("xlsx")))
    page, table = blocks
    assert isinstance(page, PageBlock)
    assert page.label == "价格"
    assert isinstance(table, TableBlock)
    assert table.headers == 1
    assert [[span.text for span in row] for row in table.rows] == [
        ["品名", "单价"],
        ["铅笔", "2.5"],
        ["", "3"],
    ]


def test_two_tables_in_a_row_stay_two(qapp):
    builder = TextBuilder("two.docx")
    builder.table([["a", "b"], ["1", "2"]])
    builder.table([["c"], ["3"]])
    parsed = builder.build("docx")
    tables = [block for block in blocks_of(stretch(parsed)) if isinstance(block, TableBlock)]
    assert [table.columns for table in tables] == [2, 1]
    document, offsets = QTextDocument(), OffsetMap()
    written(document, offsets, stretch(parsed), False)
    frames = [f for f in document.rootFrame().childFrames() if isinstance(f, QTextTable)]
    assert [(frame.rows(), frame.columns()) for frame in frames] == [(2, 2), (2, 1)]


def test_text_without_marks_is_shown_as_paragraphs():
    blocks = blocks_of(TextSlice("d", 10, 31, "one\n\ntwo lines\nof it\n\n", (), 100))
    assert [(block.span.start, block.span.text) for block in blocks] == [
        (10, "one"),
        (15, "two lines\nof it"),
    ]


def test_markup_in_a_document_is_shown_as_it_is_written(qapp):
    builder = TextBuilder("page.html")
    builder.paragraph('<img src="file:///etc/passwd"> & <b>bold</b>')
    document, offsets = QTextDocument(), OffsetMap()
    written(document, offsets, stretch(builder.build("html")), False)
    assert document.toPlainText() == '<img src="file:///etc/passwd"> & <b>bold</b>'
