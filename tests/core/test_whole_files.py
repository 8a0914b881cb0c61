"""The old file or the new one, whatever happens in between."""

import os

import pytest

from core import whole_files
from core.whole_files import write_whole


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "kept"
    made.mkdir()
    return made


def names(folder):
    return [each.name for each in folder.iterdir()]


def test_a_file_is_written_and_replaced(folder):
    write_whole(folder / "a", b"one")
    write_whole(folder / "a", b"two")
    assert (folder / "a").read_bytes() == b"two"
    assert names(folder) == ["a"]


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps who may read elsewhere")
def test_nobody_else_may_read_it(folder):
    (folder / "a").write_bytes(b"open to all")
    write_whole(folder / "a", b"mine")
    assert (folder / "a").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("where", ["fsync", "replace"])
def test_what_fails_leaves_the_old_file_and_nothing_else(folder, monkeypatch, where):
    def fail(*_):
        raise OSError("no room")

    write_whole(folder / "a", b"old")
    monkeypatch.setattr(whole_files.os, where, fail)
    with pytest.raises(OSError, match="no room"):
        write_whole(folder / "a", b"new")
    assert (folder / "a").read_bytes() == b"old"
    assert names(folder) == ["a"]


def test_two_may_write_it_at_once(folder, monkeypatch):
    """As when models are looked at from the window and from a terminal."""
    replace, other = os.replace, []

    def replacing(source, target):
        if not other:
            other.append(source)
            write_whole(folder / "a", b"the other")
        replace(source, target)

    monkeypatch.setattr(whole_files.os, "replace", replacing)
    write_whole(folder / "a", b"the one")
    assert (folder / "a").read_bytes() == b"the one"
    assert names(folder) == ["a"]
