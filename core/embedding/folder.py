"""What a sentence-transformers folder says about its model, read from its small files alone."""

import hashlib
import json
import os
from functools import cached_property
from pathlib import Path
from typing import Any

from core import paths
from core.errors import ModelBroken, ModelMissing
from core.gguf.digest import edges

_PACKABLE_MODULES = (["Transformer", "Pooling"], ["Transformer", "Pooling", "Normalize"])
_WEIGHTS, _SHARDS = "model.safetensors", "model.safetensors.index.json"
_STATIC = "StaticEmbedding"
_LONGEST_HEAD = 1 << 20
_STATIC_LIMIT = 512
"""A table of word vectors reads any length; the mean of more words than this says little."""
_WIDTHS = ("hidden_size", "dim", "d_model", "n_embd")


class ModelFolder:
    """A folder as sentence-transformers saves it."""

    def __init__(self, path: Path, name: str) -> None:
        """Read the configuration.

        Raises:
            ModelMissing: no such folder, or no model in it.
            ModelBroken: its files make no sense, or it holds no safetensors.
        """
        self.path = path
        self.name = name
        if not (path / "modules.json").is_file():
            raise ModelMissing(name=name)
        try:
            self._modules = [
                (module["type"].rpartition(".")[2], path / module["path"])
                for module in _json(path / "modules.json")
            ]
            self.body = self._modules[0][1]
            self._static = self._modules[0][0] == _STATIC
            default: Any = {} if self._static else None
            self.config: dict[str, Any] = _json(self.body / "config.json", default)
            self._limits: dict[str, Any] = _json(self.body / "sentence_bert_config.json", {})
            self._extra: dict[str, Any] = _json(path / "config_sentence_transformers.json", {})
            self.weights = self._weights()
            self.dimensions = self._dimensions()
            self.limit = self._limit()
            prompts = self._extra.get("prompts") or {}
            self.query_prompt = str(prompts.get("query") or "")
            """What the model wants before a question."""
            names = ("document", "passage", "corpus")
            self.document_prompt = next((str(prompts[at]) for at in names if prompts.get(at)), "")
        except (OSError, ValueError, KeyError, TypeError, LookupError, AttributeError) as error:
            raise ModelBroken(name=name) from error
        if not (self.body / "tokenizer.json").is_file():
            raise ModelBroken(name=name)

    @cached_property
    def fingerprint(self) -> str:
        """Digest of the prompts, of the weights' size and of their first and last megabyte."""
        said = self.query_prompt + self.document_prompt
        digest = hashlib.sha256(said.encode())
        for file in self.weights:
            digest.update(edges(file))
        return digest.hexdigest()[:12]

    @property
    def packable(self) -> bool:
        """Whether it is a BERT with mean pooling that core/embedding/packed_bert.py computes."""
        config = self.config
        return (
            [kind for kind, _ in self._modules] in _PACKABLE_MODULES
            and config.get("model_type") == "bert"
            and config.get("hidden_act") == "gelu"
            and config.get("position_embedding_type", "absolute") == "absolute"
            and not config.get("is_decoder", False)
            and not self._limits.get("do_lower_case", False)
            and not self._extra.get("default_prompt_name")
            and len(self.weights) == 1
            and self._truncation() is None
            and self._pools_by_mean()
        )

    def _pools_by_mean(self) -> bool:
        pooling = _json(self._modules[1][1] / "config.json", {})
        if "pooling_mode" in pooling:
            return bool(pooling["pooling_mode"] == "mean" and pooling.get("include_prompt", True))
        modes = {mode for mode, on in pooling.items() if mode.startswith("pooling_mode_") and on}
        return modes == {"pooling_mode_mean_tokens"}

    def _weights(self) -> list[Path]:
        """The files of the weights.

        Raises:
            FileNotFoundError: one is missing, or there is no safetensors at all.
        """
        whole = self.body / _WEIGHTS
        names = [_WEIGHTS]
        if not whole.is_file():
            names = sorted(set(_json(self.body / _SHARDS)["weight_map"].values()))
        files = [self.body / Path(name).name for name in names]
        for file in files:
            file.stat()
        return files

    def _dimensions(self) -> int:
        truncated = self._truncation()
        width = self._width()
        return width if truncated is None else min(width, truncated)

    def _width(self) -> int:
        for kind, folder in reversed(self._modules):
            if kind == "Dense":
                return int(_json(folder / "config.json")["out_features"])
        if self._static:
            [shape] = [entry["shape"] for entry in _tensors(self.weights[0]) if "shape" in entry]
            return int(shape[1])
        # Modes of pooling that are joined make a vector longer than the network is wide.
        pooling = next((folder for kind, folder in self._modules if kind == "Pooling"), None)
        settings = _json(pooling / "config.json", {}) if pooling else {}
        modes = [on for mode, on in settings.items() if mode.startswith("pooling_mode_")]
        joined = max(1, sum(map(bool, modes)))
        return joined * int(next(self.config[name] for name in _WIDTHS if name in self.config))

    def _truncation(self) -> int | None:
        truncated = self._extra.get("truncate_dim")
        return int(truncated) if truncated else None

    def _limit(self) -> int:
        if self._static:
            return _STATIC_LIMIT
        places = int(self.config.get("max_position_embeddings", 512))
        return min(int(self._limits.get("max_seq_length") or places), places)


def model_path(source: str) -> Path:
    """Where a model is: `source` is a path, or a bare name in the models folder."""
    path = Path(source).expanduser()
    bare = path.name == source and source not in ("", ".", "..")
    return paths.models_folder() / source if bare else path


def _tensors(file: Path) -> list[dict[str, Any]]:
    """What the head of a safetensors file says of its tensors."""
    with file.open("rb") as opened:
        length = int.from_bytes(opened.read(8), "little")
        if length > min(_LONGEST_HEAD, os.path.getsize(file)):
            raise ValueError("a head longer than its file")
        head: dict[str, dict[str, Any]] = json.loads(opened.read(length))
    return [entry for name, entry in head.items() if name != "__metadata__"]


def _json(path: Path, default: Any = None) -> Any:
    if default is not None and not path.is_file():
        return default
    return json.loads(path.read_text(encoding="utf-8"))
