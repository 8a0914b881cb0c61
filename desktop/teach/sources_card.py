"""What to learn from: documents, answers, files, notes; and the button that makes examples."""

from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from core import operations
from core.types import QUOTING, Document, ExampleOrigin
from desktop import theme
from desktop.session import Session
from desktop.teach.draft import Sources
from desktop.teach.file_list import FileList
from desktop.teach.source_choice import SourceChoice
from desktop.theme import Space
from desktop.widgets.buttons import Button
from desktop.widgets.flow import Flow
from desktop.widgets.text import Words
from desktop.widgets.tick_list import TickList

COUNTS = (50, 200, 500, 1000)
_USUAL = 200
_PAGE = 500
_NOTES_HEIGHT = 112


class SourcesCard(QFrame):
    """Ticked sources become `Sources`."""

    wanted = Signal(object)
    """Sources to make examples from."""
    own_wanted = Signal()
    """The person would rather write an example."""
    closed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._documents_known = False
        self.setProperty("role", "card")
        self._title = Words("", "heading", wrap=True)
        self._text = Words("", "second", wrap=True)
        self.which = QComboBox()
        self.ticks = TickList()
        self.with_model = QCheckBox()
        self.count = QComboBox()
        self._count_name = Words("")
        self._count_name.setBuddy(self.count)
        self.files = FileList()
        self.notes = QPlainTextEdit()
        self.from_documents = SourceChoice(self._documents_part())
        self.from_liked = SourceChoice()
        self.from_corrected = SourceChoice()
        self.from_files = SourceChoice(self.files)
        self.from_notes = SourceChoice(self._notes_part())
        self.make = Button("", "primary")
        self.own = Button("", "link")
        self.close_button = Button()
        self._note = Words("", "second", wrap=True)
        self._lay_out()
        self._connect()
        self.retranslate()

    def _documents_part(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        row = QWidget()
        flow = Flow(row, Space.S)
        for widget in (self.which, self._count_name, self.count):
            flow.addWidget(widget)
        column.addWidget(row)
        column.addWidget(self.ticks)
        column.addWidget(self.with_model, 0, Qt.AlignmentFlag.AlignLeft)
        self.ticks.hide()
        return part

    def _notes_part(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        self.notes.setProperty("role", "field")
        self.notes.setTabChangesFocus(True)
        self.notes.setFixedHeight(theme.px(_NOTES_HEIGHT))
        self.notes.document().setDocumentMargin(Space.S)
        column.addWidget(self.notes)
        return part

    def choices(self) -> tuple[SourceChoice, ...]:
        """All sources, from the top."""
        return (
            self.from_documents,
            self.from_files,
            self.from_liked,
            self.from_corrected,
            self.from_notes,
        )

    def _lay_out(self) -> None:
        buttons = QWidget()
        flow = Flow(buttons, Space.S)
        for button in (self.make, self.close_button, self.own):
            flow.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        column.setSpacing(Space.M)
        column.addWidget(self._title)
        column.addWidget(self._text)
        for choice in self.choices():
            column.addWidget(choice)
        column.addWidget(self._note)
        column.addWidget(buttons)
        self.close_button.hide()

    def _connect(self) -> None:
        for choice in self.choices():
            choice.changed.connect(self.fill)
        self.from_documents.changed.connect(self._ask_documents)
        self.which.currentIndexChanged.connect(self._on_which)
        self.ticks.changed.connect(self.fill)
        self.files.changed.connect(self._on_files)
        self.notes.textChanged.connect(self.fill)
        self.make.clicked.connect(self._begin)
        self.own.clicked.connect(self.own_wanted)
        self.close_button.clicked.connect(self.closed)
        self._session.summary_changed.connect(self._on_summary)
        self._session.settings_changed.connect(self.fill)

    # ---- what is chosen ------------------------------------------------------------------------

    def begin(self, documents: tuple[str, ...] = ()) -> None:
        """Start with nothing ticked but these documents, or all there are."""
        self.files.clear()
        self.notes.clear()
        for choice in self.choices():
            choice.box.setChecked(False)
        self.which.setCurrentIndex(1 if documents else 0)
        self.ticks.tick(documents)
        self.from_documents.box.setChecked(self._has_documents)
        self.fill()

    def lead(self) -> None:
        """The keyboard goes to the first source that can be had."""
        first = next(each.box for each in self.choices() if each.box.isEnabled())
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def add_files(self, paths: list[str]) -> None:
        """Files were dropped or chosen elsewhere."""
        self.files.add(paths)

    def sources(self) -> Sources:
        """What is ticked."""
        origins: list[ExampleOrigin] = []
        if self.from_documents.is_wanted:
            by_model = self.with_model.isChecked() and self._has_writing_model
            origins.append(ExampleOrigin.MODEL if by_model else ExampleOrigin.DOCUMENT)
        for choice, origin in (
            (self.from_files, ExampleOrigin.FILE),
            (self.from_liked, ExampleOrigin.LIKED),
            (self.from_corrected, ExampleOrigin.CORRECTED),
            (self.from_notes, ExampleOrigin.OWN),
        ):
            if choice.is_wanted:
                origins.append(origin)
        some = bool(self.which.currentData()) and self.from_documents.is_wanted
        return Sources(
            tuple(origins),
            documents=self.ticks.ticked() if some else (),
            files=tuple(self.files.paths) if self.from_files.is_wanted else (),
            count=int(self.count.currentData()),
            notes=self.notes.toPlainText().strip() if self.from_notes.is_wanted else "",
        )

    def title(self) -> str:
        """What a lesson from these sources could be called; "" for nothing in particular."""
        chosen = self.sources()
        if len(chosen.files) == 1 and len(chosen.origins) == 1:
            return Path(chosen.files[0]).stem
        if len(chosen.documents) == 1 and len(chosen.origins) == 1:
            items = self.ticks.list.findItems("", Qt.MatchFlag.MatchContains)
            ticked = [each for each in items if each.checkState() == Qt.CheckState.Checked]
            return ticked[0].text() if ticked else ""
        return ""

    @property
    def _has_documents(self) -> bool:
        summary = self._session.summary
        return summary is not None and summary.documents > 0

    @property
    def _has_writing_model(self) -> bool:
        settings = self._session.settings
        return (
            bool(settings.answering or settings.writing_model)
            and (settings.answering or settings.writing_model) != QUOTING
        )

    @Slot()
    def _begin(self) -> None:
        self.wanted.emit(self.sources())

    # ---- documents -----------------------------------------------------------------------------

    @Slot()
    def _on_which(self) -> None:
        self._ask_documents()
        self.fill()

    @Slot()
    def _ask_documents(self) -> None:
        if self.which.currentData() and not self._documents_known:
            self._documents_known = True
            self._ask_page(())

    def _ask_page(self, before: tuple[Document, ...]) -> None:
        request = self._session.link.start(
            operations.list_documents, offset=len(before), limit=_PAGE
        )
        request.done.connect(lambda found: self._take_page(before + found, len(found) == _PAGE))

    def _take_page(self, found: tuple[Document, ...], more: bool) -> None:
        if more:
            self._ask_page(found)
            return
        found = tuple(sorted(found, key=lambda document: document.title.casefold()))
        self.ticks.show_all([(each.id, each.title, each.name) for each in found])

    @Slot()
    def _on_summary(self) -> None:
        self._documents_known = False
        if self.isVisible():
            self._ask_documents()
        self.fill()

    @Slot()
    def _on_files(self) -> None:
        if self.files.paths:
            self.from_files.box.setChecked(True)
        self.fill()

    # ---- words ---------------------------------------------------------------------------------

    @Slot()
    def fill(self) -> None:
        """Show what can be done."""
        some = bool(self.which.currentData())
        self.ticks.setVisible(some)
        self.from_documents.allow(self._has_documents)
        self._word_documents()
        self.with_model.setVisible(self._has_writing_model)
        said = self._missing()
        self.make.setEnabled(not said)
        self._note.setText(said)
        self._note.setVisible(bool(said))

    def _missing(self) -> str:
        chosen = self.sources()
        if not chosen.origins:
            return self.tr("Tick at least one thing to learn from.")
        some = self.from_documents.is_wanted and bool(self.which.currentData())
        if some and not chosen.documents:
            return self.tr("Tick the documents to learn from.")
        if self.from_files.is_wanted and not chosen.files:
            return self.tr("Choose the files with questions and answers, or drop them here.")
        if self.from_notes.is_wanted and not chosen.notes:
            return self.tr("Type or paste the notes to learn from.")
        return ""

    def changeEvent(self, event: QEvent) -> None:
        """Word it anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Word it in the language of the window."""
        self._title.setText(self.tr("What should it learn from?"))
        self._text.setText(
            self.tr(
                "A model learns from examples: a question, and the answer you want. Lectern makes"
                " them from what you tick, and you read them before anything is taught."
            )
        )
        self.from_files.say(
            self.tr("Files with questions and answers"),
            self.tr("A table (CSV, Excel) or a list (JSON, JSON lines). Drop them here."),
        )
        self.from_liked.say(
            self.tr("Answers I marked as helpful"), self.tr("From all your conversations.")
        )
        self.from_corrected.say(
            self.tr("Answers I corrected"),
            self.tr("Your words are what it learns; the words before are the worse answer."),
        )
        self.from_notes.say(
            self.tr("Notes I type or paste"),
            self.tr("A question on one line and its answer below, or plain notes."),
        )
        self._word_choices()
        self._count_name.setText(self.tr("At most"))
        self.count.setAccessibleName(self.tr("How many examples to make from documents"))
        self.which.setAccessibleName(self.tr("Which documents"))
        self.with_model.setText(self.tr("Let the writing model write them (slower, more varied)"))
        self.ticks.name(self.tr("Documents to learn from"), self.tr("Find a document"))
        self.notes.setAccessibleName(self.tr("Notes to learn from"))
        self.make.setText(self.tr("Make examples"))
        self.own.setText(self.tr("Or write one yourself"))
        self.close_button.setText(self.tr("Cancel"))
        self.fill()

    def _word_documents(self) -> None:
        note = (
            self.tr("Questions whose answers stand in them, each with its place.")
            if self._has_documents
            else self.tr("There are no documents yet. Add some in Documents to learn from them.")
        )
        self.from_documents.say(self.tr("My documents"), note)

    def _word_choices(self) -> None:
        counts = [(self.tr("%Ln example(s)", "", each), each) for each in COUNTS]
        which = [(self.tr("All documents"), 0), (self.tr("Chosen documents"), 1)]
        for combo, choices, usual in ((self.count, counts, _USUAL), (self.which, which, 0)):
            kept = combo.currentData()
            combo.blockSignals(True)
            combo.clear()
            for text, value in choices:
                combo.addItem(text, value)
            combo.setCurrentIndex(combo.findData(usual if kept is None else kept))
            combo.blockSignals(False)
