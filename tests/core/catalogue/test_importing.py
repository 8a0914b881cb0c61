"""Models from a USB stick: checked first, copied whole or not at all."""

import json
import os

import pytest

from core import paths
from core.catalogue import durable
from core.catalogue.importing import import_model
from core.catalogue.installed import installed
from core.catalogue.provenance import beside
from core.errors import BadRequest, DiskFull, ModelBroken, ModelMissing, UnsuitableModel
from core.events import Progress, Stage, finished
from core.types import ModelKind
from tests.core.catalogue.making import gguf_bytes, gguf_file, safetensors_bytes


@pytest.fixture
def stick(tmp_path):
    folder = tmp_path / "U 盘"
    folder.mkdir()
    return folder


def bring(path):
    return finished(import_model(str(path)))


def names(folder):
    return {each.relative_to(folder).as_posix() for each in folder.rglob("*") if each.is_file()}


def visible():
    folder = paths.models_folder()
    return (
        {name for name in names(folder) if not name.startswith(".")} if folder.exists() else set()
    )


def test_a_file_is_copied_with_progress(stick):
    file = gguf_file(stick / "通义 千问.gguf", size=300_000)
    told = []
    road = import_model(str(file))
    try:
        while True:
            told.append(next(road))
    except StopIteration as end:
        model = end.value
    assert model.name == "local:通义 千问.gguf"
    assert (paths.models_folder() / file.name).read_bytes() == file.read_bytes()
    assert told[-1] == Progress(Stage.COPYING, file.stat().st_size, file.stat().st_size)
    assert "sha256:" in beside(paths.models_folder() / file.name).read_text()
    assert file.exists()


def test_the_same_file_is_recognised_whatever_it_is_called(stick):
    first = bring(gguf_file(stick / "a.gguf")).name
    assert bring(gguf_file(stick / "copy of a.gguf")).name == first
    assert bring(paths.models_folder() / "a.gguf").name == first
    assert len(installed()) == 1


def test_another_file_of_the_same_name_stands_beside(stick):
    bring(gguf_file(stick / "a.gguf", seed=1))
    second = bring(gguf_file(stick / "a.gguf", seed=5))
    assert second.name == "local:a (2).gguf"
    assert len(installed()) == 2


def test_a_folder_is_copied_without_what_could_run(stick):
    folder = stick / "e5"
    (folder / "1_Pooling").mkdir(parents=True)
    (folder / "model.safetensors").write_bytes(safetensors_bytes())
    (folder / "config.json").write_text('{"architectures": ["BertModel"]}')
    (folder / "modules.json").write_text("[]")
    (folder / "1_Pooling" / "config.json").write_text("{}")
    (folder / "pytorch_model.bin").write_bytes(b"pickle")
    (folder / "modeling_evil.py").write_text("import os")
    model = bring(folder)
    assert (model.kind, model.name) == (ModelKind.EMBEDDING, "local:e5")
    assert names(paths.models_folder() / "e5") == {
        "model.safetensors",
        "config.json",
        "modules.json",
        "1_Pooling/config.json",
    }
    assert bring(folder).name == model.name


def test_links_that_lead_out_of_a_folder_are_not_followed(stick, tmp_path):
    folder = stick / "e5"
    folder.mkdir()
    (folder / "model.safetensors").write_bytes(safetensors_bytes())
    (folder / "config.json").write_text('{"architectures": ["BertModel"]}')
    (folder / "modules.json").write_text("[]")
    secret = tmp_path / "secret.json"
    secret.write_text(json.dumps("mine"))
    (folder / "tokenizer.json").symlink_to(secret)
    bring(folder)
    assert "tokenizer.json" not in names(paths.models_folder() / "e5")


def test_all_parts_come_whichever_is_chosen(stick):
    for at in (1, 2, 3):
        gguf_file(stick / f"big-{at:05}-of-00003.gguf", seed=at)
    model = bring(stick)
    assert model.name == "local:big/big-00001-of-00003.gguf"
    assert len(names(paths.models_folder() / "big")) == 3
    assert bring(stick / "big-00001-of-00003.gguf").name == model.name


def test_a_folder_with_one_file_is_that_file(stick):
    gguf_file(stick / "a.gguf")
    assert bring(stick).name == "local:a.gguf"


@pytest.mark.parametrize(
    ("name", "entries", "why"),
    [
        ("lesson.gguf", {"general__type": "adapter"}, "an addition to another model"),
        ("eye.gguf", {"general__architecture": "clip"}, "sees pictures"),
        ("words.gguf", {"tensors": 0, "size": 64}, "no whole model"),
        ("big-00001-of-00002.gguf", {}, "a part of it is missing"),
        ("rank.gguf", {"general__architecture": "bert", "bert__pooling_type": 4}, "safetensors"),
    ],
)
def test_what_is_no_model_is_refused_with_its_reason(stick, name, entries, why):
    file = gguf_file(stick / name, **entries)
    with pytest.raises(UnsuitableModel) as raised:
        bring(file)
    assert raised.value.subject["name"] == name
    assert why in raised.value.subject["reason"]
    assert visible() == set()


@pytest.mark.parametrize("name", ["model.bin", "model.pt", "model.pkl", "notes.txt"])
def test_other_forms_are_refused_by_name(stick, name):
    (stick / name).write_bytes(b"x" * 100)
    with pytest.raises(UnsuitableModel):
        bring(stick / name)
    with pytest.raises(UnsuitableModel):
        bring(stick)


def test_several_models_in_one_folder_want_a_choice(stick):
    gguf_file(stick / "a.gguf")
    gguf_file(stick / "b.gguf", seed=3)
    with pytest.raises(UnsuitableModel) as raised:
        bring(stick)
    assert "choose one" in raised.value.message


def test_a_damaged_file_is_no_model(stick):
    (stick / "half.gguf").write_bytes(gguf_bytes()[:300])
    with pytest.raises(ModelBroken):
        bring(stick / "half.gguf")


def test_nothing_there(stick):
    with pytest.raises(ModelMissing):
        bring(stick / "none.gguf")


def test_stopped_nothing_stays(stick):
    file = gguf_file(stick / "a.gguf", size=9_000_000)
    for steps in range(1, 5):
        road = import_model(str(file))
        for _ in range(steps):
            next(road)
        road.close()
        assert visible() == set()
        assert os.listdir(paths.models_folder() / ".unfinished") == []
    assert bring(file).bytes == file.stat().st_size


def test_a_stick_that_is_pulled_out_is_told(stick):
    for at in (1, 2):
        gguf_file(stick / f"big-{at:05}-of-00002.gguf", seed=at)
    road = import_model(str(stick))
    next(road)
    (stick / "big-00002-of-00002.gguf").unlink()
    with pytest.raises(BadRequest):
        finished(road)
    assert visible() == set()


def test_a_disk_without_room_is_told_first(stick, monkeypatch):
    file = gguf_file(stick / "a.gguf")
    usage = durable.shutil.disk_usage("/")
    monkeypatch.setattr(durable.shutil, "disk_usage", lambda path: usage._replace(free=1000))
    with pytest.raises(DiskFull):
        bring(file)
    assert visible() == set()
