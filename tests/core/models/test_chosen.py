"""Which model writes is what the settings say at that moment."""

from core import settings
from core.models.chosen import chosen
from core.settings import Settings
from core.types import Endpoint

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
