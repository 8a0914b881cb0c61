"""The person's settings: a small TOML file, read with care, written whole.

A missing or broken file means the defaults; a broken one is kept beside as settings.toml.broken.
Keys that this version does not know are kept.
"""

import dataclasses
import os
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomli_w

from core import paths


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


def settings_file() -> Path:
    """Where settings are kept."""
    return paths.config_folder() / "settings.toml"


def load() -> Settings:
    """Settings from disk over the defaults."""
    raw = _read()
    known = {field.name: field for field in dataclasses.fields(Settings)}
    values: dict[str, Any] = {}
    for name, value in raw.items():
        if name not in known:
            continue
        default = known[name].default
        if isinstance(default, tuple) and isinstance(value, list):
            values[name] = tuple(str(item) for item in value)
        elif isinstance(default, float) and isinstance(value, int | float):
            values[name] = float(value)
        elif type(value) is type(default):
            values[name] = value
    return Settings(**values)


def save(settings: Settings) -> None:
    """Write settings so that a crash leaves the old or the new file, never half of one."""
    merged = _read() | dataclasses.asdict(settings)
    merged["recent_libraries"] = list(settings.recent_libraries)
    target = settings_file()
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=".settings-")
    try:
        with os.fdopen(handle, "wb") as file:
            tomli_w.dump(merged, file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


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
