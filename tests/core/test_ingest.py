"""The road of a document into the library, on real files, stores and workers."""

import os
from pathlib import Path

import pytest

from core import ingest, wire
from core.dropped_files import files_in
from core.errors import FileVanished, NotFound
from core.events import Changes, FilesChanged, Progress, finished
from core.knowledge_base import KnowledgeBase
from core.types import FileState

HARVEST = "粮仓里存有二百一十四石稻谷，由保管员李明签字确认。"


@pytest.fixture
def library(tmp_path):
    opened = KnowledgeBase.open(tmp_path / "library", create=True)
    yield opened
    opened.close()


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "dropped"
    made.mkdir()
    return made


def run(road):
    events = []
    try:
        while True:
            events.append(next(road))
    except StopIteration as stop:
        return events, stop.value


def write(folder: Path, name: str, text: str = HARVEST) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_folder_comes_in_and_one_bad_file_stops_nothing(library, folder):
    write(folder, "a.txt")
    write(folder, "b.md", "# 收成\n\n" + HARVEST + "第二年。")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 nothing follows")
    events, result = run(ingest.add(library, [folder]))
    assert sorted(document.name for document in result.added) == ["a.txt", "b.md"]
    assert [failed.kind for failed in result.failed] == ["DamagedFile"]
    assert result.failed[0].hint
    assert any(isinstance(event, Progress) for event in events)
    assert any(isinstance(event, Changes) and event.documents for event in events)
    assert library.summary().documents == 2
    assert [file.state for file in library.queue.all()] == [FileState.FAILED]


def test_a_document_is_announced_with_its_row_and_is_searchable_then(library, folder):
    write(folder, "a.txt")
    road = ingest.add(library, [folder])
    for event in road:
        if isinstance(event, FilesChanged) and event.documents:
            found = finished(library.retriever("keyword").retrieve("谁签字确认", 5)).hits
            assert found
            assert library.passages(found)[0].document == event.documents[0].id
            return
    pytest.fail("no document was announced")


def test_the_same_content_is_added_once_whatever_its_name(library, folder):
    write(folder, "one.txt")
    write(folder, "two.txt")
    _, first = run(ingest.add(library, [folder]))
    assert (len(first.added), len(first.skipped)) == (1, 1)
    _, second = run(ingest.add(library, [folder]))
    assert (len(second.added), len(second.skipped)) == (0, 2)
    assert second.skipped[0].reason == ingest.ALREADY_IN
    assert library.queue.all() == ()


def test_originals_are_copied_or_linked_as_asked(library, folder):
    copied = write(folder, "copied.txt", HARVEST + "甲")
    linked = write(folder, "linked.txt", HARVEST + "乙")
    _, first = run(ingest.add(library, [copied]))
    _, second = run(ingest.add(library, [linked], copy=False))
    assert Path(first.added[0].original).parent == library.folder.originals
    assert Path(first.added[0].original).read_text(encoding="utf-8") == HARVEST + "甲"
    assert Path(second.added[0].original) == linked
    library.remove([first.added[0].id, second.added[0].id])
    assert not Path(first.added[0].original).exists()
    assert linked.exists()


def test_closing_the_road_keeps_what_is_in_and_the_rest_on_the_list(library, folder):
    for n in range(8):
        write(folder, f"{n}.txt", HARVEST + str(n))
    road = ingest.add(library, [folder])
    for event in road:
        if isinstance(event, FilesChanged) and event.documents:
            break
    road.close()
    there = library.summary()
    assert there.documents >= 1
    assert there.documents + there.waiting == 8
    run(ingest.prepare(library))
    assert library.summary().documents == 8
    assert len(list(library.folder.originals.iterdir())) == 8


def test_a_path_that_is_not_there_is_told(library, tmp_path):
    _, result = run(ingest.add(library, [tmp_path / "nowhere.pdf"]))
    assert [failed.kind for failed in result.failed] == [FileVanished.__name__]


def test_reading_anew_keeps_title_tags_and_date(library, folder):
    _, result = run(ingest.add(library, [write(folder, "a.txt")]))
    before = library.catalog.rename(result.added[0].id, "我的标题")
    library.catalog.tag([before.id], ["农业"], [])
    _, again = run(ingest.reread(library, [before.id]))
    after = again.added[0]
    assert (after.id, after.title, after.tags, after.added) == (
        before.id,
        "我的标题",
        ("农业",),
        before.added,
    )
    assert library.summary().documents == 1
    assert Path(after.original).exists()


def test_a_failed_file_can_be_put_right_and_tried_again(library, folder):
    path = folder / "later.txt"
    path.write_bytes(b"")
    _, result = run(ingest.add(library, [path]))
    assert result.failed[0].kind == "EmptyDocument"
    write(folder, "later.txt")
    run(ingest.retry(library, [library.queue.all()[0].id]))
    _, tally = run(ingest.prepare(library))
    assert tally.added == 1
    assert library.queue.all() == ()


def test_links_out_of_a_folder_hidden_and_system_files_are_passed_over(folder, tmp_path):
    outside = write(tmp_path, "secret.txt")
    write(folder, "seen.txt")
    for name in (".hidden", "~$report.docx", "Thumbs.db"):
        write(folder, name)
    (folder / "link.txt").symlink_to(outside)
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    os.mkfifo(folder / "pipe")
    assert [path.name for path, _ in files_in(folder)] == ["seen.txt"]


@pytest.mark.parametrize(
    "name",
    ["<img src=x>.txt", "-rf.txt", "年报" * 30 + ".txt", "a\nb.txt", "e\u0301.txt", "CON.txt"],
)
def test_odd_names_come_in_and_are_shown_as_they_are(library, folder, name):
    write(folder, name)
    _, result = run(ingest.add(library, [folder]))
    assert [document.name for document in result.added] == [name]


def test_a_name_that_is_not_text_comes_in(library, folder):
    path = os.path.join(os.fsencode(folder), b"\xff\xfe.txt")
    with open(path, "wb") as file:
        file.write(HARVEST.encode())
    _, result = run(ingest.add(library, [folder]))
    assert len(result.added) == 1
    assert result.added[0].name.endswith(".txt")


def locked_pdf(folder: Path) -> Path:
    import pymupdf

    document = pymupdf.open()
    document.new_page().insert_text((72, 72), "粮仓里存有稻谷。", fontname="china-s")
    path = folder / "locked.pdf"
    document.save(path, encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="gate", owner_pw="gate")
    return path


def test_a_locked_document_asks_for_its_password_and_its_pages_can_be_drawn_later(library, folder):
    path = locked_pdf(folder)
    _, result = run(ingest.add(library, [path]))
    assert result.failed[0].kind == "PasswordNeeded"
    row = library.queue.all()[0].id
    run(ingest.retry(library, [row], "wrong"))
    run(ingest.prepare(library))
    assert library.queue.all()[0].error == "WrongPassword"
    run(ingest.retry(library, [row], "gate"))
    _, tally = run(ingest.prepare(library))
    assert tally.added == 1
    document = library.catalog.documents()[0]
    assert document.path == str(path)
    assert Path(library.draw_page(document.id, 1, 1.0).path).stat().st_size > 0
    assert b"gate" not in library.folder.database.read_bytes()


def until_read(road):
    """Advance a road until its first file has been read and waits to be embedded."""
    for event in road:
        if isinstance(event, FilesChanged) and event.files[0].state is FileState.PREPARING:
            return event
    pytest.fail("nothing was read")


def add_one(library, folder, text=HARVEST, name="a.txt"):
    _, result = run(ingest.add(library, [write(folder, name, text)]))
    return result.added[0]


def reread_until_read(library, ids):
    """Advance the rereading of documents until the first of them waits to be embedded."""
    road = ingest.reread(library, ids)
    while not any(isinstance(event, Progress) for event in [next(road)]):
        pass
    return road


def test_a_document_removed_while_it_is_read_anew_stays_removed(library, folder):
    document = add_one(library, folder)
    road = reread_until_read(library, [document.id])
    library.remove([document.id])
    _, result = run(road)
    assert result.added == ()
    assert library.summary().documents == 0
    assert list(library.folder.originals.iterdir()) == []


def test_a_tag_taken_away_while_a_document_is_read_anew_stays_away(library, folder):
    document = add_one(library, folder)
    library.catalog.tag([document.id], ["农业", "旧"], [])
    road = reread_until_read(library, [document.id])
    library.catalog.tag([document.id], [], ["旧"])
    _, result = run(road)
    assert result.added[0].tags == ("农业",)


def test_reading_anew_tells_how_much_is_left_and_shows_no_rows(library, folder):
    documents = [add_one(library, folder, HARVEST + str(n), f"{n}.txt") for n in range(3)]
    events, result = run(ingest.reread(library, [document.id for document in documents]))
    assert len(result.added) == 3
    totals = {event.total for event in events if isinstance(event, Progress)}
    assert totals == {3}
    rows = [row for event in events if isinstance(event, FilesChanged) for row in event.files]
    assert rows == []


def test_reading_anew_what_is_not_there_is_said(library):
    with pytest.raises(NotFound):
        run(ingest.reread(library, ["0" * 32]))


def test_a_file_dismissed_while_it_is_read_does_not_come_in(library, folder):
    road = ingest.add(library, [write(folder, "a.txt")])
    until_read(road)
    library.queue.remove([file.id for file in library.queue.all()])
    _, result = run(road)
    assert result.added == ()
    assert library.summary().documents == 0
    assert list(library.folder.originals.iterdir()) == []


def test_a_stopped_import_leaves_no_copies_behind(library, folder):
    road = ingest.add(library, [write(folder, "a.txt")])
    until_read(road)
    road.close()
    assert library.summary().waiting == 1
    assert list(library.folder.originals.iterdir()) == []


def test_a_file_is_not_blamed_for_imports_that_were_stopped_in_order(library, folder):
    write(folder, "a.txt")
    run(ingest.enqueue(library, [folder]))
    for _ in range(3):
        road = ingest.prepare(library)
        until_read(road)
        road.close()
        assert [entry.attempts for entry in library.queue.waiting(5)] == [0]


def test_a_paused_import_that_is_closed_leaves_the_copy_of_a_document_that_came_in_meanwhile(
    library, folder
):
    path = write(folder, "a.txt")
    paused = ingest.add(library, [path])
    until_read(paused)
    document = add_one(library, folder)
    paused.close()
    assert Path(document.original).exists()


def test_a_file_put_right_while_others_come_in_is_tried_again_in_the_same_run(library, folder):
    (folder / "a.txt").write_bytes(b"")
    write(folder, "b.txt")
    run(ingest.enqueue(library, [folder]))
    road = ingest.prepare(library)
    for event in road:
        if isinstance(event, FilesChanged) and event.files[0].state is FileState.FAILED:
            write(folder, "a.txt", HARVEST + "补")
            run(ingest.retry(library, [event.files[0].id]))
            break
    _, tally = run(road)
    assert tally.added == 2
    assert library.queue.all() == ()


def test_a_file_dropped_while_an_import_tidies_up_comes_in_too(library, folder):
    run(ingest.enqueue(library, [write(folder, "a.txt")]))
    road = ingest.prepare(library)
    while not isinstance(next(road), Changes):
        pass
    run(ingest.enqueue(library, [write(folder, "b.txt", HARVEST + "乙")]))
    _, tally = run(road)
    assert tally.added == 2


def test_the_same_file_dropped_twice_while_it_is_read_comes_in_once(library, folder):
    path = write(folder, "a.txt")
    run(ingest.enqueue(library, [path]))
    road = ingest.prepare(library)
    until_read(road)
    run(ingest.enqueue(library, [path]))
    _, tally = run(road)
    assert (tally.added, tally.failed) == (1, 0)
    assert library.queue.all() == ()


def test_why_a_file_whose_name_is_not_text_failed_can_be_told(library, folder):
    path = os.path.join(os.fsencode(folder), b"\xff\xfe.txt")
    with open(path, "wb") as file:
        file.write(HARVEST.encode())
    run(ingest.enqueue(library, [folder]))
    os.unlink(path)
    run(ingest.prepare(library))
    wire.encode(library.queue.all())
    assert library.queue.all()[0].error == FileVanished.__name__
    wire.encode(FileVanished(name=os.fsdecode(b"\xff")).message)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="needs permissions that bind")
def test_a_file_in_a_folder_that_may_not_be_entered_is_told(library, folder):
    write(folder, "a.txt")
    folder.chmod(0)
    try:
        _, result = run(ingest.add(library, [folder / "a.txt"]))
    finally:
        folder.chmod(0o700)
    assert [failed.kind for failed in result.failed] == [FileVanished.__name__]


def test_a_path_too_long_for_the_system_is_told(library, folder):
    _, result = run(ingest.add(library, [folder / ("n" * 5000)]))
    assert [failed.kind for failed in result.failed] == [FileVanished.__name__]


def test_a_large_batch_is_shown_at_the_file_that_most_of_it_comes_from(library, folder):
    lines = "\n\n".join(
        f"The keeper counted {n} ships in harbour {n * 7}. " * 12 for n in range(700)
    )
    write(folder, "0 large.txt", lines)
    write(folder, "1 small.txt")
    events, result = run(ingest.add(library, [folder]))
    assert len(result.added) == 2
    shown = {
        row.name
        for event in events
        if isinstance(event, FilesChanged)
        for row in event.files
        if row.state is FileState.PREPARING and row.done
    }
    assert shown == {"0 large.txt"}
