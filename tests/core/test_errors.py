"""Every error has a sentence, advice, and comes through a pipe as itself."""

import inspect

import pytest

from core import errors
from core.errors import DamagedFile, LecternError, all_errors, error_named


@pytest.mark.parametrize("kind", sorted(all_errors()))
def test_every_error_has_a_sentence_and_its_place_in_the_tree(kind):
    error = all_errors()[kind](name="report.pdf", path="/library", reason="No.")
    assert error.message.strip()
    assert "{" not in error.message + error.hint
    assert kind in (inspect.getdoc(errors) or "")


def test_an_error_comes_back_as_itself():
    error = DamagedFile(name="年报.pdf")
    again = error_named(error.kind, error.subject)
    assert type(again) is DamagedFile
    assert again.message == error.message
    assert "年报.pdf" in again.message


def test_an_unknown_kind_is_still_an_error():
    assert type(error_named("FromTheFuture", {})) is LecternError
