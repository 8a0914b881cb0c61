"""Documents that the model has before its eyes at every question: chips, and a list to choose."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core import operations
from core.types import Document
from desktop import theme
from desktop.session import Session
from desktop.theme import Space
from desktop.widgets.buttons import Button
from desktop.widgets.flow import Flow
from desktop.widgets.text import Words, plain_tip

_ID = Qt.ItemDataRole.UserRole
_MOST_LISTED = 2000
_LIST = (340, 240)
_CHIP = 180
"""Pixels of a title on a chip."""


class PinnedDocuments(QWidget):
    """The chips; `ids` are what the next question takes along."""

    changed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.documents: tuple[Document, ...] = ()
        self._flow = Flow(self, Space.XS)
        self.chips: list[Button] = []
        self.chooser: PinChooser | None = None
        session.library_opened.connect(self.reload)
        session.changed.connect(self._on_changes)
        self.hide()

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of the documents, in the order they were chosen."""
        return tuple(each.id for each in self.documents)

    def reload(self) -> None:
        """Fetch what is pinned in the open library."""
        if self._session.summary is not None:
            request = self._session.link.start(operations.pinned_documents)
            request.done.connect(self._on_documents)

    def choose(self, under: QWidget) -> None:
        """Open the list above a button."""
        if self.chooser is None:
            self.chooser = PinChooser(self)
            self.chooser.chosen.connect(self._on_chosen)
        chooser = self.chooser
        chooser.begin(self.documents)
        request = self._session.link.start(operations.list_documents, limit=_MOST_LISTED)
        request.done.connect(chooser.show_documents)
        chooser.adjustSize()
        corner = under.mapToGlobal(QPoint(0, 0))
        chooser.move(corner - QPoint(0, chooser.height() + Space.XS))
        chooser.show()
        chooser.filter.setFocus(Qt.FocusReason.PopupFocusReason)

    def _on_changes(self, changes: object, _: object) -> None:
        if getattr(changes, "documents", False) and self.documents:
            self.reload()

    def _on_documents(self, documents: Sequence[Document]) -> None:
        self._show(tuple(documents))

    def _on_chosen(self, documents: tuple[Document, ...]) -> None:
        if tuple(each.id for each in documents) == self.ids:
            return
        self._show(documents)
        if self._session.summary is not None and not self._session.summary.read_only:
            request = self._session.link.start(operations.pin_documents, ids=list(self.ids))
            request.failed.connect(self._session.error_shown)

    def _remove(self, document: Document) -> None:
        self._on_chosen(tuple(each for each in self.documents if each.id != document.id))

    def _show(self, documents: tuple[Document, ...]) -> None:
        self.documents = documents
        for chip in self.chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = []
        for document in documents:
            chip = Button("", icon="close")
            chip.setProperty("role", "chip")
            chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
            chip.clicked.connect(lambda _=False, document=document: self._remove(document))
            self.chips.append(chip)
            self._flow.addWidget(chip)
        self.retranslate()
        self.changed.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Word the chips."""
        metrics = QFontMetrics(theme.font(theme.Type.SECOND))
        for chip, document in zip(self.chips, self.documents, strict=True):
            shown = metrics.elidedText(
                document.title, Qt.TextElideMode.ElideMiddle, theme.px(_CHIP)
            )
            chip.setText(shown.replace("&", "&&"))
            chip.setToolTip(plain_tip(document.title))
            chip.setAccessibleName(
                self.tr("Do not keep “{title}” before the model's eyes").format(
                    title=document.title
                )
            )


class PinChooser(QFrame):
    """A list to tick documents in, with a field to find them; closed, it has chosen."""

    chosen = Signal(object)
    """Documents."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("role", "notice")
        self._before: tuple[Document, ...] = ()
        self._found: dict[str, Document] = {}
        self.title = Words("", "strong")
        self.note = Words("", "second", wrap=True)
        self.filter = QLineEdit()
        self.filter.textChanged.connect(self._sift)
        self.list = QListWidget()
        self.list.setProperty("role", "ticks")
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemActivated.connect(self._turn)
        self.done_button = Button("")
        self.done_button.clicked.connect(self.close)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.done_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.M, Space.M, Space.M)
        column.setSpacing(Space.S)
        for part in (self.title, self.note, self.filter, self.list):
            column.addWidget(part)
        column.addLayout(row)
        self.list.setFixedSize(theme.px(_LIST[0]), theme.px(_LIST[1]))
        self.retranslate()

    def begin(self, pinned: tuple[Document, ...]) -> None:
        """Begin with what is pinned."""
        self._before = pinned
        self._found = {}
        self.list.clear()
        self.filter.clear()
        self.retranslate()

    def show_documents(self, documents: Sequence[Document]) -> None:
        """What there is to tick; those that are pinned come first."""
        pinned = {each.id for each in self._before}
        rest = [each for each in documents if each.id not in pinned]
        for document in [*self._before, *rest]:
            self._found[document.id] = document
            item = QListWidgetItem(document.title)
            item.setData(_ID, document.id)
            item.setToolTip(plain_tip(document.title))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            ticked = Qt.CheckState.Checked if document.id in pinned else Qt.CheckState.Unchecked
            item.setCheckState(ticked)
            self.list.addItem(item)
        self._sift(self.filter.text())

    def ticked(self) -> tuple[Document, ...]:
        """What is ticked: what was before, in its order, then the rest."""
        items = (self.list.item(at) for at in range(self.list.count()))
        return tuple(
            self._found[item.data(_ID)]
            for item in items
            if item.checkState() == Qt.CheckState.Checked
        )

    def hideEvent(self, event: object) -> None:
        """Whatever closes it, what is ticked is chosen; nothing, if the list never came."""
        super().hideEvent(event)  # type: ignore[arg-type]
        if self.list.count():
            self.chosen.emit(self.ticked())

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Word it."""
        self.title.setText(self.tr("Keep before the model's eyes"))
        self.note.setText(
            self.tr("The model reads all of these at every question, as far as they fit.")
        )
        self.filter.setPlaceholderText(self.tr("Find a document…"))
        self.filter.setAccessibleName(self.tr("Find a document…"))
        self.list.setAccessibleName(self.tr("Documents"))
        self.done_button.setText(self.tr("Done"))

    def _sift(self, words: str) -> None:
        wanted = words.casefold().split()
        for at in range(self.list.count()):
            item = self.list.item(at)
            title = item.text().casefold()
            item.setHidden(not all(word in title for word in wanted))

    def _turn(self, item: QListWidgetItem) -> None:
        on = item.checkState() == Qt.CheckState.Checked
        item.setCheckState(Qt.CheckState.Unchecked if on else Qt.CheckState.Checked)
