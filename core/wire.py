"""How values cross a pipe: length-prefixed msgpack of frozen values from an allow-list.

A frame is a 4-byte big-endian length and that many bytes. A value is None, bool, int, float, str,
bytes, a list or tuple (both arrive as tuple), a dict with string keys, a StrEnum (arrives as its
member where the field says so) or a dataclass of core.types / core.events. Nothing else can be
made by a frame, so a parser worker taken over by a hostile file cannot make this side run code.
"""

import dataclasses
import enum
import struct
import types
import typing
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, BinaryIO

import msgpack

import core.events
import core.types

MAX_FRAME = 512 * 1024 * 1024
_LENGTH = struct.Struct(">I")
_TAG = "\0"


class WireError(Exception):
    """A frame that is not of the agreed form."""


@cache
def _classes() -> dict[str, type]:
    return {
        name: member
        for module in (core.types, core.events)
        for name, member in vars(module).items()
        if isinstance(member, type) and dataclasses.is_dataclass(member)
    }


def to_plain(value: Any) -> Any:
    """A value as msgpack can carry it."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        name = type(value).__name__
        if _classes().get(name) is not type(value):
            raise WireError(f"{name} is not a value that travels")
        plain: dict[str, Any] = {_TAG: name}
        for field in dataclasses.fields(value):
            plain[field.name] = to_plain(getattr(value, field.name))
        return plain
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, dict):
        return {str(key): to_plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [to_plain(item) for item in value]
    return value


def from_plain(plain: Any) -> Any:
    """The value that `to_plain` was given; lists come back as tuples."""
    if isinstance(plain, dict):
        name = plain.pop(_TAG, None)
        values = {key: from_plain(item) for key, item in plain.items()}
        if name is None:
            return values
        kind = _classes().get(name)
        if kind is None:
            raise WireError(f"unknown value {name!r}")
        try:
            return kind(**_shaped(kind, values))
        except (TypeError, ValueError) as error:
            raise WireError(f"malformed {name}: {error}") from error
    if isinstance(plain, list):
        return tuple(from_plain(item) for item in plain)
    return plain


@cache
def _enum_fields(kind: type) -> dict[str, Callable[[Any], Any]]:
    hints = typing.get_type_hints(kind)
    found: dict[str, Callable[[Any], Any]] = {}
    for name, hint in hints.items():
        if isinstance(hint, types.UnionType):
            continue
        if isinstance(hint, type) and issubclass(hint, enum.Enum):
            found[name] = hint
    return found


def _shaped(kind: type, values: dict[str, Any]) -> dict[str, Any]:
    for name, convert in _enum_fields(kind).items():
        if name in values:
            values[name] = convert(values[name])
    return values


def encode(value: Any) -> bytes:
    """One frame.

    Raises:
        WireError: the value is of a kind that does not travel, or too large.
    """
    try:
        body: bytes = msgpack.packb(to_plain(value), use_bin_type=True)
    except (TypeError, ValueError, OverflowError, UnicodeEncodeError) as error:
        raise WireError(str(error)) from error
    if len(body) > MAX_FRAME:
        raise WireError(f"a frame of {len(body)} bytes is too large")
    return _LENGTH.pack(len(body)) + body


def decode(body: bytes) -> Any:
    """The value of a frame's body.

    Raises:
        WireError: not a body that `encode` makes.
    """
    try:
        return from_plain(msgpack.unpackb(body, raw=False, strict_map_key=True))
    except WireError:
        raise
    except Exception as error:
        raise WireError(str(error)) from error


def write(stream: BinaryIO, value: Any) -> None:
    """Write one frame and flush."""
    stream.write(encode(value))
    stream.flush()


def read(stream: BinaryIO, limit: int = MAX_FRAME) -> Any:
    """Read one frame.

    Raises:
        EOFError: the other side has gone.
        WireError: not a frame, or larger than `limit` bytes.
    """
    (length,) = _LENGTH.unpack(_exactly(stream, _LENGTH.size))
    if length > limit:
        raise WireError(f"a frame of {length} bytes is too large")
    return decode(_exactly(stream, length))


def _exactly(stream: BinaryIO, count: int) -> bytes:
    parts: list[bytes] = []
    while count:
        part = stream.read(count)
        if not part:
            raise EOFError
        parts.append(part)
        count -= len(part)
    return b"".join(parts)


class FrameReader:
    """Cuts frames from bytes as they arrive in pieces of any size."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> None:
        """Add bytes that arrived."""
        self._buffer += data

    def frames(self) -> Iterator[Any]:
        """The values whose frames are complete, decoded one by one as they are asked for.

        Raises:
            WireError: the bytes are not frames.
        """
        while len(self._buffer) >= _LENGTH.size:
            (length,) = _LENGTH.unpack_from(self._buffer)
            if length > MAX_FRAME:
                raise WireError(f"a frame of {length} bytes is too large")
            end = _LENGTH.size + length
            if len(self._buffer) < end:
                return
            body = bytes(self._buffer[_LENGTH.size : end])
            del self._buffer[:end]
            yield decode(body)
