"""A spec names an embedder; one that names none is refused with a sentence."""

import pytest

from core import settings
from core.embedding.opening import open_embedder
from core.errors import BadRequest, ModelMissing
from core.settings import Settings
from core.types import Endpoint
from tests.core.embedding.tiny_gguf import save_tiny_gguf
from tests.core.embedding.tiny_model import save_tiny_model


def test_each_kind_is_opened(tmp_path):
    folder = save_tiny_model(tmp_path / "tiny")
    file = save_tiny_gguf(tmp_path / "tiny.gguf", folder)
    reader = Endpoint("server: one", "http://127.0.0.1:1/v1", embedding_model="vectors")
    settings.save(Settings(endpoints=(reader,)))
    specs = ["minilm", f"folder:{folder}", f"gguf:{file}", "endpoint:server: one"]
    assert len({open_embedder(spec).id for spec in specs}) == 4


@pytest.mark.parametrize("spec", ["", "word2vec", "minilm:x", "folder", "gguf:", "endpoint:"])
def test_what_names_none_is_refused(spec):
    with pytest.raises(BadRequest):
        open_embedder(spec)


@pytest.mark.parametrize("spec", ["folder:gone", "gguf:gone.gguf", "endpoint:gone", "folder:.."])
def test_what_is_gone_is_missing(spec):
    with pytest.raises(ModelMissing):
        open_embedder(spec)
