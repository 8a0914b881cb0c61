"""Which ways of preparing and searching are tried: all that need nothing, unless chosen."""

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QVBoxLayout, QWidget

from core.types import Choice
from desktop import theme
from desktop.technique_names import technique_names
from desktop.theme import Space
from desktop.widgets.text import Words, plain_tip

TABLES = ("chunkers", "retrievers", "embedders")
_STACKED_BELOW = 640


class Ways(QFrame):
    """A card with a tick for each technique; what is missing for one is said beside it."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._choices: tuple[Choice, ...] = ()
        self.boxes: dict[Choice, QCheckBox] = {}
        self._titles = {table: Words("", "strong") for table in TABLES}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        self._grid.setHorizontalSpacing(Space.XL)
        self._columns = {table: QVBoxLayout() for table in TABLES}
        self._grid.setVerticalSpacing(Space.L)
        self._stacked = False
        for place, table in enumerate(TABLES):
            column = self._columns[table]
            column.setSpacing(Space.XS)
            column.addWidget(self._titles[table])
            self._grid.addLayout(column, 0, place)
            self._grid.setColumnStretch(place, 1)
        self.retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side where there is room, else below each other."""
        super().resizeEvent(event)
        stacked = self.width() < theme.px(_STACKED_BELOW)
        if stacked != self._stacked:
            self._stacked = stacked
            for column in self._columns.values():
                self._grid.removeItem(column)
            for place, table in enumerate(TABLES):
                row, side = (place, 0) if stacked else (0, place)
                self._grid.addLayout(self._columns[table], row, side)

    def minimumSizeHint(self) -> QSize:
        """As narrow as its widest column."""
        least = super().minimumSizeHint()
        widest = max((box.minimumSizeHint().width() for box in self.boxes.values()), default=0)
        return QSize(min(least.width(), widest + 2 * Space.L), least.height())

    def show_choices(self, choices: tuple[Choice, ...]) -> None:
        """Offer these; ticks that were set stay."""
        if choices == self._choices:
            return
        before = {(each.table, each.name): box.isChecked() for each, box in self.boxes.items()}
        for box in self.boxes.values():
            box.hide()
            box.deleteLater()
        self.boxes = {}
        self._choices = choices
        for choice in choices:
            if choice.table not in TABLES or choice.name == "auto":
                continue
            box = QCheckBox(self)
            ticked = before.get((choice.table, choice.name), _usual(choice))
            box.setChecked(ticked and not choice.needs)
            box.setEnabled(not choice.needs)
            box.toggled.connect(self.changed)
            self.boxes[choice] = box
            self._columns[choice.table].addWidget(box)
        for table in TABLES:
            alone = sum(choice.table == table for choice in self.boxes) < 2
            self._titles[table].setVisible(not alone)
            for choice, box in self.boxes.items():
                if choice.table == table:
                    box.setVisible(not alone)
        for column in self._columns.values():
            column.addStretch(1)
        self.retranslate()

    def chosen(self, table: str) -> tuple[str, ...]:
        """Names that are ticked in a table."""
        return tuple(
            choice.name
            for choice, box in self.boxes.items()
            if choice.table == table and box.isChecked()
        )

    def arguments(self) -> dict[str, tuple[str, ...]]:
        """What `compare_exam` is given; empty where everything usual is ticked."""
        given = {}
        for table in TABLES:
            chosen = self.chosen(table)
            usual = tuple(
                choice.name for choice in self.boxes if choice.table == table and _usual(choice)
            )
            given[table] = () if chosen == usual else chosen
        return given

    @property
    def enough(self) -> bool:
        """Whether there is something to try."""
        return bool(self.chosen("chunkers")) and bool(self.chosen("retrievers"))

    def changeEvent(self, event: QEvent) -> None:
        """Word it anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Word it in the language of the window."""
        self._titles["chunkers"].setText(self.tr("Documents prepared"))
        self._titles["retrievers"].setText(self.tr("Searched"))
        self._titles["embedders"].setText(self.tr("Read with"))
        for choice, box in self.boxes.items():
            name = technique_names.of_choice(choice)
            box.setText(technique_names.with_needs(choice, name.plain))
            box.setToolTip(plain_tip("\n".join(filter(None, (name.technical, name.sentence)))))


def _usual(choice: Choice) -> bool:
    """Whether it is tried unless the person says otherwise, as `compare_exam` does by default."""
    by_model = (choice.table, choice.name) == ("chunkers", "model")
    return not choice.needs and choice.table != "embedders" and not by_model
