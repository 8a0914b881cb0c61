"""Whether a lesson helped: a plain verdict with its intervals, or how to get one."""

import pytest
from PySide6.QtCore import QPoint

from core.errors import BadRequest
from core.events import Changes
from desktop import theme, translations
from desktop.teach.lesson_work import LessonWork
from desktop.teach.lessons import Lessons
from desktop.teach.verdict_card import VerdictCard

from . import lesson_made as made


@pytest.fixture(scope="module", autouse=True)
def looks(qapp):
    """Once: with many widgets about, dressing them anew takes long."""
    theme.apply(qapp, "light", 1.0)
    translations.install(qapp, "en")


@pytest.fixture
def work(scripted_session):
    lessons = Lessons(scripted_session)
    lessons.put(made.done())
    return LessonWork(lessons, lessons)


@pytest.fixture
def exam(scripted_link):
    """What the library's exam holds."""
    held = [made.questions()]
    scripted_link.answers["exam_questions"] = lambda: held[0]
    return held


@pytest.fixture
def judged(qtbot, scripted_session, work, exam):
    def shown(verdict=None):
        card = VerdictCard(scripted_session, work)
        qtbot.addWidget(card)
        card.resize(600, 500)
        card.show()
        card.show_verdict(made.ID, verdict)
        qtbot.waitUntil(lambda: card._questions is not None)
        return card

    return shown


@pytest.mark.parametrize(
    ("helped", "sentence"),
    [("yes", "It helped"), ("no", "It did not help"), ("unclear", "Not clear yet")],
)
def test_the_verdict_is_plain(judged, helped, sentence):
    card = judged(made.verdict(helped))
    assert card.sentence.text() == sentence
    assert "71%" in card.reason.text()
    assert card.advice.text()
    assert ("Chance explains" in card.reason.text()) == (helped == "unclear")
    assert card.again.isVisible() == (helped != "yes")
    said = card.bars.accessibleDescription()
    assert "Taught: " in said
    assert "As it was, with your documents: 71% (61% to 81%)" in said
    assert said.count("Best: ") == (helped != "unclear")


def test_no_difference_is_said_as_such(judged):
    alike = made.verdict("unclear")
    ways = tuple(made.changed(each, score=0.5, low=0.4, high=0.6) for each in alike.ways)
    card = judged(made.changed(alike, ways=ways))
    assert card.reason.text() == "Taught, it answers 50% of the exam right, as much as without."


def test_instead_of_what_did_not_help_something_else_is_said(judged, qtbot):
    card = judged(made.verdict("no"))
    assert "Asking your documents does best already" in card.advice.text()
    with qtbot.waitSignal(card.again_wanted):
        card.again.click()


@pytest.mark.parametrize(
    ("forgot", "words", "role"),
    [
        (-1.0, "was not measured", "second"),
        (0.0, "✓ It forgot nothing", "good"),
        (0.03, "3% fewer", "second"),
        (0.2, "Turn its strength down", "doubt"),
    ],
)
def test_what_it_forgot_is_said(judged, forgot, words, role):
    card = judged(made.verdict(forgot=forgot))
    assert words in card.forgot.text()
    assert card.forgot.property("role") == role


def test_the_intervals_are_drawn_over_the_bars(judged):
    card = judged(made.verdict("no"))
    bars = card.bars
    picture = bars.grab().toImage()
    rect = bars.bar_rect(0)
    at = QPoint(round(rect.left() + 0.38 * rect.width()), round(rect.center().y()))
    column = [picture.pixelColor(at.x(), at.y() + dy) for dy in range(-2, 3)]
    assert any(each.lightness() < 120 for each in column)


def test_without_an_exam_it_says_how_to_make_one(judged, exam, scripted_session, qtbot):
    exam[0] = ()
    card = judged()
    assert card.make.isVisible()
    assert "no exam on your documents yet" in card.reason.text()
    # What was kept from teaching can be asked all the same.
    assert card.take.isVisible()
    rooms = []
    scripted_session.pane_requested.connect(rooms.append)
    card.make.click()
    assert rooms == ["exam"]
    exam[0] = made.questions()
    scripted_session.changed.emit(Changes(exam=True), None)
    qtbot.waitUntil(lambda: not card.make.isVisible())


def test_an_exam_that_cannot_be_taken_says_why(judged, scripted_link, qtbot):
    card = judged()

    def refuse(id):
        raise BadRequest(reason="There is nothing to ask.")

    scripted_link.answers["judge_lesson"] = refuse
    card.take.click()
    qtbot.waitUntil(card.trouble.isVisible)
    assert card.trouble.text()
    assert card.take.isVisible()
