"""The map room as a whole: where it starts, how one gets about, what goes wrong."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from core.errors import DiskFull
from core.types import GraphFilter
from desktop import theme, translations
from desktop.graph.pane import MapPane
from desktop.graph.showing import Side, What

from . import made


def go(pane, qtbot, *ids):
    pane.contents.show_entities(ids)
    qtbot.waitUntil(lambda: pane.contents.view is not None)
    qtbot.waitUntil(lambda: pane.contents.detail is not None)


def test_nothing_is_asked_before_the_room_is_seen(scripted_session, scripted_link, qtbot):
    pane = MapPane(scripted_session)
    qtbot.addWidget(pane)
    assert scripted_link.times("find_entities") == 0


def test_it_starts_from_names_and_documents_not_from_the_whole(pane, qtbot, scripted_link):
    assert pane.middle.page is pane.middle.start
    assert [chip.name for chip in pane.middle.start.chips()] == [
        "Harbour Light", "Thomas Wren", "Wren & Sons", "Northport"]  # fmt: skip
    assert scripted_link.times("graph_picture") == 0
    pane.middle.start.chips()[1].click()
    qtbot.waitUntil(lambda: pane.contents.view is not None)
    assert pane.middle.page is pane.middle.canvas
    qtbot.waitUntil(lambda: pane.side.entity.heading.text() == "Thomas Wren")
    assert pane.side.isVisible()
    assert pane.head.search.text() == "Thomas Wren"


def test_a_document_shows_what_it_names(pane, qtbot, scripted_link):
    pane.middle.start.documents.rows[0].click()
    qtbot.waitUntil(lambda: pane.contents.view is not None)
    assert scripted_link.last("graph_of_documents")["documents"] == [made.document(0).id]


def test_the_first_line_says_what_the_map_holds_and_the_last_that_it_is_up_to_date(pane):
    assert pane.head.facts.text() == "4 entries · 4 connections · from 2 documents"
    assert pane.foot.text() == "Map up to date · 2 documents · 6 seconds · no writing model used"


def test_a_name_is_found_by_typing_and_taken_with_the_arrow_keys(pane, qtbot):
    field = pane.head.search
    field.setFocus()
    qtbot.keyClicks(field, "wre")
    qtbot.waitUntil(lambda: field.offered() == ["Thomas Wren", "Wren & Sons"])
    popup = field._popup
    qtbot.waitUntil(popup.isVisible)
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: pane.contents.shown.ids == ("wren",))
    assert field.text() == "Thomas Wren"


def test_a_question_that_names_one_thing_shows_what_surrounds_it(pane, qtbot):
    field = pane.head.search
    qtbot.keyClicks(field, "When was the Harbour Light built?")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: pane.contents.chosen.ids == ("light",))
    assert pane.contents.shown.what is What.QUESTION
    assert field.text() == "When was the Harbour Light built?"


def test_a_question_that_names_two_things_shows_how_they_are_connected(pane, qtbot):
    pane.contents.show_question("How is Harbour Light connected with Wren & Sons?")
    qtbot.waitUntil(lambda: bool(pane.contents.paths))
    assert pane.contents.shown.ids == ("light", "firm")
    assert pane.contents.chosen.side is Side.PATHS
    assert pane.side.paths.heading.text() == "Harbour Light — Thomas Wren — Wren & Sons"


def test_a_question_that_names_nothing_says_so(pane, qtbot):
    pane.contents.show_question("What is love?")
    qtbot.waitUntil(lambda: pane.middle.page is pane.middle.none)
    assert "names nothing" in pane.middle.none._title.text()
    pane.middle.none.button.click()
    assert pane.middle.page is pane.middle.start


def test_more_steps_around_are_asked_for_with_the_slider(pane, qtbot, scripted_link):
    go(pane, qtbot, "wren")
    pane.head.steps.setFocus()
    qtbot.keyClick(pane.head.steps, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: scripted_link.last("graph_around")["depth"] == 2)
    assert pane.head.steps.accessibleName() == "Around: 2 steps"


def test_the_filter_is_asked_for_and_said(pane, qtbot, scripted_link):
    go(pane, qtbot, "wren")
    choose(pane, "Place")
    qtbot.waitUntil(lambda: scripted_link.last("graph_around")["where"].kinds == ("place",))
    assert pane.head.filter.text() == "Only: Place"
    choose(pane, "in the last month")
    qtbot.waitUntil(lambda: scripted_link.last("graph_around")["where"].added_from > 0)
    choose(pane, "Place")
    qtbot.waitUntil(lambda: not scripted_link.last("graph_around")["where"].kinds)
    choose(pane, "Everything")
    qtbot.waitUntil(lambda: scripted_link.last("graph_around")["where"] == GraphFilter())
    assert pane.head.filter.text() == "Filter"


def choose(pane, said):
    next(each for each in pane.head.filter.menu().actions() if each.text() == said).trigger()


def test_back_shows_what_was_shown_before(pane, qtbot):
    go(pane, qtbot, "wren")
    go(pane, qtbot, "light")
    pane.side.entity.ask.setFocus()
    qtbot.keyClick(pane.side.entity.ask, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert pane.contents.shown.ids == ("wren",)
    pane.contents.back()
    assert pane.contents.shown.what is What.START
    assert not pane.contents.can_go_back


def test_the_overview_has_levels_and_reports(pane, qtbot, scripted_link):
    pane.middle.start.overview.click()
    qtbot.waitUntil(lambda: pane.contents.picture is not None)
    qtbot.waitUntil(pane.head.level_down.isEnabled)
    pane.head.level_down.click()
    qtbot.waitUntil(lambda: scripted_link.last("graph_picture")["level"] == 1)
    qtbot.waitUntil(lambda: not pane.head.level_down.isEnabled())
    pane.middle.canvas.community_chosen.emit(0)
    qtbot.waitUntil(lambda: pane.contents.report is not None)
    assert pane.side.community.heading.text() == "Harbour Light, Thomas Wren"
    assert pane.side.community.sentences.rows[0].text() == made.SENTENCES["light", "wren"]


def test_a_community_that_another_one_has_taken_the_place_of_is_put_away(
    pane, qtbot, scripted_link
):
    pane.contents.show_overview()
    pane.contents.choose_community(0)
    qtbot.waitUntil(lambda: pane.contents.report is not None)
    with qtbot.waitSignal(pane.contents.detail_arrived):
        pane.contents.look_again()
    assert pane.contents.chosen.community == 0
    scripted_link.answers["community_report"] = lambda id: made.report(1)
    pane.contents.look_again()
    qtbot.waitUntil(lambda: pane.contents.chosen.side is Side.NOTHING)


def test_two_names_in_two_fields_show_every_step_with_its_sentence(pane, qtbot):
    opened = []
    pane._session.citation_opened.connect(opened.append)
    pane.middle.start.path.click()
    bar = pane.path_bar
    assert bar.isVisible()
    for field, words in ((bar.source, "harbour light"), (bar.target, "wren & sons")):
        qtbot.waitUntil(lambda field=field: QApplication.focusWidget() is field)
        qtbot.keyClicks(field, words)
        qtbot.keyClick(field, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda field=field: field.entity is not None)
    qtbot.waitUntil(lambda: len(pane.side.paths.steps.rows) == 2)
    first, second = pane.side.paths.steps.rows
    assert first.rows[0].marked() == ["Harbour Light", "Thomas Wren"]
    second.rows[0].click()
    assert opened[0].quote == made.SENTENCES["wren", "firm"]
    pane.side.paths.ways.rows[0].click()
    assert pane.contents.path_at == 1


def test_two_without_a_way_can_be_connected_by_hand(pane, qtbot, graph):
    graph.paths = ()
    pane.contents.show_paths("light", "firm")
    qtbot.waitUntil(pane.side.paths.connect_them.isVisible)
    pane.side.paths.connect_them.click()
    qtbot.waitUntil(lambda: bool(graph.corrections))
    assert graph.corrections[0].kind == "connect"


def test_escape_closes_what_was_opened_last(pane, qtbot):
    go(pane, qtbot, "wren")
    pane.head.path.click()
    qtbot.keyClick(pane.path_bar.source, Qt.Key.Key_Escape)
    assert not pane.path_bar.isVisible()
    qtbot.keyClick(pane.side.entity.around, Qt.Key.Key_Escape)
    assert not pane.side.isVisible()


def test_what_goes_wrong_is_said_and_can_be_tried_again(pane, qtbot, scripted_link):
    works = scripted_link.answers["graph_around"]

    def full(**_):
        raise DiskFull(path="/")

    scripted_link.answers["graph_around"] = full
    pane.contents.show_entities(["wren"])
    qtbot.waitUntil(pane.nothing.isVisible)
    scripted_link.answers["graph_around"] = works
    pane.nothing.page.button.click()
    qtbot.waitUntil(lambda: pane.contents.view is not None)
    assert not pane.nothing.isVisible()


def test_without_documents_the_next_step_is_to_add_some(pane, summary, graph, qtbot,
                                                        scripted_session):  # fmt: skip
    graph.status = made.status(entities=0, connections=0, documents=0)
    scripted_session.graph.look()
    summary(documents=0)
    qtbot.waitUntil(pane.nothing.isVisible)
    with qtbot.waitSignal(scripted_session.add_requested):
        pane.nothing.page.button.click()


def test_documents_that_name_nothing_are_told_from_a_map_that_is_not_made(
    pane, graph, qtbot, scripted_session
):
    graph.status = made.status(entities=0)
    scripted_session.graph.look()
    qtbot.waitUntil(lambda: pane.nothing.page._title.text() == "No names were found")
    graph.status = made.status(entities=0, missing=2)
    scripted_session.graph.look()
    qtbot.waitUntil(lambda: pane.nothing.page._title.text() == "No map has been made yet")


def test_entities_and_documents_are_shown_when_another_room_asks(pane, qtbot, scripted_session,
                                                                 scripted_link):  # fmt: skip
    scripted_session.map_requested.emit(("light", "firm"))
    qtbot.waitUntil(lambda: scripted_link.last("graph_around")["ids"] == ["light", "firm"])
    scripted_session.document_map_requested.emit((made.document().id,))
    qtbot.waitUntil(lambda: scripted_link.times("graph_of_documents") == 1)


def test_another_library_starts_anew(pane, qtbot, scripted_link):
    go(pane, qtbot, "wren")
    scripted_link.open_library("/other")
    assert pane.contents.shown.what is What.START


def test_everything_is_worded_anew_in_another_language_and_drawn_in_the_dark(pane, qtbot, qapp):
    go(pane, qtbot, "wren")
    try:
        translations.install(qapp, "zh")
        theme.apply(qapp, "dark", 1.5)
        assert not pane.grab().isNull()
    finally:
        translations.install(qapp, "en")
        theme.apply(qapp, "light", 1.0)


def stops(pane):
    """What Tab can stop at, as it is now."""
    return {
        each
        for each in pane.findChildren(QWidget)
        if each.isVisible() and each.isEnabled() and each.focusPolicy() & Qt.FocusPolicy.TabFocus
    }


def test_tab_reaches_all_of_a_name_in_the_order_of_the_eye_and_everything_is_named(pane, qtbot):
    go(pane, qtbot, "wren")
    pane.head.search.setFocus()
    wanted, reached = stops(pane), []
    for _ in range(3 * len(wanted)):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        reached.append(QApplication.focusWidget())
    assert wanted - set(reached) == set()
    panel = pane.side.entity
    eye = [pane.head.list_button, pane.head.steps, pane.middle.canvas, panel.ask,
           panel.connections.rows[0], panel.connections.rows[1], panel.facts.rows[0],
           panel.sentences.rows[0], panel.documents.rows[0]]  # fmt: skip
    places = [reached.index(each) for each in eye]
    assert places == sorted(places)
    unnamed = [
        each
        for each in wanted
        if not (each.accessibleName() or each.toolTip())
        and not (isinstance(each, QAbstractButton) and each.text())
    ]
    assert unnamed == []
