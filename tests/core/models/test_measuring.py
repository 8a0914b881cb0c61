"""Speed in words that a person knows."""

import pytest

from core.errors import ModelMissing
from core.events import Progress, Stage
from core.models.chosen import put_away, state
from core.models.measuring import measure
from tests.local_models import installed


@pytest.fixture(autouse=True)
def no_worker_is_left():
    yield
    put_away()


def test_words_a_second_are_tokens_a_second_in_words():
    road = measure(installed())
    events = []
    try:
        while True:
            events.append(next(road))
    except StopIteration as end:
        speed = end.value
    assert {event.stage for event in events if isinstance(event, Progress)} == {Stage.MEASURING}
    assert speed.name == "local:tiny.gguf"
    # The vocabulary of the tiny model spells most words in several tokens.
    assert 0 < speed.words_a_second < speed.tokens_a_second
    assert speed.reading_tokens_a_second > 0
    assert speed.first_word_seconds > 0
    assert speed.load_seconds > 0
    assert state().name == "local:tiny.gguf"


def test_what_is_not_there_is_not_measured():
    with pytest.raises(ModelMissing):
        next(measure("local:gone.gguf"))
