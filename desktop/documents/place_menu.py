"""The side column as a menu, for a window too narrow for both."""

from PySide6.QtCore import QLocale, Signal, Slot
from PySide6.QtWidgets import QComboBox, QWidget

from desktop.documents.ordering import Place
from desktop.documents.places import PlaceList


class PlaceMenu(QComboBox):
    """Offers the places of a PlaceList."""

    chosen = Signal(object, str)
    """Place, and the tag for Place.TAG."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.activated.connect(self._on_activated)

    def follow(self, places: PlaceList, place: Place, tag: str) -> None:
        """Show the list's lines with their numbers, and which one is in use."""
        texts: list[str] = []
        data: list[tuple[Place, str]] = []
        for line in range(places.count()):
            item = places.item(line)
            kind, name, count = places.described(item)
            if kind is not None:
                number = f"  {QLocale().toString(count)}" if count else ""
                texts.append(item.text() + number)
                data.append((kind, name))
        if [self.itemText(line) for line in range(self.count())] != texts:
            self.clear()
            for text, each in zip(texts, data, strict=True):
                self.addItem(text, each)
        self.setCurrentIndex(data.index((place, tag)) if (place, tag) in data else 0)

    @Slot(int)
    def _on_activated(self, line: int) -> None:
        place, tag = self.itemData(line)
        self.chosen.emit(Place(place), tag)
