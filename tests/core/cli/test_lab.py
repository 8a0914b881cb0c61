"""lab and tokens on the command line."""

import json

import pytest

from core.cli import main
from core.cli.lab import candidate
from core.errors import BadRequest
from core.knowledge_base import KnowledgeBase
from core.types import LabCandidate
from tests.library_making import open_library, prepared

WHEN = "When was the lighthouse of Saltby built?"


@pytest.fixture
def place(tmp_path):
    folder = tmp_path / "library"
    library = open_library(folder, create=True)
    text = "The lighthouse of Saltby was built in 1874."
    library.add([prepared(library, text, "Handbook", "handbook.txt")])
    library.close()
    return str(folder)


def test_candidates_are_read():
    assert candidate("local:a.gguf@usual-en~0.4") == LabCandidate("local:a.gguf", "usual-en", 0.4)
    assert candidate("quoting") == LabCandidate("quoting")
    for wrong in ("quoting~hot", "@usual", "quoting~3"):
        with pytest.raises(BadRequest):
            candidate(wrong)


def test_the_lab_answers_and_sums_up(place, capsys):
    assert main(["--library", place, "lab", WHEN, "--candidate", "quoting", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["questions"] == [WHEN]
    assert "1874" in found["cells"][0]["text"]
    options = ["--candidate", "quoting", "--candidate", "local:gone"]
    assert main(["--library", place, "lab", WHEN, *options]) == 0
    told = capsys.readouterr()
    assert "1 of 1" in told.out
    assert "0 of 1" in told.out
    assert "gone" in told.err


def test_tokens_are_counted(tmp_path, capsys):
    place = str(tmp_path / "new")
    KnowledgeBase.open(tmp_path / "new", create=True).close()
    assert main(["--library", place, "tokens", "The lighthouse", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["count"] >= 2
    assert main(["--library", place, "tokens", "The lighthouse"]) == 0
    assert "tokens" in capsys.readouterr().out
