"""Ways of preparing documents from a terminal."""

import pytest

from core.cli import main

pytestmark = pytest.mark.usefixtures("light")


def test_another_way_is_estimated_prepared_used_and_the_first_one_removed(call, note):
    call("add", str(note))
    (first,) = call("recipes", "list")[1]["recipes"]
    assert (first["chunker"], first["embedder"], first["state"]) == (
        "recursive",
        "minilm",
        "current",
    )
    code, result = call("recipes", "estimate", "--chunker", "fixed")
    assert code == 0
    assert result["estimate"]["documents"] == 1
    code, result = call("recipes", "prepare", "--chunker", "fixed")
    assert code == 0
    made = result["recipe"]
    assert (made["chunker"], made["state"]) == ("fixed", "ready")
    assert call("recipes", "use", str(made["id"]))[1]["recipe"]["state"] == "current"
    states = {each["id"]: each["state"] for each in call("recipes", "list")[1]["recipes"]}
    assert states == {made["id"]: "current", first["id"]: "former"}
    assert call("search", "Who signed?")[1]["passages"]
    assert call("recipes", "remove", str(first["id"])) == (0, {"removed": first["id"]})
    (left,) = call("recipes", "list")[1]["recipes"]
    assert left["id"] == made["id"]


def test_prepared_and_taken_up_in_one(call, note):
    call("add", str(note))
    code, result = call("recipes", "prepare", "--chunker", "structure", "--use")
    assert code == 0
    assert result["recipe"]["state"] == "current"


def test_going_back_brings_what_was_added_meanwhile(call, note, tmp_path):
    call("add", str(note))
    (first,) = call("recipes", "list")[1]["recipes"]
    call("recipes", "prepare", "--chunker", "fixed", "--use")
    (tmp_path / "later.txt").write_text("The ferry to Amble sails at nine.", encoding="utf-8")
    call("add", str(tmp_path / "later.txt"))
    code, result = call("recipes", "use", str(first["id"]))
    assert (code, result["recipe"]["state"], result["recipe"]["done"]) == (0, "current", 2)
    found = call("search", "When does the ferry sail?")[1]["passages"]
    assert found[0]["title"] == "later"


def test_what_cannot_be_is_named(call, note):
    call("add", str(note))
    for arguments, kind in (
        (("use", "99"), "NotFound"),
        (("remove", "99"), "NotFound"),
        (("prepare", "--embedder", "nothing"), "BadRequest"),
    ):
        code, result = call("recipes", *arguments)
        assert (code, result["error"]["kind"]) == (1, kind), arguments


def test_people_get_a_table(call, note, tmp_path, capsys):
    call("add", str(note))
    assert main(["recipes", "list", "--library", str(tmp_path / "library")]) == 0
    head, line = capsys.readouterr().out.splitlines()
    assert head.split()[:4] == ["id", "state", "chunker", "embedder"]
    assert "current" in line
    assert "1 of 1" in line
