"""What the map shows, and what is chosen on it; asked of the engine and kept up to date.

Nothing is asked before the pane is first seen.
"""

import dataclasses
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core import operations
from core.errors import EngineGone, LecternError
from core.events import Changes
from core.operations import Verb
from core.types import (
    Community,
    CommunityReport,
    Connection,
    Entity,
    EntityDetail,
    Evidence,
    GraphFilter,
    GraphPath,
    GraphPicture,
    GraphView,
)
from desktop.engine_link import Request
from desktop.graph.asking import Asking
from desktop.graph.lists import MapLists
from desktop.graph.showing import Chosen, Shown, Side, What
from desktop.session import Session

MOST_BEFORE = 40
"""How many steps the way back has."""
MOST_LISTED = 300
"""Entities in the list of the overview."""
AGAIN_MILLISECONDS = 150


class MapContents(QObject):
    """The map of the library that is open."""

    shown_changed = Signal()
    """Something else is to be shown; it may still be on its way."""
    arrived = Signal()
    """What is shown has come: view, picture or paths."""
    chosen_changed = Signal()
    detail_arrived = Signal()
    """What is chosen has come."""
    trouble_changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.upkeep = session.graph
        self.lists = MapLists(session, self)
        self.depth = 1
        self.where = GraphFilter()
        self.by_community = False
        self._awake = False
        self._path = session.summary.path if session.summary is not None else ""
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(AGAIN_MILLISECONDS)
        self._again.timeout.connect(self.look_again)
        self._forget()
        session.library_opened.connect(self._on_library)
        session.changed.connect(self._on_changes)
        session.settings_changed.connect(self._on_settings)
        self.lists.changed.connect(lambda: self._remember(self.lists.central))

    def _forget(self) -> None:
        self.shown = Shown()
        self.chosen = Chosen()
        self._before: list[tuple[Shown, Chosen]] = []
        self.trouble: LecternError | None = None
        self._asking = Asking(self.session.link)
        self.view: GraphView | None = None
        self.picture: GraphPicture | None = None
        self.levels = 1
        """Levels of communities that are known of."""
        self.paths: tuple[GraphPath, ...] | None = None
        self.path_at = 0
        """Which of the paths is followed."""
        self.listed: tuple[Entity, ...] = ()
        self.seen: dict[str, Entity] = {}
        """Entities that were shown or found lately, by id."""
        self.detail: EntityDetail | None = None
        self.evidence: tuple[Evidence, ...] | None = None
        """Of the connection that is chosen."""
        self.report: CommunityReport | None = None
        self._opens: tuple[str, ...] = ()
        """The connection whose first sentence opens when it has come."""

    # ---- what is known -------------------------------------------------------------------------

    @property
    def read_only(self) -> bool:
        """Whether nothing can be changed in this library."""
        summary = self.session.summary
        return summary is not None and summary.read_only

    @property
    def empty_library(self) -> bool:
        """Whether there is no document."""
        summary = self.session.summary
        return summary is None or summary.documents == 0

    @property
    def waiting(self) -> bool:
        """Whether what is shown has not come yet."""
        return self._asking.waits("shown")

    @property
    def can_go_back(self) -> bool:
        """Whether something was shown before."""
        return bool(self._before)

    def entity(self, id: str) -> Entity | None:
        """An entity that is shown, by its id."""
        return next((each for each in self.entities() if each.id == id), None)

    def entities(self) -> tuple[Entity, ...]:
        """The entities that are shown, for the list."""
        if self.shown.what is What.OVERVIEW:
            return self.listed
        if self.shown.what is What.PATHS:
            each = {e.id: e for path in self.paths or () for e in path.entities}
            return tuple(each.values())
        return tuple(node.entity for node in self.view.nodes) if self.view is not None else ()

    def connection(self, source: str, target: str) -> Connection | None:
        """A connection that is shown, whichever way round."""
        edges = self.view.edges if self.view is not None else ()
        hops = tuple(hop for path in self.paths or () for hop in path.hops)
        listed = tuple(each for each, _ in self.detail.connections) if self.detail else ()
        ends = {source, target}
        return next((e for e in (*edges, *hops, *listed) if {e.source, e.target} == ends), None)

    @property
    def path(self) -> GraphPath | None:
        """The path that is followed."""
        if not self.paths:
            return None
        return self.paths[min(self.path_at, len(self.paths) - 1)]

    # ---- going somewhere -----------------------------------------------------------------------

    def show_entities(self, ids: Sequence[str]) -> None:
        """Put entities in the middle; one alone is also chosen."""
        ids = tuple(ids)
        if ids:
            chosen = Chosen(Side.ENTITY, ids) if len(ids) == 1 else Chosen()
            self.go(Shown(What.AROUND, ids), chosen)

    def show_question(self, question: str) -> None:
        """Show what surrounds the entities that a question names."""
        self.go(Shown(What.QUESTION, (), question))

    def show_documents(self, ids: Sequence[str]) -> None:
        """Show what some documents name."""
        self.go(Shown(What.DOCUMENTS, tuple(ids)))

    def show_paths(self, source: str, target: str) -> None:
        """Show how two entities are connected."""
        self.go(Shown(What.PATHS, (source, target)), Chosen(Side.PATHS, (source, target)))

    def show_overview(self, level: int = 0) -> None:
        """Show everything there is, by communities."""
        self.go(Shown(What.OVERVIEW, level=level))

    def show_start(self) -> None:
        """Show where one can begin."""
        self.go(Shown())

    def go(self, shown: Shown, chosen: Chosen | None = None) -> None:
        """Show something else, with a way back."""
        chosen = chosen or Chosen()
        if (shown, chosen) == (self.shown, self.chosen) and not self.trouble:
            return
        self._before = [*self._before, (self.shown, self.chosen)][-MOST_BEFORE:]
        self._show(shown, chosen)

    @Slot()
    def back(self) -> None:
        """Show what was shown before."""
        if self._before:
            self._show(*self._before.pop())

    def _show(self, shown: Shown, chosen: Chosen) -> None:
        same = shown == self.shown and not self.trouble
        self.shown = shown
        self._settle()
        if not same:
            self.view, self.picture, self.paths, self.path_at = None, None, None, 0
            self._ask_shown()
        self.shown_changed.emit()
        self.choose(chosen)
        if same:
            self.arrived.emit()

    def set_depth(self, depth: int) -> None:
        """Show fewer or more steps around the middle."""
        if depth != self.depth:
            self.depth = depth
            self.look_again()

    def set_filter(self, where: GraphFilter) -> None:
        """Show only a part."""
        if where != self.where:
            self.where = where
            self.look_again()

    def set_by_community(self, by_community: bool) -> None:
        """Colour by community or by kind."""
        self.by_community = by_community
        self.arrived.emit()

    def follow_path(self, at: int) -> None:
        """Follow another of the paths."""
        self.path_at = at
        self.arrived.emit()

    # ---- choosing ------------------------------------------------------------------------------

    def choose_entity(self, id: str) -> None:
        """Show an entity in the column."""
        self.choose(Chosen(Side.ENTITY, (id,)))

    def choose_connection(self, source: str, target: str) -> None:
        """Show why two are connected."""
        self.choose(Chosen(Side.CONNECTION, (source, target)))

    def open_first_sentence(self, source: str, target: str) -> None:
        """Show why two are connected, and the best sentence in its place."""
        self._opens = (source, target)
        self.choose_connection(source, target)

    def choose_community(self, community: Community | int) -> None:
        """Show what a community is about."""
        id = community if isinstance(community, int) else community.id
        self.choose(Chosen(Side.COMMUNITY, community=id))

    def choose_side(self, side: Side) -> None:
        """Show one of the lists."""
        self.choose(Chosen(side))

    @Slot()
    def choose_nothing(self) -> None:
        """Put the column away, but never the paths that were asked for."""
        paths = self.shown.what is What.PATHS and self.chosen.side is not Side.PATHS
        self.choose(Chosen(Side.PATHS, self.shown.ids) if paths else Chosen())

    def choose(self, chosen: Chosen) -> None:
        """Show something in the column."""
        if chosen != self.chosen:
            self.chosen = chosen
            self.detail, self.evidence, self.report = None, None, None
        self._ask_chosen()
        self.chosen_changed.emit()

    # ---- asking --------------------------------------------------------------------------------

    def wake(self) -> None:
        """The pane is seen: ask for what it starts with."""
        if not self._awake and self.session.summary is not None:
            self._awake = True
            self.lists.look()
            if self.shown.what is not What.START:
                self._ask_shown()
                self._ask_chosen()

    @Slot()
    def look_again(self) -> None:
        """Ask again for all that is on screen; what is shown stays until the new has come."""
        if self._awake:
            self.lists.look()
            self._ask_shown()
            self._ask_chosen()

    def find(self, words: str, limit: int, then: Callable[[tuple[Entity, ...]], object]) -> Request:
        """Look names up, while someone types."""

        def take(found: tuple[Entity, ...]) -> None:
            self._remember(found)
            then(found)

        return self._asking.ask("find", operations.find_entities, take, words=words, limit=limit)

    def _remember(self, entities: Iterable[Entity]) -> None:
        self.seen |= {each.id: each for each in entities}

    def _ask_shown(self) -> None:
        if not self._awake:
            return
        shown, where = self.shown, self.where
        ids, words = list(shown.ids), shown.question
        match shown.what:
            case What.START:
                self._asking.drop("shown")
            case What.AROUND:
                self._ask_for("view", operations.graph_around, ids=ids, depth=self.depth,
                              where=where)  # fmt: skip
            case What.QUESTION:
                self._ask_for("view", operations.graph_of_question, question=words,
                              depth=self.depth)  # fmt: skip
            case What.DOCUMENTS:
                self._ask_for("view", operations.graph_of_documents, documents=ids)
            case What.PATHS:
                self._ask_for("paths", operations.graph_paths, source=ids[0], target=ids[1])
            case What.OVERVIEW:
                level = shown.level
                self._ask_for("picture", operations.graph_picture, level=level, where=where)
                self._asking.ask("listed", operations.find_entities, self._take_listed, words="",
                                 limit=MOST_LISTED, where=where)  # fmt: skip
                self._asking.ask("finer", operations.graph_communities, self._take_finer,
                                 level=level + 1)  # fmt: skip

    def _ask_for(self, part: str, verb: Verb, **arguments: Any) -> None:
        self._asking.ask("shown", verb, partial(self._take_shown, part), self._fail, **arguments)

    def _take_shown(self, part: str, value: object) -> None:
        setattr(self, part, value)
        self._remember(self.entities())
        if part == "view" and self.shown.what is What.QUESTION and self.view is not None:
            # A question about two is answered by what joins them.
            if len(self.view.centre) == 2:
                ends = self.view.centre
                self.shown = dataclasses.replace(self.shown, what=What.PATHS, ids=ends)
                self.shown_changed.emit()
                self._ask_shown()
                self.choose(Chosen(Side.PATHS, ends))
                return
            if len(self.view.centre) == 1 and self.chosen.side is Side.NOTHING:
                self.choose_entity(self.view.centre[0])
        self.arrived.emit()

    def _take_listed(self, entities: tuple[Entity, ...]) -> None:
        self.listed = entities
        self._remember(entities)
        self.arrived.emit()

    def _take_finer(self, communities: tuple[Community, ...]) -> None:
        # Asked for one that is too deep, the engine gives the finest there is.
        finer = any(each.level > self.shown.level for each in communities)
        self.levels = self.shown.level + (2 if finer else 1)
        self.arrived.emit()

    def _ask_chosen(self) -> None:
        chosen = self.chosen
        match chosen.side:
            case Side.ENTITY:
                self._ask_detail("detail", operations.entity_detail, id=chosen.ids[0])
            case Side.CONNECTION:
                self._ask_detail("evidence", operations.connection_evidence,
                                 source=chosen.ids[0], target=chosen.ids[1])  # fmt: skip
            case Side.COMMUNITY:
                self._ask_detail("report", operations.community_report, id=chosen.community)
            case _:
                self._asking.drop("chosen")

    def _ask_detail(self, part: str, verb: Verb, **arguments: Any) -> None:
        if self._awake:
            self._asking.ask("chosen", verb, partial(self._take_detail, part), self._fail_detail,
                      **arguments)  # fmt: skip

    def _take_detail(self, part: str, value: object) -> None:
        before = self.report
        if (
            isinstance(value, CommunityReport)
            and before is not None
            and before.community.name != value.community.name
        ):
            # Communities count through: in a newer graph another one may have the number.
            self.choose(Chosen())
            return
        setattr(self, part, value)
        if isinstance(value, EntityDetail):
            self._remember((value.entity, *(each for _, each in value.connections)))
            # One that was merged into another bears its name now.
            self.chosen = Chosen(Side.ENTITY, (value.entity.id,))
        opens, self._opens = self._opens, ()
        if part == "evidence" and self.evidence and opens == self.chosen.ids:
            self.session.open_citation(self.evidence[0].citation)
        self.detail_arrived.emit()

    def _fail(self, error: LecternError) -> None:
        if not isinstance(error, EngineGone):
            self.trouble = error
            self.trouble_changed.emit()

    def _fail_detail(self, error: LecternError) -> None:
        """What was chosen is no longer there."""
        self.choose(Chosen())

    def _settle(self) -> None:
        if self.trouble is not None:
            self.trouble = None
            self.trouble_changed.emit()

    @Slot()
    def try_again(self) -> None:
        """Ask once more for what did not come."""
        self._settle()
        self.look_again()
        self.shown_changed.emit()

    # ---- what happens elsewhere ----------------------------------------------------------------

    @Slot(object, object)
    def _on_changes(self, changes: Changes, by: object) -> None:
        if changes.graph:
            self._again.start()

    @Slot()
    def _on_settings(self) -> None:
        """Another writing model may be able to read."""
        if self._awake and self.session.summary is not None:
            self.lists.look_at_models()

    @Slot()
    def _on_library(self) -> None:
        summary = self.session.summary
        path = summary.path if summary is not None else ""
        was_awake, self._awake = self._awake, False
        # The same library again, after the engine was restarted: what is shown is still true.
        if path != self._path:
            self._path = path
            self.lists.forget()
            self._forget()
            self.shown_changed.emit()
            self.chosen_changed.emit()
        if was_awake:
            self.wake()
