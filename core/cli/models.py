"""Commands about models: models list; those about servers are in core/cli/endpoints.py."""

import argparse
from typing import Any

from core import settings
from core.cli import endpoints
from core.cli.command import Access, Command, Commands


def put_on(commands: Commands) -> None:
    """Put the commands on the command line."""
    models = commands.group("models", "models that write and read, here or on servers")
    models.add("list", "the models there are", Command(_list, endpoints.tell_servers, Access.NONE))
    endpoints.put_on(models)


def _list(library: None, options: argparse.Namespace) -> dict[str, Any]:
    return endpoints.listed() | {"reranker": settings.load().reranker}
