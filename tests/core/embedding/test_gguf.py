"""GGUF embedders give the vectors of the model they were made from; damaged files say so."""

import struct
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from core import paths
from core.embedding.gguf import GgufEmbedder
from core.embedding.sentence_transformer import SentenceTransformerEmbedder
from core.errors import ModelBroken, ModelMissing
from core.gguf.header import read_header
from tests.core.embedding.tiny_gguf import save_tiny_gguf
from tests.core.embedding.tiny_model import save_tiny_model

pytest.importorskip("llama_cpp", reason="it is compiled at installation, which needs a compiler")

TEXTS = ["the cat sat on a mat.", "", "stock markets fell", "a qqq of the bank", "raised"] * 9


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return save_tiny_gguf(tmp_path / "tiny.gguf", save_tiny_model(tmp_path / "tiny"))


@pytest.mark.parametrize("pooling", ["mean", "cls"])
def test_it_agrees_with_the_folder_it_was_made_from(tmp_path: Path, pooling: str) -> None:
    folder = save_tiny_model(tmp_path / "tiny", pooling)
    original = SentenceTransformerEmbedder(folder)
    embedder = GgufEmbedder(str(save_tiny_gguf(tmp_path / "tiny.gguf", folder, pooling)))
    assert (embedder.embed(TEXTS) * original.embed(TEXTS)).sum(axis=1).min() > 0.9999
    assert embedder.count_tokens(TEXTS) == original.count_tokens(TEXTS)
    assert embedder.reads(TEXTS) == original.reads(TEXTS)


def test_a_file_that_does_not_say_how_to_pool_takes_the_mean(tmp_path: Path, file: Path) -> None:
    silent = save_tiny_gguf(tmp_path / "silent.gguf", tmp_path / "tiny", "none")
    vectors = GgufEmbedder(str(silent)).embed(TEXTS[:1])
    assert np.allclose(vectors, GgufEmbedder(str(file)).embed(TEXTS[:1]), atol=1e-4)


def test_a_long_text_keeps_its_end_mark(file: Path) -> None:
    embedder = GgufEmbedder(str(file))
    assert embedder.max_tokens == 62
    long, fitting = embedder.embed(["cat " * 500, "cat " * 62])
    assert long @ fitting > 0.99999


def test_counting_needs_no_torch_and_making_one_not_even_the_library(file: Path) -> None:
    program = (
        "import sys; from core.embedding.gguf import GgufEmbedder;"
        f"e = GgufEmbedder({str(file)!r}); assert e.dimensions == 32 and e.id;"
        "assert 'llama_cpp' not in sys.modules and 'numpy' not in sys.modules;"
        "assert e.count_tokens(['the cat']) == [2]; assert 'torch' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_it_says_nothing_on_standard_error(file: Path) -> None:
    program = (
        "from core.embedding.gguf import GgufEmbedder;"
        f"GgufEmbedder({str(file)!r}).embed(['the cat', 'a mat'])"
    )
    run = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)
    assert (run.stdout, run.stderr) == (b"", b"")


def test_a_file_is_found_by_its_name_in_the_models_folder(tmp_path: Path, file: Path) -> None:
    paths.models_folder().mkdir(parents=True)
    file.rename(paths.models_folder() / "tiny.gguf")
    assert GgufEmbedder("tiny.gguf").dimensions == 32


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="nothing"):
        GgufEmbedder(str(tmp_path / "nothing.gguf"))


def test_other_weights_are_another_space(file: Path) -> None:
    before = GgufEmbedder(str(file)).id
    data = bytearray(file.read_bytes())
    data[-1] ^= 1
    file.write_bytes(data)
    assert GgufEmbedder(str(file)).id != before


@pytest.mark.parametrize("share", [0.0, 0.001, 0.01, 0.02, 0.05])
def test_a_file_that_breaks_off_in_its_head_is_refused_at_once(file: Path, share: float) -> None:
    data = file.read_bytes()
    file.write_bytes(data[: int(len(data) * share)])
    with pytest.raises(ModelBroken):
        GgufEmbedder(str(file))


def test_a_file_that_breaks_off_later_is_refused_when_it_is_needed(file: Path) -> None:
    data = file.read_bytes()
    file.write_bytes(data[:-200])
    with pytest.raises(ModelBroken):
        GgufEmbedder(str(file)).embed(["the cat"])


def test_a_head_full_of_chance_never_gets_further_than_a_named_error(file: Path) -> None:
    data = file.read_bytes()
    head = data.index(b"blk.0.attn_k.bias")
    chance = np.random.default_rng(5)
    for _ in range(200):
        broken = bytearray(data)
        for at in chance.integers(4, head, 3):
            broken[at] = chance.integers(256)
        file.write_bytes(broken)
        try:
            read_header(file)
        except ValueError:
            pass


@pytest.mark.parametrize(
    "head",
    [
        b"PK\3\4" + bytes(100),
        b"GGUF" + struct.pack("<IQQ", 1, 1, 1),
        b"GGUF" + struct.pack("<IQQ", 3, 1, 1 << 60),
        b"GGUF" + struct.pack("<IQQ", 3, 1 << 60, 0),
        b"GGUF" + struct.pack("<IQQQ", 3, 1, 1, 1 << 30),
        b"GGUF" + struct.pack("<IQQQ", 3, 1, 1, 1) + b"a" + struct.pack("<IIQ", 9, 8, 1 << 40),
        b"GGUF" + struct.pack("<IQQQ", 3, 1, 1, 1) + b"a" + struct.pack("<IIQ", 9, 9, 1),
        b"GGUF" + struct.pack("<IQQ", 3, 0, 0),
    ],
)
def test_numbers_beyond_all_measure_are_refused(tmp_path: Path, head: bytes) -> None:
    file = tmp_path / "bomb.gguf"
    file.write_bytes(head)
    with pytest.raises(ModelBroken):
        GgufEmbedder(str(file))


def test_a_vocabulary_that_says_a_word_twice_is_refused(file: Path) -> None:
    # llama.cpp ends the process on it.
    file.write_bytes(file.read_bytes().replace("\u2581cat".encode(), "\u2581sat".encode()))
    with pytest.raises(ModelBroken):
        GgufEmbedder(str(file))


def test_a_reranker_is_no_embedder(tmp_path: Path, file: Path) -> None:
    with pytest.raises(ModelBroken):
        GgufEmbedder(str(save_tiny_gguf(tmp_path / "rank.gguf", tmp_path / "tiny", "rank")))


def test_a_file_that_cannot_be_computed_with_fails_in_the_trial(file: Path) -> None:
    # An unknown word has a number beyond the vocabulary.
    data = file.read_bytes()
    key = b"tokenizer.ggml.unknown_token_id"
    at = data.index(key) + len(key) + 4
    file.write_bytes(data[:at] + struct.pack("<I", 0x7FFFFFF0) + data[at + 4 :])
    embedder = GgufEmbedder(str(file))
    with pytest.raises(ModelBroken):
        embedder.embed(["qqq"])


def test_a_file_is_tried_once(file: Path) -> None:
    GgufEmbedder(str(file)).embed(["the cat"])
    [proof] = (paths.cache_folder() / "gguf").iterdir()
    assert proof.name.partition("-")[0] in GgufEmbedder(str(file)).id
