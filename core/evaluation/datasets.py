"""Question sets: what they are, whatever they are written down in, and how one is opened."""

import gzip
import io
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from core.errors import BadRequest


@dataclass(frozen=True, slots=True)
class CorpusPassage:
    """A passage that may answer."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question with the passages that answer it; none where the set says that nothing does."""

    id: str
    text: str
    gold: frozenset[str]
    answers: tuple[str, ...] = ()
    """Every wording that counts as right; empty where the set gives none."""
    places: tuple[tuple[str, int, int], ...] = ()
    """Where answers stand: passage, start and end in its text. Empty where the set does not say."""


class QuestionSet(Protocol):
    """Passages, and questions about them."""

    source: Path

    def content(self) -> str:
        """A digest that changes when the passages do."""
        ...

    def passages(self) -> Iterator[CorpusPassage]:
        """The passages that have any text; an id may come twice and counts once.

        Raises:
            BadRequest: something in it makes no sense.
        """
        ...

    def questions(self, limit: int = 0) -> tuple[Question, ...]:
        """The questions that the passages answer, the first `limit` when that is given.

        Raises:
            BadRequest: something in it makes no sense.
        """
        ...

    def unanswerable(self, limit: int = 0) -> tuple[Question, ...]:
        """The questions that no passage answers, where the set marks them.

        Raises:
            BadRequest: something in it makes no sense.
        """
        ...


class WithoutTitles:
    """A question set whose passages have no titles: what titles are worth is told by leaving them
    out, and most documents have none as good as an encyclopedia's."""

    def __init__(self, whole: QuestionSet) -> None:
        self._whole = whole
        # A place of its own, so that its trial library stands beside the one with titles.
        self.source = whole.source / "without titles"

    def content(self) -> str:
        """As the whole set's, but another."""
        return f"{self._whole.content()} without titles"

    def passages(self) -> Iterator[CorpusPassage]:
        """All passages; of one that is nothing but its title that is the text."""
        for passage in self._whole.passages():
            yield replace(passage, title="")

    def questions(self, limit: int = 0) -> tuple[Question, ...]:
        """As the whole set's."""
        return self._whole.questions(limit)

    def unanswerable(self, limit: int = 0) -> tuple[Question, ...]:
        """As the whole set's."""
        return self._whole.unanswerable(limit)


def open_set(source: Path) -> QuestionSet:
    """The question set in a folder in BEIR layout, or in a JSON file as SQuAD and CMRC have them.

    Raises:
        BadRequest: it is neither.
    """
    from core.evaluation.beir import BeirFolder
    from core.evaluation.squad import SquadFile

    if source.is_dir():
        return BeirFolder(source)
    if source.is_file():
        return SquadFile(source)
    raise BadRequest(reason=f"There is no “{source}”.")


def lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines of a file, gzipped or not, that are not blank, with their numbers from 1.

    Raises:
        BadRequest: it cannot be read.
    """
    try:
        with _open(path) as read:
            for number, line in enumerate(read, start=1):
                if line.strip():
                    yield number, line
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise BadRequest(reason=f"“{path}” cannot be read as text in UTF-8.") from error


def whole(path: Path) -> Any:
    """What a JSON file, gzipped or not, holds.

    Raises:
        BadRequest: it cannot be read, or is no JSON.
    """
    try:
        return json.loads("".join(line for _, line in lines(path)))
    except (ValueError, RecursionError) as error:
        raise BadRequest(reason=f"“{path}” is not JSON: {error}") from error


def _open(path: Path) -> io.TextIOWrapper:
    if path.suffix == ".gz":
        return io.TextIOWrapper(gzip.open(path), encoding="utf-8-sig")
    return open(path, encoding="utf-8-sig")
