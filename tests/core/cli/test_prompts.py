"""Instructions from a terminal."""

import io

import pytest

from core import paths
from core.cli import main


@pytest.fixture
def text(tmp_path):
    path = tmp_path / "mine.txt"
    path.write_text("Answer in one sentence.\n", encoding="utf-8")
    return str(path)


def test_they_are_listed_with_what_is_passed_over(call, capsys):
    code, result = call("prompts", "list")
    assert code == 0
    assert result["broken"] == []
    ids = {each["id"]: each for each in result["prompts"]}
    assert ids["usual-zh"]["language"] == "zh"
    assert ids["step-by-step-en"]["style"] == "chain_of_thought"
    folder = paths.config_folder() / "prompts" / "odd"
    folder.mkdir(parents=True)
    (folder / "1.md").write_text("nothing", encoding="utf-8")
    assert main(["prompts", "list"]) == 0
    told = capsys.readouterr()
    assert "usual-en" in told.out
    assert "1.md" in told.err


def test_one_is_kept_shown_changed_and_removed(call, text, monkeypatch):
    code, result = call("prompts", "save", text, "--title", "One sentence")
    assert code == 0
    assert result["prompt"]["id"] == "one-sentence"
    monkeypatch.setattr("sys.stdin", io.StringIO("Answer in two sentences."))
    _, result = call("prompts", "save", "-", "--id", "one-sentence", "--style", "co_star")
    assert (result["prompt"]["version"], result["prompt"]["title"]) == (2, "One sentence")
    _, result = call("prompts", "versions", "one-sentence")
    assert [each["style"] for each in result["prompts"]] == ["co_star", "zero_shot"]
    _, result = call("prompts", "show", "one-sentence", "--version", "1")
    assert result["prompt"]["text"] == "Answer in one sentence."
    assert call("prompts", "remove", "one-sentence") == (0, {"removed": "one-sentence"})
    code, result = call("prompts", "show", "one-sentence")
    assert (code, result["error"]["kind"]) == (1, "NotFound")


def test_what_cannot_be_kept_is_a_named_error(call, text):
    for arguments in (
        ("save", text),
        ("save", text + ".gone", "--title", "x"),
        ("show", "usual-en", "--version", "9"),
        ("save", text, "--id", "../x", "--title", "x"),
    ):
        code, result = call("prompts", *arguments)
        assert (code, result["error"]["kind"]) == (1, "BadRequest")
