"""Keys of servers: where each is kept, in every state of the keyring, and that none leaks."""

import json
import logging
import os
import stat
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from core import operations
from core.errors import BadRequest, KeysLocked, LecternError, WrongPassphrase
from core.events import Changes, Progress, finished
from core.models import key_file, keys
from core.models.checking import check
from core.models.endpoint import EndpointModel
from core.protocols import ChatMessage
from core.types import Endpoint, KeyPlace
from tests.core.engine_process import EngineProcess
from tests.scripted_endpoint import Refusal, ScriptedEndpoint

KEY = "sk-canary-1234567890abcdef"
PASSPHRASE = "correct horse battery"
CLOUD = Endpoint("cloud", "https://api.example.com/v1", "big", allowed=True)
OTHER = replace(CLOUD, name="other", address="https://api.example.com/other/v1")
ASKED = [ChatMessage("user", "Where is the harbour?")]


@pytest.fixture(autouse=True)
def new_process(monkeypatch):
    """Each test begins as a program that has just started does."""
    monkeypatch.setattr(keys, "_memory", keys._Memory())


@pytest.fixture
def restarted(monkeypatch):
    return lambda: monkeypatch.setattr(keys, "_memory", keys._Memory())


@pytest.fixture
def keyring(monkeypatch, tmp_path):
    """A keyring in the state of that name; its file."""

    def choose(state):
        monkeypatch.setenv("PYTHON_KEYRING_BACKEND", f"tests.keyring_backends.{state}")
        monkeypatch.setenv("LECTERN_TEST_KEYRING", str(tmp_path / "keyring.json"))
        return tmp_path / "keyring.json"

    return choose


def kept(*arguments, **more):
    return finished(keys.keep(*arguments, **more))


def holding(folder, text):
    """Files below a folder in which a text stands."""
    return [
        str(path)
        for path in folder.rglob("*")
        if path.is_file() and text.encode() in path.read_bytes()
    ]


# ---- the keyring ---------------------------------------------------------------------------------


def test_a_key_is_kept_in_the_keyring_and_found_after_a_restart(keyring, restarted):
    file = keyring("Works")
    assert keys.place_of(CLOUD) is KeyPlace.NONE
    assert kept(CLOUD, KEY) is KeyPlace.KEYRING
    assert json.loads(file.read_text()) == {"Lectern/api.example.com/v1": KEY}
    restarted()
    assert keys.place_of(CLOUD) is KeyPlace.KEYRING
    assert keys.key_of(CLOUD) == KEY
    finished(keys.forget(CLOUD))
    assert json.loads(file.read_text()) == {}
    assert (keys.key_of(CLOUD), keys.place_of(CLOUD)) == ("", KeyPlace.NONE)
    assert not key_file.file().exists()


@pytest.mark.parametrize("state", ["Forgets", "Locked", "Dies"])
def test_a_keyring_that_does_not_work_leaves_the_key_in_memory(keyring, restarted, state):
    keyring(state)
    assert kept(CLOUD, KEY) is KeyPlace.SESSION
    assert keys.key_of(CLOUD) == KEY
    restarted()
    assert (keys.key_of(CLOUD), keys.place_of(CLOUD)) == ("", KeyPlace.NONE)


def test_without_a_keyring_nothing_fails():
    assert kept(CLOUD, KEY) is KeyPlace.SESSION


def test_a_keyring_that_waits_for_somebody_is_given_up_and_then_left_alone(keyring, monkeypatch):
    keyring("Blocks")
    monkeypatch.setattr(keys, "KEYRING_SECONDS", 0.8)
    road = keys.keep(CLOUD, KEY)
    assert isinstance(next(road), Progress)
    assert finished(road) is KeyPlace.SESSION

    def refuse(*_, **__):
        raise AssertionError("it was asked again")

    monkeypatch.setattr("core.processes.worker_process.WorkerProcess.__init__", refuse)
    assert kept(OTHER, KEY) is KeyPlace.SESSION


def test_waiting_for_the_keyring_can_be_left(keyring):
    keyring("Blocks")
    road = keys.keep(CLOUD, KEY)
    next(road)
    road.close()
    assert keys.place_of(CLOUD) is KeyPlace.NONE


def test_a_server_without_a_key_asks_no_keyring(keyring, monkeypatch):
    keyring("Blocks")

    def refuse(*_, **__):
        raise AssertionError("the keyring was asked")

    monkeypatch.setattr("core.processes.worker_process.WorkerProcess.__init__", refuse)
    with ScriptedEndpoint("fine") as server:
        assert finished(EndpointModel(server.endpoint()).write(ASKED)) == "fine"
    assert "keyring" not in sys.modules


# ---- encrypted -----------------------------------------------------------------------------------


def test_with_a_passphrase_a_key_is_encrypted_and_wants_it_after_a_restart(restarted):
    assert kept(CLOUD, KEY, PASSPHRASE) is KeyPlace.FILE
    assert kept(OTHER, KEY + "2") is KeyPlace.FILE  # it is open already
    assert keys.key_of(CLOUD) == KEY
    restarted()
    assert keys.place_of(CLOUD) is KeyPlace.LOCKED
    with pytest.raises(KeysLocked):
        keys.key_of(CLOUD)
    for wrong in ("", "wrong", PASSPHRASE + " "):
        with pytest.raises(WrongPassphrase):
            keys.unlock(wrong)
    keys.unlock(PASSPHRASE)
    assert keys.place_of(CLOUD) is KeyPlace.FILE
    assert (keys.key_of(CLOUD), keys.key_of(OTHER)) == (KEY, KEY + "2")


def test_the_file_is_the_persons_own_and_says_nothing(home):
    kept(CLOUD, KEY, PASSPHRASE)
    mode = stat.S_IMODE(key_file.file().stat().st_mode)
    assert mode == 0o600 or os.name == "nt"
    assert holding(home, KEY) == holding(home, PASSPHRASE) == []
    said = json.loads(key_file.file().read_text())
    assert said["derivation"]["name"] in ("argon2id", "scrypt")


def test_the_same_passphrase_typed_another_way_opens_it(restarted):
    kept(CLOUD, KEY, "cafe\u0301 au lait")
    restarted()
    keys.unlock("caf\u00e9 au lait")
    assert keys.key_of(CLOUD) == KEY


def test_another_passphrase_does_not_go_beside_the_first(restarted):
    kept(CLOUD, KEY, PASSPHRASE)
    restarted()
    with pytest.raises(WrongPassphrase):
        kept(OTHER, KEY, "another passphrase")
    # When it is lost, what it closed is forgotten, and a new one can be chosen.
    finished(keys.forget(CLOUD))
    assert kept(OTHER, KEY, "another passphrase") is KeyPlace.FILE


def test_a_passphrase_is_not_too_short():
    with pytest.raises(BadRequest):
        kept(CLOUD, KEY, "short")
    with pytest.raises(BadRequest):
        kept(CLOUD, KEY, place="file")
    assert keys.place_of(CLOUD) is KeyPlace.NONE


@pytest.mark.parametrize("harm", ["flipped", "swapped", "greedy", "unknown"])
def test_a_file_that_somebody_has_changed_opens_nothing(restarted, harm):
    kept(CLOUD, KEY, PASSPHRASE)
    kept(OTHER, KEY + "2", PASSPHRASE)
    said = json.loads(key_file.file().read_text())
    one, two = (said["sealed"][keys.user_of(each.address)] for each in (CLOUD, OTHER))
    match harm:
        case "flipped":
            one["text"] = ("B" if one["text"][0] == "A" else "A") + one["text"][1:]
        case "swapped":  # a key sealed for one address is none for another
            said["sealed"][keys.user_of(CLOUD.address)] = two
        case "greedy":
            said["derivation"] = said["derivation"] | {"memory_kib": 1 << 30, "cost": 1 << 40}
        case "unknown":
            said["derivation"] = said["derivation"] | {"name": "rot13"}
    key_file.file().write_text(json.dumps(said))
    restarted()
    with suppress(WrongPassphrase):
        keys.unlock(PASSPHRASE)
    with pytest.raises(KeysLocked):
        keys.key_of(CLOUD)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"version": 1}', '{"version": 7}', "\0"])
def test_a_file_that_is_none_is_no_error_and_is_put_aside(text):
    key_file.file().parent.mkdir(parents=True, exist_ok=True)
    key_file.file().write_text(text)
    assert keys.place_of(CLOUD) is KeyPlace.NONE
    assert kept(CLOUD, KEY, PASSPHRASE) is KeyPlace.FILE
    assert key_file.file().with_suffix(".json.broken").read_text() == text


def test_what_another_process_changes_counts_at_once(restarted):
    kept(CLOUD, KEY, PASSPHRASE)
    assert keys.key_of(CLOUD) == KEY
    program = (
        "import sys; from core.models import keys; from core.events import finished;"
        "from core.types import Endpoint;"
        f"finished(keys.keep(Endpoint('c', '{CLOUD.address}'), 'sk-new', '{PASSPHRASE}', 'file'))"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
    assert keys.key_of(CLOUD) == "sk-new"


def test_writers_do_not_lose_each_others_keys():
    kept(CLOUD, KEY, PASSPHRASE)
    many = [replace(CLOUD, address=f"https://host{at}.example.com/v1") for at in range(6)]
    threads = [threading.Thread(target=kept, args=(each, KEY)) for each in many]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(keys.place_of(each) is KeyPlace.FILE for each in (CLOUD, *many))


# ---- which key goes where ------------------------------------------------------------------------


def test_the_person_can_choose_where_and_there_is_only_one_place(keyring):
    file = keyring("Works")
    assert kept(CLOUD, KEY, place="session") is KeyPlace.SESSION
    assert kept(CLOUD, KEY, place="keyring") is KeyPlace.KEYRING
    assert kept(CLOUD, KEY, PASSPHRASE, place="file") is KeyPlace.FILE
    assert json.loads(file.read_text()) == {}
    assert kept(CLOUD, KEY, place="keyring") is KeyPlace.KEYRING
    assert key_file.load().sealed == {}
    assert kept(CLOUD, KEY, place="session") is KeyPlace.SESSION
    assert (json.loads(file.read_text()), key_file.file().exists()) == ({}, False)


def test_a_wrong_passphrase_loses_no_key_that_was_kept(keyring, restarted):
    keyring("Works")
    kept(OTHER, KEY, PASSPHRASE, place="file")
    kept(CLOUD, KEY, place="keyring")
    restarted()
    with pytest.raises(WrongPassphrase):
        kept(CLOUD, KEY, "another passphrase", place="file")
    assert keys.key_of(CLOUD) == KEY


def test_an_environment_variable_comes_first(monkeypatch):
    named = replace(CLOUD, key_variable="MY_KEY")
    kept(CLOUD, KEY)
    assert keys.key_of(named) == KEY
    monkeypatch.setenv("MY_KEY", " sk-from-environment\n")
    assert (keys.key_of(named), keys.place_of(named)) == ("sk-from-environment", KeyPlace.VARIABLE)
    assert keys.key_of(CLOUD) == KEY


@pytest.mark.parametrize(
    ("address", "user"),
    [
        ("https://api.example.com/v1", "api.example.com/v1"),
        ("https://API.example.com:443/v1/", "api.example.com/v1"),
        ("https://me:word@api.example.com./v1?x=y", "api.example.com/v1"),
        ("https://api.example.com:8443/v1", "api.example.com:8443/v1"),
        ("http://api.example.com/v1", "http://api.example.com/v1"),
        ("http://[::1]:8080/v1", "http://[::1]:8080/v1"),
        ("nonsense", ""),
        ("https://host:port/v1", ""),
    ],
)
def test_a_key_belongs_to_an_address(address, user):
    assert keys.user_of(address) == user


@pytest.mark.parametrize(
    "address",
    [
        "http://api.example.com/v1",
        "https://api.example.com.evil.org/v1",
        "https://api.example.com:8443/v1",
        "https://api.example.com/v2",
        "https://evil.org/api.example.com/v1",
    ],
)
def test_a_key_for_one_address_is_not_sent_to_another(address):
    kept(CLOUD, KEY)
    assert keys.key_of(replace(CLOUD, address=address)) == ""


@pytest.mark.parametrize("pasted", [f"  {KEY}\n", f'"{KEY}"', f"Bearer {KEY}", f"bearer  {KEY} "])
def test_what_is_pasted_along_with_a_key_is_taken_off(pasted):
    kept(CLOUD, pasted)
    assert keys.key_of(CLOUD) == KEY


@pytest.mark.parametrize("text", ["", "  ", "two words", "钥匙", "a\nb", "x" * 2000])
def test_what_is_no_key_is_not_kept(text):
    with pytest.raises(BadRequest) as refused:
        kept(CLOUD, text)
    assert not text.strip() or text not in str(refused.value)


# ---- nothing leaks -------------------------------------------------------------------------------


def test_a_key_is_in_the_header_of_its_server_and_nowhere_else(home, caplog, capfd, monkeypatch):
    monkeypatch.setenv("OPENAI_LOG", "debug")
    caplog.set_level(logging.DEBUG)
    refusal = Refusal(400, f"bad key {KEY} or sk-another-0123456789, Bearer {KEY}")
    said = []
    with ScriptedEndpoint([refusal, Refusal(401), refusal, "fine"]) as server:
        here = server.endpoint(name="here", headers=(f"X-Trace: {KEY}", "X-Team: blue"))
        assert kept(here, KEY, PASSPHRASE) is KeyPlace.FILE
        for _ in range(2):
            with pytest.raises(LecternError) as failed:
                finished(EndpointModel(here, ()).write(ASKED))
            said.append(f"{failed.value!r} {failed.value} {failed.value.subject}")
        with pytest.raises(LecternError) as failed:
            finished(check(here))
        said.append(f"{failed.value!r} {failed.value.subject}")
        assert finished(EndpointModel(here).write(ASKED)) == "fine"
    for request in server.requests:
        assert request.headers["authorization"] == f"Bearer {KEY}"
        assert request.headers["x-team"] == "blue"
        assert "x-trace" not in request.headers
        assert KEY not in str(request.body)
    shown = capfd.readouterr()
    told = " ".join([*said, caplog.text, shown.out, shown.err, repr(keys._memory)])
    assert "canary" not in told
    assert "sk-another" not in told
    assert holding(home, "canary") == []


def test_a_key_goes_through_the_engine_and_into_no_file(home, tmp_path, capfd):
    def failure(engine, verb, **arguments):
        _, end = engine.until_end(engine.start(verb, **arguments))
        assert end["say"] == "failed"
        return end

    with ScriptedEndpoint(["ready"], models=Refusal(401)) as server, EngineProcess() as engine:
        here = server.endpoint(name="here", timeout=30.0)
        engine.open(tmp_path / "library")
        said = {"endpoint": here, "key": KEY}
        assert engine.run("keep_key", **said, passphrase=PASSPHRASE)[1] == "file"
        assert engine.run("key_place", endpoint=here)[1] == "file"
        refused = failure(engine, "check_endpoint", endpoint=here)
        assert refused["kind"] == "KeyWanted"
        server.models = ("scripted",)
        assert engine.run("check_endpoint", endpoint=here)[1].reply == "ready"
        # A mistake of ours puts a report into the log and into the window.
        ours = failure(engine, "keep_key", **said, nonsense=KEY)
        assert ours["kind"] == "Unexpected"
        assert "canary" not in str([refused, ours])
        for what in ("environ", "cmdline"):
            file = Path(f"/proc/{engine.process.pid}/{what}")
            assert not file.exists() or b"canary" not in file.read_bytes()
        engine.run("forget_key", endpoint=here)
        assert engine.run("key_place", endpoint=here)[1] == "none"
    assert server.requests[0].headers["authorization"] == f"Bearer {KEY}"
    assert holding(home, "canary") == holding(tmp_path / "library", "canary") == []
    shown = capfd.readouterr()
    assert "canary" not in shown.out + shown.err


def test_the_verbs_say_what_changed(keyring):
    keyring("Works")
    road = operations.keep_key(None, endpoint=CLOUD, key=KEY)
    events = list(iter(lambda: next(road, None), None))
    assert events[-1] == Changes(models=True)
    assert finished(operations.key_place(None, endpoint=CLOUD)) is KeyPlace.KEYRING
    finished(operations.forget_key(None, endpoint=CLOUD))
    with pytest.raises(BadRequest):
        finished(operations.unlock_keys(None, passphrase=PASSPHRASE))


def test_neither_library_is_imported_before_it_is_needed():
    program = (
        "import sys, core.models.keys, core.models.connection, core.models.endpoint;"
        "from core.types import Endpoint;"
        "core.models.keys.key_of(Endpoint('a', 'https://example.com/v1'));"
        "assert not {'keyring', 'cryptography', 'openai'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
