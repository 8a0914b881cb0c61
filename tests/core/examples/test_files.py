"""Files are read in a process of their own that ends with the road."""

import os

import pytest

from core.errors import BadExamples
from core.events import Progress, Stage, finished
from core.examples import files
from core.examples.files import read_file, read_files
from core.processes.worker_process import WorkerProcess
from tests.core.examples.broken_files import BROKEN, HEADER


def test_good_and_bad_files_together(tmp_path):
    good, part, bad = tmp_path / "好.csv", tmp_path / "part.csv", tmp_path / "bad.csv"
    good.write_text(HEADER + "Where?,Here.\n", encoding="utf-8")
    part.write_text(HEADER + "When?,\nWho?,Me.\n")
    bad.write_text("a,b\nc,d\n")
    found = finished(read_files([str(bad), str(good), str(part)]))
    assert [each.question for each in found.examples] == ["Where?", "Who?"]
    assert [(each.file, each.row, each.kind) for each in found.problems] == [
        ("bad.csv", 0, "no_columns"),
        ("part.csv", 2, "no_answer"),
    ]
    assert found.problem_count == 2
    assert found.format == "table"
    with pytest.raises(BadExamples) as error:
        finished(read_files([str(bad)]))
    assert error.value.subject["problem"] == "no_columns"
    assert "“bad.csv”: it needs one column with the questions" in error.value.message
    assert "问题" in error.value.hint


def test_leaving_the_road_ends_the_process(tmp_path, monkeypatch):
    started = []

    class Watched(WorkerProcess):
        def __init__(self, *arguments, **how):
            super().__init__(*arguments, **how)
            started.append(self)

    monkeypatch.setattr(files, "WorkerProcess", Watched)
    path = tmp_path / "huge.csv"
    path.write_text(HEADER + "Who is it?,Me.\n" * 200_000)
    road = read_file(path)
    told = [next(road) for _ in range(3)]
    assert all(isinstance(each, Progress) and each.stage is Stage.READING for each in told)
    road.close()
    [worker] = started
    with pytest.raises(ProcessLookupError):
        os.kill(worker.pid, 0)


def test_a_reader_that_dies_is_said_to_be_the_files_fault(tmp_path, monkeypatch):
    path = tmp_path / "a.csv"
    path.write_text(HEADER + "Where?,Here.\n")
    started = []

    class Dying(WorkerProcess):
        def send(self, value):
            started.append(value)
            self.end()

    monkeypatch.setattr(files, "WorkerProcess", Dying)
    with pytest.raises(BadExamples) as error:
        finished(read_file(path))
    assert error.value.subject["problem"] == "damaged"
    assert started


def test_a_reader_that_is_silent_is_given_up(tmp_path, monkeypatch):
    path = tmp_path / "a.csv"
    path.write_text(HEADER + "Where?,Here.\n")
    monkeypatch.setattr(files, "PATIENCE_SECONDS", 0.2)
    monkeypatch.setattr(WorkerProcess, "send", lambda self, value: None)
    with pytest.raises(BadExamples) as error:
        finished(read_file(path))
    assert error.value.subject["problem"] == "too_slow"


@pytest.mark.slow
@pytest.mark.parametrize("name", BROKEN)
def test_each_broken_file_through_the_process(name, tmp_path):
    broken = BROKEN[name]
    if name == "bomb.xlsx":
        pytest.skip("its limit is lowered in the tests' own process alone")
    path = tmp_path / name
    broken.make(path)
    if broken.good:
        found = finished(read_files([str(path)]))
        assert len(found.examples) == broken.good
        assert tuple(each.kind for each in found.problems) == broken.kinds
    else:
        with pytest.raises(BadExamples) as error:
            finished(read_files([str(path)]))
        assert error.value.subject["problem"] in broken.kinds


@pytest.mark.slow
def test_a_million_rows_through_the_process(tmp_path):
    path = tmp_path / "huge.csv"
    with path.open("w") as file:
        file.write(HEADER)
        for block in range(100):
            rows = (f"What is number {block * 10_000 + at}?,It is so.\n" for at in range(10_000))
            file.write("".join(rows))
    found = finished(read_files([str(path)]))
    assert len(found.examples) == 50_000
    assert found.problems[-1].kind == "left_over"
