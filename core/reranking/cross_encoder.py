"""Judging passages with a cross-encoder: question and passage read together, one score for each.

Nogueira & Cho 2019 (arXiv:1901.04085). The model is a folder as sentence-transformers or
transformers saves it. Nothing is fetched from a network, no code in a folder is run, no pickle is
opened.
"""

import json
import math
import os
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from core.errors import ModelBroken, ModelMissing
from core.events import Progress, Road, Stage

_BATCH = 16
"""Pairs at once: few, so that whoever waits can leave soon."""
_LONGEST = 512
"""Tokens of question and passage together; what most cross-encoders were trained with."""


class CrossEncoderReranker:
    """Scores with the model in a folder, which loads at first use. Several threads may use it."""

    name = "cross-encoder"

    def __init__(self, folder: str | Path) -> None:
        """Read the folder's configuration.

        Raises:
            ModelMissing: no such folder, or no model in it.
            ModelBroken: its configuration makes no sense, it does not give one score for a pair,
                or it holds no safetensors.
        """
        self._folder = Path(folder).expanduser()
        self._loading = threading.Lock()
        self._model: Any = None
        if not (self._folder / "config.json").is_file():
            raise ModelMissing(name=self._folder.name)
        try:
            config = _json(self._folder / "config.json")
            labels = config.get("id2label") or range(int(config.get("num_labels", 2)))
            kinds = config.get("architectures") or []
            self._limit = min(_LONGEST, int(config.get("max_position_embeddings", _LONGEST)))
            fits = len(labels) == 1 and str(kinds[0]).endswith("ForSequenceClassification")
        except (OSError, ValueError, TypeError, LookupError, AttributeError) as error:
            raise ModelBroken(name=self._folder.name) from error
        weights = ("model.safetensors", "model.safetensors.index.json")
        if not fits or not any((self._folder / each).is_file() for each in weights):
            raise ModelBroken(name=self._folder.name)

    def rerank(self, question: str, texts: Sequence[str]) -> Road[list[float]]:
        """A score for each text, higher is better. Longer texts are cut at what the model reads.

        Raises:
            ModelBroken: its files cannot be loaded, or what it computes is no number.
        """
        scores = [0.0] * len(texts)
        # Texts of one length together: a batch is as slow as its longest.
        order = sorted(range(len(texts)), key=lambda at: -len(texts[at]))
        yield Progress(Stage.SEARCHING, 0, len(texts))
        for start in range(0, len(order), _BATCH):
            batch = order[start : start + _BATCH]
            found = self._scores(question, [texts[at] for at in batch])
            for at, score in zip(batch, found, strict=True):
                scores[at] = score
            yield Progress(Stage.SEARCHING, start + len(batch), len(texts))
        return scores

    def _scores(self, question: str, texts: list[str]) -> list[float]:
        with self._loading:
            if self._model is None:
                self._model = self._load()
        pairs = [(question, text) for text in texts]
        found = self._model.predict(pairs, batch_size=len(pairs), show_progress_bar=False)
        scores = [float(score) for score in found]
        if not all(map(math.isfinite, scores)):
            raise ModelBroken(name=self._folder.name)
        return scores

    def _load(self) -> Any:
        # As for the embedder: threads must not spin while they wait, nothing is fetched.
        os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        try:
            from sentence_transformers import CrossEncoder

            return CrossEncoder(
                str(self._folder),
                device="cpu",
                max_length=self._limit,
                trust_remote_code=False,
                local_files_only=True,
                model_kwargs={"use_safetensors": True},
            )
        except Exception as error:  # whatever three libraries make of broken files
            raise ModelBroken(name=self._folder.name) from error


def _json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))
