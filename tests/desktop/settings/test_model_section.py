"""The row that says which model writes and leads to where it is chosen."""

import pytest
from PySide6.QtCore import Qt

from core.types import QUOTING, Endpoint
from desktop import translations
from desktop.settings.model_section import ModelSection

AWAY = Endpoint("DeepSeek", "https://api.deepseek.com/v1", "some-model")


@pytest.fixture
def section(scripted_session, qtbot, qapp):
    translations.install(qapp, "en")
    made = ModelSection(scripted_session)
    qtbot.addWidget(made)
    made.resize(600, 120)
    made.show()
    return made


@pytest.mark.parametrize(
    ("values", "said", "tab"),
    [
        ({}, "None", "catalogue"),
        ({"writing_model": "DeepSeek"}, "DeepSeek · some-model", "services"),
        ({"writing_model": "DeepSeek", "answering": QUOTING}, "None", "catalogue"),
        ({"writing_model": "local:qwen3-4b.gguf"}, "qwen3-4b.gguf", "catalogue"),
    ],
)
def test_it_says_what_answers_and_leads_there(section, scripted_session, qtbot, values, said, tab):
    scripted_session.change_settings(endpoints=(AWAY,), **values)
    assert said in section.chosen.text()
    with qtbot.waitSignal(scripted_session.models_requested) as asked:
        qtbot.mouseClick(section.open_models, Qt.MouseButton.LeftButton)
    assert asked.args == [tab]


def test_it_is_worded_in_the_language_of_the_window(section, qapp):
    translations.install(qapp, "zh")
    section.retranslate()
    assert section.open_models.text()
    translations.install(qapp, "en")
