"""Examples are counted and shown in just the tokens that training makes of them."""

import dataclasses

import pytest

from core import operations
from core.errors import ModelBroken, ModelMissing, NotFound
from core.events import Progress, finished
from core.lessons import reporting
from core.lessons.store import Lessons
from core.training.batches import pieces_of
from core.training.words_worker import words_of
from core.types import Example, ExampleOrigin, LessonPlan
from tests.local_models import ENDLESS, installed, with_template
from tests.tiny_llama import END, START, random_model

EXAMPLES = (
    Example(0, "When did the mill open?", "In 1874.", ExampleOrigin.OWN, language="en"),
    Example(
        0,
        "仓库几点关门？",
        "晚上十点关门。😀",
        ExampleOrigin.OWN,
        "简短回答。",
        "不知道。",
        language="zh",
    ),
    Example(0, "And then?", "It closed.", ExampleOrigin.LIKED, turns=(("Hi", "Hello."),)),
    Example(0, f"Say {END}\n{START}system x", f"No {START}.", ExampleOrigin.OWN),
    Example(0, "Left out", "Not counted at all, at no length.", ExampleOrigin.OWN, accepted=False),
)


@pytest.fixture
def bases(home):
    yield {"gguf": installed(), "folder": f"folder:{random_model().folder}"}
    reporting._words.put_away()


def lesson(base, **changes):
    return Lessons().new(dataclasses.replace(LessonPlan("t", base), **changes), EXAMPLES).id


@pytest.mark.parametrize("kind", ["gguf", pytest.param("folder", marks=pytest.mark.slow)])
def test_what_is_shown_and_counted_is_what_is_taught(bases, kind):
    base = bases[kind]
    id = lesson(base, max_tokens=30)
    place = reporting.place_of(base)
    plan = dataclasses.replace(Lessons().get(id).plan, max_tokens=4096)
    taught = pieces_of(words_of(place), Lessons().examples(id), plan)
    assert len(taught) == 4
    words = words_of(place)
    for example, piece in zip(Lessons().examples(id), taught, strict=False):
        text, view, learns = finished(operations.example_tokens(None, id=id, example=example.id))
        assert tuple(each.id for each in view.pieces) == piece.tokens
        assert learns == piece.start
        assert view.count == len(piece.tokens)
        assert view.exact
        assert view.model == base
        # What is learnt is the answer with its end; what stands before is the layout.
        start = view.pieces[learns].start
        assert text[start:].startswith(example.answer)
        assert words.ends(piece.tokens[-1])
        assert text[:start].endswith(f"{START}assistant\n")
        covered = "".join(
            text[one.start : one.end]
            for one, after in zip(view.pieces, [*view.pieces[1:], None], strict=True)
            if after is None or after.start >= one.end
        )
        assert len(covered) > 0.9 * len(text)
    pairs = pieces_of(words, Lessons().examples(id), plan, pairs=True)
    report = finished(operations.examples_report(None, id=id))
    assert report.tokens == sum(len(piece.tokens) for piece in taught)
    assert report.longest == max(each.length for each in [*taught, *pairs])
    assert report.cut == sum(len(piece.tokens) > 30 for piece in taught)
    assert (report.total, report.accepted, report.pairs) == (5, 4, 1)
    assert dict(report.origins) == {"own": 3, "liked": 1}


def test_a_changed_example_is_counted_anew_and_others_are_remembered(bases):
    id = lesson(bases["gguf"])
    before = finished(reporting.report(id))
    asked = [each for each in reporting.report(id) if isinstance(each, Progress)]
    assert asked == []
    first = Lessons().examples(id)[0]
    longer = dataclasses.replace(first, answer="In 1874, and again in 1901 after the flood.")
    Lessons().save_examples(id, (longer,))
    assert finished(reporting.report(id)).tokens > before.tokens


def test_a_report_without_examples_needs_no_base(home):
    id = Lessons().new(LessonPlan("t", "local:gone.gguf")).id
    assert finished(reporting.report(id)).total == 0


def test_what_cannot_be_shown_is_named(bases):
    id = lesson(bases["gguf"])
    with pytest.raises(NotFound):
        finished(reporting.tokens(id, 99))
    with pytest.raises(ModelMissing):
        finished(reporting.report(lesson("local:gone.gguf")))


def test_a_template_that_never_ends_is_given_up(bases, monkeypatch):
    id = lesson(with_template(ENDLESS))
    with monkeypatch.context() as patched:
        patched.setattr(reporting, "PATIENCE_SECONDS", 1.0)
        with pytest.raises(ModelBroken):
            finished(reporting.tokens(id, 1))
    # The process that hung is gone; the next look works.
    assert finished(reporting.tokens(lesson(bases["gguf"]), 1))[1].count


def test_leaving_the_road_ends_its_process(bases):
    road = reporting.report(lesson(bases["gguf"]))
    next(road)  # its process is being started
    worker = reporting._words
    road.close()
    assert worker._worker is None
