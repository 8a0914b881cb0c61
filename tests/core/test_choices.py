"""What can be chosen here, and what is missing for the rest."""

import dataclasses

import pytest

from core import paths, registry, settings
from core.choices import choices
from core.embedding.opening import open_embedder
from core.types import Endpoint


def needs(table, has_model=False):
    return {each.name: each.needs for each in choices(has_model) if each.table == table}


def test_every_plug_is_listed_with_what_it_lacks():
    assert list(needs("chunkers")) == registry.names("chunkers")
    assert sorted(needs("retrievers")) == sorted(registry.names("retrievers"))
    assert {name for name, lacks in needs("chunkers").items() if lacks} == {"model"}
    lacking = {name: lacks for name, lacks in needs("retrievers").items() if lacks}
    assert lacking == {
        "fusion": "model",
        "hyde": "model",
        "decompose": "model",
        "rerank": "reranker",
    }
    assert not any(lacks for table in ("chunkers", "retrievers")
                   for lacks in needs(table, has_model=True).values())  # fmt: skip


def test_a_cross_encoder_is_enough_to_rerank():
    settings.save(dataclasses.replace(settings.load(), reranker="/models/judge"))
    assert needs("retrievers")["rerank"] == ""


def test_embedders_are_those_whose_model_is_there():
    assert list(needs("embedders")) == ["minilm"]
    models = paths.models_folder()
    (models / "bge").mkdir(parents=True)
    (models / "bge" / "modules.json").write_text("[]")
    (models / "a judge").mkdir()
    (models / "nomic-embed.gguf").write_bytes(b"")
    (models / "chat.gguf").write_bytes(b"")
    (models / "bge-m3-Q8_0.gguf").write_bytes(b"")
    (models / "bge-m3-Q8_0.gguf.lectern.json").write_text('{"kind": "embedding"}')
    server = Endpoint("ollama", "http://127.0.0.1:1/v1", embedding_model="bge-m3")
    writer = Endpoint("writer", "http://127.0.0.1:1/v1", model="qwen")
    settings.save(dataclasses.replace(settings.load(), endpoints=(server, writer)))
    assert list(needs("embedders")) == [
        "minilm",
        f"folder:{models / 'bge'}",
        f"gguf:{models / 'bge-m3-Q8_0.gguf'}",
        f"gguf:{models / 'nomic-embed.gguf'}",
        "endpoint:ollama",
    ]


@pytest.mark.parametrize("name", ["minilm", "endpoint:ollama"])
def test_what_is_listed_can_be_opened(name):
    server = Endpoint("ollama", "http://127.0.0.1:1/v1", embedding_model="bge-m3")
    settings.save(dataclasses.replace(settings.load(), endpoints=(server,)))
    assert open_embedder(name).id
