"""The person's settings: a small TOML file, read with care, written whole.

A missing or broken file means the defaults; a broken one is kept beside as settings.toml.broken.
Keys that this version does not know are kept.
"""

import dataclasses
import math
import os
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomli_w

from core import paths
from core.types import Endpoint
from core.whole_files import write_whole


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person can set; every field has a default that suits a beginner."""

    language: str = ""
    """Interface language: "zh", "en", or "" for the system's."""
    appearance: str = "system"
    """"system", "light" or "dark"."""
    library: str = ""
    """Library to open at start; "" for none yet."""
    recent_libraries: tuple[str, ...] = ()
    copy_originals: bool = True
    """Copy documents into the library rather than link to where they are."""
    text_scale: float = 1.0
    reader_width: int = 0
    """Width of the reader in pixels; 0 for the default."""
    window_geometry: str = ""
    """Base64 of the window's saved geometry."""
    endpoints: tuple[Endpoint, ...] = ()
    """Servers with models; their names are unique. A key is never among what is kept of one."""
    writing_model: str = ""
    """The name of an endpoint, or "local:" and a model on this computer; "" for none."""
    answering: str = ""
    """What answers questions: as `writing_model`, or "quoting"; "" for the writing model where
    there is one."""
    prompt: str = ""
    """Id of the instruction that answers are written by; "" for the usual one."""
    prime_while_typing: bool = True
    """Let the model read what a prompt begins with while the question is still being typed."""
    lessons: tuple[str, ...] = ()
    """Lessons that are switched on in chat, each "id=strength" with a strength from 0 to 2."""
    model_offer_dismissed: bool = False
    """Do not offer a model after answers by quoting any more."""
    model_idle_minutes: float = 15.0
    """A local model that nobody asks is put away after so long."""
    model_context: int = 0
    """Tokens a local model is opened with; 0 for what suits it and this computer."""
    model_source: str = ""
    """Where models are downloaded from: "huggingface", "mirror", "modelscope"; "" tries in turn."""
    proxy: str = ""
    """Address of the proxy for downloads; "" for the system's."""
    serve: bool = False
    """Let other programs on this computer ask the library while Lectern is open."""
    serve_port: int = 8765
    reranker: str = ""
    """Folder of a cross-encoder that judges found passages anew; "" for none."""

    def endpoint(self, name: str) -> Endpoint | None:
        """The endpoint of that name; None where there is none."""
        return next((each for each in self.endpoints if each.name == name), None)


def settings_file() -> Path:
    """Where settings are kept."""
    return paths.config_folder() / "settings.toml"


def load() -> Settings:
    """Settings from disk over the defaults."""
    raw = _read()
    values = _fitting(Settings, raw)
    values["endpoints"] = _endpoints(raw.get("endpoints"))
    return Settings(**values)


def save(settings: Settings) -> None:
    """Write settings so that a crash leaves the old or the new file, never half of one."""
    merged = _read() | dataclasses.asdict(settings)
    target = settings_file()
    target.parent.mkdir(parents=True, exist_ok=True)
    write_whole(target, tomli_w.dumps(merged).encode())


def _fitting(kind: type, raw: dict[str, Any]) -> dict[str, Any]:
    """What of `raw` a dataclass can be made with: known names, values of the right type."""
    values: dict[str, Any] = {}
    for field in dataclasses.fields(kind):
        value, default = raw.get(field.name), field.default
        if isinstance(default, tuple) and isinstance(value, list):
            values[field.name] = tuple(str(item) for item in value)
        elif isinstance(default, float) and type(value) in (int, float):
            values[field.name] = float(value)  # type: ignore[arg-type]
        elif type(value) is type(default) or (
            default is dataclasses.MISSING and isinstance(value, str)
        ):
            values[field.name] = value
    return values


def _endpoints(raw: Any) -> tuple[Endpoint, ...]:
    """The tables that name a server; of two with one name, the first."""
    found: dict[str, Endpoint] = {}
    for table in raw if isinstance(raw, list) else ():
        values = _fitting(Endpoint, table) if isinstance(table, dict) else {}
        if not values.get("name") or not values.get("address"):
            continue
        for name in ("timeout", "context_tokens"):
            if name in values and not (math.isfinite(values[name]) and values[name] > 0):
                del values[name]
        found.setdefault(values["name"], Endpoint(**values))
    return tuple(found.values())


def _read() -> dict[str, Any]:
    path = settings_file()
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError):
        try:
            os.replace(path, path.with_suffix(".toml.broken"))
        except OSError:
            pass
        return {}
