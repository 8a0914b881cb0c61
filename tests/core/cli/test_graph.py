"""The graph from a terminal: built, asked, corrected, exported."""

import json
import shutil

import pytest

from core.cli import main
from core.knowledge_base import KnowledgeBase

pytestmark = pytest.mark.usefixtures("light")

CURIE = """Marie Curie discovered radium in Paris. Marie Curie was born in Warsaw in 1867.
Pierre Curie worked with Marie Curie in Paris. The World Health Organization (WHO) met in Geneva.
"""
WARSAW = """Warsaw is the capital of Poland. Frédéric Chopin grew up in Warsaw.
Frédéric Chopin died in Paris in 1849.
"""


@pytest.fixture
def built(call, tmp_path):
    """A library of two notes with its graph."""
    for name, text in (("curie.txt", CURIE), ("warsaw.txt", WARSAW)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    call("add", str(tmp_path / "curie.txt"), str(tmp_path / "warsaw.txt"))
    code, result = call("graph", "build")
    assert code == 0
    return result


def test_building_tells_what_the_graph_holds(call, built):
    assert {"entities", "connections", "communities", "documents", "missing", "kinds"} <= set(built)
    assert built["documents"] == 2
    assert built["missing"] == 0
    assert built["entities"] >= 4
    assert call("graph", "stats")[1] == built


@pytest.fixture
def unbuilt(call, note, tmp_path):
    """A library of one note whose graph has been thrown away."""
    call("add", str(note))
    shutil.rmtree(tmp_path / "library" / "index" / "graph")


def test_without_a_graph_the_figures_are_noughts_and_people_are_told_how(
    call, unbuilt, tmp_path, capsys
):
    _, result = call("graph", "stats")
    assert (result["entities"], result["built"], result["missing"]) == (0, "", 1)
    assert main(["graph", "stats", "--library", str(tmp_path / "library")]) == 0
    assert "graph build" in capsys.readouterr().out


def test_a_look_builds_the_graph_first(call, unbuilt):
    code, result = call("graph", "entity", "Anna Berg")
    assert code == 0
    assert result["entity"]["name"] == "Anna Berg"


def test_a_look_beside_another_program_without_a_graph_is_a_named_error(call, unbuilt, tmp_path):
    other = KnowledgeBase.open(tmp_path / "library")
    try:
        code, result = call("graph", "entity", "Anna Berg")
    finally:
        other.close()
    assert code == 1
    assert "graph build" in result["error"]["message"]


def test_an_entity_is_told_with_sentences_that_stand_in_the_text(call, built):
    code, result = call("graph", "entity", "marie curie")
    assert code == 0
    assert result["entity"]["name"] == "Marie Curie"
    assert "Paris" in {each["entity"]["name"] for each in result["connections"]}
    mention = result["mentions"][0]
    _, text = call("text", mention["document"])
    assert text["text"][mention["start"] : mention["end"]] == mention["quote"]
    for start, end in mention["spans"]:
        assert "Curie" in text["text"][start:end]
    assert "1867" in {fact["label"] for fact in result["facts"]}


def test_an_unknown_entity_is_a_named_error(call, built):
    code, result = call("graph", "entity", "Nobody Ever")
    assert code == 1
    assert result["error"]["kind"] == "NotFound"


def test_a_path_says_why_at_each_hop(call, built):
    _, result = call("graph", "path", "Marie Curie", "Frédéric Chopin")
    path = result["paths"][0]
    assert path["entities"][0]["name"] == "Marie Curie"
    assert path["entities"][-1]["name"] == "Frédéric Chopin"
    assert len(path["hops"]) == len(path["entities"]) - 1 == 2
    assert all(hop["evidence"] for hop in path["hops"])


def test_surroundings_communities_and_finding(call, built):
    _, around = call("graph", "around", "Warsaw", "--depth", "2")
    assert around["centre"] == ["warsaw"]
    assert {"id", "name", "kind", "x", "y", "depth"} <= set(around["nodes"][0])
    _, found = call("graph", "find", "war")
    assert found["entities"][0]["name"] == "Warsaw"
    _, communities = call("graph", "communities")
    for each in communities["communities"]:
        assert {"id", "name", "size", "level", "parent", "documents"} <= set(each)
    if communities["communities"]:
        _, report = call("graph", "report", str(communities["communities"][0]["id"]))
        assert report["sentences"]


@pytest.mark.parametrize("ending", ["graphml", "json", "svg"])
def test_the_graph_is_written_as_the_ending_says(call, built, tmp_path, ending):
    file = tmp_path / f"graph.{ending}"
    code, result = call("graph", "export", str(file))
    assert (code, result["path"]) == (0, str(file))
    assert "Marie Curie" in file.read_text(encoding="utf-8")
    if ending == "json":
        assert json.loads(file.read_text(encoding="utf-8"))["entities"]


def test_another_ending_is_refused(call, built, tmp_path):
    code, result = call("graph", "export", str(tmp_path / "graph.doc"))
    assert code == 1
    assert ".graphml" in result["error"]["message"]


def test_corrections_are_made_listed_and_taken_back(call, built):
    code, _ = call("graph", "rename", "Warsaw", "Warszawa")
    assert code == 0
    assert call("graph", "entity", "Warsaw")[1]["entity"]["name"] == "Warszawa"
    call("graph", "merge", "Marie Curie", "Pierre Curie")
    assert call("graph", "entity", "Pierre Curie")[1]["entity"]["name"] == "Marie Curie"
    call("graph", "retype", "Paris", "organisation")
    assert call("graph", "entity", "Paris")[1]["entity"]["kind"] == "organisation"
    call("graph", "hide", "Paris")
    assert "Paris" not in {e["name"] for e in call("graph", "find", "")[1]["entities"]}
    _, result = call("graph", "corrections")
    kinds = [each["kind"] for each in result["corrections"]]
    assert kinds == ["hide", "retype", "merge", "rename"]
    for _ in range(4):
        call("graph", "undo")
    assert call("graph", "corrections")[1] == {"corrections": []}
    assert call("graph", "entity", "Pierre Curie")[1]["entity"]["name"] == "Pierre Curie"


def test_what_is_not_there_is_said(built, tmp_path, capsys):
    library = str(tmp_path / "library")
    assert main(["graph", "find", "penguin on Mars", "--library", library]) == 0
    assert "Nothing is named like that." in capsys.readouterr().out


def test_what_is_no_other_name_is_not_split_off(call, built):
    code, result = call("graph", "split", "Marie Curie", "Poland")
    assert code == 1
    assert "no other name" in result["error"]["message"]
    assert call("graph", "corrections")[1] == {"corrections": []}


def test_nothing_is_taken_back_where_nothing_was_corrected(call, built, tmp_path, capsys):
    code, result = call("graph", "undo")
    assert code == 1
    assert "no correction" in result["error"]["message"]
    assert main(["graph", "corrections", "--library", str(tmp_path / "library")]) == 0
    assert "No corrections" in capsys.readouterr().out


def test_one_merged_away_is_called_as_it_was_spelt(call, built):
    _, result = call("graph", "merge", "Marie Curie", "Pierre Curie")
    assert result["undo_names"] == ["Marie Curie", "Pierre Curie"]


def test_one_entity_is_not_merged_with_itself(call, built):
    code, result = call("graph", "merge", "Paris", "paris")
    assert code == 1
    assert result["error"]["kind"] == "BadRequest"


def test_people_are_told_in_lines(built, tmp_path, capsys):
    library = str(tmp_path / "library")
    for command in (
        ["stats"],
        ["entity", "Marie Curie"],
        ["path", "Marie Curie", "Poland"],
        ["communities"],
        ["around", "Paris"],
        ["suggestions"],
        ["corrections"],
        ["find", "cur"],
    ):
        assert main(["graph", *command, "--library", library]) == 0
    told = capsys.readouterr().out
    assert "entities" in told
    assert "Marie Curie — Warsaw — Poland" in told
