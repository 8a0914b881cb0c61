"""Servers with models: where they are, what may be said of them in settings, well-known ones."""

import re
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import ip_address
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A server that speaks OpenAI's protocol, on this computer or elsewhere."""

    name: str
    address: str
    """Base address, such as "http://127.0.0.1:11434/v1"."""
    model: str = ""
    """Language model to ask for; empty when there is none to ask."""
    embedding_model: str = ""
    key_variable: str = ""
    """Environment variable that holds its key; keys are never written to settings."""
    timeout: float = 60.0
    """Seconds to wait for the next piece of an answer."""
    allowed: bool = False
    """Whether the person has agreed that text is sent there; not asked for on this computer."""
    context_tokens: int = 4096
    """Tokens its language model takes in and writes together."""
    headers: tuple[str, ...] = ()
    """Further lines of each request, "Name: value"; never a key."""
    proxy: str = ""
    """Address of the proxy to go through; "" for the system's."""

    @property
    def is_here(self) -> bool:
        """Whether it is on this computer. No name is looked up: that would be a request."""
        try:
            host = (urlsplit(self.address).hostname or "").rstrip(".")
        except ValueError:
            return False
        if host == "localhost":
            return True
        try:
            # Behind a percent sign anything can stand, and readers differ in what it means.
            return "%" not in host and ip_address(host).is_loopback
        except ValueError:
            return False

    @property
    def host(self) -> str:
        """Where it is, as a person reads it: "api.deepseek.com", "127.0.0.1:11434"."""
        try:
            return urlsplit(self.address).netloc.rpartition("@")[2]
        except ValueError:
            return ""

    @property
    def is_open(self) -> bool:
        """Whether what is sent can be read on the way: no https, and not on this computer."""
        return not self.is_here and self.address.strip().lower().startswith("http:")


@dataclass(frozen=True, slots=True)
class EndpointCheck:
    """What trying an endpoint showed."""

    models: tuple[str, ...]
    seconds: float
    reply: str = ""
    context_tokens: int = 0
    """Of the endpoint's model, where the server says; else 0."""


TAKEN_NAMES = frozenset({"none", "model", "quoting", "lectern"})
"""Names that stand for something else where models are named; no server can have them."""


class Flaw(StrEnum):
    """What is wrong with a line of an endpoint's settings."""

    NONE = ""
    NO_ADDRESS = "no_address"
    """Not of the form http://host/path."""
    NOT_HERE = "not_here"
    """A password or key stands in it, which settings must not hold."""
    NO_HEADER = "no_header"
    """Not of the form "Name: value", or with signs that no header takes."""
    OURS = "ours"
    """A header that Lectern itself writes."""


_HEADER_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
_SECRET_NAME = re.compile(
    r"auth|key|token|secret|cookie|password|credential|session|signature", re.IGNORECASE
)
_SECRET_VALUE = re.compile(r"\b(bearer|basic)\s+\S|\bsk-[\w-]{12,}", re.IGNORECASE)
_OURS = {
    "accept",
    "accept-encoding",
    "connection",
    "content-encoding",
    "content-length",
    "content-type",
    "expect",
    "host",
    "keep-alive",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "via",
}
_PROXIES = ("http", "https")
_LONGEST_HEADER = 1000


def address_flaw(address: str) -> Flaw:
    """What is wrong with the address of a server."""
    return _web_address(address, ("http", "https"))


def proxy_flaw(address: str) -> Flaw:
    """What is wrong with the address of a proxy; "" is none and right."""
    return _web_address(address, _PROXIES) if address else Flaw.NONE


def header_flaw(line: str) -> Flaw:
    """What is wrong with a further line of each request, "Name: value"."""
    name, colon, value = line.partition(":")
    name, value = name.strip(), value.strip()
    if not colon or not _HEADER_NAME.fullmatch(name) or len(line) > _LONGEST_HEADER:
        return Flaw.NO_HEADER
    if not value.isascii() or not value.isprintable():
        return Flaw.NO_HEADER
    if name.lower() in _OURS or name.lower().startswith("proxy-"):
        return Flaw.OURS
    if _SECRET_NAME.search(name) or _SECRET_VALUE.search(value):
        return Flaw.NOT_HERE
    return Flaw.NONE


def _web_address(address: str, schemes: tuple[str, ...]) -> Flaw:
    try:
        parts = urlsplit(address)
        # Asking for the port is what finds one that is no number, or too large.
        good = parts.scheme in schemes and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return Flaw.NO_ADDRESS
    if not good or not address.isprintable() or " " in address:
        return Flaw.NO_ADDRESS
    return Flaw.NOT_HERE if "@" in parts.netloc or parts.query else Flaw.NONE
