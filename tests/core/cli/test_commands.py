"""The command line: JSON that stays stable, exit codes, and words for people."""

import json
import os
import subprocess
import sys

import pytest

from core.cli import main
from tests.core.cli.conftest import NOTE
from tests.core.stores.test_migrations import library_of_the_first_version


def test_from_a_file_to_an_answer_with_its_place(call, note):
    code, added = call("add", str(note))
    assert code == 0
    assert set(added) == {"added", "skipped", "failed"}
    assert {"id", "title", "path", "pages", "chunks"} <= set(added["added"][0])
    id = added["added"][0]["id"]

    _, listed = call("documents")
    assert {"id", "title", "pages", "chunks", "added", "state"} <= set(listed["documents"][0])

    _, text = call("text", id[:6])
    assert text["text"].strip() == NOTE
    assert {"kind", "start", "label"} <= set(text["marks"][0])

    _, found = call("search", "Who signed?", "--retriever", "hybrid", "--top", "3")
    passage = found["passages"][0]
    assert {"document", "title", "page", "start", "end", "score", "found_by", "text"} <= set(
        passage
    )
    assert text["text"][passage["start"] : passage["end"]] == passage["text"]

    _, answer = call("ask", "Who signed for the bushels?")
    sentence = answer["sentences"][0]
    assert sentence["support"] == "supported"
    cited = sentence["citations"][0]
    assert text["text"][cited["start"] : cited["end"]] == cited["quote"]
    assert "Anna Berg" in answer["answer"]

    code, removed = call("remove", id[:6])
    assert (code, removed) == (0, {"removed": [id]})
    assert call("documents")[1] == {"documents": []}


def test_adding_twice_skips_and_a_bad_file_fails_with_a_hint(call, note, tmp_path):
    bad = tmp_path / "bad.docx"
    bad.write_bytes(b"PK\x03\x04 not a package")
    call("add", str(note))
    code, result = call("add", str(note), str(bad))
    assert code == 0
    assert result["skipped"][0]["reason"] == "already in the library"
    assert {"path", "kind", "message", "hint"} <= set(result["failed"][0])


def test_a_named_error_has_kind_message_and_hint_and_exit_code_1(call):
    code, result = call("documents")
    assert code == 1
    assert result["error"]["kind"] == "LibraryNotFound"
    assert result["error"]["message"]
    assert result["error"]["hint"]


def test_check_tells_that_all_is_well(call, note):
    call("add", str(note))
    code, report = call("check")
    assert code == 0
    assert report["ok"] is True
    assert report["problems"] == []


def test_a_library_of_an_older_version_is_brought_to_this_one_by_what_only_reads(call, tmp_path):
    (tmp_path / "library").mkdir()
    library_of_the_first_version(tmp_path / "library")
    assert call("exam", "questions") == (0, {"questions": []})
    code, listed = call("documents")
    assert code == 0
    assert listed["documents"]


@pytest.mark.parametrize("how", [[], ["--json"]])
def test_who_has_read_enough_of_it_may_close_the_pipe(how):
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "core", "models", "list", *how]
    with os.fdopen(writing, "wb") as closed:
        ended = subprocess.run(command, stdout=closed, stderr=subprocess.PIPE)
    assert (ended.returncode, ended.stderr) == (0, b"")


def test_wrong_usage_ends_with_2():
    with pytest.raises(SystemExit) as stop:
        main(["search", "x", "--retriever", "no such"])
    assert stop.value.code == 2


def test_options_may_stand_before_the_command(tmp_path, note, capsys):
    library = str(tmp_path / "library")
    assert main(["--library", library, "add", str(note)]) == 0
    assert "added" in capsys.readouterr().out


def test_options_for_every_command_may_stand_before_it_or_after(note, tmp_path, capsys):
    before, after = str(tmp_path / "before"), str(tmp_path / "after")
    assert main(["--library", before, "--json", "add", str(note)]) == 0
    assert main(["add", str(note), "--json", "--library", after]) == 0
    for folder, line in zip((before, after), capsys.readouterr().out.splitlines(), strict=True):
        assert json.loads(line)["added"][0]["title"] == "harvest"
        assert (tmp_path / folder / "library.sqlite").exists()
