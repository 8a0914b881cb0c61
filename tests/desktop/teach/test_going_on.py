"""After a restart lessons that were interrupted are offered to go on."""

import pytest

from core import operations
from core.types import LessonState
from desktop.teach.going_on import GoingOn
from desktop.teach.lessons import Lessons

from . import lesson_made as made


@pytest.fixture
def start(scripted_session, scripted_link, qtbot):
    """Start the program with these lessons; the notices it shows."""

    def started(*lessons):
        scripted_link.answers["list_lessons"] = lambda: lessons
        scripted_link.held.add("run_lesson")
        notices = []
        scripted_session.notice.connect(lambda *notice: notices.append(notice))
        going_on = GoingOn(scripted_session, Lessons(scripted_session, scripted_session))
        going_on.setParent(scripted_session)
        scripted_session.library_opened.emit()
        scripted_session.library_opened.emit()
        # What is asked later is answered later: then the first answer has been heard.
        answered = []
        request = scripted_session.link.start(operations.library_summary)
        request.done.connect(answered.append)
        qtbot.waitUntil(lambda: bool(answered))
        assert scripted_link.times("list_lessons") == 1
        return notices

    return started


def interrupted(id=made.ID):
    return made.changed(made.lesson(LessonState.PAUSED, interrupted=True), id=id)


def test_one_goes_on_at_a_press(start, scripted_link):
    notices = start(interrupted(), made.done())
    assert len(notices) == 1
    text, action, press = notices[0]
    assert text.startswith("“Support answers” was interrupted")
    assert action == "Go on"
    press()
    assert scripted_link.last("run_lesson") == {"id": made.ID}


def test_several_are_shown(start, scripted_session):
    ((text, action, press),) = start(interrupted(), interrupted("ba9876543210"))
    assert text.startswith("2 lesson")
    assert action == "Show them"
    rooms = []
    scripted_session.pane_requested.connect(rooms.append)
    press()
    assert rooms == ["teach"]


def test_what_a_person_stopped_is_not_offered(start):
    assert start(made.lesson(LessonState.PAUSED), made.done()) == []
