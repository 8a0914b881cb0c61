"""The map is brought up to date by itself, once, at the right moments, and never in a circle."""

import dataclasses

import pytest

from core.errors import EngineGone, ModelBroken
from core.events import Changes
from core.types import GraphStatus, LibrarySummary
from desktop.session import Session

LIBRARY = LibrarySummary("/a", "A", 3, 9, 0, 0)


class Graph:
    """What the engine would say of the map."""

    def __init__(self):
        self.status = GraphStatus(entities=4, documents=3)

    def update(self, fresh=False):
        self.status = dataclasses.replace(self.status, missing=0)
        return Changes(graph=True), self.status


@pytest.fixture
def graph():
    return Graph()


@pytest.fixture
def session(scripted_link, home, graph):
    scripted_link.answers |= {"graph_status": lambda: graph.status, "update_graph": graph.update}
    made = Session(scripted_link)
    yield made
    made.deleteLater()


def settled(qtbot, link, looks):
    qtbot.waitUntil(lambda: link.times("graph_status") >= looks)
    qtbot.wait(50)


def test_a_map_that_is_behind_is_updated_when_the_library_opens(session, scripted_link, graph,
                                                                qtbot):  # fmt: skip
    graph.status = dataclasses.replace(graph.status, missing=2)
    scripted_link.opened.emit(LIBRARY)
    qtbot.waitUntil(lambda: scripted_link.times("update_graph") == 1)
    qtbot.waitUntil(lambda: session.graph.status is not None and not session.graph.status.missing)


def test_a_map_that_is_up_to_date_is_left_alone(session, scripted_link, qtbot):
    scripted_link.opened.emit(LIBRARY)
    settled(qtbot, scripted_link, 1)
    assert scripted_link.times("update_graph") == 0


def test_it_follows_when_documents_changed_but_not_its_own_changes(session, scripted_link, graph,
                                                                   qtbot):  # fmt: skip
    scripted_link.opened.emit(LIBRARY)
    settled(qtbot, scripted_link, 1)
    graph.status = dataclasses.replace(graph.status, missing=1)
    scripted_link.changed.emit(Changes(documents=True), None)
    qtbot.waitUntil(lambda: scripted_link.times("update_graph") == 1)
    # As when a document cannot be read for the map: it is not tried for ever.
    graph.status = dataclasses.replace(graph.status, missing=1)
    looks = scripted_link.times("graph_status")
    scripted_link.changed.emit(Changes(graph=True), None)
    settled(qtbot, scripted_link, looks + 1)
    assert scripted_link.times("update_graph") == 1


def test_it_waits_until_an_import_is_over(session, scripted_link, graph, qtbot):
    scripted_link.held.add("prepare_files")
    scripted_link.opened.emit(LIBRARY)
    settled(qtbot, scripted_link, 1)
    session.prepare_files()
    graph.status = dataclasses.replace(graph.status, missing=1)
    looks = scripted_link.times("graph_status")
    scripted_link.changed.emit(Changes(documents=True), None)
    settled(qtbot, scripted_link, looks + 1)
    assert scripted_link.times("update_graph") == 0
    scripted_link.answers["prepare_files"] = lambda: None
    scripted_link.release("prepare_files")
    qtbot.waitUntil(lambda: scripted_link.times("update_graph") == 1)


def test_only_one_update_runs_at_a_time(session, scripted_link, graph, qtbot):
    scripted_link.held.add("update_graph")
    graph.status = dataclasses.replace(graph.status, missing=1)
    scripted_link.opened.emit(LIBRARY)
    qtbot.waitUntil(lambda: session.graph.job is not None)
    session.graph.update()
    scripted_link.changed.emit(Changes(documents=True), None)
    settled(qtbot, scripted_link, 2)
    assert scripted_link.times("update_graph") == 1


def test_a_library_for_reading_only_keeps_the_map_it_has(session, scripted_link, graph, qtbot):
    graph.status = dataclasses.replace(graph.status, missing=1)
    scripted_link.opened.emit(dataclasses.replace(LIBRARY, read_only=True))
    settled(qtbot, scripted_link, 1)
    assert scripted_link.times("update_graph") == 0


def test_a_failure_is_kept_for_the_map_and_not_shouted_elsewhere(session, scripted_link, graph,
                                                                 qtbot):  # fmt: skip
    def broken(fresh=False):
        raise ModelBroken(name="x")

    shouted = []
    session.error_shown.connect(shouted.append)
    scripted_link.answers["update_graph"] = broken
    graph.status = dataclasses.replace(graph.status, missing=1)
    scripted_link.opened.emit(LIBRARY)
    qtbot.waitUntil(lambda: session.graph.trouble is not None)
    assert shouted == []
    scripted_link.answers["update_graph"] = graph.update
    session.graph.update()
    qtbot.waitUntil(lambda: session.graph.trouble is None and session.graph.job is None)


def test_an_update_that_took_the_engine_down_is_not_begun_again_by_itself(
    session, scripted_link, graph, qtbot
):
    def gone(fresh=False):
        raise EngineGone

    scripted_link.answers["update_graph"] = gone
    graph.status = dataclasses.replace(graph.status, missing=1)
    scripted_link.opened.emit(LIBRARY)
    qtbot.waitUntil(lambda: session.graph.trouble is not None)
    looks = scripted_link.times("graph_status")
    scripted_link.opened.emit(LIBRARY)
    settled(qtbot, scripted_link, looks + 1)
    assert scripted_link.times("update_graph") == 1
