"""Everything on screen has words in both languages, switched while the program runs."""

import importlib.util
import shutil
from pathlib import Path

import pytest

from desktop import translations
from desktop.widgets.rail import Rail

ROOT = Path(translations.__file__).parent.parent


@pytest.fixture
def language(qapp):
    yield lambda name: translations.install(qapp, name)
    translations.install(qapp, "en")


def translate_script():
    spec = importlib.util.spec_from_file_location("translate", ROOT / "packaging" / "translate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_string_is_translated_and_what_ships_is_fresh():
    script = translate_script()
    if shutil.which(script._tool("lupdate")) is None:
        pytest.skip("pyside6-lupdate is not installed")
    assert script.stale() == []


def test_a_widget_on_screen_speaks_another_language_at_once(qtbot, language):
    language("en")
    rail = Rail(("documents", "ask", "settings"))
    qtbot.addWidget(rail)
    assert rail.button("documents").text() == "Documents"
    language("zh")
    qtbot.waitUntil(lambda: rail.button("documents").text() == "文档")
    language("en")
    qtbot.waitUntil(lambda: rail.button("documents").text() == "Documents")


def test_counts_are_worded_by_number(language):
    language("en")
    assert translations.duration(1) == "1 second"
    assert translations.duration(240) == "4 minutes"
    assert translations.duration(7200) == "2 hours"
    language("zh")
    assert translations.duration(240) == "4 分钟"


def test_sizes_and_numbers_follow_the_language(language):
    language("en")
    assert translations.number(12345) == "12,345"
    assert translations.file_size(12_300_000) == "12.3 MB"
    assert translations.date(0)


def test_an_unknown_language_falls_back_to_one_that_is_known():
    assert translations.effective("zh") == "zh"
    assert translations.effective("xx") in translations.LANGUAGES


def test_a_moment_is_written_without_spaces_that_faces_cannot_draw(language):
    for name in ("en", "zh"):
        language(name)
        assert not set(translations.date_and_time(1_700_000_000)) & {"\u202f", "\u00a0"}
