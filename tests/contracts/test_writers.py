"""What every writer must do: tell what it returns, cite what the passages hold, and end."""

import re

import pytest

from core import registry, settings
from core.events import finished
from core.types import Support
from tests.library_making import open_library, prepared
from tests.scripted_endpoint import ScriptedEndpoint

TEXT = (
    "The lighthouse of Saltby was built in 1874.\n青禾的全年净利润为 1860 万元。\nIt rains often."
)


@pytest.fixture
def library(tmp_path):
    opened = open_library(tmp_path / "library", create=True)
    opened.add([prepared(opened, TEXT, "Notes", "notes.txt")])
    yield opened
    opened.close()


def cites_what_it_is_given(body):
    """What a model might write: a line of the prompt, cited."""
    numbers = re.findall(r"^\[(\d+)\]", body["messages"][-1]["content"], re.MULTILINE)
    return f"The lighthouse of Saltby was built in 1874 [{numbers[0]}]. 净利润为 1860 万元【1】。"


@pytest.fixture(autouse=True)
def model():
    """The writer by a model has one, scripted at the network."""
    with ScriptedEndpoint(cites_what_it_is_given) as server:
        endpoint = server.endpoint()
        settings.save(settings.Settings(endpoints=(endpoint,), writing_model=endpoint.name))
        yield


@pytest.fixture(params=registry.names("writers"))
def writer(request, library):
    return registry.resolve("writers", request.param).of(library)


def write(writer, question, passages):
    told = []
    road = writer.write(question, passages)
    try:
        while True:
            told.append(next(road).text)
    except StopIteration as end:
        return told, end.value


@pytest.fixture
def passages(library):
    from core.retrieval.plan import find

    return finished(find(library, "lighthouse Saltby 净利润", "keyword")).passages


@pytest.mark.parametrize("question", ["When was the lighthouse built?", "净利润是多少？", "?", ""])
def test_it_tells_what_it_returns_and_cites_what_is_there(writer, passages, question):
    told, sentences = write(writer, question, passages)
    assert isinstance(sentences, tuple)
    assert bool("".join(told).strip()) == bool(sentences)
    for sentence in sentences:
        assert sentence.text in "".join(told)
        assert sentence.support is Support.UNCHECKED
        for citation in sentence.citations:
            assert citation.quote == TEXT[citation.start : citation.end]
            assert citation.document == passages[0].document


def test_it_says_nothing_without_passages(writer):
    assert write(writer, "When was the lighthouse built?", []) == ([], ())


def test_it_can_be_stopped_and_is_called_as_it_is_listed(writer, passages):
    road = writer.write("When was the lighthouse built?", passages)
    next(road)
    road.close()
    assert writer.name in registry.names("writers")
