"""What the colours of the drawing mean: kinds or communities; a button with a menu."""

from functools import partial

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QMenu, QWidget

from desktop.graph.contents import MapContents
from desktop.widgets.buttons import Button


class ColourButton(Button):
    """Says what the colours mean; pressed, it lets the person choose."""

    def __init__(self, contents: MapContents, parent: QWidget | None = None) -> None:
        super().__init__("", "link", parent=parent)
        self._contents = contents
        self._menu = QMenu(self)
        self.setMenu(self._menu)
        self.setProperty("menu", "true")
        self.by_kind = self._menu.addAction("")
        self.by_community = self._menu.addAction("")
        for action, by_community in ((self.by_kind, False), (self.by_community, True)):
            action.setCheckable(True)
            action.triggered.connect(partial(self._choose, by_community))
        self.retranslate()

    def _choose(self, by_community: bool, _: bool = False) -> None:
        self._contents.set_by_community(by_community)
        self.retranslate()

    def changeEvent(self, event: QEvent) -> None:
        """Speak another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Word it in the language of the window."""
        by_community = self._contents.by_community
        self.by_kind.setText(self.tr("Colours by kind"))
        self.by_community.setText(self.tr("Colours by community"))
        self.by_kind.setChecked(not by_community)
        self.by_community.setChecked(by_community)
        self.setText((self.by_community if by_community else self.by_kind).text())
