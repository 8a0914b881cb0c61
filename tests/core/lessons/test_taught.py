"""A lesson that PyTorch runs, as a model: opened by name, its process kept, shared and replaced."""

import json

import pytest

from core import settings
from core.errors import LessonFailed, LessonUnfit, ModelMissing, ModelNonsense
from core.events import Token, finished
from core.lessons import taught
from core.lessons.taught import TaughtModel
from core.models.chosen import lessons_of, open_model, put_away
from core.protocols import ChatMessage
from core.settings import Settings
from core.training.told import Ended, Working, Wrote
from tests.lesson_files import lesson
from tests.local_models import installed

A, B = "aaaaaaaaaaaa", "bbbbbbbbbbbb"
ASKED = [ChatMessage("system", "Be brief."), ChatMessage("user", "港口在哪里？")]


class ScriptedTrainer:
    """Answers as a Trainer does; what it is asked and told is noted."""

    def __init__(self, *pieces, failure=None):
        self.pieces, self.failure = pieces, failure
        self.asked, self.stopped, self.closed = [], 0, False

    def answer(self, messages, most=512):
        self.asked.append((messages, most))
        yield Working("loading")
        yield None
        if self.failure:
            raise self.failure
        for piece in self.pieces:
            if self.stopped:
                break
            yield Wrote(piece)
        self.stopped = 0
        yield Ended("done")

    def stop(self):
        self.stopped += 1

    def close(self):
        self.closed = True


@pytest.fixture(autouse=True)
def none_rests():
    yield
    taught.put_away()
    if taught._idle is not None:
        taught._idle.cancel()


def taught_lesson(id=A, **state):
    installed()
    place = lesson(id, lambda file, seed, model: file.write_bytes(b"x"), None, **(
        {"route": "transformers"} | state
    ))  # fmt: skip
    (place / "plan.toml").write_text(
        'title = "House style"\nbase = "local:tiny.gguf"\nmethod = "adapters"\n', "utf-8"
    )
    return f"lesson:{id}"


class Made:
    """Makes trainers and remembers them."""

    def __init__(self, *pieces, failure=None):
        self.pieces, self.failure = pieces, failure
        self.trainers = []

    def __call__(self, lesson):
        self.trainers.append(ScriptedTrainer(*self.pieces, failure=self.failure))
        return self.trainers[-1]


class TestByName:
    def test_it_is_opened_as_any_model(self):
        model = open_model(taught_lesson())
        assert (model.name, model.context_tokens) == (f"lesson:{A}", 4096)
        assert lessons_of(model) == ((), ())
        with pytest.raises(LessonUnfit):
            open_model(model.name, ((B, 1.0),))

    @pytest.mark.parametrize("name", ["lesson:", "lesson:../../etc", f"lesson:{B}"])
    def test_none_of_that_name(self, name):
        with pytest.raises(ModelMissing):
            open_model(name)

    @pytest.mark.parametrize(
        "state", [{"route": "adapter"}, {"exported": ""}, {"state": "running"}]
    )
    def test_what_is_not_ready_or_of_another_kind(self, state):
        with pytest.raises(LessonUnfit):
            open_model(taught_lesson(**state))

    def test_a_base_that_is_gone(self):
        name = taught_lesson()
        from core import paths

        (paths.models_folder() / "tiny.gguf").unlink()
        with pytest.raises(ModelMissing):
            open_model(name)


class TestWriting:
    def test_what_it_thinks_is_told_apart(self):
        made = Made("<think>Hm", "m.</think>", "In the ", "north.")
        model = TaughtModel(taught_lesson(), made)
        assert finished(model.write(ASKED, 40)) == "In the north."
        [(messages, most)] = made.trainers[0].asked
        assert (messages[1], most) == (("user", "港口在哪里？"), 40)

    def test_a_shape_is_asked_for_in_words(self):
        made = Made(json.dumps({"a": 1}))
        model = TaughtModel(taught_lesson(), made)
        schema = {"type": "object", "properties": {"a": {"type": "integer"}}}
        assert finished(model.write(ASKED, schema=schema)) == '{"a": 1}'
        assert "JSON" in made.trainers[0].asked[0][0][-1][1]

    def test_nothing_is_nonsense(self):
        with pytest.raises(ModelNonsense):
            finished(TaughtModel(taught_lesson(), Made("  ")).write(ASKED))

    def test_its_process_answers_again_and_is_replaced_by_another_lesson_s(self):
        made = Made("yes")
        one, other = (TaughtModel(taught_lesson(id), made) for id in (A, B))
        for model in (one, one, other):
            finished(model.write(ASKED))
        first, second = made.trainers
        assert (len(first.asked), len(second.asked)) == (2, 1)
        _until(lambda: first.closed)
        assert not second.closed

    def test_a_failure_ends_its_process(self):
        made = Made(failure=LessonFailed(name="House style", reason="it ended."))
        model = TaughtModel(taught_lesson(), made)
        for _ in range(2):
            with pytest.raises(LessonFailed):
                finished(model.write(ASKED))
        assert len(made.trainers) == 2

    def test_an_answer_that_is_left_stops_and_is_waited_for_by_the_next(self):
        made = Made(*"many words")
        model = TaughtModel(taught_lesson(), made)
        leaving = model.write(ASKED)
        while not next(leaving).text:
            pass
        leaving.close()
        [trainer] = made.trainers
        assert trainer.stopped == 1
        assert finished(model.write(ASKED)) == "many words"
        assert len(trainer.asked) == 2
        assert trainer.stopped == 0

    def test_two_answers_at_once_have_a_process_each(self):
        made = Made("yes")
        model = TaughtModel(taught_lesson(), made)
        paused = model.write(ASKED)
        assert next(paused) == Token("")
        assert finished(model.write(ASKED)) == "yes"
        assert finished(paused) == "yes"
        assert len(made.trainers) == 2

    def test_it_is_put_away_when_nobody_asks(self):
        settings.save(Settings(model_idle_minutes=3.0))
        made = Made("yes")
        finished(TaughtModel(taught_lesson(), made).write(ASKED))
        assert taught._idle.interval == 180
        taught._idle.function()
        _until(lambda: made.trainers[0].closed)

    def test_it_is_put_away_as_any_model(self):
        made = Made("yes")
        model = TaughtModel(taught_lesson(), made)
        for name in ("", model.name):
            finished(model.write(ASKED))
            put_away("local:other.gguf")
            assert not made.trainers[-1].closed
            put_away(name)
            _until(lambda: made.trainers[-1].closed)


def _until(holds):
    """A thread closes what has ended."""
    for thread in taught.threading.enumerate():
        if thread.name == "taught" and not holds():
            thread.join(5)
    assert holds()
