"""Where one begins: the names that matter most, the newest documents, the whole of it."""

from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from core.types import Document, Entity
from desktop import translations
from desktop.graph.contents import MapContents
from desktop.graph.name_row import NameChip, NameRow
from desktop.graph.section import Section
from desktop.graph.showing import Side
from desktop.graph.wording import words
from desktop.theme import Size, Space
from desktop.widgets.buttons import Button
from desktop.widgets.flow import Flow
from desktop.widgets.tab_order import tab_before
from desktop.widgets.text import Words

_DOCUMENTS = 6


class StartPage(QScrollArea):
    """Nothing is chosen yet."""

    path_wanted = Signal()

    def __init__(self, contents: MapContents, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._contents = contents
        self._title = Words("", "title", wrap=True)
        self._text = Words("", "second", wrap=True)
        self._central_title = Words("", "second")
        self._chips = QWidget()
        self._flow = Flow(self._chips, Space.S)
        self.documents = Section(_DOCUMENTS)
        self.overview = Button("", icon="map")
        self.path = Button("")
        self.suggestions = Button("")
        self._shown: tuple[Entity, ...] = ()
        self._documents: tuple[Document, ...] | None = None
        self._lay_out()
        self.overview.clicked.connect(lambda: contents.show_overview())
        self.path.clicked.connect(self.path_wanted)
        self.suggestions.clicked.connect(lambda: contents.choose_side(Side.SUGGESTIONS))
        contents.lists.changed.connect(self.fill)
        self.retranslate()

    def _lay_out(self) -> None:
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        buttons = QWidget()
        line = Flow(buttons, Space.S)
        for button in (self.overview, self.path, self.suggestions):
            line.addWidget(button)
        inner = QWidget()
        inner.setMaximumWidth(Size.COLUMN)
        column = QVBoxLayout(inner)
        column.setContentsMargins(Space.XL, Space.XXL, Space.XL, Space.XL)
        column.setSpacing(Space.M)
        column.addWidget(self._title)
        column.addWidget(self._text)
        column.addSpacing(Space.S)
        column.addWidget(self._central_title)
        column.addWidget(self._chips)
        column.addSpacing(Space.S)
        column.addWidget(buttons)
        column.addSpacing(Space.S)
        column.addWidget(self.documents)
        column.addStretch(1)
        page = QWidget()
        page.setProperty("role", "page")
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(inner, Size.COLUMN)
        row.addStretch(1)
        self.setWidget(page)

    def chips(self) -> list[NameChip]:
        """The names that are offered."""
        return [each for each in self._flow.widgets() if isinstance(each, NameChip)]

    @Slot()
    def fill(self) -> None:
        """Show what there is to begin with."""
        central = self._contents.lists.central
        if central != self._shown:
            self._shown = central
            self._fill_chips()
        self._central_title.setVisible(bool(central))
        if self._contents.lists.documents != self._documents:
            self._documents = self._contents.lists.documents
            self.documents.fill(
                self.tr("Begin with a document"),
                [partial(self._document, each) for each in self._documents],
            )
        alike = len(self._contents.lists.suggestions)
        self.suggestions.setVisible(bool(alike))
        self.suggestions.setText(self.tr("%Ln group(s) look like one and the same", "", alike))

    def _fill_chips(self) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for entity in self._shown:
            chip = NameChip(entity.name, str(entity.kind), words.spoken(entity), self._chips)
            chip.clicked.connect(partial(self._open, entity.id))
            self._flow.addWidget(chip)
            chip.show()
        tab_before(self.overview, self.chips())
        self._chips.updateGeometry()

    def _open(self, id: str, _: bool = False) -> None:
        self._contents.show_entities([id])

    def _document(self, document: Document) -> QWidget:
        row = NameRow(document.title, "", translations.date(document.added))
        row.clicked.connect(lambda: self._contents.show_documents([document.id]))
        return row

    def changeEvent(self, event: QEvent) -> None:
        """Speak another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Word it in the language of the window."""
        self._title.setText(self.tr("Where would you like to begin?"))
        self._text.setText(
            self.tr(
                "Search above, ask how two things are connected, or take one of these."
                " Each line of the map rests on sentences that you can open."
            )
        )
        self._central_title.setText(self.tr("Named most in your documents"))
        self.overview.setText(self.tr("Overview"))
        self.path.setText(self.tr("How are two connected…"))
        self._documents = None
        self._fill_chips()
        self.fill()
