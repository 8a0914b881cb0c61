"""The pool reads in other processes, survives what happens to them, and leaves none behind."""

import os
import signal
from concurrent.futures import CancelledError, ThreadPoolExecutor

import psutil
import pytest

from core.errors import DamagedFile, NotFound, ParserCrashed, PasswordNeeded, TooSlow
from core.events import Progress
from core.parsing.mupdf import mupdf
from core.workers import parser_pool
from core.workers.parser_pool import ParserPool, Patience
from tests.core.parsing.pdf_pages import PROSE, column, finished, saved, stream_pdf


@pytest.fixture
def pool():
    made = ParserPool()
    yield made
    pids = made.worker_ids()
    made.close()
    assert not any(psutil.pid_exists(pid) for pid in pids)


@pytest.fixture
def pdf(tmp_path):
    return saved(tmp_path / "a.pdf", lambda page, n: column(page, PROSE, 50, 80, 400), pages=3)


@pytest.fixture
def endless(tmp_path):
    """Takes the parser far longer than any test lasts."""
    line = b"BT /F 4 Tf 10 400 Td (" + b"word " * 100 + b") Tj ET\n"
    return stream_pdf(tmp_path / "long.pdf", line * 100, pages=5000)


def test_a_file_is_read_in_another_process_and_progress_is_told(pool, pdf):
    told = []
    reading = pool.parse(pdf, "a.pdf")
    try:
        while True:
            told.append(next(reading))
    except StopIteration as end:
        document = end.value
    assert document.pages == 3
    assert all(isinstance(progress, Progress) for progress in told)
    task = pool.submit(pdf, "a.pdf")
    assert task.result() == document
    assert task.ready()
    assert task.progress().done == 3


def test_a_worker_stays_for_the_next_file(pool, pdf):
    pool.submit(pdf, "a.pdf").result()
    before = pool.worker_ids()
    pool.submit(pdf, "a.pdf").result()
    assert pool.worker_ids() == before


def test_a_worker_is_replaced_after_its_share_of_documents(pool, pdf, monkeypatch):
    monkeypatch.setattr(parser_pool, "DOCUMENTS_A_WORKER", 1)
    pool.submit(pdf, "a.pdf").result()
    assert pool.worker_ids() == []
    assert pool.submit(pdf, "a.pdf").result().pages == 3


def test_a_worker_is_replaced_after_a_damaged_file_but_not_after_a_locked_one(pool, pdf, tmp_path):
    locked = saved(
        tmp_path / "locked.pdf",
        lambda page, n: column(page, PROSE, 50, 80, 400),
        encryption=mupdf().PDF_ENCRYPT_AES_256,
        user_pw="sesame",
    )
    with pytest.raises(PasswordNeeded, match=r"locked\.pdf"):
        pool.submit(locked, "locked.pdf").result()
    assert pool.submit(locked, "locked.pdf", "sesame").result().pages == 1
    assert len(pool.worker_ids()) == 1
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.4 and nothing else")
    with pytest.raises(DamagedFile):
        pool.submit(tmp_path / "b.pdf", "b.pdf").result()
    assert pool.worker_ids() == []


def test_a_killed_worker_fails_its_file_only(pool, pdf, endless):
    task = pool.submit(endless, "long.pdf")
    while task.progress() is None:
        task.wait(0.01)
    os.kill(pool.worker_ids()[0], signal.SIGKILL)
    with pytest.raises(ParserCrashed, match=r"long\.pdf"):
        task.result()
    assert pool.submit(pdf, "a.pdf").result().pages == 3


def test_a_file_that_takes_too_long_is_stopped(endless, pdf):
    pool = ParserPool(patience=Patience(floor=0.5, megabyte=0, page=0))
    try:
        with pytest.raises(TooSlow, match=r"long\.pdf"):
            pool.submit(endless, "long.pdf").result()
        assert pool.worker_ids() == []
    finally:
        pool.close()


def test_cancelling_ends_the_worker_and_the_next_file_is_read(pool, pdf, endless):
    task = pool.submit(endless, "long.pdf")
    while task.progress() is None:
        task.wait(0.01)
    task.cancel()
    with pytest.raises(CancelledError):
        task.result()
    assert finished(pool.parse(pdf, "a.pdf")).pages == 3


def test_closing_the_generator_gives_the_file_up(pool, pdf, endless):
    reading = pool.parse(endless, "long.pdf")
    next(reading)
    reading.close()
    assert finished(pool.parse(pdf, "a.pdf")).pages == 3


def test_closing_the_pool_gives_everything_up(endless):
    pool = ParserPool()
    tasks = [pool.submit(endless, "long.pdf") for _ in range(3)]
    pool.close()
    for task in tasks:
        with pytest.raises(CancelledError):
            task.result()
    assert pool.worker_ids() == []


def test_pages_are_drawn_beside_an_import(pool, pdf, endless, tmp_path):
    task = pool.submit(endless, "long.pdf")
    folder = tmp_path / "drawn"
    folder.mkdir()
    file, width, height, stride, rotation, page_width, page_height = pool.draw(pdf, 2, 1.5, folder)
    assert not task.ready()
    task.cancel()
    assert (width, height, rotation) == (893, 1263, 0)
    assert (round(page_width), round(page_height)) == (595, 842)
    assert file.parent == folder
    assert file.stat().st_size == stride * height
    assert min(file.read_bytes()) < 40


def test_a_turned_page_is_drawn_turned(pool, tmp_path):
    path = saved(tmp_path / "t.pdf", lambda page, n: page.set_rotation(90))
    drawn = pool.draw(path, 1, 1.0, tmp_path)
    assert (drawn.width, drawn.height, drawn.rotation) == (842, 595, 90)
    assert (round(drawn.page_width), round(drawn.page_height)) == (595, 842)


def test_a_huge_scale_is_lowered(pool, pdf, tmp_path):
    drawn = pool.draw(pdf, 1, 900.0, tmp_path)
    assert drawn.width * drawn.height < 37_000_000


def test_a_page_that_is_not_there_is_named(pool, pdf, tmp_path):
    with pytest.raises(NotFound):
        pool.draw(pdf, 99, 1.0, tmp_path)


def test_names_that_no_encoding_knows_can_be_read(pool, pdf, tmp_path):
    odd = tmp_path / os.fsdecode(b"caf\xe9\n-rf.pdf")
    odd.write_bytes(pdf.read_bytes())
    assert pool.submit(odd, odd.name).result().pages == 3


def test_closing_ends_a_drawing_at_once_and_whoever_waits_for_it_hears_that_it_was_given_up(
    endless, tmp_path
):
    patient = ParserPool(patience=Patience(drawing=300.0))
    heavy = stream_pdf(tmp_path / "heavy.pdf", b"0 0 m 500 700 l 3 w S\n" * 2_000_000, pages=1)
    with ThreadPoolExecutor(1) as window:
        waiting = window.submit(patient.draw, heavy, 1, 8.0, tmp_path)
        while not patient.worker_ids():
            pass
        patient.close()
        with pytest.raises(CancelledError):
            waiting.result()
    assert patient.worker_ids() == []


def test_a_file_whose_pages_were_drawn_is_let_go(pool, pdf, tmp_path):
    pool.draw(pdf, 1, 1.0, tmp_path)
    assert len(pool.worker_ids()) == 1
    pool.release_files()
    assert pool.worker_ids() == []
    assert pool.draw(pdf, 1, 1.0, tmp_path).width > 0
