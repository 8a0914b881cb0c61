"""A lesson is judged on a real library; the two models are scripted, as no real one learns here."""

from dataclasses import replace

import pytest

from core.errors import BadRequest, ModelNonsense
from core.events import Progress, Token, finished
from core.judging import lessons as judging
from core.lessons.store import Lessons
from core.types import Example, ExampleOrigin, LessonPlan, LessonState
from tests.library_making import open_library, prepared

NAMES = ("Anna", "Bruno", "Clara", "Dora", "Emil", "Fritz", "Greta", "Hans", "Ida", "Jonas")
PLACES = tuple(f"hall {number}" for number in range(21, 31))
TEXT = "\n".join(f"{name} works in {place}." for name, place in zip(NAMES, PLACES, strict=True))


class Scripted:
    """A model: knows some answers by heart, and copies what a passage says."""

    context_tokens = 4096
    counts_exactly = True
    takes_tools = False

    def __init__(self, name, by_heart=()):
        self.name = name
        self.by_heart = dict(by_heart)
        self.asked = 0

    def write(self, messages, max_tokens=512, temperature=0.0, schema=None, *, tools=(),
              details=False):  # fmt: skip
        self.asked += 1
        said = self._said(" ".join(each.text for each in messages), messages[-1].text)
        if not said:
            raise ModelNonsense(name=self.name)
        yield Token(said)
        return said

    def _said(self, everything, question):
        name = next((each for each in NAMES if f"Where does {each}" in question), "")
        for line in TEXT.splitlines():
            if name and line.startswith(name) and line in everything:
                return f"{line} [1]"
        return self.by_heart.get(name, "")

    def count_tokens(self, texts):
        return [len(text.split()) for text in texts]


def examples():
    return [
        Example(at, f"Where does {name} work?", place, ExampleOrigin.OWN, held_out=True)
        for at, (name, place) in enumerate(zip(NAMES, PLACES, strict=True), 1)
    ]


@pytest.fixture
def lesson():
    lessons = Lessons()
    made = lessons.new(LessonPlan("Halls", "local:tiny.gguf", hold_out=0.0), examples())
    place = lessons.place(made.id) / "export" / "adapter.gguf"
    place.parent.mkdir(exist_ok=True)
    place.write_bytes(b"GGUF")
    lessons.put(replace(made, state=LessonState.DONE, route="adapter", exported=str(place)))
    return lessons.get(made.id)


@pytest.fixture
def library(tmp_path):
    opened = open_library(tmp_path / "library", create=True)
    yield opened
    opened.close()


@pytest.fixture
def models(monkeypatch):
    opened = []
    base = Scripted("base")
    tuned = Scripted("tuned", zip(NAMES, PLACES, strict=True))

    def open_model(name, lessons=None):
        opened.append((name, lessons))
        return tuned if lessons else base

    monkeypatch.setattr(judging, "open_model", open_model)
    base.opened = opened
    return base, tuned


def test_four_ways_answer_the_same_questions(library, lesson, models):
    library.add([prepared(library, TEXT, "Halls")])
    verdict = finished(judging.judge(library, lesson.id))
    scores = {way.way: way.score for way in verdict.ways}
    assert scores == {"base": 0.0, "rag": 1.0, "tuned": 1.0, "tuned_rag": 1.0}
    # Documents do as well as teaching, and cost nothing.
    assert (verdict.best, verdict.helped) == ("rag", "unclear")
    assert verdict.forgot == -1.0
    assert Lessons().verdict(lesson.id) == verdict
    assert models[0].opened == [("local:tiny.gguf", ()), ("local:tiny.gguf", ((lesson.id, 1.0),))]


def test_without_documents_memory_alone_is_asked(library, lesson, models):
    verdict = finished(judging.judge(library, lesson.id))
    assert [way.way for way in verdict.ways] == ["base", "tuned"]
    assert (verdict.best, verdict.helped) == ("tuned", "yes")


def test_it_says_how_far_it_is_and_keeps_nothing_when_it_is_stopped(library, lesson, models):
    road = judging.judge(library, lesson.id)
    told = [next(road) for _ in range(6)]
    road.close()
    assert all(isinstance(each, Progress) for each in told)
    assert told[-1].done > 0
    assert told[-1].total == 2 * (10 + 60)
    assert Lessons().verdict(lesson.id) is None


def test_what_cannot_be_used_in_chat_cannot_be_judged(library, lesson, models):
    lessons = Lessons()
    lessons.put(replace(lesson, exported=""))
    with pytest.raises(BadRequest, match="chat"):
        finished(judging.judge(library, lesson.id))
