"""The column at the right: the panel of what is chosen, in a place that scrolls."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from desktop.graph.community_panel import CommunityPanel
from desktop.graph.connection_panel import ConnectionPanel
from desktop.graph.contents import MapContents
from desktop.graph.corrections import Corrections
from desktop.graph.entity_panel import EntityPanel
from desktop.graph.list_panels import CorrectionsPanel, SuggestionsPanel
from desktop.graph.model_panel import ModelPanel
from desktop.graph.panel import Panel
from desktop.graph.path_panel import PathPanel
from desktop.graph.showing import Side


class SideColumn(QFrame):
    """Shows one panel; hidden while nothing is chosen."""

    closed = Signal()

    def __init__(
        self, contents: MapContents, corrections: Corrections, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._contents = contents
        self.entity = EntityPanel(contents, corrections)
        self.connection = ConnectionPanel(contents, corrections)
        self.paths = PathPanel(contents, corrections)
        self.community = CommunityPanel(contents)
        self.suggestions = SuggestionsPanel(contents, corrections)
        self.corrections = CorrectionsPanel(contents, corrections)
        self.model = ModelPanel(contents)
        self._panels: dict[Side, Panel] = {
            Side.ENTITY: self.entity,
            Side.CONNECTION: self.connection,
            Side.PATHS: self.paths,
            Side.COMMUNITY: self.community,
            Side.SUGGESTIONS: self.suggestions,
            Side.CORRECTIONS: self.corrections,
            Side.MODEL: self.model,
        }
        self._stack = QStackedWidget()
        self._areas: dict[Side, QScrollArea] = {}
        for side, panel in self._panels.items():
            panel.setProperty("role", "page")
            area = QScrollArea()
            area.setWidgetResizable(True)
            area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            area.setWidget(panel)
            self._areas[side] = area
            self._stack.addWidget(area)
            panel.closed.connect(self.closed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        contents.chosen_changed.connect(self.fill)
        contents.detail_arrived.connect(self.refill)
        contents.arrived.connect(self.refill)
        contents.lists.changed.connect(self._refill_lists)
        self.fill()

    @property
    def panel(self) -> Panel | None:
        """The panel that shows."""
        return self._panels.get(self._contents.chosen.side)

    @Slot()
    def fill(self) -> None:
        """Show the panel of what is chosen, from its top."""
        side = self._contents.chosen.side
        self.setVisible(side is not Side.NOTHING)
        if side in self._areas:
            self._stack.setCurrentWidget(self._areas[side])
            self._areas[side].verticalScrollBar().setValue(0)
            self._panels[side].fill()

    @Slot()
    def refill(self) -> None:
        """Show what has come, where the person has scrolled to."""
        if (panel := self.panel) is not None:
            panel.fill()

    @Slot()
    def _refill_lists(self) -> None:
        if self._contents.chosen.side in (Side.SUGGESTIONS, Side.CORRECTIONS, Side.MODEL):
            self.refill()
