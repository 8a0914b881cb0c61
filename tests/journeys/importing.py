"""Imports many small files through the real window while the watchdog measures."""

from tests.desktop.watchdog import Watchdog

PATIENCE_MILLISECONDS = 240_000


def import_many(window, qtbot, folder, count) -> Watchdog:
    """Drop a folder of `count` files on the window and watch its loop until all are in."""
    folder.mkdir()
    for at in range(count):
        text = (
            f"Note {at}. The harbour was calm and {at * 7} boats lay at the quay. 第{at}号笔记。\n"
        )
        (folder / f"note {at:04}.txt").write_text(text * 5, encoding="utf-8")
    window.beginning.open(str(folder.parent / "library"), create=True)
    session = window.session
    qtbot.waitUntil(lambda: session.summary is not None, timeout=PATIENCE_MILLISECONDS)
    window.show_room("documents")
    watchdog = Watchdog()
    watchdog.start()
    window.beginning.add_files([str(folder)])
    qtbot.waitUntil(
        lambda: session.summary.documents == count and not session.jobs,
        timeout=PATIENCE_MILLISECONDS,
    )
    watchdog.stop()
    return watchdog
