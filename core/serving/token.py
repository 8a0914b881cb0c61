"""The token that programs must show, in a file that only the person's account may read.

A file and not the system's keyring: whoever can read the person's files can read the library
itself, so a keyring would add nothing but its prompts, and where there is none the server could not
start.
"""

import hmac
import os
import secrets
import stat
import tempfile
from pathlib import Path

from core import paths

_LONGEST = 200


def token_file() -> Path:
    """Where it is kept."""
    return paths.config_folder() / "serving-token"


def current() -> str:
    """The token; made when there is none, or when other accounts could have read it."""
    return _read() or renew()


def renew() -> str:
    """Put a new one in its place; the old one is refused from now on, by every server."""
    token = "lectern-" + secrets.token_urlsafe(32)
    target = token_file()
    target.parent.mkdir(parents=True, exist_ok=True)
    # mkstemp makes files that nobody else may read; replacing keeps the old or the new one whole.
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=".serving-token-")
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(token + "\n")
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return token


def is_right(given: bytes) -> bool:
    """Whether this is the token. Read anew each time, so that a renewed one counts at once."""
    token = _read()
    return bool(token) and hmac.compare_digest(token.encode(), given)


def _read() -> str:
    """The token as it stands; "" when there is none that can be trusted."""
    try:
        with token_file().open("rb") as file:
            if os.name == "posix" and stat.S_IMODE(os.fstat(file.fileno()).st_mode) & 0o077:
                return ""
            token = file.read(_LONGEST).decode("ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""
    return token if len(token) >= 32 else ""
