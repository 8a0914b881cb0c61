"""Folders of other kinds than the built-in model's: prompts, more modules, other weights."""

import json
from pathlib import Path

import numpy as np
import pytest

from core import paths
from core.embedding.folder import ModelFolder
from core.embedding.sentence_transformer import FolderEmbedder
from core.errors import ModelBroken, ModelMissing
from tests.core.embedding.test_sentence_transformer import reference
from tests.core.embedding.tiny_model import save_tiny_model

TEXTS = ["the cat sat on a mat.", "stock markets fell", "cat " * 100, ""]


def say(folder: Path, **extra: object) -> Path:
    file = folder / "config_sentence_transformers.json"
    file.write_text(json.dumps(extra), encoding="utf-8")
    return folder


@pytest.mark.parametrize("pooling", ["mean", "cls"])
def test_questions_and_passages_get_the_models_own_prompts(tmp_path: Path, pooling: str) -> None:
    from sentence_transformers import SentenceTransformer

    folder = save_tiny_model(tmp_path / "tiny", pooling)
    say(folder, prompts={"query": "word the ", "passage": "stock ", "other": "cat "})
    library = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
    embedder = FolderEmbedder(str(folder))
    asked = library.encode_query(TEXTS[0], normalize_embeddings=True)
    read = library.encode(TEXTS, prompt="stock ", normalize_embeddings=True)
    assert embedder.embed_query(TEXTS[0]) @ asked > 0.999
    assert (embedder.embed(TEXTS) * read).sum(axis=1).min() > 0.999
    assert embedder.max_tokens == 48 - 2 - 2


def test_prompts_make_another_space_and_blank_ones_do_not(tmp_path: Path) -> None:
    folder = save_tiny_model(tmp_path / "tiny")
    plain = FolderEmbedder(str(folder)).id
    assert FolderEmbedder(str(say(folder, prompts={"query": "", "document": ""}))).id == plain
    assert FolderEmbedder(str(say(folder, prompts={"query": "query: "}))).id != plain


def test_a_dense_layer_at_the_end_is_computed_by_the_library(tmp_path: Path) -> None:
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.models import Dense

    model = SentenceTransformer(str(save_tiny_model(tmp_path / "tiny")), device="cpu")
    model.append(Dense(32, 20))
    model.save(str(tmp_path / "dense"))
    embedder = FolderEmbedder(str(tmp_path / "dense"))
    assert embedder.dimensions == 20
    cosines = (embedder.embed(TEXTS) * reference(tmp_path / "dense", TEXTS)).sum(axis=1)
    assert cosines.min() > 0.999


def test_a_table_of_word_vectors_works(tmp_path: Path) -> None:
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.models import StaticEmbedding
    from tokenizers import Tokenizer

    tiny = save_tiny_model(tmp_path / "tiny")
    tokenizer = Tokenizer.from_file(str(tiny / "tokenizer.json"))
    SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_dim=24)], device="cpu").save(
        str(tmp_path / "static")
    )
    embedder = FolderEmbedder(str(tmp_path / "static"))
    assert embedder.dimensions == 24
    texts = TEXTS[:3]
    cosines = (embedder.embed(texts) * reference(tmp_path / "static", texts)).sum(axis=1)
    assert cosines.min() > 0.999


def test_weights_in_several_files_work(tmp_path: Path) -> None:
    from safetensors.torch import load_file, save_file

    folder = save_tiny_model(tmp_path / "tiny")
    whole = FolderEmbedder(str(folder))
    wanted = whole.embed(TEXTS)
    weights = load_file(folder / "model.safetensors")
    (folder / "model.safetensors").unlink()
    where = {}
    for number, names in enumerate(np.array_split(sorted(weights), 2), 1):
        name = f"model-0000{number}-of-00002.safetensors"
        part = {str(each): weights[each] for each in names}
        save_file(part, folder / name, metadata={"format": "pt"})
        where |= dict.fromkeys(part, name)
    index = folder / "model.safetensors.index.json"
    index.write_text(json.dumps({"metadata": {}, "weight_map": where}), encoding="utf-8")
    assert not ModelFolder(folder, "tiny").packable
    assert (FolderEmbedder(str(folder)).embed(TEXTS) * wanted).sum(axis=1).min() > 0.999
    (folder / "model-00002-of-00002.safetensors").unlink()
    with pytest.raises(ModelBroken):
        FolderEmbedder(str(folder))


def test_fewer_dimensions_are_said_by_the_folder(tmp_path: Path) -> None:
    folder = say(save_tiny_model(tmp_path / "tiny"), truncate_dim=8)
    embedder = FolderEmbedder(str(folder))
    assert embedder.dimensions == 8
    assert embedder.embed(TEXTS).shape == (len(TEXTS), 8)


def test_a_bare_name_is_looked_for_in_the_models_folder_only(tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    save_tiny_model(tmp_path / "tiny")
    with pytest.raises(ModelMissing):
        FolderEmbedder("tiny")
    save_tiny_model(paths.models_folder() / "tiny")
    assert FolderEmbedder("tiny").dimensions == 32
