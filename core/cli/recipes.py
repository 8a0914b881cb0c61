"""Commands about how documents are prepared: recipes list, estimate, prepare, use, remove."""

import argparse
from dataclasses import asdict
from typing import Any

from core import operations
from core.cli.command import Access, Command, Commands, run
from core.cli.shapes import moment
from core.cli.telling import duration, print_table, size
from core.knowledge_base import KnowledgeBase
from core.registry import names
from core.types import Recipe, RecipeEstimate


def put_on(commands: Commands) -> None:
    """Put the commands on the command line."""
    recipes = commands.group("recipes", "how the documents are prepared for searching")

    recipes.add("list", "the ways there are, the current one first", Command(_list, _tell_list))

    estimate = recipes.add(
        "estimate", "what another way would cost", Command(_estimate, _tell_estimate)
    )
    _way(estimate)

    prepare = recipes.add(
        "prepare",
        "prepare all documents another way beside the current one",
        Command(_prepare, _tell_recipe, Access.WRITE),
    )
    _way(prepare)
    prepare.add_argument("--use", action="store_true", help="take it up when it is ready")

    use = recipes.add(
        "use", "answer from this one from now on", Command(_use, _tell_recipe, Access.WRITE)
    )
    use.add_argument("id", type=int, metavar="ID")

    remove = recipes.add(
        "remove",
        "forget one that is not the current one",
        Command(_remove, _tell_removed, Access.WRITE),
    )
    remove.add_argument("id", type=int, metavar="ID")


def _way(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--chunker",
        choices=names("chunkers"),
        default="",
        metavar="NAME",
        help=f"{', '.join(names('chunkers'))} (default: as it is now)",
    )
    parser.add_argument(
        "--embedder",
        default="",
        metavar="NAME",
        help="minilm, folder:PATH, gguf:PATH or endpoint:NAME (default: as it is now)",
    )


def _list(library: KnowledgeBase, options: argparse.Namespace) -> dict[str, Any]:
    return {"recipes": [_shape(each) for each in run(operations.list_recipes(library))]}


def _tell_list(result: dict[str, Any]) -> None:
    print_table(
        ["id", "state", "chunker", "embedder", "documents", "chunks", "room"],
        [
            [
                each["id"],
                each["state"],
                each["chunker"],
                each["embedder"],
                f"{each['done']} of {each['documents']}",
                each["chunks"],
                size(each["bytes"]) if each["bytes"] else "",
            ]
            for each in result["recipes"]
        ],
    )


def _estimate(library: KnowledgeBase, options: argparse.Namespace) -> dict[str, Any]:
    estimate: RecipeEstimate = run(
        operations.estimate_recipe(library, chunker=options.chunker, embedder=options.embedder)
    )
    return {"estimate": asdict(estimate)}


def _tell_estimate(result: dict[str, Any]) -> None:
    each = result["estimate"]
    print(
        f"{each['documents']} documents, about {each['chunks']} chunks: "
        f"about {duration(each['seconds'])} and {size(each['bytes'])}"
    )
    if each["model_requests"]:
        tokens = each["model_tokens"]
        print(f"about {each['model_requests']} requests to the model, {tokens} tokens")


def _prepare(library: KnowledgeBase, options: argparse.Namespace) -> dict[str, Any]:
    recipe: Recipe = run(
        operations.prepare_recipe(
            library, chunker=options.chunker, embedder=options.embedder, use=options.use
        )
    )
    return {"recipe": _shape(recipe)}


def _use(library: KnowledgeBase, options: argparse.Namespace) -> dict[str, Any]:
    recipe: Recipe = run(operations.use_recipe(library, id=options.id))
    if recipe.done < recipe.documents:
        # What was added while another one was current is found from now on, too.
        run(operations.prepare_files(library))
        recipe = library.recipes.get(recipe.id)
    return {"recipe": _shape(recipe)}


def _tell_recipe(result: dict[str, Any]) -> None:
    _tell_list({"recipes": [result["recipe"]]})


def _remove(library: KnowledgeBase, options: argparse.Namespace) -> dict[str, Any]:
    run(operations.remove_recipe(library, id=options.id))
    return {"removed": options.id}


def _tell_removed(result: dict[str, Any]) -> None:
    print(f"removed {result['removed']}")


def _shape(recipe: Recipe) -> dict[str, Any]:
    return asdict(recipe) | {"created": moment(recipe.created)}
