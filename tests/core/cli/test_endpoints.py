"""Servers with models from a terminal: set up, tried over real HTTP, chosen, removed."""

import io
import json

import pytest

from core import settings
from core.cli import main
from core.models import keys
from tests.scripted_endpoint import ScriptedEndpoint


@pytest.fixture
def models(capsys):
    def run(*arguments):
        code = main(["models", *arguments, "--json"])
        return code, json.loads(capsys.readouterr().out)

    return run


def test_a_server_is_added_tried_chosen_and_removed(models):
    with ScriptedEndpoint(["ready"]) as server:
        code, added = models("endpoint", "add", "desk", server.address, "--model", "tiny")
        assert code == 0
        assert (added["endpoint"]["name"], added["endpoint"]["allowed"]) == ("desk", True)
        code, checked = models("check", "desk")
        assert code == 0
        assert checked["reply"] == "ready"
        assert checked["models"]
        assert checked["seconds"] > 0
    assert models("use", "desk") == (0, {"writing_model": "desk"})
    listed = models("list")[1]
    assert [each["name"] for each in listed["endpoints"]] == ["desk"]
    assert listed["writing_model"] == settings.load().writing_model == "desk"
    assert models("endpoint", "remove", "desk") == (0, {"removed": "desk"})
    listed = models("list")[1]
    assert (listed["endpoints"], listed["writing_model"]) == ([], "")


def test_adding_again_changes_it_and_none_writes_again(models):
    models("endpoint", "add", "desk", "http://127.0.0.1:1/v1", "--model", "a")
    models("endpoint", "add", "desk", "http://127.0.0.1:2/v1", "--model", "b")
    (endpoint,) = settings.load().endpoints
    assert (endpoint.address, endpoint.model) == ("http://127.0.0.1:2/v1", "b")
    models("use", "desk")
    assert models("use", "none") == (0, {"writing_model": ""})


def test_a_server_elsewhere_is_used_only_when_that_was_agreed_to(models, capsys):
    far = ("endpoint", "add", "far", "https://models.example/v1", "--model", "big")
    assert models(*far)[1]["endpoint"]["allowed"] is False
    code, refused = models("check", "far")
    assert (code, refused["error"]["kind"]) == (1, "NotAllowed")
    main(["models", *far])
    told = capsys.readouterr()
    assert "would send your questions" in told.err
    assert "https://models.example/v1" in told.err
    assert "--allow" in told.err
    main(["models", "use", "far"])
    assert "--allow" in capsys.readouterr().err
    assert models(*far, "--allow")[1]["endpoint"]["allowed"] is True
    assert settings.load().endpoints[0].allowed


def test_the_name_of_the_keys_variable_is_kept_never_a_key(models, monkeypatch):
    monkeypatch.setenv("DESK_KEY", "secret-key-value")
    models("endpoint", "add", "desk", "http://127.0.0.1:1/v1", "--key-variable", "DESK_KEY")
    assert settings.load().endpoints[0].key_variable == "DESK_KEY"
    kept = settings.settings_file().read_text(encoding="utf-8")
    assert "secret-key-value" not in kept


@pytest.mark.parametrize(
    ("arguments", "kind"),
    [
        (("use", "nobody"), "NotFound"),
        (("check", "nobody"), "NotFound"),
        (("endpoint", "remove", "nobody"), "NotFound"),
        (("endpoint", "add", "desk", "127.0.0.1:1/v1"), "BadRequest"),
        (("endpoint", "add", "desk", "http:///v1"), "BadRequest"),
        (("endpoint", "add", "desk", "http://me:secret@127.0.0.1:1/v1"), "BadRequest"),
        (("endpoint", "add", "none", "http://127.0.0.1:1/v1"), "BadRequest"),
        (("endpoint", "add", "model", "http://127.0.0.1:1/v1"), "BadRequest"),
        (("endpoint", "add", "lectern", "http://127.0.0.1:1/v1"), "BadRequest"),
        (("endpoint", "add", "a:b", "http://127.0.0.1:1/v1"), "BadRequest"),
        (("endpoint", "add", "desk", "http://["), "BadRequest"),
        (("endpoint", "add", "desk", "http://127.0.0.1:99999/v1"), "BadRequest"),
        (("endpoint", "add", "desk", "http://desk:port/v1"), "BadRequest"),
    ],
)
def test_what_makes_no_sense_is_named(models, arguments, kind):
    code, result = models(*arguments)
    assert (code, result["error"]["kind"]) == (1, kind)


def test_a_server_without_a_language_model_cannot_write(models):
    models("endpoint", "add", "desk", "http://127.0.0.1:1/v1", "--embedding-model", "e")
    code, result = models("use", "desk")
    assert (code, result["error"]["kind"]) == (1, "BadRequest")
    assert "--model" in result["error"]["message"]


def test_people_get_a_table(models, capsys):
    assert main(["models", "endpoint", "list"]) == 0
    assert "endpoint add" in capsys.readouterr().out
    main(["models", "endpoint", "add", "desk", "http://127.0.0.1:1/v1", "--model", "tiny"])
    main(["models", "use", "desk"])
    capsys.readouterr()
    main(["models", "endpoint", "list"])
    head, line = capsys.readouterr().out.splitlines()
    assert head.split()[:3] == ["name", "address", "model"]
    assert line.split()[:3] == ["desk", "http://127.0.0.1:1/v1", "tiny"]
    assert line.rstrip().endswith("writes")


def test_a_well_known_server_is_known_by_its_name(models):
    added = models("endpoint", "add", "ollama", "--model", "qwen3:4b")[1]["endpoint"]
    assert (added["address"], added["allowed"]) == ("http://127.0.0.1:11434/v1", True)
    added = models("endpoint", "add", "DeepSeek")[1]["endpoint"]
    assert (added["address"], added["allowed"]) == ("https://api.deepseek.com/v1", False)
    code, result = models("endpoint", "add", "unheard-of")
    assert (code, result["error"]["kind"]) == (1, "BadRequest")


def test_what_else_can_be_said_of_a_server(models):
    details = ("--context", "8192", "--timeout", "90", "--header", "X-Team: archive")
    models("endpoint", "add", "desk", "http://127.0.0.1:1/v1", *details, "--proxy", "http://p:1")
    (endpoint,) = settings.load().endpoints
    assert (endpoint.context_tokens, endpoint.timeout) == (8192, 90.0)
    assert (endpoint.headers, endpoint.proxy) == (("X-Team: archive",), "http://p:1")


@pytest.mark.parametrize(
    "details",
    [
        ("--header", "Authorization: Bearer secret"),
        ("--header", "Host: evil"),
        ("--header", "nonsense"),
        ("--proxy", "http://me:secret@p:1"),
        ("--proxy", "socks5://p:1"),
    ],
)
def test_what_may_not_be_said_of_a_server(models, details):
    code, result = models("endpoint", "add", "desk", "http://127.0.0.1:1/v1", *details)
    assert (code, result["error"]["kind"]) == (1, "BadRequest")
    assert "secret" not in str(result)
    assert settings.load().endpoints == ()


def test_a_model_that_is_not_there_is_not_used(models):
    code, result = models("use", "local:nothing.gguf")
    assert (code, result["error"]["kind"]) == (1, "ModelMissing")
    assert settings.load().writing_model == ""


def test_using_a_server_answers_with_it(models):
    models("endpoint", "add", "desk", "http://127.0.0.1:1/v1", "--model", "tiny")
    settings.save(settings.Settings(endpoints=settings.load().endpoints, answering="quoting"))
    models("use", "desk")
    assert (settings.load().writing_model, settings.load().answering) == ("desk", "")


@pytest.fixture
def typed(monkeypatch):
    """What comes on the standard input, as from a script; the program has just started."""

    def say(*lines):
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{each}\n" for each in lines)))
        monkeypatch.setattr(keys, "_memory", keys._Memory())

    return say


def test_a_key_is_kept_encrypted_used_and_deleted(models, typed, monkeypatch, home):
    with ScriptedEndpoint(["ready"]) as server:
        models("endpoint", "add", "desk", server.address, "--model", "tiny")
        typed("sk-canary-1234567", "correct horse battery")
        kept = models("key", "set", "desk", "--encrypted")
        assert kept == (0, {"name": "desk", "place": "file"})
        typed()
        assert models("key", "where", "desk")[1]["place"] == "locked"
        code, refused = models("check", "desk")
        assert (code, refused["error"]["kind"]) == (1, "KeysLocked")
        monkeypatch.setenv("LECTERN_PASSPHRASE", "correct horse battery")
        assert models("check", "desk")[0] == 0
        assert server.requests[-1].headers["authorization"] == "Bearer sk-canary-1234567"
    assert models("key", "forget", "desk") == (0, {"forgotten": "desk"})
    assert models("key", "where", "desk")[1]["place"] == "none"
    assert not any(b"canary" in each.read_bytes() for each in home.rglob("*") if each.is_file())


def test_a_key_goes_with_the_last_server_at_its_address(models, typed):
    for name in ("one", "two"):
        models("endpoint", "add", name, "https://models.example/v1", "--allow")
    typed("sk-abcdef", "correct horse")
    assert models("key", "set", "one", "--encrypted")[0] == 0
    models("endpoint", "remove", "one")
    assert models("key", "where", "two")[1]["place"] != "none"
    models("endpoint", "remove", "two")
    models("endpoint", "add", "two", "https://models.example/v1")
    assert models("key", "where", "two")[1]["place"] == "none"


def test_without_a_keyring_a_key_that_would_be_lost_is_refused(models, typed):
    models("endpoint", "add", "desk", "http://127.0.0.1:1/v1")
    typed("sk-canary-1234567")
    code, refused = models("key", "set", "desk")
    assert (code, refused["error"]["kind"]) == (1, "BadRequest")
    assert "--encrypted" in refused["error"]["message"]


def test_people_are_told_where_a_key_is(models, capsys, monkeypatch):
    monkeypatch.setenv("DESK_KEY", "sk-canary-1234567")
    main(
        ["models", "endpoint", "add", "desk", "http://127.0.0.1:1/v1", "--key-variable", "DESK_KEY"]
    )
    capsys.readouterr()
    main(["models", "key", "where", "desk"])
    said = capsys.readouterr().out
    assert "environment variable" in said
    assert "canary" not in said
