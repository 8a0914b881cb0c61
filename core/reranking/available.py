"""Which reranker there is: the cross-encoder of the settings, else the writing model, else none."""

import os
from functools import lru_cache
from pathlib import Path

from core import settings
from core.errors import ModelError
from core.protocols import LanguageModel, Reranker
from core.reranking.by_model import ModelReranker
from core.reranking.cross_encoder import CrossEncoderReranker


def reranker(model: LanguageModel | None) -> Reranker | None:
    """The best reranker that can be used; `model` is the writing model, where there is one.

    A cross-encoder whose folder is gone or broken is passed over. Settings are read anew each time.
    """
    folder = settings.load().reranker
    if folder:
        try:
            return _cross_encoder(folder, _changed(folder))
        except ModelError:
            pass
    return ModelReranker(model) if model is not None else None


@lru_cache(maxsize=1)
def _cross_encoder(folder: str, changed: float) -> CrossEncoderReranker:
    """The same object while its folder stays as it is, since loading takes seconds."""
    return CrossEncoderReranker(folder)


def _changed(folder: str) -> float:
    try:
        return os.stat(Path(folder).expanduser() / "config.json").st_mtime
    except OSError:
        return 0.0
