"""Readings and graphs as bytes and back; what is damaged is nothing."""

from dataclasses import fields

import numpy as np
import pytest

from core.graph import packing, saving
from core.graph.links import Links
from core.graph.packing import packed, unpacked
from core.graph.reader import read
from core.graph.reading import Tokens
from core.types import ParsedDocument
from tests.graph_making import random_graph

TEXT = "Marie Curie (1867–1934) was born in Warsaw. 居里夫人出生于华沙。\nNASA\ud800 paid $5."


def reading():
    return read(ParsedDocument("text", "Marie Curie", TEXT, ()), "en")


def test_a_reading_comes_back_as_it_was():
    one, other = reading(), unpacked(packed(reading()))
    for field in fields(Tokens):
        left, right = getattr(one.tokens, field.name), getattr(other.tokens, field.name)
        assert np.array_equal(left, right), field.name
    assert (one.names, one.aliases, one.senses, one.quantities, one.language) == (
        other.names, other.aliases, other.senses, other.quantities, other.language,
    )  # fmt: skip
    assert {each.key for each in one.names} >= {"marie curie", "华沙"}


def test_a_reading_of_another_version_or_a_damaged_one_is_none(monkeypatch):
    blob = packed(reading())
    assert unpacked(b"") is None
    assert unpacked(blob[:-5]) is None
    monkeypatch.setattr(packing, "VERSION", packing.VERSION + 1)
    assert unpacked(blob) is None


def test_links_come_back_as_they_were():
    links = Links(((0, 3, 17, "founded"), (2, 40, 30, "位于")))
    assert Links.unpacked(links.packed()) == links
    assert Links.unpacked(b"x") is None


def test_a_graph_comes_back_mapped_and_as_it_was(tmp_path):
    graph = random_graph(50, 120)
    assert saving.load(tmp_path) is None
    name = saving.save(graph, tmp_path, {"numbers": {"a": 1}})
    found = saving.load(tmp_path)
    assert (found.name, found.about) == (name, {"numbers": {"a": 1}})
    for field in fields(graph):
        left, right = getattr(graph, field.name), getattr(found.graph, field.name)
        if isinstance(left, np.ndarray):
            assert (left.dtype, left.shape) == (right.dtype, right.shape), field.name
            assert np.array_equal(left, right), field.name
            assert not right.flags.writeable or not right.size, field.name
        else:
            assert left == right, field.name


@pytest.mark.parametrize("damage", ["shorter", "header", "gone", "pointer", "elsewhere"])
def test_a_damaged_graph_is_none(tmp_path, damage):
    name = saving.save(random_graph(20, 30), tmp_path, {})
    file = tmp_path / name
    content = file.read_bytes()
    if damage == "shorter":
        file.write_bytes(content[:-1])
    elif damage == "header":
        file.write_bytes(content[:40] + b"\xff" + content[41:])
    elif damage == "gone":
        file.unlink()
    elif damage == "pointer":
        (tmp_path / "current").write_bytes(b"\xff\xfe")
    else:
        (tmp_path / "current").write_text("../" + name)
    assert saving.load(tmp_path) is None


def test_a_newer_graph_counts_and_the_older_file_goes(tmp_path):
    folder = tmp_path / "graph"
    saving.save(random_graph(5, 4), folder, {})
    held = saving.load(folder)
    name = saving.save(random_graph(9, 8), folder, {})
    saving.sweep(folder)
    assert {path.name for path in folder.iterdir()} == {"current", name}
    assert len(saving.load(folder).graph.ids) == 9
    assert held.graph.mention_count.sum() >= 0, "what is held stays readable"
    saving.forget(folder)
    assert saving.load(folder) is None


def test_a_pointer_that_someone_has_open_for_a_moment_is_tried_again(tmp_path, monkeypatch):
    replaced, refused, waited = saving.os.replace, [PermissionError, PermissionError], []

    def replace(source, target):
        if refused:
            raise refused.pop()
        replaced(source, target)

    monkeypatch.setattr(saving.os, "replace", replace)
    monkeypatch.setattr(saving.time, "sleep", waited.append)
    name = saving.save(random_graph(50, 60), tmp_path, {})
    assert saving.current(tmp_path) == name
    assert len(waited) == 2
