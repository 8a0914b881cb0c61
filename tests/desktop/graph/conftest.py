"""A real map room over a real session; the engine is a script that keeps a small map."""

import dataclasses

import pytest

from core.errors import NotFound
from core.events import Changes
from core.types import Choice, CorrectionKind, LibrarySummary
from desktop import theme, translations
from desktop.graph.pane import MapPane

from . import made


class Map:
    """What the library would hold; corrections change the status and are told as a change."""

    def __init__(self):
        self.entities = made.entities()
        self.status = made.status()
        self.corrections = []
        self.choices = ()
        self.suggestions = made.suggestions()
        self.paths = made.paths()

    def find(self, words="", limit=20, where=None):
        found = [
            each for each in self.entities.values()
            if words.casefold() in " ".join((each.name, *each.aliases)).casefold()
        ]  # fmt: skip
        return tuple(found[:limit])

    def around(self, ids, depth=1, limit=80, where=None):
        view = made.view(*ids)
        nodes = tuple(n for n in view.nodes if n.entity.id in self.entities)
        nodes = tuple(
            dataclasses.replace(n, entity=self.entities[n.entity.id])
            for n in nodes
            if where is None or not where.kinds or n.entity.kind in where.kinds
        )
        return dataclasses.replace(view, nodes=nodes)

    def question(self, question, depth=1, limit=80):
        named = tuple(id for id, each in self.entities.items() if each.name in question)
        if not named:
            return dataclasses.replace(made.view(), nodes=(), edges=(), left_out=0)
        return made.view(*named)

    def detail(self, id, limit=50):
        found = made.detail(id)
        if found.entity.id not in self.entities:
            raise NotFound(what=id)
        return dataclasses.replace(found, entity=self.entities[found.entity.id])

    def correct(self, correction):
        self.corrections.append(correction)
        known = made.entities() | self.entities
        names = tuple(known[id].name for id in correction.entities) or (correction.text,)
        if correction.kind is CorrectionKind.RENAME:
            id = correction.entities[0]
            self.entities[id] = dataclasses.replace(self.entities[id], name=correction.text)
        if correction.kind is CorrectionKind.HIDE:
            for id in correction.entities:
                del self.entities[id]
        self.status = dataclasses.replace(
            self.status, undo=str(correction.kind), undo_names=names)  # fmt: skip
        return Changes(graph=True), self.status

    def undo(self):
        self.corrections.pop()
        self.status = dataclasses.replace(self.status, undo="", undo_names=())
        return Changes(graph=True), self.status


@pytest.fixture
def graph():
    return Map()


@pytest.fixture
def summary(scripted_session):
    """Say what the library is."""

    def say(documents=2, read_only=False):
        scripted_session.summary = LibrarySummary(
            "/papers", "Papers", documents, 9, 0, 0, read_only
        )
        scripted_session.summary_changed.emit()

    return say


@pytest.fixture
def open_pane(scripted_session, scripted_link, qtbot, qapp, graph, summary):
    """Make the room as it is seen first."""
    theme.apply(qapp, "light", 1.0)
    translations.install(qapp, "en")
    summary()
    scripted_link.answers |= {
        "graph_status": lambda: graph.status,
        "update_graph": lambda fresh=False: (Changes(graph=True), graph.status),
        "find_entities": graph.find,
        "entity_detail": graph.detail,
        "graph_around": graph.around,
        "graph_of_documents": lambda documents, limit=80: made.view(),
        "graph_of_question": graph.question,
        "graph_picture": lambda level=0, where=None: made.picture(),
        "graph_communities": made.communities,
        "community_report": made.report,
        "connection_evidence": lambda source, target, limit=50: (made.evidence(source, target),),
        "graph_paths": lambda source, target, limit=5: graph.paths,
        "merge_suggestions": lambda limit=50: graph.suggestions,
        "graph_corrections": lambda: tuple(reversed(graph.corrections)),
        "correct_graph": graph.correct,
        "undo_graph_correction": graph.undo,
        "estimate_graph_reading": lambda documents: made.estimate(),
        "list_documents": lambda offset=0, limit=500: (made.document(0), made.document(1)),
        "choices": lambda: graph.choices,
        "export_graph": lambda path, ids=(): path,
    }

    def opened(awake=True):
        pane = MapPane(scripted_session)
        qtbot.addWidget(pane)
        pane.resize(1200, 760)
        with qtbot.waitExposed(pane):
            pane.show()
        pane.activateWindow()
        scripted_session.graph.look()
        if awake:
            qtbot.waitUntil(lambda: bool(pane.contents.lists.central))
            qtbot.waitUntil(lambda: scripted_session.graph.status is not None)
        return pane

    return opened


@pytest.fixture
def pane(open_pane):
    return open_pane()


@pytest.fixture
def writing_model():
    return (Choice("chunkers", "model"),)
