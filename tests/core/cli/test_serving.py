"""`serve` as a script calls it: a process that serves until it is interrupted."""

import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx2
import pytest

from core.cli import main
from tests.library_making import open_library, prepared

ROOT = Path(__file__).resolve().parents[3]
MAIN = """
import sys
from core import registry
from core.cli import main
registry.EMBEDDERS["minilm"] = "tests.library_making:WordHashEmbedder"
registry.CHUNKERS["lines"] = "tests.library_making:LineChunker"
sys.exit(main())
"""
"""The command line, with the embedder of the test's library in place of one that takes seconds."""


@pytest.fixture
def library(tmp_path):
    made = open_library(tmp_path / "library", create=True)
    made.add([prepared(made, "The barn held 214 bushels.\n", "Harvest", "harvest.txt")])
    yield made
    made.close()


@pytest.fixture
def serving(library, home):
    """The command beside the open library; its first line of output, and its process."""
    started = []

    def start(*arguments):
        command = [sys.executable, "-c", MAIN, "serve", "--library", str(library.path)]
        process = subprocess.Popen(
            [*command, *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONPATH": str(ROOT), "LECTERN_HOME": str(home)},
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def test_it_serves_beside_an_open_window_until_it_is_interrupted(serving, library):
    process = serving("--port", "0", "--json")
    told = json.loads(process.stdout.readline())
    headers = {"Authorization": f"Bearer {told['token']}"}
    root = told["address"].removesuffix("/v1")
    assert httpx2.get(f"{root}/health", headers=headers).json()["documents"] == 1
    # What the window adds meanwhile can be asked at once.
    library.add([prepared(library, "Nils counts the geese.\n", "Geese", "geese.txt")])
    assert httpx2.get(f"{root}/health", headers=headers).json()["documents"] == 2
    body = {
        "model": "lectern-quotes",
        "messages": [{"role": "user", "content": "Who counts the geese?"}],
    }
    reply = httpx2.post(f"{root}/v1/chat/completions", headers=headers, json=body, timeout=60)
    assert "Nils counts the geese." in reply.json()["choices"][0]["message"]["content"]
    process.send_signal(signal.SIGINT)
    assert process.wait(20) == 130
    assert process.stdout.read() == ""


def test_with_mcp_alone_there_is_nothing_else(serving):
    process = serving("--port", "0", "--mcp", "--json")
    told = json.loads(process.stdout.readline())
    assert set(told) == {"mcp_address", "token"}
    root = told["mcp_address"].removesuffix("/mcp")
    headers = {"Authorization": f"Bearer {told['token']}"}
    assert httpx2.get(f"{root}/v1/models", headers=headers).status_code == 404
    assert httpx2.get(f"{root}/mcp", headers=headers).status_code == 405
    process.send_signal(signal.SIGTERM)
    assert process.wait(20) == 130


def test_a_port_that_is_taken_is_told(library, capsys):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        assert main(["serve", "--port", port, "--json", "--library", str(library.path)]) == 1
    error = json.loads(capsys.readouterr().out)["error"]
    assert error["kind"] == "PortTaken"
    assert port in error["message"]


@pytest.mark.parametrize("port", ["-1", "65536", "x"])
def test_a_port_that_is_none_is_a_mistake_of_usage(library, port):
    with pytest.raises(SystemExit) as caught:
        main(["serve", "--port", port, "--library", str(library.path)])
    assert caught.value.code == 2


def test_over_stdio_an_error_leaves_standard_output_alone(tmp_path, capsys):
    assert main(["serve", "--stdio", "--json", "--library", str(tmp_path / "none")]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "There is no library" in err
