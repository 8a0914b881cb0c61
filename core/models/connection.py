"""The way to a server that speaks OpenAI's protocol: consent first, then a client.

Nothing is sent to another computer before the person has agreed to it. A server on this computer
is never asked through a proxy. A key is looked up for each client, sent to the endpoint's address
alone (redirects are not followed) and taken out of what a server says.
"""

import os
import ssl
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from core import settings
from core.errors import NotAllowed
from core.models.keys import key_of
from core.models.refusals import shown, unreachable
from core.types import Endpoint, Flaw, address_flaw, header_flaw, proxy_flaw

if TYPE_CHECKING:
    from openai import OpenAI

_CONNECT_SECONDS = 10.0
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


def require_consent(endpoint: Endpoint) -> None:
    """Refuse to send text to another computer before the person has agreed.

    Raises:
        NotAllowed: nothing was sent.
    """
    if not endpoint.allowed and not endpoint.is_here:
        raise NotAllowed(name=endpoint.name, address=shown(endpoint.address))


def is_kept(endpoint: Endpoint) -> bool:
    """Whether this is an endpoint of the settings, as it stands there."""
    return settings.load().endpoint(endpoint.name) == endpoint


def require_standing_consent(endpoint: Endpoint) -> None:
    """Refuse where the person has meanwhile taken back what `endpoint` was made with.

    A long job goes on with the endpoint it began with; for another address under the same name
    nobody has agreed.

    Raises:
        NotAllowed: nothing was sent.
    """
    require_consent(endpoint)
    if endpoint.is_here:
        return
    now = settings.load().endpoint(endpoint.name)
    if now is None or now.address != endpoint.address or not now.allowed:
        raise NotAllowed(name=endpoint.name, address=shown(endpoint.address))


def connect(endpoint: Endpoint, watch: Callable[[Any], None] | None = None) -> "OpenAI":
    """A client of the endpoint that makes no connection yet; its user closes it. Never retries.

    `watch` sees each HTTP request before it leaves. May take a while: a locked keyring asks the
    person.

    Raises:
        NotAllowed: it is on another computer and the person has not agreed.
        ModelUnreachable: its address, or its proxy's, is none.
        KeysLocked: its key lies in the file of keys, which is locked.
    """
    require_consent(endpoint)
    if Flaw.NO_ADDRESS in (address_flaw(endpoint.address), proxy_flaw(endpoint.proxy)):
        raise unreachable(endpoint)
    key = key_of(endpoint)
    further = _further(endpoint, key)

    import openai

    from core.models.bounded_reply import bound

    def strip(request: Any) -> None:
        """Leave out what the library adds of itself, of this computer and of the environment."""
        for header in set(request.headers) - _HEADERS - ({"authorization"} if key else set()):
            del request.headers[header]
        # What is packed can be small and unpack to anything.
        request.headers["accept-encoding"] = "identity"
        for name, value in further.items():
            request.headers[name] = value

    proxy = "" if endpoint.is_here else endpoint.proxy
    try:
        http = openai.DefaultHttpx2Client(
            trust_env=not endpoint.is_here and not proxy,
            proxy=proxy or None,
            follow_redirects=False,
            event_hooks={"request": [strip, *([watch] if watch else [])], "response": [bound]},
            verify=_certificates(endpoint.address, os.environ.get("SSL_CERT_FILE", "")),
        )
    except (ValueError, ImportError) as error:
        # The environment names a proxy of a kind that is not spoken here.
        raise unreachable(endpoint) from error
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


def _further(endpoint: Endpoint, key: str) -> dict[str, str]:
    """The endpoint's own headers; those that may not be sent are left out."""
    further: dict[str, str] = {}
    for line in endpoint.headers:
        if header_flaw(line) is Flaw.NONE and not (key and key in line):
            name, _, value = line.partition(":")
            further[name.strip()] = value.strip()
    return further


@lru_cache(maxsize=4)
def _system_certificates(named: str) -> ssl.SSLContext:
    # Reading all certificates takes a while; `named` is what would change them.
    import httpx2

    return httpx2.create_ssl_context()


def _certificates(address: str, named: str) -> ssl.SSLContext:
    """The certificates that this computer trusts; none are read where there is no TLS."""
    if address.lower().startswith("https:"):
        return _system_certificates(named)
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
