"""The index agrees with SQLite, whatever happens to its files, and heals by itself."""

import contextlib
import random
import shutil
import sqlite3
import threading

import numpy as np
import pytest

from core.errors import ModelMissing
from core.stores import lance_index, lance_table
from core.text.terms import question_terms, terms
from tests.library_making import open_library, prepared


@pytest.fixture
def path(tmp_path):
    return tmp_path / "library"


@pytest.fixture
def library(path):
    opened = open_library(path, create=True)
    opened.add(
        [
            prepared(opened, f"document number{n} of group{n % 5}\n第{n}号文件", title=f"T{n}")
            for n in range(40)
        ]
    )
    yield opened
    with contextlib.suppress(sqlite3.ProgrammingError):  # a test may have killed it
        opened.close()


def keyword(library, words, **only):
    hits = library.index.matching(question_terms(words), 100, **only)
    return sorted(chunk.text for chunk in library.chunks.get([id for id, _ in hits]))


def stop_without_closing(library):
    """As a kill does: nothing is written any more, the lock is let go."""
    library.index.close()
    library.database.close()
    library.folder.unlock()


def healed(library):
    assert keyword(library, "number7") == ["document number7 of group2"]
    vector = library.embedder.embed_query("T7 document number7 of group2")
    assert len(library.index.nearest(vector, 100)) == 40
    assert len(keyword(library, "文件")) == 40
    assert library.index.differences() == 0


def test_terms_that_look_like_a_query_mean_nothing_but_themselves(library):
    library.add([prepared(library, 'C++ and "quotes" (a AND b) ~2 ^3 foo:bar x*', title="")])
    for word in ("c++", '"quotes"', "AND", "^3", "foo:bar", "*x*", "b) OR ("):
        assert any("C++" in text for text in keyword(library, word)), word
    assert keyword(library, '"""') == []
    assert keyword(library, "") == []


def test_both_searches_keep_to_the_documents_asked_for(library):
    ids = [d.id for d in library.catalog.documents() if d.title in ("T3", "T8", "T9")]
    assert len(keyword(library, "document", documents=ids)) == 3
    vector = library.embedder.embed_query("document number3")
    hits = library.index.nearest(vector, 100, ids)
    assert {chunk.document for chunk in library.chunks.get([id for id, _ in hits])} == set(ids)
    assert keyword(library, "document", documents=["nobody'"]) == []


def test_cosines_are_exact(library):
    vector = library.embedder.embed_query("document number3 of group3")
    for id, cosine in library.index.nearest(vector, 100):
        stored = library.chunks.vectors([id])[id]
        assert cosine == pytest.approx(float(stored.astype("f4") @ vector), abs=2e-3)


def test_new_rows_are_found_before_and_after_they_are_settled(library):
    library.add([prepared(library, "a lonely walrus", title="W")])
    assert keyword(library, "walrus") == ["a lonely walrus"]
    library.index.settle()
    assert keyword(library, "walrus") == ["a lonely walrus"]
    healed_rows = library.index.nearest(library.embedder.embed_query("walrus"), 1)
    assert library.chunks.get([healed_rows[0][0]])[0].text == "a lonely walrus"


def test_an_empty_library_can_be_asked_and_filled(tmp_path):
    library = open_library(tmp_path / "empty", create=True)
    assert keyword(library, "anything") == []
    assert library.index.nearest(library.embedder.embed_query("x"), 5) == []
    library.index.settle()
    (document,) = library.add([prepared(library, "first words")])
    assert keyword(library, "first") == ["first words"]
    library.remove([document.id])
    assert keyword(library, "first") == []
    library.add([prepared(library, "second words")])
    assert keyword(library, "second") == ["second words"]
    library.close()


DAMAGES = ("gone", "empty files", "cut files", "no manifest", "no data", "no lists", "flipped")


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("when", ["closed", "killed", "running"])
def test_a_damaged_index_heals(path, library, damage, when):
    library.index.settle()
    if when == "closed":
        library.close()
    elif when == "killed":
        stop_without_closing(library)
    spoil(path / "index" / "1", damage)
    if when != "running":
        library = open_library(path)
    if damage == "flipped" and when != "killed":
        # Nothing shows it in an orderly start: the check of the library finds it.
        library.index.differences()
        library.index.rebuild()
    healed(library)
    library.close()
    library = open_library(path)
    healed(library)
    assert not list(path.glob("index/*damaged*"))
    library.close()


def spoil(folder, damage):
    chance = random.Random(7)
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    assert files
    if damage == "gone":
        shutil.rmtree(folder)
        return
    for file in files:
        content = file.read_bytes()
        if damage == "empty files":
            file.write_bytes(b"")
        elif damage == "cut files":
            file.write_bytes(content[: len(content) // 2])
        elif _falls(file, damage):
            file.unlink()
        elif damage == "flipped" and "data" in file.parts:
            at = chance.randrange(len(content) // 4, len(content) // 2)
            file.write_bytes(content[:at] + bytes([content[at] ^ 0x10]) + content[at + 1 :])


def _falls(file, damage):
    return (
        (damage == "no manifest" and file.suffix == ".manifest")
        or (damage == "no data" and "data" in file.parts)
        or (damage == "no lists" and "_indices" in file.parts)
    )


def test_every_flipped_bit_of_a_vector_or_text_is_noticed(library):
    table = lance_table.LanceTable(library.folder.index_of(1), 64, create=False)
    assert all(whole for _, _, whole in table.checksums())
    stored = lance_table.stored_checksum("a b", b"\0\1")
    assert stored != lance_table.stored_checksum("a c", b"\0\1")
    assert stored != lance_table.stored_checksum("a b", b"\0\3")
    assert stored != lance_table.stored_checksum("a b", None)


def test_missing_extra_and_doubled_rows_are_mended_one_by_one(path, library):
    library.add([prepared(library, f"more{n}", title=f"M{n}") for n in range(60)])
    stop_without_closing(library)
    table = lance_table.LanceTable(path / "index" / "1", 64, create=False)
    library = open_library(path)
    rows = list(library.chunks.for_index())
    table.delete_chunks([row.chunk for row in rows[:5]])
    table.add(rows[10:13])
    from dataclasses import replace

    table.add([replace(rows[0], chunk=99_999, text="ghost")])
    assert keyword(library, "ghost") == []
    assert library.index.differences() == 0
    assert "mended" in library.summary().recovered
    assert library.index.matching(["ghost"], 5) == []
    library.close()


def test_what_a_stop_left_out_of_the_index_is_put_in_at_the_next_start(path, library, monkeypatch):
    monkeypatch.setattr(lance_table.LanceTable, "add", _no_room)
    library.add([prepared(library, "a late walrus", title="W")])
    assert keyword(library, "walrus") == ["a late walrus"], "SQLite answers meanwhile"
    monkeypatch.undo()
    stop_without_closing(library)
    library = open_library(path)
    assert keyword(library, "walrus") == ["a late walrus"]
    assert library.index.differences() == 0
    assert not library.database.connection.execute("SELECT * FROM unindexed").fetchall()
    library.close()


def _no_room(*_):
    raise OSError(28, "No space left on device")


def test_without_an_index_the_same_is_found(library, monkeypatch):
    vector = library.embedder.embed_query("document number3 of group3")
    by_words = keyword(library, "number3 group3 文件")
    best = library.index.matching(question_terms("number3 group3"), 1)[0][0]
    near = dict(library.index.nearest(vector, 10))
    monkeypatch.setattr(lance_table.LanceTable, "matching", _no_room)
    monkeypatch.setattr(lance_table.LanceTable, "nearest", _no_room)
    assert keyword(library, "number3 group3 文件") == by_words
    assert library.index.matching(question_terms("number3 group3"), 1)[0][0] == best
    scanned = dict(library.index.nearest(vector, 10))
    assert sorted(scanned.values()) == pytest.approx(sorted(near.values()), abs=2e-3)
    ids = [library.catalog.ids()[0]]
    assert len(keyword(library, "document", documents=ids)) == 1


def test_a_large_index_is_made_in_the_background_while_questions_are_answered(
    path, library, monkeypatch
):
    library.close()
    shutil.rmtree(path / "index")
    monkeypatch.setattr(lance_index, "MEND_AT_ONCE", 10)
    go = threading.Event()
    add = lance_table.LanceTable.add

    def waits(table, rows):
        assert go.wait(30)
        return add(table, rows)

    monkeypatch.setattr(lance_table.LanceTable, "add", waits)
    library = open_library(path)
    assert keyword(library, "number7") == ["document number7 of group2"]
    go.set()
    library.add([prepared(library, "a late walrus", title="W")])
    assert keyword(library, "walrus") == ["a late walrus"]
    assert library.index.differences() == 0
    library.close()


def test_without_its_embedder_a_library_is_searched_by_words(path, library):
    library.close()
    library = open_library(path)
    library.current._open_embedder("minilm").id = "another"
    assert keyword(library, "number7") == ["document number7 of group2"]
    assert library.embedder.reads(["number7"]) == [False]
    with pytest.raises(ModelMissing):
        library.embedder.embed_query("number7")
    with pytest.raises(ModelMissing):
        _ = library.chunking_tools
    assert library.index.nearest(np.ones(3, dtype=np.float32), 5) == [], "of another length"
    library.close()


def test_questions_go_on_while_documents_come_in(library):
    stop = threading.Event()
    faults = []

    def ask():
        while not stop.is_set():
            try:
                assert keyword(library, "number7") == ["document number7 of group2"]
                assert library.index.nearest(library.embedder.embed_query("number7"), 3)
            except BaseException as error:
                faults.append(error)
                return

    thread = threading.Thread(target=ask)
    thread.start()
    for n in range(30):
        library.add([prepared(library, f"text{n} and more", title=f"N{n}")])
        if n % 10 == 9:
            library.index.settle()
    stop.set()
    thread.join()
    assert not faults
    assert library.index.differences() == 0
    assert library.summary().recovered == ""


def test_many_small_imports_do_not_pile_up_files(library, path):
    for n in range(60):
        library.add([prepared(library, f"small {n}", title=f"S{n}")])
    library.close()
    data = [file for file in (path / "index").rglob("*.lance") if "data" in file.parts]
    assert len(data) < 5
    library = open_library(path)
    assert len(keyword(library, "small")) == 60
    library.close()


def test_terms_with_nothing_in_common_with_lance_survive(library):
    text = "Ａ１２３ résumé Ünïcode 書籍 " + "y" * 300
    library.add([prepared(library, text, title="")])
    for word in ("a123", "resume", "UNÏCODE", "书籍", "y" * 300):
        assert keyword(library, word) == [text], (word, terms(word))
