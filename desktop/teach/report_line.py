"""What a set of examples is like, in a line: how many, which languages, how long."""

from PySide6.QtCore import QEvent, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.types import ExamplesReport
from desktop import theme, translations
from desktop.teach.draft import Draft
from desktop.teach.wording import words
from desktop.theme import Space
from desktop.widgets.text import Words

FEW = 50
"""With fewer examples a model learns them by heart rather than what they have in common."""
_LANGUAGES = 3


class ReportLine(QWidget):
    """A line of facts, and a second one where something should be known."""

    def __init__(self, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self.facts = Words("", "second", wrap=True, selectable=True)
        self.advice = Words("", "doubt", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addWidget(self.facts)
        column.addWidget(self.advice)
        draft.changed.connect(self.fill)

    @Slot()
    def fill(self) -> None:
        """Show the report as it is."""
        report = self._draft.report
        rows = len(self._draft.examples.rows)
        self.setVisible(bool(rows))
        if report is None or report.total != rows:
            self.facts.setText(self.tr("%Ln example(s)", "", rows))
            self.advice.hide()
            return
        self.facts.setText(" · ".join(self._facts(report)))
        advice = self._advice(report)
        self.advice.setText(advice)
        self.advice.setVisible(bool(advice))
        theme.set_role(self.advice, "doubt" if report.cut else "second")

    def _facts(self, report: ExamplesReport) -> list[str]:
        said = [self.tr("%Ln example(s) to learn from", "", report.accepted - report.held_out)]
        if report.held_out:
            said.append(self.tr("%Ln for testing", "", report.held_out))
        if report.total > report.accepted:
            said.append(self.tr("%Ln left out", "", report.total - report.accepted))
        shown = report.languages[:_LANGUAGES]
        if report.accepted:
            said += [
                f"{words.language(code)} {translations.percent(count / report.accepted)}"
                for code, count in shown
            ]
        if report.longest and report.cut:
            longest = self.tr("the longest has %Ln word piece(s)", "", report.longest)
            said.append(longest)
        return said

    def _advice(self, report: ExamplesReport) -> str:
        if report.cut:
            text = self.tr(
                "%Ln example(s) are longer than {count} word pieces and are cut at the end.",
                "",
                report.cut,
            )
            return text.replace("{count}", translations.number(self._draft.plan.max_tokens))
        if report.accepted < FEW:
            return self.tr(
                "With few examples it picks up a tone at best. From about %Ln it becomes useful.",
                "",
                FEW,
            )
        return ""

    def changeEvent(self, event: QEvent) -> None:
        """Word it anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.fill()
