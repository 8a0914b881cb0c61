"""What a model writes is drawn as Markdown, with sentences to press and to walk through."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QApplication

from core.events import Thought, Token
from core.text.formulas import drawn
from core.text.markdown import Kind
from core.types import Answer, AnswerSentence, Citation, Support, Usage
from desktop.chat import answer_body, link_asking
from desktop.chat.answer_body import AnswerBody
from desktop.chat.block_view import FormulaBlock
from desktop.chat.code_block import CodeBlock
from desktop.chat.formulae import formulae
from desktop.chat.link_asking import LinkAsking
from desktop.chat.table_block import TableBlock
from desktop.chat.turns import Turn, TurnState

TEXT = """## 概况

The mill was **built in 1874** 🎉. Dogs are `welcome`, see [the guide](https://example.org/a?b=1).

- first point
- second point

| Year | Income |
|---|--:|
| 2023 | 12 |
| 2024 | 14 |

```python
print("a very long line of code that does not fit into the column, however wide it may be " * 2)
```

$$
\\frac{a}{b}
$$

The end.
"""
PIECES = (
    ("The mill was **built in 1874** 🎉.", Support.SUPPORTED, (0,)),
    ("Dogs are `welcome`, see [the guide](https://example.org/a?b=1).", Support.SUPPORTED, (0, 1)),
    ("first point", Support.UNSUPPORTED, (1,)),
    ("2023 | 12", Support.SUPPORTED, (1,)),
    ("The end.", Support.UNCHECKED, ()),
)
CITATIONS = (
    Citation("a" * 32, "Guide.pdf", 2, 10, 20, "quote"),
    Citation("b" * 32, "Report.pdf", 3, 30, 40, "other"),
)


def written(text: str = TEXT) -> Answer:
    sentences = tuple(
        AnswerSentence(
            piece,
            support,
            tuple(CITATIONS[at] for at in cited),
            text.index(piece),
            text.index(piece) + len(piece),
        )
        for piece, support, cited in PIECES
    )
    usage = Usage(100, 0, 50, 0.5, 4.0)
    return Answer(text, sentences, (), (), "local:tiny.gguf", usage=usage)


@pytest.fixture
def shown(pane, link, qtbot):
    """A pane with a finished answer by a model in it, and its view."""
    link.keep(1, "How was it?", written())
    pane.open_conversation(link.conversations[1])
    link.settle()
    turn = pane.open.turns[-1]
    qtbot.waitUntil(lambda: pane.transcript.view_of(turn) is not None)
    view = pane.transcript.view_of(turn).answer
    qtbot.waitUntil(lambda: view.body.complete)
    return view


def surface_of(view, words: str):
    return next(each for each in view.body.surfaces if words in each.body)


def point_of(surface, words: str) -> QPoint:
    for piece in surface.pieces:
        at = piece.text.text.find(words)
        if at >= 0:
            area = piece.flow.areas(at, at + len(words), piece.width)[0]
            return area.translated(piece.x, piece.y).center().toPoint()
    raise AssertionError(words)


def test_blocks_are_drawn_as_what_they_are(shown) -> None:
    kinds = [view.block.kind for view in shown.body.views]
    assert kinds == [
        Kind.HEADING, Kind.PARAGRAPH, Kind.PARAGRAPH, Kind.PARAGRAPH, Kind.TABLE, Kind.CODE,
        Kind.FORMULA, Kind.PARAGRAPH,
    ]  # fmt: skip
    drawn_text = surface_of(shown, "The mill").body
    assert "**" not in drawn_text
    assert "`" not in drawn_text


def test_sentences_carry_numbers_marks_and_names(shown) -> None:
    first, second, third, fourth, last = shown.sentences
    assert [len(each.citations) for each in shown.sentences] == [1, 2, 1, 1, 0]
    assert "supported" in first.accessibleName()
    assert "Guide.pdf" in second.accessibleName()
    assert "not found in the source" in third.accessibleName()
    assert "✓" in surface_of(shown, "2023").body
    assert last.accessibleName() == "The end."
    assert not any("**" in each.accessibleName() for each in shown.sentences)
    assert fourth.parentWidget() is surface_of(shown, "2023")
    assert surface_of(shown, "The mill").body.count("✓") == 2


def test_a_click_opens_a_sentence_a_number_its_own_source(shown, pane, qtbot) -> None:
    opened = []
    pane.transcript.citation_chosen.connect(opened.append)
    surface = surface_of(shown, "Dogs are")
    qtbot.mouseClick(surface, Qt.MouseButton.LeftButton, pos=point_of(surface, "Dogs are"))
    assert opened == [CITATIONS[0]]
    assert shown.sentences[1].chosen
    piece = surface.pieces[0]
    at = next(place for place, cited in piece.text.numbers.items() if cited == CITATIONS[1])
    where = piece.flow.areas(at, at + 1, piece.width)[0].center().toPoint()
    qtbot.mouseClick(surface, Qt.MouseButton.LeftButton, pos=where)
    assert opened[-1] == CITATIONS[1]


def test_the_keyboard_goes_through_everything_in_order(shown, pane, qtbot) -> None:
    pane.transcript.setFocus()
    QApplication.processEvents()
    names = []
    for _ in range(40):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        if not pane.transcript.isAncestorOf(focus):
            break
        names.append(focus.accessibleName() or focus.text())
    wanted = [
        "The mill",
        "Dogs",
        "Link: the guide",
        "first point",
        "2023",
        "Copy the code",
        "The end",
    ]
    places = [next(at for at, name in enumerate(names) if want in name) for want in wanted]
    assert places == sorted(places)


def test_enter_and_digits_open_sources(shown, pane, qtbot) -> None:
    opened = []
    pane.transcript.citation_chosen.connect(opened.append)
    stop = shown.sentences[1]
    stop.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(stop, Qt.Key.Key_Return)
    qtbot.keyClick(stop, Qt.Key.Key_2)
    assert opened == [CITATIONS[0], CITATIONS[1]]


def test_a_link_asks_and_opens_nothing_by_itself(shown, qtbot, monkeypatch) -> None:
    opened = []
    monkeypatch.setattr(
        link_asking.QDesktopServices, "openUrl", lambda url: opened.append(url.toString())
    )
    surface = surface_of(shown, "the guide")
    qtbot.mouseClick(surface, Qt.MouseButton.LeftButton, pos=point_of(surface, "the guide"))
    asking = shown.findChild(LinkAsking)
    assert asking.words.text().splitlines()[-1] == "https://example.org/a?b=1"
    assert opened == []
    asking.open_action.trigger()
    assert opened == ["https://example.org/a?b=1"]


def test_only_addresses_of_the_web_can_be_opened(qtbot, shown) -> None:
    asking = LinkAsking("javascript:alert(1)" + "x" * 200, shown)
    assert asking.open_action is None
    assert asking.words.text().replace("\n", "").endswith("x" * 200)
    asking.deleteLater()


def test_dragging_selects_across_blocks_and_copies_markdown_with_footnotes(shown, qtbot) -> None:
    first, last = surface_of(shown, "The mill"), surface_of(shown, "first point")
    qtbot.mousePress(
        first, Qt.MouseButton.LeftButton, pos=point_of(first, "The mill") - QPoint(60, 0)
    )
    target = first.mapFromGlobal(last.mapToGlobal(QPoint(last.width() - 2, last.height() - 2)))
    qtbot.mouseMove(first, target)
    # The offscreen platform sends no buttons with moves: the event is made by hand.
    move = QMouseEvent(
        QEvent.Type.MouseMove, QPointF(target), QPointF(first.mapToGlobal(target)),
        Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(first, move)
    qtbot.mouseRelease(first, Qt.MouseButton.LeftButton, pos=target)
    qtbot.keyClick(first, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    data = QGuiApplication.clipboard().mimeData()
    assert "**built in 1874** 🎉.[^1] Dogs" in data.text()
    assert "- first point[^2]" in data.text()
    assert "[^2]: Report.pdf" in data.text()
    assert "<strong>built in 1874</strong> 🎉.<sup>1</sup>" in data.html()
    assert "Year" not in data.text()


def test_the_whole_answer_is_copied_as_it_was_written(shown) -> None:
    shown.copy()
    data = QGuiApplication.clipboard().mimeData()
    assert data.text().startswith("## 概况\n\nThe mill was **built in 1874** 🎉.[^1] Dogs are")
    assert "| 2023 | 12[^2] |" in data.text()
    assert "<table" in data.html()
    assert '<a href="https://example.org/a?b=1">the guide</a>' in data.html()


def test_code_is_copied_by_its_button_and_scrolls_by_itself(shown, qtbot) -> None:
    (code,) = [view for view in shown.body.views if isinstance(view, CodeBlock)]
    qtbot.mouseClick(code.copy_button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text().startswith('print("a very long line')
    scroller = code.stops()[1]
    assert scroller.horizontalScrollBar().maximum() > 0
    assert code.width() <= shown.width()


def test_a_wide_table_scrolls_instead_of_widening_the_answer(qtbot) -> None:
    body = AnswerBody()
    qtbot.addWidget(body)
    head = "|".join(f"column {n} of many" for n in range(12))
    body.show_text(f"{head}\n{'|'.join('-' * 12)}\n{head}\n", False)
    body.resize(400, body.heightForWidth(400))
    body.show()
    (table,) = body.views
    assert isinstance(table, TableBlock)
    assert table.width() == 400
    assert table.stops()[0].horizontalScrollBar().maximum() > 0


def test_formulae_are_asked_for_once_and_drawn_when_they_come(shown, link, qtbot) -> None:
    (formula,) = [view for view in shown.body.views if isinstance(view, FormulaBlock)]
    asked = [arguments for arguments, _ in link.named("draw_formula")]
    if asked:
        assert asked == [{"latex": "\\frac{a}{b}", "display": True}]
    store = formulae()
    store._keep(("\\frac{a}{b}", True), drawn("\\frac{a}{b}", True))
    store.drawn.emit("\\frac{a}{b}", True)
    qtbot.waitUntil(lambda: formula.surface.pieces[0].text.runs[0].drawing is not None)


def test_what_streams_in_leaves_the_blocks_before_it_alone(qtbot) -> None:
    body = AnswerBody()
    qtbot.addWidget(body)
    body.resize(500, 800)
    body.show()
    seen: dict[int, tuple[object, int]] = {}
    for end in range(1, len(TEXT) + 1):
        body.show_text(TEXT[:end], True)
        body._work()
        for place, view in enumerate(body.views[:-1]):
            before = seen.get(place)
            # A last block may still be taken back, such as a line that becomes a table.
            if before is not None and place < len(body.views) - 2:
                assert before == (view, view.y())
            seen[place] = (view, view.y())
    body.show_text(TEXT, False)
    qtbot.waitUntil(lambda: body.complete)
    assert [view.block.kind for view in body.views][-1] is Kind.PARAGRAPH


def test_streaming_equals_showing_at_once(qtbot) -> None:
    streamed, whole = AnswerBody(), AnswerBody()
    for body in (streamed, whole):
        qtbot.addWidget(body)
        body.resize(500, 800)
    for end in range(1, len(TEXT), 7):
        streamed.show_text(TEXT[:end], True)
    streamed.show_text(TEXT, False)
    whole.show_text(TEXT, False)
    qtbot.waitUntil(lambda: streamed.complete and whole.complete)
    assert [view.block for view in streamed.views] == [view.block for view in whole.views]
    assert streamed.heightForWidth(500) == whole.heightForWidth(500)


def test_a_very_long_answer_is_shown_in_part(qtbot, monkeypatch) -> None:
    monkeypatch.setattr(answer_body, "SHOWN_AT_FIRST", 2000)
    body = AnswerBody()
    qtbot.addWidget(body)
    body.resize(500, 800)
    body.show()
    body.show_text("A line of words.\n\n" * 300, False)
    qtbot.waitUntil(lambda: body.complete, timeout=60_000)
    before = len(body.views)
    assert before < 120
    assert body.more_button in body.stops()
    body.more_button.click()
    qtbot.waitUntil(lambda: body.complete, timeout=60_000)
    assert len(body.views) == 300
    assert body.more_button.isHidden()


def test_thoughts_fold_away(pane, link, qtbot) -> None:
    turn = pane.open.ask("How was it?")
    turn.model = "local:tiny.gguf"
    _, request = link.question()
    request.told.emit(Thought("I look at the reports. Then I count what"))
    view = pane.transcript.view_of(turn).answer
    qtbot.waitUntil(lambda: not view.thought.isHidden())
    assert view.thought.button.text() == "Thinking…"
    assert view.thought.preview.text() == "Then I count what"
    request.told.emit(Token("It was"))
    qtbot.waitUntil(lambda: bool(view.body and view.body.text))
    turn.thinking_seconds = 12.2
    turn.answer, turn.state = written(), TurnState.DONE
    pane.transcript.refresh(turn)
    assert view.thought.button.text() == "Thought for 12 s"
    assert view.thought.preview.isHidden()
    view.thought.button.click()
    assert view.thought.body.text == turn.thought
    assert view.thought.body.isVisible()


def test_quotations_are_no_markdown(qtbot, pane) -> None:
    quoted = AnswerSentence("5 * 3 and **stars**", Support.SUPPORTED, (CITATIONS[0],))
    turn = Turn("What?", TurnState.DONE)
    turn.take(Answer(quoted.text, (quoted,), (), (), "quoting"))
    pane.transcript.show_turns([turn])
    view = pane.transcript.view_of(turn).answer
    assert view.sentences[0].body == "5 * 3 and **stars**"
    assert view.body is None
