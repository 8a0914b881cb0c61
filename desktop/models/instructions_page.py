"""The instructions that answers are written by: read, change, go back, choose."""

import dataclasses

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from core import operations
from core.errors import LecternError
from core.events import Changes
from core.types import Prompt, PromptStyle
from desktop import error_text, translations
from desktop.session import Session
from desktop.theme import Size, Space
from desktop.widgets.buttons import Button
from desktop.widgets.text import Words

_ID = Qt.ItemDataRole.UserRole


class InstructionsPage(QWidget):
    """A list at the left, the chosen instruction at the right."""

    shown = Signal()
    """The list has come, or the chosen one with its versions."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._prompts: dict[str, Prompt] = {}
        self._versions: tuple[Prompt, ...] = ()
        self._id = ""
        self._draft: Prompt | None = None
        """A new one that has not been kept yet."""
        self._awake = False
        self.list = QListWidget()
        self.title = QLineEdit()
        self.text = QPlainTextEdit()
        self.version = QComboBox()
        self.new = Button("", icon="add")
        self.save = Button("", "primary")
        self.use = Button()
        self.remove = Button("", "link", "trash")
        self._about = Words("", "second", wrap=True)
        self._style = Words("", "second", wrap=True)
        self._placeholders = Words("", "second", wrap=True, selectable=True)
        self._trouble = Words("", "bad", wrap=True, selectable=True)
        self._lay_out()
        self._connect()
        self.retranslate()

    def _lay_out(self) -> None:
        self.list.setProperty("role", "bare")
        self.text.setProperty("role", "report")
        self.text.setTabChangesFocus(True)
        side = QFrame()
        side.setProperty("role", "side")
        side.setFixedWidth(Size.SIDE + Space.XXL)
        left = QVBoxLayout(side)
        left.setContentsMargins(Space.M, Space.L, Space.M, Space.L)
        left.setSpacing(Space.M)
        left.addWidget(self.new)
        left.addWidget(self.list, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.S)
        buttons.addWidget(self.version)
        buttons.addWidget(self.remove)
        buttons.addStretch(1)
        buttons.addWidget(self.use)
        buttons.addWidget(self.save)
        right = QVBoxLayout()
        right.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        right.setSpacing(Space.S)
        right.addWidget(self._about)
        right.addWidget(self.title)
        right.addWidget(self._style)
        right.addWidget(self.text, 1)
        right.addWidget(self._placeholders)
        right.addWidget(self._trouble)
        right.addLayout(buttons)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(side)
        row.addLayout(right, 1)
        self._trouble.hide()

    def _connect(self) -> None:
        self.list.currentItemChanged.connect(self._on_chosen)
        self.title.textEdited.connect(self._fit)
        self.text.textChanged.connect(self._fit)
        self.version.activated.connect(self._show_version)
        self.save.clicked.connect(self._save)
        self.use.clicked.connect(self._use)
        self.remove.clicked.connect(self._remove)
        self._session.changed.connect(self._on_changes)
        self._session.settings_changed.connect(self._fill)

    # ---- what there is -------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for them when the page is first seen."""
        super().showEvent(event)
        if not self._awake:
            self._awake = True
            self._reload()

    @Slot(object, object)
    def _on_changes(self, changes: Changes, _: object) -> None:
        if changes.prompts and self._awake:
            self._reload()

    def _reload(self) -> None:
        request = self._session.link.start(operations.list_prompts)
        request.done.connect(self._on_prompts)
        request.failed.connect(self._show_trouble)

    @Slot(object)
    def _on_prompts(self, prompts: tuple[Prompt, ...]) -> None:
        self._prompts = {each.id: each for each in prompts}
        if self._id not in self._prompts and self._draft is None:
            self._id = self._chosen_id()
        self._fill()
        self._ask_versions()

    def _chosen_id(self) -> str:
        chosen = self._session.settings.prompt
        return chosen if chosen in self._prompts else next(iter(self._prompts), "")

    @Slot()
    def _fill(self) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        chosen = self._session.settings.prompt
        shown = list(self._prompts.values())
        if self._draft is not None:
            shown.append(self._draft)
        for prompt in shown:
            title = prompt.title or self.tr("New instruction")
            if prompt.id and prompt.id == chosen:
                title = self.tr("{title} · in use").format(title=title)
            item = QListWidgetItem(title, self.list)
            item.setData(_ID, prompt.id)
            item.setToolTip(self._style_words(prompt.style)[0])
            if prompt.id == self._id and (prompt is self._draft or self._draft is None):
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)
        self._fit()

    @Slot()
    def _on_chosen(self) -> None:
        item = self.list.currentItem()
        if item is None:
            return
        id = str(item.data(_ID))
        if id:
            self._draft = None
        if id != self._id:
            self._id = id
            self._ask_versions()

    def _ask_versions(self) -> None:
        if self._draft is not None:
            self._versions = (self._draft,)
            self._show_version()
            return
        if not self._id:
            return
        asked = self._id
        request = self._session.link.start(operations.prompt_versions, id=asked)
        request.done.connect(lambda found: self._on_versions(asked, found))
        request.failed.connect(self._show_trouble)

    def _on_versions(self, id: str, versions: tuple[Prompt, ...]) -> None:
        if id != self._id or self._draft is not None:
            return
        self._versions = versions
        self.version.clear()
        for each in versions:
            self.version.addItem(self._version_words(each))
        self._show_version()

    def _version_words(self, prompt: Prompt) -> str:
        if not prompt.changed:
            return self.tr("As it came with Lectern")
        return self.tr("Version {number}, {date}").format(
            number=prompt.version, date=translations.date_and_time(prompt.changed)
        )

    @property
    def shown_version(self) -> Prompt | None:
        """The version that was put into the fields."""
        at = max(0, self.version.currentIndex())
        return self._versions[at] if at < len(self._versions) else None

    @Slot()
    def _show_version(self) -> None:
        prompt = self.shown_version
        if prompt is None:
            return
        self.title.setText(prompt.title)
        self.text.setPlainText(prompt.text)
        self._trouble.hide()
        self._fit()
        self.shown.emit()

    # ---- doing ---------------------------------------------------------------------------------

    def begin(self, style: PromptStyle) -> None:
        """Begin an instruction of one's own from the program's of that style."""
        model = next((p for p in self._prompts.values() if p.style is style and not p.own), None)
        text = model.text if model else ""
        self._draft = Prompt("", "", style, text, own=True)
        self._id = ""
        self.version.clear()
        self._fill()
        self._ask_versions()
        self.title.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def changed(self) -> bool:
        """Whether the fields hold something that is not kept."""
        prompt = self.shown_version
        return prompt is not None and (
            (self.title.text().strip(), self.text.toPlainText().strip())
            != (prompt.title, prompt.text.strip())
        )

    @Slot()
    def _save(self) -> None:
        prompt = self.shown_version
        if prompt is None:
            return
        wanted = dataclasses.replace(
            prompt, title=self.title.text().strip(), text=self.text.toPlainText().strip()
        )
        request = self._session.link.start(operations.save_prompt, prompt=wanted)
        request.done.connect(self._on_saved)
        request.failed.connect(self._show_trouble)

    @Slot(object)
    def _on_saved(self, prompt: Prompt) -> None:
        self._draft = None
        self._id = prompt.id
        self._reload()

    @Slot()
    def _use(self) -> None:
        if self._id:
            in_use = self._session.settings.prompt == self._id
            self._session.change_settings(prompt="" if in_use else self._id)

    @Slot()
    def _remove(self) -> None:
        if self._draft is not None:
            self._draft = None
            self._id = self._chosen_id()
            self._fill()
            self._ask_versions()
            return
        prompt = self._prompts.get(self._id)
        if prompt is None:
            return
        request = self._session.link.start(operations.remove_prompt, id=prompt.id)
        request.done.connect(lambda _: self._on_removed(prompt))
        request.failed.connect(self._show_trouble)

    def _on_removed(self, prompt: Prompt) -> None:
        def bring_back() -> None:
            self._session.link.start(operations.save_prompt, prompt=prompt)

        self._id = ""
        if self._session.settings.prompt == prompt.id:
            self._session.change_settings(prompt="")
        said = self.tr("The instruction “{title}” was removed.").format(title=prompt.title)
        self._session.say(said, self.tr("Undo"), bring_back)

    @Slot(object)
    def _show_trouble(self, error: LecternError) -> None:
        worded = error_text.of_error(error)
        self._trouble.setText(f"{worded.title}\n{worded.sentence}")
        self._trouble.show()

    # ---- words ---------------------------------------------------------------------------------

    @Slot()
    def _fit(self) -> None:
        prompt = self.shown_version
        there = prompt is not None
        for field in (self.title, self.text):
            field.setEnabled(there)
        filled = bool(self.title.text().strip() and self.text.toPlainText().strip())
        self.save.setEnabled(there and filled and (self.changed or self._draft is not None))
        self.version.setVisible(self.version.count() > 1)
        self.use.setEnabled(there and self._draft is None)
        in_use = bool(self._id) and self._session.settings.prompt == self._id
        self.use.setText(self.tr("Use the usual one") if in_use else self.tr("Use for answers"))
        self.remove.setVisible(there and (prompt is not None and prompt.own))
        self.remove.setText(self.tr("Discard") if self._draft is not None else self.tr("Remove"))
        if prompt is not None:
            self._style.setText(self._style_words(prompt.style)[1])

    def _style_words(self, style: PromptStyle) -> tuple[str, str]:
        """The name of a style, and what it is."""
        return {
            PromptStyle.ZERO_SHOT: (
                self.tr("Plain"),
                self.tr("Plain (zero-shot): says what to do, without examples."),
            ),
            PromptStyle.FEW_SHOT: (
                self.tr("With examples"),
                self.tr(
                    "With examples (few-shot): answers that you marked as helpful show how it is"
                    " done."
                ),
            ),
            PromptStyle.CHAIN_OF_THOUGHT: (
                self.tr("Step by step"),
                self.tr(
                    "Step by step (chain of thought): reasons first, then answers. Slower, often"
                    " better at sums and comparisons."
                ),
            ),
            PromptStyle.CO_STAR: (
                self.tr("Full brief"),
                self.tr(
                    "Full brief (CO-STAR): context, objective, style, tone, audience and form of"
                    " the answer."
                ),
            ),
        }[style]

    def changeEvent(self, event: QEvent) -> None:
        """Word it anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Word it in the language of the window."""
        self._about.setText(
            self.tr(
                "What a writing model is told before your question. Say how answers should be;"
                " that it must keep to your documents and name its sources is always added."
            )
        )
        self._placeholders.setText(
            self.tr(
                "Stand-ins that are filled in: {examples} answers you marked as helpful, {today}"
                " the date, {library} the name of your library."
            )
        )
        self.list.setAccessibleName(self.tr("Instructions"))
        self.title.setPlaceholderText(self.tr("Name"))
        self.title.setAccessibleName(self.tr("Name"))
        self.text.setAccessibleName(self.tr("What the model is told"))
        self.version.setAccessibleName(self.tr("Version"))
        self.new.setText(self.tr("New instruction"))
        menu = QMenu(self.new)
        for style in PromptStyle:
            action = menu.addAction(self._style_words(style)[0])
            action.triggered.connect(lambda _=False, chosen=style: self.begin(chosen))
        self.new.setMenu(menu)
        self.save.setText(self.tr("Keep"))
        self._fill()
        self.version.clear()
        for each in self._versions if self._draft is None else ():
            self.version.addItem(self._version_words(each))
