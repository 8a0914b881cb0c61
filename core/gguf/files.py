"""GGUF files as they lie on a disk: whole or in parts, models that write or something else."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.errors import ModelBroken, ModelMissing, UnsuitableModel
from core.gguf.header import VOCABULARY, GgufHeader, read_entries, read_header

_PART = re.compile(r"^(?P<stem>.+)-(?P<number>\d{5})-of-(?P<count>\d{5})\.gguf$", re.IGNORECASE)
_MOST_PARTS = 999
_LONG = 1024
"""Entries of a list; longer ones belong to the vocabulary."""
READERS = ("bert", "gemma-embedding", "t5encoder")
"""Architectures, or parts of their names, that read and do not write."""
_OF_NO_USE = {
    "adapter": "it is an addition to another model.",
    "mmproj": "it is the part of a model that sees pictures.",
    "imatrix": "it holds figures for shrinking a model.",
}
"""Reasons by `general.type`."""


@dataclass(frozen=True)
class WritingFile:
    """A file of a model that writes, checked but not opened."""

    path: Path
    header: GgufHeader
    """Without its vocabulary."""
    bytes: int
    """Of all its parts."""
    template: str
    """How it wants a conversation to be written down; "" where it does not say."""


def parts_of(path: Path) -> list[Path]:
    """The files of a model: itself, or all its parts in order, whether they are there or not."""
    named = _PART.match(path.name)
    if named is None or not int(named["count"]):
        return [path]
    stem, count = named["stem"], min(int(named["count"]), _MOST_PARTS)
    return [path.with_name(f"{stem}-{at:05}-of-{count:05}.gguf") for at in range(1, count + 1)]


def file_in(place: Path) -> Path:
    """The file to open: `place` itself, or what a folder of one model holds.

    Raises:
        ModelMissing: there is nothing.
        UnsuitableModel: several models, or none that is a GGUF file.
    """
    if place.is_file():
        return place
    if not place.is_dir():
        raise ModelMissing(name=place.name)
    files = sorted(each for each in place.rglob("*") if each.suffix.lower() == ".gguf")
    firsts = {parts_of(each)[0] for each in files if "mmproj" not in each.name.lower()}
    if len(firsts) != 1:
        reason = "several are in one folder." if firsts else "it holds no .gguf file."
        raise UnsuitableModel(name=place.name, reason=reason)
    return firsts.pop()


def writing_file(path: Path) -> WritingFile:
    """Check a file before llama.cpp sees it, which ends its process on some malformed ones.

    Raises:
        ModelMissing: it, or one of its parts, is not there.
        UnsuitableModel: it is something else than a model that writes.
        ModelBroken: it is damaged or cut short.
    """
    files = parts_of(path)
    if path != files[0]:
        raise UnsuitableModel(name=path.name, reason="it is a later part of a model in parts.")
    for each in files:
        if not each.is_file():
            raise ModelMissing(name=each.name)
    try:
        _refuse_others(path)
        header = read_header(path)
        size = sum(each.stat().st_size for each in files)
    except (ValueError, OSError) as error:
        raise ModelBroken(name=path.name) from error
    if header.number("pooling_type", 0) > 0 or not header.number("block_count"):
        raise UnsuitableModel(name=path.name, reason="it reads and does not write.")
    template = header.entries.get("tokenizer.chat_template", "")
    small = {name: value for name, value in header.entries.items() if not _is_long(value)}
    small.setdefault(f"{header.architecture}.vocab_size", len(header.entries[VOCABULARY]))
    return WritingFile(
        path,
        GgufHeader(small, header.size),
        size,
        template if isinstance(template, str) else "",
    )


def _is_long(value: Any) -> bool:
    return isinstance(value, list) and len(value) > _LONG


def _refuse_others(path: Path) -> None:
    """Tell what a file is that is no model which writes.

    Raises:
        UnsuitableModel: it is such a file.
        ValueError: its head is malformed.
    """
    with path.open("rb") as file:
        if file.read(4) != b"GGUF":
            raise UnsuitableModel(name=path.name, reason="it is no GGUF file.")
    entries = read_entries(path)
    if reason := reason_of_no_use(entries):
        raise UnsuitableModel(name=path.name, reason=reason)
    architecture = str(entries.get("general.architecture", ""))
    if any(reader in architecture for reader in READERS):
        raise UnsuitableModel(name=path.name, reason="it reads and does not write.")


def reason_of_no_use(entries: Mapping[str, Any]) -> str:
    """Why a file whose head says this is no model by itself; "" when it may be one."""
    clip = entries.get("general.architecture") == "clip"
    kind = "mmproj" if clip else str(entries.get("general.type", "")).lower()
    return _OF_NO_USE.get(kind, "")
