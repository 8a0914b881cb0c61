"""A small library that is really served, on a port of this computer, and its clients.

Writing models are scripted: they stand in for a model at the boundary to it, nothing else.
"""

import threading
from dataclasses import replace

import httpx2
import pytest

from core.events import Token, ToolCall
from core.serving import server as serving_server
from core.serving.limits import Limits
from core.types import Usage
from tests.library_making import open_library, prepared

HARVEST = (
    "The harvest of 2024 brought 214 bushels of barley.\n"
    "Anna Berg signed for the harvest on 3 June 2024.\n"
    "Rain delayed the oats until August.\n"
)
BRIDGE = "The bridge at Lund was built in 1874.\nIt has three arches of granite.\n"


@pytest.fixture
def library(tmp_path):
    made = open_library(tmp_path / "library", create=True)
    made.add(
        [
            prepared(made, HARVEST, "Harvest report", "harvest.txt"),
            prepared(made, BRIDGE, "Bridges", "bridges.txt"),
        ]
    )
    yield made
    made.close()


class ScriptedModel:
    """A writing model that says what it is told to, word by word."""

    def __init__(self, *words, calls=(), error=None, takes_tools=True):
        self.name = "scripted"
        self.context_tokens = 2048
        self.counts_exactly = True
        self.takes_tools = takes_tools
        self.words, self.calls, self.error = words, calls, error
        self.asked = []
        self.hold: threading.Event | None = None
        """Unless it is set, waits between words, with blank tokens as models do."""
        self.begun, self.stopped = threading.Event(), threading.Event()

    def write(self, messages, max_tokens=512, temperature=0.0, schema=None, *, tools=(),
              details=False):  # fmt: skip
        self.asked.append((list(messages), max_tokens, temperature, schema, list(tools)))
        self.begun.set()
        try:
            for word in self.words:
                if self.error is not None and word == self.words[-1]:
                    raise self.error
                yield Token(word)
                while self.hold is not None and not self.hold.wait(0.02):
                    yield Token("")
            for call in self.calls:
                yield ToolCall(*call)
            if details:
                yield Usage(11, 4, len(self.words), 0.1, 0.2)
            return "".join(self.words)
        finally:
            self.stopped.set()


@pytest.fixture
def script(monkeypatch):
    """Models by name, which the server then offers."""
    models = {}
    monkeypatch.setattr("core.models.chosen.open_model", models.__getitem__, raising=False)
    from core.serving import naming

    ours = dict.fromkeys((naming.LIBRARY, naming.QUOTES, naming.EMBEDDINGS), naming.OURS)
    offered = lambda: ours | dict.fromkeys(models, "scripted")  # noqa: E731
    monkeypatch.setattr("core.serving.naming.offered", offered)
    monkeypatch.setattr("core.serving.app.offered", offered)
    return models


SMALL = Limits(
    body_bytes=64 * 1024,
    head_seconds=0.4,
    body_seconds=0.4,
    at_once=1,
    waiting=1,
    alive_seconds=0.3,
    burst=100_000,
)


class Served:
    """Where a library is served."""

    def __init__(self, serving, status):
        self.serving, self.token = serving, status.token
        self.base = status.address
        self.root = status.address.removesuffix("/v1")
        self.mcp = status.mcp_address
        self.port = int(self.root.rsplit(":", 1)[1])
        self.headers = {"Authorization": f"Bearer {status.token}"}

    def http(self, **more):
        return httpx2.Client(base_url=self.root, headers=self.headers, timeout=20, **more)

    def openai(self):
        from openai import OpenAI

        return OpenAI(base_url=self.base, api_key=self.token, max_retries=0, timeout=20)


@pytest.fixture
def serve(library):
    """Serve the library with some limits."""

    def start(**limits):
        serving = serving_server.of(library, replace(SMALL, **limits))
        return Served(serving, serving.start())

    return start


@pytest.fixture
def served(serve):
    return serve()
