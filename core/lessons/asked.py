"""What is asked of a lesson that is being taught, be it by another program: a file in its folder.

<lessons>/<id>/asked holds one word of ASKED. The road that teaches looks for it between steps,
takes it away and does it. A word that nobody took is forgotten when teaching begins anew.
"""

import contextlib
from dataclasses import replace
from pathlib import Path

from core.errors import BadRequest, NotFound
from core.lessons.store import Lessons
from core.types import LessonState
from core.whole_files import write_whole

PAUSE, CANCEL, KEEP = ASKED = ("pause", "cancel", "keep")
"""Save and stop; the same for good; stop, and keep the best state."""
_NAME = "asked"


def ask(lessons: Lessons, id: str, word: str) -> bool:
    """Ask it of whoever teaches a lesson; False where nobody does.

    Raises:
        NotFound: no such lesson.
    """
    lessons.get(id)
    if not lessons.is_held(id):
        return False
    write_whole(lessons.place(id) / _NAME, word.encode())
    return True


def taken(place: Path) -> str:
    """What is asked of the lesson in this folder, once; "" for nothing."""
    try:
        word = (place / _NAME).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
    (place / _NAME).unlink(missing_ok=True)
    return word if word in ASKED else ""


def settle(lessons: Lessons) -> None:
    """Mark as interrupted each lesson that says it is being taught while nobody does: its program
    was killed, or the computer went out; and end removals that were."""
    lessons.sweep()
    for lesson in lessons.all():
        if lesson.state is LessonState.RUNNING:
            with contextlib.suppress(BadRequest, NotFound), lessons.held(lesson.id):
                now = lessons.get(lesson.id)
                if now.state is LessonState.RUNNING:
                    lessons.put(replace(now, state=LessonState.PAUSED, interrupted=True))
