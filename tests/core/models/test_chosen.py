"""Which model writes is what the settings say at that moment."""

import pytest

from core import paths, settings
from core.errors import ModelMissing, NoModel, UnsuitableModel
from core.events import finished
from core.models.chosen import chosen, open_model, put_away, state
from core.protocols import ChatMessage
from core.settings import Settings
from core.types import Endpoint, ModelState
from tests.local_models import installed

SMALL = Endpoint("small", "http://127.0.0.1:1/v1", "little-model")
READER = Endpoint("reader", "http://127.0.0.1:1/v1", embedding_model="vectors")


def test_none_is_chosen_at_first():
    assert chosen() is None


def test_the_chosen_one_is_made_and_remembered():
    settings.save(Settings(endpoints=(SMALL, READER), writing_model="small"))
    model = chosen()
    assert model.name == "little-model"
    assert chosen() is model


def test_a_change_counts_at_once():
    settings.save(Settings(endpoints=(SMALL,), writing_model="small"))
    before = chosen()
    settings.save(Settings(endpoints=(SMALL,), writing_model=""))
    assert before is not None
    assert chosen() is None


def test_a_name_that_is_gone_and_one_without_a_language_model_are_none():
    for name in ("gone", "reader"):
        settings.save(Settings(endpoints=(SMALL, READER), writing_model=name))
        assert chosen() is None


class TestOnThisComputer:
    @pytest.fixture(autouse=True)
    def no_worker_is_left(self):
        yield
        put_away()

    def test_a_file_is_chosen_by_its_place(self):
        name = installed("中文/模型.gguf")
        settings.save(Settings(writing_model=name))
        assert chosen().name == name
        assert chosen() is open_model(name)

    def test_one_that_is_gone_or_no_model_is_none(self):
        (paths.models_folder()).mkdir(parents=True)
        (paths.models_folder() / "text.gguf").write_text("no model")
        for name in ("local:gone.gguf", "local:text.gguf"):
            settings.save(Settings(writing_model=name))
            assert chosen() is None
        with pytest.raises(UnsuitableModel):
            open_model("local:text.gguf")

    def test_a_changed_file_is_another_model(self):
        name = installed()
        before = open_model(name)
        installed("tiny.gguf", "f16")
        assert open_model(name) is not before

    def test_it_is_loaded_when_asked_and_put_away(self):
        model = open_model(installed())
        assert state() == ModelState()
        finished(model.write([ChatMessage("user", "Where?")], 2))
        assert state().name == model.name
        put_away("local:other.gguf")
        assert state().name == model.name
        put_away()
        assert state() == ModelState()


def test_models_are_opened_by_name():
    settings.save(Settings(endpoints=(SMALL, READER)))
    assert open_model("small").name == "little-model"
    assert open_model("small") is open_model("small")
    for name in ("gone", "reader"):
        with pytest.raises(ModelMissing):
            open_model(name)
    with pytest.raises(NoModel):
        open_model("")
