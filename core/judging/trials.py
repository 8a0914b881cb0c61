"""How a trial of a method did: its answers to what was held out, and to what the base knew.

The taught model answers in the trainer's process, whatever the method, so that all are compared
alike; within a limit of time, as that is slow.
"""

import time
from collections.abc import Generator, Sequence
from dataclasses import replace

from core.events import Event, Progress, Stage
from core.judging.asked import Asked
from core.judging.general import LEAST, MOST_TOKENS, general_questions
from core.judging.marking import mark
from core.lessons.running import trainer_of
from core.lessons.store import Lessons
from core.training.told import Wrote
from core.training.trainer import Trainer
from core.types import Lesson

SECONDS = 60.0
"""For what is held out, and once more for the general set."""
FEWEST = 3
ANSWER_TOKENS = 64
KNOWN = 10
"""General questions that the base answers, which a trial is asked again."""


class TrialMarker:
    """Marks trials on one base: what that knows is found out once."""

    def __init__(self) -> None:
        self._known: list[Asked] | None = None

    def __call__(
        self, lessons: Lessons, lesson: Lesson
    ) -> Generator[Event, None, tuple[float, float]]:
        """Score on what was held out, and share of the known general questions that is lost.

        Each -1 where too few could be asked.
        """
        held = [
            Asked(each.question, (each.answer,))
            for each in lessons.examples(lesson.id)
            if each.held_out and not each.turns
        ]
        if self._known is None:
            self._known = yield from _known(lessons, lesson)
        with trainer_of(lessons, lesson) as trainer:
            marks = yield from _marks(trainer, held, ANSWER_TOKENS, True)
            score = sum(marks) / len(marks) if len(marks) >= FEWEST else -1.0
            if len(self._known) < LEAST:
                return score, -1.0
            again = yield from _marks(trainer, self._known, MOST_TOKENS, True)
        forgot = 1 - sum(again) / len(again) if len(again) >= FEWEST else -1.0
        return score, forgot


def _known(lessons: Lessons, lesson: Lesson) -> Generator[Event, None, list[Asked]]:
    """General questions that the base answers. LoRA that has learnt nothing changes nothing."""
    untaught = replace(lesson, plan=replace(lesson.plan, method="lora"))
    with trainer_of(lessons, untaught) as trainer:
        marks = yield from _marks(trainer, general_questions(), MOST_TOKENS, False)
    right = [each for each, good in zip(general_questions(), marks, strict=False) if good]
    return right[:KNOWN]


def _marks(
    trainer: Trainer, questions: Sequence[Asked], most: int, taught: bool
) -> Generator[Event, None, list[float]]:
    """Marks of as many answers as there is time for."""
    until = time.monotonic() + SECONDS
    marks: list[float] = []
    for question in questions:
        if time.monotonic() > until:
            break
        said: list[str] = []
        for told in trainer.answer([("user", question.text)], most, taught):
            if isinstance(told, Wrote):
                said.append(told.text)
            yield Progress(Stage.COMPARING, 0, 0)
        marks.append(mark("".join(said), question.right))
    return marks
