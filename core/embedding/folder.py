"""What a sentence-transformers folder says about its model, read from its small files alone."""

import hashlib
import json
import os
from functools import cached_property
from pathlib import Path
from typing import Any

from core.errors import ModelBroken, ModelMissing

_PACKABLE_MODULES = (["Transformer", "Pooling"], ["Transformer", "Pooling", "Normalize"])
_EDGE = 1 << 20


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
            self.config: dict[str, Any] = _json(self.body / "config.json")
            self._limits: dict[str, Any] = _json(self.body / "sentence_bert_config.json", {})
            self._extra: dict[str, Any] = _json(path / "config_sentence_transformers.json", {})
            self.dimensions = self._dimensions()
            self.limit = self._limit()
        except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
            raise ModelBroken(name=name) from error
        self.weights = self.body / "model.safetensors"
        if not self.weights.is_file() or not (self.body / "tokenizer.json").is_file():
            raise ModelBroken(name=name)

    @cached_property
    def fingerprint(self) -> str:
        """Digest of the weights' size and of their first and last megabyte."""
        size = os.path.getsize(self.weights)
        digest = hashlib.sha256(str(size).encode())
        with self.weights.open("rb") as file:
            digest.update(file.read(_EDGE))
            file.seek(max(0, size - _EDGE))
            digest.update(file.read(_EDGE))
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
            and self._pools_by_mean()
        )

    def _pools_by_mean(self) -> bool:
        pooling = _json(self._modules[1][1] / "config.json", {})
        if "pooling_mode" in pooling:
            return bool(pooling["pooling_mode"] == "mean" and pooling.get("include_prompt", True))
        modes = {mode for mode, on in pooling.items() if mode.startswith("pooling_mode_") and on}
        return modes == {"pooling_mode_mean_tokens"}

    def _dimensions(self) -> int:
        for kind, folder in reversed(self._modules):
            if kind == "Dense":
                return int(_json(folder / "config.json")["out_features"])
        return int(self.config["hidden_size"])

    def _limit(self) -> int:
        places = int(self.config.get("max_position_embeddings", 512))
        return min(int(self._limits.get("max_seq_length") or places), places)


def _json(path: Path, default: Any = None) -> Any:
    if default is not None and not path.is_file():
        return default
    return json.loads(path.read_text(encoding="utf-8"))
