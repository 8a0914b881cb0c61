"""The command that serves the library to other programs: serve."""

import argparse
import json
import signal
import sys
from types import FrameType
from typing import Any

from core import settings
from core.cli.command import Command, Commands
from core.knowledge_base import KnowledgeBase
from core.types import ServingStatus


def put_on(commands: Commands) -> None:
    """Put the command on the command line."""
    serve = commands.add(
        "serve",
        "let other programs on this computer ask the library, until interrupted",
        Command(_serve, _tell),
    )
    serve.add_argument(
        "--port", type=_port, metavar="N", help="where to listen (as the settings say; 0: any)"
    )
    serve.add_argument("--mcp", action="store_true", help="MCP only, not OpenAI's protocol")
    serve.add_argument(
        "--stdio", action="store_true", help="speak MCP over standard input and output"
    )


def _serve(library: KnowledgeBase, options: argparse.Namespace) -> dict[str, Any] | None:
    """Serve until interrupted; the address is told when it is there to be asked."""
    if options.stdio:
        from core.serving.mcp_server import serve_stdio

        serve_stdio(library)
        return None
    from core.serving.server import of

    serving = of(library)
    port = settings.load().serve_port if options.port is None else options.port
    status = serving.start(port, mcp_only=options.mcp)
    told = _shape(status, options.mcp)
    if options.json:
        print(json.dumps(told), flush=True)
    else:
        _tell(told)
    before = signal.signal(signal.SIGTERM, _end)
    try:
        serving.wait()
    finally:
        signal.signal(signal.SIGTERM, before)
        serving.stop()
    return None


def _end(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _shape(status: ServingStatus, mcp_only: bool) -> dict[str, Any]:
    shape = {"mcp_address": status.mcp_address, "token": status.token}
    return shape if mcp_only else {"address": status.address} | shape


def _tell(told: dict[str, Any]) -> None:
    if "address" in told:
        print(f"OpenAI’s protocol: {told['address']}")
    print(f"MCP:               {told['mcp_address']}")
    print(f"token:             {told['token']}", flush=True)
    print("Programs on this computer that show the token can ask. Ctrl+C ends it.", file=sys.stderr)


def _port(text: str) -> int:
    number = int(text)
    if not 0 <= number < 65536:
        raise argparse.ArgumentTypeError("must be 0 to 65535")
    return number
