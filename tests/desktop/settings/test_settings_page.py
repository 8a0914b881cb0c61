"""The settings are applied at once."""

import pytest
from PySide6.QtWidgets import QComboBox, QRadioButton

from desktop import translations
from desktop.settings.page import SettingsPage


@pytest.fixture
def page(scripted_session, qtbot, qapp):
    translations.install(qapp, "en")
    made = SettingsPage(scripted_session)
    qtbot.addWidget(made)
    return made


def combo(page, name):
    return next(each for each in page.findChildren(QComboBox) if each.accessibleName() == name)


@pytest.mark.parametrize(
    ("name", "chosen", "field", "value"),
    [
        ("Language", "中文", "language", "zh"),
        ("Appearance", "Dark", "appearance", "dark"),
        ("Text size", "130%", "text_scale", 1.3),
    ],
)
def test_a_choice_is_applied_at_once(page, scripted_session, name, chosen, field, value):
    combo(page, name).setCurrentText(chosen)
    assert getattr(scripted_session.settings, field) == value


def test_copies_or_links(page, scripted_session):
    link = next(each for each in page.findChildren(QRadioButton) if "where they are" in each.text())
    link.setChecked(True)
    assert scripted_session.settings.copy_originals is False


def test_what_changes_elsewhere_is_shown(page, scripted_session):
    scripted_session.change_settings(appearance="dark")
    assert combo(page, "Appearance").currentText() == "Dark"


def test_the_path_of_the_library_is_shown_as_plain_words(page, scripted_session, qtbot):
    scripted_session.summary = type(scripted_session.summary)("/a/<b>x</b>", "<i>x</i>", 0, 0, 0, 0)
    scripted_session.summary_changed.emit()
    assert page.library_words() == ("<i>x</i>", "/a/<b>x</b>")
