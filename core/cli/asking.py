"""Commands that find and answer: search, ask."""

import argparse
import sys
from typing import Any

from core import operations
from core.cli.command import (
    AUTO,
    Access,
    Command,
    Commands,
    filters,
    positive,
    retriever,
    run,
    wanted,
)
from core.cli.shapes import answer_shape, passage_shape, search_shape
from core.cli.telling import tell_left_out
from core.events import Event, Token
from core.knowledge_base import KnowledgeBase
from core.types import Answer, SearchResult


def put_on(commands: Commands) -> None:
    """Put the commands on the command line."""
    search = commands.add("search", "find passages", Command(_search, _tell_passages))
    search.add_argument("question", metavar="QUESTION")
    retriever(search)
    filters(search)
    search.add_argument("--top", type=positive, default=10, metavar="N", help="passages (10)")

    ask = commands.add(
        "ask",
        "answer a question from the documents",
        Command(_ask, _tell_answer, Access.WRITE_OR_READ),
    )
    ask.add_argument("question", metavar="QUESTION")
    retriever(ask)
    filters(ask)
    ask.add_argument(
        "--model",
        default=AUTO,
        metavar="NAME",
        help="what answers: a server, local:FILE, quoting, or auto for what is chosen (auto)",
    )
    ask.add_argument("--prompt", default="", metavar="ID", help="the instruction to answer by")
    ask.add_argument(
        "--pin",
        action="append",
        default=[],
        metavar="ID",
        help="let the model read the whole of this document; may be given again",
    )


def _search(library: KnowledgeBase, options: argparse.Namespace) -> dict[str, Any]:
    found: SearchResult = run(
        operations.search(
            library,
            question=options.question,
            retriever=options.retriever,
            limit=options.top,
            where=wanted(library, options),
        )
    )
    return {
        "passages": [passage_shape(each) for each in found.passages],
        "report": search_shape(found.report),
    }


def _tell_passages(result: dict[str, Any]) -> None:
    for number, each in enumerate(result["passages"], 1):
        print(f"{number:2}. {each['title']}, p. {each['page']}  {each['score']:.3f}")
        print(f"    {' '.join(each['text'].split())[:300]}")
    tell_left_out(result["report"]["notices"], sys.stderr)


def _ask(library: KnowledgeBase, options: argparse.Namespace) -> dict[str, Any]:
    def show(event: Event) -> None:
        if isinstance(event, Token) and not options.json and sys.stdout.isatty():
            print(event.text, end="", flush=True)

    answer: Answer = run(
        operations.ask(
            library,
            question=options.question,
            retriever=options.retriever,
            model="" if options.model == AUTO else options.model,
            where=wanted(library, options),
            prompt=options.prompt,
            pinned=tuple(library.catalog.resolve(each) for each in options.pin),
        ),
        show,
    )
    return answer_shape(answer)


def _tell_answer(result: dict[str, Any]) -> None:
    # On a terminal the words have been shown as they came.
    print("" if sys.stdout.isatty() else result["answer"])
    for sentence in result["sentences"]:
        for cited in sentence["citations"]:
            print(f"  — {cited['title']}, p. {cited['page']}: {sentence['text'][:60]}")
    tell_left_out((result["search"] or {}).get("notices", ()), sys.stderr)
