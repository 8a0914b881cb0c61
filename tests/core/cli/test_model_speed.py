"""The speed of a model from a terminal."""

import json

from core.cli import main
from core.models.chosen import state
from core.types import ModelState
from tests.local_models import installed


def test_a_model_is_measured_and_put_away(capsys):
    name = installed().removeprefix("local:")
    assert main(["models", "bench", name, "--json"]) == 0
    speed = json.loads(capsys.readouterr().out)
    assert speed["name"] == "local:tiny.gguf"
    assert 0 < speed["words_a_second"] < speed["tokens_a_second"]
    assert state() == ModelState()
    # What was measured stands in the list from now on.
    assert main(["models", "list", "--json"]) == 0
    [listed] = json.loads(capsys.readouterr().out)["installed"]
    assert listed["words_a_second"] == speed["words_a_second"]


def test_it_is_told_in_words(capsys):
    assert main(["models", "bench", installed()]) == 0
    assert "words a second" in capsys.readouterr().out


def test_what_is_not_there_is_told(capsys):
    assert main(["models", "bench", "gone.gguf"]) != 0
    assert "gone.gguf" in capsys.readouterr().err
