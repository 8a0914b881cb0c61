"""Command about the speed of models on this computer: models bench."""

import argparse
from dataclasses import asdict
from typing import Any

from core import operations
from core.cli.command import Access, Command, Commands, run
from core.types import LOCAL


def put_on(models: Commands) -> None:
    """Put the command on the group of those about models."""
    bench = models.add(
        "bench", "how fast a model reads and writes here", Command(_bench, _tell, Access.NONE)
    )
    bench.add_argument("name", metavar="NAME", help="as `models list` names it")


def _bench(library: None, options: argparse.Namespace) -> dict[str, Any]:
    name = options.name if options.name.startswith(LOCAL) else LOCAL + options.name
    speed = run(operations.measure_model(None, name=name))
    run(operations.put_model_away(None))
    return asdict(speed)


def _tell(result: dict[str, Any]) -> None:
    print(f"{result['name']}: {result['words_a_second']:.1f} words a second")
    print(f"  writes {result['tokens_a_second']:.1f} tokens a second")
    print(f"  reads {result['reading_tokens_a_second']:.1f} tokens a second")
    print(f"  first word of an answer after {result['first_word_seconds']:.2f} s")
    print(f"  loaded in {result['load_seconds']:.1f} s")
