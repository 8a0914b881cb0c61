"""A real pane over a real session, with the link's process played by the test."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest

from core.types import LibrarySummary
from desktop import theme, translations
from desktop.chat.pane import ChatPane
from desktop.session import Session
from tests.desktop.chat.scripted_link import ScriptedLink


@pytest.fixture(scope="module", autouse=True)
def dressed(qapp):
    """Light and English; once for a file, because dressing a whole program takes a while."""
    theme.apply(qapp, "light", 1.0)
    translations.install(qapp, "en")


@pytest.fixture
def link(qapp, tmp_path, monkeypatch):
    monkeypatch.setenv("LECTERN_HOME", str(tmp_path))
    return ScriptedLink()


@pytest.fixture
def session(link):
    session = Session(link)
    link.opened.emit(LibrarySummary("/library", "公司年报", 128, 9412, 0, 0))
    return session


@pytest.fixture
def pane(qtbot, link, session):
    pane = ChatPane(session)
    qtbot.addWidget(pane)
    pane.resize(700, 800)
    with qtbot.waitExposed(pane):
        pane.show()
    pane.activateWindow()
    link.settle()
    return pane
