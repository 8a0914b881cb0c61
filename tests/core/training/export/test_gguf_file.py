"""Files are there whole or not at all, and blocks are those that llama.cpp's quantiser makes."""

import shutil

import gguf
import numpy as np
import pytest
import torch

from core.errors import DiskFull
from core.training.blocks import format_of
from core.training.export import gguf_file
from core.training.export.gguf_file import Piece, numbers_piece, require_room, written
from tests import tiny_llama


@pytest.fixture
def place(tmp_path):
    folder = tmp_path / "place"
    folder.mkdir()
    return folder


def test_what_is_written_is_read_again(tmp_path):
    path = tmp_path / "a.gguf"
    numbers = torch.arange(12.0).reshape(3, 4)
    entries = {
        "general.type": "adapter",
        "a.number": 3,
        "a.share": 0.5,
        "a.flag": True,
        "a.words": ["你", ""],
    }
    pieces = [numbers_piece("t", numbers), numbers_piece("v", numbers[0], kind=1)]
    assert list(written(path, "llama", entries, pieces)) == [(48, 56), (56, 56)]
    reader = gguf.GGUFReader(path)
    for name, value in entries.items():
        assert reader.get_field(name).contents() == value
    assert reader.get_field("general.architecture").contents() == "llama"
    assert [each.name for each in reader.tensors] == ["t", "v"]
    assert reader.tensors[0].data.tolist() == numbers.tolist()
    assert reader.tensors[1].data.tolist() == numbers[0].tolist()


def test_a_write_that_fails_leaves_what_was_there(place):
    path = place / "a.gguf"
    path.write_bytes(b"before")

    def fails():
        raise OSError("gone")

    pieces = [numbers_piece("t", torch.ones(4)), Piece("u", (4,), 0, fails)]
    with pytest.raises(OSError, match="gone"):
        list(written(path, "llama", {}, pieces))
    assert path.read_bytes() == b"before"
    assert [each.name for each in place.iterdir()] == ["a.gguf"]


def test_one_that_is_given_up_leaves_nothing(place):
    pieces = [numbers_piece("t", torch.ones(4)), numbers_piece("u", torch.ones(4))]
    writing = written(place / "a.gguf", "llama", {}, pieces)
    next(writing)
    writing.close()
    assert list(place.iterdir()) == []


def test_room_is_looked_for_first(place, monkeypatch):
    free = shutil.disk_usage(place)._replace(free=300_000_000)
    monkeypatch.setattr(gguf_file.shutil, "disk_usage", lambda folder: free)
    require_room(place, 1000)
    piece = Piece("t", (20_000_000,), 0, lambda: np.zeros(20_000_000, "float32"))
    with pytest.raises(DiskFull) as caught:
        list(written(place / "a.gguf", "llama", {}, [piece]))
    assert caught.value.subject["needed"] == "80 MB"
    assert list(place.iterdir()) == []


@pytest.mark.parametrize("form", ["q8_0", "q4_K_M"])
def test_blocks_are_those_of_llama_cpp_s_quantiser(form):
    model = tiny_llama.random_model()
    wide = {each.name: each for each in gguf.GGUFReader(model.gguf("f16")).tensors}
    small = {each.name: each for each in gguf.GGUFReader(model.gguf(form)).tensors}
    for name in ("blk.0.ffn_up.weight", "blk.1.attn_v.weight", "blk.3.ffn_down.weight"):
        numbers = torch.from_numpy(wide[name].data.astype("float32"))
        for threads in (1, 2):
            blocks = format_of(int(small[name].tensor_type)).blocks(numbers, threads)
            assert np.array_equal(blocks.numpy(), small[name].data)
