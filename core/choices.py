"""The techniques that a person can choose among, and what is missing for those that need more."""

from collections.abc import Iterator
from pathlib import Path

from core import registry, settings
from core.catalogue import provenance
from core.paths import models_folder
from core.types import Choice, ModelKind

_WITH_MODEL = {
    "chunkers": frozenset({"model"}),
    "retrievers": frozenset({"fusion", "hyde", "decompose"}),
}
"""Plugs that write with a language model. A table, so that listing them imports none."""
_WITH_SOURCE = ("folder", "gguf", "endpoint")
"""Embedders that are named with the place or server of their model."""


def choices(has_model: bool) -> tuple[Choice, ...]:
    """Chunkers, embedders and retrievers; `has_model` says whether a writing model is chosen."""
    current = settings.load()
    found = [
        Choice(table, name, "model" if name in writing and not has_model else "")
        for table, writing in _WITH_MODEL.items()
        for name in registry.names(table)
        if name != "rerank"
    ]
    can_rerank = has_model or bool(current.reranker)
    found.append(Choice("retrievers", "rerank", "" if can_rerank else "reranker"))
    found += [
        Choice("embedders", name)
        for name in registry.names("embedders")
        if name not in _WITH_SOURCE
    ]
    found += [Choice("embedders", spec) for spec in _on_this_computer(models_folder())]
    found += [
        Choice("embedders", f"endpoint:{endpoint.name}")
        for endpoint in current.endpoints
        if endpoint.embedding_model
    ]
    return tuple(found)


def _on_this_computer(folder: Path) -> Iterator[str]:
    """Embedders among the models that the person has put in the folder for models."""
    if not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        if (path / "modules.json").is_file():
            yield f"folder:{path}"
        elif path.suffix.lower() == ".gguf" and (
            "embed" in path.stem.lower() or provenance.read(path).kind == ModelKind.EMBEDDING
        ):
            yield f"gguf:{path}"
