"""The third step: everything once more in plain words, before it begins."""

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop import translations
from desktop.teach.cost_card import CostCard
from desktop.teach.draft import Draft
from desktop.teach.fit_step import FitStep
from desktop.teach.method_names import method_names
from desktop.teach.scrolled_page import ScrolledPage
from desktop.teach.wording import words
from desktop.theme import Size, Space
from desktop.widgets.text import Words

_WIDEST = Size.COLUMN + Size.SIDE
_ROWS = ("examples", "model", "way", "general")


class StartStep(QScrollArea):
    """A card with what will be done, the cost, and what happens meanwhile and afterwards."""

    def __init__(self, draft: Draft, fit: FitStep, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self._fit = fit
        self._title = Words("", "heading", wrap=True)
        self._names = {row: Words("", "second") for row in _ROWS}
        self.said = {row: Words("", wrap=True, selectable=True) for row in _ROWS}
        self.cost = CostCard(draft)
        self._meanwhile = Words("", "second", wrap=True)
        self._lay_out()
        draft.changed.connect(self.fill)
        fit.details.methods_known.connect(self.fill)
        self.retranslate()

    def _lay_out(self) -> None:
        page = ScrolledPage()
        self.setWidget(page)
        content = QWidget(page)
        card = QFrame(content)
        card.setProperty("role", "card")
        grid = QGridLayout(card)
        grid.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        grid.setHorizontalSpacing(Space.XL)
        grid.setVerticalSpacing(Space.S)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self._title, 0, 0, 1, 2)
        for at, row in enumerate(_ROWS):
            grid.addWidget(self._names[row], at + 1, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self.said[row], at + 1, 1)
        content.setMaximumWidth(_WIDEST)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        for part in (card, self.cost, self._meanwhile):
            column.addWidget(part)
        column.addStretch(1)
        line = QHBoxLayout(page)
        line.setContentsMargins(Space.XL, Space.M, Space.XL, Space.M)
        line.addWidget(content, _WIDEST)
        line.addStretch(1)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    @Slot()
    def fill(self) -> None:
        """Say what will be done."""
        draft = self._draft
        plan, report, method = draft.plan, draft.report, self._fit.details.chosen
        if report is not None:
            learnt = self.tr("%Ln example(s)", "", report.accepted - report.held_out)
            kept = self.tr("%Ln kept to test it", "", report.held_out)
            self.said["examples"].setText(
                self.tr("{learnt}; {kept}").replace("{learnt}", learnt).replace("{kept}", kept)
                if report.held_out
                else learnt
            )
        else:
            # Nobody could count pieces, since the model is gone; how many there are is known.
            self.said["examples"].setText(self.tr("%Ln example(s)", "", draft.accepted))
        model = draft.bases.get(plan.base)
        title = draft.bases.title(plan.base)
        self.said["model"].setText(f"{title} · {words.size(model)}" if model else title)
        way = method_names.name(plan.method).plain
        if plan.fast:
            way = self.tr("{way}, the fast way").replace("{way}", way)
        route = method_names.route(method.route) if method is not None else ""
        self.said["way"].setText("\n".join(filter(None, (way, route))))
        self.said["general"].setText(self._general(plan.general))

    def _general(self, share: float) -> str:
        if not share:
            return self.tr("Nothing is mixed in; it may forget what it could do before.")
        text = self.tr("{share} general questions are mixed in, so that it forgets less.")
        return text.replace("{share}", translations.percent(share))

    def changeEvent(self, event: QEvent) -> None:
        """Word it anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Word it in the language of the window."""
        self._title.setText(self.tr("This is what will be done"))
        for row, name in (
            ("examples", self.tr("Learns from")),
            ("model", self.tr("Model")),
            ("way", self.tr("How it learns")),
            ("general", self.tr("Against forgetting")),
        ):
            self._names[row].setText(name)
        self._meanwhile.setText(
            self.tr(
                "You can go on working and asking meanwhile; it steps aside for you. Pause it or"
                " close Lectern at any time: it goes on exactly where it was. Nothing leaves this"
                " computer, and the model itself is not changed."
            )
        )
        self.fill()
