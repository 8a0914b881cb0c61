"""The line at the bottom and the list it opens into."""

import pytest

from core import operations
from core.events import Progress, Stage
from core.types import LibrarySummary
from desktop import translations
from desktop.jobs.line import JobLine
from desktop.jobs.list import JobList, JobRow
from desktop.widgets.buttons import Button


@pytest.fixture
def session(scripted_session, scripted_link, qapp):
    translations.install(qapp, "en")
    scripted_link.held.add("prepare_files")
    return scripted_session


@pytest.fixture
def line(session, qtbot):
    made = JobLine(session)
    qtbot.addWidget(made)
    made.show()
    return made


def test_at_rest_it_says_what_the_library_holds(line, session):
    session.summary = LibrarySummary("/p", "Papers", 1, 1234, 0, 0)
    session.summary_changed.emit()
    assert line.text() == "Papers · 1 document · 1,234 pages"


def test_it_tells_how_far_the_work_is_and_how_long_it_takes(line, session):
    session.start_job(operations.prepare_files)
    session.jobs[0].request.told.emit(Progress(Stage.PREPARING, 33, 200, 180.0))
    assert line.text() == "Preparing 34 of 200 · about 3 minutes left"


def test_pause_and_go_on(line, session):
    session.start_job(operations.prepare_files)
    job = session.jobs[0]
    job.request.told.emit(Progress(Stage.PREPARING, 33, 200, 180.0))
    pause = next(button for button in line.findChildren(Button) if button.text() == "Pause")
    pause.click()
    assert job.paused
    assert line.text() == "Paused · 34 of 200"
    assert pause.text() == "Go on"
    pause.click()
    assert not job.paused


def test_documents_that_need_help_are_one_press_away(line, session, qtbot):
    session.summary = LibrarySummary("/p", "Papers", 1, 1, 0, failed=2)
    session.summary_changed.emit()
    button = next(each for each in line.findChildren(Button) if "need your help" in each.text())
    with qtbot.waitSignal(session.pane_requested) as told:
        button.click()
    assert told.args == ["documents"]


def test_the_list_has_a_row_for_each_job_and_stops_it(session, qtbot):
    listed = JobList(session)
    qtbot.addWidget(listed)
    assert listed.findChildren(JobRow) == []
    session.start_job(operations.prepare_files)
    row = listed.findChild(JobRow)
    stop = next(button for button in row.findChildren(Button) if button.text() == "Stop")
    stop.click()
    assert session.jobs[0].request.cancelled
    assert not stop.isEnabled()
