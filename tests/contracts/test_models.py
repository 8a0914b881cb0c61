"""What every language model must do; a new one subclasses ModelContract.

The server behind an endpoint is scripted (tests/scripted_endpoint.py): the contract is about our
side. The model on this computer is a tiny one with random weights (tests/tiny_llama.py).
"""

import json

import gguf
import numpy as np
import psutil
import pytest

from core.errors import LecternError, LessonFailed, ModelError
from core.events import Thought, Token, ToolCall, finished
from core.lessons.taught import TaughtModel
from core.lessons.taught import put_away as put_taught_away
from core.models.endpoint import EndpointModel
from core.models.json_reply import parse_json
from core.models.local import LocalModel
from core.models.local_engine import LocalEngine
from core.protocols import ChatMessage, LanguageModel, Tool
from core.types import Usage
from tests.core.lessons.test_taught import ScriptedTrainer, taught_lesson
from tests.local_models import installed, put_bytes
from tests.scripted_endpoint import NEVER, Refusal, ScriptedEndpoint
from tests.tiny_llama import random_model

ASKED = [ChatMessage("system", "Be brief."), ChatMessage("user", "港口在哪里？")]
SCHEMA = {"type": "object", "properties": {"a": {"type": "integer"}}, "required": ["a"]}


class ModelContract:
    """Subclass and override the fixtures: a model that answers, one silent, one that fails."""

    def test_it_streams_what_it_returns(self, model: LanguageModel) -> None:
        told, road = [], model.write(ASKED)
        try:
            while True:
                told.append(next(road))
        except StopIteration as end:
            text = end.value
        assert text
        assert all(isinstance(token, Token) for token in told)
        assert "".join(token.text for token in told).strip() == text

    def test_it_takes_a_schema(self, model: LanguageModel) -> None:
        reply = finished(model.write(ASKED, max_tokens=50, temperature=0.2, schema=SCHEMA))
        assert isinstance(parse_json(reply, model.name)["a"], int)

    def test_it_leaves_the_messages_as_they_are(self, model: LanguageModel) -> None:
        before = list(ASKED)
        finished(model.write(ASKED, schema=SCHEMA))
        assert before == ASKED

    def test_it_says_what_it_is(self, model: LanguageModel) -> None:
        assert model.name
        assert model.context_tokens > 0

    def test_with_details_what_it_took_comes_last(self, model: LanguageModel) -> None:
        told, road = [], model.write(ASKED, max_tokens=40, details=True)
        try:
            while True:
                told.append(next(road))
        except StopIteration as end:
            text = end.value
        assert {type(each) for each in told[:-1]} <= {Token, Thought}
        assert isinstance(used := told[-1], Usage)
        assert used.prompt_tokens > used.cached_tokens >= 0
        assert used.answer_tokens > 0
        assert 0 <= used.first_word_seconds <= used.seconds
        assert "".join(each.text for each in told if isinstance(each, Token)).strip() == text

    def test_offering_a_tool_is_no_error(self, model: LanguageModel) -> None:
        assert isinstance(model.takes_tools, bool)
        tool = Tool("search", "finds passages", {"type": "object", "properties": {}})
        told, road = [], model.write(ASKED, max_tokens=20, tools=[tool])
        try:
            while True:
                told.append(next(road))
        except StopIteration:
            pass
        assert {type(each) for each in told} <= {Token, ToolCall}

    def test_priming_writes_nothing(self, model: LanguageModel) -> None:
        assert finished(model.prime(ASKED)) == ""

    def test_it_counts_tokens(self, model: LanguageModel) -> None:
        empty, short, long = model.count_tokens(["", "港口 harbour", "港口 harbour " * 50])
        assert (empty, short > 0, long > 20 * short) == (0, True, True)
        assert model.count_tokens([]) == []
        assert isinstance(model.counts_exactly, bool)

    def test_its_pieces_are_of_the_text_and_in_order(self, model: LanguageModel) -> None:
        text = "港口 harbour 1874"
        pieces = model.pieces(text)
        assert bool(pieces) or not model.counts_exactly
        assert all(0 <= each.start <= each.end <= len(text) for each in pieces)
        assert [each.start for each in pieces] == sorted(each.start for each in pieces)

    def test_it_gives_signs_of_life_and_can_be_left(self, silent: LanguageModel) -> None:
        road = silent.write(ASKED)
        assert [next(road).text for _ in range(3)] == ["", "", ""]
        road.close()

    def test_it_fails_by_name(self, failing: LanguageModel) -> None:
        with pytest.raises(ModelError) as failed:
            finished(failing.write(ASKED))
        assert isinstance(failed.value, LecternError)
        assert failed.value.hint


class TestEndpoint(ModelContract):
    @pytest.fixture
    def model(self):
        def script(body):
            return json.dumps({"a": 7}) if "response_format" in body else "港口在北边。"

        with ScriptedEndpoint(script) as server:
            yield EndpointModel(server.endpoint())

    @pytest.fixture
    def silent(self):
        with ScriptedEndpoint([NEVER]) as server:
            yield EndpointModel(server.endpoint())

    @pytest.fixture
    def failing(self):
        with ScriptedEndpoint([Refusal(500)]) as server:
            yield EndpointModel(server.endpoint(), (0.01,))


@pytest.fixture(scope="module")
def engine():
    made = LocalEngine()
    yield made
    made.put_away()


class TestLocal(ModelContract):
    @pytest.fixture
    def model(self, engine):
        return LocalModel(installed(), engine)

    @pytest.fixture
    def silent(self, engine):
        """Its process stands still, as on a computer that does not get to it."""
        model = LocalModel(installed(), engine)
        finished(model.write(ASKED, 1))
        process = psutil.Process(engine.pid)
        process.suspend()
        yield model
        process.resume()

    @pytest.fixture
    def failing(self, engine):
        """What it computes are no numbers."""
        return LocalModel(put_bytes(without_numbers(), "broken.gguf"), engine)


class TestTaught(ModelContract):
    """The process is scripted: a true one is in tests/core/training."""

    @pytest.fixture
    def model(self):
        class Answering(ScriptedTrainer):
            def answer(self, messages, most=512):
                self.pieces = ['{"a": 7}'] if "JSON" in messages[-1][1] else ["港口", "在北边。"]
                return super().answer(messages, most)

        yield TaughtModel(taught_lesson(), lambda lesson: Answering())
        put_taught_away()

    @pytest.fixture
    def silent(self):
        class Silent(ScriptedTrainer):
            def answer(self, messages, most=512):
                while True:
                    yield None

        yield TaughtModel(taught_lesson(), lambda lesson: Silent())
        put_taught_away()

    @pytest.fixture
    def failing(self):
        failure = LessonFailed(name="House style", reason="the process ended.")
        return TaughtModel(taught_lesson(), lambda lesson: ScriptedTrainer(failure=failure))


def without_numbers():
    """A model whose last norm is not a number; every entry of its head is sound."""
    file = random_model().gguf("f16")
    norm = next(each for each in gguf.GGUFReader(file).tensors if each.name == "output_norm.weight")
    content = bytearray(file.read_bytes())
    content[norm.data_offset : norm.data_offset + norm.n_bytes] = np.full(
        norm.n_elements, np.nan, np.float32
    ).tobytes()
    return content
