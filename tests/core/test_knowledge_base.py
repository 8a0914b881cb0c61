"""Opening, filling, emptying and closing a library."""

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from core.errors import (
    BadRequest,
    FileVanished,
    LibraryBusy,
    LibraryDamaged,
    LibraryNotFound,
    ReadOnlyLibrary,
)
from core.knowledge_base import KnowledgeBase
from core.operations import VERBS
from core.stores import migrations
from core.text.terms import question_terms
from tests.library_making import found as hits_of
from tests.library_making import id_of, open_library, prepared


@pytest.fixture
def path(tmp_path):
    return tmp_path / "library"


@pytest.fixture
def library(path):
    opened = open_library(path, create=True)
    yield opened
    opened.close()


def found(library, words):
    hits = library.index.matching(question_terms(words), 10)
    return [chunk.text for chunk in library.chunks.get([id for id, _ in hits])]


def kill_a_writer(path):
    """Another process opens the library for writing and is killed."""
    script = (
        "import sys, time; from pathlib import Path; from core.knowledge_base import KnowledgeBase;"
        "library = KnowledgeBase.open(Path(sys.argv[1]), create=True); print('open', flush=True);"
        "time.sleep(60)"
    )
    process = subprocess.Popen([sys.executable, "-c", script, str(path)], stdout=subprocess.PIPE)
    assert process.stdout.readline() == b"open\n"
    return process


def test_there_is_no_library_until_one_is_made(path):
    with pytest.raises(LibraryNotFound):
        open_library(path)
    with pytest.raises(LibraryNotFound):
        open_library(path, read_only=True, create=True)
    assert not path.exists()
    open_library(path, create=True).close()
    open_library(path).close()


def test_opening_loads_no_heavy_library(path):
    script = (
        "import sys; from pathlib import Path; from core.knowledge_base import KnowledgeBase;"
        "library = KnowledgeBase.open(Path(sys.argv[1]), create=True); library.summary();"
        "library.catalog.documents(); library.queue.all(); library.close();"
        "print({'torch', 'lancedb', 'pyarrow', 'numpy', 'pymupdf'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", script, str(path)], capture_output=True, text=True)
    assert done.stdout.strip() == "set()", done.stderr


def test_one_writes_while_others_read(path, library):
    library.add([prepared(library, "the granary is full")])
    with pytest.raises(LibraryBusy):
        open_library(path)
    reader = open_library(path, read_only=True)
    assert found(reader, "granary") == ["the granary is full"]
    library.add([prepared(library, "the granary is empty")])
    assert sorted(found(reader, "granary")) == ["the granary is empty", "the granary is full"]
    with pytest.raises(ReadOnlyLibrary):
        reader.add([])
    with pytest.raises(ReadOnlyLibrary):
        reader.remove(["x"])
    reader.close()


@pytest.mark.parametrize(
    ("verb", "arguments"),
    [
        ("enqueue_files", {"paths": [__file__]}),
        ("add_documents", {"paths": [__file__]}),
        ("retry_files", {"ids": [1]}),
        ("dismiss_files", {"ids": [1]}),
        ("tag_documents", {"ids": ["x"], "add": ["y"]}),
        ("rename_document", {"id": "x", "title": "y"}),
        ("remove_documents", {"ids": ["x"]}),
        ("reread_documents", {}),
        ("add_sample", {}),
        ("rename_conversation", {"id": 1, "title": "y"}),
        ("remove_conversations", {"ids": [1]}),
        ("check_library", {"repair": True}),
        ("prepare_recipe", {"chunker": "recursive"}),
        ("use_recipe", {"id": 1}),
        ("remove_recipe", {"id": 1}),
        ("prefer_retriever", {"name": "keyword"}),
    ],
)
def test_a_verb_that_changes_the_library_says_when_it_may_not(path, library, verb, arguments):
    reader = open_library(path, read_only=True)
    with pytest.raises(ReadOnlyLibrary):
        list(VERBS[verb](reader, **arguments))
    reader.close()


def test_a_thread_that_lags_behind_cannot_write_once_the_library_is_closed(path):
    library = open_library(path, create=True)
    library.close()
    with pytest.raises(sqlite3.ProgrammingError):
        library.catalog.ids()
    with pytest.raises(sqlite3.ProgrammingError):
        library.add([])
    open_library(path).close()


def test_a_library_that_cannot_be_closed_in_order_lets_others_in(path):
    library = open_library(path, create=True)
    library.database.connection.execute("DROP TABLE facts")
    with pytest.raises(sqlite3.OperationalError):
        library.close()
    (path / "library.sqlite").unlink()
    (path / "library.toml").unlink()
    open_library(path, create=True).close()


@pytest.mark.parametrize("name", ["with space", "书案", "100% of #1?", "a'b\"c", "x%41y"])
def test_a_library_may_be_in_a_folder_of_any_name(tmp_path, name):
    library = open_library(tmp_path / name, create=True)
    library.add([prepared(library, "the granary is full", content=b"x")])
    assert found(library, "granary") == ["the granary is full"]
    library.close()
    reader = open_library(tmp_path / name, read_only=True)
    assert found(reader, "granary") == ["the granary is full"]
    reader.close()
    assert (tmp_path / name / "library.sqlite").exists()


def test_a_killed_writer_does_not_keep_its_lock(path):
    process = kill_a_writer(path)
    with pytest.raises(LibraryBusy):
        open_library(path)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()
    open_library(path).close()


def test_what_was_added_is_searchable_complete_and_still_there_later(path, library):
    text = "the granary is full\n粮仓里有稻谷"
    (document,) = library.add([prepared(library, text, title="Harvest", content=b"original")])
    assert document.chunks == 2
    assert found(library, "granary") == ["the granary is full"]
    assert found(library, "稻谷") == ["粮仓里有稻谷"]
    library.close()
    library = open_library(path)
    assert library.recovered == ""
    assert library.catalog.get(document.id) == document
    assert Path(document.original).read_bytes() == b"original"
    assert found(library, "稻谷") == ["粮仓里有稻谷"]
    assert library.summary().documents == 1
    library.close()


def test_removing_is_complete(path, library):
    secret = "zanzibar"
    keep, gone = library.add(
        [
            prepared(library, "stay here", content=b"1"),
            prepared(library, f"go to {secret}\nsecond line", content=b"2"),
        ]
    )
    library.index.settle()
    assert library.remove([gone.id, "unknown"]) == (gone.id,)
    assert found(library, secret) == []
    assert library.index.differences() == 0
    assert not os.path.exists(gone.original)
    assert os.path.exists(keep.original)
    for table in ("documents", "texts", "chunks", "unindexed"):
        rows = library.database.connection.execute(f"SELECT * FROM {table}").fetchall()
        assert secret not in str([tuple(row) for row in rows])
    counts = [
        library.database.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        for table in ("documents", "texts", "chunks", "vectors")
    ]
    assert counts == [1, 1, 1, 1]
    library.close()
    assert secret.encode() not in (path / "library.sqlite").read_bytes()


def test_reading_a_document_again_replaces_it(library):
    first = prepared(library, "an old sentence", content=b"same file")
    library.add([first])
    second = prepared(library, "a new sentence", content=b"same file")
    library.add([second])
    assert library.summary().documents == 1
    assert found(library, "sentence") == ["a new sentence"]
    assert library.index.differences() == 0


def test_a_document_and_its_row_of_the_import_list_change_together(library):
    library.database.connection.execute(
        "INSERT INTO queue (id, path, display, name, linked, bytes, state)"
        " VALUES (7, x'00', 'a', 'a', 0, 1, 'waiting')"
    )
    assert library.summary().waiting == 1
    bad = prepared(library, "second", queue_id=7)
    object.__setattr__(bad.made, "vectors", None)
    with pytest.raises(AttributeError):
        library.add([prepared(library, "first", queue_id=7), bad])
    assert (library.summary().waiting, library.summary().documents) == (1, 0)
    library.add([prepared(library, "first", queue_id=7)])
    assert (library.summary().waiting, library.summary().documents) == (0, 1)


def test_a_new_title_is_found_by_the_next_question(library):
    (document,) = library.add([prepared(library, "nothing about it", title="Before")])
    library.catalog.rename(document.id, "Xylophone lessons")
    assert found(library, "xylophone") == ["nothing about it"]
    assert found(library, "before") == []


def test_a_chunk_the_embedder_cannot_read_has_no_vector(library):
    library.add([prepared(library, "plain english\n中文句子", title="")])
    hits = library.index.nearest(library.embedder.embed_query("english"), 10)
    assert [library.chunks.get([id])[0].text for id, _ in hits] == ["plain english"]


def test_a_copy_is_called_by_its_content_alone(library, tmp_path):
    source = tmp_path / "x"
    source.write_bytes(b"content")
    id = id_of(b"content")
    assert library.folder.store_original(source, id, ".PDF").name == f"{id}.pdf"
    assert library.folder.store_original(source, id, "../../evil").name == id
    with pytest.raises(ValueError, match="not an id"):
        library.folder.store_original(source, "../escape", "txt")
    with pytest.raises(FileVanished):
        library.folder.store_original(source, id_of(b"other"), "txt")
    with pytest.raises(FileVanished):
        library.folder.store_original(tmp_path / "gone", id, "txt")
    assert sorted(os.listdir(library.folder.originals)) == [id, f"{id}.pdf"]


def test_half_made_copies_go_at_the_next_start_and_strange_files_stay(path):
    process = kill_a_writer(path)
    orphan = path / "documents" / f"{id_of(b'orphan')}.txt"
    for name in (orphan, path / "documents" / ".incoming-x", path / "documents" / "my notes.txt"):
        name.write_bytes(b"x")
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()
    open_library(path).close()
    assert os.listdir(path / "documents") == ["my notes.txt"]


def test_copies_that_a_restored_database_does_not_know_are_kept(path, library):
    library.add([prepared(library, "text", content=b"1")])
    library.close()
    before = (path / "library.sqlite").read_bytes()
    library = open_library(path)
    (later,) = library.add([prepared(library, "later", content=b"2")])
    library.database.close()
    library.folder.unlock()
    (path / "library.sqlite").write_bytes(before)
    library = open_library(path)
    assert library.summary().documents == 1
    assert os.path.exists(later.original)
    library.close()


def test_a_library_of_the_future_opens_for_reading(path, library):
    library.add([prepared(library, "the granary is full")])
    future = len(migrations.MIGRATIONS) + 1
    library.database.connection.execute(f"PRAGMA user_version = {future}")
    library.close()
    library = open_library(path)
    assert library.read_only
    assert "newer" in library.summary().recovered
    assert found(library, "granary") == ["the granary is full"]
    library.close()


def test_a_failed_migration_puts_the_snapshot_back(path, library, monkeypatch):
    library.add([prepared(library, "the granary is full")])
    library.close()

    def breaks(connection):
        """Break half way."""
        connection.execute("DROP TABLE chunks")
        connection.execute("COMMIT")
        connection.execute("BEGIN")
        raise RuntimeError("no")

    monkeypatch.setattr(migrations, "MIGRATIONS", [*migrations.MIGRATIONS, breaks])
    monkeypatch.setattr("core.stores.opening.MIGRATIONS", migrations.MIGRATIONS)
    with pytest.raises(RuntimeError, match="no"):
        open_library(path)
    monkeypatch.undo()
    library = open_library(path)
    assert found(library, "granary") == ["the granary is full"]
    assert list((path / "backups").glob("before-schema-*.sqlite"))
    library.close()


@pytest.mark.parametrize("damage", ["garbage", "empty folder card", "half"])
def test_a_damaged_library_says_so(path, library, damage):
    library.add([prepared(library, f"text {n} " * 200) for n in range(40)])
    library.close()
    file = path / "library.sqlite"
    if damage == "garbage":
        file.write_bytes(b"this is no database at all, only words" * 100)
    elif damage == "half":
        file.write_bytes(file.read_bytes()[:20_000])
        (path / "session").write_text("x")
    else:
        file.unlink()
    with pytest.raises(LibraryDamaged) as caught:
        open_library(path, create=True)
    assert "backup" in caught.value.hint


def test_a_lost_or_broken_library_card_is_written_anew(path, library):
    library.close()
    card = (path / "library.toml").read_text()
    (path / "library.toml").write_text("schema = [")
    library = open_library(path)
    assert "library.toml" in library.recovered
    assert (path / "library.toml").read_text() == card
    library.close()


def test_passages_carry_what_a_reader_needs(library):
    library.add([prepared(library, "first line\nsecond granary", title="T")])
    hits = hits_of(library.retriever("keyword"), "granary", 5)
    (passage,) = library.passages(hits)
    assert (passage.text, passage.start, passage.title, passage.page) == (
        "second granary", 11, "T", 1,
    )  # fmt: skip
    assert passage.found_by == ("keyword",)


def test_a_library_moved_elsewhere_finds_its_originals(path, library, tmp_path):
    library.add([prepared(library, "text", content=b"1")])
    library.close()
    moved = tmp_path / "moved"
    path.rename(moved)
    library = open_library(moved)
    assert Path(library.catalog.documents()[0].original).read_bytes() == b"1"
    library.close()


def test_a_second_close_does_nothing(path):
    library = KnowledgeBase.open(path, create=True)
    library.close()
    library.close()


def test_the_preferred_retriever_is_kept_with_the_library(path, library):
    assert library.preferred_retriever == ""
    library.prefer_retriever("keyword")
    with pytest.raises(BadRequest):
        library.prefer_retriever("nobody")
    library.close()
    library = open_library(path)
    assert library.summary().preferred_retriever == "keyword"
    library.prefer_retriever("")
    assert library.preferred_retriever == ""
    library.close()


def test_removing_leaves_nothing_in_the_index_of_a_former_recipe(path, library, monkeypatch):
    from core import registry
    from core.events import finished
    from core.preparing import prepare

    monkeypatch.setitem(registry.CHUNKERS, "pairs", "tests.library_making:PairChunker")
    (document,) = library.add([prepared(library, "go to zanzibar\nsecond line")])
    recipe = finished(prepare(library, chunker="pairs"))
    library.remove([document.id])
    assert library.opened(recipe.id).index.matching(["zanzibar"], 5) == []
    library.close()
    for folder in ("1", str(recipe.id)):
        files = [file for file in (path / "index" / folder).rglob("*") if file.is_file()]
        assert files
        assert not any(b"zanzibar" in file.read_bytes() for file in files)
