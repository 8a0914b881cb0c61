"""Question sets in BEIR layout: corpus.jsonl, queries.jsonl, qrels (Thakur et al. 2021)."""

import gzip
import io
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.errors import BadRequest


@dataclass(frozen=True, slots=True)
class CorpusPassage:
    """A passage that may answer."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question with the passages that answer it."""

    id: str
    text: str
    gold: frozenset[str]


class QuestionSet:
    """A folder in BEIR layout; the files may be gzipped."""

    def __init__(self, folder: Path) -> None:
        """Find the files.

        Raises:
            BadRequest: one is missing.
        """
        self.folder = folder
        self._corpus = _file(folder, "corpus.jsonl")
        self._queries = _file(folder, "queries.jsonl")
        self._judgements = _file(
            folder, "qrels.tsv", "qrels/test.tsv", "qrels/dev.tsv", "qrels/train.tsv"
        )

    @property
    def corpus_file(self) -> Path:
        """The file with the passages."""
        return self._corpus

    def passages(self) -> Iterator[CorpusPassage]:
        """The passages that have any text, in the file's order.

        Raises:
            BadRequest: a line makes no sense.
        """
        for row in _rows(self._corpus):
            title, text = str(row.get("title") or "").strip(), str(row.get("text") or "").strip()
            if title or text:
                yield CorpusPassage(str(row["_id"]), title, text or title)

    def questions(self, limit: int = 0) -> tuple[Question, ...]:
        """The questions that have an answer in the corpus, the first `limit` when that is given.

        Raises:
            BadRequest: a line makes no sense.
        """
        gold: dict[str, set[str]] = {}
        for question, passage, score in self._judged():
            if score > 0:
                gold.setdefault(question, set()).add(passage)
        found = (
            Question(str(row["_id"]), str(row.get("text") or ""), frozenset(gold[str(row["_id"])]))
            for row in _rows(self._queries)
            if str(row["_id"]) in gold
        )
        return tuple(question for question, _ in zip(found, range(limit or 1 << 62), strict=False))

    def _judged(self) -> Iterator[tuple[str, str, float]]:
        for number, line in _lines(self._judgements):
            fields = line.rstrip("\r\n").split("\t")
            # TREC's own layout has a column between the two ids.
            if len(fields) == 4:
                fields = [fields[0], fields[2], fields[3]]
            if len(fields) < 3:
                raise BadRequest(reason=f"{self._judgements}, line {number}: 3 fields.")
            try:
                score = float(fields[2])
            except ValueError:
                if number == 1:
                    continue
                raise BadRequest(reason=f"{self._judgements}, line {number}: no score.") from None
            yield fields[0], fields[1], score


def _file(folder: Path, *names: str) -> Path:
    for name in names:
        for path in (folder / name, folder / f"{name}.gz"):
            if path.is_file():
                return path
    raise BadRequest(reason=f"There is no {names[0]} in “{folder}”.")


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines that are not blank, with their numbers from 1."""
    try:
        with _open(path) as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield number, line
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise BadRequest(reason=f"“{path}” cannot be read as text in UTF-8.") from error


def _open(path: Path) -> io.TextIOWrapper:
    if path.suffix == ".gz":
        return io.TextIOWrapper(gzip.open(path), encoding="utf-8-sig")
    return open(path, encoding="utf-8-sig")


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    for number, line in _lines(path):
        try:
            row = json.loads(line)
            row["_id"] = str(row["_id"])
        except (ValueError, KeyError, TypeError) as error:
            raise BadRequest(reason=f"{path}, line {number}: no row with an _id.") from error
        yield row
