"""The knowledge graph of an opened library: the state that was assembled last, mapped from disk.

What it is made of stands in SQLite (core/stores/graph_facts.py); core/graph_building.py brings it
up to date. Here it is only looked at, from any thread.
"""

import threading
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from core.stores.database import Database
from core.stores.graph_facts import GraphFacts
from core.stores.library_folder import LibraryFolder
from core.types import Correction, EntityKind, GraphStatus

if TYPE_CHECKING:
    from core.graph.arrays import Graph
    from core.graph.corpus import Corpus
    from core.graph.saving import Saved


class OpenedGraph:
    """Use `KnowledgeBase.graph`."""

    def __init__(self, folder: LibraryFolder, database: Database) -> None:
        self.folder = folder.graph
        self.facts = GraphFacts(database)
        self._database = database
        self._guard = threading.Lock()
        self._saved: Saved | None = None
        self._name = ""
        self._closed = False
        self.joined: tuple[Corpus, Mapping[str, Any]] | None = None
        """The readings as core/graph_building.py joined them last, and which they were."""

    def snapshot(self) -> "Graph | None":
        """The graph as it was assembled last; None where none has been. It never changes itself."""
        saved = self._current()
        return saved.graph if saved else None

    @property
    def version(self) -> str:
        """Another one with each state of the graph; "" where there is none."""
        saved = self._current()
        return saved.name if saved else ""

    def about(self) -> Mapping[str, Any]:
        """What the current state was made of, see core/graph_building.py; empty for none."""
        saved = self._current()
        return saved.about if saved else {}

    def status(self) -> GraphStatus:
        """What the graph holds and how far it is behind the documents."""
        graph, about = self.snapshot(), self.about()
        held = self.facts.corrections()
        undo = held[-1] if held else None
        behind = self.behind()
        if graph is None:
            return GraphStatus(
                missing=behind,
                undo=undo.kind if undo else "",
                undo_names=self._called(undo),
            )
        import numpy as np

        shown = ~graph.hidden
        counts = np.bincount(graph.kind[shown], minlength=len(EntityKind)).tolist()
        kinds = sorted(
            ((str(kind), count) for kind, count in zip(EntityKind, counts, strict=True) if count),
            key=lambda each: -each[1],
        )
        return GraphStatus(
            entities=int(shown.sum()),
            connections=len(graph.source),
            communities=int((graph.community_level == 0).sum()),
            documents=len(graph.documents),
            missing=behind,
            kinds=tuple(kinds),
            built=float(about.get("built", 0.0)),
            seconds=float(about.get("seconds", 0.0)),
            read_by_model=len(about.get("model", ())),
            undo=undo.kind if undo else "",
            undo_names=self._called(undo),
        )

    def behind(self) -> int:
        """How many documents' worth of changes the graph does not show; 0: it is up to date."""
        from core.graph.reading import VERSION

        about = self.about()
        in_graph: Mapping[str, int] = about.get("numbers", {})
        now = self.facts.numbers(VERSION)
        there = {row[0] for row in self._database.connection.execute("SELECT id FROM documents")}
        changed = {id for id in there if id not in now or in_graph.get(id) != now[id]}
        changed.update(id for id in in_graph if id not in there)
        if changed:
            return len(changed)
        if not there and not about:
            return 0
        same = (
            about.get("model", {}) == self.facts.model_readings()
            and tuple(about.get("corrections", ())) == self.facts.held()
        )
        return 0 if same else 1

    def corrections(self) -> tuple[Correction, ...]:
        """The corrections made by hand that hold, latest first."""
        return self.facts.corrections()[::-1]

    def close(self) -> None:
        """Let go of the mapped file, as far as nobody holds a snapshot."""
        with self._guard:
            self._closed = True
            self.joined = None
            self._saved, self._name = None, ""

    def _current(self) -> "Saved | None":
        from core.graph.saving import current, load

        # Another process may have written a newer one: the name is read each time.
        name = current(self.folder)
        with self._guard:
            if self._closed:
                return None
            if name != self._name:
                self._saved, self._name = load(self.folder) if name else None, name
            return self._saved

    def _called(self, correction: Correction | None) -> tuple[str, ...]:
        from core.graph.keys import key_of

        if correction is None:
            return ()
        graph = self.snapshot()
        names = dict(zip(graph.ids, graph.names, strict=True)) if graph is not None else {}
        if graph is not None and not names.keys() >= set(correction.entities):
            # One that was merged into another is called as it is spelt there.
            spelt = (each for aliases in graph.aliases for each in aliases)
            names = {key_of(each): each for each in spelt} | names
        return tuple(names.get(id, id) for id in correction.entities) or (correction.text,)
