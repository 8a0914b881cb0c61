"""Commands about servers with models: models endpoint …, models use, models check, models key ….

What is chosen stands in the person's settings; keys never do, nor on a command line.
"""

import argparse
import getpass
import sys
from dataclasses import asdict, replace
from typing import Any

from core import operations, settings
from core.catalogue.installed import path_of
from core.cli.command import Access, Command, Commands, positive, run
from core.cli.telling import duration, print_table
from core.errors import BadRequest, NotFound
from core.models.keys import OPENED_BY, user_of
from core.models.refusals import shown
from core.types import (
    LOCAL,
    PRESETS,
    TAKEN_NAMES,
    Endpoint,
    EndpointCheck,
    Flaw,
    KeyPlace,
    address_flaw,
    header_flaw,
    proxy_flaw,
)

NONE = "none"
"""Named in place of a server, no model writes."""
_HEADER_FLAWS = {
    Flaw.NO_HEADER: "is no line such as “X-Team: archive”",
    Flaw.OURS: "is a line that Lectern itself writes",
    Flaw.NOT_HERE: "holds a key, which does not belong there: lectern-cli models key set NAME",
}


def put_on(models: Commands) -> None:
    """Put the commands into the group `models`."""
    endpoint = models.group("endpoint", "add or remove a server that speaks OpenAI's protocol")
    add = endpoint.add(
        "add", "add a server, or change one", Command(_add, _tell_endpoint, Access.NONE)
    )
    add.add_argument("name", metavar="NAME")
    add.add_argument(
        "address",
        metavar="URL",
        nargs="?",
        help="such as http://127.0.0.1:11434/v1; not needed for "
        + ", ".join(each.name for each in PRESETS),
    )
    add.add_argument("--model", default="", metavar="NAME", help="language model to ask for")
    add.add_argument("--embedding-model", default="", metavar="NAME")
    add.add_argument(
        "--key-variable", default="", metavar="VAR", help="environment variable with its key"
    )
    add.add_argument("--context", type=positive, metavar="N", help="tokens the model reads")
    add.add_argument(
        "--timeout", type=positive, metavar="SECONDS", help="how long nothing may come"
    )
    add.add_argument("--proxy", default="", metavar="URL", help="default: the system's")
    add.add_argument(
        "--header",
        action="append",
        default=[],
        metavar="LINE",
        help='further line of each request, "Name: value", never a key; may be given again',
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
    use.add_argument(
        "name", metavar="NAME", help='a server that is set up, "local:" and a model, or "none"'
    )

    check = models.add("check", "try a server", Command(_check, _tell_check, Access.NONE))
    check.add_argument("name", metavar="NAME")

    key = models.group("key", "the key of a server")
    keep = key.add(
        "set", "keep a key, which is asked for", Command(_set_key, _tell_key, Access.NONE)
    )
    keep.add_argument(
        "--encrypted",
        action="store_true",
        help="in a file, encrypted with a passphrase that is asked for, not in the keyring;"
        f" the variable {OPENED_BY} opens it where nobody can be asked",
    )
    forget = key.add("forget", "delete a key", Command(_forget_key, _tell_forgotten, Access.NONE))
    where = key.add("where", "where a key is kept", Command(_where_key, _tell_key, Access.NONE))
    for parser in (keep, forget, where):
        parser.add_argument("name", metavar="NAME")


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
    current = settings.load()
    if ":" in options.name or not options.name.strip() or options.name in TAKEN_NAMES:
        raise BadRequest(reason=f"“{options.name}” cannot be the name of a server.")
    usual = _usual(options.name, options.address)
    if address_flaw(usual.address) is Flaw.NO_ADDRESS:
        raise BadRequest(reason=f"“{usual.address}” is no address such as http://127.0.0.1/v1.")
    if address_flaw(usual.address) is not Flaw.NONE:
        reason = "A key does not belong in an address: lectern-cli models key set NAME."
        raise BadRequest(reason=reason)
    for line in options.header:
        if (flaw := header_flaw(line)) is not Flaw.NONE:
            raise BadRequest(reason=f"“{line.partition(':')[0]}” {_HEADER_FLAWS[flaw]}.")
    if proxy_flaw(options.proxy) is not Flaw.NONE:
        raise BadRequest(reason="The proxy is no address such as http://127.0.0.1:3128.")
    endpoint = replace(
        usual,
        model=options.model,
        embedding_model=options.embedding_model,
        key_variable=options.key_variable,
        context_tokens=options.context or usual.context_tokens,
        timeout=float(options.timeout or usual.timeout),
        headers=tuple(options.header),
        proxy=options.proxy,
        allowed=options.allow,
    )
    others = [each for each in current.endpoints if each.name != options.name]
    settings.save(replace(current, endpoints=(*others, endpoint)))
    return {"endpoint": _shape(endpoint)}


def _usual(name: str, address: str | None) -> Endpoint:
    """What a server is before more is said of it; a well-known one is known by its name."""
    known = next((each for each in PRESETS if each.name.lower() == name.lower()), None)
    if address is None and known is None:
        raise BadRequest(reason=f"The address of “{name}” is not known: give its URL too.")
    if known is not None and address in (None, known.address):
        return known.endpoint(name)
    return Endpoint(name, address or "")


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
    gone = _named(current, options.name)
    others = tuple(each for each in current.endpoints if each.name != options.name)
    settings.save(
        replace(
            current,
            endpoints=others,
            writing_model="" if current.writing_model == options.name else current.writing_model,
            answering="" if current.answering == options.name else current.answering,
        )
    )
    # A key goes with the last server that it is for.
    if all(user_of(each.address) != user_of(gone.address) for each in others):
        run(operations.forget_key(None, endpoint=gone))
    return {"removed": options.name}


def _tell_removed(result: dict[str, Any]) -> None:
    print(f"removed {result['removed']}")


def _use(library: None, options: argparse.Namespace) -> dict[str, Any]:
    current = settings.load()
    chosen = "" if options.name == NONE else options.name
    if chosen.startswith(LOCAL):
        path_of(chosen)
    elif chosen and not _named(current, chosen).model:
        raise BadRequest(reason=f"“{chosen}” names no language model: add it again with --model.")
    settings.save(replace(current, writing_model=chosen, answering=""))
    return {"writing_model": chosen}


def _tell_use(result: dict[str, Any]) -> None:
    chosen = result["writing_model"]
    print(f"{chosen} writes from now on" if chosen else "no model writes from now on")
    endpoint = settings.load().endpoint(chosen)
    if endpoint is not None and not _shape(endpoint)["allowed"]:
        _tell_consent(shown(endpoint.address))


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


def _set_key(library: None, options: argparse.Namespace) -> dict[str, Any]:
    endpoint = _named(settings.load(), options.name)
    key = _asked(f"Key of {endpoint.name}: ")
    passphrase = _asked("Passphrase: ") if options.encrypted else ""
    wanted = KeyPlace.FILE if options.encrypted else KeyPlace.KEYRING
    place = run(
        operations.keep_key(
            None, endpoint=endpoint, key=key, passphrase=passphrase, place=wanted.value
        )
    )
    if place is KeyPlace.SESSION:
        reason = "The system's keyring does not work here: use --encrypted, or --key-variable."
        raise BadRequest(reason=reason)
    return {"name": endpoint.name, "place": place.value}


def _asked(prompt: str) -> str:
    """A secret as it is typed, unseen; a line of the standard input where nobody types."""
    return getpass.getpass(prompt) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n")


def _forget_key(library: None, options: argparse.Namespace) -> dict[str, Any]:
    endpoint = _named(settings.load(), options.name)
    run(operations.forget_key(None, endpoint=endpoint))
    return {"forgotten": endpoint.name}


def _tell_forgotten(result: dict[str, Any]) -> None:
    print(f"the key of {result['forgotten']} is deleted")


def _where_key(library: None, options: argparse.Namespace) -> dict[str, Any]:
    endpoint = _named(settings.load(), options.name)
    place: KeyPlace = run(operations.key_place(None, endpoint=endpoint))
    return {"name": endpoint.name, "place": place.value}


def _tell_key(result: dict[str, Any]) -> None:
    words = {
        KeyPlace.NONE: "no key is kept",
        KeyPlace.KEYRING: "its key is in the system's keyring",
        KeyPlace.FILE: "its key is kept encrypted",
        KeyPlace.LOCKED: "its key is kept encrypted",
        KeyPlace.SESSION: "its key is kept until the program ends",
        KeyPlace.VARIABLE: "its key comes from an environment variable",
    }
    print(f"{result['name']}: {words[KeyPlace(result['place'])]}")


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
