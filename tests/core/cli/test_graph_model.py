"""The writing model reads for the graph from a terminal: what it takes, doing it, what failed."""

import pytest

from core.cli import main
from tests.core.graph.model_serving import EMPTY, HALL, WICK, good
from tests.scripted_endpoint import ScriptedEndpoint

pytestmark = pytest.mark.usefixtures("light")


@pytest.fixture
def server(call, tmp_path):
    """A server that is chosen, and a library of two documents; its `script` may be changed."""
    for name, text in (("wick", WICK), ("hall", HALL)):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
        call("add", str(tmp_path / f"{name}.txt"))
    with ScriptedEndpoint(good) as server:
        main(["models", "endpoint", "add", "desk", server.address, "--model", "tiny", "--json"])
        main(["models", "use", "desk", "--json"])
        yield server


def people(capsys, tmp_path, *arguments):
    capsys.readouterr()
    library = str(tmp_path / "library")
    assert main(["graph", "read-with-model", *arguments, "--library", library]) == 0
    return capsys.readouterr().out


def test_it_reads_and_says_how_the_graph_is(call, server, capsys, tmp_path):
    capsys.readouterr()
    code, result = call("graph", "read-with-model")
    assert code == 0
    assert result["graph"]["read_by_model"] == 2
    assert result["graph"]["failed_by_model"] == []
    assert "2 documents read by the model" in people(capsys, tmp_path)


def test_an_estimate_reads_nothing_else(call, server, capsys, tmp_path):
    capsys.readouterr()
    code, result = call("graph", "read-with-model", "--estimate")
    assert code == 0
    estimate = result["estimate"]
    assert (estimate["documents"], estimate["requests"]) == (2, 2)
    assert estimate["seconds"] > 0
    assert "2 documents: about 2 requests" in people(capsys, tmp_path, "--estimate")


def test_only_the_named_documents_are_read(call, server, capsys):
    capsys.readouterr()
    (first, _) = call("documents")[1]["documents"]
    code, result = call("graph", "read-with-model", "--document", first["id"][:8])
    assert (code, result["graph"]["read_by_model"]) == (0, 1)


def test_what_failed_is_told(server, capsys, tmp_path):
    server.script = lambda body: EMPTY if "Vane Hall" in str(body) else good(body)
    assert "Nothing that makes sense was said of “hall”." in people(capsys, tmp_path)


def test_a_model_that_finds_nothing_anywhere_is_an_error(call, server, capsys):
    server.script = lambda body: EMPTY
    capsys.readouterr()
    code, result = call("graph", "read-with-model")
    assert (code, result["error"]["kind"]) == (1, "ModelNonsense")


def test_a_server_that_is_gone_leaves_an_estimate_without_seconds(call, server, capsys, tmp_path):
    address = "http://127.0.0.1:9/v1"
    main(["models", "endpoint", "add", "desk", address, "--model", "tiny", "--json"])
    assert "time not known" in people(capsys, tmp_path, "--estimate")
