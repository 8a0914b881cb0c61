"""Folders of transformers as GGUF files: rotations, vocabularies, and what is refused."""

import json
import shutil

import gguf
import pytest
import torch

from core.errors import UnsuitableModel
from core.training.export import vocabulary
from core.training.export.for_chat import folder_as_gguf
from core.training.export.self_test import compared
from core.training.export.vocabulary import vocabulary_entries
from tests import tiny_llama
from tests.core.training.export import tiny_bases

STRETCHED = {
    "llama3": {
        "rope_type": "llama3",
        "rope_theta": 10_000.0,
        "factor": 8.0,
        "low_freq_factor": 1.0,
        "high_freq_factor": 4.0,
        "original_max_position_embeddings": 64,
    },
    "linear": {"rope_type": "linear", "rope_theta": 10_000.0, "factor": 4.0},
    "yarn": {
        "rope_type": "yarn",
        "rope_theta": 10_000.0,
        "factor": 4.0,
        "original_max_position_embeddings": 128,
    },
}


@pytest.mark.parametrize("kind", STRETCHED)
def test_stretched_contexts_are_computed_alike(kind, tmp_path):
    base = tiny_bases.opened(tiny_bases.folder("llama", rope_parameters=STRETCHED[kind]))
    path = tmp_path / "base.gguf"
    list(folder_as_gguf(base, None, path, {}, 1))
    long = ((("user", "Who keeps the keys? " * 12),),)
    *_, seen = compared(path, None, base.model, base.words, long, 1)
    assert seen.same_prompts
    assert seen.difference < 0.03


def test_another_way_of_stretching_is_refused(tmp_path):
    told = {"rope_type": "dynamic", "rope_theta": 10_000.0, "factor": 4.0}
    base = tiny_bases.opened(tiny_bases.folder("llama", rope_parameters=told))
    with pytest.raises(UnsuitableModel, match="dynamic"):
        list(folder_as_gguf(base, None, tmp_path / "base.gguf", {}, 1))
    assert not list(tmp_path.glob("*.gguf*"))


def test_the_head_says_what_transformers_says(files):
    reader = gguf.GGUFReader(tiny_bases.file("qwen3", files, "f16"))
    base = tiny_bases.opened(tiny_bases.folder("qwen3"))
    told = {name: field.contents() for name, field in reader.fields.items()}
    assert told["qwen3.embedding_length"] == base.config.hidden_size
    assert told["qwen3.attention.head_count_kv"] == base.config.num_key_value_heads
    assert told["tokenizer.ggml.pre"] == "qwen2"
    assert told["tokenizer.chat_template"] == tiny_llama.TEMPLATE
    words = told["tokenizer.ggml.tokens"]
    assert len(words) == base.config.vocab_size
    assert words[-1] == f"[PAD{len(words) - 1}]"
    assert told["tokenizer.ggml.token_type"][-1] == gguf.TokenType.UNUSED
    assert "output.weight" not in {each.name for each in reader.tensors}


def told_tokenizer(tmp_path, change):
    folder = tmp_path / "words"
    folder.mkdir()
    source = tiny_bases.folder("llama")
    for name in ("tokenizer.json", "tokenizer_config.json", "config.json", "chat_template.jinja"):
        shutil.copyfile(source / name, folder / name)
    told = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))
    change(told)
    (folder / "tokenizer.json").write_text(json.dumps(told), encoding="utf-8")
    return folder


def splitting(expression):
    def change(told):
        told["pre_tokenizer"]["pretokenizers"][0]["pattern"]["Regex"] = expression

    return change


@pytest.mark.parametrize("steps", list(vocabulary._PRE), ids=vocabulary._PRE.get)
def test_each_way_of_cutting_is_known_by_its_name(steps, tmp_path):
    def change(told):
        told["normalizer"] = None
        made = []
        for step in steps:
            if step == "digits":
                made.append({"type": "Digits", "individual_digits": True})
            elif step != "words":
                pattern = {"Regex": step}
                made.append(
                    {"type": "Split", "pattern": pattern, "behavior": "Isolated", "invert": False}
                )
        own = {"add_prefix_space": False, "trim_offsets": True, "use_regex": "words" in steps}
        told["pre_tokenizer"]["pretokenizers"] = [*made, {"type": "ByteLevel", **own}]

    entries = vocabulary_entries(told_tokenizer(tmp_path, change), 0)
    assert entries["tokenizer.ggml.pre"] == vocabulary._PRE[steps]


def test_a_way_of_cutting_that_is_not_known_is_refused(tmp_path):
    folder = told_tokenizer(tmp_path, splitting(r"\p{L}+|\s+"))
    with pytest.raises(UnsuitableModel, match="in a way that"):
        vocabulary_entries(folder, 0)


def test_one_that_is_taken_for_another_is_found_out(tmp_path, monkeypatch):
    unknown = r"\p{L}+|\s+"
    monkeypatch.setitem(vocabulary._PRE, (unknown,), "qwen2")
    with pytest.raises(UnsuitableModel, match="other tokens"):
        vocabulary_entries(told_tokenizer(tmp_path, splitting(unknown)), 0)


def test_a_vocabulary_of_another_kind_is_refused(tmp_path):
    def change(told):
        told["model"]["byte_fallback"] = True

    with pytest.raises(UnsuitableModel, match="no byte-level BPE"):
        vocabulary_entries(told_tokenizer(tmp_path, change), 0)


def test_all_texts_of_the_sample_are_cut_alike(files):
    ours = tiny_bases.opened(tiny_bases.file("llama", files, "f16")).words
    theirs = tiny_bases.opened(tiny_bases.folder("llama")).words
    for text in tiny_llama.sample_texts():
        assert ours.answer(text) == theirs.answer(text)


def test_four_bits_are_those_that_the_lesson_had():
    from core.training.export.weights import FolderWeights

    base = tiny_bases.opened(tiny_bases.folder("qwen2"), nf4=True)
    layer = base.model.model.layers[1].mlp.down_proj
    from bitsandbytes.functional import dequantize_4bit

    kept = dequantize_4bit(layer.weight.data, layer.weight.quant_state).float()
    read = FolderWeights(base.path, four_bit=True).read("model.layers.1.mlp.down_proj.weight")
    assert torch.allclose(kept.reshape(read.shape), read, atol=1e-6)
