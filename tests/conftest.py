"""Every test lives in a home of its own and leaves no process behind."""

import os

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("HF_HUB_OFFLINE", "1")


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """Settings, caches and the default library of a person who has just arrived."""
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("LECTERN_HOME", str(folder))
    return folder
