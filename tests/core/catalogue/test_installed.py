"""What is in the models folder, also what the person put there by hand; removing it."""

import json

import pytest

from core import paths
from core.catalogue import reading_models
from core.catalogue.installed import installed, path_of
from core.catalogue.overview import overview
from core.catalogue.removing import remove
from core.catalogue.speeds import keep_speed
from core.errors import ModelMissing
from core.types import ModelKind, ModelSpeed
from tests.core.catalogue.making import gguf_bytes, gguf_file, safetensors_bytes


@pytest.fixture
def models():
    folder = paths.models_folder()
    folder.mkdir(parents=True)
    return folder


def named():
    return {each.name: each for each in installed()}


def folder_model(folder, architecture="BertModel", modules=True):
    folder.mkdir(parents=True)
    (folder / "model.safetensors").write_bytes(safetensors_bytes())
    about = {"architectures": [architecture], "max_position_embeddings": 512}
    (folder / "config.json").write_text(json.dumps(about))
    if modules:
        (folder / "modules.json").write_text("[]")
    return folder


def test_nothing_is_there():
    assert installed() == ()


def test_a_file_says_what_it_is(models):
    gguf_file(models / "中文 模型.gguf", general__size_label="4B")
    [model] = installed()
    assert (model.name, model.title, model.kind) == ("local:中文 模型.gguf", "Tiny", "chat")
    assert (model.parameters, model.quantisation, model.context_tokens) == (4.0, "Q4_K_M", 4096)
    assert model.licence == "mit"
    assert model.need is not None
    assert model.need.weights > 0


@pytest.mark.parametrize(
    ("label", "billions"), [("15M", 0.015), ("0.6B", 0.6), ("30B-A3B", 30), ("8x7B", 56), ("?", 0)]
)
def test_sizes_by_label(models, label, billions):
    gguf_file(models / "a.gguf", general__size_label=label)
    assert installed()[0].parameters == pytest.approx(billions)


def test_kinds_are_told_apart(models):
    gguf_file(models / "chat.gguf")
    gguf_file(models / "bge.gguf", general__architecture="bert", bert__pooling_type=2)
    gguf_file(models / "qwen-embed.gguf", llama__pooling_type=3)
    gguf_file(models / "ranker.gguf", general__architecture="bert", bert__pooling_type=4)
    folder_model(models / "e5")
    folder_model(models / "judge", "XLMRobertaForSequenceClassification", modules=False)
    kinds = {name: each.kind for name, each in named().items()}
    assert kinds == {
        "local:chat.gguf": ModelKind.CHAT,
        "local:bge.gguf": ModelKind.EMBEDDING,
        "local:qwen-embed.gguf": ModelKind.EMBEDDING,
        "local:ranker.gguf": ModelKind.RERANKER,
        "local:e5": ModelKind.EMBEDDING,
        "local:judge": ModelKind.RERANKER,
    }
    assert named()["local:ranker.gguf"].problem == "UnsuitableModel"
    assert not named()["local:judge"].problem


def test_problems_are_named(models):
    whole = gguf_bytes()
    (models / "half.gguf").write_bytes(whole[:300])
    (models / "empty.gguf").write_bytes(b"")
    (models / "text.gguf").write_text("hello")
    gguf_file(models / "lesson.gguf", general__type="adapter")
    gguf_file(models / "eye.gguf", general__architecture="clip")
    gguf_file(models / "words.gguf", size=64, tensors=0)
    gguf_file(models / "twice.gguf", tokenizer__ggml__tokens=["a", "a"])
    gguf_file(models / "part-00001-of-00002.gguf")
    (models / "pickled").mkdir()
    (models / "pickled" / "pytorch_model.bin").write_bytes(b"x")
    folder_model(models / "writer", "LlamaForCausalLM", modules=False)
    (models / "notes").mkdir()
    problems = {name.removeprefix("local:"): each.problem for name, each in named().items()}
    assert problems == {
        "half.gguf": "ModelBroken",
        "empty.gguf": "UnsuitableModel",
        "text.gguf": "UnsuitableModel",
        "lesson.gguf": "UnsuitableModel",
        "eye.gguf": "UnsuitableModel",
        "words.gguf": "UnsuitableModel",
        "twice.gguf": "UnsuitableModel",
        "part-00001-of-00002.gguf": "UnsuitableModel",
        "pickled": "UnsuitableModel",
        "writer": "UnsuitableModel",
    }


def test_parts_are_one_model(models):
    for at in (1, 2):
        gguf_file(models / "big" / f"big-{at:05}-of-00002.gguf", seed=at)
    [model] = installed()
    assert model.name == "local:big/big-00001-of-00002.gguf"
    assert model.bytes == sum(each.stat().st_size for each in (models / "big").iterdir())
    remove(model.name)
    assert not (models / "big").exists()


def test_a_head_is_read_once_and_anew_when_the_file_changes(models, monkeypatch):
    file = gguf_file(models / "a.gguf")
    installed()
    read = []
    real = reading_models.facts
    monkeypatch.setattr(reading_models, "facts", lambda path: read.append(path) or real(path))
    first = installed()
    assert read == []
    gguf_file(file, general__name="Other", size=200_000)
    assert installed()[0].title == "Other" != first[0].title
    assert read == [file]


@pytest.mark.parametrize(
    "kept",
    [
        "garbage",
        "[]",
        '{"version": 1, "models": {"local:a.gguf": 3}}',
        '{"version": 1, "models": {"local:a.gguf": {"stamp": "STAMP", "facts": {"kind": "?"}}}}',
    ],
)
def test_what_was_kept_and_makes_no_sense_is_read_anew(models, kept):
    file = gguf_file(models / "a.gguf")
    stamp = [file.stat().st_size, file.stat().st_mtime_ns]
    (models / ".known.json").write_text(kept.replace('"STAMP"', str(stamp)))
    [model] = installed()
    assert (model.title, model.quantisation, model.problem) == ("Tiny", "Q4_K_M", "")


@pytest.mark.parametrize("name", ["local:", "local:../a.gguf", "local:/etc/passwd", "a.gguf"])
def test_names_that_lead_elsewhere_are_no_models(models, name):
    gguf_file(models.parent / "a.gguf")
    with pytest.raises(ModelMissing):
        path_of(name)


def test_a_removed_model_leaves_nothing(models):
    file = gguf_file(models / "a.gguf")
    keep_speed(ModelSpeed("local:a.gguf", 9.0, 12.0, 100.0, 0.5, 1.0))
    (models / "a.gguf.lectern.json").write_text("{}")
    assert installed()[0].words_a_second == 9.0
    remove("local:a.gguf")
    assert not file.exists()
    assert not (models / "a.gguf.lectern.json").exists()
    gguf_file(models / "a.gguf")
    assert installed()[0].words_a_second == 0.0
    with pytest.raises(ModelMissing):
        remove("local:b.gguf")


def test_what_a_link_leads_to_stays(models, tmp_path):
    real = gguf_file(tmp_path / "elsewhere" / "a.gguf")
    (models / "a.gguf").symlink_to(real)
    assert [each.name for each in installed()] == ["local:a.gguf"]
    remove("local:a.gguf")
    assert real.exists()


def test_the_overview_joins_catalogue_and_computer(models):
    gguf_file(models / "a.gguf")
    (models / "a.gguf.lectern.json").write_text('{"entry": "qwen3-0.6b", "title": "Qwen3 0.6B"}')
    seen = overview()
    entry = next(each for each in seen.catalogue if each.id == "qwen3-0.6b")
    assert entry.installed == "local:a.gguf"
    assert seen.installed[0].title == "Qwen3 0.6B"
    assert all(each.need is not None and each.sites for each in seen.catalogue)
    assert seen.memory_bytes > seen.installed[0].bytes
    assert seen.free_bytes > 0
    assert seen.folder == str(models)
