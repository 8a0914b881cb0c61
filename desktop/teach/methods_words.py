"""The words of the comparison of ways of teaching: its columns, published claims beside ours."""

from PySide6.QtCore import QLocale, QObject

from core.types import MethodFigures
from desktop import translations
from desktop.teach.claims import Checked, Measure
from desktop.teach.lesson_words import filled, significant
from desktop.teach.method_names import method_names


def failed(row: MethodFigures) -> bool:
    """Whether a way was tried and did not come to its end."""
    return row.loss < 0


class MethodsWords(QObject):
    """A QObject because Qt Linguist files sentences by class."""

    def columns(self) -> list[tuple[str, str]]:
        """The titles of the table, each with what it means."""
        return [
            (self.tr("Way of teaching"), ""),
            (self.tr("Part taught"), self.tr("Trained parameters, of all parameters.")),
            (self.tr("Memory"), self.tr("The most that was in use while it was taught.")),
            (self.tr("Seconds a step"), ""),
            (
                self.tr("Steps to the goal"),
                self.tr("Until half is gained of what the best way gains; the same goal for all."),
            ),
            (self.tr("File"), self.tr("What it made, on the disk.")),
            (self.tr("Right answers"), self.tr("Of examples that were kept from teaching.")),
            (self.tr("Forgot"), self.tr("Right answers to general questions that were lost.")),
        ]  # fmt: skip

    def cells(self, row: MethodFigures) -> list[str]:
        """A row of the table; one that failed has its name alone."""
        if failed(row):
            name = method_names.name(row.method).plain
            return [name, self.tr("did not work"), *["—"] * (len(self.columns()) - 2)]
        return [
            method_names.name(row.method).plain,
            f"{significant(100 * row.trainable_share)}%",
            translations.file_size(row.memory_bytes),
            QLocale().toString(row.seconds_a_step, "f", 2 if row.seconds_a_step < 10 else 1),
            translations.number(row.steps_to_target)
            if row.steps_to_target
            else self.tr("not reached"),
            translations.file_size(row.file_bytes),
            translations.percent(row.score) if row.score >= 0 else "—",
            self._forgot(row.forgot),
        ]

    def _forgot(self, forgot: float) -> str:
        if forgot < 0:
            return "—"
        return translations.percent(forgot) if round(100 * forgot) else self.tr("nothing")

    # ---- claims --------------------------------------------------------------------------------

    def about(self, checked: Checked) -> str:
        """What a claim is about."""
        claim = checked.claim
        method = method_names.name(claim.method).plain
        beside = method_names.name(claim.beside).plain
        template = {
            Measure.COST: self.tr("“{method}”: cost beside “{beside}”"),
            Measure.MEMORY: self.tr("“{method}”: memory saved beside “{beside}”"),
            Measure.STEP: self.tr("“{method}”: computing saved at each step beside “{beside}”"),
            Measure.PARAMETERS: self.tr("“{method}”: so much less is taught than of “{beside}”"),
            Measure.STEPS: self.tr("“{method}”: sooner at the goal than “{beside}”"),
        }[claim.measure]
        return filled(template, method=method, beside=beside)

    def published(self, checked: Checked) -> str:
        """What the paper says."""
        claim = checked.claim
        if claim.measure is Measure.COST:
            return filled(self.tr("{share} or less"), share=translations.percent(claim.published))
        if claim.measure is Measure.PARAMETERS:
            times = translations.number(round(claim.published))
            return filled(self.tr("up to {times} times"), times=times)
        return translations.percent(claim.published)

    def ours(self, checked: Checked) -> str:
        """What was measured here."""
        if checked.ours is None:
            return "—"
        if checked.claim.measure is Measure.PARAMETERS:
            return filled(self.tr("{times} times"), times=translations.number(round(checked.ours)))
        return translations.percent(checked.ours)

    def verdict(self, checked: Checked) -> str:
        """Whether ours is as good, or what is missing to say so."""
        if checked.missing:
            names = (f"“{method_names.name(each).plain}”" for each in checked.missing)
            listed = self.tr(", ").join(names)
            return filled(self.tr("not measured: try {methods}"), methods=listed)
        if checked.unreached:
            return self.tr("one of the two did not reach the goal here")
        if checked.reached:
            return self.tr("✓ so it is here")
        if checked.ours is not None and checked.claim.measure is Measure.COST:
            return self.tr("! it costs more here")
        if checked.ours is not None and round(100 * checked.ours) <= 0:
            return self.tr("! not so here")
        return self.tr("! less so here")


methods_words = MethodsWords()
