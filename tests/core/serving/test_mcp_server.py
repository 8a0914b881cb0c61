"""The MCP server, asked by the mcp library's own client: in memory, over HTTP and over stdio."""

import os
import sys
import threading
from contextlib import asynccontextmanager
from pathlib import Path

import anyio
import httpx2
import pytest
from mcp import Client, MCPError
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp.client.streamable_http import streamable_http_client

from core.events import finished
from core.graph_building import update
from tests.core.serving.conftest import ScriptedModel

ROOT = Path(__file__).resolve().parents[3]
TOOLS = {"search", "read_page", "ask", "graph_path", "list_documents"}


@asynccontextmanager
async def connected(served, **how):
    http = httpx2.AsyncClient(headers=served.headers, timeout=20)
    async with http, Client(streamable_http_client(served.mcp, http_client=http), **how) as client:
        yield client


def over_http(served, ask, **how):
    async def main():
        async with connected(served, **how) as client:
            return await ask(client)

    return anyio.run(main)


async def all_tools(client):
    """Use every tool once; what they gave."""
    assert {tool.name for tool in (await client.list_tools()).tools} == TOOLS
    listed = (await client.call_tool("list_documents", {"words": "bridge"})).structured_content
    (bridges,) = listed["documents"]
    page = await client.call_tool("read_page", {"document": bridges["document"], "page": 1})
    found = await client.call_tool("search", {"query": "bushels of barley", "top": 1})
    asked = await client.call_tool("ask", {"question": "How many arches does the bridge have?"})
    uri = f"lectern://documents/{bridges['document']}/pages/1"
    (read,) = (await client.read_resource(uri)).contents
    return {
        "page": page.structured_content,
        "found": found.structured_content["passages"],
        "asked": asked.structured_content,
        "read": read.text,
    }


def check(gave):
    assert gave["page"]["text"].startswith("The bridge at Lund")
    assert (gave["page"]["title"], gave["page"]["pages"]) == ("Bridges", 1)
    (passage,) = gave["found"]
    assert passage["title"] == "Harvest report"
    assert "214 bushels of barley" in passage["quote"]
    (sentence, *_) = gave["asked"]["sentences"]
    assert "three arches" in sentence["text"]
    assert sentence["citations"][0]["title"] == "Bridges"
    assert gave["read"] == gave["page"]["text"]


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_its_tools_work_over_http_by_the_newest_protocol_and_by_the_older_one(served, mode):
    check(over_http(served, all_tools, mode=mode))


def test_how_two_things_are_connected_is_told_with_sentences(served, library):
    finished(update(library))

    async def ask(client):
        return (await client.call_tool("graph_path", {"a": "Anna Berg", "b": "Anna Berg"})), (
            await client.call_tool("graph_path", {"a": "Anna Berg", "b": "nobody at all"})
        )

    same, none = over_http(served, ask)
    assert same.structured_content == {"ways": []}
    assert none.is_error
    assert "nobody at all" in none.content[0].text


def test_what_a_model_gets_wrong_is_told_to_it(served):
    async def ask(client):
        wrong = [
            await client.call_tool("read_page", {"document": "none"}),
            await client.call_tool("search", {"query": ""}),
            await client.call_tool("search", {"query": "x", "top": 1000}),
            await client.call_tool("no_such_tool", {}),
        ]
        listed = (await client.call_tool("list_documents", {})).structured_content
        id = listed["documents"][0]["document"]
        wrong.append(await client.call_tool("read_page", {"document": id, "page": 99}))
        for uri in (f"lectern://documents/{id}/pages/x", "lectern://documents/none/pages/1"):
            with pytest.raises(MCPError):
                await client.read_resource(uri)
        return wrong

    wrong = over_http(served, ask)
    assert all(each.is_error for each in wrong)
    assert "There is no document “none”" in wrong[0].content[0].text


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_a_client_that_gives_up_stops_the_answer(served, monkeypatch, mode):
    begun, stopped = threading.Event(), threading.Event()

    def composed(library, question, **more):
        model = ScriptedModel("never")
        model.hold, model.begun, model.stopped = threading.Event(), begun, stopped
        yield from model.write([])

    monkeypatch.setattr("core.answer.composed", composed)

    async def ask(client):
        with anyio.fail_after(20):
            async with anyio.create_task_group() as tasks:
                tasks.start_soon(client.call_tool, "ask", {"question": "x"})
                await anyio.to_thread.run_sync(begun.wait, 10)
                tasks.cancel_scope.cancel()

    over_http(served, ask, mode=mode)
    assert stopped.wait(10)


def test_over_stdio_there_is_nothing_but_the_protocol(library, home, tmp_path):
    library.close()
    command = StdioServerParameters(
        command=sys.executable,
        args=["-c", STDIO, str(library.path)],
        env=os.environ | {"PYTHONPATH": str(ROOT), "LECTERN_HOME": str(home)},
    )

    async def main():
        with open(tmp_path / "log", "w") as log:
            async with Client(stdio_client(command, errlog=log)) as client:
                return await all_tools(client)

    check(anyio.run(main))
    assert "Failed to parse" not in (tmp_path / "log").read_text()


STDIO = """
import sys
from core import registry
from core.cli import main
registry.EMBEDDERS["minilm"] = "tests.library_making:WordHashEmbedder"
registry.CHUNKERS["lines"] = "tests.library_making:LineChunker"
sys.exit(main(["serve", "--stdio", "--library", sys.argv[1]]))
"""
