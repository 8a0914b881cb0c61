"""The middle of the map: where to begin, the drawing, or the list of what is drawn."""

from collections import Counter

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from core.types import Entity, EntityKind, GraphNode, GraphView
from desktop import theme
from desktop.graph.canvas import GraphCanvas
from desktop.graph.contents import MapContents
from desktop.graph.corrections import Corrections
from desktop.graph.legend import Legend
from desktop.graph.list_view import EntitiesTable
from desktop.graph.showing import Side, What
from desktop.graph.start_page import StartPage
from desktop.graph.wording import filled, words
from desktop.theme import Space
from desktop.widgets.buttons import Button
from desktop.widgets.empty import Empty
from desktop.widgets.text import Words

_MOST = 8
"""Communities in the legend."""
_LONGEST_NAME = 40
"""Characters; what is longer is a question and no name."""


class Middle(QWidget):
    """Start page, drawing and list, of which one shows."""

    def __init__(
        self, contents: MapContents, corrections: Corrections, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._contents = contents
        self._corrections = corrections
        self._listed = False
        self.start = StartPage(contents)
        self.canvas = GraphCanvas()
        self.table = EntitiesTable()
        self.none = Empty("search")
        self.add = Button("", "link", icon="add")
        self.legend = Legend()
        self._note = Words("", "second")
        self._stack = QStackedWidget()
        for page in (self.start, self.canvas, self.table, self.none):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._stack, 1)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignHCenter)
        below = QHBoxLayout()
        below.setContentsMargins(Space.XL, Space.XS, Space.XL, Space.XS)
        below.setSpacing(Space.L)
        below.addWidget(self.legend, 1)
        below.addWidget(self._note)
        column.addLayout(below)
        self._connect()
        self.retranslate()

    def _connect(self) -> None:
        contents, canvas, table = self._contents, self.canvas, self.table
        contents.shown_changed.connect(self.fill)
        contents.arrived.connect(self._on_arrived)
        contents.chosen_changed.connect(self._show_chosen)
        canvas.node_chosen.connect(contents.choose_entity)
        canvas.node_opened.connect(lambda id: contents.show_entities([id]))
        canvas.edge_chosen.connect(contents.choose_connection)
        canvas.edge_opened.connect(self._open_edge)
        canvas.pair_chosen.connect(contents.show_paths)
        canvas.community_chosen.connect(contents.choose_community)
        canvas.nothing_chosen.connect(contents.choose_nothing)
        table.pointed.connect(lambda entity: contents.choose_entity(entity.id))
        table.opened.connect(self._open_listed)
        table.hidden_wanted.connect(self._corrections.hide)
        table.same_wanted.connect(self._merge)
        table.entities.renamed.connect(self._corrections.rename)
        self.none.pressed.connect(contents.show_start)
        self.add.clicked.connect(self._add)

    # ---- doing ---------------------------------------------------------------------------------

    @Slot(bool)
    def show_list(self, listed: bool) -> None:
        """Show the list in place of the drawing, or the other way round."""
        self._listed = listed
        self.fill()
        self.setFocus()

    @Slot(str, str)
    def _open_edge(self, source: str, target: str) -> None:
        """Twice pressed: its first sentence opens as soon as it is known."""
        self._contents.open_first_sentence(source, target)

    @Slot(object)
    def _open_listed(self, entity: Entity) -> None:
        self._contents.show_entities([entity.id])

    @Slot(object)
    def _merge(self, entities: list[Entity]) -> None:
        if len(entities) > 1:
            self._corrections.merge(sorted(entities, key=lambda each: -each.mentions))

    @Slot()
    def _add(self) -> None:
        """A name that no rule found: looked up in all documents."""
        self._corrections.add(self._contents.shown.question, EntityKind.OTHER)

    # ---- showing -------------------------------------------------------------------------------

    @property
    def page(self) -> QWidget | None:
        """What shows."""
        return self._stack.currentWidget()

    @Slot()
    def fill(self) -> None:
        """Show the page that fits what is shown."""
        contents = self._contents
        what = contents.shown.what
        page: QWidget
        if what is What.START:
            page = self.start
        elif not contents.waiting and self._empty():
            page = self.none
            self._say_none()
        else:
            page = self.table if self._listed else self.canvas
        had_focus = self._stack.isAncestorOf(self.focusWidget() or self)
        self._stack.setCurrentWidget(page)
        name = contents.shown.question
        self.add.setVisible(
            page is self.none and 0 < len(name) <= _LONGEST_NAME and not contents.read_only
        )
        self.add.setText(filled(self.tr("Look for “{name}” in all documents"), name=name))
        self.setFocusProxy(page)
        if had_focus:
            page.setFocus()
        self._say_note()

    def _empty(self) -> bool:
        contents = self._contents
        match contents.shown.what:
            case What.OVERVIEW:
                return contents.picture is not None and not contents.picture.ids
            case What.PATHS:
                return contents.paths == ()
            case _:
                return contents.view is not None and not contents.view.nodes

    @Slot()
    def _on_arrived(self) -> None:
        contents, canvas = self._contents, self.canvas
        canvas.set_colouring("community" if contents.by_community else "kind")
        if contents.shown.what is What.OVERVIEW:
            if contents.picture is not None:
                canvas.show_picture(contents.picture)
        elif contents.shown.what is What.PATHS:
            if contents.paths:
                canvas.show_view(view_of_paths(contents))
        elif contents.view is not None:
            canvas.show_view(contents.view)
        self.table.show_entities(contents.entities(), not contents.read_only)
        self.fill()
        self._show_chosen()

    @Slot()
    def _show_chosen(self) -> None:
        chosen, path = self._contents.chosen, self._contents.path
        ids: tuple[str, ...] = ()
        if self._contents.shown.what is What.PATHS and path is not None:
            ids = tuple(each.id for each in path.entities)
        elif chosen.side is Side.CONNECTION:
            ids = chosen.ids
        self.canvas.highlight(ids)
        self.canvas.select(chosen.ids if chosen.side is Side.ENTITY else ())
        if chosen.side is Side.ENTITY:
            self.table.point_at(chosen.ids[0])

    def _say_none(self) -> None:
        what = self._contents.shown.what
        if what is What.QUESTION:
            title = self.tr("The question names nothing that is on the map")
            text = self.tr("Name a person, a place or a thing as your documents call it.")
        elif what is What.PATHS:
            title = self.tr("No way from one to the other")
            text = self.tr("No sentences of your documents join the two within a few steps.")
        elif self._contents.where.kinds or self._contents.where.documents:
            title = self.tr("Nothing here fits the filter")
            text = self.tr("Show everything again, or begin elsewhere.")
        else:
            title = self.tr("Nothing on the map here")
            text = self.tr("No names were found in it.")
        self.none.say(title, text, self.tr("Start page"), "search")

    def _say_note(self) -> None:
        contents = self._contents
        left = 0
        if contents.shown.what is What.OVERVIEW and contents.picture is not None:
            left = contents.picture.left_out
        elif contents.shown.what not in (What.START, What.PATHS) and contents.view is not None:
            left = contents.view.left_out
        self._note.setText(self.tr("%Ln less connected one(s) left out.", "", left))
        self._note.setVisible(bool(left) and self.page is not self.none)

        self._say_colours()

    def _say_colours(self) -> None:
        """The kinds, or the communities, that are in the drawing, the most frequent first."""
        contents = self._contents
        picture = contents.picture if contents.shown.what is What.OVERVIEW else None
        lines: list[tuple[QColor, str]] = []
        shapes: list[str] = []
        if self.page is self.canvas and contents.by_community:
            groups = picture.groups if picture is not None else ()
            lines = [
                (theme.community_colour(at), group.name) for at, group in enumerate(groups[:_MOST])
            ]
        elif self.page is self.canvas:
            known = list(EntityKind)
            kinds = (
                [known[at] for at in picture.kinds]
                if picture is not None
                else [each.kind for each in contents.entities()]
            )
            counted = Counter(kinds).most_common()
            lines = [(theme.kind_colour(kind), words.kind(kind)) for kind, _ in counted]
            shapes = [str(kind) for kind, _ in counted]
        self.legend.show_meanings(lines, shapes)

    def changeEvent(self, event: QEvent) -> None:
        """Speak another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.PaletteChange:
            self._say_colours()

    def retranslate(self) -> None:
        """Word it in the language of the window."""
        self._say_none()
        self._say_note()


def view_of_paths(contents: MapContents) -> GraphView:
    """The paths as a drawing: each in a line of its own, the ends shared."""
    paths = contents.paths or ()
    nodes: dict[str, GraphNode] = {}
    for line, path in enumerate(paths):
        last = len(path.entities) - 1
        for at, entity in enumerate(path.entities):
            if entity.id in nodes:
                continue
            # The first way goes straight; the others bend around it, above and below in turn.
            side = (line + 1) // 2 * (1 if line % 2 else -1)
            inner = 0 < at < last
            x = at / max(last, 1) * _LENGTH
            nodes[entity.id] = GraphNode(entity, x, side * _APART if inner else 0.0, at)
    edges = {frozenset((hop.source, hop.target)): hop for path in paths for hop in path.hops}
    return GraphView(contents.shown.ids, tuple(nodes.values()), tuple(edges.values()))


_LENGTH = 600.0
_APART = 130.0
