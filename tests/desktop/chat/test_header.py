"""The strip above a conversation: nothing is cut where there is room."""

import pytest

from desktop.chat.header import ChatHeader


@pytest.fixture
def header(qtbot):
    header = ChatHeader()
    qtbot.addWidget(header)
    header.show_library("Lectern Library", 8)
    return header


def shown(words):
    return words._label.text()


@pytest.mark.parametrize("width", [640, 720, 900, 1400])
def test_facts_are_whole_beside_a_title(header, qtbot, width):
    header.show_conversation("What did it cost?", stored=True)
    header.resize(width, header.height())
    with qtbot.waitExposed(header):
        header.show()
    assert shown(header.facts) == header.facts.text()
    assert header.field.text() == "What did it cost?"


def test_the_title_begins_at_one_place_whether_it_can_be_changed_or_not(header, qtbot):
    header.resize(900, header.height())
    header.show_conversation("", stored=False)
    with qtbot.waitExposed(header):
        header.show()
    label = header.title.x() + header.title.contentsMargins().left()
    header.show_conversation("Costs", stored=True)
    qtbot.waitUntil(lambda: header.field.x() > 0)
    assert abs(label - header.field.x() - header.field.cursorRect().center().x()) <= 2


def test_a_title_with_markup_in_it_is_shown_letter_by_letter(header):
    header.show_conversation("<img src=x> & more", stored=True)
    assert "&lt;img" in header.field.toolTip()
    assert "<img" not in header.field.toolTip()
