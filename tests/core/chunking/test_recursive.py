"""The recursive chunker keeps to a document's structure, to the window and to every character."""

from hypothesis import given, settings

from core.chunking import contextual_text
from core.chunking.recursive import RecursiveChunker
from core.parsing.text_builder import TextBuilder
from core.types import ChunkSpan, MarkKind, ParsedDocument
from tests.core.chunking.making import (
    SmallWindow,
    Window,
    any_document,
    assert_right,
    build,
    count_words,
    cut,
)


def chunks(document: ParsedDocument, most: int = 60, target: int = 40) -> list[ChunkSpan]:
    return list(cut(RecursiveChunker(most, target), document, Window()).spans)


def texts(document: ParsedDocument, most: int = 60, target: int = 40) -> list[str]:
    return [document.text[chunk.start : chunk.end] for chunk in chunks(document, most, target)]


def words(number: int, word: str = "word") -> str:
    return " ".join([word] * number) + "."


def test_small_blocks_of_a_section_share_a_chunk_with_their_heading() -> None:
    builder = TextBuilder("a")
    builder.heading("Intro")
    builder.paragraph("One.")
    builder.paragraph("Two.")
    assert texts(build(builder)) == ["Intro\n\nOne.\n\nTwo."]


def test_top_sections_are_never_mixed_and_carry_their_path() -> None:
    builder = TextBuilder("a")
    builder.heading("A")
    builder.paragraph("One.")
    builder.heading("B", 2)
    builder.paragraph("Two.")
    builder.heading("C", 1)
    builder.paragraph("Three.")
    document = build(builder)
    assert [chunk.heading for chunk in chunks(document)] == ["A", "A › B", "C"]
    assert texts(document) == ["A\n\nOne.", "B\n\nTwo.", "C\n\nThree."]


def test_small_sections_below_the_top_levels_are_merged_under_their_parent() -> None:
    builder = TextBuilder("a")
    builder.heading("A")
    for name in "xyz":
        builder.heading(name, 3)
        builder.paragraph(f"About {name}.")
    found = chunks(build(builder))
    assert [chunk.heading for chunk in found] == ["A"]


def test_a_heading_never_ends_a_chunk_that_has_text() -> None:
    builder = TextBuilder("a")
    builder.heading("A")
    builder.paragraph(words(30))
    builder.heading("Deep", 3)
    builder.paragraph(words(30))
    assert [text.split("\n")[0] for text in texts(build(builder))] == ["A", "Deep"]


def test_a_long_paragraph_is_cut_between_sentences_into_even_parts() -> None:
    builder = TextBuilder("a")
    builder.paragraph(" ".join(words(10).capitalize() for _ in range(12)))
    found = texts(build(builder))
    assert all(text.endswith(".") for text in found)
    sizes = count_words(found)
    assert max(sizes) - min(sizes) <= 10


def test_a_list_that_fits_stays_with_its_lead_in() -> None:
    builder = TextBuilder("a")
    builder.paragraph(words(30))
    builder.paragraph("You need:")
    for number in range(5):
        builder.list_item(f"thing {number}")
    assert texts(build(builder))[1].startswith("You need:\n\n• thing 0")


def test_a_large_table_is_cut_between_rows_and_its_header_travels() -> None:
    builder = TextBuilder("a")
    builder.heading("Prices")
    builder.table([["Name", "Price"], *([f"item {n}", f"{n} euro"] for n in range(40))])
    document = build(builder)
    found = chunks(document)
    assert found[0].heading == "Prices"
    assert {chunk.heading for chunk in found[1:]} == {"Prices › Name | Price"}
    for text in texts(document)[1:]:
        assert all(line.startswith("item ") and line.endswith("euro") for line in text.split("\n"))


def test_a_small_table_stays_whole() -> None:
    builder = TextBuilder("a")
    builder.paragraph(words(35))
    builder.table([["Name", "Price"], *([f"i{n}", "1"] for n in range(8))])
    assert texts(build(builder))[1].count("\n") == 8


def test_running_headers_are_left_out() -> None:
    builder = TextBuilder("a")
    builder.boilerplate("ACME 2024")
    builder.paragraph("One.")
    builder.boilerplate("Page 1")
    builder.paragraph("Two.")
    assert texts(build(builder)) == ["One.", "Two."]


def test_a_line_without_spaces_is_bounded_too() -> None:
    document = ParsedDocument("text", "", "x" * 50_000, ())
    assert max(map(len, texts(document))) <= 60 * 8


def test_headings_too_long_for_the_window_are_shortened() -> None:
    builder = TextBuilder("a")
    builder.heading("题" * 500)
    builder.paragraph(words(30))
    for chunk in chunks(build(builder)):
        assert len(chunk.heading) <= 20


def test_what_is_indexed_says_nothing_twice() -> None:
    assert contextual_text("T", "A › B", "B\n\ntext") == "T › A\nB\n\ntext"
    assert contextual_text("T", "A › B", "more") == "T › A › B\nmore"
    assert contextual_text("A", "A › B", "more") == "A › B\nmore"
    assert contextual_text("", "", "more") == "more"


def sections(document: ParsedDocument) -> list[str]:
    return [
        document.text[chunk.section_start : chunk.section_end] if chunk.section_end >= 0 else ""
        for chunk in chunks(document)
    ]


def test_each_chunk_knows_its_section_from_the_heading_to_the_next_one() -> None:
    builder = TextBuilder("a")
    builder.paragraph("Before any heading.")
    builder.heading("A")
    builder.paragraph(words(45))
    builder.paragraph(words(45))
    builder.heading("B", 2)
    builder.paragraph("Two.")
    section = f"A\n\n{words(45)}\n\n{words(45)}"
    assert sections(build(builder)) == ["", section, section, "B\n\nTwo."]


def test_a_section_reaches_over_a_running_header() -> None:
    builder = TextBuilder("a")
    builder.heading("A")
    builder.paragraph("One.")
    builder.boilerplate("ACME 2024")
    builder.paragraph("Two.")
    whole = "A\n\nOne.\n\nACME 2024\n\nTwo."
    assert sections(build(builder)) == [whole, whole]


def test_sections_that_share_a_chunk_are_one_to_it() -> None:
    builder = TextBuilder("a")
    builder.heading("A")
    builder.paragraph(words(40))
    for name in "xyz":
        builder.heading(name, 3)
        builder.paragraph(f"About {name}.")
    first, shared = chunks(build(builder))
    assert (shared.section_start, shared.section_end) == (shared.start, shared.end)
    assert first.section_end < shared.section_start


def test_an_embedder_that_reads_little_gets_small_chunks() -> None:
    builder = TextBuilder("a")
    builder.paragraph(" ".join(words(10).capitalize() for _ in range(30)))
    document = build(builder)
    spans = cut(RecursiveChunker(), document, SmallWindow()).spans
    assert_right(document, spans, SmallWindow.max_tokens)


@settings(max_examples=300, deadline=None)
@given(any_document())
def test_every_visible_character_is_in_exactly_one_chunk_that_fits(
    document: ParsedDocument,
) -> None:
    spans = chunks(document, 60, 30)
    assert_right(document, spans)
    hidden = [m for m in document.marks if m.kind is MarkKind.BOILERPLATE]
    left_out = {at for mark in hidden for at in range(mark.start, mark.end)}
    position = 0
    for span in spans:
        assert position <= span.start
        position = span.end
        text = document.text
        assert not any(a in left_out and text[a].strip() for a in range(span.start, span.end))
