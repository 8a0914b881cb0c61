"""A mistake that nothing named: saved first, told once, with a report to copy."""

import sys

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from core import paths
from core import settings as settings_store
from desktop import crash_report
from desktop.crash_report import CrashReport
from desktop.widgets.buttons import Button


@pytest.fixture
def hook(scripted_session):
    before = sys.excepthook
    crash_report.install(scripted_session)
    yield sys.excepthook
    sys.excepthook = before
    for dialog in open_reports():
        dialog.close()


def open_reports():
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, CrashReport)]


def fail(hook):
    try:
        raise KeyError("<b>markup</b>")
    except KeyError as error:
        hook(type(error), error, error.__traceback__)


def test_it_saves_keeps_a_log_and_shows_one_report(hook, scripted_session, qtbot):
    scripted_session.change_settings(appearance="dark")
    fail(hook)
    fail(hook)
    assert settings_store.load().appearance == "dark"
    assert len(open_reports()) == 1
    log = (paths.log_folder() / "window.log").read_text(encoding="utf-8")
    assert log.count("Traceback") == 2


def test_the_report_can_be_copied(hook, qtbot):
    fail(hook)
    report = open_reports()[0]
    copy = next(button for button in report.findChildren(Button) if button.property("role"))
    copy.click()
    assert "<b>markup</b>" in QGuiApplication.clipboard().text()
    assert report.field.toPlainText() == QGuiApplication.clipboard().text()
