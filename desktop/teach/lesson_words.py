"""The sentences of a lesson that is taught or has been: where it stands, its figures, when."""

import time
from dataclasses import dataclass
from pathlib import PurePath

from PySide6.QtCore import QDateTime, QLocale, QObject

from core.types import LOCAL, Lesson
from desktop import translations
from desktop.teach.method_names import method_names

_FOLDER = "folder:"
_DAY = 24 * 3600
_TEN = 10


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as a card shows it."""

    title: str
    value: str
    note: str
    tip: str = ""


class LessonWords(QObject):
    """A QObject because Qt Linguist files sentences by class."""

    def base(self, base: str) -> str:
        """A base (core.types.LessonPlan.base) as a person calls it."""
        if base.startswith(_FOLDER):
            return PurePath(base.removeprefix(_FOLDER)).name
        return base.removeprefix(LOCAL).removesuffix(".gguf")

    def facts(self, lesson: Lesson) -> str:
        """What it learns from, and which model learns how."""
        parts = (
            self.tr("%Ln example(s)", "", lesson.examples),
            self.base(lesson.plan.base),
            method_names.name(lesson.plan.method).plain,
        )
        return " · ".join(parts)

    def progress(self, lesson: Lesson) -> str:
        """Step of steps, and the share; "" before the first."""
        if not lesson.steps:
            return ""
        counted = filled(
            self.tr("step {step} of {steps}"),
            step=translations.number(lesson.step),
            steps=translations.number(lesson.steps),
        )
        return f"{counted} · {translations.percent(lesson.step / lesson.steps)}"

    # ---- figures -------------------------------------------------------------------------------

    def time_left(self, lesson: Lesson, standing_still: str) -> Figure:
        """How long it still takes and when it is done; `standing_still` says why it does not."""
        title = self.tr("Time left")
        if standing_still:
            return Figure(title, "—", standing_still)
        if lesson.seconds_left < 0:
            return Figure(title, "…", self.tr("measured after a few steps"))
        moment = time.time() + lesson.seconds_left
        note = filled(self.tr("done about {moment}"), moment=self.moment(moment))
        return Figure(title, translations.duration(lesson.seconds_left), note)

    def moment(self, seconds: float) -> str:
        """A time of today, or of a day that is named."""
        then, now = QDateTime.fromSecsSinceEpoch(int(seconds)), QDateTime.currentDateTime()
        short = QLocale.FormatType.ShortFormat
        clock = QLocale().toString(then.time(), short).replace("\u202f", " ")
        days = now.date().daysTo(then.date())
        if days == 0:
            return clock
        if days == 1:
            return filled(self.tr("{time} tomorrow"), time=clock)
        return filled(self.tr("{date}, {time}"), date=QLocale().toString(then.date(), short),
                      time=clock)  # fmt: skip

    def speed(self, lesson: Lesson, standing_still: str) -> Figure:
        """How fast it reads its examples."""
        title = self.tr("Speed")
        tip = self.tr("Tokens a second: words, or parts of words.")
        if standing_still or lesson.tokens_a_second <= 0:
            return Figure(title, "—", self.tr("chat comes first"), tip)
        speed = lesson.tokens_a_second
        number = QLocale().toString(speed, "f", 0 if speed >= _TEN else 1)
        value = filled(self.tr("{number} words/s"), number=number)
        return Figure(title, value, self.tr("chat comes first"), tip)

    def memory(self, lesson: Lesson) -> Figure:
        """What it takes of the computer's memory, and of a graphics card's."""
        title = self.tr("Memory")
        if not lesson.memory_bytes:
            return Figure(title, "—", self.tr("measured before the start"))
        value = translations.file_size(lesson.memory_bytes)
        if lesson.available_bytes:
            whole = translations.file_size(lesson.available_bytes)
            number, _, unit = value.rpartition(" ")
            value = number if number and whole.endswith(f" {unit}") else value
            value = filled(self.tr("{used} of {all}"), used=value, all=whole)
        if lesson.device in ("", "cpu"):
            return Figure(title, value, self.tr("on the processor"))
        on = self.tr("on the graphics card")
        if lesson.device_bytes:
            size = translations.file_size(lesson.device_bytes)
            on = filled(self.tr("{size} on the graphics card"), size=size)
        return Figure(title, value, on)

    def saved(self, lesson: Lesson) -> Figure:
        """How long ago it was saved."""
        title = self.tr("Saved")
        note = self.tr("goes on after a restart")
        if not lesson.saved:
            return Figure(title, self.tr("not yet"), self.tr("within two minutes"))
        return Figure(title, self.ago(lesson.saved), note)

    def ago(self, seconds: float) -> str:
        """How long ago a moment was."""
        passed = max(0.0, time.time() - seconds)
        if passed < 60:
            return self.tr("just now")
        if passed > _DAY:
            return translations.date(seconds)
        return filled(self.tr("{time} ago"), time=translations.duration(passed))

    # ---- details -------------------------------------------------------------------------------

    def details(self, lesson: Lesson) -> list[tuple[str, str]]:
        """What those who know the field want: name and value."""
        name = method_names.name(lesson.plan.method)
        rows = [
            (self.tr("Method"), f"{name.technical}. {name.sentence}"),
            (self.tr("Base model"), lesson.plan.base),
        ]
        if lesson.parameters:
            share = 100 * lesson.trainable / lesson.parameters
            rows.append((
                self.tr("Trained parameters"),
                filled(
                    self.tr("{count} of {all} ({share}%)"),
                    count=translations.number(lesson.trainable),
                    all=translations.number(lesson.parameters),
                    share=significant(share),
                ),
            ))  # fmt: skip
        if lesson.steps:
            rows.append((self.tr("Steps"), self.progress(lesson)))
        if lesson.held_out >= 0:
            rows.append((
                self.tr("Loss"),
                filled(
                    self.tr("{seen} on examples it learns from, {unseen} on others, best at step"
                            " {step}"),
                    seen=QLocale().toString(lesson.loss, "f", 3),
                    unseen=QLocale().toString(lesson.held_out, "f", 3),
                    step=translations.number(lesson.best_step),
                ),
            ))  # fmt: skip
        if lesson.seconds:
            rows.append((self.tr("Taught for"), translations.duration(lesson.seconds)))
        if lesson.exported:
            size = translations.file_size(lesson.file_bytes)
            rows.append((self.tr("File"), f"{lesson.exported} · {size}"))
        return rows


def significant(value: float) -> str:
    """A figure with three digits that count."""
    if value == 0:
        return "0"
    places = max(0, 2 - len(str(int(abs(value))))) if abs(value) >= 1 else 3
    return QLocale().toString(value, "f" if abs(value) >= 0.001 else "g", places)


def filled(template: str, **values: str) -> str:
    """A template with its words; not str.format: a title may hold braces."""
    for name, value in values.items():
        template = template.replace("{" + name + "}", value)
    return template


lesson_words = LessonWords()
