"""What a model was taught, as a GGUF file that chat puts onto it; read with limits.

Three kinds: an adapter (products added to the model's own), vectors read in front of every prompt,
and keys and values that stand in the cache before it. Each names the base it belongs to by digest.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from core.gguf.header import Tensor, read_tensors
from core.types import Route

ROUTES = {
    "adapter": Route.ADAPTER,
    "lectern.soft_prompt": Route.SOFT_PROMPT,
    "lectern.prefix": Route.PREFIX,
}
"""By `general.type`."""
MOST_VIRTUAL_TOKENS = 512
_F32 = 0
_ADAPTER_ENTRIES = {"adapter.type": str, "adapter.lora.alpha": float, "general.architecture": str}
"""llama.cpp ends the process where one of these is of another type."""
_ENDINGS = (".lora_a", ".lora_b")


@dataclass(frozen=True)
class LessonFile:
    """What a lesson became for chat, checked but not read."""

    path: Path
    route: Route
    base: str
    """Digest of the model it was taught to; "" where the file does not say."""
    lesson: str
    method: str
    virtual_tokens: int
    """Places it takes in front of every prompt; 0 for an adapter."""
    tensors: tuple[Tensor, ...]


def read(path: Path) -> LessonFile:
    """What a file holds; it is read anew when the file has changed.

    Raises:
        ValueError: it is no such file, or it is damaged or cut short.
        OSError: it cannot be read.
    """
    about = path.stat()
    return _read(path, about.st_size, about.st_mtime_ns)


@lru_cache(maxsize=64)
def _read(path: Path, size: int, changed: int) -> LessonFile:
    entries, tensors = read_tensors(path)
    route = ROUTES.get(_text(entries, "general.type"))
    if route is None or not tensors:
        raise ValueError("no file of a lesson")
    if route is Route.ADAPTER:
        for name, kind in _ADAPTER_ENTRIES.items():
            if not isinstance(entries.get(name, kind()), kind):
                raise ValueError(f"{name} is of another type")
        if any(not each.name.endswith(_ENDINGS) for each in tensors):
            # llama.cpp passes over some tensors in silence, and what was learnt with them.
            raise ValueError("a tensor that is no part of an adapter")
    tokens = 0 if route is Route.ADAPTER else _virtual_tokens(tensors)
    base, lesson, method = (
        _text(entries, f"lectern.{name}") for name in ("base", "lesson", "method")
    )
    return LessonFile(path, route, base, lesson, method, tokens, tuple(tensors))


def _virtual_tokens(tensors: list[Tensor]) -> int:
    counts = {each.shape[1] for each in tensors if len(each.shape) == 2 and each.kind == _F32}
    if len(counts) != 1 or any(len(each.shape) != 2 or each.kind != _F32 for each in tensors):
        raise ValueError("tensors of different lengths")
    [count] = counts
    if not 1 <= count <= MOST_VIRTUAL_TOKENS:
        raise ValueError("no number of virtual tokens")
    return count


def _text(entries: dict[str, Any], name: str) -> str:
    value = entries.get(name, "")
    return value if isinstance(value, str) else ""
