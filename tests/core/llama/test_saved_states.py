"""States on the disk: right or not there, and never more than they may take."""

import os
from pathlib import Path

import numpy as np
import pytest

from core.llama import saved_states
from core.llama.saved_states import SavedStates

TOKENS = np.arange(100, dtype=np.int32)
STATE = bytes(range(256)) * 8


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "saved").mkdir()
    return tmp_path / "saved"


def test_a_state_comes_back_for_its_beginning(folder: Path) -> None:
    states = SavedStates(folder / "new" / "folder")
    assert states.keep("pinned", "model", TOKENS, STATE)
    later = SavedStates(folder / "new" / "folder")
    kept = later.longest("model", np.append(TOKENS, [5, 6]).astype(np.int32), 1)
    assert kept is not None
    assert kept.tokens == 100
    assert later.state(kept) == STATE
    assert later.has("pinned", "model", TOKENS)
    assert not later.has("pinned", "model", TOKENS[:99])


@pytest.mark.parametrize(
    ("fingerprint", "tokens", "least"),
    [
        ("other", TOKENS, 1),
        ("model", TOKENS[:99], 1),
        ("model", TOKENS[::-1].copy(), 1),
        ("model", TOKENS, 101),
    ],
)
def test_nothing_else_finds_it(
    folder: Path, fingerprint: str, tokens: np.ndarray, least: int
) -> None:
    states = SavedStates(folder)
    states.keep("pinned", "model", TOKENS, STATE)
    assert states.longest(fingerprint, tokens, least) is None


def test_the_longest_beginning_is_taken(folder: Path) -> None:
    states = SavedStates(folder)
    for count in (20, 60, 40):
        states.keep(f"first {count}", "model", TOKENS[:count], STATE)
    kept = states.longest("model", TOKENS, 1)
    assert kept is not None
    assert kept.tokens == 60


def test_a_name_holds_one_state(folder: Path) -> None:
    states = SavedStates(folder)
    states.keep("文档 / ..", "model", TOKENS[:20], STATE)
    states.keep("文档 / ..", "model", TOKENS[:30], STATE[:10])
    [file] = folder.iterdir()
    assert states.total_bytes == file.stat().st_size
    kept = states.longest("model", TOKENS, 1)
    assert kept is not None
    assert (kept.tokens, states.state(kept)) == (30, STATE[:10])


@pytest.mark.parametrize("at", [0, 1, 40, 200, -1, -1000])
def test_any_changed_byte_is_noticed(folder: Path, at: int) -> None:
    states = SavedStates(folder)
    states.keep("pinned", "model", TOKENS, STATE)
    [file] = folder.iterdir()
    data = bytearray(file.read_bytes())
    data[at] ^= 0x15
    file.write_bytes(data)
    kept = states.longest("model", TOKENS, 1)
    assert kept is None or states.state(kept) is None
    # A head that names another model or other tokens is as good as none; it is overwritten.
    assert states.keep("pinned", "model", TOKENS, STATE)
    kept = states.longest("model", TOKENS, 1)
    assert kept is not None
    assert states.state(kept) == STATE


@pytest.mark.parametrize("length", [0, 1, 60, 1000, -1])
def test_a_file_that_breaks_off_is_deleted(folder: Path, length: int) -> None:
    states = SavedStates(folder)
    states.keep("pinned", "model", TOKENS, STATE)
    [file] = folder.iterdir()
    file.write_bytes(file.read_bytes()[:length])
    assert states.longest("model", TOKENS, 1) is None
    assert list(folder.iterdir()) == []


def test_a_head_of_chance_is_no_state(folder: Path) -> None:
    for number, line in enumerate((b"{}", b"[]", b"7", b'{"size": "x"}', b"\xff\xfe", b"x" * 9000)):
        (folder / f"{number}.state").write_bytes(line + b"\n" + STATE)
    assert SavedStates(folder).longest("model", TOKENS, 1) is None
    assert list(folder.iterdir()) == []


def test_the_oldest_give_way_when_all_are_too_large(folder: Path) -> None:
    states = SavedStates(folder, 3 * (len(STATE) + 300) + 4096)
    for number in range(3):
        states.keep(str(number), str(number), TOKENS, STATE)
        _age(folder, number)
    kept = states.longest("0", TOKENS, 1)
    assert kept is not None
    assert states.state(kept) == STATE
    assert states.keep("3", "3", TOKENS, STATE * 2)
    assert [states.longest(str(number), TOKENS, 1) is not None for number in range(4)] == [
        True,
        False,
        False,
        True,
    ]
    assert states.total_bytes <= 3 * (len(STATE) + 300) + 4096


def test_one_that_is_too_large_by_itself_is_not_kept(folder: Path) -> None:
    states = SavedStates(folder, 6000)
    states.keep("small", "model", TOKENS[:10], b"small")
    assert not states.keep("large", "model", TOKENS, STATE * 4)
    assert states.longest("model", TOKENS, 1) is not None


def test_a_full_disk_keeps_nothing_and_leaves_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    states = SavedStates(folder)

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(saved_states.os, "fsync", full)
    assert not states.keep("pinned", "model", TOKENS, STATE)
    assert list(folder.iterdir()) == []


def test_what_was_left_unfinished_is_swept_away(folder: Path) -> None:
    (folder / "x.unfinished").write_bytes(STATE)
    (folder / "of somebody else").write_bytes(STATE)
    SavedStates(folder)
    assert [file.name for file in folder.iterdir()] == ["of somebody else"]


def _age(folder: Path, order: int) -> None:
    """Let the newest file be of long ago, in this order."""
    newest = max(folder.iterdir(), key=lambda file: file.stat().st_mtime)
    os.utime(newest, (1000 + order, 1000 + order))
