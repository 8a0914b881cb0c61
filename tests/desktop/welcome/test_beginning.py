"""The first start: which library is opened, and what the three choices do."""

import pytest
from PySide6.QtWidgets import QWidget

from core import paths
from core.errors import LibraryNotFound
from core.types import LibrarySummary
from desktop import choosing, translations
from desktop.welcome.beginning import Beginning
from desktop.welcome.page import WelcomePage


@pytest.fixture
def opened(scripted_link, monkeypatch):
    """Libraries that the engine was asked to open."""
    asked = []
    monkeypatch.setattr(scripted_link, "open_library", lambda *given: asked.append(given))
    return asked


@pytest.fixture
def page(qtbot, qapp):
    translations.install(qapp, "en")
    made = WelcomePage()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def beginning(scripted_session, page, qtbot, opened):
    window = QWidget()
    qtbot.addWidget(window)
    scripted_session.summary = None
    made = Beginning(scripted_session, page, window)
    made.window = window
    return made


def test_the_very_first_start_asks(beginning, qtbot, opened):
    with qtbot.waitSignal(beginning.needed):
        beginning.start()
    assert opened == []


def test_a_later_start_opens_the_library_that_was_open(beginning, scripted_session, opened):
    scripted_session.change_settings(library="/papers")
    beginning.start()
    assert opened == [("/papers", False)]


def test_the_sample_goes_into_a_new_library_and_one_can_ask(
    beginning, page, scripted_link, qtbot, opened
):
    scripted_link.held.add("add_sample")
    page.sample.chosen.emit()
    assert opened == [(str(paths.default_library()), True)]
    with qtbot.waitSignal(beginning.over) as told:
        scripted_link.opened.emit(LibrarySummary("/x", "x", 0, 0, 0, 0))
    assert told.args == ["ask"]
    assert scripted_link.times("add_sample") == 1


def test_chosen_documents_go_into_a_new_library(
    beginning, page, scripted_link, qtbot, opened, monkeypatch
):
    monkeypatch.setattr(choosing, "documents", lambda parent: ["/a.pdf"])
    page.documents.chosen.emit()
    with qtbot.waitSignal(beginning.over) as told:
        scripted_link.opened.emit(LibrarySummary("/x", "x", 0, 0, 0, 0))
    assert told.args == ["documents"]
    assert scripted_link.last("enqueue_files")["paths"] == ["/a.pdf"]


def test_a_library_that_is_gone_is_told_with_what_to_do(
    beginning, page, scripted_link, qtbot, opened, monkeypatch
):
    monkeypatch.setattr(choosing, "library", lambda parent: "/other")
    beginning.start("/gone")
    with qtbot.waitSignal(beginning.needed):
        scripted_link.open_failed.emit(LibraryNotFound(path="/gone"))
    page.show()
    assert "/gone" in page.trouble()
    page.press_remedy()
    assert opened[-1] == ("/other", False)


def test_a_library_that_the_engine_opened_again_by_itself_moves_nobody(
    beginning, scripted_link, qtbot, opened
):
    beginning.start("/papers")
    summary = LibrarySummary("/papers", "Papers", 3, 9, 0, 0)
    with qtbot.waitSignal(beginning.over) as told:
        scripted_link.opened.emit(summary)
    assert told.args == ["ask"]
    with qtbot.waitSignal(beginning.over) as told:
        scripted_link.opened.emit(summary)
    assert told.args == [""]
