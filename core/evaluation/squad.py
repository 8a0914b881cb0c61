"""Question sets in JSON as SQuAD 1 and 2, CMRC 2018 and DRCD have them.

Rajpurkar et al. 2016 and 2018; Cui et al. 2019; Shao et al. 2018. Two layouts are read: that of
SQuAD, `{"data": [{"title", "paragraphs": [{"context", "qas"}]}]}`, which CMRC and DRCD share, and
the list of `{"context_id", "context_text", "qas", "title"}` in which CMRC was first given out.
Every paragraph is a passage, and the one under which a question stands is its gold.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from core.errors import BadRequest
from core.evaluation.datasets import CorpusPassage, Question, whole


class SquadFile:
    """A JSON file with paragraphs and the questions about each; it may be gzipped.

    A paragraph that stands there twice is one passage. Questions marked `is_impossible`, and those
    with an empty list of answers, are unanswerable.
    """

    def __init__(self, source: Path) -> None:
        self.source = source

    def content(self) -> str:
        """Digest of the passages."""
        digest = hashlib.sha256()
        for passage in self.passages():
            digest.update(json.dumps([passage.id, passage.title, passage.text]).encode())
        return digest.hexdigest()

    def passages(self) -> Iterator[CorpusPassage]:
        """The paragraphs, in the file's order.

        Raises:
            BadRequest: the file is in neither layout.
        """
        yield from self._read[0]

    def questions(self, limit: int = 0) -> tuple[Question, ...]:
        """The questions with an answer, in the file's order.

        Raises:
            BadRequest: the file is in neither layout.
        """
        answered = tuple(question for question in self._read[1] if question.gold)
        return answered[: limit or None]

    def unanswerable(self, limit: int = 0) -> tuple[Question, ...]:
        """The questions that are said to have no answer.

        Raises:
            BadRequest: the file is in neither layout.
        """
        without = tuple(question for question in self._read[1] if not question.gold)
        return without[: limit or None]

    @cached_property
    def _read(self) -> tuple[tuple[CorpusPassage, ...], tuple[Question, ...]]:
        passages: dict[tuple[str, str], CorpusPassage] = {}
        questions: list[Question] = []
        try:
            for title, context, asked in _paragraphs(whole(self.source)):
                key = (title, context)
                if context.strip() and key not in passages:
                    passages[key] = CorpusPassage(f"p{len(passages)}", title, context)
                for each in asked:
                    text = str(each.get("question") or each.get("query_text") or "").strip()
                    answers = _answers(each) if key in passages else ()
                    gold = {passages[key].id} if answers else set()
                    places = tuple(
                        (passages[key].id, at, at + len(answer))
                        for answer, at in (_placed(each, context) if gold else ())
                    )
                    id = str(each.get("id") or each.get("query_id") or f"q{len(questions)}")
                    if text:
                        questions.append(Question(id, text, frozenset(gold), answers, places))
        except (KeyError, TypeError, AttributeError) as error:
            reason = f"“{self.source}” holds no paragraphs as SQuAD and CMRC have them."
            raise BadRequest(reason=reason) from error
        return tuple(passages.values()), tuple(questions)


def _paragraphs(read: Any) -> Iterator[tuple[str, str, list[Mapping[str, Any]]]]:
    """Title, text and questions of each paragraph."""
    if isinstance(read, list):
        for each in read:
            yield str(each.get("title") or ""), str(each["context_text"]), each["qas"]
        return
    for article in read["data"]:
        # SQuAD joins the words of a title by underscores.
        title = str(article.get("title") or "").replace("_", " ").strip()
        for paragraph in article["paragraphs"]:
            yield title, str(paragraph["context"]), paragraph["qas"]


def _answers(asked: Mapping[str, Any]) -> tuple[str, ...]:
    """The wordings that count as right, each once."""
    if asked.get("is_impossible"):
        return ()
    given = [each["text"] if isinstance(each, dict) else each for each in asked["answers"]]
    return tuple(dict.fromkeys(str(each).strip() for each in given if str(each).strip()))


def _placed(asked: Mapping[str, Any], context: str) -> Iterator[tuple[str, int]]:
    """The answers that stand in the text where they are said to, or else once somewhere in it."""
    for each in asked["answers"]:
        text = str(each["text"] if isinstance(each, dict) else each)
        at = each.get("answer_start") if isinstance(each, dict) else None
        if not text.strip():
            continue
        if isinstance(at, int) and at >= 0 and context.startswith(text, at):
            yield text, at
        elif context.count(text) == 1:
            yield text, context.index(text)
