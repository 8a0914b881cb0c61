"""Where things live on this computer."""

import os
from pathlib import Path

import platformdirs

_DIRS = platformdirs.PlatformDirs("Lectern", appauthor=False)


def config_folder() -> Path:
    """Folder of settings.toml; `LECTERN_HOME` puts everything of a person under one folder."""
    home = os.environ.get("LECTERN_HOME")
    return Path(home) / "config" if home else Path(_DIRS.user_config_dir)


def cache_folder() -> Path:
    """Folder of things that can be made anew."""
    home = os.environ.get("LECTERN_HOME")
    return Path(home) / "cache" if home else Path(_DIRS.user_cache_dir)


def log_folder() -> Path:
    """Folder of log files."""
    home = os.environ.get("LECTERN_HOME")
    return Path(home) / "log" if home else Path(_DIRS.user_log_dir)


def models_folder() -> Path:
    """Folder of the models that the person has put on this computer."""
    home = os.environ.get("LECTERN_HOME")
    return (Path(home) if home else Path(_DIRS.user_data_dir)) / "models"


def lessons_folder() -> Path:
    """Folder of what models are being taught, and of what came of it."""
    return models_folder().parent / "lessons"


def default_library() -> Path:
    """The person's own library, used when none is named."""
    home = os.environ.get("LECTERN_HOME")
    documents = Path(home) if home else Path(_DIRS.user_documents_dir)
    return documents / "Lectern Library"


def resources_folder() -> Path:
    """The program's own resources."""
    return Path(__file__).resolve().parent.parent / "resources"
