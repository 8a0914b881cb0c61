"""The fixed chunker slides a window over the text and tears nothing that belongs together."""

import unicodedata
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from core.chunking.fixed import FixedChunker
from core.chunking.splitting import tears
from core.parsing.text_builder import TextBuilder
from core.types import MarkKind, ParsedDocument
from tests.core.chunking.making import (
    Window,
    any_document,
    assert_right,
    build,
    count_words,
    cut,
    texts,
)


def plain(text: str) -> ParsedDocument:
    return ParsedDocument("text", "", text, ())


def test_windows_have_the_size_and_share_the_overlap() -> None:
    document = plain(" ".join(f"w{number}" for number in range(500)))
    found = texts(document, cut(FixedChunker(100, 20), document, Window()).spans)
    assert {len(text.split()) for text in found[:-1]} == {100}
    for before, after in pairwise(found):
        assert before.split()[-20:] == after.split()[:20]


def test_without_overlap_nothing_is_said_twice() -> None:
    document = plain(" ".join(f"w{number}" for number in range(500)))
    found = texts(document, cut(FixedChunker(100, 0), document, Window()).spans)
    assert " ".join(found) == document.text


def test_a_text_that_fits_is_one_chunk() -> None:
    assert texts(plain("Short."), cut(FixedChunker(), plain("Short.")).spans) == ["Short."]


def test_chinese_is_cut_between_characters_and_overlaps() -> None:
    document = plain("".join(chr(0x4E00 + number) for number in range(1000)))
    spans = cut(FixedChunker(200, 40), document, Window()).spans
    assert [(span.start, span.end) for span in spans[:2]] == [(0, 200), (160, 360)]
    assert spans[-1].end == 1000


def test_a_chunk_bears_the_headings_it_begins_under() -> None:
    builder = TextBuilder("a")
    builder.heading("A")
    builder.paragraph("one " * 70)
    builder.heading("B", 2)
    builder.paragraph("two " * 70)
    document = build(builder)
    found = cut(FixedChunker(40, 10), document).spans
    for span, text in zip(found, texts(document, found), strict=True):
        begins_in_b = span.start >= document.text.index("B\n")
        assert span.heading == ("A › B" if begins_in_b else "A"), text


def test_a_running_header_is_inside_a_window_but_never_at_its_end() -> None:
    builder = TextBuilder("a")
    for page in range(6):
        builder.page(str(page + 1))
        builder.boilerplate("ACME annual report")
        builder.paragraph(f"word{page} " * 25)
    document = build(builder)
    found = texts(document, cut(FixedChunker(40, 8), document).spans)
    assert any("ACME" in text for text in found)
    for text in found:
        assert not text.startswith("ACME")
        assert not text.endswith(("ACME", "annual", "report"))


def test_letters_are_not_torn_from_their_accents_nor_joined_signs_apart() -> None:
    family, flags, accent = "👩\u200d👩\u200d👧\u200d👦", "🇩🇪🇫🇷🇯🇵", "e\u0301"
    document = plain((family + flags + accent + "中\ufe00") * 80)
    for span in cut(FixedChunker(20, 5), document).spans:
        for at in (span.start, span.end):
            assert at in (0, len(document.text)) or not tears(document.text, at)


def test_a_line_without_spaces_is_bounded_too() -> None:
    document = plain("x" * 20_000)
    assert max(map(len, texts(document, cut(FixedChunker(), document).spans))) <= 60 * 8


class Spelling(Window):
    """Counts more for a text than for its words, as some tokenizers do."""

    def count_tokens(self, texts: list[str]) -> list[int]:
        return [len(text.split()) * (2 if " " in text else 1) for text in texts]


def test_windows_fit_where_a_text_counts_more_than_its_words() -> None:
    document = plain("word " * 1000)
    found = texts(document, cut(FixedChunker(254, 32), document, Spelling()).spans)
    assert max(Spelling().count_tokens(found)) <= 254


@settings(max_examples=150, deadline=None)
@given(any_document(), st.integers(8, 60), st.integers(0, 20))
def test_every_visible_character_is_in_a_chunk_that_fits(
    document: ParsedDocument, size: int, overlap: int
) -> None:
    spans = cut(FixedChunker(size, overlap), document).spans
    assert_right(document, spans)
    assert all(before.end < after.end for before, after in pairwise(spans))
    hidden = {
        at
        for mark in document.marks
        if mark.kind is MarkKind.BOILERPLATE
        for at in range(mark.start, mark.end)
    }
    for span in spans:
        assert span.start not in hidden
        assert span.end - 1 not in hidden
        if not unicodedata.combining(document.text[span.start]):
            assert count_words(texts(document, [span]))[0] <= max(size, 16)
