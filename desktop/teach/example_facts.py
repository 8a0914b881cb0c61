"""What is known of each example of a set, reckoned anew only for those that have changed.

A set of ten thousand is looked over after every key that is typed into it.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from core.types import Example


class Flaw(StrEnum):
    """What is wrong with an example; nothing where it is left out anyway."""

    NONE = ""
    NO_QUESTION = "no_question"
    NO_ANSWER = "no_answer"
    ECHO = "echo"
    SAME_PAIR = "same_pair"
    TWICE = "twice"


BLANK = (Flaw.NO_QUESTION, Flaw.NO_ANSWER, Flaw.SAME_PAIR)
"""With one of these an example cannot be learnt from."""


@dataclass(frozen=True, slots=True)
class _Known:
    example: Example
    asked: str
    """What two examples have in common that ask the same."""
    text: str
    """What words are looked for in."""
    flaw: Flaw
    """What is wrong with it by itself."""


class ExampleFacts:
    """Follows the rows of a set."""

    def __init__(self) -> None:
        self._known: dict[int, _Known] = {}
        self._questions: Counter[str] = Counter()
        self.blank = 0
        """Examples that cannot be learnt from."""
        self.pairs = 0
        """Examples with a worse answer."""

    def follow(self, rows: Sequence[Example]) -> None:
        """Look at the rows that are not as they were."""
        known = self._known
        for row in rows:
            before = known.get(row.id)
            if before is None or before.example is not row:
                if before is not None:
                    self._count(before, -1)
                known[row.id] = now = _known(row)
                self._count(now, 1)
        if len(known) > len(rows):
            for id in known.keys() - {row.id for row in rows}:
                self._count(known.pop(id), -1)

    def _count(self, known: _Known, by: int) -> None:
        self.blank += by * (known.flaw in BLANK)
        self.pairs += by * bool(known.example.rejected)
        if known.example.accepted:
            self._questions[known.asked] += by

    def flaw(self, example: Example) -> Flaw:
        """What is wrong with an example that is to be learnt from."""
        known = self._known.get(example.id)
        if known is None or known.flaw is not Flaw.NONE or not example.accepted:
            return known.flaw if known is not None else Flaw.NONE
        return Flaw.TWICE if self._questions[known.asked] > 1 else Flaw.NONE

    def holds(self, example: Example, words: Sequence[str]) -> bool:
        """Whether all of these words, in small letters, are in an example."""
        known = self._known.get(example.id)
        return known is not None and all(word in known.text for word in words)


def _known(example: Example) -> _Known:
    title = example.source.title if example.source is not None else ""
    text = f"{example.question}\n{example.answer}\n{title}".casefold()
    asked = " ".join(example.question.casefold().split())
    if example.turns or example.system:
        before = "\n".join(part for turn in example.turns for part in turn)
        asked = f"{example.system}\n{before}\n{asked}"
    return _Known(example, asked, text, _flaw(example))


def _flaw(example: Example) -> Flaw:
    question, answer = example.question.strip(), example.answer.strip()
    if not example.accepted:
        return Flaw.NONE
    if not question:
        return Flaw.NO_QUESTION
    if not answer:
        return Flaw.NO_ANSWER
    if example.rejected and example.rejected.strip() == answer:
        return Flaw.SAME_PAIR
    return Flaw.ECHO if question == answer else Flaw.NONE
