"""Commands about models: models list, add, remove, download.

Those about servers are in core/cli/endpoints.py.
"""

import argparse
from dataclasses import asdict, replace
from typing import Any

from core import operations, settings
from core.cli import endpoints
from core.cli.command import Access, Command, Commands, run
from core.cli.telling import print_table, size
from core.errors import NotFound
from core.types import LOCAL, CatalogueEntry, InstalledModel, ModelOverview


def put_on(commands: Commands) -> None:
    """Put the commands on the command line."""
    models = commands.group("models", "models that write and read, here or on servers")
    models.add("list", "the models there are, and those to be had", _command(_list, _tell_list))
    add = models.add(
        "add", "copy a model from a .gguf file or a folder", _command(_add, _tell_model)
    )
    add.add_argument("path", metavar="PATH")
    remove = models.add("remove", "delete a model", _command(_remove, _tell_removed))
    remove.add_argument("name", metavar="NAME", help="as `models list` names it")
    download = models.add(
        "download",
        "fetch a model, or go on where it was stopped",
        _command(_download, _tell_model),
    )
    download.add_argument("name", metavar="NAME", help="id of a model, see `models list`")
    endpoints.put_on(models)


def _command(do: Any, tell: Any) -> Command:
    return Command(do, tell, Access.NONE)


def _list(library: None, options: argparse.Namespace) -> dict[str, Any]:
    overview: ModelOverview = run(operations.list_models(None))
    return {
        "installed": [_of_installed(each) for each in overview.installed],
        "catalogue": [_of_entry(each) for each in overview.catalogue],
        "unfinished": [
            {"id": entry, "bytes": came}
            for entry, came in zip(overview.unfinished, overview.came, strict=True)
        ],
        "folder": overview.folder,
        **endpoints.listed(),
        "answering": settings.load().answering,
        "reranker": settings.load().reranker,
    }


def _of_installed(model: InstalledModel) -> dict[str, Any]:
    return asdict(model) | {"fit": model.need.fit.value if model.need else ""}


def _of_entry(entry: CatalogueEntry) -> dict[str, Any]:
    return asdict(entry) | {"fit": entry.need.fit.value if entry.need else ""}


def _tell_list(result: dict[str, Any]) -> None:
    print("On this computer:")
    if result["installed"]:
        print_table(
            ["name", "for", "size", "memory", "fits", "words a second", ""],
            [
                [
                    each["name"],
                    each["kind"],
                    size(each["bytes"]),
                    _memory(each["need"]),
                    each["fit"].replace("_", " "),
                    f"{each['words_a_second']:.1f}" if each["words_a_second"] else "",
                    each["problem"]
                    or ("writes" if each["name"] == result["writing_model"] else ""),
                ]
                for each in result["installed"]
            ],
        )
    else:
        print(f"none; they are kept in {result['folder']}")
    print("\nTo be had (lectern-cli models download NAME):")
    begun = {each["id"] for each in result["unfinished"]}
    print_table(
        ["name", "for", "size", "memory", "fits", "licence", ""],
        [
            [
                each["id"],
                each["kind"],
                f"about {size(each['bytes'])}",
                _memory(each["need"]),
                each["fit"].replace("_", " "),
                each["licence"] + (" (terms apply)" if each["restricted"] else ""),
                "here" if each["installed"] else "begun" if each["id"] in begun else "",
            ]
            for each in result["catalogue"]
        ],
    )
    print("\nServers:")
    endpoints.tell_servers(result)


def _memory(need: dict[str, Any] | None) -> str:
    return size(need["weights"] + need["cache"] + need["overhead"]) if need else ""


def _add(library: None, options: argparse.Namespace) -> dict[str, Any]:
    model = run(operations.import_model(None, path=options.path))
    return {"model": _of_installed(model)}


def _download(library: None, options: argparse.Namespace) -> dict[str, Any]:
    model = run(operations.download_model(None, entry=options.name))
    return {"model": _of_installed(model)}


def _tell_model(result: dict[str, Any]) -> None:
    model = result["model"]
    print(f"{model['name']}  {size(model['bytes'])}")
    if model["licence"]:
        print(f"licence: {model['licence']}")
    if model["kind"] == "chat":
        print(f"to write with it: lectern-cli models use {model['name']!r}")


def _remove(library: None, options: argparse.Namespace) -> dict[str, Any]:
    name = _whole(options.name)
    run(operations.remove_model(None, name=name))
    current = settings.load()
    settings.save(
        replace(
            current,
            writing_model="" if current.writing_model == name else current.writing_model,
            answering="" if current.answering == name else current.answering,
        )
    )
    return {"removed": name}


def _whole(name: str) -> str:
    """The name of a model that is there; "local:", or all but its beginning, may be left out.

    Raises:
        NotFound: none is called so, or several are.
    """
    there: list[str] = [each.name for each in run(operations.list_models(None)).installed]
    full = name if name.startswith(LOCAL) else LOCAL + name
    if full in there:
        return full
    begun = [each for each in there if each.startswith(full)]
    if len(begun) != 1:
        raise NotFound(what="model", id=name)
    return begun[0]


def _tell_removed(result: dict[str, Any]) -> None:
    print(f"removed {result['removed']}")
