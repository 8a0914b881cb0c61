"""The way to a server that speaks OpenAI's protocol: consent first, then a client, errors by name.

Nothing is sent to another computer before the person has agreed to it. A server on this computer
is never asked through a proxy. A key is read from its environment variable for each client, sent to
the endpoint's address alone (redirects are not followed) and taken out of what a server says.
"""

import json
import os
import ssl
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit, urlunsplit

from core.errors import (
    LecternError,
    ModelNonsense,
    ModelRefused,
    ModelTooSlow,
    ModelUnreachable,
    NotAllowed,
)
from core.types import Endpoint

if TYPE_CHECKING:
    from openai import OpenAI

_CONNECT_SECONDS = 10.0
_REASON_LENGTH = 200
_HEADERS = {
    "accept",
    "accept-encoding",
    "connection",
    "content-length",
    "content-type",
    "host",
    "transfer-encoding",
    "user-agent",
}
"""What a request says besides its key."""


def shown(address: str) -> str:
    """An address without the name and password that may stand in it."""
    try:
        parts = urlsplit(address)
        host = parts.netloc.rpartition("@")[2]
        return urlunsplit((parts.scheme, host, parts.path, "", ""))
    except ValueError:
        return "?"


def require_consent(endpoint: Endpoint) -> None:
    """Refuse to send text to another computer before the person has agreed.

    Raises:
        NotAllowed: nothing was sent.
    """
    if not endpoint.allowed and not endpoint.is_here:
        raise NotAllowed(name=endpoint.name, address=shown(endpoint.address))


def connect(endpoint: Endpoint, watch: Callable[[Any], None] | None = None) -> "OpenAI":
    """A client of the endpoint that makes no connection yet; its user closes it. Never retries.

    `watch` sees each HTTP request before it leaves.

    Raises:
        NotAllowed: it is on another computer and the person has not agreed.
        ModelUnreachable: the address is none.
    """
    require_consent(endpoint)
    scheme = endpoint.address.partition("://")[0].lower()
    if scheme not in ("http", "https") or not _host(endpoint.address):
        raise _unreachable(endpoint)

    import openai

    key = _key(endpoint)

    def strip(request: Any) -> None:
        """Leave out what the library adds of itself, of this computer and of the environment."""
        for header in set(request.headers) - _HEADERS - ({"authorization"} if key else set()):
            del request.headers[header]

    http = openai.DefaultHttpx2Client(
        trust_env=not endpoint.is_here,
        follow_redirects=False,
        event_hooks={"request": [strip, *([watch] if watch else [])]},
        # Reading all certificates takes a while and is for nothing without TLS.
        verify=True if scheme == "https" else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
    )
    seconds = endpoint.timeout
    return openai.OpenAI(
        # Given, so that the library does not take keys for others from the environment.
        api_key=key or "none",
        admin_api_key="none",
        base_url=endpoint.address,
        timeout=openai.Timeout(seconds, connect=min(seconds, _CONNECT_SECONDS)),
        max_retries=0,
        http_client=http,
    )


def named(error: Exception, endpoint: Endpoint, model: str) -> LecternError | None:
    """What an error of the client means for a person; None for one that is a mistake of ours."""
    import openai

    if isinstance(error, LecternError):
        return error
    if isinstance(error, openai.APITimeoutError):
        if type(error.__cause__).__name__ == "ConnectTimeout":
            return _unreachable(endpoint, model)
        return ModelTooSlow(name=model, seconds=f"{endpoint.timeout:g}")
    if isinstance(error, openai.APIConnectionError):
        return _unreachable(endpoint, model)
    if isinstance(error, openai.APIStatusError):
        return ModelRefused(
            name=model, status=error.status_code, reason=_reason(error.message, endpoint)
        )
    if isinstance(error, openai.APIResponseValidationError | json.JSONDecodeError):
        return ModelNonsense(name=model)
    if isinstance(error, openai.APIError):
        return ModelRefused(
            name=model, status=error.code or "200", reason=_reason(error.message, endpoint)
        )
    if isinstance(error, UnicodeDecodeError | openai.OpenAIError):
        return ModelNonsense(name=model)
    return None


def may_pass(error: Exception) -> bool:
    """Whether the same request may well succeed a moment later."""
    import openai

    if isinstance(error, openai.APIStatusError):
        return error.status_code in (408, 429) or error.status_code >= 500
    return isinstance(error, openai.APIConnectionError) and not isinstance(
        error, openai.APITimeoutError
    )


def _unreachable(endpoint: Endpoint, model: str = "") -> ModelUnreachable:
    return ModelUnreachable(name=model or endpoint.name, address=shown(endpoint.address))


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _key(endpoint: Endpoint) -> str:
    key = os.environ.get(endpoint.key_variable, "").strip() if endpoint.key_variable else ""
    # Only such a key can stand in a header.
    return key if key.isascii() and key.isprintable() else ""


def _reason(message: str, endpoint: Endpoint) -> str:
    """What a server says, on one line, cut short, without the key that some repeat."""
    key = _key(endpoint)
    reason = " ".join(message.split())
    reason = reason.replace(key, "…") if key else reason
    return reason if len(reason) <= _REASON_LENGTH else reason[: _REASON_LENGTH - 1] + "…"
