"""A model on this computer: use it, measure it, free its memory, remove it."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from core.types import InstalledModel, ModelKind
from desktop import translations
from desktop.models.catalogue_contents import CatalogueContents
from desktop.models.catalogue_wording import words
from desktop.models.model_row import ModelRow
from desktop.session import RunningJob
from desktop.theme import set_role
from desktop.widgets.buttons import Button


class InstalledRow(ModelRow):
    """One of the models folder, with its problem where it has one."""

    def __init__(self, contents: CatalogueContents, model: InstalledModel) -> None:
        super().__init__(contents, model.name)
        self.model = model
        self.use = Button()
        self.measure = Button()
        self.unload = Button()
        self.remove = Button("", "danger")
        self.add_buttons([self.use, self.measure, self.unload, self.remove])
        self.use.clicked.connect(self._use)
        self.measure.clicked.connect(lambda: contents.measure(self.model.name))
        self.unload.clicked.connect(contents.free_memory)
        self.remove.clicked.connect(self.ask_to_remove)
        self.fill()

    def take(self, model: InstalledModel) -> None:
        """Show what is known of it now."""
        self.model = model
        self.fill()

    @property
    def _in_use(self) -> bool:
        return self.contents.answers_with(self.model)

    @Slot()
    def _use(self) -> None:
        if self.model.kind is ModelKind.EMBEDDING:
            self.contents.session.pane_requested.emit("settings")
        elif self._in_use:
            self.contents.stop_using(self.model)
        else:
            self.contents.use(self.model)

    @Slot()
    def ask_to_remove(self) -> None:
        """Say what it costs first."""
        self.ask(
            self.tr("Remove “{name}” from this computer?").replace("{name}", self.model.title),
            words.cost(self.model),
            self.tr("Remove"),
            self.tr("Keep"),
            lambda: self.contents.remove(self.model),
            is_loss=True,
        )

    def own_buttons(self) -> list[tuple[QWidget, bool]]:
        """A broken one can only be removed."""
        whole, writes = not self.model.problem, self.model.kind is ModelKind.CHAT
        loaded = self.contents.loaded.name == self.model.name
        return [
            (self.use, whole),
            (self.measure, whole and writes),
            (self.unload, loaded),
            (self.remove, True),
        ]

    def said_of(self, job: RunningJob) -> str:
        """Measuring counts no bytes."""
        if job.verb_name == "measure_model":
            return self.tr("Measuring how fast it is here…")
        if job.verb_name == "remove_model":
            return self.tr("Removing…")
        if job.verb_name == "put_model_away":
            return self.tr("Freeing its memory…")
        return super().said_of(job)

    def fill(self) -> None:
        """Word it."""
        model, loaded = self.model, self.contents.loaded
        self.title.setText(model.title)
        self.title.setToolTip(model.path)
        self.show_fit(model.need.fit if model.need and not model.problem else None)
        facts = words.installed_facts(model)
        if loaded.name == model.name and loaded.name:
            held = translations.file_size(loaded.weights_bytes + loaded.cache_bytes)
            facts.append(self.tr("in memory now: {size}").format(size=held))
        self.facts.setText(" · ".join(facts))
        self.about.setText(words.problem(model) if model.problem else "")
        set_role(self.about, "bad" if model.problem else "")
        self.about.setVisible(bool(model.problem))
        used = {
            ModelKind.CHAT: self.tr("Answers your questions"),
            ModelKind.RERANKER: self.tr("In use"),
        }
        self.state.setText("✓ " + used.get(model.kind, ""))
        self.state.setVisible(self._in_use and not model.problem)
        self._word_buttons()
        super().fill()

    def _word_buttons(self) -> None:
        use = {
            ModelKind.EMBEDDING: self.tr("Read documents with it…"),
            ModelKind.RERANKER: self.tr("Use it"),
        }.get(self.model.kind, self.tr("Use for answers"))
        if self._in_use:
            use = self.tr("Do not use it")
        again = bool(self.model.words_a_second)
        measure = self.tr("Measure again") if again else self.tr("Measure its speed")
        for button, text in (
            (self.use, use),
            (self.measure, measure),
            (self.unload, self.tr("Free its memory")),
            (self.remove, self.tr("Remove…")),
        ):
            button.setText(text)
            button.setAccessibleName(f"{text}: {self.model.title}")
