"""Searching and asking from a terminal: filters, and how passages were found."""

import pytest

from core import settings
from core.cli import main
from tests.scripted_endpoint import ScriptedEndpoint

pytestmark = pytest.mark.usefixtures("light")


@pytest.fixture
def two(call, note, tmp_path):
    """A library of two notes; their ids."""
    other = tmp_path / "snow.md"
    other.write_text("# Snow\n\nThe barn was closed by snow in January.", encoding="utf-8")
    _, result = call("add", str(note), str(other))
    return {each["title"].lower(): each["id"] for each in result["added"]}


def found(call, *options):
    code, result = call("search", "the barn", "--retriever", "keyword", *options)
    assert code == 0
    return {passage["document"] for passage in result["passages"]}


def test_filters_leave_out_what_does_not_fit(call, two):
    assert found(call) == set(two.values())
    assert found(call, "--document", two["harvest"][:8]) == {two["harvest"]}
    both = ("--document", two["harvest"], "--document", two["snow"][:6])
    assert found(call, *both) == set(two.values())
    assert found(call, "--format", "markdown") == {two["snow"]}
    assert found(call, "--language", "zh") == set()
    assert found(call, "--tag", "none has it") == set()


def test_a_filter_that_names_no_document_is_a_named_error(call, two):
    code, result = call("search", "the barn", "--document", "0" * 32)
    assert code == 1
    assert result["error"]["kind"] == "NotFound"


def test_the_search_says_how_it_found(call, two):
    _, result = call("search", "the barn", "--retriever", "keyword")
    report = result["report"]
    assert report["plan"]["retriever"] == "keyword"
    assert report["documents"] == 2
    assert report["legs"][0]["leg"] == "keyword"
    assert {each["document"] for each in report["candidates"]} == set(two.values())


def test_an_answer_keeps_how_it_was_searched_and_to_which_documents(call, two):
    code, result = call("ask", "What closed the barn?", "--document", two["snow"])
    assert code == 0
    assert "snow" in result["answer"]
    assert result["search"]["documents"] == 1
    assert {each["document"] for each in result["passages"]} == {two["snow"]}


def test_what_was_left_out_for_want_of_a_model_is_said_to_people(two, tmp_path, capsys):
    library = str(tmp_path / "library")
    assert main(["search", "the barn", "--retriever", "hyde", "--library", library]) == 0
    told = capsys.readouterr()
    assert "harvest" in told.out
    assert "Left out: hyde (no model)" in told.err


def test_names_of_retrievers_come_from_the_registry(capsys):
    with pytest.raises(SystemExit):
        main(["search", "--help"])
    told = capsys.readouterr().out
    for name in ("auto", "hybrid", "rrf", "decompose", "rerank"):
        assert name in told


def test_a_model_answers_by_an_instruction_and_reads_what_is_pinned(call, two):
    with ScriptedEndpoint("It was closed by snow [1].") as server:
        endpoint = server.endpoint()
        settings.save(settings.Settings(endpoints=(endpoint,), writing_model=endpoint.name))
        pin = ("--pin", two["snow"][:8], "--prompt", "co-star")
        code, result = call("ask", "What closed the barn?", "--model", "scripted", *pin)
        assert code == 0
        assert result["answer"] == "It was closed by snow."
        assert (result["model"], result["prompt"]) == ("scripted", "co-star-en@1")
        assert result["usage"]["answer_tokens"] > 0
        assert result["thought"] == ""
        assert [each["found_by"] for each in result["passages"]].count(["pinned"]) > 0
        _, result = call("ask", "What closed the barn?")
        assert result["model"] == "scripted"
        _, result = call("ask", "What closed the barn?", "--model", "quoting")
        assert (result["model"], result["usage"]) == ("quoting", None)
    code, result = call("ask", "What closed the barn?", "--model", "gone")
    assert (code, result["error"]["kind"]) == (1, "ModelMissing")
