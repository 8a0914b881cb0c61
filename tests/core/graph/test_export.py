"""Files for other programs: read back by theirs."""

import json
from xml.etree import ElementTree

import networkx

from core.graph.export import Exported, as_json, graphml, svg
from core.types import Citation, Connection, Entity, EntityKind, Evidence

A = Entity("a", 'A & "B" <c>\x00', EntityKind.PERSON, ("Aa",), 3, 2)
B = Entity("深度", "深度", EntityKind.TERM, (), 1, 1)
SAID = Evidence(Citation("d" * 32, "T", 2, 10, 14, "A \n深度"), ((10, 11),), "founded")
PART = Exported(
    entities=(A, B),
    connections=(Connection("a", "深度", "founded", 0.5, 1),),
    evidence=((SAID,),),
    communities=("A · 深度", ""),
    places=((0.0, 0.0), (10.0, 20.0)),
    weights=(1.0, 0.2),
)
NOTHING = Exported((), (), (), (), (), ())


def test_graphml_is_read_by_networkx_with_all_its_data(tmp_path):
    file = tmp_path / "graph.graphml"
    file.write_text(graphml(PART), encoding="utf-8")
    network = networkx.read_graphml(file)
    assert network.nodes["a"]["name"] == 'A & "B" <c>'
    assert network.nodes["a"]["kind"] == "person"
    assert network.nodes["a"]["mentions"] == 3
    assert network.nodes["a"]["documents"] == 2
    assert network.nodes["a"]["community"] == "A · 深度"
    edge = network.edges["a", "深度"]
    assert (edge["label"], edge["strength"], edge["sentences"]) == ("founded", 0.5, 1)
    assert edge["evidence"] == "A 深度 (T, 2)"


def test_json_holds_each_connection_with_its_sentences():
    told = json.loads(as_json(PART))
    assert told["entities"][1]["name"] == "深度"
    assert told["connections"][0]["evidence"][0]["quote"] == "A \n深度"
    assert told["connections"][0]["evidence"][0]["page"] == 2


def test_svg_stands_by_itself_and_takes_other_colours():
    drawn = svg(PART, {"person": "#123456", "other": "#654321"}, page="#000000")
    root = ElementTree.fromstring(drawn)
    space = "{http://www.w3.org/2000/svg}"
    fills = [each.get("fill") for each in root.iter(f"{space}circle")]
    assert fills == ["#123456", "#654321"]
    assert [each.text for each in root.iter(f"{space}text")] == ['A & "B" <c>', "深度"]
    assert "founded" in next(root.iter(f"{space}line"))[0].text
    height = float(root.get("height"))
    assert all(0 < float(each.get("cy")) < height for each in root.iter(f"{space}circle"))


def test_nothing_is_exported_as_nothing():
    assert json.loads(as_json(NOTHING)) == {"entities": [], "connections": []}
    ElementTree.fromstring(svg(NOTHING))
    ElementTree.fromstring(graphml(NOTHING))
