"""Models on this computer, and those that can be downloaded."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TypeVar

from PySide6.QtCore import QEvent, Qt, QTimer, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from core.types import InstalledModel, ModelKind
from desktop import translations
from desktop.models.catalogue_contents import IMPORTING, CatalogueContents, Sifting
from desktop.models.catalogue_wording import words
from desktop.models.entry_row import EntryRow
from desktop.models.importing_row import ImportingRow
from desktop.models.installed_row import InstalledRow
from desktop.models.model_row import ModelRow
from desktop.session import Session
from desktop.theme import Size, Space
from desktop.widgets.buttons import Button
from desktop.widgets.empty import Empty
from desktop.widgets.flow import Flow
from desktop.widgets.tab_order import tab_before
from desktop.widgets.text import Words

_Row = TypeVar("_Row", bound=ModelRow)
_Value = TypeVar("_Value")
_KINDS = (ModelKind.CHAT, ModelKind.EMBEDDING, ModelKind.RERANKER)
"""Kinds that the catalogue has; scans are read by what comes with Lectern."""
_WIDEST = Size.COLUMN + 2 * Size.SIDE


class CataloguePage(QWidget):
    """What to begin with, what is here, what there is besides."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.contents = CatalogueContents(session, self)
        self.empty = Empty("models")
        self.area = QScrollArea()
        self.installed_rows: dict[str, InstalledRow] = {}
        self.entry_rows: dict[str, EntryRow] = {}
        self.pick: EntryRow | None = None
        self._running: set[str] = set()
        self.importing = ImportingRow(self.contents)
        self.add_file = Button("", icon="add")
        self.add_folder = Button("", icon="folder")
        self.open_folder = Button("", "link", "open-outside")
        self.kind = QComboBox()
        self.language = QComboBox()
        self.fitting = QCheckBox()
        self.fitting.setChecked(True)
        self._computer = Words("", "second", wrap=True, selectable=True)
        self._here = Words("", "heading")
        self._none_here = Words("", "second", wrap=True)
        self._there = Words("", "heading")
        self._sites = Words("", "second", wrap=True, selectable=True)
        self._nothing = Words("", "second", wrap=True)
        self._pick_place = QVBoxLayout()
        self._here_rows = QVBoxLayout()
        self._there_rows = QVBoxLayout()
        self._lay_out()
        self._connect()
        self.retranslate()

    def _lay_out(self) -> None:
        for rows in (self._pick_place, self._here_rows, self._there_rows):
            rows.setSpacing(Space.S)
        bringing = Flow(spacing=Space.S)
        for widget in (self.add_file, self.add_folder, self.open_folder):
            bringing.addWidget(widget)
        sifting = Flow(spacing=Space.S)
        for control in (self.kind, self.language, self.fitting):
            sifting.addWidget(control)
        content = QWidget()
        content.setMaximumWidth(_WIDEST)
        column = QVBoxLayout(content)
        column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.XL)
        column.setSpacing(Space.S)
        column.addWidget(self._computer)
        column.addLayout(self._pick_place)
        column.addSpacing(Space.S)
        column.addWidget(self._here)
        column.addWidget(self._none_here)
        column.addLayout(self._here_rows)
        column.addWidget(self.importing)
        column.addWidget(_holder(bringing))
        column.addSpacing(Space.L)
        column.addWidget(self._there)
        column.addWidget(self._sites)
        column.addWidget(_holder(sifting))
        column.addWidget(self._nothing)
        column.addLayout(self._there_rows)
        column.addStretch(1)
        page = QWidget()
        page.setProperty("role", "page")
        middle = QHBoxLayout(page)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.addWidget(content, 1)
        middle.addStretch(0)
        self.area.setWidget(page)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.empty)
        outer.addWidget(self.area)

    def _connect(self) -> None:
        contents = self.contents
        contents.changed.connect(self.fill)
        contents.work_changed.connect(self._on_work)
        contents.arrived.connect(self._on_arrived)
        self.empty.pressed.connect(contents.reload)
        self.add_file.clicked.connect(self.choose_file)
        self.add_folder.clicked.connect(self.choose_folder)
        self.open_folder.clicked.connect(self._show_folder)
        self.kind.currentIndexChanged.connect(self._sift)
        self.language.currentIndexChanged.connect(self._sift)
        self.fitting.toggled.connect(self._sift)
        self._session.model_files_given.connect(self.bring_in)

    # ---- doing ---------------------------------------------------------------------------------

    @Slot()
    def choose_file(self) -> None:
        """Let the person choose a model's file."""
        title = self.tr("Choose a model")
        chosen, _ = QFileDialog.getOpenFileName(self, title, "", self.tr("Models") + " (*.gguf)")
        if chosen:
            self.bring_in([chosen])

    @Slot()
    def choose_folder(self) -> None:
        """Let the person choose a folder with a model."""
        title = self.tr("Choose a folder with a model")
        if chosen := QFileDialog.getExistingDirectory(self, title):
            self.bring_in([chosen])

    @Slot(object)
    def bring_in(self, paths: Sequence[str]) -> None:
        """Copy models from elsewhere, one after another."""
        self.importing.bring_in(paths)

    @Slot()
    def _show_folder(self) -> None:
        overview = self.contents.overview
        if overview is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(overview.folder))

    @Slot(object)
    def _on_arrived(self, model: InstalledModel) -> None:
        focus = self.focusWidget()
        was_there = focus is not None and any(
            row.isAncestorOf(focus) for row in (*self.entry_rows.values(), self.importing)
        )
        self.fill()
        text = self.tr("“{name}” is on this computer now.").replace("{name}", model.title)
        if model.kind is ModelKind.CHAT and not self.contents.answers_with(model):
            use = self.tr("Use for answers")
            self._session.say(text, use, lambda: self.contents.use(model))
        else:
            self._session.say(text)
        if was_there and model.name in self.installed_rows:
            self.installed_rows[model.name].focus_first()

    # ---- showing -------------------------------------------------------------------------------

    @property
    def sifting(self) -> Sifting:
        """What the person wants to see."""
        kind = self.kind.currentData()
        return Sifting(
            ModelKind(kind) if kind else None,
            self.language.currentData() or "",
            self.fitting.isChecked(),
        )

    @Slot()
    def _sift(self) -> None:
        self.fill()

    @Slot(str)
    def _on_work(self, name: str) -> None:
        if name == IMPORTING:
            self.importing.fill()
            return
        is_running = self.contents.job(name) is not None
        if is_running != (name in self._running):
            (self._running.add if is_running else self._running.discard)(name)
            self._on_begun_or_ended(name, is_running)
            return
        rows: tuple[ModelRow | None, ...] = (
            self.installed_rows.get(name),
            self.entry_rows.get(name),
        )
        for row in rows:
            if row is not None:
                row.fill()

    def _on_begun_or_ended(self, name: str, is_running: bool) -> None:
        """Rows move when work begins; the keyboard goes with the one that it was on."""
        had_focus = self.pick is not None and self.pick.isAncestorOf(self.focusWidget())
        self.fill()
        row = self.entry_rows.get(name)
        if row is not None and is_running and had_focus:
            row.focus_first()
            QTimer.singleShot(0, row, lambda: self.area.ensureWidgetVisible(row))

    @Slot()
    def fill(self) -> None:
        """Show everything as it is."""
        contents = self.contents
        overview = contents.overview
        self.empty.setVisible(overview is None)
        self.area.setVisible(overview is not None)
        if overview is None:
            self._fill_empty()
            return
        self._computer.setText(words.computer(overview))
        self._fill_pick()
        here = [(model.name, model) for model in contents.installed]
        self._show_rows(
            self.installed_rows,
            here,
            self._here_rows,
            lambda model: InstalledRow(contents, model),
            InstalledRow.take,
        )
        self._none_here.setVisible(not here)
        picked = self.pick.name if self.pick is not None else ""
        shown = [each for each in contents.to_be_had(self.sifting) if each.id != picked]
        self._show_rows(
            self.entry_rows,
            [(entry.id, entry) for entry in shown],
            self._there_rows,
            lambda entry: EntryRow(contents, entry),
            EntryRow.take,
        )
        self._nothing.setVisible(not shown)
        self._sites.setText(words.sites(overview.catalogue))
        self.importing.fill()
        QTimer.singleShot(0, self, self._order_tabs)

    def _fill_empty(self) -> None:
        failure = self.contents.failure
        if failure is None:
            self.empty.say(self.tr("Looking for models…"))
            return
        title, sentence = words.trouble(failure)
        self.empty.say(title, sentence, self.tr("Try again"))

    def _fill_pick(self) -> None:
        entry = self.contents.pick(translations.effective(self._session.settings.language))
        if self.pick is not None and (entry is None or entry.id != self.pick.name):
            self._pick_place.removeWidget(self.pick)
            self.pick.hide()
            self.pick.deleteLater()
            self.pick = None
        if entry is None:
            return
        if self.pick is None:
            self.pick = EntryRow(self.contents, entry, is_pick=True)
            self._pick_place.addWidget(self.pick)
        else:
            self.pick.take(entry)

    def _show_rows(
        self,
        rows: "dict[str, _Row]",
        wanted: "list[tuple[str, _Value]]",
        place: QVBoxLayout,
        make: "Callable[[_Value], _Row]",
        refresh: "Callable[[_Row, _Value], None]",
    ) -> None:
        """Bring the rows of a group to what is wanted, keeping those that stay."""
        names = [name for name, _ in wanted]
        for name in [each for each in rows if each not in names]:
            row = rows.pop(name)
            place.removeWidget(row)
            row.hide()
            row.deleteLater()
        for at, (name, value) in enumerate(wanted):
            if name in rows:
                refresh(rows[name], value)
            else:
                rows[name] = make(value)
            if place.indexOf(rows[name]) != at:
                place.insertWidget(at, rows[name])

    @Slot()
    def _order_tabs(self) -> None:
        """Let Tab go through the rows where they stand, not in the order they were made."""
        for anchor, rows in (
            (self.add_file, list(self.installed_rows.values())),
            (None, list(self.entry_rows.values())),
        ):
            buttons = [
                widget
                for row in rows
                for widget in row.buttons()
                if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            ]
            if anchor is not None and buttons:
                tab_before(anchor, buttons)
            elif buttons:
                QWidget.setTabOrder(self.fitting, buttons[0])
                for first, second in pairwise(buttons):
                    QWidget.setTabOrder(first, second)
        if self.pick is not None:
            tab_before(self._first_below_pick(), self.pick.buttons())

    def _first_below_pick(self) -> QWidget:
        for row in self.installed_rows.values():
            return row.buttons()[0]
        return self.add_file

    # ---- being seen ----------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Look while it is seen."""
        super().showEvent(event)
        self.contents.wake()

    def hideEvent(self, event: QHideEvent) -> None:
        """Look no more."""
        super().hideEvent(event)
        self.contents.rest()

    def changeEvent(self, event: QEvent) -> None:
        """Word it anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Word it in the language of the window."""
        self._here.setText(self.tr("On this computer"))
        self._none_here.setText(
            self.tr(
                "No model is here yet. Until you choose one, Lectern answers with quotes from your "
                "documents."
            )
        )
        self._there.setText(self.tr("Can be downloaded"))
        self._nothing.setText(self.tr("Nothing here is as you want it. Loosen the choices above."))
        self.add_file.setText(self.tr("Add a model file…"))
        self.add_folder.setText(self.tr("Add a folder…"))
        self.open_folder.setText(self.tr("Show the folder"))
        self.fitting.setText(self.tr("Only what fits this computer"))
        self._refill(
            self.kind,
            self.tr("What it is for"),
            [
                (self.tr("For anything"), ""),
                *(
                    (words.kind(kind), kind.value)
                    for kind in ModelKind
                    if kind is not ModelKind.OCR
                ),
            ],
        )
        self._refill(
            self.language,
            self.tr("Language"),
            [
                (self.tr("Any language"), ""),
                (self.tr("Chinese"), "zh"),
                (self.tr("English"), "en"),
            ],
        )
        self.fill()

    def _refill(self, box: QComboBox, name: str, items: list[tuple[str, str]]) -> None:
        kept = box.currentData()
        box.blockSignals(True)
        box.clear()
        for text, value in items:
            box.addItem(text, value)
        box.setCurrentIndex(max(0, box.findData(kept)))
        box.setAccessibleName(name)
        box.blockSignals(False)


def _holder(layout: Flow) -> QWidget:
    holder = QWidget()
    holder.setLayout(layout)
    return holder
