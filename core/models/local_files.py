"""Models on this computer by name: where their file is, what it is, how it will be opened."""

import hashlib
import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath

from core import paths
from core.errors import ModelBroken, ModelMissing, ModelTooLarge
from core.gguf import memory
from core.gguf.digest import edges
from core.gguf.files import WritingFile, file_in, writing_file
from core.gguf.header import GgufHeader
from core.types import LOCAL, Fit

USUAL_CONTEXT = 8192
"""Tokens that a conversation about documents wants."""
_CONTEXTS = (8192, 6144, 4096, 3072, 2048, 1024)
"""Tried in turn where memory is short."""
SEQUENCES = 4
"""Conversations whose beginnings are kept in memory."""
_LEAST_HEAD = 64
"""Quantised, a cache of smaller heads loses too much."""
_SECONDS = 0.08
_RATE = 15e9
"""Additions and multiplications a second that a slow core manages at least."""


@dataclass(frozen=True)
class Shape:
    """How a model is opened."""

    context: int
    """Tokens."""
    cache: str
    """Number format of what is kept of texts."""
    step: int
    """Tokens that are computed at once."""
    cache_bytes: int = 0


def path_of(name: str) -> Path:
    """The file of the model called `name`, "local:" and a place below the models folder.

    Raises:
        ModelMissing: there is nothing at that place, or it is outside.
        UnsuitableModel: a folder that does not hold exactly one model.
    """
    place = PurePosixPath(name.removeprefix(LOCAL))
    if not place.parts or place.is_absolute() or ".." in place.parts or "\\" in str(place):
        raise ModelMissing(name=str(place))
    path = paths.models_folder() / place
    return file_in(path)


def checked(path: Path) -> WritingFile:
    """What a file's head says; it is read anew when the file has changed.

    Raises:
        ModelMissing, UnsuitableModel, ModelBroken: as core.gguf.files.writing_file.
    """
    return _checked(path, *stamp(path))


def stamp(path: Path) -> tuple[int, int]:
    """What changes when a file does.

    Raises:
        ModelMissing: it is not there.
    """
    try:
        about = os.stat(path)
    except OSError as error:
        raise ModelMissing(name=path.name) from error
    return about.st_size, about.st_mtime_ns


@lru_cache(maxsize=8)
def _checked(path: Path, size: int, changed: int) -> WritingFile:
    return writing_file(path)


def digest(path: Path) -> str:
    """Names a model by its content.

    Raises:
        ModelBroken: it cannot be read.
    """
    try:
        return _digest(path, *stamp(path))
    except OSError as error:
        raise ModelBroken(name=path.name) from error


@lru_cache(maxsize=8)
def _digest(path: Path, size: int, changed: int) -> str:
    return hashlib.sha256(edges(path)).hexdigest()[:16]


def shape(
    file: WritingFile, wanted: int, cores: int, held: int = 0, exact_cache: bool = False
) -> Shape:
    """How to open a model in the memory that there is: with `wanted` tokens of context, 0 for what
    suits, or with as many as fit. `held`: bytes that will be free before, because another model is
    put away. `exact_cache`: what is kept of texts must not be quantised.

    Raises:
        ModelTooLarge: it does not fit.
    """
    trained = file.header.number("context_length", USUAL_CONTEXT)
    most = max(1, min(wanted or USUAL_CONTEXT, trained))
    contexts = [most, *(each for each in _CONTEXTS if each < most)]
    caches = ("f16", "q8_0") if _may_quantise(file.header) and not exact_cache else ("f16",)
    tight: Shape | None = None
    step = step_of(file.header, cores)
    for context in contexts:
        for cache in caches:
            need = memory.need_of(file.header, context, cache, file.bytes, step, SEQUENCES)
            kept = memory.cache_bytes(file.header, context, cache, SEQUENCES)
            found = Shape(context, cache, step, kept)
            fit = memory.fit_of(need.total, need.available + held)
            if fit is Fit.WELL:
                return found
            if fit is Fit.TIGHT:
                tight = tight or found
    if tight is not None:
        return tight
    raise ModelTooLarge(
        name=file.path.stem, needed=_size(need.total), available=_size(need.available + held)
    )


def _may_quantise(header: GgufHeader) -> bool:
    heads = header.number("attention.head_count")
    usual = header.number("embedding_length") // heads if heads else 0
    widths = {header.number(f"attention.{each}_length", usual) for each in ("key", "value")}
    return all(width >= _LEAST_HEAD and width % 32 == 0 for width in widths)


def step_of(header: GgufHeader, cores: int) -> int:
    """Tokens to compute at once: a stop waits for one product of a matrix with so many."""
    inner = header.number("feed_forward_length") or 4 * header.number("embedding_length")
    largest = max(1, header.number("embedding_length") * inner)
    step = _SECONDS * _RATE * cores / (2 * largest)
    return int(min(512, max(32, 1 << max(0, int(step).bit_length() - 1))))


def _size(count: int) -> str:
    return f"{count / 1e9:.1f} GB"
