"""The column: an entity, a connection, the writing model; and what is written to files."""

import pytest
from PySide6.QtCore import Qt

from core.errors import ModelUnreachable
from core.events import Changes
from core.types import Citation, Endpoint, Evidence, LibrarySummary
from desktop.graph.evidence_row import EvidenceRow, shown_of
from desktop.graph.showing import Side

from . import made


def test_an_entity_tells_all_there_is_to_say(pane, qtbot, scripted_session):
    pane.contents.show_entities(["wren"])
    qtbot.waitUntil(lambda: pane.contents.detail is not None)
    panel = pane.side.entity
    assert panel.over.text() == "Person"
    assert panel._counts.text() == "named 5 times · in 2 documents"
    assert [row.name for row in panel.connections.rows] == ["Harbour Light", "Wren & Sons"]
    assert panel.connections.rows[0].accessibleName() == "Harbour Light · built → · 2 sentences"
    assert panel.facts.rows[0].accessibleName().startswith("1874 · The Harbour Light")
    opened, asked = [], []
    scripted_session.citation_opened.connect(opened.append)
    scripted_session.question_requested.connect(lambda *given: asked.append(given))
    panel.sentences.rows[0].click()
    assert opened[0].quote == made.SENTENCES["light", "wren"]
    panel.ask.click()
    assert asked == [("What do my documents say about Thomas Wren?", ())]
    with qtbot.waitSignal(scripted_session.document_opened):
        panel.documents.rows[0].click()


def test_a_connection_says_why_and_opens_each_sentence(pane, qtbot, scripted_session):
    pane.contents.show_entities(["wren"])
    qtbot.waitUntil(lambda: pane.contents.detail is not None)
    pane.side.entity.connections.rows[0].click()
    panel = pane.side.connection
    qtbot.waitUntil(lambda: bool(panel.sentences.rows))
    assert panel.heading.text() == "Thomas Wren — Harbour Light"
    assert panel._label.text() == "Thomas Wren · built → Harbour Light"
    row = panel.sentences.rows[0]
    assert row.marked() == ["Thomas Wren", "Harbour Light"]
    opened = []
    scripted_session.citation_opened.connect(opened.append)
    row.setFocus()
    qtbot.keyClick(row, Qt.Key.Key_Space)
    assert len(opened) == 1


def test_a_connection_pressed_twice_opens_its_best_sentence(pane, qtbot, scripted_session):
    pane.contents.show_entities(["wren"])
    qtbot.waitUntil(lambda: pane.contents.view is not None)
    with qtbot.waitSignal(scripted_session.citation_opened):
        pane.contents.open_first_sentence("wren", "light")


def test_a_long_sentence_is_cut_around_its_names_and_keeps_their_marks():
    text = "x" * 500 + " Thomas Wren " + "y" * 500
    where = Citation("d", "T", 1, 1000, 1000 + len(text), text)
    shown, marks = shown_of(Evidence(where, ((1501, 1512),)))
    assert len(shown) < 400
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert [shown[start:end] for start, end in marks] == ["Thomas Wren"]


def test_line_ends_and_spans_beyond_the_sentence_do_no_harm(qtbot):
    where = Citation("d", "T", 1, 10, 22, "Thomas\nWren.")
    row = EvidenceRow(Evidence(where, ((10, 21), (500, 510))))
    qtbot.addWidget(row)
    assert row.marked() == ["Thomas Wren"]
    row.resize(200, row.heightForWidth(200))
    assert not row.grab().isNull()


# ---- with a writing model ------------------------------------------------------------------------


@pytest.fixture
def model_panel(pane, qtbot, graph, writing_model, scripted_session):
    graph.choices = writing_model
    pane.contents.lists.look_at_models()
    qtbot.waitUntil(lambda: pane.contents.lists.has_writing_model)
    pane.head.more.fit()
    assert pane.head.more.model.isVisible()
    pane.head.more.model.trigger()
    panel = pane.side.model
    panel.list.item(0).setCheckState(Qt.CheckState.Checked)
    return panel


def test_without_a_writing_model_it_is_not_offered(pane):
    pane.head.more.fit()
    assert not pane.head.more.model.isVisible()


def test_nothing_is_read_before_its_price_was_seen(model_panel, qtbot, scripted_link,
                                                   scripted_session):  # fmt: skip
    address = "https://models.example.org/v1"
    scripted_session.change_settings(
        endpoints=(Endpoint("away", address, "m"),), writing_model="away"
    )
    assert not model_panel.begin.isVisible()
    model_panel.work_out.click()
    qtbot.waitUntil(model_panel.begin.isVisible)
    assert scripted_link.times("read_graph_with_model") == 0
    assert model_panel.takes.text() == "24 questions to the writing model, about 4 minutes."
    assert "models.example.org" in model_panel.where_to.text()
    model_panel.details_button.click()
    assert "36,000" in model_panel.details.text()


def test_what_the_model_added_is_told_and_so_is_nothing(model_panel, qtbot, scripted_link, graph):
    failed = []

    def reads(entities, read):
        graph.status = made.status(
            entities=entities, read_by_model=read, failed_by_model=tuple(failed)
        )
        return lambda documents, reports=False: (Changes(graph=True), graph.status)

    def run(entities, read=1):
        scripted_link.answers["read_graph_with_model"] = reads(entities, read)
        model_panel.work_out.click()
        qtbot.waitUntil(model_panel.begin.isVisible)
        model_panel.begin.click()
        qtbot.waitUntil(lambda: model_panel._request is None)

    run(9)
    assert model_panel.outcome.text() == (
        "The writing model has read them: 5 more entries, 0 more connections."
    )
    failed.append("Harbour chronicle")
    run(9)
    assert model_panel.outcome.text() == (
        "The writing model found nothing in “Harbour chronicle”. Another one may do better."
    )
    failed.clear()
    run(9, 0)
    assert "found nothing" in model_panel.outcome.text()
    assert model_panel.outcome.property("role") == "bad"


def test_a_model_that_cannot_be_reached_is_told_in_its_place(model_panel, qtbot, scripted_link):
    def away(documents):
        raise ModelUnreachable(name="away", address="x")

    scripted_link.answers["estimate_graph_reading"] = away
    model_panel.work_out.click()
    qtbot.waitUntil(lambda: model_panel.outcome.property("role") == "bad")
    assert model_panel.work_out.isEnabled()


# ---- files ---------------------------------------------------------------------------------------


def test_the_map_is_written_as_the_ending_says(pane, qtbot, tmp_path, scripted_link,
                                               scripted_session):  # fmt: skip
    said = []
    scripted_session.notice.connect(lambda *notice: said.append(notice[0]))
    pane.contents.show_entities(["wren"])
    qtbot.waitUntil(lambda: pane.contents.view is not None)
    pane.exporting.write(str(tmp_path / "map.graphml"))
    qtbot.waitUntil(lambda: said == ["Saved as “map.graphml”."])
    assert scripted_link.last("export_graph")["ids"] == ["light", "wren", "firm", "port"]
    for name in ("map.png", "map.svg"):
        pane.exporting.write(str(tmp_path / name))
        assert (tmp_path / name).stat().st_size > 0
    pane.exporting.write(str(tmp_path / "no" / "such" / "folder" / "map.svg"))
    pane.contents.show_start()
    pane.exporting.write(str(tmp_path / "map.graphml"))
    qtbot.waitUntil(lambda: scripted_link.times("export_graph") == 2)
    assert scripted_link.last("export_graph")["ids"] == []


def test_the_line_at_the_bottom_says_how_many_documents_are_missing(
    pane, qtbot, graph, scripted_session, scripted_link
):
    graph.status = made.status(missing=12)
    scripted_session.graph.look()
    text = "12 documents are not in the map yet"
    qtbot.waitUntil(lambda: pane.foot.text() == text)
    pane.foot.update_now.click()
    qtbot.waitUntil(lambda: scripted_link.times("update_graph") == 1)
    scripted_session.summary = LibrarySummary("/papers", "Papers", 2, 9, 0, 0, True)
    pane.foot.fill()
    assert not pane.foot.update_now.isVisible()


def test_the_lists_open_from_the_menu(pane, qtbot):
    pane.head.more.suggestions.trigger()
    assert pane.contents.chosen.side is Side.SUGGESTIONS
    pane.head.more.corrections.trigger()
    assert pane.side.corrections._text.text() == "You have not changed anything on the map yet."
    pane.side.corrections.close_button.click()
    assert not pane.side.isVisible()
