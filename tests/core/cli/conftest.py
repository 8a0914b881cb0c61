"""A note, and the command line called as a script does."""

import json

import pytest

from core import registry
from core.cli import main

NOTE = "The barn held 214 bushels. Anna Berg signed for them on 3 June 2024."


@pytest.fixture
def note(tmp_path):
    path = tmp_path / "harvest.txt"
    path.write_text(NOTE, encoding="utf-8")
    return path


@pytest.fixture
def call(tmp_path, capsys):
    def run(*arguments):
        code = main([*arguments, "--json", "--library", str(tmp_path / "library")])
        output = capsys.readouterr().out
        assert output.count("\n") == 1
        return code, json.loads(output)

    return run


@pytest.fixture
def light(monkeypatch):
    """A new library's embedder is one that is there at once; the built-in one takes seconds."""
    monkeypatch.setitem(registry.EMBEDDERS, "minilm", "tests.library_making:WordHashEmbedder")
