"""The engine process: verbs over pipes, merged events, named errors, and an end with its window."""

import pytest

from core.engine import _merge
from core.events import FilesChanged, Progress, Stage, Token
from core.types import FileState, QueuedFile
from tests.core.engine_process import EngineProcess

TEXT = "The lighthouse keeper of Arholma wrote his log every evening. He counted 214 ships in June."


@pytest.fixture
def engine(tmp_path):
    with EngineProcess() as process:
        assert process.open(tmp_path / "library")["say"] == "opened"
        yield process


def events_of(kind, events):
    return [event for event in events if isinstance(event, kind)]


def test_a_dropped_file_is_prepared_found_and_removed(engine, tmp_path):
    note = tmp_path / "log.txt"
    note.write_text(TEXT, encoding="utf-8")
    _, queued = engine.run("enqueue_files", paths=[str(note)])
    assert [file.state for file in queued] == [FileState.WAITING]
    events, tally = engine.run("prepare_files")
    assert (tally.added, tally.failed) == (1, 0)
    rows = [row for event in events_of(FilesChanged, events) for row in event.files]
    assert rows[-1].state is FileState.READY
    _, result = engine.run("search", question="How many ships in June?", retriever="keyword")
    assert "214 ships" in result.passages[0].text
    _, removed = engine.run("remove_documents", ids=[result.passages[0].document])
    assert removed == (result.passages[0].document,)
    _, result = engine.run("search", question="How many ships in June?", retriever="keyword")
    assert result.passages == ()


def test_a_named_error_crosses_with_its_subject(engine):
    _, end = engine.until_end(engine.start("rename_document", id="0" * 32, title="x"))
    assert (end["say"], end["kind"]) == ("failed", "NotFound")


def test_a_verb_with_wrong_arguments_fails_alone(engine):
    _, end = engine.until_end(engine.start("search", no_such_argument=1))
    assert (end["say"], end["kind"]) == ("failed", "Unexpected")
    _, summary = engine.run("library_summary")
    assert summary.documents == 0


def test_a_library_that_is_not_there_is_said_and_another_can_be_opened(tmp_path):
    with EngineProcess() as process:
        answer = process.open(tmp_path / "nowhere", create=False)
        assert (answer["say"], answer["kind"]) == ("open_failed", "LibraryNotFound")
        assert process.open(tmp_path / "library")["say"] == "opened"


def test_a_second_writer_is_told_that_the_library_is_in_use(engine, tmp_path):
    with EngineProcess() as second:
        assert second.open(tmp_path / "library")["kind"] == "LibraryBusy"


def test_the_engine_ends_when_its_window_does(tmp_path):
    with EngineProcess() as process:
        process.open(tmp_path / "library")
    assert process.process.returncode == 0


def event(value):
    return {"say": "event", "job": 1, "event": value}


def test_tokens_are_joined_and_only_the_latest_progress_is_kept():
    pending = []
    for each in (Token("Sie"), Token("ben"), Progress(Stage.READING, 1, 9)):
        if not _merge(pending, event(each)):
            pending.append(event(each))
    assert not _merge(pending, event(Token("!")))
    assert _merge(pending, event(Progress(Stage.READING, 2, 9)))
    assert [each["event"] for each in pending] == [Token("Sieben"), Progress(Stage.READING, 2, 9)]


def test_the_last_state_of_each_file_is_kept():
    def row(number, state):
        return FilesChanged((QueuedFile(number, "p", "n", state),))

    pending = [event(row(1, FileState.READING))]
    assert _merge(pending, event(row(2, FileState.READING)))
    assert _merge(pending, event(row(1, FileState.READY)))
    assert [file.state for file in pending[0]["event"].files] == [
        FileState.READY,
        FileState.READING,
    ]


def test_a_verb_that_there_is_not_fails_alone(engine):
    _, end = engine.until_end(engine.start("no_such_verb"))
    assert (end["say"], end["kind"]) == ("failed", "Unexpected")
    _, summary = engine.run("library_summary")
    assert summary.documents == 0


def test_quitting_in_the_middle_of_an_import_closes_the_library_in_order(engine, tmp_path):
    for number in range(30):
        (tmp_path / f"{number}.txt").write_text(f"{TEXT} {number}", encoding="utf-8")
    engine.run("enqueue_files", paths=[str(tmp_path / f"{n}.txt") for n in range(30)])
    job = engine.start("prepare_files")
    while "event" not in (frame := engine.read()) or frame["job"] != job:
        pass
    engine.send(do="quit")
    assert engine.process.wait(20) == 0
    assert not (tmp_path / "library" / "session").exists()
