"""The words of the chart of a lesson: its lines, the values read from it, all of it in short."""

from dataclasses import dataclass

from PySide6.QtCore import QLocale, QObject

from desktop import translations
from desktop.teach.course import Course


@dataclass(frozen=True, slots=True)
class Reading:
    """The values at a step; None where nothing was measured just there."""

    step: int
    seen: float | None
    unseen: float | None


class ChartWords(QObject):
    """A QObject because Qt Linguist files sentences by class."""

    def title(self) -> str:
        """What it is about."""
        return self.tr("How well it predicts")

    def seen(self) -> str:
        """The solid line."""
        return self.tr("examples it learns from")

    def unseen(self) -> str:
        """The dotted line."""
        return self.tr("examples it has not seen")

    def best(self) -> str:
        """The ring."""
        return self.tr("best")

    def meaning(self) -> str:
        """How to read it."""
        return self.tr(
            "Lower is better. When the dotted line rises while the other falls, it learns by heart."
        )

    def steps(self, course: Course) -> str:
        """How far it is; "" while nobody knows how many steps it will take."""
        step, steps = course.last_step, max(course.steps, course.last_step)
        if not steps:
            return ""
        return (
            self.tr("step {step} of {steps}")
            .replace("{step}", translations.number(step))
            .replace("{steps}", translations.number(steps))
        )

    def reading(self, reading: Reading, course: Course) -> list[str]:
        """The values at a step, a line each."""
        lines = [self.tr("Step {step}").replace("{step}", translations.number(reading.step))]
        for value, name in ((reading.seen, self.seen()), (reading.unseen, self.unseen())):
            if value is not None:
                lines.append(f"{name}: {figure(value)}")
        if reading.step == course.best_step and reading.unseen is not None:
            lines.append(self.best())
        return lines

    def summary(self, course: Course) -> str:
        """All of it in a few sentences, for who does not see it."""
        if not course.last_step:
            return self.tr("Nothing has been measured yet.")
        parts = [self.steps(course)]
        for series, name in ((course.seen, self.seen()), (course.unseen, self.unseen())):
            if series:
                parts.append(
                    self.tr("{name}: {now} now, {first} at first")
                    .replace("{name}", name)
                    .replace("{now}", figure(series.values[-1]))
                    .replace("{first}", figure(series.values[0]))
                )
        best = course.unseen.at(course.best_step) if course.best_step else None
        if best is not None:
            parts.append(
                self.tr("best: {value} at step {step}")
                .replace("{value}", figure(best))
                .replace("{step}", translations.number(course.best_step))
            )
        return "; ".join(parts)


def figure(value: float) -> str:
    """A loss with two decimals; three below a tenth."""
    return QLocale().toString(value, "f", 2 if value >= 0.1 else 3)


chart_words = ChartWords()
