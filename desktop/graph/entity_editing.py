"""What can be put right about an entity: its name, its kind, its spellings, and that it goes."""

from functools import partial

from PySide6.QtCore import QEvent, Slot
from PySide6.QtWidgets import QLineEdit, QMenu, QVBoxLayout, QWidget

from core.types import Entity, EntityKind
from desktop.graph.contents import MapContents
from desktop.graph.corrections import Corrections
from desktop.graph.entity_field import EntityField
from desktop.graph.name_row import NameChip
from desktop.graph.wording import filled, words
from desktop.theme import Space
from desktop.widgets.buttons import Button
from desktop.widgets.flow import Flow
from desktop.widgets.tab_order import tab_before
from desktop.widgets.text import Words

KINDS = (
    EntityKind.PERSON,
    EntityKind.PLACE,
    EntityKind.ORGANISATION,
    EntityKind.WORK,
    EntityKind.TERM,
    EntityKind.EVENT,
    EntityKind.OTHER,
)
"""Kinds that a person can give."""
_NAMES = 8


class EntityEditing(QWidget):
    """Small buttons, and the field that one of them opens."""

    def __init__(
        self, contents: MapContents, corrections: Corrections, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._contents = contents
        self._corrections = corrections
        self._entity: Entity | None = None
        self._names_title = Words("", "second")
        self._chips = QWidget()
        self._flow = Flow(self._chips)
        self.rename = Button("", "link", icon="edit")
        self.kind = Button("", "link", icon="tag")
        self.same = Button("", "link", icon="copy")
        self.hide_it = Button("", "link", icon="trash")
        self.name_field = QLineEdit()
        self.same_field = EntityField(contents)
        self._why = Words("", "second", wrap=True)
        self._kinds = QMenu(self.kind)
        self.kind.setMenu(self._kinds)
        self._lay_out()
        self.rename.clicked.connect(self.begin_rename)
        self.same.clicked.connect(self._begin_same)
        self.hide_it.clicked.connect(self._hide)
        self.name_field.returnPressed.connect(self._rename)
        self.same_field.chosen.connect(self._merge)
        self.retranslate()

    def _lay_out(self) -> None:
        row = QWidget()
        line = Flow(row, Space.S)
        for button in (self.rename, self.kind, self.same, self.hide_it):
            line.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self._names_title)
        column.addWidget(self._chips)
        column.addWidget(row)
        column.addWidget(self.name_field)
        column.addWidget(self.same_field)
        column.addWidget(self._why)

    def show_entity(self, entity: Entity | None) -> None:
        """Offer what can be done with it."""
        same = entity is not None and self._entity is not None and entity.id == self._entity.id
        self._entity = entity
        self.setVisible(entity is not None)
        allowed = not self._contents.read_only
        for button in (self.rename, self.kind, self.same, self.hide_it):
            button.setEnabled(allowed)
        self._why.setVisible(not allowed)
        if not same or not allowed:
            self.name_field.hide()
            self.same_field.hide()
        self._fill_names(entity, allowed)

    def _fill_names(self, entity: Entity | None, allowed: bool) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        names = entity.aliases[:_NAMES] if entity is not None else ()
        for name in names:
            spoken = filled(self.tr("Other name: {name}. Press for what can be done."), name=name)
            chip = NameChip(name, spoken=spoken, parent=self._chips)
            chip.setEnabled(allowed)
            chip.clicked.connect(partial(self._open_name_menu, chip))
            self._flow.addWidget(chip)
            chip.show()
        tab_before(self.rename, self._flow.widgets())
        self._names_title.setVisible(bool(names))
        self._chips.setVisible(bool(names))
        self._chips.updateGeometry()

    def _open_name_menu(self, chip: NameChip) -> None:
        menu = self.name_menu(chip.name)
        menu.popup(chip.mapToGlobal(chip.rect().bottomLeft()))

    def name_menu(self, name: str) -> QMenu:
        """What can be done with one of its names."""
        entity = self._entity
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        if entity is not None:
            split = menu.addAction(self.tr("Something else: make it an entry of its own"))
            split.triggered.connect(lambda: self._corrections.split(entity, name))
            rename = menu.addAction(self.tr("Show it under this name"))
            rename.triggered.connect(lambda: self._corrections.rename(entity, name))
        return menu

    # ---- doing ---------------------------------------------------------------------------------

    @Slot()
    def begin_rename(self) -> None:
        """Open the field for another name."""
        if self._entity is not None and not self._contents.read_only:
            self.same_field.hide()
            self.name_field.setText(self._entity.name)
            self.name_field.show()
            self.name_field.selectAll()
            self.name_field.setFocus()

    @Slot()
    def _begin_same(self) -> None:
        self.name_field.hide()
        self.same_field.show_entity(None)
        self.same_field.show()
        self.same_field.setFocus()

    @Slot()
    def _rename(self) -> None:
        self.name_field.hide()
        self.rename.setFocus()
        if self._entity is not None:
            self._corrections.rename(self._entity, self.name_field.text())

    @Slot(object)
    def _merge(self, other: Entity) -> None:
        self.same_field.hide()
        self.same.setFocus()
        if self._entity is not None and other.id != self._entity.id:
            self._corrections.merge([self._entity, other])

    @Slot()
    def _hide(self) -> None:
        if self._entity is not None:
            self._corrections.hide([self._entity])
            if self._contents.shown.ids == (self._entity.id,):
                # Nothing surrounds what is hidden: it would stand alone in the middle.
                self._contents.show_start()
            else:
                self._contents.choose_nothing()

    def cancel(self) -> bool:
        """Put an open field away; False when none was open."""
        for field, button in ((self.name_field, self.rename), (self.same_field, self.same)):
            if field.isVisible():
                field.hide()
                button.setFocus()
                return True
        return False

    def changeEvent(self, event: QEvent) -> None:
        """Speak another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Word it in the language of the window."""
        self._names_title.setText(self.tr("Also called"))
        self.rename.setText(self.tr("Rename"))
        self.kind.setText(self.tr("Change kind"))
        self.same.setText(self.tr("Same as…"))
        self.hide_it.setText(self.tr("Hide"))
        self.name_field.setAccessibleName(self.tr("New name"))
        self.same_field.setPlaceholderText(self.tr("Which other entry is the same?"))
        self.same_field.setAccessibleName(self.tr("The entry that is the same"))
        self._why.setText(
            self.tr("This library is open for reading only: nothing can be changed in it now.")
        )
        self._kinds.clear()
        for kind in KINDS:
            action = self._kinds.addAction(words.kind(kind))
            action.triggered.connect(partial(self._retype, kind))

    def _retype(self, kind: EntityKind, _: bool = False) -> None:
        if self._entity is not None:
            self._corrections.retype(self._entity, kind)
