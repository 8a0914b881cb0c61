"""The token: made once, readable for this person alone, renewed whole."""

import os
import stat

import pytest

from core.serving import token


def test_it_is_made_once_and_stays():
    first = token.current()
    assert len(first) > 40
    assert token.current() == first
    assert token.is_right(first.encode())
    assert not token.is_right(first.encode()[:-1])
    assert not token.is_right(b"")
    assert token.renew() != first
    assert not token.is_right(first.encode())


def test_without_a_file_nothing_is_right():
    assert not token.is_right(b"")
    token.token_file().parent.mkdir(parents=True, exist_ok=True)
    token.token_file().write_text("\n")
    os.chmod(token.token_file(), 0o600)
    assert not token.is_right(b"")
    assert len(token.current()) > 40


@pytest.mark.skipif(os.name != "posix", reason="file modes are of POSIX")
def test_other_accounts_cannot_read_it_and_one_they_could_read_is_replaced():
    first = token.current()
    assert stat.S_IMODE(token.token_file().stat().st_mode) == 0o600
    os.chmod(token.token_file(), 0o644)
    assert not token.is_right(first.encode())
    assert token.current() != first
    assert stat.S_IMODE(token.token_file().stat().st_mode) == 0o600


def test_what_is_no_token_is_replaced(tmp_path):
    token.current()
    token.token_file().write_bytes(b"\xff\xfe not a token")
    assert token.current().startswith("lectern-")
