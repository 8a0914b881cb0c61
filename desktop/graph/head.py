"""The two lines above the map: search and list; steps around, paths, overview, filter, colours."""

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from desktop import theme
from desktop.graph.colour_button import ColourButton
from desktop.graph.contents import MapContents
from desktop.graph.entity_field import EntityField
from desktop.graph.filter_button import FilterButton
from desktop.graph.more_menu import MoreButton
from desktop.graph.showing import What
from desktop.graph.wording import words
from desktop.theme import Size, Space
from desktop.widgets.buttons import Button, IconButton
from desktop.widgets.flow import Flow
from desktop.widgets.text import ElidedWords, Words

_SLIDER = 84
_FIELD = 220
_DEEPEST = 3


class Head(QFrame):
    """Search, and the ways to look."""

    path_wanted = Signal()
    list_toggled = Signal(bool)

    def __init__(self, contents: MapContents, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._contents = contents
        self.setProperty("role", "header")
        self._title = Words("", "heading")
        self.search = EntityField(contents)
        self.search.setMinimumWidth(theme.px(_FIELD) // 2)
        self.facts = ElidedWords("", "second", mode=Qt.TextElideMode.ElideRight)
        self.list_button = Button("")
        self.list_button.setCheckable(True)
        self.more = MoreButton(contents)
        self.back = IconButton("back")
        self._depth_name = Words("", "second")
        self.steps = QSlider(Qt.Orientation.Horizontal)
        self.steps.setRange(1, _DEEPEST)
        self.steps.setPageStep(1)
        self.steps.setFixedWidth(_SLIDER)
        self.level_down = Button("", "link")
        self.level_up = Button("", "link")
        self.path = Button("", "link")
        self.overview = Button("", "link")
        self.start = Button("", "link")
        self.filter = FilterButton()
        self.colour = ColourButton(contents)
        self._lay_out()
        self._connect()
        self.retranslate()

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setContentsMargins(Space.XL, 0, Space.XL, 0)
        first.setSpacing(Space.M)
        first.addWidget(self._title)
        first.addWidget(self.search, 2)
        first.addWidget(self.facts, 1)
        first.addWidget(self.list_button)
        first.addWidget(self.more)
        self._first = QWidget()
        self._first.setLayout(first)
        self._first.setMinimumHeight(Size.HEADER)
        self._tools = QWidget()
        tools = Flow(self._tools, Space.M)
        tools.setContentsMargins(Space.XL - Space.S, 0, Space.XL, Space.S)
        self._around = QWidget()
        around = QHBoxLayout(self._around)
        around.setContentsMargins(0, 0, 0, 0)
        around.setSpacing(Space.S)
        around.addWidget(self._depth_name)
        around.addWidget(self.steps)
        for widget in (
            self.back, self._around, self.level_up, self.level_down, self.path, self.overview,
            self.start, self.filter, self.colour,
        ):  # fmt: skip
            tools.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._first)
        column.addWidget(self._tools)

    def _connect(self) -> None:
        contents = self._contents
        self.search.chosen.connect(lambda entity: contents.show_entities([entity.id]))
        self.search.asked.connect(contents.show_question)
        self.back.clicked.connect(contents.back)
        self.steps.valueChanged.connect(self._on_depth)
        self.path.clicked.connect(self.path_wanted)
        self.overview.clicked.connect(lambda: contents.show_overview())
        self.start.clicked.connect(contents.show_start)
        self.level_up.clicked.connect(lambda: contents.show_overview(contents.shown.level - 1))
        self.level_down.clicked.connect(lambda: contents.show_overview(contents.shown.level + 1))
        self.filter.chosen.connect(contents.set_filter)
        self.list_button.toggled.connect(self._word_list_button)
        self.list_button.toggled.connect(self.list_toggled)
        contents.shown_changed.connect(self.fill)
        contents.arrived.connect(self.fill)
        contents.lists.changed.connect(self.fill)
        contents.upkeep.changed.connect(self.fill)

    @Slot(int)
    def _on_depth(self, depth: int) -> None:
        self._word_depth()
        self._contents.set_depth(depth)

    @Slot()
    def fill(self) -> None:
        """Show what can be done with what is shown."""
        contents = self._contents
        shown, status = contents.shown, contents.upkeep.status
        known = status is not None and bool(status.entities)
        self.facts.setText(words.facts(status) if known and status is not None else "")
        what = shown.what
        self._tools.setVisible(known and what is not What.START)
        self._around.setVisible(what in (What.AROUND, What.QUESTION))
        in_overview = what is What.OVERVIEW
        self.level_up.setVisible(in_overview)
        self.level_down.setVisible(in_overview)
        self.level_up.setEnabled(shown.level > 0)
        self.level_down.setEnabled(shown.level + 1 < contents.levels)
        self.overview.setVisible(not in_overview)
        self.filter.setVisible(what in (What.AROUND, What.OVERVIEW))
        self.back.setEnabled(contents.can_go_back)
        self.filter.show_filter(contents.where)
        if status is not None:
            self.filter.show_choices(status.kinds, contents.lists.documents)
        self.list_button.setEnabled(what is not What.START)
        if not self.search.hasFocus():
            self._show_in_field()

    def _show_in_field(self) -> None:
        """What is in the middle stands in the field."""
        shown = self._contents.shown
        if shown.question:
            self.search.show_entity(None)
            self.search.setText(shown.question)
        elif shown.what is What.AROUND and len(shown.ids) == 1:
            entity = self._contents.entity(shown.ids[0]) or self._contents.seen.get(shown.ids[0])
            self.search.show_entity(entity)
        else:
            self.search.show_entity(None)

    @Slot()
    def _word_list_button(self) -> None:
        """It says what pressing it shows."""
        listed = self.list_button.isChecked()
        self.list_button.setText(self.tr("Drawing") if listed else self.tr("List"))
        tip = self.tr("Show the drawing") if listed else self.tr("Show the map as a list")
        self.list_button.setToolTip(f"{tip}  Ctrl+T")

    def _word_depth(self) -> None:
        text = self.tr("Around: %Ln step(s)", "", self.steps.value())
        self._depth_name.setText(text)
        self.steps.setAccessibleName(text)

    def changeEvent(self, event: QEvent) -> None:
        """Speak another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Word it in the language of the window."""
        self._title.setText(self.tr("Map"))
        self.search.setPlaceholderText(
            self.tr("Search the map, or ask: how is A connected with B?")
        )
        self.search.setAccessibleName(self.tr("Search the map, or ask a question"))
        self._word_list_button()
        self.back.set_name(self.tr("Back") + "  Alt+←")
        self.path.setText(self.tr("How are two connected…"))
        self.overview.setText(self.tr("Overview"))
        self.start.setText(self.tr("Start page"))
        self.level_up.setText(self.tr("Broader"))
        self.level_down.setText(self.tr("Finer"))
        self._word_depth()
        self.fill()
