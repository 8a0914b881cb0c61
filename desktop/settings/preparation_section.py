"""How documents are prepared: the way in use, another one beside it, and the way back."""

from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QTimer, Slot
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QWidget

from core import operations
from core.events import Changes
from core.types import Choice, ExamSitting, Recipe, RecipeEstimate, RecipeState
from desktop import translations
from desktop.session import Session
from desktop.settings.section import Section
from desktop.technique_names import technique_names
from desktop.theme import Space
from desktop.widgets.buttons import Button
from desktop.widgets.text import Words

_OTHER = "\0other"


class PreparationSection(Section):
    """What it costs is said before anything begins; questions are answered as before meanwhile."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._recipes: tuple[Recipe, ...] = ()
        self._choices: tuple[Choice, ...] = ()
        self._estimate: RecipeEstimate | None = None
        self._estimating = False
        self._exam: tuple[ExamSitting, ExamSitting] | None = None
        self._now = Words("", "", wrap=True, selectable=True)
        self.parted = QComboBox()
        self.reading = QComboBox()
        self.said = Words("", "second", wrap=True, selectable=True)
        self.begin = Button()
        self.agree = Button("", "primary")
        self.decline = Button()
        self.use = Button()
        self.examine = Button()
        self.back = Button()
        self.discard = Button()
        self.add(self._now)
        self._parted_row = self.add_row(self.parted)
        self._reading_row = self.add_row(self.reading)
        self.add(self.said)
        buttons = QWidget()
        row = QHBoxLayout(buttons)
        row.setContentsMargins(0, Space.XS, 0, 0)
        row.setSpacing(Space.S)
        self._buttons = (
            self.begin, self.agree, self.decline, self.use, self.examine, self.back, self.discard,
        )  # fmt: skip
        for button in self._buttons:
            row.addWidget(button)
        row.addStretch()
        self.add(buttons)
        self.parted.activated.connect(self._on_chosen)
        self.reading.activated.connect(self._on_chosen)
        self.begin.clicked.connect(self._ask_cost)
        self.agree.clicked.connect(self._start)
        self.decline.clicked.connect(self._forget_cost)
        self.use.clicked.connect(lambda: self._take_up(RecipeState.READY))
        self.examine.clicked.connect(self._examine)
        self.back.clicked.connect(lambda: self._take_up(RecipeState.FORMER))
        self.discard.clicked.connect(self._remove)
        session.library_opened.connect(self.refresh)
        session.changed.connect(self._on_changes)
        session.jobs_changed.connect(self._show)
        session.settings_changed.connect(self._ask_choices)
        self.retranslate()
        if session.summary is not None:
            QTimer.singleShot(0, self, self.refresh)

    def changeEvent(self, event: QEvent) -> None:
        """Word it anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Word it in the language of the window."""
        self.set_title(self.tr("How documents are prepared"))
        self.name_row(self._parted_row, self.tr("Parted into passages"))
        self.name_row(self._reading_row, self.tr("Reading model"))
        self.begin.setText(self.tr("Prepare this way…"))
        self.agree.setText(self.tr("Begin"))
        self.decline.setText(self.tr("Not now"))
        self.use.setText(self.tr("Use it"))
        self.examine.setText(self.tr("Try it on your exam"))
        self.back.setText(self.tr("Go back"))
        self._fill()

    # ---- what the engine says ------------------------------------------------------------------

    @Slot()
    def refresh(self) -> None:
        """Look again at what there is."""
        self._estimate = None
        self._exam = None
        request = self._session.link.start(operations.list_recipes)
        request.done.connect(self._on_recipes)
        self._ask_choices()

    @Slot()
    def _ask_choices(self) -> None:
        if self._session.summary is not None:
            self._session.link.start(operations.choices).done.connect(self._on_choices)

    @Slot(object)
    def _on_recipes(self, recipes: tuple[Recipe, ...]) -> None:
        self._recipes = recipes
        self._fill(anew=True)

    @Slot(object)
    def _on_choices(self, choices: tuple[Choice, ...]) -> None:
        if choices != self._choices:
            self._choices = choices
            self._fill()

    @Slot(object, object)
    def _on_changes(self, changes: Changes, by: object) -> None:
        if changes.recipes:
            self.refresh()

    # ---- what is shown -------------------------------------------------------------------------

    def _recipe(self, *states: RecipeState) -> Recipe | None:
        return next((each for each in self._recipes if each.state in states), None)

    @property
    def _busy(self) -> bool:
        return self._runs("prepare_recipe") or self._runs("before_and_after")

    def _runs(self, verb_name: str) -> bool:
        return any(job.verb_name == verb_name for job in self._session.jobs)

    @property
    def _wanted(self) -> tuple[str, str]:
        return self.parted.currentData() or "", self.reading.currentData() or ""

    def _fill(self, anew: bool = False) -> None:
        """What can be chosen; what is chosen stays, or with `anew` is the way in use again."""
        current = self._recipe(RecipeState.CURRENT)
        kept = None if anew or not all(self._wanted) else self._wanted
        self.parted.clear()
        self.reading.clear()
        for choice in self._choices:
            name = technique_names.of_choice(choice)
            combo = {"chunkers": self.parted, "embedders": self.reading}.get(choice.table)
            if combo is None:
                continue
            words = name.plain[:1].upper() + name.plain[1:]
            combo.addItem(technique_names.with_needs(choice, words), choice.name)
            combo.setItemData(combo.count() - 1, name.sentence, Qt.ItemDataRole.ToolTipRole)
            if choice.needs:
                combo.model().item(combo.count() - 1).setEnabled(False)  # type: ignore[attr-defined]
        chunker, embedder = kept or ((current.chunker, current.embedder) if current else ("", ""))
        for spec in (current.embedder if current else "", embedder):
            self._list_reading(spec)
        self.reading.addItem(self.tr("Another one from a folder…"), _OTHER)
        self.parted.setCurrentIndex(max(0, self.parted.findData(chunker)))
        self.reading.setCurrentIndex(max(0, self.reading.findData(embedder)))
        self._show()

    def _list_reading(self, spec: str) -> None:
        """List a reading model that is not one of those everybody has."""
        if spec and self.reading.findData(spec) < 0:
            last = self.reading.findData(_OTHER)
            at = self.reading.count() if last < 0 else last
            self.reading.insertItem(at, technique_names.embedder(spec).plain, spec)

    @Slot()
    def _show(self) -> None:
        pressed = next((each for each in self._buttons if each.hasFocus()), None)
        current, made = self._recipe(RecipeState.CURRENT), self._recipe(RecipeState.READY)
        former, begun = self._recipe(RecipeState.FORMER), self._recipe(RecipeState.PREPARING)
        writable = self._session.summary is not None and not self._session.summary.read_only
        self._now.setText(technique_names.recipe(current) if current else "")
        self._now.setVisible(current is not None)
        different = current is not None and self._wanted != (current.chunker, current.embedder)
        asked = self._estimate is not None
        idle = writable and not self._busy
        for combo in (self.parted, self.reading):
            combo.setEnabled(writable)
        self.begin.setVisible(not asked)
        self.begin.setEnabled(idle and different and not self._estimating)
        self.agree.setVisible(asked)
        self.decline.setVisible(asked)
        self.use.setVisible(idle and not asked and made is not None)
        self.examine.setVisible(idle and not asked and made is not None and self._exam is None)
        self.back.setVisible(idle and not asked and former is not None)
        self.discard.setVisible(idle and not asked and bool(made or begun or former))
        self.discard.setText(
            self.tr("Discard it") if made or begun else self.tr("Forget the former way")
        )
        self.said.setText(self._words(made, begun, former))
        self.said.setVisible(bool(self.said.text()))
        if pressed is not None and not (pressed.isVisible() and pressed.isEnabled()):
            # Else the keyboard would land on what stands next, which may be what discards.
            self.parted.setFocus(Qt.FocusReason.OtherFocusReason)

    def _words(self, made: Recipe | None, begun: Recipe | None, former: Recipe | None) -> str:
        if self._estimating:
            return self.tr("Working out what it takes…")
        if self._estimate is not None:
            return technique_names.cost(self._estimate)
        if self._runs("before_and_after"):
            return self.tr("Your exam is being taken both ways.")
        if self._busy:
            return self.tr("Being prepared. Questions are answered as before meanwhile.")
        if made is not None and self._exam is not None:
            return self._compared(*self._exam)
        if made is not None:
            return self.tr("Ready beside it: {way}.").format(way=technique_names.recipe(made))
        if begun is not None:
            return self.tr("Begun: {way}, {done} of %n document(s).", "", begun.documents).format(
                way=technique_names.recipe(begun), done=translations.number(begun.done)
            )
        if former is not None:
            return self.tr("Before: {way}.").format(way=technique_names.recipe(former))
        return ""

    def _compared(self, before: ExamSitting, after: ExamSitting) -> str:
        """What the exam says of the way in use and of the one beside it."""
        at_once = [round(each.scores["found@1"] * each.questions) for each in (before, after)]
        three = [round(each.scores["found@3"] * each.questions) for each in (before, after)]
        said = self.tr(
            "Of %n question(s) of your exam, {now} are found at once now and {then} the other way;"
            " {now_three} and {then_three} among the first three.",
            "",
            before.questions,
        ).format(
            now=translations.number(at_once[0]),
            then=translations.number(at_once[1]),
            now_three=translations.number(three[0]),
            then_three=translations.number(three[1]),
        )
        same = at_once[0] == at_once[1] and three[0] == three[1]
        clear = any(each.low > 0 or each.high < 0 for each in after.differences)
        if same or clear:
            return said
        chance = self.tr("Chance alone can explain the difference.")
        # A new line, not a space: Chinese has none between sentences.
        return f"{said}\n{chance}"

    # ---- the steps -----------------------------------------------------------------------------

    @Slot(int)
    def _on_chosen(self, _: int) -> None:
        self._estimate = None
        if self.reading.currentData() == _OTHER:
            folder = QFileDialog.getExistingDirectory(
                self, self.tr("Folder of a sentence-transformers model")
            )
            current = self._recipe(RecipeState.CURRENT)
            spec = f"folder:{Path(folder)}" if folder else current.embedder if current else ""
            self._list_reading(spec)
            self.reading.setCurrentIndex(max(0, self.reading.findData(spec)))
        self._show()

    @Slot()
    def _ask_cost(self) -> None:
        chunker, embedder = self._wanted
        self._estimating = True
        self._show()
        request = self._session.link.start(
            operations.estimate_recipe, chunker=chunker, embedder=embedder
        )
        request.done.connect(self._on_cost)
        request.failed.connect(self._session.error_shown)
        request.ended.connect(self._on_cost_ended)

    @Slot(object)
    def _on_cost(self, estimate: RecipeEstimate) -> None:
        self._estimate = estimate

    @Slot()
    def _on_cost_ended(self) -> None:
        self._estimating = False
        self._show()
        if self.agree.isVisible():
            self.agree.setFocus()

    @Slot()
    def _forget_cost(self) -> None:
        self._estimate = None
        self._fill(anew=True)

    @Slot()
    def _start(self) -> None:
        chunker, embedder = self._wanted
        self._estimate = None
        self._session.start_job(operations.prepare_recipe, chunker=chunker, embedder=embedder)
        self._show()

    def _take_up(self, state: RecipeState) -> None:
        recipe = self._recipe(state)
        if recipe is None:
            return
        request = self._session.link.start(operations.use_recipe, id=recipe.id)
        request.failed.connect(self._session.error_shown)
        request.done.connect(self._on_taken_up)

    @Slot(object)
    def _on_taken_up(self, recipe: Recipe) -> None:
        # Documents that came in since it was made are not in it yet.
        self._session.prepare_files()
        self._session.say(self.tr("Documents are read the other way from now on."))

    @Slot()
    def _examine(self) -> None:
        recipe = self._recipe(RecipeState.READY)
        if recipe is not None:
            request = self._session.start_job(operations.before_and_after, recipe=recipe.id)
            request.done.connect(self._on_examined)

    @Slot(object)
    def _on_examined(self, sittings: tuple[ExamSitting, ExamSitting]) -> None:
        self._exam = sittings
        self._show()

    @Slot()
    def _remove(self) -> None:
        recipe = self._recipe(RecipeState.READY, RecipeState.PREPARING) or self._recipe(
            RecipeState.FORMER
        )
        if recipe is not None:
            request = self._session.link.start(operations.remove_recipe, id=recipe.id)
            request.failed.connect(self._session.error_shown)
