"""The second step: which model learns, how, and how well that fits this computer."""

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.teach.base_choice import BaseChoice
from desktop.teach.cost_card import CostCard
from desktop.teach.draft import Draft
from desktop.teach.method_names import method_names
from desktop.teach.plan_details import PlanDetails
from desktop.teach.scrolled_page import ScrolledPage
from desktop.theme import Size, Space
from desktop.widgets.buttons import Button
from desktop.widgets.text import Words

PAIRS = "dpo"
"""The way of teaching that learns from a better and a worse answer."""
_WIDEST = Size.COLUMN + Size.SIDE


class FitStep(QScrollArea):
    """Three cards under each other: the model, the way, the cost."""

    def __init__(self, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self.base = BaseChoice(draft)
        self.cost = CostCard(draft)
        self.details = PlanDetails(draft)
        self.fast = QCheckBox()
        self._way_title = Words("", "strong")
        self.way = Words("", wrap=True)
        self._route = Words("", "second", wrap=True)
        self._fast_note = Words("", "second", wrap=True)
        self._fast_note.setContentsMargins(Space.XL, 0, 0, 0)
        self.weak = Words("", "doubt", wrap=True)
        self.with_worse = Button("", "link")
        self.with_worse.setProperty("flush", "left")
        self._lay_out()
        self.fast.clicked.connect(lambda checked: draft.change(fast=bool(checked)))
        self.with_worse.clicked.connect(lambda: draft.change(method=PAIRS, rate=0.0))
        draft.changed.connect(self.fill)
        self.details.methods_known.connect(self.fill)
        self.retranslate()

    def _lay_out(self) -> None:
        page = ScrolledPage()
        self.setWidget(page)
        content = QWidget(page)
        way = QFrame(content)
        way.setProperty("role", "card")
        inside = QVBoxLayout(way)
        inside.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        inside.setSpacing(Space.XS)
        parts: tuple[QWidget, ...] = (
            self._way_title, self.way, self._route, self.weak,
        )  # fmt: skip
        for part in parts:
            inside.addWidget(part)
        inside.addWidget(self.with_worse, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addSpacing(Space.XS)
        inside.addWidget(self.fast, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addWidget(self._fast_note)
        inside.addSpacing(Space.XS)
        inside.addWidget(self.details)
        content.setMaximumWidth(_WIDEST)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        for card in (self.base, self.cost, way):
            column.addWidget(card)
        column.addStretch(1)
        row = QHBoxLayout(page)
        row.setContentsMargins(Space.XL, Space.M, Space.XL, Space.M)
        row.addWidget(content, _WIDEST)
        row.addStretch(1)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    @Slot()
    def fill(self) -> None:
        """Show the plan as it is."""
        plan, method = self._draft.plan, self.details.chosen
        named = method_names.name(plan.method)
        suited = self.tr("{way}, with settings that suit your examples and this computer.")
        chosen = self.tr("{way}, with your own settings.")
        text = chosen if self._draft.by_hand else suited
        self.way.setText(text.replace("{way}", named.plain))
        self._route.setText(method_names.route(method.route) if method is not None else "")
        self._route.setVisible(bool(self._route.text()))
        self.weak.setVisible(method is not None and method.weak_on_small)
        self.fast.setChecked(plan.fast)
        report = self._draft.report
        many = report is not None and 2 * report.pairs >= report.accepted > 0
        self.with_worse.setVisible(many and plan.method != PAIRS)

    def changeEvent(self, event: QEvent) -> None:
        """Word it anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Word it in the language of the window."""
        self._way_title.setText(self.tr("How it learns"))
        self.weak.setText(
            self.tr("! This way is known to do little with small models. “Add-on notes” does more.")
        )
        self.with_worse.setText(self.tr("Learn from the worse answers too"))
        self.fast.setText(self.tr("The fast way"))
        note = self.tr(
            "Only the upper quarter of the model learns: more than twice as fast and less memory,"
            " but it learns less well. Good for a first try."
        )
        self._fast_note.setText(note)
        self.fast.setAccessibleDescription(note)
        self.fill()
