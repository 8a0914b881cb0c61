"""Two fields: how is one connected with the other?"""

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from core.types import Entity
from desktop.graph.contents import MapContents
from desktop.graph.entity_field import EntityField
from desktop.graph.showing import What
from desktop.theme import Space
from desktop.widgets.buttons import IconButton
from desktop.widgets.text import Words


class PathBar(QFrame):
    """Shown on demand; two names make a question."""

    closed = Signal()

    def __init__(self, contents: MapContents, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._contents = contents
        self.setProperty("role", "header")
        self.source = EntityField(contents)
        self.target = EntityField(contents)
        self._and = Words("", "second")
        self._hint = Words("", "second", wrap=True)
        self.close_button = IconButton("close")
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.XL, Space.S, Space.XL, Space.S)
        row.setSpacing(Space.S)
        row.addWidget(self.source, 1)
        row.addWidget(self._and)
        row.addWidget(self.target, 1)
        row.addWidget(self._hint, 1)
        row.addWidget(self.close_button)
        self.source.chosen.connect(self._on_source)
        self.target.chosen.connect(self._on_target)
        self.source.asked.connect(self._on_unknown)
        self.target.asked.connect(self._on_unknown)
        self.close_button.clicked.connect(self.closed)
        contents.arrived.connect(self._follow)
        self.retranslate()

    def begin(self, first: Entity | None = None) -> None:
        """Show it; what is chosen is the first of the two."""
        self._say_how()
        self.show()
        if first is not None:
            self.source.show_entity(first)
            self.target.show_entity(None)
            self.target.setFocus()
        else:
            self.source.setFocus()

    def _say_how(self) -> None:
        self._hint.setText(self.tr("Or hold Shift and click two names in the drawing."))

    @Slot()
    def _follow(self) -> None:
        """Show the ends of the path that is shown, however it came about."""
        shown, seen = self._contents.shown, self._contents.seen
        if shown.what is What.PATHS and len(shown.ids) == 2:
            for field, id in zip((self.source, self.target), shown.ids, strict=True):
                if id in seen and not (field.hasFocus() and field.text()):
                    field.show_entity(seen[id])

    @Slot(object)
    def _on_source(self, entity: Entity) -> None:
        if self.target.entity is None:
            self.target.setFocus()
        else:
            self._ask()

    @Slot(object)
    def _on_target(self, entity: Entity) -> None:
        if self.source.entity is None:
            self.source.setFocus()
        else:
            self._ask()

    def _ask(self) -> None:
        source, target = self.source.entity, self.target.entity
        if source is None or target is None:
            return
        if source.id == target.id:
            self._hint.setText(self.tr("Choose two different names."))
            return
        self._hint.setText("")
        self._contents.show_paths(source.id, target.id)

    @Slot(str)
    def _on_unknown(self, text: str) -> None:
        self._hint.setText(self.tr("“{name}” is not on the map.").replace("{name}", text))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape puts it away."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Speak another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Word it in the language of the window."""
        self._and.setText(self.tr("and"))
        for field, text in (
            (self.source, self.tr("One name")),
            (self.target, self.tr("Another name")),
        ):
            field.setPlaceholderText(text)
            field.setAccessibleName(text)
        self.close_button.set_name(self.tr("Close"))
        if self._hint.text():
            self._say_how()
