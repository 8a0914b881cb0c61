"""The figures of a plan for those who know them: name, sentence, bounds, and how they are typed."""

from dataclasses import dataclass

from PySide6.QtCore import QLocale, QObject

from core.types import PLAN_LIMITS, LessonPlan, Route, TeachingMethod

_WHOLE = ("max_tokens", "batch", "rank", "virtual_tokens", "seed", "stop_early")
_SHARES = ("hold_out", "general", "warm_up", "dropout")
"""Typed in per cent."""
_LOW_RANK = ("lora", "lora-plus", "rslora", "lora-fa", "vera", "delta-lora", "qlora",
             "qlora-gguf", "dora", "dpo", "adapters")  # fmt: skip
_PREFIXED = (Route.SOFT_PROMPT, Route.PREFIX)
_DIGITS = 6


@dataclass(frozen=True, slots=True)
class FieldWords:
    """A figure in words."""

    name: str
    sentence: str


class PlanFields(QObject):
    """A QObject because Qt Linguist files sentences by class."""

    def shown(self, method: TeachingMethod | None) -> tuple[str, ...]:
        """The figures that mean something for a way of teaching, in their order."""
        names = ["epochs", "batch", "rate"]
        if method is not None and method.id in _LOW_RANK:
            names += ["rank", "alpha", "dropout"]
        if method is not None and method.route in _PREFIXED:
            names += ["virtual_tokens"]
        return (*names, "max_tokens", "hold_out", "stop_early", "general", "warm_up",
                "weight_decay", "seed")  # fmt: skip

    def typed(self, plan: LessonPlan, name: str) -> str:
        """A figure as its field shows it; "" where the method decides."""
        value = getattr(plan, name)
        if name == "rate" and not value:
            return ""
        locale = QLocale()
        locale.setNumberOptions(QLocale.NumberOption.OmitGroupSeparator)
        if name in _WHOLE:
            return locale.toString(int(value))
        return _short(locale, 100 * value if name in _SHARES else value)

    def read(self, name: str, text: str) -> float | None:
        """The figure that was typed; None where it is none, or out of bounds."""
        text = text.strip().removesuffix("%").strip()
        if name == "rate" and not text:
            return 0.0
        value, is_number = QLocale().toDouble(text)
        if not is_number:
            value, is_number = QLocale.c().toDouble(text)
        if not is_number:
            return None
        if name in _SHARES:
            value /= 100
        if name in _WHOLE and value != int(value):
            return None
        least, most = PLAN_LIMITS[name]
        if not least <= value <= most:
            return None
        return int(value) if name in _WHOLE else value

    def bounds(self, name: str) -> str:
        """What may be typed: "1 to 1,024"."""
        least, most = (100 * each if name in _SHARES else each for each in PLAN_LIMITS[name])
        locale = QLocale()
        template = self.tr("Type a number from {least} to {most}.")
        template = template.replace("{least}", _short(locale, least))
        return template.replace("{most}", _short(locale, most))

    def words(self, name: str, method: TeachingMethod | None) -> FieldWords:
        """A figure in words."""
        said = self._of_training() | self._of_methods()
        if name == "rate" and method is not None:
            usual = _short(QLocale(), method.rate)
            name_, sentence = said[name]
            return FieldWords(name_, sentence.replace("{rate}", usual))
        return FieldWords(*said[name])

    def _of_training(self) -> dict[str, tuple[str, str]]:
        return {
            "epochs": (
                self.tr("Rounds (epochs)"),
                self.tr("How often it goes through all examples. Too often, and it learns them"
                        " by heart."),
            ),
            "batch": (
                self.tr("Examples a step (batch)"),
                self.tr("How many examples stand behind each change of its numbers, gathered one"
                        " after another."),
            ),
            "rate": (
                self.tr("Learning rate"),
                self.tr("How far each step goes. Empty: what suits the way of teaching ({rate})."),
            ),
            "max_tokens": (
                self.tr("Longest example (tokens)"),
                self.tr("Longer ones are cut at the end. Memory and time grow with it."),
            ),
            "hold_out": (
                self.tr("Kept for testing, %"),
                self.tr("Examples that are not learnt, to see how it does on what it has not"
                        " seen."),
            ),
            "stop_early": (
                self.tr("Patience (early stopping)"),
                self.tr("It ends after so many looks at the tests without gain; 0 never."),
            ),
            "general": (
                self.tr("General questions mixed in, %"),
                self.tr("Questions of all kinds with its own answers, so that it forgets less."),
            ),
            "warm_up": (
                self.tr("Warm-up, % of the steps"),
                self.tr("The first steps are small ones; the rate rises to its full value."),
            ),
            "weight_decay": (
                self.tr("Weight decay"),
                self.tr("Draws what is learnt towards nothing, against learning by heart."),
            ),
            "seed": (
                self.tr("Seed of chance"),
                self.tr("The same seed and the same examples give the same lesson."),
            ),
        }  # fmt: skip

    def _of_methods(self) -> dict[str, tuple[str, str]]:
        return {
            "rank": (
                self.tr("Width of the notes (rank)"),
                self.tr("Wider notes hold more and take more memory."),
            ),
            "alpha": (
                self.tr("Weight of the notes (alpha)"),
                self.tr("How strongly they count; twice the rank is usual."),
            ),
            "dropout": (
                self.tr("Left out by chance (dropout), %"),
                self.tr("A part of the notes rests in each step, against learning by heart."),
            ),
            "virtual_tokens": (
                self.tr("Learnt opening words (virtual tokens)"),
                self.tr("How many there are; more hold more and make each answer a little slower."),
            ),
        }


def _short(locale: QLocale, value: float) -> str:
    if value == int(value) and abs(value) < 10**9:
        return locale.toString(int(value))
    return locale.toString(value, "g", _DIGITS)


plan_fields = PlanFields()
