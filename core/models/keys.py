"""Keys of servers: kept in the system's keyring, else encrypted, else in memory; never elsewhere.

A key belongs to an address: one that was said for one server is not sent to another. It goes into
the header of a request and nowhere else: not into settings, logs, errors or arguments.
"""

import os
import threading
import time
from collections.abc import Generator
from urllib.parse import urlsplit

from core.errors import BadRequest, KeysLocked
from core.events import Progress, Road, Stage, finished
from core.models import key_file
from core.models.key_file import Contents
from core.types import Endpoint, KeyPlace

KEYRING_SECONDS = 60.0
"""How long the person may take to answer the system's dialog."""
_SILENT_SECONDS = 300.0
"""A keyring that did not answer is left alone for so long."""
_BEAT = 0.1
_LONGEST_KEY = 1200
"""Characters; Windows keeps no longer ones."""
_SHORTEST_PASSPHRASE = 8


class _Memory:
    """What this process knows. A class of its own so that nothing can print it by accident."""

    def __init__(self) -> None:
        self.guard = threading.RLock()
        self.said: dict[str, str] = {}
        """Until the program ends, because nothing better could be had or was wanted."""
        self.read: dict[str, str] = {}
        """Read before, from the keyring or the file."""
        self.given: set[str] = set()
        """Every key that was ever put into a request, to be taken out of what servers say."""
        self.secret: tuple[str, bytes] | None = None
        """What the passphrase makes, and the salt it was made with."""
        self.stamp = (0, 0)
        self.silent_until = 0.0


_memory = _Memory()


def user_of(address: str) -> str:
    """What a key belongs to: host, port where it is not the usual one, and path.

    An address without encryption is another one than the same with it.
    """
    try:
        parts = urlsplit(address.strip())
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return ""
    scheme = parts.scheme.lower()
    place = f"[{host}]" if ":" in host else host
    if port is not None and (scheme, port) not in (("https", 443), ("http", 80)):
        place = f"{place}:{port}"
    plain = "http://" if scheme == "http" else ""
    return f"{plain}{place}{parts.path.rstrip('/')}" if host else ""


def key_of(endpoint: Endpoint) -> str:
    """The key to send to an endpoint; "" for none. May wait for the person to unlock the keyring.

    Raises:
        KeysLocked: it is in the file of keys, whose passphrase has not been given.
    """
    key = _variable(endpoint) or _kept(user_of(endpoint.address))
    if key:
        with _memory.guard:
            _memory.given.add(key)
    return key


def known_keys() -> tuple[str, ...]:
    """All keys that this process has sent, to be taken out of texts; the longest first."""
    with _memory.guard:
        return tuple(sorted(_memory.given, key=len, reverse=True))


def place_of(endpoint: Endpoint) -> KeyPlace:
    """Where an endpoint's key is kept; asks neither keyring nor person."""
    if _variable(endpoint):
        return KeyPlace.VARIABLE
    user = user_of(endpoint.address)
    with _memory.guard:
        if user in _memory.said:
            return KeyPlace.SESSION
    contents = key_file.load()
    if user in contents.sealed:
        return KeyPlace.FILE if _secret(contents) else KeyPlace.LOCKED
    return KeyPlace.KEYRING if user in contents.keyring else KeyPlace.NONE


def keep(endpoint: Endpoint, key: str, passphrase: str = "", place: str = "") -> Road[KeyPlace]:
    """Keep the key of an endpoint and return where: in `place`, "" for the best that can be had.

    The keyring first; else, where there is a passphrase, the encrypted file; else memory.

    Raises:
        BadRequest: it is no key, or the passphrase is too short for a first one.
        WrongPassphrase: other keys are kept with another passphrase.
    """
    user, key = user_of(endpoint.address), _cleaned(key)
    if not user:
        raise BadRequest(reason="A key belongs to an address, and there is none.")
    wants_file = place == KeyPlace.FILE or (not place and bool(passphrase))
    if place in ("", KeyPlace.KEYRING) and not wants_file:
        answer = yield from _ask_keyring("keep", user, key)
        if answer.get("done"):
            with key_file.changing():
                key_file.save(key_file.load().in_keyring(user))
            _remember(user, key)
            return KeyPlace.KEYRING
    yield from ()
    if wants_file or (place != KeyPlace.SESSION and _secret(key_file.load())):
        was_in_keyring = user in key_file.load().keyring
        _seal(user, key, passphrase)
        if was_in_keyring:
            yield from _ask_keyring("forget", user)
        return KeyPlace.FILE
    yield from _drop(user)
    with _memory.guard:
        _memory.said[user] = key
    return KeyPlace.SESSION


def forget(endpoint: Endpoint) -> Road[None]:
    """Delete the key of an endpoint wherever it is kept, but for an environment variable."""
    yield from _drop(user_of(endpoint.address))


def unlock(passphrase: str) -> None:
    """Open the encrypted file of keys until the program ends.

    Raises:
        WrongPassphrase: it was closed with another one.
        BadRequest: no keys are in it.
    """
    contents = key_file.load()
    if not contents.sealed:
        raise BadRequest(reason="No keys are kept with a passphrase.")
    contents, secret = contents.opened(passphrase)
    with _memory.guard:
        _memory.secret = contents.derivation["salt"], secret


# ---- parts ---------------------------------------------------------------------------------------


def _variable(endpoint: Endpoint) -> str:
    key = os.environ.get(endpoint.key_variable, "").strip() if endpoint.key_variable else ""
    # Only such a key can stand in a header.
    return key if key.isascii() and key.isprintable() else ""


def _cleaned(key: str) -> str:
    """A key as it was pasted, without what people paste along with it."""
    key = key.strip().strip("\"'").strip()
    if key[:7].lower() == "bearer ":
        key = key[7:].strip()
    good = key.isascii() and key.isprintable() and " " not in key
    if not good or not 0 < len(key) <= _LONGEST_KEY:
        raise BadRequest(reason="That is no key: letters, digits and signs without spaces.")
    return key


def _kept(user: str) -> str:
    if not user:
        return ""
    stamp = key_file.stamp()
    with _memory.guard:
        if user in _memory.said:
            return _memory.said[user]
        if stamp != _memory.stamp:
            # Another process has changed what is kept.
            _memory.read.clear()
            _memory.stamp = stamp
        if user in _memory.read:
            return _memory.read[user]
    contents = key_file.load()
    if user in contents.sealed:
        secret = _secret(contents)
        if secret is None:
            raise KeysLocked
        key = contents.unsealed(user, secret)
    elif user in contents.keyring:
        key = str(finished(_ask_keyring("read", user)).get("key", ""))
    else:
        return ""
    if key:
        with _memory.guard:
            _memory.read[user] = key
    return key


def _secret(contents: Contents) -> bytes | None:
    with _memory.guard:
        if _memory.secret and _memory.secret[0] == contents.derivation.get("salt"):
            return _memory.secret[1]
    return None


def _seal(user: str, key: str, passphrase: str) -> None:
    with key_file.changing():
        contents = key_file.load()
        secret = _secret(contents)
        if secret is None or passphrase:
            if not contents.sealed and len(passphrase) < _SHORTEST_PASSPHRASE:
                raise BadRequest(reason="A passphrase has eight characters or more.")
            contents, secret = contents.opened(passphrase)
        key_file.save(contents.with_sealed(user, key, secret))
    with _memory.guard:
        _memory.secret = contents.derivation["salt"], secret
    _remember(user, key)


def _remember(user: str, key: str) -> None:
    stamp = key_file.stamp()
    with _memory.guard:
        _memory.said.pop(user, None)
        if stamp != _memory.stamp:
            _memory.read.clear()
            _memory.stamp = stamp
        _memory.read[user] = key


def _drop(user: str) -> Road[None]:
    yield from _leave_keyring(user)
    if user in key_file.load().sealed:
        with key_file.changing():
            key_file.save(key_file.load().without(user))
    with _memory.guard:
        _memory.said.pop(user, None)
        _memory.read.pop(user, None)


def _leave_keyring(user: str) -> Road[None]:
    if user in key_file.load().keyring:
        yield from _ask_keyring("forget", user)
        with key_file.changing():
            key_file.save(key_file.load().without(user))


def _ask_keyring(do: str, user: str, key: str = "") -> Generator[Progress, None, dict[str, str]]:
    """What the keyring answers; nothing where it does not work or nobody answers its dialog."""
    from core.processes.worker_process import WorkerGone, WorkerProcess

    if time.monotonic() < _memory.silent_until:
        return {}
    worker = WorkerProcess("core.models.keyring_worker")
    try:
        worker.send({"do": do, "user": user, "key": key})
        until = time.monotonic() + KEYRING_SECONDS
        while time.monotonic() < until:
            if isinstance(answer := worker.receive(_BEAT), dict):
                return answer
            yield Progress(Stage.CHECKING, 0, 0)
        _memory.silent_until = time.monotonic() + _SILENT_SECONDS
    except WorkerGone:
        pass
    finally:
        worker.end()
    return {}
