"""The exam from a terminal: made, listed, taken, reported, compared."""

import pytest

from core.cli import main

pytestmark = pytest.mark.usefixtures("light")

TEXT = """The barn

The barn of Oldfield was built in 1874 by the mason Anna Berg. It held 214 bushels of rye.

The well

The well of Oldfield is 31 metres deep and was dug by Carla Stone in 1902. Its water is cold.

The mill

The mill of Newbrook was closed in 1955 after a flood of the river Lenne. It ground barley.
"""


@pytest.fixture
def asked(call, tmp_path):
    """A library with an exam; its questions."""
    path = tmp_path / "oldfield.md"
    path.write_text(TEXT, encoding="utf-8")
    call("add", str(path))
    code, made = call("exam", "make", "--count", "5")
    assert code == 0
    return made["questions"]


def test_questions_are_made_with_their_places_and_listed(call, asked):
    assert asked
    for each in asked:
        assert {"id", "kind", "text", "answer", "gold", "accepted"} <= set(each)
        for gold in each["gold"]:
            assert gold["quote"]
    assert call("exam", "questions")[1]["questions"] == asked


def test_it_is_taken_and_reported(call, asked, tmp_path, capsys):
    code, taken = call("exam", "take", "--retriever", "keyword")
    assert code == 0
    sitting = taken["sitting"]
    assert (sitting["retriever"], sitting["questions"]) == ("keyword", len(asked))
    assert sitting["scores"]["found@10"] > 0
    report = call("exam", "report")[1]
    assert report["sittings"] == [sitting]
    assert report["comparison"] is None
    assert main(["exam", "report", "--library", str(tmp_path / "library")]) == 0
    head, line = capsys.readouterr().out.splitlines()
    assert "found@1" in head
    assert "keyword" in line


def test_ways_are_compared(call, asked, tmp_path, capsys):
    code, result = call("exam", "compare", "--retriever", "keyword", "--chunker", "recursive")
    assert code == 0
    comparison = result["comparison"]
    assert comparison["questions"] == len(asked)
    assert "keyword" in {each["retriever"] for each in comparison["sittings"]}
    assert call("exam", "report")[1]["comparison"] == comparison
    assert main(["exam", "report", "--library", str(tmp_path / "library")]) == 0
    assert "latest comparison" in capsys.readouterr().out


def test_without_a_library_or_questions_the_error_is_named(call, note):
    for arguments in (("exam", "make"), ("exam", "report"), ("recipes", "list")):
        code, result = call(*arguments)
        assert (code, result["error"]["kind"]) == (1, "LibraryNotFound")
    call("add", str(note))
    code, result = call("exam", "take")
    assert (code, result["error"]["kind"]) == (1, "BadRequest")
    code, result = call("exam", "make", "--document", "f" * 32)
    assert (code, result["error"]["kind"]) == (1, "NotFound")
