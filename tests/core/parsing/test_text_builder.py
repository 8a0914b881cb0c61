"""The builder's text and marks: blocks, tables, pages that tile, hidden characters."""

import pytest

from core.errors import EmptyDocument
from core.parsing.text_builder import TextBuilder
from core.types import Mark, MarkKind, NoticeKind


def test_blocks_are_parted_and_marked_exactly() -> None:
    builder = TextBuilder("a.txt")
    builder.heading(" One\n ", 2)
    builder.list_item("first")
    builder.list_item("second", 1, "1. ")
    builder.table([["a", "b"], ["1", ""], ["", ""]])
    document = builder.build("text")
    assert document.text == "One\n\n• first\n  1. second\n\na | b\n1"
    assert document.marks == (
        Mark(MarkKind.HEADING, 0, 3, level=2),
        Mark(MarkKind.LIST_ITEM, 5, 12),
        Mark(MarkKind.LIST_ITEM, 15, 24, level=1),
        Mark(MarkKind.TABLE, 26, 33),
        Mark(MarkKind.TABLE_HEADER, 26, 31),
        Mark(MarkKind.TABLE_ROW, 32, 33),
    )


def test_pages_tile_the_text_even_where_they_are_empty() -> None:
    builder = TextBuilder("a.txt")
    builder.page("one")
    builder.page()
    builder.paragraph("two\fthree")
    builder.page()
    document = builder.build("text")
    pages = [mark for mark in document.marks if mark.kind is MarkKind.PAGE]
    assert [document.text[page.start : page.end] for page in pages] == [
        "\n",
        "two",
        "three\n\n",
        "\n",
    ]
    assert pages[0].label == "one"


def test_a_page_break_without_words_around_it_leaves_no_empty_block() -> None:
    builder = TextBuilder("a.txt")
    builder.paragraph("one")
    builder.paragraph(" \f \n")
    builder.paragraph("two")
    document = builder.build("text")
    assert all(mark.start < mark.end for mark in document.marks)
    assert document.pages == 2


def test_control_and_zero_width_characters_go_and_tags_are_told() -> None:
    builder = TextBuilder("a.txt")
    builder.paragraph("a\0b\u200bc\u00add\ud800" + "\U000e0068\U000e0069")
    document = builder.build("text")
    assert document.text == "abcd\ufffd"
    assert [notice.kind for notice in document.notices] == [NoticeKind.HIDDEN_TEXT]


@pytest.mark.parametrize(
    ("title", "shown"),
    [("Report", "Report"), ("Microsoft Word - x.doc", "Heading"), ("", "Heading")],
)
def test_a_title_made_by_a_program_gives_way_to_the_first_heading(title: str, shown: str) -> None:
    builder = TextBuilder("a.txt")
    builder.heading("Heading")
    assert builder.build("text", title).title == shown


def test_nothing_but_space_is_no_document() -> None:
    builder = TextBuilder("a.txt")
    builder.page("one")
    builder.paragraph(" \n\u200b ")
    with pytest.raises(EmptyDocument):
        builder.build("text")
