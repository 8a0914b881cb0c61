"""Settings that a beginner can trust, from the model, the examples and what is published.

The published starting point is a batch of 32 by accumulation and three rounds; the rate is what
suits the method (its row in the table). A few examples are seen more often and in smaller batches,
else a lesson would end before it has begun; many are seen less often. Examples are cut where the
longest ends, because memory and time grow with that.
"""

import dataclasses

from core.types import ExamplesReport, InstalledModel, LessonPlan

LENGTHS = (128, 256, 512, 1024, 2048, 4096)
_USUAL_LONGEST = 1024
"""Longer examples are cut unless the person wants it otherwise: most of a lesson's memory."""
_FEWEST_STEPS = 30
_SMALL = 0.4
"""Models below so many thousands of millions of numbers get wider notes: they are cheap there."""
ROUNDS = ((60, 6.0), (300, 4.0), (2000, 3.0), (8000, 2.0))
"""Up to so many examples, so many rounds; one beyond."""


def suited(plan: LessonPlan, report: ExamplesReport, base: InstalledModel | None) -> LessonPlan:
    """The plan with settings that suit; its title, model and method stay."""
    learnt = max(report.accepted - report.held_out, 1)
    rounds = next((rounds for most, rounds in ROUNDS if report.accepted <= most), 1.0)
    longest = min(report.longest, _USUAL_LONGEST)
    length = next((each for each in LENGTHS if each >= longest), LENGTHS[-1])
    small = base is not None and 0 < base.parameters < _SMALL
    return dataclasses.replace(
        plan,
        epochs=rounds,
        batch=_batch(learnt, rounds),
        max_tokens=length if report.longest else plan.max_tokens,
        rank=16 if small else 8,
        alpha=32.0 if small else 16.0,
        rate=0.0,
    )


def _batch(learnt: int, rounds: float) -> int:
    """A power of two up to 32 with which the lesson has some thirty steps at least."""
    batch = 32
    while batch > 1 and learnt * rounds / batch < _FEWEST_STEPS:
        batch //= 2
    return batch
