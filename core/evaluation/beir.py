"""Question sets in BEIR layout: corpus.jsonl, queries.jsonl, qrels (Thakur et al. 2021)."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from core.errors import BadRequest
from core.evaluation.datasets import CorpusPassage, Question, lines


class BeirFolder:
    """A folder in BEIR layout; the files may be gzipped.

    A question may carry its right wordings in `answers`. One that has none there, and no passage
    that was judged to answer it, is unanswerable; one without `answers` was merely not judged.
    """

    def __init__(self, source: Path) -> None:
        """Find the files.

        Raises:
            BadRequest: one is missing.
        """
        self.source = source
        self._corpus = _file(source, "corpus.jsonl")
        self._queries = _file(source, "queries.jsonl")
        self._judgements = _file(
            source, "qrels.tsv", "qrels/test.tsv", "qrels/dev.tsv", "qrels/train.tsv"
        )

    def content(self) -> str:
        """Digest of the file with the passages."""
        digest = hashlib.sha256()
        with open(self._corpus, "rb") as file:
            while piece := file.read(1 << 20):
                digest.update(piece)
        return digest.hexdigest()

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
        """The questions with a passage that was judged to answer them, in the file's order.

        Raises:
            BadRequest: a line makes no sense.
        """
        gold = self._gold()
        return _first(
            limit,
            (
                _question(row, gold[row["_id"]])
                for row in _rows(self._queries)
                if row["_id"] in gold
            ),
        )

    def unanswerable(self, limit: int = 0) -> tuple[Question, ...]:
        """The questions that are said to have no answer.

        Raises:
            BadRequest: a line makes no sense.
        """
        gold = self._gold()
        return _first(
            limit,
            (
                _question(row, set())
                for row in _rows(self._queries)
                if row["_id"] not in gold and (row.get("answers") == [] or row.get("is_impossible"))
            ),
        )

    def _gold(self) -> dict[str, set[str]]:
        gold: dict[str, set[str]] = {}
        for question, passage, score in self._judged():
            if score > 0:
                gold.setdefault(question, set()).add(passage)
        return gold

    def _judged(self) -> Iterator[tuple[str, str, float]]:
        for number, line in lines(self._judgements):
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


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    for number, line in lines(path):
        try:
            row = json.loads(line)
            row["_id"] = str(row["_id"])
        except (ValueError, KeyError, TypeError) as error:
            raise BadRequest(reason=f"{path}, line {number}: no row with an _id.") from error
        yield row


def _question(row: dict[str, Any], gold: set[str]) -> Question:
    answers = row.get("answers")
    known = answers if isinstance(answers, list) else []
    return Question(
        row["_id"],
        str(row.get("text") or ""),
        frozenset(gold),
        tuple(str(answer) for answer in known if str(answer).strip()),
    )


def _first(limit: int, questions: Iterator[Question]) -> tuple[Question, ...]:
    return tuple(question for question, _ in zip(questions, range(limit or 1 << 62), strict=False))
