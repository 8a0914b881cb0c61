"""The page over the real engine and a real server: fetched, gone on with, brought in, removed."""

import pytest
from PySide6.QtCore import Qt

from core import paths
from desktop.engine_link import EngineLink
from desktop.models.catalogue_page import CataloguePage
from desktop.session import Session
from tests.core.catalogue.making import gguf_bytes, gguf_file
from tests.scripted_hub import ScriptedHub, Sends

ENTRY, FILE = "qwen3-0.6b", "Qwen3-0.6B-Q8_0.gguf"


@pytest.fixture
def window(qtbot, home, tmp_path):
    """Makes a page with an engine of its own, as a start of the program does."""
    links = []

    def make():
        link = EngineLink()
        links.append(link)
        session = Session(link)
        page = CataloguePage(session)
        qtbot.addWidget(page)
        page.resize(1000, 800)
        session.open_library(str(tmp_path / "library"), create=not (tmp_path / "library").exists())
        qtbot.waitUntil(lambda: session.summary is not None, timeout=60_000)
        page.show()
        qtbot.waitUntil(lambda: page.contents.overview is not None, timeout=30_000)
        return page, link

    yield make
    for link in links:
        link.close()


def press(qtbot, button):
    qtbot.waitUntil(button.isVisible, timeout=10_000)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_download_outlives_the_program(qtbot, window, monkeypatch):
    data = gguf_bytes(400_000)
    with ScriptedHub({FILE: data}) as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.address)
        hub.script(FILE, Sends(stall_after=150_000), Sends())
        page, link = window()
        press(qtbot, page.entry_rows[ENTRY].get)
        bar = page.entry_rows[ENTRY].bar
        qtbot.waitUntil(lambda: bar.value() > 0, timeout=30_000)
        link.close()

        page, _ = window()
        row = page.entry_rows[ENTRY]
        assert "Stopped at" in row.state.text()
        press(qtbot, row.get)
        qtbot.waitUntil(lambda: f"local:{FILE}" in page.installed_rows, timeout=30_000)
        assert (paths.models_folder() / FILE).read_bytes() == data
        assert hub.sent == {FILE: len(data)}
        qtbot.waitUntil(lambda: ENTRY not in page.entry_rows, timeout=10_000)


def test_a_file_is_brought_in_and_removed(qtbot, window, tmp_path):
    page, _ = window()
    page.bring_in([str(gguf_file(tmp_path / "U 盘" / "小模型.gguf"))])
    name = "local:小模型.gguf"
    qtbot.waitUntil(lambda: name in page.installed_rows, timeout=30_000)
    row = page.installed_rows[name]
    press(qtbot, row.remove)
    press(qtbot, row.yes)
    qtbot.waitUntil(lambda: name not in page.installed_rows, timeout=30_000)
    assert not (paths.models_folder() / "小模型.gguf").exists()
