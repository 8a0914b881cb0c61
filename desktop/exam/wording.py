"""The sentences of the exam: results, comparisons, places, costs."""

from PySide6.QtCore import QObject

from core.errors import LecternError
from core.events import Progress, Stage
from core.types import (
    Citation,
    ExamComparison,
    ExamQuestion,
    ExamQuestionKind,
    ExamSitting,
    ExamVerdict,
    GoldSpan,
)
from desktop import error_text, translations
from desktop.session import RunningJob
from desktop.technique_names import technique_names

ENOUGH = 20
"""Below this many questions chance decides too much."""
FIRST_PLACES = 3
COMPARED = "found@3"
"""The measure by which ways, and times, are compared."""


def found(sitting: ExamSitting) -> int:
    """Questions whose place was among what was found."""
    return sum(outcome.rank > 0 for outcome in sitting.outcomes)


def at_once(sitting: ExamSitting) -> int:
    """Questions whose place came first."""
    return sum(outcome.rank == 1 for outcome in sitting.outcomes)


def among_first(sitting: ExamSitting) -> int:
    """Questions whose place was among the first three, by which ways are compared."""
    return sum(0 < outcome.rank <= FIRST_PLACES for outcome in sitting.outcomes)


def citation(place: GoldSpan) -> Citation:
    """A question's place as the reader opens it."""
    return Citation(place.document, place.title, place.page, place.start, place.end, place.quote)


class ExamWording(QObject):
    """A QObject because Qt Linguist files sentences by class."""

    def result(self, sitting: ExamSitting) -> str:
        """How the exam went, in one sentence."""
        if not sitting.questions:
            return self.tr("There was no question to ask.")
        if found(sitting) == sitting.questions == at_once(sitting):
            return self.tr("Lectern found the right place for all %Ln question(s), at once.", "",
                           sitting.questions)  # fmt: skip
        template = self.tr(
            "Lectern found the right place for {found} of %Ln question(s), for {first} of them at"
            " once.",
            "",
            sitting.questions,
        )
        return _filled(template, found=_number(found(sitting)), first=_number(at_once(sitting)))

    def since_before(self, sitting: ExamSitting) -> str:
        """Whether it went better or worse than the time before; "" when chance explains it."""
        for difference in sitting.differences:
            if difference.measure == COMPARED and difference.low > 0:
                return self.tr("That is better than the time before, and not by chance.")
            if difference.measure == COMPARED and difference.high < 0:
                return self.tr("That is worse than the time before, and not by chance.")
        return ""

    def when(self, sitting: ExamSitting) -> str:
        """When it was taken, and how the library was prepared and searched."""
        moment = translations.date_and_time(sitting.taken)
        return f"{moment} · {technique_names.way(sitting)}"

    def dot(self, sitting: ExamSitting) -> str:
        """One earlier time, for a tool tip."""
        return f"{self.when(sitting)}\n{self.score(sitting)}"

    def score(self, sitting: ExamSitting) -> str:
        """Figures on one line: "34 of 40 found, 29 at once"."""
        return _filled(
            self.tr("{found} of {all} found, {first} at once"),
            found=_number(found(sitting)),
            all=_number(sitting.questions),
            first=_number(at_once(sitting)),
        )

    def outcome(self, rank: int) -> str:
        """How one question went."""
        if rank == 0:
            return self.tr("Not found")
        if rank == 1:
            return self.tr("Found at once")
        return _filled(self.tr("Found in place {rank}"), rank=_number(rank))

    def place(self, gold: GoldSpan) -> str:
        """Where an answer stands."""
        page = _filled(self.tr("page {page}"), page=_number(gold.page))
        # A number never stands alone on a line.
        page = page.replace(" ", "\N{NO-BREAK SPACE}")
        return f"{gold.title} · {page}"

    def kind(self, question: ExamQuestion) -> str:
        """How a question came to be."""
        known = {
            ExamQuestionKind.CLOZE: self.tr("A sentence with a gap"),
            ExamQuestionKind.PLACE: self.tr("Which page says it"),
            ExamQuestionKind.DEFINITION: self.tr("What something means"),
            ExamQuestionKind.WRITTEN: self.tr("Written by the writing model"),
            ExamQuestionKind.OWN: self.tr("Your own question"),
        }
        return known[question.kind]

    def counts(self, questions: int, aside: int) -> str:
        """How many questions there are."""
        text = self.tr("%Ln question(s)", "", questions)
        return f"{text} · " + self.tr("%Ln put aside", "", aside) if aside else text

    def verdict(self, comparison: ExamComparison) -> tuple[str, str]:
        """What a comparison says: one sentence, and one to go on with."""
        best = comparison.sittings[comparison.best]
        now = comparison.sittings[comparison.current]
        match comparison.verdict:
            case ExamVerdict.BETTER:
                return (
                    self._better(best, now),
                    self.tr("Chance does not explain the difference."),
                )
            case ExamVerdict.CURRENT_BEST:
                return (
                    self.tr("Your library already works the best way."),
                    self.tr("No other way found more. There is nothing to change."),
                )
            case ExamVerdict.NO_DIFFERENCE:
                return (
                    self.tr("No way is clearly better than the one you have."),
                    self.tr("What differs is so little that chance explains it. Stay with it."),
                )
            case ExamVerdict.TOO_FEW:
                return (
                    self.tr("There are too few questions to say which way is better."),
                    self.tr(
                        "Have at least %Ln question(s) in the exam, then try again.", "", ENOUGH
                    ),
                )

    def _better(self, best: ExamSitting, now: ExamSitting) -> str:
        template = self.tr(
            "Another way is better: of %Ln question(s) it has {best} among the first three places,"
            " yours {now}.",
            "",
            best.questions,
        )
        return _filled(template, best=_number(among_first(best)), now=_number(among_first(now)))

    def way_score(self, sitting: ExamSitting) -> str:
        """Figures of one way: "36 of 40 among the first three"."""
        return _filled(
            self.tr("{found} of {all} among the first three"),
            found=_number(among_first(sitting)),
            all=_number(sitting.questions),
        )

    def compared(self, comparison: ExamComparison) -> str:
        """When a comparison was made, and on what."""
        text = f"{translations.date_and_time(comparison.taken)} · " + self.tr(
            "%Ln question(s)", "", comparison.questions
        )
        if comparison.sampled:
            text += " · " + self.tr("on %Ln of your documents", "", comparison.documents)
        return text

    def working(self, job: RunningJob) -> str:
        """What a job of the exam is doing, how far it is, how long it may still take."""
        if job.cancelling:
            return self.tr("Stopping…")
        doing = {
            "make_exam": self.tr("Making questions"),
            "take_exam": self.tr("Taking the exam"),
            "compare_exam": self.tr("Trying other ways"),
            "estimate_recipe": self.tr("Working out what it takes"),
            "prepare_recipe": self.tr("Preparing your documents another way"),
        }[job.verb_name]
        progress = job.progress
        if job.paused:
            return f"{doing} · " + self.tr("Paused")
        if progress is None or progress.total <= 0:
            return f"{doing}…"
        parts = [doing, self._counted(job.verb_name, progress), self._left(progress)]
        return " · ".join(part for part in parts if part)

    def _counted(self, verb_name: str, progress: Progress) -> str:
        if verb_name == "compare_exam":
            percent = translations.percent(progress.done / progress.total)
            way = self._way_tried(progress.detail)
            return f"{percent} · {way}" if way else percent
        template = self.tr("{done} of {all}")
        if verb_name == "take_exam" and progress.stage is Stage.EXAMINING:
            template = self.tr("question {done} of {all}")
        done = min(progress.done + 1, progress.total)
        return _filled(template, done=_number(done), all=_number(progress.total))

    def _way_tried(self, detail: str) -> str:
        """The way under way: a chunker, and a retriever once its questions are asked."""
        chunker, _, retriever = detail.partition(" › ")
        if not chunker:
            return ""
        prepared = _filled(self.tr("prepared {name}"), name=technique_names.chunker(chunker).plain)
        if not retriever:
            return prepared
        name = technique_names.retriever(retriever).plain
        searched = _filled(self.tr("searched {name}"), name=name)
        return _filled(self.tr("{prepared}, {searched}"), prepared=prepared, searched=searched)

    def _left(self, progress: Progress) -> str:
        if progress.seconds_left < 0 or progress.done >= progress.total:
            return ""
        length = translations.duration(progress.seconds_left)
        return _filled(self.tr("about {time} left"), time=length)

    def trouble(self, error: LecternError) -> tuple[str, str, str]:
        """An error: what happened, what to do, the word on the button."""
        told = error_text.of_error(error)
        return told.title, told.sentence, self.tr("Try again")


def _number(value: int) -> str:
    return translations.number(value)


def _filled(template: str, **words: str) -> str:
    # Not str.format: a document's title may hold braces.
    for name, word in words.items():
        template = template.replace("{" + name + "}", word)
    return template


words = ExamWording()
