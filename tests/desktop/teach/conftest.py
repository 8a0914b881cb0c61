"""A real Teach room over a real session; the engine is a script that keeps lessons in memory."""

import pytest

from core.types import LibrarySummary
from desktop.teach.pane import TeachPane

from . import making


@pytest.fixture
def shelf():
    return making.Shelf()


SOON = (
    ("draft", "SAVE_MILLISECONDS"),
    ("draft", "REPORT_MILLISECONDS"),
    ("example_set", "FLUSH_MILLISECONDS"),
    ("examples_step", "SIFT_MILLISECONDS"),
    ("token_preview", "LATER_MILLISECONDS"),
    ("making_page", "MEASURE_MILLISECONDS"),
)


@pytest.fixture
def open_pane(scripted_session, scripted_link, qtbot, shelf, monkeypatch):
    """Make the room as it is seen first; what waits for a pause of the person waits little."""
    for module, name in SOON:
        monkeypatch.setattr(f"desktop.teach.{module}.{name}", 20)
    scripted_session.summary = LibrarySummary("/papers", "Papers", 3, 9, 0, 0)
    scripted_link.answers |= shelf.answers()

    def opened(waits=True):
        pane = TeachPane(scripted_session)
        qtbot.addWidget(pane)
        pane.resize(1100, 760)
        with qtbot.waitExposed(pane):
            pane.show()
        pane.activateWindow()
        if waits:
            qtbot.waitUntil(lambda: pane.lessons.known and pane.bases.known)
        return pane

    return opened
