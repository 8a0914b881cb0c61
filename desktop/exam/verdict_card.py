"""What a comparison says, and the button that takes up the best way or goes back."""

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from core.types import ExamVerdict, RecipeState
from desktop.exam.contents import ExamContents
from desktop.exam.taking_up import Stand, TakingUp
from desktop.exam.wording import words
from desktop.technique_names import technique_names
from desktop.theme import Space
from desktop.widgets.buttons import Button
from desktop.widgets.text import Words


class VerdictCard(QFrame):
    """One sentence, one to go on with, at most two buttons."""

    def __init__(
        self, contents: ExamContents, taking_up: TakingUp, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._contents = contents
        self._taking_up = taking_up
        self._stand = taking_up.stand
        self.setProperty("role", "card")
        self.sentence = Words("", "heading", wrap=True, selectable=True)
        self.more = Words("", "second", wrap=True, selectable=True)
        self.use = Button("", "primary")
        self.agree = Button("", "primary")
        self.decline = Button()
        self.back = Button("", icon="undo")
        self.go_on = Button()
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        for button in (self.use, self.agree, self.decline, self.go_on, self.back):
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        column.setSpacing(Space.XS)
        column.addWidget(self.sentence)
        column.addWidget(self.more)
        self._buttons = QWidget()
        self._buttons.setLayout(row)
        row.setContentsMargins(0, Space.S, 0, 0)
        column.addWidget(self._buttons)
        self.use.clicked.connect(taking_up.begin)
        self.agree.clicked.connect(taking_up.agree)
        self.go_on.clicked.connect(taking_up.agree)
        self.decline.clicked.connect(taking_up.decline)
        self.back.clicked.connect(taking_up.go_back)
        taking_up.changed.connect(self.fill)
        contents.work_changed.connect(self.fill)
        self.retranslate()

    @Slot()
    def fill(self) -> None:
        """Show how things stand."""
        comparison = self._contents.comparison
        if comparison is None or not comparison.sittings:
            return
        stand, taking_up = self._taking_up.stand, self._taking_up
        sentence, more = words.verdict(comparison)
        better = comparison.verdict is ExamVerdict.BETTER
        best = taking_up.best
        if better and best is not None:
            more = f"{technique_names.way(best, taking_up.reads_anew)}\n{more}"
        if stand is Stand.ESTIMATING:
            more = self.tr("Working out what it takes…")
        elif stand is Stand.ASKED and taking_up.estimate is not None:
            sentence, more = technique_names.cost(taking_up.estimate), self.tr(
                "You can go on asking meanwhile; answers come from the way you have until the new"
                " one is ready. You can go back at any time."
            )  # fmt: skip
        elif stand is Stand.PREPARING:
            sentence = self.tr("Your documents are being prepared the best way.")
            more = self.tr("You can go on asking meanwhile, or quit: it goes on where it was.")
        elif stand is Stand.TAKEN:
            sentence = self.tr("Your library now works the best way.")
            more = self.tr("Take the exam to see it. The way before is kept, so you can go back.")
        self.sentence.setText(sentence)
        self.more.setText(more)
        self._fill_buttons(better)

    def _fill_buttons(self, better: bool) -> None:
        stand, taking_up = self._taking_up.stand, self._taking_up
        writable = not self._contents.read_only
        half_done = taking_up.recipe(RecipeState.PREPARING) is not None
        stopped = half_done and self._contents.job("prepare_recipe") is None
        offered = better and stand in (Stand.OFFERED, Stand.LEFT, Stand.ESTIMATING)
        for button, shown in (
            (self.use, offered and not (stopped and taking_up.prepares)),
            (self.agree, stand is Stand.ASKED),
            (self.decline, stand is Stand.ASKED),
            (self.go_on, offered and stopped and taking_up.prepares),
            (self.back, stand is Stand.TAKEN and taking_up.can_go_back),
        ):
            button.setVisible(shown and writable)
        busy = self._contents.job("compare_exam", "prepare_recipe") is not None
        self.agree.setEnabled(not busy)
        if stand is Stand.ASKED and self._stand is not stand and self.isVisible():
            self.agree.setFocus(Qt.FocusReason.OtherFocusReason)
        self._stand = stand
        self._buttons.setVisible(
            any(
                not button.isHidden()
                for button in (self.use, self.agree, self.decline, self.go_on, self.back)
            )
        )

    def changeEvent(self, event: QEvent) -> None:
        """Word it anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Word it in the language of the window."""
        self.use.setText(self.tr("Use the best"))
        self.agree.setText(self.tr("Prepare and use it"))
        self.decline.setText(self.tr("Not now"))
        self.go_on.setText(self.tr("Go on preparing"))
        self.back.setText(self.tr("Go back"))
        self.fill()
