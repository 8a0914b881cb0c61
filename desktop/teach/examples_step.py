"""The first step: what to learn from. Sources, then the examples to read and to put right."""

import dataclasses

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from core.types import Citation, Example, ExampleOrigin
from desktop.teach.draft import Draft, Sources
from desktop.teach.example_model import ExampleModel, Show
from desktop.teach.example_table import ExampleTable
from desktop.teach.found_strip import FoundStrip
from desktop.teach.report_line import ReportLine
from desktop.teach.scrolled_page import ScrolledPage
from desktop.teach.sources_card import SourcesCard
from desktop.teach.token_preview import TokenPreview
from desktop.teach.wording import words
from desktop.theme import Size, Space
from desktop.widgets.buttons import Button, IconButton
from desktop.widgets.flow import Flow
from desktop.widgets.text import Words

SIFT_MILLISECONDS = 150
_PREVIEW_SHARE = (3, 2)
_CARD_WIDTH = Size.COLUMN + Size.SIDE


class ExamplesStep(QScrollArea):
    """Sources alone while there is no example; then the table, and the sources when wanted."""

    titled = Signal(str)
    """What the lesson could be called, from what it learns from."""

    def __init__(self, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self._sources: SourcesCard | None = None
        self.strip = FoundStrip(draft)
        self.model = ExampleModel(draft.examples)
        self.table = ExampleTable(self.model)
        self.report = ReportLine(draft)
        self._preview: TokenPreview | None = None
        """Made when it is first wanted."""
        self.filter = QLineEdit()
        self.show_which = QComboBox()
        self.add = Button("", icon="add")
        self.more = Button("")
        self.undo = IconButton("undo")
        self.redo = IconButton("again")
        self.look = Button("")
        self.look.setCheckable(True)
        self.leave_out = Button("", "link")
        self._note = Words("", "doubt", wrap=True)
        self._keys = Words("", "second", wrap=True)
        self._list = QWidget()
        self._split = QSplitter(Qt.Orientation.Vertical)
        self._adding = False
        """The sources are wanted though there are examples."""
        self._leads = False
        """The keyboard goes to the button that stops what was just begun, when it is there."""
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(SIFT_MILLISECONDS)
        self._later.timeout.connect(self._sift)
        self._lay_out()
        self._connect()
        self.retranslate()
        # In a turn of the loop of their own, unless they are wanted before.
        QTimer.singleShot(0, self, lambda: self.sources)

    @property
    def sources(self) -> SourcesCard:
        """What a lesson may learn from."""
        if self._sources is None:
            self._sources = SourcesCard(self._draft.session, self._card)
            self._sources.setMaximumWidth(_CARD_WIDTH)
            self._sources.close_button.setVisible(bool(self._draft.examples.rows))
            self._row.insertWidget(0, self._sources, _CARD_WIDTH)
            self._sources.wanted.connect(self._make)
            self._sources.own_wanted.connect(self.write_own)
            self._sources.closed.connect(self._close_sources)
        return self._sources

    def _lay_out(self) -> None:
        page = ScrolledPage()
        self.setWidget(page)
        tools = QWidget()
        flow = Flow(tools, Space.S)
        controls: tuple[QWidget, ...] = (
            self.filter, self.show_which, self.undo, self.redo, self.look, self.add, self.more,
        )  # fmt: skip
        for widget in controls:
            flow.addWidget(widget)
        wrong = QHBoxLayout()
        wrong.setSpacing(Space.M)
        wrong.addWidget(self._note, 1)
        wrong.addWidget(self.leave_out)
        self._split.addWidget(self.table)
        self._split.setChildrenCollapsible(False)
        self._split.setProperty("role", "quiet")
        self._split.setHandleWidth(Space.S)
        column = QVBoxLayout(self._list)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(tools)
        column.addWidget(self.report)
        column.addLayout(wrong)
        column.addWidget(self._split, 1)
        column.addWidget(self._keys)
        self._card = QWidget(page)
        row = QHBoxLayout(self._card)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        self._row = row
        inner = QVBoxLayout(page)
        inner.setContentsMargins(Space.XL, Space.M, Space.XL, Space.M)
        inner.setSpacing(Space.M)
        inner.addWidget(self.strip)
        inner.addWidget(self._card)
        inner.addWidget(self._list, 1)
        inner.addStretch(0)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _connect(self) -> None:
        draft = self._draft
        draft.changed.connect(self.fill)
        draft.examples.appended.connect(lambda _: self.fill())
        draft.examples.loaded.connect(self.fill)
        draft.written.connect(self._edit_last)
        draft.session.find_requested.connect(self._on_find)
        self.model.sifted.connect(self._fit)
        self.model.edited.connect(lambda example: draft.examples.save([example]))
        self.filter.textChanged.connect(self._later.start)
        self.show_which.currentIndexChanged.connect(self._sift)
        self.add.clicked.connect(self.write_own)
        self.more.clicked.connect(self._open_sources)
        self.undo.clicked.connect(draft.examples.undo)
        self.redo.clicked.connect(draft.examples.redo)
        self.look.toggled.connect(self._on_look)
        self.strip.left.connect(self._on_strip_left)
        self.leave_out.clicked.connect(self._leave_blanks_out)
        self.table.opened.connect(self._open_place)
        self.table.taken.connect(self._take)
        self.table.removed.connect(self._remove)
        self.table.chosen_changed.connect(self._on_chosen)
        for keys, slot in (
            (QKeySequence.StandardKey.Undo, draft.examples.undo),
            (QKeySequence.StandardKey.Redo, draft.examples.redo),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    # ---- doing ---------------------------------------------------------------------------------

    def begin(self) -> None:
        """Another lesson is shown: its sources are chosen anew."""
        self._adding = False
        self.sources.begin(self._draft.documents)
        self.filter.clear()
        self.show_which.setCurrentIndex(0)
        self._sift()
        self.look.setChecked(False)
        self.fill()

    def take_files(self, paths: list[str]) -> None:
        """Files were dropped on the page."""
        self.sources.add_files(paths)
        self._open_sources()

    @Slot(object)
    def _make(self, sources: Sources) -> None:
        self._adding = False
        self.titled.emit(self.sources.title())
        self._leads = self.isVisible()
        self._draft.gather(sources)
        self.fill()

    @Slot()
    def write_own(self) -> None:
        """Add an example of the person's own, and begin to write it."""
        self._adding = False
        self.filter.clear()
        self.show_which.setCurrentIndex(0)
        self._sift()
        self._draft.write_one()

    @Slot()
    def _edit_last(self) -> None:
        self.fill()
        row = self.model.rowCount() - 1
        if row >= 0:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            self.table.choose(row)
            self.table.edit_current()

    @Slot()
    def _open_sources(self) -> None:
        self._adding = True
        self.fill()
        self.sources.lead()

    @Slot()
    def _close_sources(self) -> None:
        self._adding = False
        self.fill()
        self.more.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object, bool)
    def _take(self, examples: list[Example], accepted: bool) -> None:
        changed = [dataclasses.replace(each, accepted=accepted) for each in examples]
        self._draft.examples.save(changed)

    @Slot(object)
    def _remove(self, examples: list[Example]) -> None:
        row = self.model.row_of(examples[0].id)
        self._draft.examples.remove([each.id for each in examples])
        self.table.choose(row)
        self._draft.session.say(
            self.tr("%Ln example(s) removed", "", len(examples)),
            self.tr("Undo"),
            self._draft.examples.undo,
        )

    @Slot()
    def _on_strip_left(self) -> None:
        """What was made has come, or nothing has: the keyboard goes to where one goes on."""
        if not self._draft.examples.complete:
            # What was made is still on its way.
            self._draft.examples.loaded.connect(
                self._on_strip_left, Qt.ConnectionType.SingleShotConnection
            )
            return
        self.fill()
        if not self._draft.examples.rows:
            self.sources.lead()
            return
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self.table.currentIndex().isValid():
            self.table.choose(0)

    @Slot()
    def _leave_blanks_out(self) -> None:
        self._take(self.model.blanks(), False)

    @Slot(object)
    def _open_place(self, example: Example) -> None:
        place = example.source
        if place is not None:
            self._draft.session.open_citation(
                Citation(
                    place.document, place.title, place.page, place.start, place.end, place.quote
                )
            )

    @property
    def preview(self) -> TokenPreview:
        """How the model sees the example that the table is at."""
        if self._preview is None:
            self._preview = TokenPreview(self._draft, self._split)
            self._preview.hide()
            self._split.addWidget(self._preview)
            for place, share in enumerate(_PREVIEW_SHARE):
                self._split.setStretchFactor(place, share)
            self._preview.closed.connect(lambda: self.look.setChecked(False))
        return self._preview

    @Slot(bool)
    def _on_look(self, shown: bool) -> None:
        self.preview.setVisible(shown)
        if shown and self.table.current() is None:
            self.table.choose(0)
        self._on_chosen()
        if shown:
            height = self._split.height()
            whole = sum(_PREVIEW_SHARE)
            self._split.setSizes([height * share // whole for share in _PREVIEW_SHARE])
            QTimer.singleShot(0, self, lambda: self.ensureWidgetVisible(self.preview))
        else:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_chosen(self) -> None:
        if self._preview is not None:
            self._preview.show_example(self.table.current())

    @Slot()
    def _on_find(self) -> None:
        if self.isVisible() and self._list.isVisible():
            self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.filter.selectAll()

    # ---- showing -------------------------------------------------------------------------------

    @property
    def shows_sources(self) -> bool:
        """Whether the sources are chosen now."""
        draft = self._draft
        at_work = draft.gathering is not None or draft.making or not draft.examples.complete
        return not at_work and (self._adding or not self._draft.examples.rows)

    @Slot()
    def fill(self) -> None:
        """Show what there is."""
        sources = self.shows_sources
        self._card.setVisible(sources)
        self._list.setVisible(not sources and bool(self._draft.examples.rows))
        if self._sources is not None:
            self._sources.close_button.setVisible(bool(self._draft.examples.rows))
        self._fit()
        self._on_chosen()
        if self._leads and self.strip.stop.isVisible():
            self._leads = False
            self.strip.stop.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _sift(self) -> None:
        self._later.stop()
        self.model.set_filter(str(self.show_which.currentData() or Show.ALL), self.filter.text())

    @Slot()
    def _fit(self) -> None:
        examples = self._draft.examples
        at_work = self._draft.gathering is not None
        # Between pages a row of one's own would come before those that are still to come.
        # The next page is asked for by its place: rows may not go meanwhile.
        self.model.locked = not examples.complete
        self.add.setEnabled(examples.complete and not at_work)
        self.more.setEnabled(examples.complete and not at_work)
        self.undo.setEnabled(examples.can_undo)
        self.redo.setEnabled(examples.can_redo)
        note = ""
        if self.model.blank:
            note = self.tr("%Ln example(s) lack a question or an answer.", "", self.model.blank)
        elif examples.rows and not self.model.rowCount():
            note = self.tr("Nothing here fits.")
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self.leave_out.setVisible(bool(self.model.blank))

    def changeEvent(self, event: QEvent) -> None:
        """Word it anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Word it in the language of the window."""
        self.filter.setPlaceholderText(self.tr("Find examples…"))
        self.filter.setAccessibleName(self.tr("Find examples"))
        self.filter.setClearButtonEnabled(True)
        self._word_which()
        self.add.setText(self.tr("Write one"))
        self.more.setText(self.tr("Add more…"))
        self.look.setText(self.tr("As the model sees it"))
        keys = QKeySequence(QKeySequence.StandardKey.Undo)
        text = keys.toString(QKeySequence.SequenceFormat.NativeText)
        self.undo.set_name(self.tr("Undo") + f"  {text}")
        self.redo.set_name(self.tr("Do it again"))
        self.leave_out.setText(self.tr("Leave them out"))
        self._keys.setText(
            self.tr(
                "Enter: edit · Space: learn from it or leave it out · Delete: remove ·"
                " Ctrl+Enter: show where it stands"
            )
        )
        self.table.retranslate()
        self.model.refresh_words()
        self.fill()

    def _word_which(self) -> None:
        kept = self.show_which.currentData()
        self.show_which.blockSignals(True)
        self.show_which.clear()
        for show, text in (
            (Show.ALL, self.tr("All examples")),
            (Show.LEARNT, self.tr("Learnt")),
            (Show.TESTS, self.tr("For testing")),
            (Show.LEFT_OUT, self.tr("Left out")),
            (Show.FLAWED, self.tr("Something is wrong")),
        ):
            self.show_which.addItem(text, str(show))
        self.show_which.insertSeparator(self.show_which.count())
        for origin in ExampleOrigin:
            self.show_which.addItem(words.origin(origin), str(origin))
        self.show_which.setCurrentIndex(max(0, self.show_which.findData(kept)))
        self.show_which.blockSignals(False)
        self.show_which.setAccessibleName(self.tr("Which examples to show"))
        self.show_which.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
