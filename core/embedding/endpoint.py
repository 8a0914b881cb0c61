"""Embedding models behind a server that speaks OpenAI's protocol.

Such a server does not show its tokenizer. Tokens are estimated upwards: a chunk that is thought to
fit does fit, at the price of chunks somewhat shorter than they could be.
"""

import json
import re
import threading
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core import paths, settings
from core.errors import LecternError, ModelMissing, ModelNonsense
from core.models.connection import connect
from core.models.refusals import asked_to_wait, may_pass, named, shown
from core.types import Endpoint

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from openai import OpenAI

_BATCH = 32
"""Texts in one request."""
_MAX_TOKENS = 480
"""As a common embedding model reads, 512, less what it puts around a text."""
_MOST_DIMENSIONS = 1 << 16
_PAUSES = (0.3, 1.0, 3.0)
_LONGEST_WAIT = 20.0
"""Seconds that a server may ask to be left alone before it counts as busy."""
_BLANK = "."
"""Stands for a text without words, which servers refuse."""
_WORD_OR_SIGN = re.compile(r"[A-Za-z]+|[0-9]+|\s+|.", re.DOTALL)
_LETTERS_A_TOKEN, _DIGITS_A_TOKEN = 3, 1
_TOKENS_A_FOREIGN_LETTER = 2


class EndpointEmbedder:
    """Embeds with the embedding model of an endpoint in the settings. Threads may share it."""

    max_tokens = _MAX_TOKENS

    def __init__(self, name: str, pauses: Sequence[float] = _PAUSES) -> None:
        """`name` is the endpoint's in the settings; `pauses` the seconds before further tries.

        Raises:
            ModelMissing: no endpoint of that name, or it names no embedding model.
        """
        endpoint = settings.load().endpoint(name)
        if endpoint is None or not endpoint.embedding_model:
            raise ModelMissing(name=name)
        self._endpoint = endpoint
        self._model = endpoint.embedding_model
        self._pauses = tuple(pauses)
        self._guard = threading.Lock()
        self._known = 0
        self._client: OpenAI | None = None

    @property
    def id(self) -> str:
        """Model and address: two servers may call different models alike."""
        return f"{self._model}@{shown(self._endpoint.address)}"

    @property
    def dimensions(self) -> int:
        """Length of its vectors; the server is asked once and the answer kept.

        Raises:
            ModelError: the server cannot be asked.
        """
        with self._guard:
            self._known = self._known or self._remembered()
        if not self._known:
            self._request([_BLANK])
        return self._known

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, estimated upwards; see `_tokens`."""
        return [sum(map(_tokens, _WORD_OR_SIGN.findall(text))) for text in texts]

    def reads(self, texts: Sequence[str]) -> list[bool]:
        """True for every text with words: what the model knows does not show from outside."""
        return [bool(text.strip()) for text in texts]

    def embed(self, texts: Sequence[str]) -> "NDArray[np.float32]":
        """Unit vectors, shape (len(texts), dimensions); longer texts are truncated.

        Raises:
            NotAllowed: the server is elsewhere and the person has not agreed; nothing was sent.
            ModelUnreachable, ModelTooSlow, ModelRefused: the server failed, several times.
            ModelNonsense: what came are not vectors, or of another length than before.
        """
        import numpy as np

        fitting = [_cut(text) for text in texts]
        parts = [
            self._request(fitting[start : start + _BATCH])
            for start in range(0, len(fitting), _BATCH)
        ]
        return np.concatenate(parts) if parts else np.empty((0, self.dimensions), np.float32)

    def embed_query(self, text: str) -> "NDArray[np.float32]":
        """Unit vector of a question, shape (dimensions,)."""
        vector: NDArray[np.float32] = self.embed([text])[0]
        return vector

    def _request(self, texts: list[str]) -> "NDArray[np.float32]":
        pauses = list(self._pauses)
        while True:
            try:
                # Without the format the library asks for base64, which many servers do not know.
                answer = self._connected().embeddings.create(
                    model=self._model, input=texts, encoding_format="float"
                )
                return self._checked(answer, len(texts))
            except LecternError:
                raise
            except Exception as error:
                asked = asked_to_wait(error)
                if not pauses or not may_pass(error) or (asked or 0.0) > _LONGEST_WAIT:
                    raise named(error, self._endpoint, self._model) or error from error
            time.sleep(max(pauses.pop(0), asked or 0.0))

    def _checked(self, answer: Any, count: int) -> "NDArray[np.float32]":
        """The vectors in the order of the texts, of unit length.

        Raises:
            ModelNonsense: they are not what was asked for.
        """
        import numpy as np

        try:
            rows = sorted(answer.data, key=lambda row: row.index)
            vectors = np.asarray([row.embedding for row in rows], dtype=np.float32)
            in_order = [row.index for row in rows] == list(range(count))
        except (AttributeError, TypeError, ValueError) as error:
            raise ModelNonsense(name=self._model) from error
        if vectors.ndim != 2 or not in_order or not 0 < vectors.shape[1] <= _MOST_DIMENSIONS:
            raise ModelNonsense(name=self._model)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        if not np.isfinite(lengths).all() or not (lengths > 0).all():
            raise ModelNonsense(name=self._model)
        with self._guard:
            self._known = self._known or self._remembered() or self._remember(vectors.shape[1])
            if vectors.shape[1] != self._known:
                raise ModelNonsense(name=self._model)
        unit: NDArray[np.float32] = vectors / lengths
        return unit

    def _connected(self) -> "OpenAI":
        """A client by the settings of this moment: consent may be given, and taken back.

        Another address or model under the same name would be another space; there is no consent
        for the one this embedder stands for then.
        """
        now = settings.load().endpoint(self._endpoint.name)
        if now is None or _space(now) != _space(self._endpoint):
            now = replace(self._endpoint, allowed=False)
        with self._guard:
            if self._client is None or now != self._endpoint:
                self._endpoint, self._client = now, connect(now)
            return self._client

    # So that a library opens, and its words can be searched, while the server is away.

    def _remembered(self) -> int:
        try:
            known = json.loads(_notes().read_text(encoding="utf-8")).get(self.id, 0)
        except (OSError, ValueError, AttributeError):
            return 0
        return known if type(known) is int and 0 < known <= _MOST_DIMENSIONS else 0

    def _remember(self, dimensions: int) -> int:
        try:
            notes = json.loads(_notes().read_text(encoding="utf-8"))
        except (OSError, ValueError):
            notes = {}
        notes = notes if isinstance(notes, dict) else {}
        try:
            _notes().parent.mkdir(parents=True, exist_ok=True)
            _notes().write_text(json.dumps(notes | {self.id: dimensions}), encoding="utf-8")
        except OSError:
            pass  # the server is asked again next time
        return dimensions


def _space(endpoint: Endpoint) -> tuple[str, str]:
    return endpoint.address, endpoint.embedding_model


def _notes() -> Path:
    return paths.cache_folder() / "endpoint-dimensions.json"


def _tokens(piece: str) -> int:
    """Tokens of a run of letters, digits or space, or of one other character, at most.

    English words are a token each or fall into parts of three letters or more; some vocabularies
    take numbers digit by digit. A Chinese character is one token in vocabularies that know it and
    up to three bytes in others, of which two is the common case.
    """
    if piece.isspace():
        return 0
    if not piece.isascii():
        return _TOKENS_A_FOREIGN_LETTER
    if piece.isalpha():
        return -(-len(piece) // _LETTERS_A_TOKEN)
    return -(-len(piece) // _DIGITS_A_TOKEN)


def _cut(text: str) -> str:
    """The beginning of a text that fits by the estimate; never without words."""
    spent, end = 0, 0
    for match in _WORD_OR_SIGN.finditer(text):
        spent += _tokens(match.group())
        if spent > _MAX_TOKENS:
            break
        end = match.end()
    # A single run of letters longer than everything is cut in the middle.
    fitting = text[:end] if end or not text else text[: _MAX_TOKENS * _DIGITS_A_TOKEN]
    return fitting if fitting.strip() else _BLANK
