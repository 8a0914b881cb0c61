"""The models' room: its tabs for the mouse and the keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from core.types import ModelOverview
from desktop.models.pane import TABS, ModelsPane


@pytest.fixture
def pane(qtbot, scripted_session, scripted_link):
    scripted_link.answers["list_models"] = lambda: ModelOverview((), ())
    scripted_link.answers["list_prompts"] = tuple
    pane = ModelsPane(scripted_session)
    qtbot.addWidget(pane)
    pane.show()
    qtbot.waitExposed(pane)
    return pane


def test_the_keyboard_comes_to_the_tab_that_is_shown_and_arrows_go_on(
    pane, qtbot, scripted_session
):
    scripted_session.models_requested.emit("services")
    stops = [name for name in TABS if pane.tabs[name].focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == ["services"]
    pane.activateWindow()
    pane.tabs["services"].setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(pane.tabs["services"].hasFocus)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    assert pane.tabs["instructions"].isChecked()
    assert pane.page("instructions").isVisible()
    assert QApplication.focusWidget() is pane.tabs["instructions"]
