"""The recursive chunker keeps to a document's structure, to the window and to every character."""

from collections.abc import Sequence
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from core.chunking import context_line, contextual_text
from core.chunking.recursive import RecursiveChunker
from core.events import finished
from core.parsing.text_builder import TextBuilder
from core.protocols import ChunkingTools
from core.types import ChunkSpan, Mark, MarkKind, ParsedDocument
from tests.library_making import WordHashEmbedder


def count_words(texts: Sequence[str]) -> list[int]:
    """A token for each word and each Chinese character."""
    return [len(t.split()) + sum("\u4e00" <= letter <= "\u9fff" for letter in t) for t in texts]


class Counting(WordHashEmbedder):
    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return count_words(texts)


def chunks(document: ParsedDocument, most: int = 60, target: int = 40) -> list[ChunkSpan]:
    tools = ChunkingTools(Counting())
    return list(finished(RecursiveChunker(most, target).chunk(document, tools)).spans)


def texts(document: ParsedDocument, most: int = 60, target: int = 40) -> list[str]:
    return [document.text[chunk.start : chunk.end] for chunk in chunks(document, most, target)]


def words(number: int, word: str = "word") -> str:
    return " ".join([word] * number) + "."


def build(builder: TextBuilder) -> ParsedDocument:
    return builder.build("text", "Title")


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


BLOCKS = [kind for kind in MarkKind if kind not in (MarkKind.TABLE_HEADER, MarkKind.TABLE_ROW)]


@st.composite
def documents(draw: st.DrawFn) -> ParsedDocument:
    """Any text under any marks, tables with rows among them."""
    alphabet = "ab .,:\n。，中文| \u0301"
    text = draw(st.text(alphabet=alphabet, min_size=1, max_size=700)) * draw(st.integers(1, 4))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=12)))
    marks = []
    for start, end in pairwise(cuts):
        kind = draw(st.sampled_from(BLOCKS))
        marks.append(Mark(kind, start, end, level=draw(st.integers(1, 5))))
        if kind is MarkKind.TABLE and end - start > 2:
            middle = (start + end) // 2
            marks.append(Mark(MarkKind.TABLE_HEADER, start, middle))
            marks.append(Mark(MarkKind.TABLE_ROW, middle, end))
    return ParsedDocument("text", draw(st.sampled_from(["", "Title"])), text, tuple(marks))


@settings(max_examples=300, deadline=None)
@given(documents())
def test_every_visible_character_is_in_exactly_one_chunk_that_fits(
    document: ParsedDocument,
) -> None:
    hidden = [m for m in document.marks if m.kind is MarkKind.BOILERPLATE]
    visible = {at for at, letter in enumerate(document.text) if not letter.isspace()}
    left_out = {at for mark in hidden for at in range(mark.start, mark.end)} & visible
    position = 0
    covered: set[int] = set()
    for chunk in chunks(document, 60, 30):
        assert position <= chunk.start < chunk.end <= len(document.text)
        position = chunk.end
        text = document.text[chunk.start : chunk.end]
        assert text == text.strip()
        covered.update(range(chunk.start, chunk.end))
        line = context_line(document.title, chunk.heading)
        assert sum(count_words([line, text])) <= 60
    assert visible - left_out <= covered
    assert not covered & left_out
