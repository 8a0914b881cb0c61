"""Files made to hurt: each ends in a document or a named error, and the pool reads the next one."""

import os
import random
import signal
import struct
import zlib

import pytest

from core.errors import (
    DamagedFile,
    FileVanished,
    ParserCrashed,
    ReadingError,
    TooLarge,
    TooSlow,
)
from core.parsing.mupdf import mupdf
from core.types import NoticeKind
from core.workers.parser_pool import ParserPool, Patience
from tests.core.parsing.pdf_pages import PROSE, column, saved, stream_pdf

pytestmark = [pytest.mark.faults, pytest.mark.slow]


@pytest.fixture(scope="module")
def good(tmp_path_factory):
    def draw(page, number):
        column(page, PROSE, 50, 80, 400)

    return saved(tmp_path_factory.mktemp("good") / "good.pdf", draw, pages=2)


@pytest.fixture
def pool(good):
    """A pool that must still read a good file when the test is over."""
    made = ParserPool()
    try:
        yield made
        assert made.submit(good, "good.pdf").result().pages == 2
    finally:
        made.close()


def outcome(pool, path, name=None):
    """The document, or the error that the person would meet; anything else fails the test."""
    try:
        return pool.submit(path, name or path.name).result()
    except ReadingError as raised:
        error = raised
    assert (name or path.name) in error.message
    assert error.hint
    return error


def test_a_file_of_no_bytes(pool, tmp_path):
    (tmp_path / "a.pdf").touch()
    assert isinstance(outcome(pool, tmp_path / "a.pdf"), ReadingError)


def test_a_file_that_is_gone(pool, tmp_path):
    assert isinstance(outcome(pool, tmp_path / "gone.pdf"), FileVanished)


def test_a_pdf_cut_anywhere(pool, good, tmp_path):
    whole = good.read_bytes()
    for share in (0.02, 0.3, 0.6, 0.9, 0.99):
        cut = tmp_path / f"{share}.pdf"
        cut.write_bytes(whole[: int(share * len(whole))])
        result = outcome(pool, cut)
        if not isinstance(result, ReadingError):
            assert NoticeKind.DAMAGED in {notice.kind for notice in result.notices}


def test_a_pdf_with_bytes_changed(pool, good, tmp_path):
    whole = bytearray(good.read_bytes())
    for step in (7, 31, 97):
        for place in range(step, len(whole), 40 * step):
            whole[place] ^= 0x55
        (tmp_path / "changed.pdf").write_bytes(whole)
        outcome(pool, tmp_path / "changed.pdf")


def test_a_pdf_called_by_another_ending(pool, good, tmp_path):
    (tmp_path / "letter.docx").write_bytes(good.read_bytes())
    assert outcome(pool, tmp_path / "letter.docx").format == "pdf"


def test_a_small_file_of_endless_text_meets_the_memory_limit(pool, tmp_path):
    line = b"BT /F 4 Tf 10 400 Td (" + b"word " * 200 + b") Tj ET\n"
    bomb = stream_pdf(tmp_path / "bomb.pdf", line * 40_000)
    assert bomb.stat().st_size < 1_000_000
    assert isinstance(outcome(pool, bomb), TooLarge | ParserCrashed | TooSlow)


def test_a_picture_of_billions_of_points_is_refused(pool, tmp_path):
    def chunk(kind, body):
        check = struct.pack(">I", zlib.crc32(kind + body))
        return struct.pack(">I", len(body)) + kind + body + check

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0)
    rows = zlib.compress(bytes(60_001) * 100, 9)
    path = tmp_path / "huge.png"
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )
    assert isinstance(outcome(pool, path), TooLarge)


def test_a_page_as_large_as_a_field_is_read(pool, tmp_path):
    def draw(page, number):
        page.set_mediabox((0, 0, 14_400, 14_400))
        page.insert_text((100, 100), PROSE)

    assert "committee" in outcome(pool, saved(tmp_path / "field.pdf", draw)).text


def test_five_thousand_pages_are_read(pool, tmp_path):
    content = b"BT /F 10 Tf 50 700 Td (A short page among very many others.) Tj ET"
    document = outcome(pool, stream_pdf(tmp_path / "long.pdf", content, pages=5000))
    assert document.pages == 5000
    assert len(document.geometry) == 5000


def test_more_pages_than_anybody_reads_are_refused(pool, tmp_path):
    content = b"BT /F 10 Tf 50 700 Td (Page.) Tj ET"
    path = stream_pdf(tmp_path / "longer.pdf", content, pages=20_001)
    assert isinstance(outcome(pool, path), TooLarge)


def test_deeply_nested_objects_do_not_end_the_reader(pool, tmp_path):
    nested = b"[" * 50_000 + b"]" * 50_000
    path = stream_pdf(tmp_path / "deep.pdf", b"BT ET", extra=b"/Deep " + nested)
    assert isinstance(outcome(pool, path), ReadingError)


def test_pages_that_name_themselves_as_their_children(pool, tmp_path):
    path = stream_pdf(tmp_path / "loop.pdf", b"BT ET")
    path.write_bytes(path.read_bytes().replace(b"/Kids[5 0 R]", b"/Kids[2 0 R]"))
    assert isinstance(outcome(pool, path), ReadingError)


def test_a_file_that_hangs_is_stopped(good, tmp_path):
    line = b"BT /F 4 Tf 10 400 Td (" + b"word " * 100 + b") Tj ET\n"
    slow = stream_pdf(tmp_path / "slow.pdf", line * 2000, pages=200)
    pool = ParserPool(patience=Patience(floor=3, megabyte=0, page=0))
    try:
        assert isinstance(outcome(pool, slow), TooSlow | TooLarge)
        assert pool.submit(good, "good.pdf").result().pages == 2
    finally:
        pool.close()


def test_a_reader_that_is_killed_again_and_again(pool, tmp_path):
    line = b"BT /F 4 Tf 10 400 Td (" + b"word " * 100 + b") Tj ET\n"
    slow = stream_pdf(tmp_path / "slow.pdf", line * 100, pages=3000)
    for _ in range(3):
        task = pool.submit(slow, "slow.pdf")
        while task.progress() is None:
            task.wait(0.01)
        (reader,) = pool.worker_ids()
        os.kill(reader, signal.SIGKILL)
        with pytest.raises(ParserCrashed, match=r"slow\.pdf"):
            task.result()


def test_a_damaged_page_among_good_ones_is_told(pool, good, tmp_path):
    with mupdf().open(good) as document:
        broken = document[0].get_contents()[0]
        document.update_stream(broken, b"BT /Nothing 10 Tf ((((( unfinished", compress=True)
        document.save(tmp_path / "half.pdf")
    result = outcome(pool, tmp_path / "half.pdf")
    assert result.pages == 2
    assert "committee" in result.text


def test_a_damaged_file_is_named_as_such(pool, tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4\n" + random.Random(1).randbytes(4000))
    assert isinstance(outcome(pool, tmp_path / "a.pdf"), DamagedFile)
