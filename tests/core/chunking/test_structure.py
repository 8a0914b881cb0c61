"""The structure chunker keeps each thing of a document whole."""

from hypothesis import given, settings

from core.chunking.structure import StructureChunker
from core.parsing.text_builder import TextBuilder
from core.types import MarkKind, ParsedDocument
from tests.core.chunking.making import any_document, assert_right, build, cut, texts, visible


def words(number: int, word: str = "word") -> str:
    return " ".join([word] * number) + "."


def test_a_section_that_fits_is_one_chunk_and_small_ones_are_not_merged() -> None:
    builder = TextBuilder("a")
    for name in "xyz":
        builder.heading(name, 3)
        builder.paragraph(f"About {name}.")
        builder.list_item("thing")
    document = build(builder)
    spans = cut(StructureChunker(), document).spans
    assert [span.heading for span in spans] == ["x", "y", "z"]
    assert all((s.start, s.end) == (s.section_start, s.section_end) for s in spans)


def test_a_long_section_comes_as_its_text_its_list_its_table_and_its_code() -> None:
    builder = TextBuilder("a")
    builder.heading("Section")
    builder.paragraph(words(20))
    builder.paragraph(words(10, "more"))
    builder.paragraph("You need:")
    for number in range(6):
        builder.list_item(f"thing {number}")
    builder.caption("Table 1")
    builder.table([["Name", "Price"], *([f"i{n}", "1"] for n in range(8))])
    builder.code("line\n" * 20)
    document = build(builder)
    found = texts(document, cut(StructureChunker(), document).spans)
    assert [text.split("\n")[0] for text in found] == ["Section", "You need:", "Table 1", "line"]
    assert found[1].count("thing") == 6
    assert found[2].endswith("i7 | 1")


def test_a_large_table_is_cut_between_rows_and_never_from_its_header() -> None:
    builder = TextBuilder("a")
    builder.heading("Prices")
    builder.paragraph("All prices:")
    builder.table([["Name", "Price"], *([f"item {n}", f"{n} euro"] for n in range(40))])
    document = build(builder)
    first, *rest = cut(StructureChunker(), document).spans
    assert texts(document, [first])[0].startswith("Prices\n\nAll prices:\n\nName | Price\n")
    assert {span.heading for span in rest} == {"Prices › Name | Price"}
    for text in texts(document, rest):
        assert all(line.startswith("item ") and line.endswith("euro") for line in text.split("\n"))
    whole = build(builder).text
    assert {(s.section_start, s.section_end) for s in rest} == {(0, len(whole))}


def test_long_chinese_text_is_cut_after_sentence_ends() -> None:
    builder = TextBuilder("a")
    builder.heading("第一章")
    builder.paragraph("今天天气很好，我们去公园散步。你想一起来吗？路上可以买些水果！" * 8)
    document = build(builder)
    found = texts(document, cut(StructureChunker(), document).spans)
    assert len(found) > 2
    assert all(text[-1] in "。？！" for text in found)


def test_a_heading_is_not_left_alone_before_a_paragraph_that_fits_beside_it() -> None:
    builder = TextBuilder("a")
    builder.heading("Heading")
    builder.paragraph(words(50))
    builder.paragraph(words(50))
    document = build(builder)
    assert texts(document, cut(StructureChunker(), document).spans)[0].count("word") == 50


@settings(max_examples=150, deadline=None)
@given(any_document())
def test_every_visible_character_is_in_exactly_one_chunk_that_fits(
    document: ParsedDocument,
) -> None:
    spans = cut(StructureChunker(), document).spans
    assert_right(document, spans)
    position = 0
    for span in spans:
        assert position <= span.start
        position = span.end
    hidden = [mark for mark in document.marks if mark.kind is MarkKind.BOILERPLATE]
    left_out = {at for mark in hidden for at in range(mark.start, mark.end)}
    assert not any(
        at in left_out and not document.text[at].isspace()
        for span in spans
        for at in range(span.start, span.end)
    )
    assert visible(document) or not spans
