"""Keyrings in every state in which a system's can be, for tests: they stand in at its boundary.

A test names one in PYTHON_KEYRING_BACKEND; the process that asks the keyring then loads it.
"""

import json
import os
import time
from pathlib import Path

from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked


class Works(KeyringBackend):
    """Keeps what it is given in the file that LECTERN_TEST_KEYRING names."""

    priority = 1

    def _read(self) -> dict[str, str]:
        path = Path(os.environ["LECTERN_TEST_KEYRING"])
        return json.loads(path.read_text()) if path.exists() else {}

    def _write(self, kept: dict[str, str]) -> None:
        Path(os.environ["LECTERN_TEST_KEYRING"]).write_text(json.dumps(kept))

    def get_password(self, service: str, username: str) -> str | None:
        return self._read().get(f"{service}/{username}")

    def set_password(self, service: str, username: str, password: str) -> None:
        self._write(self._read() | {f"{service}/{username}": password})

    def delete_password(self, service: str, username: str) -> None:
        self._write({k: v for k, v in self._read().items() if k != f"{service}/{username}"})


class Forgets(Works):
    """Takes everything and keeps nothing."""

    def _write(self, kept: dict[str, str]) -> None:
        pass


class Locked(Works):
    """Says that it is locked, as without anybody to ask."""

    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked(f"locked, and this must not be shown: {username}")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise KeyringLocked(f"locked, and this must not be shown: {password}")


class Blocks(Works):
    """Waits for somebody to answer a dialog."""

    def get_password(self, service: str, username: str) -> str | None:
        time.sleep(600)
        return None

    def set_password(self, service: str, username: str, password: str) -> None:
        time.sleep(600)


class Dies(Works):
    """Takes its process down with it."""

    def get_password(self, service: str, username: str) -> str | None:
        os._exit(9)

    def set_password(self, service: str, username: str, password: str) -> None:
        os._exit(9)
