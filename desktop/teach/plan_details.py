"""Details of a plan: way of teaching and figures, each with a sentence; recipes in files."""

from functools import partial

from PySide6.QtCore import QEvent, QStandardPaths, Qt, Signal, Slot
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QGridLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from core import operations
from core.errors import LecternError
from core.types import FOLDER, LessonPlan, TeachingMethod
from desktop.teach.draft import Draft
from desktop.teach.method_names import method_names
from desktop.teach.plan_fields import plan_fields
from desktop.teach.wording import words
from desktop.theme import Space
from desktop.widgets.buttons import Button
from desktop.widgets.flow import Flow
from desktop.widgets.text import Words

_FIELD = 168
_FIGURES = (
    "epochs", "batch", "rate", "rank", "alpha", "dropout", "virtual_tokens", "max_tokens",
    "hold_out", "stop_early", "general", "warm_up", "weight_decay", "seed",
)  # fmt: skip


class PlanDetails(QWidget):
    """Folded away until it is wanted; each change is applied when its field is left."""

    methods_known = Signal()

    def __init__(self, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self.methods: tuple[TeachingMethod, ...] = ()
        self.fold = Button("", "link")
        self.fold.setCheckable(True)
        self.fold.setProperty("flush", "left")
        self.method = QComboBox()
        self.fields = {name: QLineEdit() for name in _FIGURES}
        self.checkpointing = QCheckBox()
        self.suggest = Button()
        self.save = Button()
        self.open = Button()
        self.trouble = Words("", "bad", wrap=True)
        self._method_name = Words("")
        self._method_note = Words("", "second", wrap=True, selectable=True)
        self._names = {name: Words("") for name in _FIGURES}
        self._notes = {name: Words("", "second", wrap=True) for name in _FIGURES}
        self._checkpointing_note = Words("", "second", wrap=True)
        self._inside = QWidget()
        self._lay_out()
        self._connect()
        self._inside.hide()
        self.retranslate()

    def _lay_out(self) -> None:
        inside = QVBoxLayout(self._inside)
        inside.setContentsMargins(0, Space.S, 0, 0)
        inside.setSpacing(Space.S)
        grid = QGridLayout()
        inside.addLayout(grid)
        grid.setHorizontalSpacing(Space.L)
        grid.setVerticalSpacing(Space.XS)
        grid.setColumnStretch(1, 1)
        self._method_name.setBuddy(self.method)
        grid.addWidget(self._method_name, 0, 0)
        grid.addWidget(self.method, 0, 1, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(self._method_note, 1, 1)
        for at, name in enumerate(_FIGURES):
            field = self.fields[name]
            field.setFixedWidth(_FIELD)
            self._names[name].setBuddy(field)
            grid.addWidget(self._names[name], 2 * at + 2, 0)
            grid.addWidget(field, 2 * at + 2, 1, Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(self._notes[name], 2 * at + 3, 1)
            self._notes[name].setContentsMargins(0, 0, 0, Space.S)
        last = 2 * len(_FIGURES) + 2
        grid.addWidget(self.checkpointing, last, 1)
        grid.addWidget(self._checkpointing_note, last + 1, 1)
        inside.addWidget(self.trouble)
        holder = QWidget()
        flow = Flow(holder, Space.S)
        for button in (self.suggest, self.open, self.save):
            flow.addWidget(button)
        inside.addWidget(holder)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._inside)
        self.trouble.hide()

    def _connect(self) -> None:
        self.fold.toggled.connect(self._unfold)
        self.method.activated.connect(self._on_method)
        for name, field in self.fields.items():
            field.editingFinished.connect(partial(self._keep, name))
        self.checkpointing.clicked.connect(
            lambda checked: self._draft.change(checkpointing=bool(checked))
        )
        self.suggest.clicked.connect(self._draft.suggest)
        self.save.clicked.connect(self._save_recipe)
        self.open.clicked.connect(self._open_recipe)
        self._draft.changed.connect(self.fill)

    def wake(self) -> None:
        """Ask for the table of methods, once."""
        if not self.methods:
            request = self._draft.session.link.start(operations.teaching_methods)
            request.done.connect(self._take_methods)

    @Slot(object)
    def _take_methods(self, methods: tuple[TeachingMethod, ...]) -> None:
        self.methods = methods
        self._fill_methods()
        self.fill()
        self.methods_known.emit()

    @property
    def chosen(self) -> TeachingMethod | None:
        """The way of teaching that the plan names."""
        wanted = self._draft.plan.method
        return next((each for each in self.methods if each.id == wanted), None)

    # ---- doing ---------------------------------------------------------------------------------

    @Slot()
    def _on_method(self) -> None:
        method = self.method.currentData()
        if method and method != self._draft.plan.method:
            self._draft.change(method=method, rate=0.0)

    def _keep(self, name: str) -> None:
        field = self.fields[name]
        value = plan_fields.read(name, field.text())
        if value is None:
            self.trouble.setText(f"{self._names[name].text()}: {plan_fields.bounds(name)}")
            self.trouble.show()
            return
        self.trouble.hide()
        if value != getattr(self._draft.plan, name):
            self._draft.change(**{name: value})
        field.setText(plan_fields.typed(self._draft.plan, name))

    @Slot()
    def _save_recipe(self) -> None:
        home = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        name = f"{home}/{self._draft.plan.title.replace('/', '-')}.toml"
        path, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save the recipe"), name, self.tr("Recipes") + " (*.toml)"
        )
        if path:
            request = self._draft.session.link.start(
                operations.save_recipe, plan=self._draft.plan, path=path
            )
            request.done.connect(
                lambda _: self._draft.session.say(self.tr("The recipe was saved."))
            )
            request.failed.connect(self._on_failed)

    @Slot()
    def _open_recipe(self) -> None:
        home = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        path, _ = QFileDialog.getOpenFileName(
            self, self.tr("Open a recipe"), home, self.tr("Recipes") + " (*.toml)"
        )
        if path:
            request = self._draft.session.link.start(operations.read_recipe, path=path)
            request.done.connect(self._take_recipe)
            request.failed.connect(self._on_failed)

    @Slot(object)
    def _take_recipe(self, plan: LessonPlan) -> None:
        """Its settings; the lesson keeps its title, and its model where that one is not here."""
        kept: dict[str, str] = {"title": self._draft.plan.title}
        if self._draft.bases.get(plan.base) is None:
            kept["base"] = self._draft.plan.base
        values = {name: getattr(plan, name) for name in plan.__dataclass_fields__} | kept
        self._draft.change(**values)

    @Slot(object)
    def _on_failed(self, error: LecternError) -> None:
        reason = error.subject.get("reason", "")
        title, sentence = words.trouble(error)
        self.trouble.setText(f"{title}: {reason or sentence}")
        self.trouble.show()

    # ---- showing -------------------------------------------------------------------------------

    @Slot(bool)
    def _unfold(self, open: bool) -> None:
        self._inside.setVisible(open)
        self.retranslate()

    @Slot()
    def fill(self) -> None:
        """Show the plan as it is; what is being typed stays."""
        if self._inside.isHidden():
            return
        plan, method = self._draft.plan, self.chosen
        self.method.setCurrentIndex(self.method.findData(plan.method))
        self._fit_methods()
        if method is not None:
            named = method_names.name(method.id)
            paper = f" ({method.paper})" if method.paper else ""
            self._method_note.setText(
                " ".join(filter(None, (named.sentence + paper, method_names.route(method.route))))
            )
        shown = plan_fields.shown(method)
        for name, field in self.fields.items():
            for widget in (self._names[name], field, self._notes[name]):
                widget.setVisible(name in shown)
            said = plan_fields.words(name, method)
            self._names[name].setText(said.name)
            self._notes[name].setText(said.sentence)
            field.setAccessibleName(said.name)
            field.setAccessibleDescription(said.sentence)
            if not field.hasFocus():
                field.setText(plan_fields.typed(plan, name))
        self.checkpointing.setChecked(plan.checkpointing)
        self.suggest.setEnabled(self._draft.by_hand and self._draft.report is not None)

    def _fill_methods(self) -> None:
        self.method.blockSignals(True)
        self.method.clear()
        for each in self.methods:
            named = method_names.name(each.id)
            self.method.addItem(f"{named.plain} · {named.technical}", each.id)
        self.method.setCurrentIndex(self.method.findData(self._draft.plan.method))
        self.method.blockSignals(False)

    def _fit_methods(self) -> None:
        """Ways that this model or these examples rule out cannot be chosen."""
        kind = "folder" if self._draft.plan.base.startswith(FOLDER) else "gguf"
        report = self._draft.report
        model = self.method.model()
        for at, each in enumerate(self.methods):
            possible = kind in each.bases
            if each.pairs:
                possible = possible and report is not None and report.pairs > 0
            if isinstance(model, QStandardItemModel) and (item := model.item(at)) is not None:
                item.setEnabled(possible)

    def changeEvent(self, event: QEvent) -> None:
        """Word it anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self._fill_methods()

    def retranslate(self) -> None:
        """Word it in the language of the window."""
        self.fold.setText(self.tr("▾ Details") if self.fold.isChecked() else self.tr("▸ Details"))
        self._method_name.setText(self.tr("Way of teaching"))
        self.method.setAccessibleName(self.tr("Way of teaching"))
        self.checkpointing.setText(self.tr("Reckon twice to save memory (checkpointing)"))
        note = self.tr("Keeps less in between: about a third slower, and much less memory.")
        self._checkpointing_note.setText(note)
        self.checkpointing.setAccessibleDescription(note)
        self.suggest.setText(self.tr("Suggested settings"))
        self.save.setText(self.tr("Save as a recipe…"))
        self.open.setText(self.tr("Open a recipe…"))
        self.fill()
