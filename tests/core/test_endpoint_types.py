"""What may be said of a server in settings, and the well-known ones."""

import re

import pytest

from core.types import PRESETS, Endpoint, Flaw, address_flaw, header_flaw, preset_at, proxy_flaw


@pytest.mark.parametrize(
    ("address", "flaw"),
    [
        ("http://127.0.0.1:11434/v1", Flaw.NONE),
        ("https://api.example.com/v1", Flaw.NONE),
        ("http://[::1]:8080", Flaw.NONE),
        ("127.0.0.1:11434/v1", Flaw.NO_ADDRESS),
        ("ftp://example.com", Flaw.NO_ADDRESS),
        ("http:///v1", Flaw.NO_ADDRESS),
        ("http://[", Flaw.NO_ADDRESS),
        ("http://a:99999/v1", Flaw.NO_ADDRESS),
        ("http://a b/v1", Flaw.NO_ADDRESS),
        ("http://a/\r\nHost: b", Flaw.NO_ADDRESS),
        ("", Flaw.NO_ADDRESS),
        ("https://me:secret@example.com/v1", Flaw.NOT_HERE),
        ("https://example.com/v1?key=secret", Flaw.NOT_HERE),
    ],
)
def test_addresses(address, flaw):
    assert address_flaw(address) is flaw
    assert proxy_flaw(address) is (flaw if address else Flaw.NONE)


@pytest.mark.parametrize(
    ("line", "flaw"),
    [
        ("X-Team: blue", Flaw.NONE),
        ("HTTP-Referer: https://example.com", Flaw.NONE),
        ("X-Empty:", Flaw.NONE),
        ("no colon", Flaw.NO_HEADER),
        (": value", Flaw.NO_HEADER),
        ("X Team: blue", Flaw.NO_HEADER),
        ("X-Team: blue\r\nHost: evil", Flaw.NO_HEADER),
        ("X-Team: blue\x00", Flaw.NO_HEADER),
        ("X-Team: 蓝", Flaw.NO_HEADER),
        ("X-Team: " + "x" * 2000, Flaw.NO_HEADER),
        ("Host: evil.example", Flaw.OURS),
        ("content-length: 3", Flaw.OURS),
        ("Transfer-Encoding: chunked", Flaw.OURS),
        ("Proxy-Authorization: Basic eDp5", Flaw.OURS),
        ("Authorization: x", Flaw.NOT_HERE),
        ("api-key: x", Flaw.NOT_HERE),
        ("X-Auth-Token: x", Flaw.NOT_HERE),
        ("Cookie: a=b", Flaw.NOT_HERE),
        ("X-Other: Bearer abc", Flaw.NOT_HERE),
        ("X-Other: sk-0123456789abcdef", Flaw.NOT_HERE),
    ],
)
def test_headers(line, flaw):
    assert header_flaw(line) is flaw


def test_the_well_known_servers_can_be_used_as_they_are():
    assert len({each.name for each in PRESETS}) == len({each.address for each in PRESETS})
    for preset in PRESETS:
        made = preset.endpoint()
        assert address_flaw(made.address) is Flaw.NONE
        assert (made.model, made.allowed) == ("", False)
        assert made.is_here is not preset.wants_key
        assert made.is_here or re.match(r"https://", made.address)
        assert preset_at(made.address + "/") is preset
        assert ":" not in made.name
    assert preset_at("https://example.com/v1") is None


def test_how_an_endpoint_is_shown():
    away = Endpoint("a", "http://me:x@box.example:8000/v1")
    assert (away.host, away.is_open) == ("box.example:8000", True)
    assert not Endpoint("a", "https://box.example/v1").is_open
    assert not Endpoint("a", "http://localhost:1/v1").is_open
