"""Settings survive broken files and newer programs."""

from dataclasses import replace

import pytest

from core import settings
from core.types import Endpoint


def test_nothing_on_disk_means_the_defaults():
    assert settings.load() == settings.Settings()


def test_what_is_saved_is_loaded():
    changed = replace(
        settings.Settings(), language="zh", recent_libraries=("/a", "/书案"), text_scale=1.25
    )
    settings.save(changed)
    assert settings.load() == changed


def test_a_broken_file_is_kept_beside_and_the_defaults_are_used():
    settings.settings_file().parent.mkdir(parents=True)
    settings.settings_file().write_text("language = [unfinished", encoding="utf-8")
    assert settings.load() == settings.Settings()
    broken = settings.settings_file().with_suffix(".toml.broken")
    assert broken.read_text(encoding="utf-8") == "language = [unfinished"


def test_values_of_a_wrong_type_and_unknown_keys_do_no_harm():
    settings.settings_file().parent.mkdir(parents=True)
    settings.settings_file().write_text(
        'language = 7\nappearance = "dark"\nfrom_the_future = "kept"\n', encoding="utf-8"
    )
    loaded = settings.load()
    assert (loaded.language, loaded.appearance) == ("", "dark")
    settings.save(loaded)
    assert 'from_the_future = "kept"' in settings.settings_file().read_text(encoding="utf-8")


SERVER = Endpoint(
    "ollama",
    "http://127.0.0.1:11434/v1",
    "small",
    "vectors",
    key_variable="MY_KEY",
    timeout=5.5,
    allowed=True,
    context_tokens=8192,
)


def test_endpoints_are_kept():
    changed = settings.Settings(
        endpoints=(SERVER, Endpoint("b", "http://b/v1")), writing_model="ollama", reranker="/r"
    )
    settings.save(changed)
    assert settings.load() == changed
    assert settings.load().endpoint("ollama") == SERVER
    assert settings.load().endpoint("c") is None
    settings.save(settings.Settings())
    assert settings.load().endpoints == ()


@pytest.mark.parametrize(
    "written",
    [
        'endpoints = "http://x/v1"',
        "endpoints = [1, true]",
        "[endpoints]\nname = 'a'\naddress = 'http://x/v1'",
        "[[endpoints]]\nname = 'a'",
        "[[endpoints]]\naddress = 'http://x/v1'",
        "[[endpoints]]\nname = 7\naddress = 'http://x/v1'",
        "[[endpoints]]\nname = ''\naddress = 'http://x/v1'",
    ],
)
def test_broken_endpoints_are_none(written):
    settings.settings_file().parent.mkdir(parents=True)
    settings.settings_file().write_text(written, encoding="utf-8")
    assert settings.load().endpoints == ()


def test_broken_fields_of_an_endpoint_have_their_defaults_and_never_agree_to_anything():
    settings.settings_file().parent.mkdir(parents=True)
    settings.settings_file().write_text(
        "[[endpoints]]\nname = 'a'\naddress = 'http://x/v1'\nmodel = 3\ntimeout = -1\n"
        "allowed = 'yes'\ncontext_tokens = 0\nfrom_the_future = 1\n"
        "[[endpoints]]\nname = 'a'\naddress = 'http://second/v1'\n"
        "[[endpoints]]\nname = 'b'\naddress = 'http://y/v1'\ntimeout = nan\n",
        encoding="utf-8",
    )
    assert settings.load().endpoints == (Endpoint("a", "http://x/v1"), Endpoint("b", "http://y/v1"))
