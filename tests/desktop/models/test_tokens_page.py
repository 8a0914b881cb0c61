"""Text in tokens: colours where they belong, counts, estimates, what happens while one types."""

import pytest
from PySide6.QtGui import QTextLayout

from core.errors import ModelBroken
from core.types import InstalledModel, ModelKind, ModelOverview, TokenPiece, TokenView
from desktop.models.tokens_page import LONGEST, READING_MODEL, TokensPage

LOCAL = InstalledModel("local:tiny.gguf", "Tiny", ModelKind.CHAT, "/models/tiny.gguf", 10)


def by_character(text, model):
    pieces = tuple(TokenPiece(ord(c) % 1000, at, at + 1) for at, c in enumerate(text))
    return TokenView(model, pieces, len(pieces), True)


def tinted(page) -> list[tuple[int, int]]:
    """Tinted stretches of the first line, in UTF-16 units."""
    layout: QTextLayout = page.field.document().firstBlock().layout()
    return [(each.start, each.length) for each in layout.formats()]


@pytest.fixture
def page(qtbot, scripted_session, scripted_link):
    scripted_link.answers["list_models"] = lambda: ModelOverview((LOCAL,), ())
    scripted_link.answers["view_tokens"] = by_character
    page = TokensPage(scripted_session)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page.model.count() == 2)
    return page


def test_each_token_has_its_stretch_also_beyond_the_basic_plane(page, qtbot):
    page.field.setPlainText("a𝄞书")
    qtbot.waitUntil(lambda: tinted(page) == [(0, 1), (1, 2), (3, 1)])
    assert "3" in page.count.text()


def test_a_token_over_a_line_end_is_tinted_on_both_lines(page, qtbot, scripted_link):
    piece = TokenPiece(7, 1, 4)
    scripted_link.answers["view_tokens"] = lambda text, model: TokenView(model, (piece,), 1, True)
    page.field.setPlainText("ab\ncd")
    qtbot.waitUntil(lambda: tinted(page) == [(1, 1)] or tinted(page) == [(1, 2)])
    second = page.field.document().findBlockByNumber(1).layout().formats()
    assert [(each.start, each.length) for each in second] == [(0, 1)]


def test_the_chosen_model_reads(page, qtbot, scripted_link):
    page.model.setCurrentIndex(page.model.findData("local:tiny.gguf"))
    page.field.setPlainText("words")
    qtbot.waitUntil(lambda: scripted_link.times("view_tokens") == 1)
    assert scripted_link.last("view_tokens") == {"text": "words", "model": "local:tiny.gguf"}
    page.model.setCurrentIndex(page.model.findData(READING_MODEL))
    page.model.activated.emit(0)
    qtbot.waitUntil(lambda: scripted_link.last("view_tokens")["model"] == READING_MODEL)


def test_an_estimate_says_that_it_is_one(page, qtbot, scripted_link):
    scripted_link.answers["view_tokens"] = lambda text, model: TokenView(model, (), 40, False)
    page.field.setPlainText("some words")
    qtbot.waitUntil(lambda: "40" in page.count.text())
    assert "about" in page.count.text()
    assert tinted(page) == []


def test_a_long_text_is_counted_and_not_coloured(page, qtbot):
    page.field.setPlainText("x" * (LONGEST + 1))
    qtbot.waitUntil(lambda: "20001" in page.count.text().replace(",", ""))
    assert tinted(page) == []


def test_what_was_typed_meanwhile_is_not_painted_with_old_tokens(page, qtbot, scripted_link):
    scripted_link.held.add("view_tokens")
    page.field.setPlainText("one")
    qtbot.waitUntil(lambda: scripted_link.times("view_tokens") == 1)
    page.field.setPlainText("")
    scripted_link.release("view_tokens")
    qtbot.waitUntil(lambda: not page._later.isActive())
    assert tinted(page) == []
    assert page.count.text() == ""


def test_an_error_is_worded(page, qtbot, scripted_link):
    def broken(**_):
        raise ModelBroken(name="tiny")

    scripted_link.answers["view_tokens"] = broken
    page.field.setPlainText("words")
    qtbot.waitUntil(lambda: "tiny" in page.facts.text())
