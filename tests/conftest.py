"""Every test lives in a home of its own and leaves no process behind."""

import os
import tempfile

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("LECTERN_TRAINER_NICE", "0")  # beside other tests it would hardly move
# Nobody's keyring is touched; a test that wants one brings its own.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
# A timer that outlives its test must not find the home of the person who runs the tests.
os.environ["LECTERN_HOME"] = tempfile.mkdtemp(prefix="lectern-tests-")


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """Settings, caches and the default library of a person who has just arrived."""
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("LECTERN_HOME", str(folder))
    return folder
