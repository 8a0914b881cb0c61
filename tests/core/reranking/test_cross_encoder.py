"""A cross-encoder from a folder agrees with the library, and broken folders say so."""

import json

import pytest

from core.errors import ModelBroken, ModelMissing
from core.events import finished
from core.reranking.cross_encoder import CrossEncoderReranker
from tests.core.reranking.tiny_cross_encoder import save_tiny_cross_encoder

TEXTS = ["the cat sat on a mat.", "stock markets fell sharply on monday", "the bank"] * 13


def test_it_agrees_with_the_library(tmp_path):
    from sentence_transformers import CrossEncoder

    folder = save_tiny_cross_encoder(tmp_path / "tiny")
    model = CrossEncoder(str(folder), device="cpu", local_files_only=True)
    wanted = model.predict([("the cat", text) for text in TEXTS], show_progress_bar=False)
    found = finished(CrossEncoderReranker(folder).rerank("the cat", TEXTS))
    assert found == pytest.approx(list(map(float, wanted)), abs=1e-5)


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(ModelMissing):
        CrossEncoderReranker(tmp_path / "nothing")


def test_a_model_that_gives_more_than_one_score_is_refused(tmp_path):
    with pytest.raises(ModelBroken):
        CrossEncoderReranker(save_tiny_cross_encoder(tmp_path / "tiny", labels=3))


def test_a_folder_with_only_a_pickle_is_refused(tmp_path):
    folder = save_tiny_cross_encoder(tmp_path / "tiny")
    (folder / "model.safetensors").rename(folder / "pytorch_model.bin")
    with pytest.raises(ModelBroken):
        CrossEncoderReranker(folder)


@pytest.mark.parametrize(
    "content", ["[{", "[]", "{}", '{"architectures": 3, "id2label": {"0": 1}}']
)
def test_a_broken_configuration_is_named(tmp_path, content):
    folder = save_tiny_cross_encoder(tmp_path / "tiny")
    (folder / "config.json").write_text(content, encoding="utf-8")
    with pytest.raises(ModelBroken):
        CrossEncoderReranker(folder)


def test_damaged_weights_are_named_when_they_are_needed(tmp_path):
    folder = save_tiny_cross_encoder(tmp_path / "tiny")
    (folder / "model.safetensors").write_bytes(b"\x01" * 100)
    reranker = CrossEncoderReranker(folder)
    with pytest.raises(ModelBroken):
        finished(reranker.rerank("the cat", TEXTS))


def test_code_in_a_folder_is_not_run(tmp_path):
    folder = save_tiny_cross_encoder(tmp_path / "tiny")
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    config |= {
        "model_type": "theirs",
        "auto_map": {
            "AutoConfig": "theirs.Config",
            "AutoModelForSequenceClassification": "theirs.Model",
        },
    }
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    (folder / "theirs.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')", encoding="utf-8")
    with pytest.raises(ModelBroken):
        finished(CrossEncoderReranker(folder).rerank("the cat", TEXTS))
    assert not (tmp_path / "ran").exists()
