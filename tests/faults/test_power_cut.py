"""Thirty simulated power cuts during an import.

What a file system promises is respected and no more: a file is whole when it was synced (originals,
the database and its write-ahead log at a commit); anything else written since the library was
opened may be empty, cut short or gone. LanceDB never syncs, so its whole folder is fair game.
"""

import os
import random
import shutil
from pathlib import Path

import pytest

from core.text.terms import question_terms
from tests.library_making import open_library, prepared

CUTS = 30
DOCUMENTS = 24

pytestmark = pytest.mark.faults


@pytest.fixture
def synced(monkeypatch):
    """Files (and folders) that were synced, by inode, so that a rename keeps the promise."""
    inodes = set()
    sync = os.fsync

    def noted(handle):
        sync(handle)
        inodes.add(os.fstat(handle).st_ino)

    monkeypatch.setattr(os, "fsync", noted)
    return inodes


@pytest.mark.parametrize("seed", range(CUTS))
def test_nothing_that_was_added_is_lost_and_the_index_heals(tmp_path, synced, seed):
    chance = random.Random(seed)
    path, after = tmp_path / "library", tmp_path / "after"
    library = open_library(path, create=True)
    reported = []
    cut_at = chance.randrange(1, DOCUMENTS)
    in_the_middle_of = chance.choice(["writing SQLite", "copying", "indexing", "nothing"])
    batch = []
    for number in range(DOCUMENTS):
        text = f"document number{number} of the import\n第{number}号文件的内容"
        content = f"original {number}".encode()
        item = prepared(library, text, title=f"T{number}", name=f"{number}.txt", content=content)
        batch.append(item)
        if number == cut_at and in_the_middle_of == "copying":
            (path / "documents" / f".incoming-{item.document.id}.txt").write_bytes(b"half")
            break
        if number == cut_at and in_the_middle_of == "writing SQLite":
            with library.database.transaction() as connection:
                connection.execute("DELETE FROM documents")
                lights_out(path, after, synced, chance)
            break
        if number == cut_at and in_the_middle_of == "indexing":
            stop_before_indexing(library, batch)
            reported += [each.document.id for each in batch]
            break
        if len(batch) == chance.randrange(1, 4) or number == cut_at:
            reported += [document.id for document in library.add(batch)]
            batch = []
        if chance.random() < 0.15:
            library.index.settle()
        if number == cut_at:
            break
    if not after.exists():
        lights_out(path, after, synced, chance)
    library.close()

    library = open_library(after)
    assert set(reported) <= set(library.catalog.ids())
    for document in library.catalog.documents():
        number = document.name.removesuffix(".txt")
        assert found(library, f"number{number}")[0] == f"document number{number} of the import"
        assert f"第{number}号文件的内容" in found(library, f"第{number}号文件")
        assert Path(document.original).read_bytes() == f"original {number}".encode()
    count = len(library.catalog.ids())
    vector = library.embedder.embed_query("document")
    assert len(library.index.nearest(vector, 1000)) == count
    assert library.index.differences() == 0
    names = {os.path.basename(document.original) for document in library.catalog.documents()}
    assert set(os.listdir(after / "documents")) == names, "copies of no document are cleared away"
    library.close()


def stop_before_indexing(library, batch):
    """What `add` does up to its commit; the index never hears of it."""
    refresh = library.index.refresh
    library.index.refresh = lambda: None
    try:
        library.add(batch)
    finally:
        library.index.refresh = refresh


def found(library, words):
    hits = library.index.matching(question_terms(words), 3)
    return [chunk.text for chunk in library.chunks.get([id for id, _ in hits])]


def lights_out(path, after, synced, chance):
    """The folder as it is found after the cut: everything unsynced may have suffered."""
    shutil.copytree(path, after)
    for file in sorted(after.rglob("*")):
        before = path / file.relative_to(after)
        # SQLite syncs its log at each commit and looks after the rest of it by checksums.
        if file.name.startswith("library.sqlite") or not file.is_file():
            continue
        if before.stat().st_ino in synced:
            continue
        fate = chance.random()
        if fate < 0.3:
            file.write_bytes(b"")
        elif fate < 0.5:
            os.truncate(file, chance.randrange(file.stat().st_size + 1))
        elif fate < 0.6:
            file.unlink()


def test_the_simulation_breaks_what_was_not_synced(tmp_path, synced):
    """Else the test above would prove nothing."""
    library = open_library(tmp_path / "library", create=True)
    for number in range(5):
        library.add([prepared(library, f"text {number}", title=f"{number}")])
    path = tmp_path / "library"
    lights_out(path, tmp_path / "after", synced, random.Random(1))
    library.close()
    files = [file for file in (path / "index").rglob("*") if file.is_file()]
    whole = sum(
        (tmp_path / "after" / file.relative_to(path)).exists()
        and (tmp_path / "after" / file.relative_to(path)).read_bytes() == file.read_bytes()
        for file in files
    )
    assert whole < len(files)
