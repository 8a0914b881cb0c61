"""Where a model came from: a small file beside it, `<name>.lectern.json`."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from core.catalogue.durable import read_json, write_json
from core.catalogue.entries import Listing

SUFFIX = ".lectern.json"


@dataclass(frozen=True, slots=True)
class Provenance:
    """What is known of a model's origin; everything may be empty."""

    entry: str = ""
    title: str = ""
    kind: str = ""
    licence: str = ""
    source: str = ""
    digests: Mapping[str, str] | None = None
    """Digest by file, as the source gave them or as they were taken when it was copied."""


def beside(path: Path) -> Path:
    """The file that says it of the model at `path`."""
    return path.with_name(path.name + SUFFIX)


def write(path: Path, source: str, digests: Mapping[str, str], wanted: Listing | None) -> None:
    """Say it of the model at `path`; `wanted` is its place in the catalogue, if it has one."""
    said: dict[str, object] = {"source": source, "date": time.strftime("%Y-%m-%d")}
    if wanted is not None:
        entry = wanted.entry
        said |= {
            "entry": entry.id,
            "title": entry.name,
            "kind": entry.kind.value,
            "licence": entry.licence,
            "licence_url": entry.licence_url,
        }
    write_json(beside(path), said | {"digests": dict(digests)})


def read(path: Path) -> Provenance:
    """What is said of the model at `path`."""
    raw = read_json(beside(path))
    digests = raw.get("digests")

    def said(name: str) -> str:
        return str(raw.get(name) or "")

    return Provenance(
        entry=said("entry"),
        title=said("title"),
        kind=said("kind"),
        licence=said("licence"),
        source=said("source"),
        digests=digests if isinstance(digests, dict) else None,
    )
