"""The door: a verb started in the window runs in the real engine; a dead engine comes back."""

import os
import signal

import pytest

from core import operations
from core.errors import EngineGone
from core.events import Changes
from desktop.engine_link import EngineLink

pytestmark = pytest.mark.timeout(120)


@pytest.fixture
def link(qtbot, tmp_path):
    made = EngineLink()
    with qtbot.waitSignal(made.opened, timeout=30_000):
        made.open_library(str(tmp_path / "library"), create=True)
    yield made
    made.close()
    assert made.process_id() == 0


def result_of(qtbot, request):
    with qtbot.waitSignal(request.done, timeout=60_000) as got:
        pass
    return got.args[0]


def test_a_verb_answers(qtbot, link):
    summary = result_of(qtbot, link.start(operations.library_summary))
    assert summary.documents == 0


def test_changes_reach_every_listener(qtbot, link, tmp_path):
    note = tmp_path / "note.txt"
    note.write_text("粮仓里存有稻谷。", encoding="utf-8")
    result_of(qtbot, link.start(operations.enqueue_files, paths=[str(note)]))
    with qtbot.waitSignal(
        link.changed, timeout=60_000, check_params_cb=lambda change, by: change.documents
    ) as got:
        link.start(operations.prepare_files)
    assert isinstance(got.args[0], Changes)
    assert len(result_of(qtbot, link.start(operations.list_documents))) == 1


def test_an_error_arrives_as_itself(qtbot, link):
    request = link.start(operations.rename_document, id="0" * 32, title="x")
    with qtbot.waitSignal(request.failed, timeout=30_000) as got:
        pass
    assert got.args[0].kind == "NotFound"


def test_a_cancelled_request_ends_without_a_result(qtbot, link, tmp_path):
    folder = tmp_path / "many"
    folder.mkdir()
    for n in range(60):
        (folder / f"{n}.txt").write_text(f"第{n}号文件。", encoding="utf-8")
    result_of(qtbot, link.start(operations.enqueue_files, paths=[str(folder)]))
    request = link.start(operations.prepare_files)
    results = []
    request.done.connect(results.append)
    with qtbot.waitSignal(request.told, timeout=60_000):
        pass
    with qtbot.waitSignal(request.ended, timeout=60_000):
        request.cancel()
    assert results == []


def test_when_the_engine_dies_it_comes_back_with_the_library_open(qtbot, link):
    request = link.start(operations.prepare_files)
    errors = []
    request.failed.connect(errors.append)
    with qtbot.waitSignals([link.gone, link.opened], timeout=30_000):
        os.kill(link.process_id(), signal.SIGKILL)
    assert all(isinstance(error, EngineGone) for error in errors)
    assert result_of(qtbot, link.start(operations.library_summary)).documents == 0


def test_an_engine_that_cannot_start_is_given_up_not_tried_for_ever(qtbot):
    link = EngineLink(command=["/nonexistent/engine"])
    with qtbot.waitSignal(link.given_up, timeout=30_000):
        pass
    link.close()
