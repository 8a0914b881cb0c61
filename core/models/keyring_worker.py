"""A process that asks the system's keyring for one thing and ends.

A locked keyring shows a dialog of the system's and blocks until somebody answers it; a process can
be given up, a thread cannot. One frame in (core/wire.py), one out:
    {"do": "keep" | "read" | "forget", "user": …, "key": …} -> {"done": bool, "key": …, "why": …}
Nothing it is given is ever written to its log.
"""

import os
import secrets
import sys
from typing import Any

from core import wire
from core.processes.spawning import die_with_parent

SERVICE = "Lectern"
_CANARY = "canary"


def act(order: dict[str, Any]) -> dict[str, Any]:
    """Do what an order says; what went wrong is named by the class of the error only."""
    try:
        import keyring

        backend = keyring.get_keyring()
        if type(backend).__module__.startswith("keyrings.alt"):
            # Files that anyone can read, under the name of a keyring.
            return {"done": False, "why": "PlaintextKeyring"}
        user = order["user"]
        match order["do"]:
            case "keep":
                # That there is a backend does not say that it works.
                _try(keyring)
                keyring.set_password(SERVICE, user, order["key"])
                return {"done": keyring.get_password(SERVICE, user) == order["key"]}
            case "read":
                return {"done": True, "key": keyring.get_password(SERVICE, user) or ""}
            case "forget":
                if keyring.get_password(SERVICE, user) is not None:
                    keyring.delete_password(SERVICE, user)
                return {"done": True}
    except Exception as error:
        return {"done": False, "why": type(error).__name__}
    return {"done": False, "why": "order"}


def _try(keyring: Any) -> None:
    """Write, read and delete something that is no secret.

    Raises:
        RuntimeError: it does not keep what it is given.
    """
    said = secrets.token_hex(8)
    keyring.set_password(SERVICE, _CANARY, said)
    kept = keyring.get_password(SERVICE, _CANARY)
    keyring.delete_password(SERVICE, _CANARY)
    if kept != said:
        raise RuntimeError


def main() -> None:
    """Answer one order; whatever a library prints goes to the log."""
    die_with_parent()
    outbound = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    wire.write(outbound, act(wire.read(sys.stdin.buffer)))
    outbound.close()


if __name__ == "__main__":
    main()
