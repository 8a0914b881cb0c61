"""What a command is, how it is put on the command line, and how it drives a road."""

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from core.cli.telling import Teller
from core.events import Event, Road
from core.registry import names
from core.types import Filter

AUTO = "auto"


class Access(Enum):
    """What a command wants of the library."""

    NONE = auto()
    READ = auto()
    """It leaves the library as it is, so that it works beside an open window."""
    WRITE = auto()
    WRITE_OR_READ = auto()
    """It keeps what it did where it may, and does without where another program writes."""
    CREATE = auto()
    """It makes the library where there is none."""


@dataclass(frozen=True)
class Command:
    """A command: what it does, giving its JSON, and how that is told to people."""

    run: Callable[[Any, argparse.Namespace], dict[str, Any] | None]
    """None where it has told by itself what there is to tell."""
    tell: Callable[[dict[str, Any]], None]
    access: Access | Callable[[argparse.Namespace], Access] = Access.READ
    """May depend on what is asked for."""

    def access_for(self, options: argparse.Namespace) -> Access:
        """What it wants of the library when it is called like this."""
        return self.access if isinstance(self.access, Access) else self.access(options)


class Commands:
    """The commands on their way into a parser."""

    def __init__(self, parsers: Any, everywhere: argparse.ArgumentParser) -> None:
        """`parsers` is what `add_subparsers` gave; `everywhere` holds what all commands take."""
        self._parsers = parsers
        self._everywhere = everywhere

    def add(self, name: str, help: str, command: Command) -> argparse.ArgumentParser:
        """A command; returns its parser, to add arguments to."""
        parser = self._parser(name, help)
        parser.set_defaults(command=command)
        return parser

    def group(self, name: str, help: str) -> "Commands":
        """A command that has commands of its own."""
        verbs = self._parser(name, help).add_subparsers(required=True, metavar="WHAT")
        return Commands(verbs, self._everywhere)

    def _parser(self, name: str, help: str) -> argparse.ArgumentParser:
        parser: argparse.ArgumentParser = self._parsers.add_parser(
            name,
            help=help,
            description=help[0].upper() + help[1:] + ".",
            parents=[self._everywhere],
        )
        return parser


def run(road: Road[Any], show: Callable[[Event], None] | None = None) -> Any:
    """Drive a road to its end, telling what it yields."""
    with _told() as tell:
        try:
            while True:
                event = next(road)
                tell(event)
                if show:
                    show(event)
        except StopIteration as stop:
            return stop.value
        finally:
            road.close()


@contextmanager
def _told() -> Iterator[Teller]:
    tell = Teller(sys.stderr)
    try:
        yield tell
    finally:
        tell.end()


# ---- arguments that several commands take --------------------------------------------------------


def retriever(parser: argparse.ArgumentParser) -> None:
    """`--retriever NAME`, one of the plugs or "auto"."""
    parser.add_argument(
        "--retriever",
        choices=[AUTO, *names("retrievers")],
        default=AUTO,
        metavar="NAME",
        help=f"how to search: {', '.join([AUTO, *names('retrievers')])}",
    )


def several(parser: argparse.ArgumentParser, table: str, *others: str) -> None:
    """`--retriever NAME` or `--chunker NAME`, which may be given again."""
    known = [*others, *names(table)]
    parser.add_argument(
        f"--{table.removesuffix('s')}",
        choices=known,
        action="append",
        metavar="NAME",
        help=f"{', '.join(known)}; may be given again",
    )


def filters(parser: argparse.ArgumentParser) -> None:
    """Which documents are searched; each option may be given again."""
    for option, metavar, help in (
        ("--document", "ID", "search this document only; may be given again"),
        ("--tag", "TAG", "search what has this tag only; may be given again"),
        ("--format", "NAME", "search this format only (pdf, docx, …); may be given again"),
        ("--language", "CODE", "search this language only (en, zh, …); may be given again"),
    ):
        parser.add_argument(option, action="append", default=[], metavar=metavar, help=help)


def wanted(library: Any, options: argparse.Namespace) -> Filter | None:
    """The filter that the options make; None without any.

    Raises:
        NotFound: no document of an id.
    """
    chosen = Filter(
        documents=tuple(library.catalog.resolve(each) for each in options.document),
        tags=tuple(options.tag),
        formats=tuple(options.format),
        languages=tuple(options.language),
    )
    return chosen if chosen != Filter() else None


def positive(text: str) -> int:
    """A number of at least 1, for argparse."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return number


def nothing_given(values: Sequence[Any] | None) -> tuple[Any, ...]:
    """What an option that may be repeated holds; empty when it was not given."""
    return tuple(values or ())
