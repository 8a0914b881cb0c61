"""What streams in costs what is new, and ends as if it had been shown at once."""

import itertools

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from core.events import Retrieved, Token
from core.text.formulas import drawn
from desktop.chat import table_block
from desktop.chat.answer_body import AnswerBody
from desktop.chat.formulae import formulae
from desktop.chat.table_block import TableBlock

HEAD = "| a | number | words |\n|---|--:|:-:|\n"
TABLE = HEAD + "".join(
    f"| {'w' * (n % 7)} | {n * n} | {'of a cell ' * (n % 9)}|\n" for n in range(40)
)
CODE = "```py\n" + "".join(f"line = {n}  # {'x' * (n * 7 % 90)}\n\n" for n in range(60)) + "```\n"
NESTED = "".join(
    f"{n}. an item\n\n   | a | b |\n   |---|---|\n   | {n} | c |\n" for n in range(1, 9)
)
LONG = "Some **bold** words, `code` and 中文。 " * 200
QUOTE = "> said\n> so\n>\n> ```\n> x\n> y\n> ```\n>\n> - b\n\n" * 4
TEXTS = (TABLE, CODE, NESTED, LONG, QUOTE, TABLE + "\n" + LONG + "\n\n" + CODE + "\n" + TABLE)


@pytest.fixture
def made(qtbot):
    def make(width: int = 500) -> AnswerBody:
        body = AnswerBody()
        qtbot.addWidget(body)
        body.resize(width, 800)
        body.show()
        return body

    return make


def stood(body: AnswerBody) -> list[object]:
    """Where everything stands and what it says."""
    return [
        (view.block, view.geometry().getRect(), piece.text.text, piece.x, piece.y, piece.height)
        for view in body.views
        for piece in (view.surface.pieces if view.surface else [None])
        if piece is not None
    ]


def seen(window: QWidget) -> QImage:
    """What stands on the screen, painted bit by bit."""
    shown = window.screen().grabWindow(window.winId()).toImage()
    return shown.convertToFormat(QImage.Format.Format_RGB32)


@pytest.mark.parametrize("text", TEXTS)
def test_streaming_ends_as_showing_at_once(made, qtbot, text: str) -> None:
    streamed, whole = made(), made()
    for end in range(1, len(text), 83):
        streamed.show_text(text[:end], True)
        streamed._work()
    streamed.show_text(text, False)
    whole.show_text(text, False)
    qtbot.waitUntil(lambda: streamed.complete and whole.complete)
    for body in (streamed, whole):
        body.resize(500, body.heightForWidth(500))
    assert stood(streamed) == stood(whole)


@pytest.mark.parametrize("text", [TABLE, CODE, LONG])
def test_what_stands_in_a_block_is_not_made_again(made, text: str) -> None:
    body = made()
    at = text.rindex(" ", 0, len(text) * 3 // 4)
    body.show_text(text[:at], True)
    while not body.complete:
        body._work()
    before = list(body.views[-1].surface.pieces)
    body.show_text(text[: at + 20], True)
    body._work()
    after = body.views[-1].surface.pieces
    same = sum(one.flow is other.flow for one, other in zip(before, after, strict=False))
    assert same >= len(before) - 3


def test_a_very_long_table_shows_its_first_rows_until_the_rest_is_wanted(
    made, qtbot, monkeypatch
) -> None:
    monkeypatch.setattr(table_block, "_MOST_CELLS", 30)
    body = made()
    body.show_text(TABLE + "\nThe end.", False)
    qtbot.waitUntil(lambda: body.complete)
    table, after = body.views
    assert isinstance(table, TableBlock)
    assert len(table.surface.pieces) == 30
    assert table.more_button in body.stops()
    assert table.surface.accessibleName() == "Table with 40 rows"
    low = after.y()
    table.more_button.click()
    qtbot.waitUntil(lambda: body.complete and len(table.surface.pieces) == 120)
    assert after.y() > low
    table.more_button.click()
    qtbot.waitUntil(lambda: body.complete and len(table.surface.pieces) == 123)
    assert table.more_button.isHidden()


def test_formulae_in_cells_are_drawn_when_they_come(made, qtbot, link, pane) -> None:
    body = made()
    body.show_text(HEAD + "| a | 1 | $q_7$ |\n| b | 2 | c |\n", False)
    qtbot.waitUntil(lambda: body.complete)
    (table,) = body.views
    if table.waiting():
        formulae()._keep(("q_7", False), drawn("q_7", False))
        formulae().drawn.emit("q_7", False)
    qtbot.waitUntil(lambda: not table.waiting())
    assert any(run.drawing for piece in table.surface.pieces for run in piece.text.runs)


def test_the_screen_shows_what_would_be_painted_anew(pane, link, qtbot) -> None:
    turn = pane.open.ask("How was it?")
    turn.model = "local:fast.gguf"
    _, request = link.question()
    request.told.emit(Retrieved(()))
    text = NESTED + "\n\nWords.\n\n" + TABLE + "\n\n" + LONG
    window = pane.window()
    for number, at in enumerate(itertools.count(0, 67)):
        if at > len(text):
            break
        request.told.emit(Token(text[at : at + 67]))
        link.settle()
        for _ in range(3):
            QApplication.processEvents()
        if number % 10 == 0:
            qtbot.waitUntil(lambda: seen(window) == window.grab().toImage())
