"""Lessons in chat: those of the settings that fit, or exactly those that were asked for."""

import json

import pytest

from core import paths, settings
from core.errors import LessonUnfit
from core.events import finished
from core.generation.by_model import Asked, Draft, ModelWriter
from core.models import lessons_on, local_files
from core.models.chosen import lessons_of, open_model
from core.models.lessons_on import fitting, offered, switched_on
from core.models.local import LocalModel
from core.models.local_engine import LocalEngine
from core.models.model_process import Gone
from core.protocols import ChatMessage
from core.settings import Settings
from core.types import Passage, Usage
from tests import lesson_files
from tests.lesson_files import lesson
from tests.local_models import installed

A, B, C, D = "aaaaaaaaaaaa", "bbbbbbbbbbbb", "cccccccccccc", "dddddddddddd"
ASKED = [ChatMessage("user", "港口在哪里？")]
SCHEMA = {"type": "object", "properties": {"a": {"type": "string"}}, "required": ["a"]}


@pytest.fixture(scope="module")
def shared():
    made = LocalEngine()
    yield made
    made.put_away()


@pytest.fixture(autouse=True)
def nothing_is_refused():
    lessons_on._refused.clear()


@pytest.fixture
def model(shared):
    return LocalModel(installed(), shared)


@pytest.fixture
def path(model):
    return local_files.path_of(model.name)


def switch(*lessons):
    settings.save(Settings(lessons=tuple(f"{id}={strength}" for id, strength in lessons)))


def reply(model, **wish):
    """A reply and what it took."""
    came = []
    writing = model.write(ASKED, 12, details=True, **wish)
    while True:
        try:
            came.append(next(writing))
        except StopIteration as end:
            return end.value, next(each for each in came if isinstance(each, Usage))


class TestWhichAreOn:
    def test_settings_name_them_with_strengths(self):
        lines = (f"{A}=0.5", f"{B}=0", "no id=1", f"{C}=nan", f"{D}=7", f"{B}=", "x" * 12 + "=1")
        settings.save(Settings(lessons=lines))
        assert switched_on() == ((A, 0.5), (D, 2.0), ("x" * 12, 1.0))

    def test_those_of_another_model_are_no_matter(self, model, path):
        other = installed("other.gguf", "f16")
        lesson(A, lesson_files.adapter, path)
        switch((A, 1.0))
        assert [each.title for each in model.lessons().on] == ["Employee handbook"]
        found = LocalModel(other, object()).lessons()
        assert (found.on, found.left_out) == ((), ())

    def test_what_cannot_be_had_is_told_and_left_out(self, model, path):
        lesson(A, lesson_files.adapter, path, title="Good")
        lesson(B, lesson_files.adapter, path, title="Not ready", exported="")
        cut = lesson(C, lesson_files.adapter, path, title="Cut") / "export" / "adapter.gguf"
        cut.write_bytes(cut.read_bytes()[:-999])
        found = fitting(path, model.name, ((A, 1.0), (B, 1.0), (C, 1.0), (D, 1.0)))
        assert [each.title for each in found.on] == ["Good"]
        assert [each.partition(" (")[0] for each in found.left_out] == [
            f"“{B}”",
            "“Cut”",
            f"“{D}”",
        ]

    def test_one_whose_model_was_replaced_is_told(self, model, path):
        lesson(A, lesson_files.adapter, path)
        installed("tiny.gguf", "f16")
        found = fitting(path, model.name, ((A, 1.0),))
        assert (found.on, len(found.left_out)) == ((), 1)

    def test_one_thing_stands_in_front(self, model, path):
        lesson(A, lesson_files.soft_prompt, path, title="Words", route="soft_prompt")
        lesson(B, lesson_files.prefix, path, title="Cells", route="prefix")
        found = fitting(path, model.name, ((A, 1.0), (B, 1.0)))
        assert [each.title for each in found.on] == ["Words"]
        assert "Words" in found.left_out[0]
        assert found.ahead == 6

    def test_a_moved_folder_is_no_matter(self, model, path):
        folder = lesson(A, lesson_files.adapter, path)
        state = json.loads((folder / "state.json").read_text())
        state["exported"] = "/somewhere/else/adapter.gguf"
        (folder / "state.json").write_text(json.dumps(state))
        assert len(fitting(path, model.name, ((A, 1.0),)).on) == 1

    def test_chat_is_offered_those_that_are_ready_with_their_models(self, path):
        copy = installed("copy.gguf")
        lesson(A, lesson_files.adapter, path, title="Two")
        lesson(B, lesson_files.adapter, path, title="One", exported="")
        lesson(C, lesson_files.adapter, path, title="Adapters", route="transformers")
        lesson(D, lesson_files.adapter, path, title="Merged", route="merged")
        found = offered(["local:tiny.gguf", copy, "local:gone.gguf"])
        assert [(each.title, each.models) for each in found] == [
            ("Adapters", ()),
            ("Two", ("local:tiny.gguf", copy)),
        ]

    def test_no_folder_is_none(self):
        assert offered(["local:tiny.gguf"]) == ()

    def test_nothing_is_read_again_before_the_next_question(self, model, path, monkeypatch):
        lesson(A, lesson_files.adapter, path)
        switch((A, 1.0))
        assert model.lessons().on
        opened = []
        monkeypatch.setattr("core.gguf.digest.edges", lambda file: opened.append(file))
        monkeypatch.setattr("core.gguf.lesson_file.read_tensors", lambda file: opened.append(file))
        assert model.lessons().on
        assert opened == []


class TestWriting:
    def test_switched_on_and_off_in_the_middle(self, model, path, shared):
        lesson(A, lesson_files.adapter, path)
        bare, usage = reply(model)
        assert usage.lessons == ()
        pid = shared.pid
        switch((A, 1.0))
        taught, usage = reply(model)
        assert taught != bare
        assert usage.lessons == ("Employee handbook",)
        switch((A, 0.5))
        half, usage = reply(model)
        assert half not in (taught, bare)
        assert usage.lessons == ("Employee handbook 50 %",)
        switch((A, 1.0))
        again, usage = reply(model)
        assert again == taught
        # What was read with the lesson was still there.
        assert usage.cached_tokens == usage.prompt_tokens - 1
        switch()
        assert reply(model)[0] == bare
        assert shared.pid == pid

    def test_what_is_asked_for_counts_whatever_the_settings_say(self, model, path):
        lesson(A, lesson_files.adapter, path)
        lesson(B, lesson_files.adapter, path, title="House style")
        switch((A, 1.0))
        settled = reply(model)[0]
        none, one = model.taught(()), model.taught(((A, 1.0),))
        both = model.taught(((A, 1.0), (B, 0.75)))
        assert reply(one)[0] == settled
        assert reply(none)[0] not in (settled, reply(both)[0])
        assert reply(both)[1].lessons == ("Employee handbook", "House style 75 %")
        with pytest.raises(LessonUnfit):
            model.taught(((C, 1.0),))

    @pytest.mark.parametrize("route", ["soft_prompt", "prefix"])
    def test_what_stands_in_front_takes_its_room(self, model, path, route):
        whole = model.context_tokens
        bare = reply(model)[0]
        lesson(A, getattr(lesson_files, route), path, route=route)
        switch((A, 0.5))
        taught, usage = reply(model)
        assert taught != bare
        assert usage.lessons == ("Employee handbook",)  # it is on or off
        assert whole - model.context_tokens in (5, 6)

    def test_one_that_the_model_refuses_is_left_out_for_good(self, model, path, shared):
        def too_deep(file, seed, base):
            lesson_files.adapter(file, seed, base, layers=9)

        lesson(A, lesson_files.adapter, path, title="Good")
        good = reply(model.taught(((A, 1.0),)))[0]
        lesson(B, too_deep, path, title="Too deep")
        switch((A, 1.0), (B, 1.0))
        text, usage = reply(model)
        assert (text, usage.lessons) == (good, ("Good",))
        assert "Too deep" in usage.left_out[0]
        assert model.lessons().left_out == usage.left_out
        with pytest.raises(LessonUnfit):
            model.taught(((B, 1.0),))

    def test_one_that_ends_the_process_is_left_out(self, model, path, shared, monkeypatch):
        """The model itself is not blamed for it."""
        lesson(A, lesson_files.adapter, path)
        bare = reply(model)[0]
        switch((A, 1.0))
        once = shared._once

        def ends(name, shape, order, title):
            if order["model"]["adapters"]:
                raise Gone("dressing")
            yield from once(name, shape, order, title)

        monkeypatch.setattr(shared, "_once", ends)
        text, usage = reply(model)
        assert (text, usage.lessons) == (bare, ())
        assert "does not take it" in usage.left_out[0]

    def test_work_that_gives_way_goes_on_with_its_own_lessons(self, model, path):
        """A person's question with another lesson comes in between, from another thread."""
        lesson(A, lesson_files.adapter, path)
        lesson(B, lesson_files.soft_prompt, path, route="soft_prompt")
        working, asking = model.taught(((A, 1.0),)), model.taught(((B, 1.0),))
        undisturbed = finished(working.write(ASKED, 300, 0.0, SCHEMA))
        answer = reply(asking)[0]
        writing = working.write(ASKED, 300, 0.0, SCHEMA)
        for token in writing:
            if token.text:
                break
        begun = token.text
        assert reply(asking)[0] == answer
        assert (begun + "".join(each.text for each in _rest(writing))).strip() == undisturbed

    def test_an_answer_says_what_it_was_written_with(self, model, path):
        lesson(A, lesson_files.adapter, path)
        switch((A, 1.0), (D, 1.0))
        passage = Passage(1, "d", "Rules", 1, 0, 6, "港口在北边。", "", 1.0, ("words",))
        asked = Asked("港口在哪里？", [passage], max_tokens=8)
        writing = ModelWriter(model).compose(asked, Draft())
        while True:
            try:
                next(writing)
            except StopIteration as end:
                written = end.value
                break
        assert written.lessons == ("Employee handbook",)
        assert any(D in note for note in written.notes)


def _rest(writing):
    try:
        while True:
            yield next(writing)
    except StopIteration:
        return


class TestByName:
    def test_models_are_opened_with_lessons(self, path):
        lesson(A, lesson_files.adapter, path)
        name = "local:tiny.gguf"
        assert lessons_of(open_model(name)) == ((), ())
        assert lessons_of(open_model(name, ((A, 1.0),))) == (("Employee handbook",), ())
        switch((A, 1.0))
        assert lessons_of(open_model(name)) == (("Employee handbook",), ())
        assert lessons_of(open_model(name, ())) == ((), ())
        with pytest.raises(LessonUnfit):
            open_model(name, ((B, 1.0),))

    def test_a_prefix_wants_a_cache_of_whole_numbers(self, model, path, monkeypatch):
        lesson(A, lesson_files.prefix, path, route="prefix")
        shapes = []
        shape = local_files.shape

        def noted(*arguments):
            shapes.append(arguments[4])
            return shape(*arguments)

        monkeypatch.setattr(local_files, "shape", noted)
        assert model.taught(((A, 1.0),)).context_tokens
        assert shapes == [True]


def test_lessons_lie_where_they_are_looked_for(path):
    from core.lessons.store import Lessons

    assert Lessons().folder == paths.lessons_folder()
