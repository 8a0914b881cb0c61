"""What is done seldom: exports, lists, letting the writing model read, making the map anew."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from desktop.graph.contents import MapContents
from desktop.graph.showing import Side, What
from desktop.widgets.buttons import IconButton


class MoreButton(IconButton):
    """A small button that opens the menu."""

    export_wanted = Signal(str)
    """".graphml", ".png" or ".svg"."""

    def __init__(self, contents: MapContents, parent: QWidget | None = None) -> None:
        super().__init__("more", parent=parent)
        self._contents = contents
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._menu = QMenu(self)
        self.setMenu(self._menu)
        self.suggestions = self._menu.addAction("")
        self.corrections = self._menu.addAction("")
        self.model = self._menu.addAction("")
        self._menu.addSeparator()
        self.graphml = self._menu.addAction("")
        self.png = self._menu.addAction("")
        self.svg = self._menu.addAction("")
        self._menu.addSeparator()
        self.anew = self._menu.addAction("")
        self.suggestions.triggered.connect(lambda: contents.choose_side(Side.SUGGESTIONS))
        self.corrections.triggered.connect(lambda: contents.choose_side(Side.CORRECTIONS))
        self.model.triggered.connect(lambda: contents.choose_side(Side.MODEL))
        self.graphml.triggered.connect(lambda: self.export_wanted.emit(".graphml"))
        self.png.triggered.connect(lambda: self.export_wanted.emit(".png"))
        self.svg.triggered.connect(lambda: self.export_wanted.emit(".svg"))
        self.anew.triggered.connect(lambda: contents.upkeep.update(fresh=True))
        self._menu.aboutToShow.connect(self.fit)
        self.retranslate()

    def fit(self) -> None:
        """Offer what is possible now."""
        contents = self._contents
        status = contents.upkeep.status
        there = status is not None and bool(status.entities)
        drawn = contents.shown.what is not What.START and there
        idle = contents.upkeep.job is None and not contents.read_only
        self.suggestions.setEnabled(there)
        self.model.setVisible(contents.lists.has_writing_model)
        self.model.setEnabled(idle and not contents.empty_library)
        self.graphml.setEnabled(there)
        self.png.setEnabled(drawn)
        self.svg.setEnabled(drawn)
        self.anew.setEnabled(idle and not contents.empty_library)

    def changeEvent(self, event: QEvent) -> None:
        """Speak another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Word it in the language of the window."""
        self.set_name(self.tr("More"))
        self.suggestions.setText(self.tr("What looks like one and the same…"))
        self.corrections.setText(self.tr("Your corrections…"))
        self.model.setText(self.tr("Let the writing model read documents…"))
        self.graphml.setText(self.tr("Export as GraphML…"))
        self.png.setText(self.tr("Export as a picture (PNG)…"))
        self.svg.setText(self.tr("Export as a drawing (SVG)…"))
        self.anew.setText(self.tr("Make the map anew"))
