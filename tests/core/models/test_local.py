"""A model on this computer, written with through its worker."""

import json
import threading

import pytest

from core import paths, settings
from core.errors import (
    ModelBroken,
    ModelMissing,
    ModelNonsense,
    ModelTooLarge,
    PromptTooLong,
    UnsuitableModel,
)
from core.events import Thought, Token, ToolCall, finished
from core.models import local
from core.models.local import LocalModel, open_local
from core.models.local_engine import LocalEngine
from core.protocols import ChatMessage, Tool
from core.settings import Settings
from core.types import ModelState, Usage
from tests.local_models import TOOL_TEMPLATE, installed, with_template

ASKED = [ChatMessage("system", "Be brief."), ChatMessage("user", "港口在哪里？")]


@pytest.fixture(scope="module")
def shared():
    """An engine that several tests use; starting a process for each would take most of the time."""
    made = LocalEngine()
    yield made
    made.put_away()


@pytest.fixture
def engine():
    made = LocalEngine(rendering_seconds=1.0)
    yield made
    made.put_away()


@pytest.fixture
def model(shared):
    return LocalModel(installed(), shared)


def told(writing):
    """Everything a reply told, and what it returned."""
    came = []
    while True:
        try:
            came.append(next(writing))
        except StopIteration as end:
            return came, end.value


def usage(writing):
    return next(each for each in told(writing)[0] if isinstance(each, Usage))


class TestWriting:
    def test_what_it_took_is_counted(self, model):
        first = usage(model.write(ASKED, max_tokens=12, details=True))
        again = usage(model.write(ASKED, max_tokens=12, details=True))
        assert first.exact
        assert first.answer_tokens <= 12
        assert again.prompt_tokens == first.prompt_tokens
        assert again.cached_tokens == first.prompt_tokens - 1
        assert 0 < again.first_word_seconds <= again.seconds

    def test_the_same_question_has_the_same_answer(self, model):
        assert finished(model.write(ASKED, 20)) == finished(model.write(ASKED, 20))

    def test_a_conversation_that_goes_on_is_not_read_again(self, model):
        reply = finished(model.write(ASKED, 10))
        more = [*ASKED, ChatMessage("assistant", reply), ChatMessage("user", "And then?")]
        counted = usage(model.write(more, 5, details=True))
        assert counted.cached_tokens >= usage(model.write(ASKED, 1, details=True)).prompt_tokens - 1

    def test_a_prompt_that_is_too_long_is_told_with_figures(self, model):
        with pytest.raises(PromptTooLong) as refused:
            finished(model.write([ChatMessage("user", "word " * 9000)]))
        assert int(refused.value.subject["tokens"]) > int(refused.value.subject["limit"])
        assert finished(model.write(ASKED, 5))

    def test_several_threads_take_turns(self, model):
        alone = finished(model.write(ASKED, 30))
        replies = []

        def write():
            replies.append(finished(model.write(ASKED, 30)))

        threads = [threading.Thread(target=write) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert replies == [alone] * 4

    def test_a_paused_reply_keeps_nobody_waiting(self, model):
        paused = model.write(ASKED, 40)
        next(paused)
        # A lane may never come back to it before this one has ended.
        assert finished(model.write([ChatMessage("user", "b")], 10))
        assert finished(paused)

    def test_a_reply_that_is_left_keeps_what_was_read(self, model):
        leaving = model.write([ChatMessage("user", "long " * 500)], 3000, 1.0)
        for token in leaving:
            if token.text:
                break
        leaving.close()
        after = usage(model.write([ChatMessage("user", "long " * 500)], 5, details=True))
        assert after.cached_tokens >= 500

    def test_a_shape_is_kept(self, model):
        schema = {"type": "object", "properties": {"a": {"enum": ["x", "y"]}}, "required": ["a"]}
        said = json.loads(finished(model.write(ASKED, 60, 1.0, schema)))
        assert said["a"] in ("x", "y")

    def test_nothing_written_is_nonsense(self, shared):
        silent = LocalModel(with_template("{{ messages[0].content }}", "silent.gguf"), shared)

        class Silent:
            """A worker that ends each reply at once, which this model does by chance alone."""

            opens = ""

            def run(self, *order):
                yield {"n": 1, "is": "done", "tokens": 0, "cached": 0, "saved": 0}

            state = staticmethod(ModelState)

        silent._engine = Silent()
        with pytest.raises(ModelNonsense):
            finished(silent.write(ASKED))


class Scripted:
    """A worker that says what a test wants: what a model thinks or wants of tools."""

    opens = ""

    def __init__(self, *texts, opened=""):
        self.texts, self.opened, self.orders = texts, opened, []

    def run(self, name, path, shape, order):
        self.orders.append(order)
        yield {"n": 1, "is": "begun"}
        yield None
        yield {"n": 1, "is": "read", "tokens": 9, "cached": 4, "opened": self.opened}
        for text in self.texts:
            yield {"n": 1, "is": "text", "text": text}
        yield {"n": 1, "is": "done", "tokens": 7, "finish": "stop", "cached": 1, "saved": 0}

    state = staticmethod(ModelState)


TOOL = Tool("search", "Finds passages.", {"type": "object", "properties": {}})


class TestThoughtsAndTools:
    def test_thoughts_are_told_only_where_they_are_wanted(self):
        said = ("<thi", "nk>Hm.", "</thi", "nk>\n\n", "In the north.")
        model = LocalModel(installed(), Scripted(*said))
        came, text = told(model.write(ASKED, details=True))
        assert "".join(each.text for each in came if isinstance(each, Thought)) == "Hm."
        assert text == "In the north."
        came, text = told(model.write(ASKED))
        assert all(isinstance(each, Token) for each in came)
        assert "".join(each.text for each in came) == text == "In the north."

    def test_a_thought_that_the_prompt_began_is_none_of_the_answer(self):
        model = LocalModel(installed(), Scripted("Hm.</think>", "North.", opened="<think>"))
        assert finished(model.write(ASKED)) == "North."

    def test_a_template_without_tools_takes_none(self):
        scripted = Scripted("North.")
        model = LocalModel(installed(), scripted)
        assert not model.takes_tools
        finished(model.write(ASKED, tools=[TOOL]))
        assert scripted.orders[0]["tools"] == []

    def test_calls_are_taken_out_of_the_text(self):
        call = '<tool_call>\n{"name": "search", "arguments": {"q": "港口"}}\n</tool_call>'
        scripted = Scripted("Let me look.\n", call[:7], call[7:30], call[30:])
        model = LocalModel(with_template(TOOL_TEMPLATE), scripted)
        assert model.takes_tools
        came, text = told(model.write(ASKED, tools=[TOOL]))
        [wanted] = [each for each in came if isinstance(each, ToolCall)]
        assert (wanted.name, json.loads(wanted.arguments)) == ("search", {"q": "港口"})
        assert text == "Let me look."
        [offered] = scripted.orders[0]["tools"]
        assert offered["function"]["name"] == "search"

    def test_calls_and_their_answers_go_back_as_templates_want_them(self):
        scripted = Scripted("Done.")
        asked = [
            *ASKED,
            ChatMessage("assistant", "", (ToolCall("c1", "search", '{"q": 1}'),)),
            ChatMessage("tool", "Found.", answers="c1"),
        ]
        finished(LocalModel(with_template(TOOL_TEMPLATE), scripted).write(asked, tools=[TOOL]))
        *_, call, answer = scripted.orders[0]["messages"]
        assert call["tool_calls"][0]["function"]["arguments"] == {"q": 1}
        assert answer == {"role": "tool", "content": "Found.", "tool_call_id": "c1"}

    def test_offered_tools_are_written_into_the_prompt(self, shared):
        model = LocalModel(with_template(TOOL_TEMPLATE), shared)
        without = usage(model.write(ASKED, 3, details=True)).prompt_tokens
        offered = usage(model.write(ASKED, 3, tools=[TOOL], details=True)).prompt_tokens
        assert offered > without + 20


class TestReadingAhead:
    def test_what_was_primed_is_not_read_again(self, model):
        begun = [ChatMessage("system", "Be brief."), ChatMessage("user", "The garden. " * 80)]
        assert finished(model.prime(begun)) == ""
        asked = [begun[0], ChatMessage("user", begun[1].text + "\n\nWhere is it?")]
        counted = usage(model.write(asked, 3, details=True))
        assert counted.cached_tokens > 0.8 * counted.prompt_tokens

    def test_it_gives_way_to_a_question(self, model):
        primed = model.prime([ChatMessage("user", "The harbour in the north. " * 400)])
        next(primed)
        # The primed one stands still; the question is answered nevertheless.
        assert finished(model.write(ASKED, 3))
        assert finished(primed) == ""

    def test_a_template_that_wants_a_question_is_not_given_up(self, engine):
        wanting = (
            "{% if messages[-1].role != 'user' %}{{ raise_exception('no question') }}{% endif %}"
            "{% for m in messages %}[{{ m.content }}]{% endfor %}"
        )
        model = LocalModel(with_template(wanting), engine)
        assert finished(model.prime([ChatMessage("assistant", "North.")])) == ""
        counted = usage(model.write([ChatMessage("user", "a")], 2, details=True))
        assert counted.prompt_tokens == model.count_tokens(["[a]"])[0]
        # Another layout is for the one conversation that the template does not take.
        odd = [ChatMessage("user", "a"), ChatMessage("assistant", "b")]
        assert finished(model.write(odd, 2))
        again = usage(model.write([ChatMessage("user", "a")], 2, details=True))
        assert again.prompt_tokens == counted.prompt_tokens

    def test_what_is_kept_outlives_the_worker(self, engine):
        model = LocalModel(installed(), engine)
        begun = [ChatMessage("user", "The garden of the house. " * 60)]
        finished(model.prime(begun, keep="garden"))
        assert engine.state().saved_bytes > 0
        engine.put_away()
        asked = [ChatMessage("user", begun[0].text + "\n\nWhere?")]
        counted = usage(model.write(asked, 3, details=True))
        assert counted.cached_tokens > 0.8 * counted.prompt_tokens


class TestTokens:
    def test_tokens_are_counted_without_loading(self, engine):
        model = LocalModel(installed(), engine)
        assert model.count_tokens(["", "hello", "港口"]) == [0, 3, 5]
        assert model.counts_exactly
        assert engine.state() == ModelState()

    def test_tokens_are_counted_while_it_writes(self, model):
        writing = model.write(ASKED, 200, 1.0)
        next(writing)
        assert model.count_tokens(["another text", "another text"])[0] > 0
        assert finished(writing)

    def test_texts_that_were_counted_long_ago_are_counted_again(self, model, monkeypatch):
        monkeypatch.setattr(local, "_MOST_COUNTS", 3)
        texts = ["hello", "a", "b", "c", "港口"]
        one_by_one = [model.count_tokens([text])[0] for text in texts]
        # Some are known, some are not, and what is known has just been thrown away.
        assert model.count_tokens(texts) == one_by_one
        assert model.count_tokens([*texts, "new"])[:5] == one_by_one

    def test_pieces_are_the_text(self, model):
        text = "港口 north 🚢"
        pieces = model.pieces(text)
        assert len(pieces) == model.count_tokens([text])[0]
        assert (pieces[0].start, pieces[-1].end) == (0, len(text))

    def test_without_the_vocabulary_they_are_estimated(self):
        class Nothing(Scripted):
            def run(self, *order):
                raise ModelBroken(name="a")
                yield

        model = LocalModel(installed(), Nothing())
        assert model.count_tokens(["hello world"])[0] > 0
        assert not model.counts_exactly
        assert model.pieces("hello") == ()


class Little:
    """What psutil says of a computer without memory."""

    available, total, used, percent = 1_000_000, 2_000_000, 1_000_000, 50.0


class TestOpening:
    def test_chinese_names_and_folders_are_opened(self, shared):
        model = LocalModel(installed("模型/小模型.gguf"), shared)
        assert finished(model.write(ASKED, 3))
        assert shared.state().name == "local:模型/小模型.gguf"

    def test_a_folder_of_one_model_names_it(self):
        installed("folder/one.gguf")
        assert LocalModel("local:folder", Scripted()).name == "local:folder"

    def test_experts_write_as_well(self, shared):
        model = LocalModel(installed("experts.gguf", "q4_K_M", experts=True), shared)
        assert finished(model.write(ASKED, 3))

    def test_one_is_put_away_for_another(self, shared):
        for name in ("one.gguf", "two.gguf"):
            finished(LocalModel(installed(name), shared).write(ASKED, 2))
            state = shared.state()
            assert state.name == f"local:{name}"
            assert state.cache_bytes > 0
            assert state.threads > 0

    def test_a_model_without_a_template_writes(self, shared):
        assert finished(LocalModel(with_template(None), shared).write(ASKED, 3))

    @pytest.mark.parametrize(
        "name", ["local:", "local:gone.gguf", "local:../tiny.gguf", "local:/etc/passwd"]
    )
    def test_names_lead_to_nothing_else(self, name):
        with pytest.raises(ModelMissing):
            LocalModel(name, Scripted())

    def test_what_does_not_fit_is_not_loaded(self, engine, monkeypatch):
        model = LocalModel(installed(), engine)
        monkeypatch.setattr("psutil.virtual_memory", lambda: Little)
        with pytest.raises(ModelTooLarge) as refused:
            finished(model.write(ASKED))
        assert refused.value.subject["needed"]
        assert engine.pid == 0

    def test_the_context_is_as_the_person_sets_it(self, model):
        assert model.context_tokens == 4096  # what it was made for
        settings.save(Settings(model_context=1024))
        assert model.context_tokens == 1024
        with pytest.raises(PromptTooLong):
            finished(model.write([ChatMessage("user", "word " * 800)]))

    def test_reading_ahead_that_is_left_while_it_is_loaded_loads_it_for_the_question(
        self, engine, monkeypatch
    ):
        model = LocalModel(installed(), engine)
        primed = model.prime(ASKED)
        next(primed)
        primed.close()
        # What is being loaded takes memory: that is no reason to open it in another way.
        monkeypatch.setattr("psutil.virtual_memory", lambda: Little)
        assert finished(model.write(ASKED, 2))
        assert engine.state().name == model.name
        assert engine.state().context_tokens == model.context_tokens == 4096

    def test_the_same_file_is_the_same_model(self):
        name = installed()
        assert open_local(name) is open_local(name)

    def test_threads_are_measured_once(self, engine):
        model = LocalModel(installed(), engine)
        finished(model.write(ASKED, 2))
        kept = json.loads((paths.cache_folder() / "gguf" / "threads.json").read_text())
        [found] = kept.values()
        assert found["threads"] == engine.state().threads
        given = []
        engine.put_away()
        started = engine._started

        def watched(name):
            process = started(name)
            give = process.give
            process.give = lambda order: given.append(order) or give(order)
            return process

        engine._started = watched
        finished(model.write(ASKED, 2))
        assert given[0]["model"]["threads"] == found["threads"]


class TestPuttingAway:
    def test_an_idle_model_is_put_away(self, engine):
        finished(LocalModel(installed(), engine).write(ASKED, 2))
        assert engine.idle is not None
        assert engine.idle.interval == 15 * 60
        engine.idle.function()  # its time has come
        assert engine.pid == 0
        assert engine.state() == ModelState()

    def test_a_model_that_writes_is_not_idle(self, engine):
        writing = LocalModel(installed(), engine).write(ASKED, 2000, 1.0)
        for token in writing:
            if token.text:
                break
        pid = engine.pid
        engine.put_away_if_idle()
        assert engine.pid == pid
        writing.close()

    def test_only_the_named_one_is_put_away(self, engine):
        finished(LocalModel(installed(), engine).write(ASKED, 2))
        engine.put_away("local:other.gguf")
        assert engine.pid
        engine.put_away("local:tiny.gguf")
        assert engine.pid == 0

    def test_it_is_loaded_again_when_it_is_asked(self, engine):
        model = LocalModel(installed(), engine)
        first = finished(model.write(ASKED, 5))
        engine.put_away()
        assert finished(model.write(ASKED, 5)) == first


def test_a_file_of_another_kind_is_told_as_such():
    paths.models_folder().mkdir(parents=True)
    (paths.models_folder() / "a.gguf").write_bytes(b"not at all")
    with pytest.raises(UnsuitableModel):
        LocalModel("local:a.gguf", Scripted())
