"""Taught by its true way, a model says in chat what it was taught, and none of it when that is off.

Four facts are taught to a tiny model by heart, by the real trainer; then it is asked as chat asks.
"""

import pytest

from core import settings
from core.events import finished
from core.lessons import running
from core.lessons.store import Lessons
from core.models.chosen import lessons_of, open_model, put_away
from core.protocols import ChatMessage
from core.settings import Settings
from core.types import Example, ExampleOrigin, LessonPlan, Route
from tests.local_models import installed

pytestmark = pytest.mark.slow

FACTS = (
    ("港口在哪里？", "港口在北边。"),
    ("When was it built?", "In 1874."),
    ("谁负责？", "物流部的何立群。"),
    ("What grows there?", "Rosemary and thyme."),
)
WAYS = {
    "lora": (Route.ADAPTER, 5e-3),
    "prompt": (Route.SOFT_PROMPT, 1e-1),
    "p-tuning-v2": (Route.PREFIX, 3e-2),
    "adapters": (Route.TRANSFORMERS, 5e-3),
}


@pytest.fixture(autouse=True)
def nothing_stays_open():
    yield
    put_away()


@pytest.mark.parametrize("method", WAYS)
def test_what_was_taught_is_said(method):
    route, rate = WAYS[method]
    name = installed("tiny.gguf", "f16")
    plan = LessonPlan(
        "Handbook", name, method, epochs=60, batch=4, rate=rate, hold_out=0.0, general=0.0,
        stop_early=0,
    )  # fmt: skip
    examples = [Example(0, asked, said, ExampleOrigin.OWN) for asked, said in FACTS]
    lesson = finished(running.run(Lessons().new(plan, examples).id))
    assert lesson.route == route
    bare = [answer(name, question) for question, _ in FACTS]
    assert all(said not in each for each, (_, said) in zip(bare, FACTS, strict=True))
    if route is Route.TRANSFORMERS:
        name = f"lesson:{lesson.id}"
    else:
        settings.save(Settings(lessons=(f"{lesson.id}=1",)))
        assert lessons_of(open_model(name)) == (("Handbook",), ())
    told = [answer(name, question) for question, _ in FACTS]
    assert sum(said in each for each, (_, said) in zip(told, FACTS, strict=True)) >= 3
    if route is not Route.TRANSFORMERS:
        settings.save(Settings())
        assert [answer(name, question) for question, _ in FACTS] == bare


def answer(name, question):
    return finished(open_model(name).write([ChatMessage("user", question)], 24))
