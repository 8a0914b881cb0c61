"""What a lesson costs on this computer, tried before it begins; what to do if it is too much."""

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from core.types import LessonEstimate
from desktop import translations
from desktop.teach.draft import Draft
from desktop.teach.memory_bar import MemoryBar
from desktop.teach.wording import words
from desktop.theme import Space
from desktop.widgets.buttons import Button
from desktop.widgets.flow import Flow
from desktop.widgets.text import Words


class CostCard(QFrame):
    """Measuring, measured, too much, or what went wrong."""

    left = Signal()
    """The keyboard was on a button that goes."""

    def __init__(self, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self.setProperty("role", "card")
        self._title = Words("", "strong")
        self.state = Words("", "second", wrap=True)
        self._busy = QProgressBar()
        self._busy.setTextVisible(False)
        self._busy.setRange(0, 0)
        self._memory_name = Words("", "second")
        self.bar = MemoryBar()
        self.memory = Words("", "strong", wrap=True, selectable=True)
        self._time_name = Words("", "second")
        self.time = Words("", "strong", wrap=True, selectable=True)
        self.end = Words("", "second", wrap=True)
        self.refusal = Words("", "bad", wrap=True, selectable=True)
        self.advice = Words("", "second", wrap=True, selectable=True)
        self.smaller = Button("", "primary")
        self.again = Button("", icon="again")
        self.stop = Button()
        self._figures = QWidget()
        self._lay_out()
        self.smaller.clicked.connect(self._take_smaller)
        self.again.clicked.connect(draft.measure)
        self.stop.clicked.connect(self._stop)
        draft.estimate_changed.connect(self.fill)
        draft.changed.connect(self.fill)
        self.retranslate()

    def _lay_out(self) -> None:
        memory, time = QVBoxLayout(), QVBoxLayout()
        for part in (self._memory_name, self.memory, self.bar):
            memory.addWidget(part)
        for part in (self._time_name, self.time, self.end):
            time.addWidget(part)
        figures = QHBoxLayout(self._figures)
        figures.setContentsMargins(0, 0, 0, 0)
        figures.setSpacing(Space.XL)
        for column in (memory, time):
            column.setSpacing(Space.XS)
            column.addStretch(1)
            figures.addLayout(column, 1)
        buttons = QWidget()
        flow = Flow(buttons, Space.S)
        for button in (self.smaller, self.again, self.stop):
            flow.addWidget(button)
        self._buttons = buttons
        whole = QVBoxLayout(self)
        whole.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        whole.setSpacing(Space.S)
        parts: tuple[QWidget, ...] = (
            self._title, self.state, self._busy, self._figures, self.refusal, self.advice, buttons,
        )  # fmt: skip
        for each in parts:
            whole.addWidget(each)

    # ---- doing ---------------------------------------------------------------------------------

    @Slot()
    def _take_smaller(self) -> None:
        estimate = self._draft.estimate
        if estimate is not None and estimate.smaller is not None:
            self.left.emit()
            self._draft.by_hand = True
            self._draft.put(estimate.smaller)
            self._draft.measure()

    @Slot()
    def _stop(self) -> None:
        self.left.emit()
        self._draft.stop_measuring()

    # ---- showing -------------------------------------------------------------------------------

    @Slot()
    def fill(self) -> None:
        """Show what is known."""
        draft = self._draft
        estimate = draft.estimate if not draft.is_stale else None
        busy = draft.estimating is not None
        trouble = draft.estimate_trouble if not draft.is_stale else None
        ended = not busy and self.stop.hasFocus()
        for widget in (self._busy, self.stop):
            widget.setVisible(busy)
        self._figures.setVisible(estimate is not None and not busy)
        anew = not busy and (estimate is None or trouble is not None)
        self.again.setVisible(anew)
        self.state.setVisible(busy or estimate is None)
        self.state.setText(self._state(busy))
        if estimate is not None:
            self._show_figures(estimate)
        refused = estimate is not None and not estimate.fits and not busy
        offered = refused and estimate is not None and estimate.smaller is not None
        self.refusal.setVisible(refused or (trouble is not None and not busy))
        self.advice.setVisible(self.refusal.isVisibleTo(self))
        self.smaller.setVisible(offered)
        if refused and estimate is not None:
            self.refusal.setText(self.tr("This does not fit into the memory of this computer."))
            self.advice.setText(self._offer(estimate))
        elif trouble is not None:
            title, sentence = words.trouble(trouble)
            self.refusal.setText(title)
            self.advice.setText(sentence)
        self._buttons.setVisible(busy or offered or anew)
        if ended:
            self._hand_on()

    def _hand_on(self) -> None:
        """The keyboard was on the button that stops what has ended."""
        for button in (self.smaller, self.again):
            if button.isVisible():
                button.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self.left.emit()

    def _state(self, busy: bool) -> str:
        if busy:
            return self.tr(
                "Lectern tries the longest example and a few steps, to know rather than guess."
                " This can take a minute."
            )
        return self.tr("Not measured yet with these settings.")

    def _show_figures(self, estimate: LessonEstimate) -> None:
        self.bar.show_need(estimate.memory_bytes, estimate.available_bytes)
        self.memory.setText(self.bar.text())
        # What does not fit is not tried, so nobody knows how long it would take.
        for widget in (self._time_name, self.time, self.end):
            widget.setVisible(estimate.seconds > 0)
        self.time.setText(self.tr("about {time}").replace(
            "{time}", translations.duration(estimate.seconds)))  # fmt: skip
        self.end.setText(words.end(estimate.seconds))

    def _offer(self, estimate: LessonEstimate) -> str:
        if estimate.smaller is None:
            return self.tr(
                "No smaller settings would fit either. Choose a smaller model, or close other"
                " programs and measure again."
            )
        changes = self.tr(", ").join(words.smaller(estimate.smaller, self._draft.plan))
        return self.tr("With smaller settings it would fit: {changes}.").replace(
            "{changes}", changes
        )

    def changeEvent(self, event: QEvent) -> None:
        """Word it anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Word it in the language of the window."""
        self._title.setText(self.tr("What it takes"))
        self._memory_name.setText(self.tr("Memory"))
        self._time_name.setText(self.tr("Time"))
        self.smaller.setText(self.tr("Use the smaller settings"))
        self.again.setText(self.tr("Measure"))
        self.stop.setText(self.tr("Stop measuring"))
        self._busy.setAccessibleName(self.tr("Measuring"))
        self.advice.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self.fill()
