"""Embedding models in GGUF files, through llama.cpp.

llama.cpp pools as the file says and reads no padding. It ends the process on some malformed files
and, in some builds, on some processors; so the head is checked here (core/gguf/header.py)
and a file that was never opened before is first tried in a process of its own.
"""

import hashlib
import subprocess
import sys
import threading
from collections.abc import Sequence
from functools import cached_property
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core import paths
from core.embedding.folder import model_path
from core.embedding.packed_bert import cores
from core.embedding.scripts import UNKNOWN_SHARE, Scripts
from core.errors import ModelBroken, ModelMissing
from core.gguf.digest import edges
from core.gguf.header import VOCABULARY, GgufHeader, read_header
from core.llama.library import library
from core.llama.spelling import spans
from core.llama.vocabulary import Vocabulary
from core.types import TokenPiece

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_LONGEST = 1024
"""Tokens of a text that are read at most: attention's memory grows with their square."""
_TRIAL_SECONDS = 300
_MEAN, _RANK = 1, 4
"""Ways of pooling as llama.cpp counts them; 0 is none, which gives no vector of a text."""
_BYTE = 6
"""Type of the tokens that spell what the vocabulary does not hold, byte by byte."""
_BLANK = "."
"""Stands for a text of no tokens, which llama.cpp refuses."""


class GgufEmbedder:
    """Embeds with the model in a file, which loads at first use. Threads take turns."""

    def __init__(self, source: str) -> None:
        """Read the head of the file; `source` is its path, or its name in the models folder.

        Raises:
            ModelMissing: no such file.
            ModelBroken: it is damaged, or no embedding model.
        """
        self._path = model_path(source)
        self._name = self._path.name
        self._turn = threading.RLock()
        if not self._path.is_file():
            raise ModelMissing(name=self._name)
        try:
            self._header = read_header(self._path)
            self._fingerprint = hashlib.sha256(edges(self._path)).hexdigest()[:12]
        except (ValueError, OSError) as error:
            raise ModelBroken(name=self._name) from error
        self.dimensions = self._header.number("embedding_length")
        pooling = self._header.number("pooling_type")
        if not 0 < self.dimensions <= 1 << 16 or pooling == _RANK:
            raise ModelBroken(name=self._name)
        self._pooling = pooling or _MEAN
        context = self._header.number("context_length", _LONGEST)
        self._room = max(8, min(_LONGEST, context))

    @property
    def id(self) -> str:
        """File name and digest of its size, its first and its last megabyte."""
        return f"{self._path.stem}@{self._fingerprint}"

    @property
    def max_tokens(self) -> int:
        """Tokens of a text that are read, special ones left out."""
        return self._room - self._special

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, special ones left out, without truncation.

        Raises:
            ModelBroken: the file cannot be loaded.
        """
        special = self._special
        return [len(tokens) - special for tokens in self._tokens(texts)]

    def pieces(self, text: str) -> tuple[TokenPiece, ...]:
        """The tokens of a text in order, special ones left out.

        Raises:
            ModelBroken: the file cannot be loaded.
        """
        with self._turn:
            vocabulary = Vocabulary(self._model.model)
            ids = vocabulary.tokens(text)
            places = spans(text, [vocabulary.piece(token) for token in ids])
        return tuple(
            TokenPiece(id, start, end) for id, (start, end) in zip(ids, places, strict=True)
        )

    def reads(self, texts: Sequence[str]) -> list[bool]:
        """Whether the vocabulary covers each text: few tokens that are unknown or spell bytes, few
        letters of a script that it only spells."""
        unknown, special = self._unknown_tokens, self._special
        answers = []
        for text, tokens in zip(texts, self._tokens(texts), strict=True):
            share = UNKNOWN_SHARE * (len(tokens) - special)
            few = sum(token in unknown for token in tokens) <= share
            answers.append(bool(text.strip()) and few and self._scripts.know(text))
        return answers

    def embed(self, texts: Sequence[str]) -> "NDArray[np.float32]":
        """Unit vectors, shape (len(texts), dimensions); longer texts are truncated.

        Raises:
            ModelBroken: the file cannot be loaded, or what it computes are no numbers.
        """
        import numpy as np

        if not texts:
            return np.empty((0, self.dimensions), dtype=np.float32)
        with self._turn:
            fitting = [self._fitting(text) for text in texts]
            vectors = np.asarray(self._model.embed(fitting), dtype=np.float32)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        if not np.isfinite(lengths).all() or not (lengths > 0).all():
            raise ModelBroken(name=self._name)
        unit: NDArray[np.float32] = vectors / lengths
        return unit

    def embed_query(self, text: str) -> "NDArray[np.float32]":
        """Unit vector of a question, shape (dimensions,)."""
        vector: NDArray[np.float32] = self.embed([text])[0]
        return vector

    def _fitting(self, text: str) -> str:
        """The longest beginning of a text that the model reads as a whole, its end mark included.

        llama-cpp-python would cut the end mark off with the rest.
        """
        count = len(self._model.tokenize(text.encode("utf-8", "replace")))
        if count <= self._room:
            return text if count else _BLANK
        fits, too_long = 0, len(text)
        while too_long - fits > 1:
            middle = (fits + too_long) // 2
            tokens = self._model.tokenize(text[:middle].encode("utf-8", "replace"))
            fits, too_long = (middle, too_long) if len(tokens) <= self._room else (fits, middle)
        return text[:fits]

    def _tokens(self, texts: Sequence[str]) -> list[list[int]]:
        with self._turn:
            return [self._model.tokenize(text.encode("utf-8", "replace")) for text in texts]

    @cached_property
    def _special(self) -> int:
        """Tokens that the model puts around every text."""
        return len(self._tokens([""])[0])

    @cached_property
    def _unknown_tokens(self) -> frozenset[int]:
        entries = self._header.entries
        unknown = entries.get("tokenizer.ggml.unknown_token_id")
        types = entries.get("tokenizer.ggml.token_type") or []
        spelling = {token for token, kind in enumerate(types) if kind == _BYTE}
        return frozenset(spelling | ({unknown} if isinstance(unknown, int) else set()))

    @cached_property
    def _scripts(self) -> Scripts:
        return Scripts([str(entry) for entry in self._header.entries[VOCABULARY]])

    @property
    def _model(self) -> Any:
        with self._turn:
            if self._loaded is None:
                # It is compiled where Lectern is installed, and left out where that fails.
                if find_spec("llama_cpp") is None:
                    raise ModelMissing(name="llama.cpp")
                self._try_once()
                self._loaded = load(self._path, self._header, self._room, self._pooling)
            return self._loaded

    _loaded: Any = None

    def _try_once(self) -> None:
        """Open the file in a process of its own, unless that went well before.

        Raises:
            ModelBroken: the process did not end well.
        """
        # Another build of llama.cpp may end on what this one computes.
        tried = f"{self._fingerprint}-{version('llama-cpp-python')}"
        proof = paths.cache_folder() / "gguf" / tried
        if proof.exists():
            return
        command = [sys.executable, "-m", "core.embedding.gguf", str(self._path.resolve())]
        root = Path(__file__).resolve().parent.parent.parent
        try:
            trial = subprocess.run(
                command,
                cwd=root,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=_TRIAL_SECONDS,
            )
        except subprocess.TimeoutExpired as error:
            raise ModelBroken(name=self._name) from error
        if trial.returncode:
            raise ModelBroken(name=self._name)
        try:
            proof.parent.mkdir(parents=True, exist_ok=True)
            proof.touch()
        except OSError:
            pass  # it is tried again next time


def load(path: Path, header: GgufHeader, room: int, pooling: int) -> Any:
    """The model, ready to embed texts of up to `room` tokens.

    Raises:
        ModelBroken: llama.cpp cannot load it.
    """
    try:
        return library().Llama(
            str(path),
            embedding=True,
            pooling_type=pooling,
            n_ctx=room,
            # A text must fit into one batch, for attention looks in both directions.
            n_batch=room,
            n_ubatch=room,
            # Its threads spin at each step: one whose core is busy elsewhere holds up all.
            n_threads=max(1, cores() // 2),
            n_threads_batch=max(1, cores() // 2),
            verbose=False,
        )
    except Exception as error:  # whatever a damaged file or a missing library brings
        raise ModelBroken(name=path.name) from error


def _trial(source: str) -> None:
    """What the process of `_try_once` does: everything that might end it."""
    embedder = GgufEmbedder(source)
    embedder._loaded = load(embedder._path, embedder._header, embedder._room, embedder._pooling)
    embedder.embed(["Two texts of some length,", "since a batch is computed in another way.", ""])


if __name__ == "__main__":
    _trial(sys.argv[1])
