"""What an exam says of a lesson, in plain sentences: whether it helped, and what to do instead."""

from PySide6.QtCore import QObject

from core.types import LessonVerdict, WayScore
from desktop import translations
from desktop.teach.lesson_words import filled

WAYS = ("base", "rag", "tuned", "tuned_rag")
TAUGHT = ("tuned", "tuned_rag")
ENOUGH = 20
"""Questions below which chance decides too much."""
_MUCH = 0.05
"""Points lost on general questions that a person will notice."""
_LITTLE = 0.01


class VerdictWords(QObject):
    """A QObject because Qt Linguist files sentences by class."""

    def way(self, way: str) -> str:
        """A way of answering."""
        return {
            "base": self.tr("As it was"),
            "rag": self.tr("As it was, with your documents"),
            "tuned": self.tr("Taught"),
            "tuned_rag": self.tr("Taught, with your documents"),
        }.get(way, way)

    def share(self, score: WayScore) -> str:
        """A score with the bounds that chance leaves."""
        return filled(
            self.tr("{share} ({low} to {high})"),
            share=translations.percent(score.score),
            low=translations.percent(score.low),
            high=translations.percent(score.high),
        )

    def sentence(self, verdict: LessonVerdict) -> str:
        """The verdict itself."""
        return {
            "yes": self.tr("It helped"),
            "no": self.tr("It did not help"),
        }.get(verdict.helped, self.tr("Not clear yet"))

    def reason(self, verdict: LessonVerdict) -> str:
        """Why: the figures that decide, and whether chance explains them."""
        scores = {each.way: each for each in verdict.ways}
        taught = max((scores[way] for way in TAUGHT if way in scores), key=_score, default=None)
        before = max((each for each in verdict.ways if each.way not in TAUGHT), key=_score,
                     default=None)  # fmt: skip
        if taught is None or before is None:
            return ""
        if verdict.helped not in ("yes", "no") and taught.score == before.score:
            alike = self.tr("Taught, it answers {now} of the exam right, as much as without.")
            return filled(alike, now=translations.percent(taught.score))
        template = {
            "yes": self.tr(
                "Taught, it answers {now} of the exam right; the best without was {before}."
                " Chance does not explain that."
            ),
            "no": self.tr(
                "Taught, it answers {now} of the exam right; the best without is {before}."
                " Chance does not explain that."
            ),
        }.get(
            verdict.helped,
            self.tr(
                "Taught, it answers {now} of the exam right; the best without is {before}."
                " Chance explains such a difference."
            ),
        )
        return filled(template, now=translations.percent(taught.score),
                      before=translations.percent(before.score))  # fmt: skip

    def advice(self, verdict: LessonVerdict) -> list[str]:
        """What to do now."""
        questions = max((each.questions for each in verdict.ways), default=0)
        if verdict.helped == "yes":
            if verdict.best == "tuned_rag":
                return [self.tr("It is best together with your documents: ask as you always do.")]
            return [self.tr("Switch it on in chat.")]
        advice = []
        if verdict.helped != "no":
            if questions < ENOUGH:
                advice.append(
                    self.tr("With %Ln question(s) chance decides. Put more into the exam, then take"
                            " it again.", "", questions)
                )  # fmt: skip
            else:
                advice.append(self.tr("More questions in the exam show smaller differences."))
        if verdict.best == "rag":
            advice.append(
                self.tr("Asking your documents does best already. Leave what was learnt switched"
                        " off.")
            )  # fmt: skip
        if verdict.helped == "no":
            advice.append(
                self.tr("Teaching suits a manner of writing better than facts. For facts, add the"
                        " documents and ask them.")
            )  # fmt: skip
            advice.append(
                self.tr("Read some of the examples and mend their answers: better ones help more"
                        " than many. Then teach it again.")
            )  # fmt: skip
        return advice

    def forgot(self, verdict: LessonVerdict) -> tuple[str, str]:
        """What it forgot, and the role of that sentence: "good", "doubt", "second"."""
        if verdict.forgot < 0:
            return self.tr("Whether it forgot something else was not measured."), "second"
        if verdict.forgot < _LITTLE:
            return self.tr("✓ It forgot nothing: general questions go as well as before."), "good"
        lost = filled(
            self.tr("It forgot a little: of general questions it now gets {share} fewer right."),
            share=translations.percent(verdict.forgot),
        )
        if verdict.forgot < _MUCH:
            return lost, "second"
        return (
            filled(
                self.tr(
                    "! It forgot other things: of general questions it now gets {share} fewer"
                    " right. Turn its strength down, or teach it again with more general examples."
                ),
                share=translations.percent(verdict.forgot),
            ),
            "doubt",
        )


def _score(way: WayScore) -> float:
    return way.score


verdict_words = VerdictWords()
