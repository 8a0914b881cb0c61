"""The page that opens the library to other programs: the switch, the token, ports, what to copy."""

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.errors import PortTaken
from core.types import LibrarySummary, ServingStatus
from desktop.models.program_setups import HIDDEN
from desktop.models.serving_page import ServingPage

TOKEN = "lectern-secret-words-0123456789"


def up(port=8765, requests=0, token=TOKEN):
    root = f"http://127.0.0.1:{port}"
    return ServingStatus(True, f"{root}/v1", f"{root}/mcp", token, requests)


@pytest.fixture
def link(scripted_link):
    scripted_link.answers["start_serving"] = lambda port: up(port)
    scripted_link.answers["stop_serving"] = lambda: ServingStatus(False)
    scripted_link.answers["serving_status"] = lambda: up(requests=7)
    scripted_link.answers["renew_serving_token"] = lambda: up(token="lectern-another")
    return scripted_link


@pytest.fixture
def page(qtbot, scripted_session, link):
    page = ServingPage(scripted_session)
    qtbot.addWidget(page)
    page.resize(816, 700)
    page.show()
    return page


@pytest.fixture
def running(page, qtbot):
    page.switch.click()
    qtbot.waitUntil(lambda: page.fields.isVisible())
    return page


def test_it_is_off_until_it_is_switched_on(page, link, qtbot, scripted_session):
    assert not page.switch.isChecked()
    assert not page.fields.isVisible()
    assert link.times("start_serving") == 0
    QTest.keyClick(page.switch, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.fields.isVisible())
    assert link.last("start_serving") == {"port": 8765}
    assert scripted_session.settings.serve
    assert page.fields.address.text() == "http://127.0.0.1:8765/v1"
    page.switch.click()
    qtbot.waitUntil(lambda: not page.fields.isVisible())
    assert link.times("stop_serving") == 1
    assert not scripted_session.settings.serve


def test_it_begins_again_with_each_library_while_it_is_on(qtbot, scripted_session, link):
    scripted_session.change_settings(serve=True)
    scripted_session.summary = None
    page = ServingPage(scripted_session)
    qtbot.addWidget(page)
    assert link.times("start_serving") == 0
    scripted_session.summary = LibrarySummary("/papers", "Papers", 0, 0, 0, 0)
    scripted_session.library_opened.emit()
    qtbot.waitUntil(lambda: page.state.status.running)
    scripted_session.library_opened.emit()
    assert not page.state.status.running  # the server of the library before has gone with it
    qtbot.waitUntil(lambda: page.state.status.running)
    assert link.times("start_serving") == 2


def test_the_token_is_hidden_until_it_is_wanted_and_can_be_copied_unseen(running):
    fields = running.fields
    assert fields.token.text() == HIDDEN
    fields.copy_token.click()
    assert QGuiApplication.clipboard().text() == TOKEN
    fields.copy_address.click()
    assert QGuiApplication.clipboard().text() == "http://127.0.0.1:8765/v1"
    fields.show_token.click()
    assert fields.token.text() == TOKEN
    fields.show_token.click()
    assert fields.token.text() == HIDDEN


def test_a_new_token_takes_the_place_of_the_old_one(running, qtbot):
    running.fields.show_token.click()
    running.fields.renew.click()
    qtbot.waitUntil(lambda: running.fields.token.text() == "lectern-another")


def test_a_port_that_is_taken_is_told_and_another_one_offered(page, link, qtbot, scripted_session):
    def start(port):
        if port == 8765:
            raise PortTaken(port="8765", other="51234")
        return up(port)

    link.answers["start_serving"] = start
    page.switch.click()
    qtbot.waitUntil(lambda: page.remedy.isVisible() and page.remedy.isEnabled())
    assert "8765" in page._trouble.text()
    assert "51234" in page.remedy.text()
    assert not page.fields.isVisible()
    page.remedy.click()
    qtbot.waitUntil(lambda: page.fields.isVisible())
    assert not page.remedy.isVisible()
    assert scripted_session.settings.serve_port == 51234
    assert page.fields.address.text() == "http://127.0.0.1:51234/v1"


def test_another_failure_can_be_tried_again(page, link, qtbot):
    del link.answers["start_serving"]
    page.switch.click()
    qtbot.waitUntil(lambda: page.remedy.isVisible() and page.remedy.isEnabled())
    link.answers["start_serving"] = lambda port: up(port)
    page.remedy.click()
    qtbot.waitUntil(lambda: page.fields.isVisible())


def test_the_count_of_requests_comes_while_it_is_seen(running, link, qtbot):
    running.state._look()
    qtbot.waitUntil(lambda: "7" in running._how.text())
    assert running.state._looking.isActive()
    running.hide()
    assert not running.state._looking.isActive()


def test_what_programs_want_to_be_told_hides_the_token_and_is_copied_with_it(running):
    running.more.click()
    details = running.details
    assert details.isVisible()
    names = [details.program.itemText(at) for at in range(details.program.count())]
    assert {"Cherry Studio", "Open WebUI", "Claude Desktop", "curl"} <= set(names)
    for at, name in enumerate(names):
        details.program.setCurrentIndex(at)
        shown = details.setup.toPlainText()
        assert TOKEN not in shown
        details.copy.click()
        copied = QGuiApplication.clipboard().text()
        assert copied == shown.replace(HIDDEN, TOKEN)
        if name in ("MCP", "Claude Desktop"):
            server = json.loads(copied)["mcpServers"]["lectern"]
            assert server.get("url") == "http://127.0.0.1:8765/mcp" or (
                server["args"][-4:] == ["serve", "--stdio", "--library", "/papers"]
            )
    running.fields.show_token.click()
    assert TOKEN in details.setup.toPlainText()
    running.more.click()
    assert not details.isVisible()


def test_another_port_is_taken_at_once(running, link, qtbot, scripted_session):
    running.more.click()
    port = running.details.port
    port.setFocus()
    port.selectAll()
    QTest.keyClicks(port, "9000")
    QTest.keyClick(port, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: running.fields.address.text() == "http://127.0.0.1:9000/v1")
    assert scripted_session.settings.serve_port == 9000
    port.selectAll()
    QTest.keyClicks(port, "80")
    QTest.keyClick(port, Qt.Key.Key_Return)
    assert scripted_session.settings.serve_port == 9000


def test_the_keyboard_reaches_everything_in_the_order_of_the_eye(running, qtbot):
    running.more.click()
    running.activateWindow()
    running.switch.setFocus()
    fields, details = running.fields, running.details
    order = [fields.address, fields.copy_address, fields.token, fields.copy_token,
             fields.show_token, fields.renew, running.more, details.program, details.copy,
             details.port, details.setup]  # fmt: skip
    for wanted in order:
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is wanted
        assert wanted.accessibleName() or wanted.text()


def test_without_a_library_there_is_nothing_to_open(qtbot, scripted_session):
    scripted_session.summary = None
    page = ServingPage(scripted_session)
    qtbot.addWidget(page)
    assert not page.switch.isEnabled()
