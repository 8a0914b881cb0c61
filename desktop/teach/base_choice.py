"""Which model learns: those on this computer that can, or one in a folder elsewhere."""

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QFileDialog, QFrame, QVBoxLayout, QWidget

from core.types import FOLDER
from desktop import translations
from desktop.teach.draft import Draft
from desktop.teach.wording import words
from desktop.theme import Space
from desktop.widgets.buttons import Button
from desktop.widgets.flow import Flow
from desktop.widgets.text import Words

_SMALL = 1.0
"""Models below so many thousands of millions of numbers learn a tone rather than facts."""
_BOX = 30
"""Letters that the list is wide."""


class BaseChoice(QFrame):
    """A card with the model, what it is, and what may be hoped of it."""

    models_wanted = Signal()

    def __init__(self, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self.setProperty("role", "card")
        self._title = Words("", "strong")
        self.box = QComboBox()
        self.box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.box.setMinimumContentsLength(_BOX)
        self.folder = Button("", icon="folder")
        self.more = Button("", "link")
        self.facts = Words("", "second", wrap=True, selectable=True)
        self.advice = Words("", "second", wrap=True)
        row = QWidget()
        flow = Flow(row, Space.S)
        for widget in (self.box, self.folder, self.more):
            flow.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        column.setSpacing(Space.S)
        for part in (self._title, row, self.facts, self.advice):
            column.addWidget(part)
        self.box.activated.connect(self._on_chosen)
        self.folder.clicked.connect(self._ask_folder)
        self.more.clicked.connect(self.models_wanted)
        draft.bases.changed.connect(self.fill)
        draft.changed.connect(self.fill)
        self.retranslate()

    @Slot()
    def _on_chosen(self) -> None:
        base = self.box.currentData()
        if base and base != self._draft.plan.base:
            self._draft.change(base=base)

    @Slot()
    def _ask_folder(self) -> None:
        title = self.tr("Choose the folder of a model (with config.json and .safetensors files)")
        chosen = QFileDialog.getExistingDirectory(self, title)
        if chosen:
            self._draft.change(base=FOLDER + chosen)

    @Slot()
    def fill(self) -> None:
        """Show the models as they are."""
        bases, base = self._draft.bases, self._draft.plan.base
        listed = [(f"{each.title} · {words.size(each)}", each.name) for each in bases.all]
        if base and bases.get(base) is None:
            listed.append((bases.title(base), base))
        if [(self.box.itemText(at), self.box.itemData(at)) for at in range(self.box.count())] != (
            listed
        ):
            self.box.clear()
            for text, name in listed:
                self.box.addItem(text, name)
        self.box.setCurrentIndex(self.box.findData(base))
        self.facts.setText(self._facts(base))
        self.facts.setVisible(bool(self.facts.text()))
        self.advice.setText(self._advice(base))

    def _facts(self, base: str) -> str:
        model = self._draft.bases.get(base)
        if model is None:
            return base.removeprefix(FOLDER) if base.startswith(FOLDER) else ""
        size = translations.file_size(model.bytes)
        said = [self.tr("{size} on disk").replace("{size}", size)]
        settings = self._draft.session.settings
        if model.name == (settings.answering or settings.writing_model):
            said.append(self.tr("answers your questions now"))
        if self._draft.bases.others:
            said.append(
                self.tr("%Ln model(s) here cannot be taught", "", len(self._draft.bases.others))
            )
        return " · ".join(said)

    def _advice(self, base: str) -> str:
        model = self._draft.bases.get(base)
        if model is not None and 0 < model.parameters < _SMALL:
            return self.tr(
                "A small model picks up a tone and set phrases, and hardly any facts. For facts,"
                " let it read your documents when it answers."
            )
        return self.tr(
            "Teaching changes how it answers. For facts, letting it read your documents when it"
            " answers is mostly better; the exam shows you afterwards."
        )

    def changeEvent(self, event: QEvent) -> None:
        """Word it anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Word it in the language of the window."""
        self._title.setText(self.tr("Which model learns"))
        self.box.setAccessibleName(self.tr("Which model learns"))
        self.folder.setText(self.tr("Choose a folder…"))
        self.more.setText(self.tr("Get other models"))
        self.advice.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self.fill()
