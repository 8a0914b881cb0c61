"""Commands about models on servers: models endpoint add, remove and list; models use; models check.

What is chosen stands in the person's settings; keys never do.
"""

import argparse
import sys
from dataclasses import asdict, replace
from typing import Any
from urllib.parse import urlsplit

from core import operations, settings
from core.cli.command import Access, Command, Commands, run
from core.cli.telling import duration, print_table
from core.errors import BadRequest, NotFound
from core.models.refusals import shown
from core.types import Endpoint, EndpointCheck

NONE = "none"
"""Named in place of a server, no model writes."""


def put_on(models: Commands) -> None:
    """Put the commands into the group `models`."""
    endpoint = models.group("endpoint", "add or remove a server that speaks OpenAI's protocol")
    add = endpoint.add(
        "add", "add a server, or change one", Command(_add, _tell_endpoint, Access.NONE)
    )
    add.add_argument("name", metavar="NAME")
    add.add_argument("address", metavar="URL", help="such as http://127.0.0.1:11434/v1")
    add.add_argument("--model", default="", metavar="NAME", help="language model to ask for")
    add.add_argument("--embedding-model", default="", metavar="NAME")
    add.add_argument(
        "--key-variable", default="", metavar="VAR", help="environment variable with its key"
    )
    add.add_argument(
        "--allow",
        action="store_true",
        help="agree that questions and passages are sent to a server that is not this computer",
    )
    remove = endpoint.add("remove", "remove a server", Command(_remove, _tell_removed, Access.NONE))
    remove.add_argument("name", metavar="NAME")
    endpoint.add("list", "the servers that are set up", Command(_list, tell_servers, Access.NONE))

    use = models.add(
        "use", "write with the model of this server", Command(_use, _tell_use, Access.NONE)
    )
    use.add_argument("name", metavar="NAME", help='a server that is set up, or "none"')

    check = models.add("check", "try a server", Command(_check, _tell_check, Access.NONE))
    check.add_argument("name", metavar="NAME")


def listed() -> dict[str, Any]:
    """The servers that are set up and which model writes, as JSON."""
    current = settings.load()
    return {
        "endpoints": [_shape(each) for each in current.endpoints],
        "writing_model": current.writing_model,
    }


def _list(library: None, options: argparse.Namespace) -> dict[str, Any]:
    return listed()


def tell_servers(result: dict[str, Any]) -> None:
    """Show what `listed` gives as a table."""
    if not result["endpoints"]:
        print("No server is set up: lectern-cli models endpoint add NAME URL")
        return
    print_table(
        ["name", "address", "model", "embedding model", "key", "text may be sent", ""],
        [
            [
                each["name"],
                each["address"],
                each["model"],
                each["embedding_model"],
                each["key_variable"],
                "yes" if each["allowed"] else "no",
                "writes" if each["name"] == result["writing_model"] else "",
            ]
            for each in result["endpoints"]
        ],
    )


def _add(library: None, options: argparse.Namespace) -> dict[str, Any]:
    if not _is_address(options.address):
        raise BadRequest(reason=f"“{options.address}” is no address such as http://127.0.0.1/v1.")
    if "@" in urlsplit(options.address).netloc:
        reason = "A key does not belong in an address: name its variable with --key-variable."
        raise BadRequest(reason=reason)
    if ":" in options.name or not options.name.strip() or options.name == NONE:
        raise BadRequest(reason=f"“{options.name}” cannot be the name of a server.")
    current = settings.load()
    endpoint = Endpoint(
        name=options.name,
        address=options.address,
        model=options.model,
        embedding_model=options.embedding_model,
        key_variable=options.key_variable,
        allowed=options.allow,
    )
    others = [each for each in current.endpoints if each.name != options.name]
    settings.save(replace(current, endpoints=(*others, endpoint)))
    return {"endpoint": _shape(endpoint)}


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        # Asking for the port is what finds one that is no number, or too large.
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _tell_endpoint(result: dict[str, Any]) -> None:
    endpoint = result["endpoint"]
    print(f"{endpoint['name']}: {endpoint['address']}")
    if not endpoint["allowed"]:
        _tell_consent(endpoint["address"])


def _tell_consent(address: str) -> None:
    print(
        f"Using it would send your questions and the passages found for them to {address}; "
        "to agree, add it again with --allow.",
        file=sys.stderr,
    )


def _remove(library: None, options: argparse.Namespace) -> dict[str, Any]:
    current = settings.load()
    _named(current, options.name)
    settings.save(
        replace(
            current,
            endpoints=tuple(each for each in current.endpoints if each.name != options.name),
            writing_model="" if current.writing_model == options.name else current.writing_model,
        )
    )
    return {"removed": options.name}


def _tell_removed(result: dict[str, Any]) -> None:
    print(f"removed {result['removed']}")


def _use(library: None, options: argparse.Namespace) -> dict[str, Any]:
    current = settings.load()
    chosen = "" if options.name == NONE else options.name
    if chosen and not _named(current, chosen).model:
        raise BadRequest(reason=f"“{chosen}” names no language model: add it again with --model.")
    settings.save(replace(current, writing_model=chosen))
    return {"writing_model": chosen}


def _tell_use(result: dict[str, Any]) -> None:
    chosen = result["writing_model"]
    print(f"{chosen} writes from now on" if chosen else "no model writes from now on")
    if chosen and not (endpoint := _shape(_named(settings.load(), chosen)))["allowed"]:
        _tell_consent(endpoint["address"])


def _check(library: None, options: argparse.Namespace) -> dict[str, Any]:
    endpoint = _named(settings.load(), options.name)
    found: EndpointCheck = run(operations.check_endpoint(None, endpoint=endpoint))
    return {"endpoint": _shape(endpoint), **asdict(found), "models": list(found.models)}


def _tell_check(result: dict[str, Any]) -> None:
    reply = f" and its model said “{result['reply']}”" if result["reply"] else ""
    name = result["endpoint"]["name"]
    print(f"{name} answered within {duration(result['seconds'])}{reply}")
    for model in result["models"]:
        print(f"  {model}")


def _named(current: settings.Settings, name: str) -> Endpoint:
    endpoint = current.endpoint(name)
    if endpoint is None:
        raise NotFound(what="server", id=name)
    return endpoint


def _shape(endpoint: Endpoint) -> dict[str, Any]:
    """An endpoint; `allowed` says whether text may go there: to this computer it always may."""
    return asdict(endpoint) | {
        "address": shown(endpoint.address),
        "allowed": endpoint.allowed or endpoint.is_here,
    }
