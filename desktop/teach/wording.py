"""The sentences of making a lesson: where lessons stand, what examples are, what it costs."""

import time

from PySide6.QtCore import QDateTime, QLocale, QObject

from core.errors import LecternError
from core.events import Stage
from core.types import Example, ExampleOrigin, InstalledModel, Lesson, LessonPlan, LessonState
from desktop import error_text, translations
from desktop.session import RunningJob


def share(lesson: Lesson) -> float:
    """How much of a lesson is done, 0 to 1."""
    return min(lesson.step / lesson.steps, 1.0) if lesson.steps else 0.0


class TeachWording(QObject):
    """A QObject because Qt Linguist files sentences by class."""

    # ---- lessons -------------------------------------------------------------------------------

    def standing(self, lesson: Lesson, job: RunningJob | None, in_use: bool) -> str:
        """Where a lesson stands, on one line."""
        done = translations.percent(share(lesson))
        running = job is not None and not job.paused
        match lesson.state:
            case LessonState.DRAFT:
                examples = self.tr("%Ln example(s)", "", lesson.examples)
                return _joined(self.tr("Being made"), examples)
            case LessonState.WAITING if running:
                return self.tr("Waits for its turn")
            case LessonState.RUNNING if job is not None and running and _is_written(job):
                return _joined(self.tr("Being written and tested"), done)
            case LessonState.RUNNING if running:
                return _joined(self.tr("Learning"), done, self.time_left(lesson.seconds_left))
            case LessonState.DONE:
                return _joined(self.tr("Done"), self.tr("in use") if in_use else "")
            case LessonState.FAILED:
                return self.tr("Stopped by an error")
            case LessonState.CANCELLED:
                return _joined(self.tr("Ended"), done)
        if job is None and lesson.interrupted:
            return _joined(self.tr("Interrupted"), done)
        return _joined(self.tr("Paused"), done)

    def time_left(self, seconds: float) -> str:
        """ "48 minutes left", or nothing while that is not known."""
        if seconds < 0:
            return ""
        return self.tr("{time} left").replace("{time}", translations.duration(seconds))

    # ---- examples ------------------------------------------------------------------------------

    def origin(self, origin: ExampleOrigin) -> str:
        """Where an example comes from."""
        return {
            ExampleOrigin.DOCUMENT: self.tr("From a document"),
            ExampleOrigin.MODEL: self.tr("Written by a model"),
            ExampleOrigin.LIKED: self.tr("Answer you liked"),
            ExampleOrigin.CORRECTED: self.tr("Answer you corrected"),
            ExampleOrigin.FILE: self.tr("From a file"),
            ExampleOrigin.OWN: self.tr("Your own"),
        }[origin]

    def place(self, example: Example) -> str:
        """Where exactly it comes from: a document's title and page, or only the kind of place."""
        source = example.source
        if source is None or not source.title:
            return self.origin(example.origin)
        if source.page < 1:
            return source.title
        template = self.tr("page {page}").replace(" ", "\N{NO-BREAK SPACE}")
        page = template.replace("{page}", translations.number(source.page))
        return f"{source.title} · {page}"

    def language(self, code: str) -> str:
        """A language by its code, in the language of the window."""
        known = {"zh": self.tr("Chinese"), "en": self.tr("English")}
        if code in known:
            return known[code]
        return QLocale(code).nativeLanguageName() or code if code else self.tr("unknown language")

    # ---- cost ----------------------------------------------------------------------------------

    def size(self, model: InstalledModel) -> str:
        """How large a model is, as people say it."""
        if model.parameters <= 0:
            return translations.file_size(model.bytes)
        return self.numbers(model.parameters)

    def numbers(self, thousand_millions: float) -> str:
        """ "1.5 billion", from thousands of millions; Chinese counts hundreds of millions."""
        small = thousand_millions < 1
        text = self.tr("{millions} million") if small else self.tr("{billions} billion")
        for mark, count in (
            ("{millions}", 1000 * thousand_millions),
            ("{hundred_millions}", 10 * thousand_millions),
            ("{billions}", thousand_millions),
        ):
            text = text.replace(mark, _short(count))
        return text

    def end(self, seconds: float, now: float | None = None) -> str:
        """When it would be done, if it began now."""
        start = time.time() if now is None else now
        moment = QDateTime.fromSecsSinceEpoch(int(start + seconds))
        days = QDateTime.fromSecsSinceEpoch(int(start)).date().daysTo(moment.date())
        clock = QLocale().toString(moment.time(), QLocale.FormatType.ShortFormat)
        clock = clock.replace("\u202f", "\N{NO-BREAK SPACE}")
        if days == 0:
            return self.tr("done about {time} if you start now").replace("{time}", clock)
        if days == 1:
            return self.tr("done tomorrow about {time} if you start now").replace("{time}", clock)
        day = translations.date(start + seconds)
        return self.tr("done on {day} if you start now").replace("{day}", day)

    def smaller(self, plan: LessonPlan, than: LessonPlan) -> list[str]:
        """What a smaller plan does otherwise, in a few words each."""
        said = []
        if plan.max_tokens < than.max_tokens:
            length = translations.number(plan.max_tokens)
            said.append(self.tr("examples cut at {count} word pieces").replace("{count}", length))
        if plan.fast and not than.fast:
            said.append(self.tr("only its upper part learns"))
        if plan.checkpointing and not than.checkpointing:
            said.append(self.tr("it reckons twice to keep less in memory, so it takes longer"))
        if plan.method != than.method:
            said.append(self.tr("another way of teaching"))
        if plan.rank < than.rank or plan.virtual_tokens < than.virtual_tokens:
            said.append(self.tr("it keeps shorter notes"))
        if plan.batch != than.batch:
            said.append(self.tr("fewer examples at a time"))
        if plan.base != than.base:
            said.append(self.tr("a smaller model"))
        return said or [self.tr("smaller settings")]

    # ---- trouble -------------------------------------------------------------------------------

    def trouble(self, error: LecternError) -> tuple[str, str]:
        """An error: what happened, and what to do."""
        told = error_text.of_error(error)
        return told.title, told.sentence


def _short(count: float) -> str:
    """A number with one decimal where it is not whole."""
    rounded = round(count, 1)
    return QLocale().toString(rounded, "f", 0 if rounded == int(rounded) else 1)


def _is_written(job: RunningJob) -> bool:
    return job.progress is not None and job.progress.stage is Stage.EXPORTING


def _joined(*parts: str) -> str:
    return " · ".join(each for each in parts if each)


words = TeachWording()
