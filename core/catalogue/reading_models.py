"""What a file or folder of a model is: read from its head or its small files, never by opening it.

Reading a head takes a good part of a second, so what it says is kept beside the models and read
anew only when the file has changed.
"""

import json
import re
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from core.catalogue.durable import read_json, write_json
from core.errors import ModelBroken, ModelError, UnsuitableModel
from core.gguf.files import READERS, parts_of, reason_of_no_use
from core.gguf.header import GgufHeader, read_entries, read_header
from core.types import ModelKind

_KNOWN = ".known.json"
_VERSION = 1
_FILE_TYPES = {
    0: "F32", 1: "F16", 2: "Q4_0", 3: "Q4_1", 7: "Q8_0", 8: "Q5_0", 9: "Q5_1", 10: "Q2_K",
    11: "Q3_K_S", 12: "Q3_K_M", 13: "Q3_K_L", 14: "Q4_K_S", 15: "Q4_K_M", 16: "Q5_K_S",
    17: "Q5_K_M", 18: "Q6_K", 19: "IQ2_XXS", 20: "IQ2_XS", 21: "Q2_K_S", 22: "IQ3_XS",
    23: "IQ3_XXS", 24: "IQ1_S", 25: "IQ4_NL", 26: "IQ3_S", 27: "IQ3_M", 28: "IQ2_S",
    29: "IQ2_M", 30: "IQ4_XS", 31: "IQ1_M", 32: "BF16", 36: "TQ1_0", 37: "TQ2_0", 38: "MXFP4",
}  # fmt: skip
"""Number formats by `general.file_type`, as llama.cpp counts them."""
_RANK = 4
_RANKERS = "ForSequenceClassification"
_UNSAFE = (".bin", ".pt", ".pth", ".ckpt", ".pkl", ".pickle", ".h5", ".msgpack")
"""Weights in forms that can run programs when they are opened, or that nothing here reads."""
_SIZE = re.compile(r"(?:(\d+)x)?(\d+(?:\.\d+)?)([BM])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a model without opening it."""

    kind: ModelKind = ModelKind.CHAT
    title: str = ""
    bytes: int = 0
    architecture: str = ""
    parameters: float = 0.0
    quantisation: str = ""
    context_tokens: int = 0
    licence: str = ""
    problem: str = ""
    """Kind of the error that keeps it from being used."""
    reason: str = ""
    entries: dict[str, Any] = field(default_factory=dict)
    """Entries of a GGUF file's head but for its arrays."""

    @property
    def header(self) -> GgufHeader | None:
        """The head of a GGUF file without its arrays."""
        return GgufHeader(self.entries, self.bytes) if self.entries else None


def facts(path: Path) -> Facts:
    """What a model is; whatever is wrong with it is in `problem`."""
    try:
        return of_folder(path) if path.is_dir() else of_file(path)
    except ModelError as error:
        size = _size([path]) if path.is_file() else _size(sorted(path.rglob("*")))
        return Facts(
            title=path.stem if path.is_file() else path.name,
            bytes=size,
            problem=error.kind,
            reason=error.subject.get("reason", ""),
        )


def of_file(path: Path) -> Facts:
    """What a GGUF file says of itself.

    Raises:
        UnsuitableModel: it is something else than a model, or a part is missing.
        ModelBroken: it is damaged or cut short.
    """
    files = parts_of(path)
    if files[0] != path or not all(each.is_file() for each in files):
        raise UnsuitableModel(name=path.name, reason="a part of it is missing.")
    try:
        entries = read_entries(path)
        if reason := reason_of_no_use(entries):
            raise UnsuitableModel(name=path.name, reason=reason)
        header = read_header(path)
    except (ValueError, OSError) as error:
        try:
            with path.open("rb") as file:
                is_gguf = file.read(4) == b"GGUF"
        except OSError:
            is_gguf = False
        if not is_gguf:
            raise UnsuitableModel(name=path.name, reason="it is no GGUF file.") from error
        if "vocabulary" in str(error) or ("tensors" in str(error) and _has_no_weights(path)):
            raise UnsuitableModel(name=path.name, reason="it holds no whole model.") from error
        raise ModelBroken(name=path.name) from error
    small = {name: value for name, value in header.entries.items() if not isinstance(value, list)}
    small.pop("tokenizer.chat_template", None)
    kind = _kind(header, path.stem)
    found = Facts(
        kind=kind,
        title=str(small.get("general.name") or path.stem),
        bytes=_size(files),
        architecture=header.architecture,
        parameters=_parameters(str(small.get("general.size_label", ""))),
        quantisation=_FILE_TYPES.get(small.get("general.file_type", -1), ""),
        context_tokens=header.number("context_length"),
        licence=str(small.get("general.license") or ""),
        entries=small,
    )
    if kind is ModelKind.RERANKER:
        reason = "judging passages is done with folders of .safetensors files only."
        return replace(found, problem=UnsuitableModel.__name__, reason=reason)
    return found


def of_folder(path: Path) -> Facts:
    """What a folder of a model says of itself.

    Raises:
        UnsuitableModel: it holds no model that can be used here.
        ModelBroken: its small files make no sense.
    """
    names = {each.name.lower() for each in path.iterdir()}
    weights = [each for each in path.rglob("*.safetensors") if each.is_file()]
    if not weights and any(name.endswith(_UNSAFE) for name in names):
        raise UnsuitableModel(
            name=path.name, reason="its weights are in a form that could run programs."
        )
    if not weights or "config.json" not in names:
        raise UnsuitableModel(name=path.name, reason="it holds no model.")
    try:
        config = json.loads((path / "config.json").read_text(encoding="utf-8"))
        architecture = str((config.get("architectures") or [config.get("model_type", "")])[0])
        context = int(config.get("max_position_embeddings") or 0)
    except (OSError, ValueError, AttributeError, TypeError, LookupError) as error:
        raise ModelBroken(name=path.name) from error
    if "modules.json" in names:
        kind = ModelKind.EMBEDDING
    elif _RANKERS in architecture:
        kind = ModelKind.RERANKER
    else:
        raise UnsuitableModel(
            name=path.name, reason="writing models are opened from .gguf files only."
        )
    return Facts(
        kind=kind,
        title=path.name,
        bytes=_size(sorted(path.rglob("*"))),
        architecture=architecture,
        context_tokens=context,
    )


class KnownFacts:
    """What was read of the models in a folder, kept there until a file changes."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / _KNOWN
        raw = read_json(self._file)
        self._old: dict[str, Any] = raw.get("models", {}) if raw.get("version") == _VERSION else {}
        self._new: dict[str, Any] = {}

    def of(self, name: str, path: Path) -> Facts:
        """What a model is, read anew when it has changed."""
        stamp = _stamp(path)
        kept = self._old.get(name)
        if isinstance(kept, dict) and kept.get("stamp") == stamp:
            try:
                found = Facts(**kept["facts"])
                found = replace(found, kind=ModelKind(found.kind))
            except (TypeError, ValueError, KeyError):
                found = facts(path)
        else:
            found = facts(path)
        self._new[name] = {"stamp": stamp, "facts": asdict(found)}
        return found

    def save(self) -> None:
        """Keep what was read, if it is something new."""
        if self._new != self._old:
            try:
                write_json(self._file, {"version": _VERSION, "models": self._new})
            except OSError:
                pass  # a folder that cannot be written is read anew each time


def _stamp(path: Path) -> list[int]:
    """What changes when a model does."""
    is_file = path.suffix.lower() == ".gguf"
    files = [each for each in parts_of(path) if each.exists()] if is_file else path.glob("*")
    found = []
    for each in sorted(files):
        about = each.stat()
        found += [about.st_size, about.st_mtime_ns]
    return found


def _kind(header: GgufHeader, stem: str) -> ModelKind:
    pooling = header.number("pooling_type", -1)
    if pooling == _RANK:
        return ModelKind.RERANKER
    reads = any(part in header.architecture for part in READERS)
    return (
        ModelKind.EMBEDDING if reads or pooling > 0 or "embed" in stem.lower() else ModelKind.CHAT
    )


def _parameters(label: str) -> float:
    """Thousands of millions, from a label such as "4B", "30B-A3B" or "8x7B"."""
    match = _SIZE.match(label)
    if match is None:
        return 0.0
    count = float(match[2]) * int(match[1] or 1)
    return count / 1000 if match[3].upper() == "M" else count


def _has_no_weights(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(16)[8:16] == bytes(8)


def _size(files: list[Path]) -> int:
    return sum(each.stat().st_size for each in files if each.is_file())
