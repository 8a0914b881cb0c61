"""From the first start to an answer whose sentence opens its page."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit

from core import operations
from core.types import Citation

PATIENCE_MILLISECONDS = 120_000


def test_a_person_drops_a_file_asks_and_opens_the_source(real_window, qtbot, tmp_path):
    window, session = real_window, real_window.session
    window.beginning.start()
    assert window.welcome.isVisible()
    file = tmp_path / "harbour.txt"
    file.write_text(
        "The Harbour Light was built in 1874 by Thomas Wren.\n\nIt was painted red in 1902.\n",
        encoding="utf-8",
    )
    window.beginning.add_files([str(file)])
    qtbot.waitUntil(
        lambda: session.summary is not None and session.summary.documents == 1 and not session.jobs,
        timeout=PATIENCE_MILLISECONDS,
    )
    session.question_requested.emit("When was the Harbour Light built?", ())
    field = next(each for each in window.findChildren(QPlainTextEdit) if each.isVisible())
    with qtbot.waitSignal(
        session.changed,
        timeout=PATIENCE_MILLISECONDS,
        check_params_cb=lambda changes, by: changes.conversations,
    ):
        QTest.keyClick(field, Qt.Key.Key_Return)
    found = []
    request = session.link.start(operations.search, question="When was the Harbour Light built?")
    request.done.connect(lambda result: found.extend(result.passages))
    qtbot.waitUntil(lambda: bool(found), timeout=PATIENCE_MILLISECONDS)
    passage = found[0]
    assert "1874" in passage.text
    session.open_citation(
        Citation(passage.document, passage.title, passage.page, passage.start, passage.end, "")
    )
    assert window.split.side.isVisible()
