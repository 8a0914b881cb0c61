"""Files of models that write are known before they are opened."""

import pytest

from core import paths
from core.errors import ModelBroken, ModelMissing, UnsuitableModel
from core.gguf.files import file_in, parts_of, reason_of_no_use, writing_file
from tests.local_models import put
from tests.tiny_llama import TEMPLATE, random_model


@pytest.fixture
def file():
    return random_model().gguf("q8_0")


def test_a_model_that_writes(file):
    known = writing_file(file)
    assert known.header.architecture == "llama"
    assert known.bytes == file.stat().st_size
    assert known.template == TEMPLATE
    # The vocabulary is not kept, but for its size.
    assert "tokenizer.ggml.tokens" not in known.header.entries
    assert known.header.number("vocab_size") > 1000


def test_parts_are_one_model(tmp_path, file):
    name = "big-{:05}-of-00002.gguf"
    content = file.read_bytes()
    for number in (1, 2):
        (tmp_path / name.format(number)).write_bytes(content)
    first, second = parts_of(tmp_path / name.format(1))
    assert [first.name, second.name] == [name.format(1), name.format(2)]
    assert writing_file(first).bytes == 2 * len(content)
    with pytest.raises(UnsuitableModel):
        writing_file(second)
    second.unlink()
    with pytest.raises(ModelMissing) as missing:
        writing_file(first)
    assert missing.value.subject["name"] == name.format(2)


def test_a_name_of_no_parts_is_a_name(tmp_path):
    path = tmp_path / "odd-00001-of-00000.gguf"
    assert parts_of(path) == [path]


def test_other_files_are_told_from_models(tmp_path, file):
    def written(name, content):
        (tmp_path / name).write_bytes(content)
        return tmp_path / name

    whole = file.read_bytes()
    with pytest.raises(UnsuitableModel):
        writing_file(written("a.gguf", b"PK\x03\x04"))
    with pytest.raises(ModelBroken):
        writing_file(written("b.gguf", whole[:5000]))
    with pytest.raises(ModelBroken):
        writing_file(written("c.gguf", b"GGUF" + bytes(64)))
    with pytest.raises(ModelMissing):
        writing_file(tmp_path / "gone.gguf")


def test_reasons_why_a_file_is_no_model():
    assert reason_of_no_use({"general.type": "adapter"})
    assert reason_of_no_use({"general.architecture": "clip"})
    assert reason_of_no_use({"general.type": "imatrix"})
    assert reason_of_no_use({"general.type": "model", "general.architecture": "llama"}) == ""


def test_a_folder_stands_for_the_one_model_in_it(tmp_path, file):
    put(file, "模型/one.gguf")
    put(file, "模型/one-mmproj.gguf")
    folder = paths.models_folder() / "模型"
    assert file_in(folder) == folder / "one.gguf"
    put(file, "模型/two.gguf")
    with pytest.raises(UnsuitableModel):
        file_in(folder)
    (tmp_path / "empty").mkdir()
    with pytest.raises(UnsuitableModel):
        file_in(tmp_path / "empty")
    with pytest.raises(ModelMissing):
        file_in(tmp_path / "gone")
