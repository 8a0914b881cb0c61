"""Other ways of preparing and searching: what to try, what it takes, how each did."""

from PySide6.QtCore import QEvent, Qt, QTimer, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from core import operations
from desktop import theme, translations
from desktop.exam.comparison_chart import ComparisonChart
from desktop.exam.comparison_table import ComparisonTable
from desktop.exam.contents import ExamContents
from desktop.exam.estimating import Estimating
from desktop.exam.taking_up import Stand, TakingUp
from desktop.exam.verdict_card import VerdictCard
from desktop.exam.ways import Ways
from desktop.exam.wording import ENOUGH, words
from desktop.theme import Size, Space
from desktop.widgets.buttons import Button
from desktop.widgets.text import Words


class ComparisonPage(QWidget):
    """Before, during and after a comparison."""

    def __init__(self, contents: ExamContents, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._contents = contents
        self.taking_up = TakingUp(contents, self)
        self.estimating = Estimating(contents, self)
        self._seconds = -1.0
        self._in_part = False
        self._title = Words("", "heading", wrap=True)
        self._text = Words("", "second", wrap=True)
        self._cost = Words("", "", wrap=True)
        self.compare = Button("", "primary")
        self.start = Button("", "primary")
        self.not_now = Button()
        self.choose = Button("", "link")
        self.ways = Ways()
        self.verdict = VerdictCard(contents, self.taking_up)
        self._facts = Words("", "second", wrap=True)
        self.chart = ComparisonChart()
        self.every = Button("", "link")
        self.figures = Button("", "link")
        self.table = ComparisonTable()
        self._shown: object = None
        self._lay_out()
        self._connect()
        self.retranslate()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.S)
        for button in (self.compare, self.start, self.not_now, self.choose):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self.choose.setCheckable(True)
        self.every.setCheckable(True)
        self.figures.setCheckable(True)
        below = QHBoxLayout()
        below.setSpacing(Space.M)
        below.addWidget(self.every)
        below.addWidget(self.figures)
        below.addStretch(1)
        for button in (self.every, self.choose, self.figures):
            button.setProperty("flush", "left")
        self._chart_card = QFrame()
        self._chart_card.setProperty("role", "card")
        card = QVBoxLayout(self._chart_card)
        card.setContentsMargins(Space.L, Space.L, Space.L, Space.M)
        card.setSpacing(Space.S)
        card.addWidget(self.chart)
        card.addLayout(below)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        for widget in (self.verdict, self._chart_card, self.table, self._facts):
            column.addWidget(widget)
        column.addSpacing(Space.M)
        for widget in (self._title, self._text, self._cost):
            column.addWidget(widget)
        column.addLayout(buttons)
        column.addWidget(self.ways)
        column.addStretch(1)
        self._inner = inner
        self.table.hide()
        self.ways.hide()
        page = QWidget()
        page.setProperty("role", "page")
        row = QHBoxLayout(page)
        row.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        row.addWidget(inner, 100)
        row.addStretch(1)
        scroll = self._scroll = QScrollArea()
        scroll.setWidget(page)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    def _connect(self) -> None:
        contents = self._contents
        contents.changed.connect(self.fill)
        contents.work_changed.connect(self._fit)
        self.compare.clicked.connect(self._estimate)
        self.start.clicked.connect(self._start)
        self.not_now.clicked.connect(self._leave)
        self.choose.toggled.connect(self._on_choose)
        self.ways.changed.connect(self._leave)
        self.estimating.done.connect(self._on_estimate)
        self.every.toggled.connect(self._fill_chart)
        self.figures.toggled.connect(self._on_figures)
        self.taking_up.changed.connect(self._on_taking_up)

    # ---- doing ---------------------------------------------------------------------------------

    @Slot()
    def _estimate(self) -> None:
        retrievers = len(self.ways.chosen("retrievers"))
        self._seconds = -1.0
        self.estimating.begin(self.ways.chosen("chunkers"), max(1, retrievers))
        self._fit()
        self.not_now.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(float, bool)
    def _on_estimate(self, seconds: float, in_part: bool) -> None:
        self._seconds, self._in_part = seconds, in_part
        self._fit()
        if self.start.isVisible():
            self.start.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _leave(self) -> None:
        self.estimating.stop()
        self._seconds = -1.0
        self._fit()

    @Slot()
    def _start(self) -> None:
        self._leave()
        self.choose.setChecked(False)
        self._contents.start(operations.compare_exam, None, **self.ways.arguments())

    @Slot(bool)
    def _on_choose(self, chosen: bool) -> None:
        self.ways.setVisible(chosen)
        self._fit()

    @Slot()
    def _on_taking_up(self) -> None:
        if self.taking_up.stand is Stand.ASKED:
            self._scroll.ensureWidgetVisible(self.verdict)

    @Slot(bool)
    def _on_figures(self, shown: bool) -> None:
        self.table.setVisible(shown)
        self._fill_chart()
        if shown:
            # The table has its place when the layout has had its turn.
            QTimer.singleShot(0, self, lambda: self._scroll.ensureWidgetVisible(self.table))

    # ---- showing -------------------------------------------------------------------------------

    @Slot()
    def fill(self) -> None:
        """Show the latest comparison, if there is one."""
        self.ways.show_choices(self._contents.choices)
        self._inner.setMaximumWidth(theme.px(Size.COLUMN))
        comparison = self._contents.comparison
        there = comparison is not None and bool(comparison.sittings)
        for widget in (self.verdict, self._chart_card, self._facts):
            widget.setVisible(there)
        self.table.setVisible(there and self.figures.isChecked())
        if comparison is not None and there:
            self._facts.setText(words.compared(comparison))
            self._fill_chart()
            self.table.show_comparison(comparison)
        self._fit()

    @Slot()
    def _fill_chart(self) -> None:
        comparison = self._contents.comparison
        if comparison is None or not comparison.sittings:
            return
        self.chart.show_comparison(comparison, self.every.isChecked())
        hidden = self.chart.hidden_bars
        self.every.setVisible(bool(hidden) or self.every.isChecked())
        self.every.setText(
            self.tr("Show the best only")
            if self.every.isChecked()
            else self.tr("Show %Ln more way(s)", "", hidden)
        )
        self.figures.setText(
            self.tr("Hide the figures") if self.figures.isChecked() else self.tr("Show the figures")
        )

    @Slot()
    def _fit(self) -> None:
        contents = self._contents
        busy = contents.job() is not None
        asked = self._seconds >= 0
        self.compare.setVisible(not asked)
        self.start.setVisible(asked)
        self.not_now.setVisible(asked or self.estimating.running)
        self._cost.setVisible(asked or self.estimating.running)
        if self.estimating.running:
            self._cost.setText(self.tr("Working out what it takes…"))
        elif asked:
            text = (
                self.tr("This takes about {time}, on a part of your documents. You can go on"
                        " working meanwhile.")
                if self._in_part
                else self.tr("This takes about {time}. You can go on working meanwhile.")
            )  # fmt: skip
            self._cost.setText(text.replace("{time}", translations.duration(self._seconds)))
        able = (
            not busy
            and not self.estimating.running
            and not contents.read_only
            and bool(contents.accepted)
            and self.ways.enough
        )
        self.compare.setEnabled(able)
        self.start.setEnabled(able)
        self.choose.setEnabled(not busy)
        self._text.setText(self._told())

    def _told(self) -> str:
        text = self.tr(
            "Lectern takes the exam with each way and shows which finds most. Nothing in your"
            " library changes by that."
        )
        more = ""
        if self._contents.read_only:
            more = self.tr("This library is open for reading only.")
        elif not self._contents.accepted:
            more = self.tr("It needs questions first.")
        elif self._contents.accepted < ENOUGH:
            more = self.tr(
                "With fewer than %Ln question(s) it can hardly tell one way from another.",
                "",
                ENOUGH,
            )
        elif not self.ways.enough:
            more = self.tr("Tick at least one way to prepare and one to search.")
        return f"{text} {more}".strip().replace("。 ", "。")

    def changeEvent(self, event: QEvent) -> None:
        """Word it anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Word it in the language of the window."""
        self._title.setText(self.tr("Try other ways of preparing and searching"))
        self.compare.setText(self.tr("Try other ways"))
        self.start.setText(self.tr("Start"))
        self.not_now.setText(self.tr("Not now"))
        self.choose.setText(self.tr("Choose what to try"))
        self.fill()
