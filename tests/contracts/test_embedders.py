"""What every embedder must do; a new one subclasses EmbedderContract."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from core import paths, settings
from core.embedding.opening import open_embedder
from core.embedding.sentence_transformer import BuiltInEmbedder, SentenceTransformerEmbedder
from core.protocols import Embedder
from core.settings import Settings
from tests.core.embedding.tiny_gguf import save_tiny_gguf
from tests.core.embedding.tiny_model import save_tiny_model
from tests.scripted_endpoint import ScriptedEndpoint

TEXTS = [
    "The cat sat on the mat.",
    "A",
    "",
    "Stock markets fell sharply on Monday after the bank raised its rates.",
    "a cat on a mat",
    "word " * 2000,
]


class EmbedderContract:
    """Subclass and override the fixture `embedder`."""

    def test_vectors_are_unit_length_and_of_the_declared_shape(self, embedder: Embedder) -> None:
        vectors = embedder.embed(TEXTS)
        assert vectors.shape == (len(TEXTS), embedder.dimensions)
        assert vectors.dtype == np.float32
        assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-3)

    def test_nothing_gives_no_vectors(self, embedder: Embedder) -> None:
        assert embedder.embed([]).shape == (0, embedder.dimensions)

    def test_company_does_not_change_a_vector(self, embedder: Embedder) -> None:
        together = embedder.embed(TEXTS)
        alone = np.stack([embedder.embed([text])[0] for text in TEXTS])
        assert (together * alone).sum(axis=1).min() > 0.999

    def test_a_question_is_a_point_of_the_same_space(self, embedder: Embedder) -> None:
        question = embedder.embed_query(TEXTS[0])
        assert question.shape == (embedder.dimensions,)
        assert question @ embedder.embed([TEXTS[0]])[0] > 0.99

    def test_a_long_text_is_cut_not_refused(self, embedder: Embedder) -> None:
        [long] = embedder.count_tokens([TEXTS[-1]])
        assert long > embedder.max_tokens
        assert embedder.count_tokens([""]) == [0]

    def test_threads_may_share_it(self, embedder: Embedder) -> None:
        with ThreadPoolExecutor(2) as pool:
            first, second = pool.map(embedder.embed, [TEXTS, TEXTS])
        assert np.allclose(first, second, atol=1e-3)

    def test_says_what_it_reads(self, embedder: Embedder) -> None:
        assert embedder.reads(["the cat sat on a mat", ""]) == [True, False]

    def test_names_its_space(self, embedder: Embedder) -> None:
        assert "@" in embedder.id


class TestBuiltIn(EmbedderContract):
    @pytest.fixture(scope="class")
    @classmethod
    def embedder(cls) -> Embedder:
        return BuiltInEmbedder()


class TestPackedFolder(EmbedderContract):
    @pytest.fixture(scope="class")
    @classmethod
    def embedder(cls, tmp_path_factory: pytest.TempPathFactory) -> Embedder:
        folder: Path = tmp_path_factory.mktemp("models") / "tiny"
        return SentenceTransformerEmbedder(save_tiny_model(folder))


class TestFolderOfAnotherKind(EmbedderContract):
    """Pooled by its first token, so it runs in sentence-transformers."""

    @pytest.fixture(scope="class")
    @classmethod
    def embedder(cls, tmp_path_factory: pytest.TempPathFactory) -> Embedder:
        folder: Path = tmp_path_factory.mktemp("models") / "tiny-cls"
        return SentenceTransformerEmbedder(save_tiny_model(folder, pooling="cls"))


class TestFolderByName(EmbedderContract):
    @pytest.fixture
    def embedder(self) -> Embedder:
        save_tiny_model(paths.models_folder() / "tiny")
        return open_embedder("folder:tiny")


class TestGguf(EmbedderContract):
    @pytest.fixture(scope="class")
    @classmethod
    def embedder(cls, tmp_path_factory: pytest.TempPathFactory) -> Embedder:
        pytest.importorskip("llama_cpp", reason="it is compiled where there is a compiler")
        folder: Path = tmp_path_factory.mktemp("models")
        file = save_tiny_gguf(folder / "tiny.gguf", save_tiny_model(folder / "tiny"))
        return open_embedder(f"gguf:{file}")


class TestEndpoint(EmbedderContract):
    @pytest.fixture
    def embedder(self) -> Iterator[Embedder]:
        with ScriptedEndpoint() as server:
            settings.save(Settings(endpoints=(server.endpoint(),)))
            yield open_embedder("endpoint:scripted")
