"""The few choices before an exam is made: how many questions, from which documents."""

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop import theme
from desktop.exam.contents import ExamContents
from desktop.theme import Space
from desktop.widgets.buttons import Button
from desktop.widgets.text import Words

COUNTS = (20, 40, 80)
_USUAL = 40
_LIST_HEIGHT = 200
_ID = Qt.ItemDataRole.UserRole


class MakingForm(QWidget):
    """How many questions, from all documents or from chosen ones, and the button that begins."""

    wanted = Signal(int, object, bool)
    """Count, ids of documents (() : all), whether the writing model writes them."""

    def __init__(self, contents: ExamContents, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._contents = contents
        self.count = QComboBox()
        self.source = QComboBox()
        self.with_model = QCheckBox()
        self.filter = QLineEdit()
        self.list = QListWidget()
        self.make = Button("", "primary")
        self._count_name = Words("")
        self._source_name = Words("")
        self._note = Words("", "second", wrap=True)
        self._lay_out()
        self.source.currentIndexChanged.connect(self._on_source)
        self.filter.textChanged.connect(self._sift)
        self.list.itemChanged.connect(self._fit)
        self.make.clicked.connect(self._begin)
        contents.documents_changed.connect(self._fill_documents)
        contents.changed.connect(self._fit)
        contents.work_changed.connect(self._fit)
        self.retranslate()
        self._fit()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self._count_name)
        row.addWidget(self.count)
        row.addSpacing(Space.M)
        row.addWidget(self._source_name)
        row.addWidget(self.source)
        row.addStretch(1)
        self._count_name.setBuddy(self.count)
        self._source_name.setBuddy(self.source)
        self.list.setProperty("role", "ticks")
        self.list.setFixedHeight(theme.px(_LIST_HEIGHT))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addLayout(row)
        column.addWidget(self.filter)
        column.addWidget(self.list)
        column.addWidget(self.with_model)
        column.addWidget(self._note)
        column.addWidget(self.make, 0, Qt.AlignmentFlag.AlignLeft)

    def chosen(self) -> tuple[str, ...]:
        """Ids of the documents that are ticked."""
        items = (self.list.item(at) for at in range(self.list.count()))
        return tuple(
            str(item.data(_ID)) for item in items if item.checkState() == Qt.CheckState.Checked
        )

    def changeEvent(self, event: QEvent) -> None:
        """Word it anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Word it in the language of the window."""
        self._count_name.setText(self.tr("How many"))
        self._source_name.setText(self.tr("From"))
        for combo, choices in (
            (self.count, [(self.tr("%Ln question(s)", "", each), each) for each in COUNTS]),
            (self.source, [(self.tr("All documents"), 0), (self.tr("Chosen documents"), 1)]),
        ):
            kept = combo.currentData()
            combo.blockSignals(True)
            combo.clear()
            for text, value in choices:
                combo.addItem(text, value)
            usual = _USUAL if combo is self.count else 0
            combo.setCurrentIndex(combo.findData(usual if kept is None else kept))
            combo.blockSignals(False)
        self.count.setAccessibleName(self._count_name.text())
        self.source.setAccessibleName(self._source_name.text())
        self.filter.setPlaceholderText(self.tr("Find a document…"))
        self.filter.setAccessibleName(self.tr("Find a document"))
        self.filter.setClearButtonEnabled(True)
        self.list.setAccessibleName(self.tr("Documents to take questions from"))
        self.with_model.setText(self.tr("Let the writing model write the questions"))
        self.make.setText(self.tr("Make an exam from my documents"))
        self._fit()

    @Slot()
    def _on_source(self) -> None:
        if self.source.currentData():
            self._contents.ask_documents()
        self._fit()

    @Slot()
    def _fill_documents(self) -> None:
        chosen = set(self.chosen())
        self.list.blockSignals(True)
        self.list.clear()
        for document in self._contents.documents:
            item = QListWidgetItem(document.title, self.list)
            item.setData(_ID, document.id)
            item.setToolTip(document.name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            ticked = document.id in chosen
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        self.list.blockSignals(False)
        self._sift()
        self._fit()

    @Slot()
    def _sift(self) -> None:
        words = self.filter.text().casefold().split()
        for at in range(self.list.count()):
            item = self.list.item(at)
            text = f"{item.text()} {item.toolTip()}".casefold()
            item.setHidden(not all(word in text for word in words))

    @Slot()
    def _fit(self) -> None:
        some = bool(self.source.currentData())
        chosen = len(self.chosen()) if some else 0
        self.filter.setVisible(some)
        self.list.setVisible(some)
        self.with_model.setVisible(self._contents.has_writing_model)
        busy = self._contents.job("make_exam") is not None
        self.make.setEnabled(
            not busy and not self._contents.read_only and (bool(chosen) or not some)
        )
        note = ""
        if self._contents.read_only:
            note = self.tr("This library is open for reading only: no exam can be made in it now.")
        elif some and not chosen:
            note = self.tr("Tick the documents that questions should come from.")
        elif some:
            note = self.tr("%Ln document(s) chosen", "", chosen)
        self._note.setText(note)
        self._note.setVisible(bool(note))

    @Slot()
    def _begin(self) -> None:
        documents = self.chosen() if self.source.currentData() else ()
        with_model = self.with_model.isChecked() and self._contents.has_writing_model
        self.wanted.emit(int(self.count.currentData()), documents, with_model)
