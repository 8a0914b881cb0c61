"""The catalogue of models, read from resources/catalogue.json.

No size and no digest stands in that file: sizes are about, from the number of parameters and the
bits each takes, and exact figures are read from the source when a model is downloaded.
"""

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from core import paths
from core.errors import NotFound
from core.types import CatalogueEntry, ModelKind

LANGUAGES = ("zh", "en", "many", "de", "fr", "it", "pt", "es", "hi", "th", "ja", "ko", "ru", "ar")
"""Codes that entries use; "many" stands for more than a person wants to read."""
SOURCES = ("huggingface", "mirror", "modelscope")
"""Where models come from, in the order in which they are tried."""


@dataclass(frozen=True, slots=True)
class Listing:
    """An entry with what only downloading and arithmetic need."""

    entry: CatalogueEntry
    files: tuple[str, ...]
    """Patterns of the wanted files; more than one for a folder of files."""
    repositories: dict[str, str]
    """Repository by source."""
    layers: int
    heads: int
    """Heads whose keys and values are kept."""
    head_size: int

    @property
    def is_folder(self) -> bool:
        """Whether it is a folder of files rather than a GGUF file or the parts of one."""
        return len(self.files) > 1

    @property
    def cache_per_token(self) -> int:
        """Bytes of keys and values kept for a token, in half precision."""
        return 2 * 2 * self.layers * self.heads * self.head_size


@lru_cache(maxsize=1)
def listings() -> tuple[Listing, ...]:
    """Every model of the catalogue, in its order."""
    path = paths.resources_folder() / "catalogue.json"
    raw = json.loads(path.read_text(encoding="utf-8"))
    return tuple(_listing(each) for each in raw["models"])


def listing(entry: str) -> Listing:
    """A model of the catalogue by its id.

    Raises:
        NotFound: the catalogue has none of that id.
    """
    for each in listings():
        if each.entry.id == entry:
            return each
    raise NotFound(what="model", id=entry)


def _listing(raw: dict[str, Any]) -> Listing:
    layers, heads, head_size = raw["cache"]
    repositories = {name: str(about["repository"]) for name, about in raw["sources"].items()}
    if "huggingface" in repositories:
        repositories.setdefault("mirror", repositories["huggingface"])
    entry = CatalogueEntry(
        id=raw["id"],
        name=raw["name"],
        kind=ModelKind(raw["kind"]),
        maker=raw["maker"],
        languages=tuple(raw["languages"]),
        licence=raw["licence"],
        licence_url=raw["licence_url"],
        restricted=not raw["licence_is_free"],
        parameters=float(raw["parameters"]),
        first_choice=raw["first_choice"],
        bytes=round(raw["parameters"] * 1e9 * raw["bits"] / 8),
        context_tokens=raw["context_tokens"],
        summary_en=raw["summary_en"],
        summary_zh=raw["summary_zh"],
        page=raw["page"],
    )
    return Listing(entry, tuple(raw["files"]), repositories, layers, heads, head_size)
