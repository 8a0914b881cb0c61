"""Why these places: every way of searching, every outcome and every hindrance in words."""

import dataclasses
import inspect
import re

import pytest
from PySide6.QtCore import Qt

from core.retrieval import question_kind
from core.types import (
    Candidate,
    Fate,
    Hindrance,
    LegReport,
    SearchNotice,
    SearchPlan,
    SearchReport,
    Vote,
)
from desktop import theme
from desktop.chat.candidate_row import BAR
from desktop.chat.search_report_view import FEW, SearchReportView
from desktop.theme import Space


def candidate(number: int, fate: Fate = Fate.KEPT, like: int = 0) -> Candidate:
    votes = (Vote("vector", number, 0.9 / number, 1 / number), Vote("keyword", 0, 0.0, 0.0))
    return Candidate(
        number, "d" * 32, f"Title {number}", number, 0, 9, "Opening <b>words</b>", 1 / number,
        votes, fate, like,
    )  # fmt: skip


def report(**values) -> SearchReport:
    shown = {
        "question": "Where is the light?",
        "plan": SearchPlan("hybrid", True),
        "documents": 12,
        "legs": (
            LegReport("vector", "Where is the light?", 20, 0.6),
            LegReport("keyword", "Where is the light?", 7, 0.4),
        ),
        "candidates": tuple(candidate(number) for number in range(1, 13)),
    }
    return SearchReport(**(shown | values))


@pytest.fixture
def view(qtbot):
    made = SearchReportView()
    qtbot.addWidget(made)
    made.resize(700, 600)
    made.show()
    return made


def said(view) -> str:
    return "\n".join(view.lines())


def test_what_was_searched_and_what_each_way_found_is_said(view):
    view.show_report(report())
    assert "12 document" in said(view)
    assert "Meaning: 20 place" in said(view)
    assert "60 %" in said(view)
    assert "Where is the light?" not in said(view)


def test_a_leg_without_a_say_says_why(view):
    legs = (LegReport("vector", "q", 0, 0.0, "unreadable"), LegReport("keyword", "q", 7))
    view.show_report(report(legs=legs, question="q"))
    assert "does not know the language" in said(view)
    assert "%" not in said(view)


def test_another_phrasing_is_quoted(view):
    view.show_report(report(legs=(LegReport("keyword", "What place has the lamp?", 3),)))
    assert "“What place has the lamp?”" in said(view)


@pytest.mark.parametrize("hindrance", Hindrance)
@pytest.mark.parametrize("technique", ["fusion", "hyde", "decompose", "rerank"])
def test_every_hindrance_is_said_in_one_sentence(view, technique, hindrance):
    view.show_report(report(notices=(SearchNotice(technique, hindrance),)))
    (line,) = [each for each in view.lines() if "left out" in each]
    assert technique not in line
    assert hindrance.value not in line


def test_a_few_rows_then_all_with_the_keyboard(view, qtbot):
    view.show_report(report())
    assert len(view.rows) == FEW
    view.more.setFocus()
    qtbot.keyClick(view.more, Qt.Key.Key_Space)
    assert len(view.rows) == 12
    assert not view.more.isVisible()


def test_a_row_opens_its_place_and_says_how_it_was_liked(view, qtbot):
    view.show_report(report())
    assert "Title 2" in view.rows[1].accessibleName()
    assert "meaning 50 %" in view.rows[1].accessibleName()
    with qtbot.waitSignal(view.citation_chosen) as chosen:
        qtbot.keyClick(view.rows[1], Qt.Key.Key_Return)
    assert (chosen.args[0].document, chosen.args[0].page) == ("d" * 32, 2)


def test_what_was_left_out_says_why(view):
    fates = (candidate(1), candidate(2, Fate.REPEATED, 1), candidate(3, Fate.CROWDED))
    view.show_report(report(candidates=(*fates, candidate(4, Fate.BELOW))))
    names = [row.accessibleName() for row in view.rows]
    assert "same as no. 1" in names[1]
    assert all(name.split(" · ")[-1] for name in names[1:])
    assert len({name.split(" · ")[-1] for name in names}) == 4


def test_phrasings_share_a_bar_and_each_is_told_with_its_words(view):
    legs = tuple(
        LegReport(f"{leg}{number}", f"phrasing{number}", 9, 0.25)
        for leg in ("vector", "keyword")
        for number in ("", ":2")
    )
    votes = (Vote("vector", 1, 0.9, 0.4), Vote("vector:2", 1, 0.9, 0.8), Vote("first", 1, 1, 1))
    found = dataclasses.replace(candidate(1), votes=votes)
    view.show_report(report(legs=(*legs, LegReport("first", "", 0, 0.5)), candidates=(found,)))
    assert "phrasing:2" in said(view)
    assert "25 %" in said(view)
    assert "stay on top" in said(view)
    assert "meaning 80 %" in view.rows[0].accessibleName()
    assert "first" not in view.rows[0].accessibleName()


def test_every_reason_has_words(view):
    source = inspect.getsource(question_kind).split('"""')[1]
    codes = re.findall(r"(?m)^    (\w+) +\S", source)
    assert len(codes) > 10
    for code in codes:
        if code != "unreadable":  # said where the leg stands that has no say
            assert view._reason(code), code


def test_without_a_report_nothing_is_shown(view):
    view.show_report(None)
    view.unfold(True)
    assert not view.isVisible()
    assert view.lines() == []


def test_where_meaning_has_no_say_nothing_is_searched_by_meaning(view):
    legs = (LegReport("vector", "q", 0, 0.0, "unreadable"), LegReport("keyword", "q", 7))
    view.show_report(report(legs=legs, question="q"))
    assert "by words alone" in view.lines()[0]
    view.show_report(report())
    assert "by meaning and by words" in view.lines()[0]


def test_a_page_is_said_only_where_a_document_has_pages(view):
    far, near = (dataclasses.replace(candidate(n), document="a" * 32) for n in (2, 1))
    view.show_report(report(candidates=(candidate(1), far, near)))
    names = [row.accessibleName() for row in view.rows]
    assert ["page" in name for name in names] == [False, True, True]


def test_another_report_begins_with_a_few_rows_again(view, qtbot):
    view.show_report(report())
    qtbot.mouseClick(view.more, Qt.MouseButton.LeftButton)
    assert len(view.rows) == 12
    view.show_report(report(documents=3))
    assert len(view.rows) == FEW
    assert view.more.isVisible()


def test_bars_stand_in_one_column_whatever_a_row_says(view):
    view.show_report(report(candidates=(candidate(1), candidate(1, Fate.BELOW))))
    ink = theme.colour("ink").rgb()
    for row in view.rows:
        image = row.grab().toImage()
        across = image.width() - Space.S - BAR // 2
        assert ink in [image.pixelColor(across, y).rgb() for y in range(image.height())]
