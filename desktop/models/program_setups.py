"""What other programs want to be told to ask the library: ready to be copied.

Names of programs and of their fields are theirs, and are not translated.
"""

import json
import sys
from dataclasses import dataclass
from pathlib import Path

from core.types import ServingStatus

HIDDEN = "••••••••••••"
"""Stands for the token until the person wants to see it."""


@dataclass(frozen=True, slots=True)
class Setup:
    """What one program wants."""

    name: str
    text: str


def setups(status: ServingStatus, library: str, token: str) -> tuple[Setup, ...]:
    """For each program that is known; `token` is what stands for the token in them."""
    root = status.address.removesuffix("/v1")
    return (
        Setup(
            "Cherry Studio",
            f"Provider type: OpenAI\nAPI Key: {token}\nAPI Host: {root}\nModel ID: lectern",
        ),
        Setup(
            "Open WebUI",
            f"OPENAI_API_BASE_URL={status.address}\nOPENAI_API_KEY={token}",
        ),
        Setup("Claude Desktop", _json(_by_command(library))),
        Setup("MCP", _json(_by_address(status.mcp_address, token))),
        Setup("curl", _curl(status.address, token)),
        Setup("Python", _python(status.address, token)),
    )


def _by_address(address: str, token: str) -> dict[str, object]:
    headers = {"Authorization": f"Bearer {token}"}
    return {"type": "http", "url": address, "headers": headers}


def _by_command(library: str) -> dict[str, object]:
    """Started by the program itself, so that neither an address nor a token is needed."""
    serve = ["serve", "--stdio", "--library", library]
    folder = Path(sys.executable).parent
    for name in ("lectern-cli", "lectern-cli.exe"):
        if (folder / name).exists():
            return {"command": str(folder / name), "args": serve}
    root = Path(__file__).resolve().parents[2]
    return {
        "command": sys.executable,
        "args": ["-m", "core", *serve],
        "env": {"PYTHONPATH": str(root)},
    }


def _json(server: dict[str, object]) -> str:
    return json.dumps({"mcpServers": {"lectern": server}}, indent=2, ensure_ascii=False)


def _curl(address: str, token: str) -> str:
    body = {"model": "lectern", "messages": [{"role": "user", "content": "…"}]}
    said = json.dumps(body, ensure_ascii=False)
    return (
        f"curl {address}/chat/completions \\\n"
        f'  -H "Authorization: Bearer {token}" \\\n'
        f'  -H "Content-Type: application/json" \\\n'
        f"  -d '{said}'"
    )


def _python(address: str, token: str) -> str:
    return (
        "from openai import OpenAI\n\n"
        f'client = OpenAI(base_url="{address}", api_key="{token}")\n'
        "reply = client.chat.completions.create(\n"
        '    model="lectern", messages=[{"role": "user", "content": "…"}]\n'
        ")\n"
        "print(reply.choices[0].message.content)"
    )
