"""Slides and sheets: order, labels, notes, formats of numbers, tables side by side."""

from pathlib import Path

import pytest

from core.errors import EmptyDocument
from core.parsing.number_format import format_number
from core.types import MarkKind, NoticeKind
from tests.core.parsing import making


def test_slides_are_pages_read_by_position_with_notes(tmp_path: Path) -> None:
    shapes = (
        making.shape("right", x=5_000_000, y=2_000_000),
        making.shape("left", x=0, y=2_100_000),
        making.shape("below", x=0, y=4_000_000),
        making.shape("Heading", "title", y=100),
    )
    path = making.pptx(tmp_path / "a.pptx", making.slide(*shapes), making.slide(), notes="say this")
    document = making.read(path)
    assert document.text.split() == ["Heading", "left", "right", "below", "say", "this"]
    assert [mark.label for mark in making.marks(document, MarkKind.PAGE)] == ["Heading", ""]
    assert making.texts(document, MarkKind.NOTE) == ["say this"]
    assert document.pages == 2


def test_sheets_are_pages_and_hidden_ones_are_told(tmp_path: Path) -> None:
    rows = making.row(1, "名称", "数量") + making.row(2, "纸", 3)
    sheets = {"库存": rows, "Sheet2": making.row(1, "x"), "Secret": making.row(1, "hidden")}
    document = making.read(making.xlsx(tmp_path / "a.xlsx", sheets, hidden="Secret"))
    assert document.text == "库存\n\n名称 | 数量\n纸 | 3\n\nx"
    assert making.texts(document, MarkKind.TABLE_HEADER) == ["名称 | 数量"]
    assert [mark.label for mark in making.marks(document, MarkKind.PAGE)] == ["库存", "Sheet2"]
    assert [(n.kind, n.detail) for n in document.notices] == [(NoticeKind.HIDDEN_TEXT, "Secret")]


def test_empty_rows_part_tables_and_a_single_cell_above_is_a_title(tmp_path: Path) -> None:
    rows = (
        making.row(1, "Prices")
        + making.row(2, "a", "b")
        + making.row(3, 1, 2)
        + making.row(5, "c", "d", "", "e", "f")
        + making.row(6, 3, 4, "", 5, 6)
    )
    document = making.read(making.xlsx(tmp_path / "a.xlsx", {"Sheet1": rows}))
    tables = making.texts(document, MarkKind.TABLE)
    assert tables == ["a | b\n1 | 2", "c | d\n3 | 4", "e | f\n5 | 6"]
    assert making.texts(document, MarkKind.HEADING) == ["Prices"]


def test_a_workbook_without_filled_cells_is_empty(tmp_path: Path) -> None:
    with pytest.raises(EmptyDocument):
        making.read(making.xlsx(tmp_path / "a.xlsx", {"Named": ""}))


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (0.256, "0.0%", "25.6%"),
        (1234567.5, "#,##0.00", "1,234,567.50"),
        (-3, "#,##0;(#,##0)", "(3)"),
        (45292, "yyyy-mm-dd", "2024-01-01"),
        (45292.75, "yyyy/m/d h:mm AM/PM", "2024/1/1 6:00 PM"),
        (45292, 'yyyy"年"m"月"d"日"', "2024年1月1日"),
        (1.5, "[h]:mm", "36:00"),
        (12.5, '"¥"#,##0.00', "¥12.50"),
        (7, "[$€-407] 0.00", "€ 7.00"),
        (3, "General", "3"),
        (0.1 + 0.2, "General", "0.3"),
        (5, "000", "005"),
        (12345, "0.00E+00", "1.23E+04"),
        (1.25, "0.0##", "1.25"),
    ],
)
def test_numbers_are_shown_as_people_see_them(value: float, code: str, shown: str) -> None:
    assert format_number(value, code) == shown


def test_opendocument_sheets_and_slides(tmp_path: Path) -> None:
    table = (
        "<table:table table:name='Costs'><table:table-row><table:table-cell><text:p>item</text:p>"
        "</table:table-cell><table:table-cell><text:p>cost</text:p></table:table-cell>"
        "</table:table-row><table:table-row><table:table-cell><text:p>tea</text:p>"
        "</table:table-cell><table:table-cell table:number-columns-repeated='2'><text:p>4</text:p>"
        "</table:table-cell></table:table-row>"
        "<table:table-row table:number-rows-repeated='1048574'>"
        "<table:table-cell table:number-columns-repeated='1024'/></table:table-row></table:table>"
    )
    document = making.read(making.odf(tmp_path / "a.ods", "spreadsheet", table))
    assert document.text == "Costs\n\nitem | cost\ntea | 4 | 4"


def test_opendocument_lists_notes_and_deleted_text(tmp_path: Path) -> None:
    body = (
        "<text:tracked-changes><text:p>gone</text:p></text:tracked-changes>"
        "<text:list text:style-name='L'><text:list-item><text:p>one</text:p><text:list>"
        "<text:list-item><text:p>inner</text:p></text:list-item></text:list></text:list-item>"
        "<text:list-item><text:p>two</text:p></text:list-item></text:list>"
        "<text:p>Fact<text:note><text:note-citation>1</text:note-citation><text:note-body>"
        "<text:p>Source</text:p></text:note-body></text:note></text:p>"
    )
    style = (
        "<text:list-style style:name='L'><text:list-level-style-number text:level='1' "
        "style:num-format='1' style:num-suffix='.'/></text:list-style>"
    )
    document = making.read(making.odf(tmp_path / "a.odt", "text", body, style))
    assert making.texts(document, MarkKind.LIST_ITEM) == ["1. one", "• inner", "2. two"]
    assert document.text.endswith("Fact[1]\n\n[1] Source")
