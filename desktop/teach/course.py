"""The course of a lesson as a chart needs it: exact values to read, few enough to draw.

A step comes with each update and is never looked at again: steps are gathered in stretches that
double in width whenever there are too many of them, each with its first, least, greatest and last.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.types import LessonPoint

MOST_STRETCHES = 512
"""A stretch for every two pixels or so of the widest chart."""
_SMOOTH = 96
"""Parts of the smoothed line."""
_WORSE = 1.02
"""So much above the best is no chance."""


@dataclass(slots=True)
class Stretch:
    """Neighbouring values: what of them must be drawn so that no peak is lost."""

    first: tuple[float, float]
    least: tuple[float, float]
    greatest: tuple[float, float]
    last: tuple[float, float]
    total: float
    count: int

    def join(self, later: "Stretch") -> None:
        """Take in the stretch that follows."""
        self.least = min(self.least, later.least, key=lambda point: point[1])
        self.greatest = max(self.greatest, later.greatest, key=lambda point: point[1])
        self.last = later.last
        self.total += later.total
        self.count += later.count


class Series:
    """Values by step, in order; a step that comes again replaces what was from there on."""

    def __init__(self) -> None:
        self.steps = array("q")
        self.values = array("d")
        self._stretches: list[Stretch] = []
        self._width = 1
        """Values in a full stretch."""

    def __len__(self) -> int:
        return len(self.steps)

    def add(self, step: int, value: float) -> None:
        """Put a value at the end; earlier ones of the same step or later go."""
        if self.steps and step <= self.steps[-1]:
            self._cut(bisect_left(self.steps, step))
        self.steps.append(step)
        self.values.append(value)
        self._gather(step, value)

    def _cut(self, at: int) -> None:
        kept = list(zip(self.steps[:at], self.values[:at], strict=True))
        self.steps, self.values = array("q"), array("d")
        self._stretches, self._width = [], 1
        for step, value in kept:
            self.steps.append(step)
            self.values.append(value)
            self._gather(step, value)

    def _gather(self, step: int, value: float) -> None:
        point = (float(step), value)
        single = Stretch(point, point, point, point, value, 1)
        if self._stretches and self._stretches[-1].count < self._width:
            self._stretches[-1].join(single)
            return
        self._stretches.append(single)
        if len(self._stretches) > MOST_STRETCHES:
            self._halve()

    def _halve(self) -> None:
        self._width *= 2
        kept: list[Stretch] = []
        for stretch in self._stretches:
            if kept and kept[-1].count + stretch.count <= self._width:
                kept[-1].join(stretch)
            else:
                kept.append(stretch)
        self._stretches = kept

    def line(self) -> list[tuple[float, float]]:
        """Points to draw, left to right: all where there are few, every peak where there are many.

        At most four times MOST_STRETCHES and four.
        """
        drawn: list[tuple[float, float]] = []
        for each in self._stretches:
            points = {each.first, each.least, each.greatest, each.last}
            drawn.extend(sorted(points))
        return drawn

    @property
    def thinned(self) -> bool:
        """Whether not every value is drawn."""
        return self._width > 1

    def smooth(self) -> list[tuple[float, float]]:
        """Means of neighbouring values, so that the way it takes shows through the noise."""
        size = max(1, -(-len(self._stretches) // _SMOOTH))
        drawn = []
        for at in range(0, len(self._stretches), size):
            part = self._stretches[at : at + size]
            middle = (part[0].first[0] + part[-1].last[0]) / 2
            total, count = sum(each.total for each in part), sum(each.count for each in part)
            drawn.append((middle, total / count))
        if drawn and len(drawn) > 1:
            drawn[0] = (self._stretches[0].first[0], drawn[0][1])
            drawn[-1] = (self._stretches[-1].last[0], drawn[-1][1])
        return drawn

    def nearest(self, step: float) -> int:
        """The place of the value whose step is nearest; -1 where there is none."""
        if not self.steps:
            return -1
        at = bisect_left(self.steps, step)
        if at == 0:
            return 0
        if at == len(self.steps):
            return at - 1
        return at if self.steps[at] - step < step - self.steps[at - 1] else at - 1

    def at(self, step: int) -> float | None:
        """The value of a step; None where there is none."""
        at = self.nearest(step)
        return self.values[at] if at >= 0 and self.steps[at] == step else None

    def extremes(self) -> tuple[float, float]:
        """The least value, and the greatest that is no outlier.

        Of many values the highest hundredth is left out: one burst at the start would press the
        rest flat. (0, 0) where there is none.
        """
        if not self._stretches:
            return 0.0, 0.0
        tops = sorted(each.greatest[1] for each in self._stretches)
        top = tops[-1 - len(tops) // 100]
        return min(each.least[1] for each in self._stretches), top


class Course:
    """How well a lesson predicts, step by step: what it learns from, and what it has not seen."""

    def __init__(self) -> None:
        self.seen = Series()
        self.unseen = Series()
        self.best_step = 0
        self.steps = 0

    @classmethod
    def of(cls, points: Sequence[LessonPoint]) -> "Course":
        """A course from its points."""
        course = cls()
        course.add(points)
        return course

    def add(self, points: Iterable[LessonPoint]) -> None:
        """Put what came at its end. Losses below 0 were not measured."""
        for point in points:
            if point.loss >= 0:
                self.seen.add(point.step, point.loss)
            if point.held_out >= 0:
                self.unseen.add(point.step, point.held_out)

    @property
    def last_step(self) -> int:
        """The latest step there is a value of."""
        return max((series.steps[-1] for series in (self.seen, self.unseen) if series), default=0)

    def by_heart(self) -> bool:
        """Whether it has begun to learn by heart: since its best it got worse on what it has not
        seen, and better on what it learns from."""
        best = self.unseen.at(self.best_step)
        if best is None or self.unseen.values[-1] < best * _WORSE:
            return False
        values = self.seen.values
        at = self.seen.nearest(self.best_step) + 1
        after, before = values[at:], values[max(0, 2 * at - len(values)) : at]
        return bool(after and before) and sum(after) / len(after) < sum(before) / len(before)
