"""The session: settings applied and kept, the library, and the jobs that run."""

import pytest

from core import settings as settings_store
from core.errors import DiskFull
from core.events import Changes, FilesChanged, Progress, Stage
from core.types import Endpoint, FileState, LibrarySummary, QueuedFile
from desktop.session import Session


@pytest.fixture
def session(scripted_link, home):
    made = Session(scripted_link)
    yield made
    made.deleteLater()


def test_a_setting_is_told_once_and_kept(session, qtbot):
    with qtbot.waitSignals([session.language_changed, session.settings_changed]):
        session.change_settings(language="zh")
    session.save()
    assert settings_store.load().language == "zh"
    with qtbot.assertNotEmitted(session.settings_changed):
        session.change_settings(language="zh")


def test_larger_text_is_a_change_of_appearance(session, qtbot):
    with qtbot.waitSignal(session.appearance_changed):
        session.change_settings(text_scale=1.3)


def test_an_opened_library_is_remembered_first_among_the_recent(session, scripted_link, qtbot):
    for path in ("/a", "/b", "/a"):
        scripted_link.opened.emit(LibrarySummary(path, "A", 0, 0, 0, 0))
    assert session.settings.library == "/a"
    assert session.settings.recent_libraries == ("/a", "/b")


def test_files_that_waited_when_the_program_was_quit_are_prepared(session, scripted_link):
    scripted_link.held.add("prepare_files")
    scripted_link.opened.emit(LibrarySummary("/a", "A", 0, 0, waiting=3, failed=0))
    assert [job.verb_name for job in session.jobs] == ["prepare_files"]


def test_a_library_for_reading_only_is_left_alone(session, scripted_link):
    scripted_link.opened.emit(LibrarySummary("/a", "A", 0, 0, waiting=3, failed=0, read_only=True))
    assert session.jobs == []


def test_added_files_are_listed_and_then_prepared_by_one_job(session, scripted_link, qtbot):
    scripted_link.held.add("prepare_files")
    scripted_link.answers["enqueue_files"] = lambda paths, copy: ()
    session.add_files(["/a.pdf"])
    session.add_files(["/b.pdf"])
    qtbot.waitUntil(lambda: scripted_link.times("enqueue_files") == 2 and session.preparing)
    assert scripted_link.times("prepare_files") == 1
    assert scripted_link.last("enqueue_files")["copy"] is True


def test_a_job_shows_its_progress_and_goes_when_it_ends(session, scripted_link, qtbot):
    scripted_link.held.add("prepare_files")
    session.prepare_files()
    job = session.jobs[0]
    rows = FilesChanged((QueuedFile(1, "/a", "a", FileState.READING),))
    with qtbot.waitSignal(session.files_changed) as told:
        job.request.told.emit(Progress(Stage.PREPARING, 3, 10))
        job.request.told.emit(rows)
    assert told.args == [rows]
    assert job.progress.done == 3
    job.pause()
    assert job.paused
    job.resume()
    assert not job.paused
    scripted_link.answers["prepare_files"] = lambda: None
    with qtbot.waitSignal(session.jobs_changed):
        scripted_link.release("prepare_files")
    assert session.jobs == []


def test_a_job_that_fails_is_told(session, scripted_link, qtbot):
    def fail():
        raise DiskFull(path="/")

    scripted_link.answers["prepare_files"] = fail
    with qtbot.waitSignal(session.error_shown) as told:
        session.prepare_files()
    assert told.args[0].kind == "DiskFull"


def test_changes_bring_a_new_summary_once(session, scripted_link, qtbot):
    scripted_link.opened.emit(LibrarySummary("/papers", "Papers", 0, 0, 0, 0))
    scripted_link.answers["library_summary"] = lambda: LibrarySummary(
        "/papers", "Papers", 7, 9, 0, 0
    )
    with qtbot.waitSignal(session.summary_changed):
        for _ in range(50):
            scripted_link.changed.emit(Changes(documents=True), None)
    assert session.summary.documents == 7
    assert scripted_link.times("library_summary") == 1


def test_another_library_ends_the_jobs_of_the_one_before(session, scripted_link):
    scripted_link.held.add("prepare_files")
    session.prepare_files()
    job = session.jobs[0]
    session.open_library("/other")
    assert job.request.cancelled


def test_what_the_engine_reads_is_written_before_anyone_is_told(session):
    seen = []
    session.settings_changed.connect(lambda: seen.append(settings_store.load().writing_model))
    session.change_settings(endpoints=(Endpoint("x", "http://127.0.0.1/v1"),), writing_model="x")
    assert seen == ["x"]
