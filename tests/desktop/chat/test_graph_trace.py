"""The part of the map under “How I looked”."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from core.types import Citation, Connection, Entity, EntityKind, Evidence, GraphPath, GraphTrace
from desktop.chat.graph_trace_drawing import columns
from desktop.chat.graph_trace_view import GraphTraceView
from desktop.chat.search_report_view import SearchReportView
from tests.desktop.chat.test_search_report import report


def trace() -> GraphTrace:
    light = Entity("light", "Harbour Light", EntityKind.WORK)
    wren = Entity("wren", "Thomas Wren", EntityKind.PERSON)
    firm = Entity("firm", "Wren & Sons", EntityKind.ORGANISATION)
    port = Entity("port", "北港", EntityKind.PLACE)
    hops = (Connection("light", "wren", "", 0.9, 2), Connection("wren", "firm", "", 0.6, 1))
    said = tuple(
        (Evidence(Citation("d" * 32, "Chronicle", 1, start, start + 20, quote)),)
        for start, quote in ((0, "Wren built the Harbour Light."), (40, "Wren led Wren & Sons."))
    )
    way = GraphPath((light, wren, firm), hops, said, 0.8)
    edges = (*hops, Connection("firm", "port", "", 0.2, 1))
    return GraphTrace((light, wren, firm, port), edges, ("light",), (way, way))


@pytest.fixture
def view(qtbot):
    made = GraphTraceView(trace())
    qtbot.addWidget(made)
    made.resize(640, 400)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_names_stand_by_steps_from_what_the_question_names():
    assert columns(trace()) == [["light"], ["wren"], ["firm"], ["port"]]
    assert columns(GraphTrace((), (), ())) == []


def test_a_sentence_of_a_way_opens_its_place(view, qtbot):
    assert [row.evidence.citation.start for row in view.rows] == [0, 40]
    assert "Thomas Wren — Wren & Sons" in view.rows[1].accessibleName()
    with qtbot.waitSignal(view.citation_chosen) as chosen:
        QTest.keyClick(view.rows[1], Qt.Key.Key_Return)
    assert chosen.args[0].start == 40


def test_the_button_and_a_name_lead_to_the_map(view, qtbot):
    with qtbot.waitSignal(view.map_wanted) as wanted:
        view.button.click()
    assert wanted.args == [["light"]]
    with qtbot.waitSignal(view.map_wanted) as wanted:
        QTest.mouseClick(
            view.drawing, Qt.MouseButton.LeftButton, pos=view.drawing.place("port").toPoint()
        )
    assert wanted.args == [["port"]]


def test_names_do_not_leave_the_drawing(view):
    for id in ("light", "wren", "firm", "port"):
        at = view.drawing.place(id)
        assert view.drawing.rect().contains(QPointF(at).toPoint())


def test_it_is_drawn_only_where_the_map_was_used(qtbot):
    made = SearchReportView()
    qtbot.addWidget(made)
    made.show()
    made.show_report(report())
    assert made.graph is None
    made.show_report(report(graph=trace()))
    assert made.graph is not None
    with qtbot.waitSignal(made.map_wanted):
        made.graph.button.click()


def test_the_pane_asks_the_window_for_the_map(pane, session, qtbot):
    with qtbot.waitSignal(session.map_requested) as wanted:
        pane.transcript.map_wanted.emit(["light"])
    assert wanted.args == [["light"]]
