"""Each fault that a check of the library must find, and what it mends."""

from contextlib import closing
from pathlib import Path

import pytest

import core.checking
from core.checking import check
from core.errors import ReadOnlyLibrary
from core.events import Progress, Stage, finished
from core.graph_building import update
from core.text.terms import question_terms
from tests.library_making import id_of, open_library, prepared


@pytest.fixture
def library(tmp_path):
    opened = open_library(tmp_path / "library", create=True)
    opened.add(
        [
            prepared(
                opened, f"text number{n}\nsecond {n}", name=f"{n}.txt", content=f"{n}".encode()
            )
            for n in range(4)
        ]
    )
    yield opened
    opened.close()


def run(library, repair=False):
    events, road = [], check(library, repair)
    try:
        while True:
            events.append(next(road))
    except StopIteration as stop:
        return events, stop.value


def test_a_sound_library_has_no_problems(library):
    events, report = run(library)
    assert report.problems == report.repaired == ()
    done = [e.done for e in events if isinstance(e, Progress) and e.stage is Stage.CHECKING]
    assert done == [0, 1, 2, 3, 4]


def test_a_passage_that_differs_from_its_text_is_taken_from_it_again(library):
    library.database.connection.execute("UPDATE chunks SET text = 'wrong walrus' WHERE ordinal = 1")
    _, report = run(library)
    assert len(report.problems) >= 4
    assert not report.repaired
    _, report = run(library, repair=True)
    assert len(report.repaired) >= 4
    assert run(library)[1].problems == ()
    assert library.index.matching(["walrus"], 5) == []


def test_missing_and_changed_originals_are_named(library):
    first, second = library.catalog.documents()[:2]
    Path(first.original).unlink()
    Path(second.original).write_bytes(b"other")
    _, report = run(library, repair=True)
    assert any(first.name in problem and "missing" in problem for problem in report.problems)
    assert any(second.name in problem and "not the file" in problem for problem in report.problems)
    assert len(report.problems) == 2


def test_files_of_no_document_are_moved_aside_and_never_deleted(library):
    stray = library.folder.originals / f"{id_of(b'stray')}.pdf"
    stray.write_bytes(b"stray")
    (library.folder.originals / "my notes.txt").write_bytes(b"mine")
    assert len(run(library)[1].problems) == 1
    assert run(library, repair=True)[1].repaired
    assert (library.path / "unowned" / stray.name).read_bytes() == b"stray"
    assert (library.folder.originals / "my notes.txt").exists()
    assert run(library)[1].problems == ()


def test_an_index_that_differs_is_made_anew(library):
    from core.stores.lance_table import LanceTable

    hits = library.index.matching(question_terms("number2"), 1)
    LanceTable(library.folder.index_of(1), 64, create=False).delete_chunks([hits[0][0]])
    assert library.index.matching(question_terms("number2"), 1) == []
    _, report = run(library)
    assert "1 passages" in report.problems[0]
    _, report = run(library, repair=True)
    assert report.repaired
    assert library.index.matching(question_terms("number2"), 1) == hits
    assert run(library)[1].problems == ()


def test_a_lost_chunk_is_noticed(library):
    library.database.connection.execute("DELETE FROM chunks WHERE ordinal = 1 AND id = 2")
    problems = run(library)[1].problems
    assert any("do not match" in problem for problem in problems)


def test_a_damaged_database_is_told_and_nothing_else_is_touched(library):
    connection = library.database.connection
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    page = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'tags'").fetchone()
    content = bytearray(library.folder.database.read_bytes())
    content[(page[0] - 1) * 4096 : page[0] * 4096] = b"\xff" * 4096
    library.folder.database.write_bytes(content)
    damaged = open_library(library.path, read_only=True)
    try:
        _, report = run(damaged)
        with pytest.raises(ReadOnlyLibrary):
            run(damaged, repair=True)
    finally:
        damaged.close()
    assert len(report.problems) == 1
    assert "restore a backup" in report.problems[0]


def test_a_document_whose_text_is_gone_is_told(library):
    library.add([prepared(library, "the granary is full", name="granary.txt")])
    library.database.connection.execute("DELETE FROM texts")
    _, report = run(library)
    assert any(
        "granary.txt" in problem and "text is missing" in problem for problem in report.problems
    )


def test_a_thousand_faults_of_a_kind_are_not_a_thousand_sentences(library):
    library.add([prepared(library, f"lost {n}", name=f"lost {n}") for n in range(30)])
    _, report = run(library)
    assert len(report.problems) == 21
    assert "10 more" in report.problems[-1]


def test_a_change_while_the_map_is_compared_is_no_difference(library, monkeypatch):
    text = "Ada Lovelace met Charles Babbage.\nAda Lovelace wrote."
    library.add([prepared(library, text, name="a.txt", content=b"1")])
    finished(update(library))
    assembled = core.checking.assemble

    def interrupted(library):
        library.remove(library.catalog.ids())
        return (yield from assembled(library))

    monkeypatch.setattr(core.checking, "assemble", interrupted)
    assert run(library)[1].problems == ()


def test_a_map_that_differs_from_what_was_read_is_made_anew(tmp_path):
    with closing(open_library(tmp_path / "library", create=True)) as library:
        text = "Ada Lovelace met Charles Babbage.\nAda Lovelace wrote."
        library.add([prepared(library, text, name="a.txt", content=b"1")])
        finished(update(library))
        assert run(library)[1].problems == ()
        (file,) = library.graph.folder.glob("*.graph")
        starts = library.graph.snapshot().mention_start.tobytes()
    content = bytearray(file.read_bytes())
    content[content.index(starts)] ^= 1
    file.write_bytes(content)
    with closing(open_library(tmp_path / "library")) as library:
        sentence = "The map differs from what was read of the documents."
        assert run(library)[1].problems == (sentence,)
        assert run(library, repair=True)[1].repaired == ("The map was made anew.",)
        assert run(library)[1].problems == ()
