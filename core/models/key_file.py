"""The file that says where keys of servers are kept, and holds those kept with a passphrase.

    {"version": 1, "keyring": [address, …],
     "derivation": {"name": "argon2id", "salt": …, …}, "sealed": {address: {"nonce", "text"}, …}}

What is in the system's keyring is only named here, so that the keyring, which may be locked and
block, is asked for nothing in vain. The others are sealed one by one (ChaCha20-Poly1305, bound to
their addresses) with a key derived from the passphrase, which is never stored.
"""

import base64
import json
import os
import tempfile
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from core import paths
from core.errors import WrongPassphrase

_VERSION = 1
_KEY_BYTES, _SALT_BYTES, _NONCE_BYTES = 32, 16, 12
_MOST_MEMORY_KIB = 1 << 20
"""More than a file may ask for: somebody else could have written it."""
_LOCK_SECONDS = 10.0
_LARGEST_FILE = 1 << 20


@dataclass(frozen=True)
class Contents:
    """What stands in the file; no key can be read from it."""

    keyring: tuple[str, ...] = ()
    """Addresses whose keys are in the system's keyring."""
    derivation: Mapping[str, Any] = field(default_factory=dict)
    sealed: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def without(self, address: str) -> "Contents":
        """The same without anything about an address."""
        sealed = {each: value for each, value in self.sealed.items() if each != address}
        return Contents(
            tuple(each for each in self.keyring if each != address),
            self.derivation if sealed else {},  # another passphrase can be chosen then
            sealed,
        )

    def in_keyring(self, address: str) -> "Contents":
        """The same with a key that is in the keyring."""
        bare = self.without(address)
        return replace(bare, keyring=(*bare.keyring, address))

    def with_sealed(self, address: str, key: str, secret: bytes) -> "Contents":
        """The same with a key sealed by what `opened` gave."""
        from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

        nonce = os.urandom(_NONCE_BYTES)
        text = ChaCha20Poly1305(secret).encrypt(nonce, key.encode(), address.encode())
        bare = self.without(address)
        sealed = {**bare.sealed, address: {"nonce": _text(nonce), "text": _text(text)}}
        return Contents(bare.keyring, self.derivation, sealed)

    def unsealed(self, address: str, secret: bytes) -> str:
        """A key that `with_sealed` has sealed.

        Raises:
            WrongPassphrase: it was sealed with another one, or somebody has changed the file.
        """
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

        try:
            entry = self.sealed[address]
            nonce, text = _bytes(entry["nonce"]), _bytes(entry["text"])
            return ChaCha20Poly1305(secret).decrypt(nonce, text, address.encode()).decode()
        except (InvalidTag, KeyError, TypeError, ValueError) as error:
            raise WrongPassphrase from error

    def opened(self, passphrase: str) -> tuple["Contents", bytes]:
        """What seals and unseals, and the contents with how it is derived, if that was not said.

        Raises:
            WrongPassphrase: keys are sealed already, with another one.
        """
        derivation = self.derivation or _new_derivation()
        secret = _derived(passphrase, derivation)
        for address in list(self.sealed)[:1]:
            self.unsealed(address, secret)
        return replace(self, derivation=derivation), secret


def file() -> Path:
    """Where it is."""
    return paths.config_folder() / "keys.json"


def stamp() -> tuple[int, int]:
    """Changes when the file does, also by another process."""
    try:
        found = file().stat()
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size


def load() -> Contents:
    """What stands in the file; nothing where there is none, or none that can be read."""
    try:
        with file().open("rb") as opened:
            raw = json.loads(opened.read(_LARGEST_FILE))
        if raw["version"] != _VERSION:
            return Contents()
        return Contents(
            tuple(str(each) for each in raw["keyring"]),
            dict(raw["derivation"]),
            {str(address): dict(value) for address, value in raw["sealed"].items()},
        )
    except FileNotFoundError:
        return Contents()
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return Contents()


@contextmanager
def changing() -> Iterator[None]:
    """Hold the file against other processes while it is read, changed and saved."""
    from filelock import FileLock

    target = file()
    target.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(target.with_suffix(".lock"), timeout=_LOCK_SECONDS):
        yield


def save(contents: Contents) -> None:
    """Write it, for its owner only, so that a crash leaves the old or the new file."""
    target = file()
    if contents == Contents():
        target.unlink(missing_ok=True)
        return
    if target.exists() and load() == Contents():
        # Not ours, or damaged: what may be in it is not thrown away.
        with suppress(OSError):
            os.replace(target, target.with_suffix(".json.broken"))
    raw = {
        "version": _VERSION,
        "keyring": list(contents.keyring),
        "derivation": dict(contents.derivation),
        "sealed": {address: dict(value) for address, value in contents.sealed.items()},
    }
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=".keys-")  # 0600
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as opened:
            json.dump(raw, opened, ensure_ascii=False, indent=1)
            opened.flush()
            os.fsync(opened.fileno())
        os.replace(temporary, target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _new_derivation() -> dict[str, Any]:
    from cryptography.exceptions import UnsupportedAlgorithm

    salt = _text(os.urandom(_SALT_BYTES))
    argon = {"name": "argon2id", "salt": salt, "passes": 3, "lanes": 4, "memory_kib": 1 << 16}
    try:
        _derived("", argon)
    except UnsupportedAlgorithm:
        return {"name": "scrypt", "salt": salt, "cost": 1 << 17}
    return argon


def _derived(passphrase: str, derivation: Mapping[str, Any]) -> bytes:
    """The key that a passphrase makes, with the strength that the file says.

    Raises:
        WrongPassphrase: the file asks for something that no file of ours asks for.
    """
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    # The same letters can be typed as one sign or as two.
    typed = unicodedata.normalize("NFKC", passphrase).encode()
    try:
        salt = _bytes(derivation["salt"])
        if derivation["name"] == "argon2id":
            memory = int(derivation["memory_kib"])
            passes, lanes = int(derivation["passes"]), int(derivation["lanes"])
            if memory > _MOST_MEMORY_KIB or passes > 16 or lanes > 64:
                raise WrongPassphrase
            return Argon2id(
                salt=salt, length=_KEY_BYTES, iterations=passes, lanes=lanes, memory_cost=memory
            ).derive(typed)
        cost = int(derivation["cost"])
        if derivation["name"] != "scrypt" or cost > _MOST_MEMORY_KIB:
            raise WrongPassphrase
        return Scrypt(salt=salt, length=_KEY_BYTES, n=cost, r=8, p=1).derive(typed)
    except (KeyError, TypeError, ValueError) as error:
        raise WrongPassphrase from error


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode()


def _bytes(value: str) -> bytes:
    return base64.b64decode(value, validate=True)
