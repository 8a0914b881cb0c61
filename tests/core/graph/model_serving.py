"""A library whose writing model is a scripted server over real HTTP, and what a good model says.

The server stands at the border to a program that is not ours.
"""

import re

import pytest

from core.graph_reading_by_model import asking
from core.knowledge_base import KnowledgeBase
from core.models.endpoint import EndpointModel
from core.stores.graph_model import GraphModel
from tests.library_making import LineChunker, WordHashEmbedder, prepared
from tests.scripted_endpoint import ScriptedEndpoint

WICK = (
    "Anna Moss founded the Lower Wick Trust in 1881.\n"
    "The Lower Wick Trust keeps its logbooks in Harrow Lane.\n"
    "Anna Moss was a friend of Peter Vane."
)
HALL = "The Choir of Saint Olave sings in Vane Hall.\nPeter Vane gave Vane Hall to the town."
EMPTY = {"entities": [], "relations": []}


def names_in(text):
    """What a good model might say of the texts above; kinds as rules cannot know them."""
    known = {
        "Anna Moss": "person",
        "Peter Vane": "person",
        "Lower Wick Trust": "organisation",
        "Harrow Lane": "place",
        "Vane Hall": "place",
        "Choir of Saint Olave": "organisation",
        "logbooks": "work",
    }
    return [{"name": name, "kind": kind} for name, kind in known.items() if name in text]


def good(body):
    text = body["messages"][-1]["content"]
    number = {line[4:]: int(line[1]) for line in text.splitlines() if re.match(r"\[\d\] ", line)}
    said = []
    for line, at in number.items():
        if "founded" in line:
            said.append(("Anna Moss", "Lower Wick Trust", "founded", at))
        if "gave" in line:
            said.append(("Peter Vane", "Vane Hall", "gave away", at))
    keys = ("source", "target", "label", "sentence")
    relations = [dict(zip(keys, row, strict=True)) for row in said]
    return {"entities": names_in(text), "relations": relations}


def in_turn(*entries):
    """A script that ends with good replies."""
    left = list(entries)
    return lambda body: left.pop(0) if left else good(body)


def once_good(then):
    """A script that is good once."""
    left = [good]
    return lambda body: left.pop()(body) if left else then


@pytest.fixture
def served(tmp_path, monkeypatch):
    """A library whose writing model is a scripted server: `served(script)`, then documents."""
    monkeypatch.setattr(asking, "PAUSES", (0.0, 0.0))
    opened, servers = [], []

    def open_with(script=good, texts=(WICK, HALL), timeout=5.0, **endpoint):
        server = ScriptedEndpoint(script).__enter__()
        servers.append(server)
        model = EndpointModel(server.endpoint(timeout=timeout, **endpoint), pauses=())
        library = KnowledgeBase.open(
            tmp_path / f"library-{len(opened)}",
            create=True,
            embedder=WordHashEmbedder(),
            chunker=LineChunker(),
            model=model,
        )
        opened.append(library)
        for number, text in enumerate(texts):
            library.add([prepared(library, text, f"Volume {number}")])
        return library, server

    yield open_with
    for each in opened:
        each.close()
    for each in servers:
        each.__exit__()


def long_text(count=120):
    lines = [
        f"Anna Moss wrote letter {n} to Peter Vane about the Lower Wick Trust."
        for n in range(count)
    ]
    return "\n".join(lines)


def readings(library):
    return GraphModel(library.database).readings()
