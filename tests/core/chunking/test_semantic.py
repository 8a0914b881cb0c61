"""The semantic chunker cuts where the subject changes, in any language."""

from itertools import pairwise

import pytest
from hypothesis import given, settings

from core.chunking.semantic import SemanticChunker
from core.embedding.sentence_transformer import BuiltInEmbedder
from core.events import Progress, Stage
from core.parsing.text_builder import TextBuilder
from core.protocols import ChunkingTools
from core.types import ParsedDocument
from tests.core.chunking.making import Window, any_document, assert_right, build, cut, texts
from tests.library_making import WordHashEmbedder

BEES = [
    "Bees collect nectar from flowers in summer.",
    "The nectar that bees bring is stored in the hive as honey.",
    "In the hive worker bees feed the queen and her larvae with honey.",
    "A queen lays eggs in the hive from which worker bees grow.",
    "Worker bees dance in the hive to show where flowers with nectar are.",
    "Honey from such flowers keeps the bees in the hive alive in winter.",
    "When the hive is full of honey the old queen leaves with half the bees.",
    "The bees that stay in the hive raise a new queen on honey and nectar.",
]
TAXES = [
    "Every company must file a tax return with the office.",
    "The tax return of a company lists income and deductible costs.",
    "Costs are deductible when the company can show a receipt to the office.",
    "A tax office may audit the receipt and the return for a year.",
    "After an audit the office sends the company a tax bill for income.",
    "A company may appeal against the tax bill at the office within a month.",
    "The office decides on the appeal and corrects the tax bill or the return.",
    "A late return costs the company a fine on top of the tax bill.",
]
BEES_ZH = [
    "蜜蜂在夏天采集花蜜。",
    "蜜蜂把花蜜带回蜂巢酿成蜂蜜。",
    "工蜂在蜂巢里用蜂蜜喂养蜂王和幼虫。",
    "蜂王在蜂巢里产卵，工蜂照料这些幼虫。",
    "工蜂在蜂巢里跳舞，告诉蜜蜂哪里有花蜜。",
    "蜂蜜让蜂巢里的蜜蜂度过冬天。",
    "蜂巢装满蜂蜜以后，老蜂王带着一半蜜蜂离开。",
    "留在蜂巢里的工蜂用蜂蜜养出新的蜂王。",
]
TAXES_ZH = [
    "每家公司都要向税务局提交纳税申报表。",
    "纳税申报表列出公司的收入和可抵扣的费用。",
    "公司有发票，费用才可以在申报表里抵扣。",
    "税务局可以检查公司的发票和申报表。",
    "检查之后税务局向公司发出税单。",
    "公司可以在一个月内向税务局对税单提出申诉。",
    "税务局处理申诉，更正税单或者申报表。",
    "申报表迟交的公司要在税单之外再付罚款。",
]


def document(*parts: str, title: str = "") -> ParsedDocument:
    builder = TextBuilder("a")
    for part in parts:
        builder.paragraph(part)
    return build(builder, title)


def test_a_change_of_subject_inside_a_paragraph_is_found() -> None:
    parsed = document(" ".join(BEES + TAXES))
    found = texts(parsed, cut(SemanticChunker(), parsed, Window()).spans)
    assert any(text.startswith(TAXES[0]) for text in found)


PORT = [
    "Ships wait outside the breakwater until a pilot climbs aboard.",
    "Two tugs push the hull against the quay.",
    "Cranes lift the containers onto lorries all night.",
    "The harbour master writes down every arrival and departure.",
    "In a storm nobody may leave the basin.",
]
BREAD = [
    "Flour, water and salt are kneaded for ten minutes.",
    "Yeast makes the dough rise in a warm bowl.",
    "The baker shapes round loaves and dusts them.",
    "A hot oven gives them a brown crust.",
    "They cool on a rack before anyone cuts a slice.",
]


def test_the_built_in_model_finds_it_without_a_word_in_common() -> None:
    parsed = document(" ".join(PORT + BREAD))
    found = texts(parsed, cut(SemanticChunker(), parsed, BuiltInEmbedder()).spans)
    assert found == [" ".join(PORT), " ".join(BREAD)]


def test_a_change_of_subject_is_found_in_chinese_by_the_words_themselves() -> None:
    parsed = document("".join(BEES_ZH + TAXES_ZH))
    found = texts(parsed, cut(SemanticChunker(), parsed, Window()).spans)
    assert any(text.startswith(TAXES_ZH[0]) for text in found)


def test_a_new_paragraph_is_the_likelier_boundary() -> None:
    parsed = document(*["The same sentence stands here again. " * 12] * 6)
    found = texts(parsed, cut(SemanticChunker(), parsed, Window()).spans)
    assert all(len(text.split()) % (12 * 6) == 0 for text in found)


def test_the_embedder_is_not_asked_about_text_it_cannot_read() -> None:
    class English(Window):
        def embed(self, texts):
            assert all(text.isascii() for text in texts)
            return super().embed(texts)

    parsed = document("".join(BEES_ZH + TAXES_ZH), " ".join(BEES))
    assert cut(SemanticChunker(), parsed, English()).spans


def test_a_short_document_of_one_subject_stays_whole() -> None:
    parsed = document(" ".join(BEES[:4]))
    assert texts(parsed, cut(SemanticChunker(), parsed, Window()).spans) == [parsed.text]


def test_sentences_that_are_all_alike_are_parted_by_size_only() -> None:
    parsed = document("The same sentence stands here again. " * 200)
    found = texts(parsed, cut(SemanticChunker(), parsed, Window()).spans)
    assert all(60 < len(text.split()) <= 250 for text in found)


def test_top_headings_part_what_is_alike() -> None:
    builder = TextBuilder("a")
    for name in ("One", "Two"):
        builder.heading(name)
        builder.paragraph(" ".join(BEES[:3]))
    parsed = build(builder)
    spans = cut(SemanticChunker(), parsed, Window()).spans
    assert [span.heading for span in spans] == ["One", "Two"]
    assert [(s.section_start, s.section_end) for s in spans] == [(s.start, s.end) for s in spans]


def test_sections_below_the_top_may_share_a_chunk_under_their_parent() -> None:
    builder = TextBuilder("a")
    builder.heading("Bees")
    for number in range(3):
        builder.heading(f"Part {number}", 3)
        builder.paragraph(BEES[number])
    parsed = build(builder)
    (span,) = cut(SemanticChunker(), parsed, Window()).spans
    assert span.heading == "Bees"
    assert (span.section_start, span.section_end) == (0, len(parsed.text))


def test_a_large_table_keeps_its_header_in_the_path() -> None:
    builder = TextBuilder("a")
    builder.paragraph("Before the table.")
    builder.table([["Name", "Price"], *([f"item {n}", f"{n} euro"] for n in range(150))])
    builder.paragraph("After the table.")
    parsed = build(builder)
    spans = cut(SemanticChunker(), parsed, Window()).spans
    rows = [span for span in spans if parsed.text[span.start :].startswith("item")]
    assert rows
    assert {span.heading for span in rows} == {"Name | Price"}
    assert texts(parsed, spans)[-1] == "After the table."


def test_the_way_is_told_when_it_is_long() -> None:
    parsed = document(*[" ".join(BEES + TAXES)] * 40)
    road = SemanticChunker().chunk(parsed, ChunkingTools(Window()))
    told = list(road)
    assert len(told) >= 1
    assert all(isinstance(each, Progress) and each.stage is Stage.PREPARING for each in told)
    assert told[-1].done == told[-1].total


@pytest.mark.parametrize("embedder", [Window(), WordHashEmbedder()])
def test_a_text_of_one_word_is_cut(embedder: WordHashEmbedder) -> None:
    parsed = document("word")
    assert texts(parsed, cut(SemanticChunker(), parsed, embedder).spans) == ["word"]


@settings(max_examples=150, deadline=None)
@given(any_document())
def test_every_visible_character_is_in_exactly_one_chunk_that_fits(
    document: ParsedDocument,
) -> None:
    spans = cut(SemanticChunker(), document).spans
    assert_right(document, spans)
    assert all(before.end <= after.start for before, after in pairwise(spans))
