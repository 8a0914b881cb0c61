"""Dates and quantities of both languages are found as exact spans with one value each."""

import pytest

from core.graph.quantities import quantities
from core.types import EntityKind, MarkKind
from tests.core.graph.english_text import source


def values(text: str) -> list[tuple[str, str]]:
    return [(text[one.start : one.end], one.value) for one in quantities(source(text))]


@pytest.mark.parametrize(
    ("text", "written", "value"),
    [
        ("Born on 5 March 1998 there.", "5 March 1998", "1998-03-05"),
        ("Born on March 7th, 2001 there.", "March 7th, 2001", "2001-03-07"),
        ("It was Dec. 1999 then.", "Dec. 1999", "1999-12"),
        ("Since 1998-03-05 it runs.", "1998-03-05", "1998-03-05"),
        ("On 25/12/2020 it snowed.", "25/12/2020", "2020-12-25"),
        ("On 12/25/2020 it snowed.", "12/25/2020", "2020-12-25"),
        ("On 03/04/2020 it snowed.", "03/04/2020", "2020"),
        ("From 1998 to 2003 it rained.", "1998 to 2003", "1998/2003"),
        ("It ran 1998–99.", "1998–99", "1998/1999"),
        ("In the 1980s it ran.", "1980s", "1980s"),
        ("In Q3 2021 it ran.", "Q3 2021", "2021-Q3"),
        ("Caesar died in 44 BC there.", "44 BC", "44 BC"),
        ("A 19th century house.", "19th century", "19th century"),
        ("In 1960 it sold.", "1960", "1960"),
        ("The 1998 film won.", "1998", "1998"),
        ("它于1998年3月5日成立。", "1998年3月5日", "1998-03-05"),
        ("二〇〇八年五月举行。", "二〇〇八年五月", "2008-05"),
        ("民国三十八年迁台。", "民国三十八年", "1949"),
        ("２００８年举行。", "２００８年", "2008"),
        ("20世纪80年代流行。", "20世纪80年代", "1980s"),
        ("公元前221年统一。", "公元前221年", "221 BC"),
        ("1998年至2003年任教。", "1998年至2003年", "1998/2003"),
    ],
)
def test_dates(text: str, written: str, value: str) -> None:
    assert values(text) == [(written, value)]
    assert [one.kind for one in quantities(source(text))] == [EntityKind.DATE]


@pytest.mark.parametrize(
    ("text", "written", "value"),
    [
        ("It cost $5 million then.", "$5 million", "5000000 USD"),
        ("It cost US$3.2bn then.", "US$3.2bn", "3200000000 USD"),
        ("It cost 500 euros then.", "500 euros", "500 EUR"),
        ("A 12.5 % rise.", "12.5 %", "12.5 %"),
        ("A 12 per cent rise.", "12 per cent", "12 %"),
        ("It has 25 square kilometres.", "25 square kilometres", "25 km²"),
        ("It has 12,345 inhabitants.", "12,345 inhabitants", "12345 inhabitants"),
        ("A 20-year-old man.", "20-year-old", "20 years old"),
        ("It is 25 °C warm.", "25 °C", "25 °C"),
        ("The disk has 1.5 GB free.", "1.5 GB", "1.5 GB"),
        ("营收3.5亿元。", "3.5亿元", "350000000 CNY"),
        ("约5万美元。", "5万美元", "50000 USD"),
        ("增长百分之十二点五。", "百分之十二点五", "12.5 %"),
        ("年产1200多万吨。", "1200多万吨", "12000000 t"),
        ("三十五名学生。", "三十五名", "35 名"),
        ("占地500平方米。", "500平方米", "500 m²"),
    ],
)
def test_amounts(text: str, written: str, value: str) -> None:
    assert values(text) == [(written, value)]
    assert [one.kind for one in quantities(source(text))] == [EntityKind.NUMBER]


@pytest.mark.parametrize(
    "text",
    [
        "It had 2000 of them.",
        "Windows 2000 ran.",
        "See GPT-4 and version 1.2.3 now.",
        "一个人来了，十分高兴。",
        "参见第3章。",
        "On 45/99/2020-x.",
        "",
        "\x00\x07 no digits",
    ],
)
def test_numbers_that_are_no_quantities(text: str) -> None:
    assert values(text) == []


def test_code_is_left_out_and_sentences_are_told() -> None:
    text = "x = 5 km\n\nIt is 5 km. It is 7 km."
    found = quantities(source(text, "", (MarkKind.CODE, "x = 5 km")))
    assert [(one.sentence, one.value) for one in found] == [(1, "5 km"), (2, "7 km")]
