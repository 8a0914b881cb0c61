"""finetune use: what was learnt is switched on for answers, off, or to another strength."""

import json

import pytest

from core import settings
from core.cli import main
from core.models import local_files
from tests import lesson_files
from tests.lesson_files import lesson
from tests.local_models import installed

A, B = "aaaaaaaaaaaa", "bbbbbbbbbbbb"


@pytest.fixture
def taught():
    path = local_files.path_of(installed())
    lesson(A, lesson_files.adapter, path)
    lesson(B, lesson_files.adapter, path, route="transformers")


def said(capsys, *arguments):
    """What the command prints as JSON; the status with it."""
    status = main(["finetune", "use", *arguments, "--json"])
    printed = capsys.readouterr()
    return status, json.loads(printed.out or printed.err)


def test_it_is_switched_on_to_another_strength_and_off(taught, capsys):
    status, result = said(capsys, A)
    assert status == 0
    assert result["models"] == ["local:tiny.gguf"]
    assert settings.load().lessons == (f"{A}=1",)
    assert said(capsys, A, "0.5")[0] == 0
    assert settings.load().lessons == (f"{A}=0.5",)
    assert said(capsys, A, "0")[0] == 0
    assert settings.load().lessons == ()


@pytest.mark.parametrize("arguments", [(A, "3"), (B,), ("c" * 12,)])
def test_what_cannot_be_changes_nothing(taught, capsys, arguments):
    assert said(capsys, *arguments)[0] != 0
    assert settings.load().lessons == ()
