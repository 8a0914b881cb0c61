"""A reading as bytes and back: what it says of names by msgpack, its arrays as they are."""

import zlib
from typing import Any

import msgpack
import numpy as np

from core.graph.reading import (
    VERSION,
    FoundAlias,
    FoundName,
    FoundQuantity,
    FoundSense,
    Reading,
    Tokens,
)
from core.types import EntityKind

_KINDS = tuple(EntityKind)
_PLACES = {kind: place for place, kind in enumerate(_KINDS)}
_TYPES = {
    "sentence_start": "<i4",
    "sentence_end": "<i4",
    "first_token": "<i4",
    "hash": "<u8",
    "start": "<i4",
    "end": "<i4",
    "flags": "|u1",
    "first_term": "<i4",
    "term": "<u4",
}


def packed(reading: Reading) -> bytes:
    """A reading as bytes."""
    tokens = reading.tokens
    rows: list[Any] = [
        VERSION,
        reading.language,
        [_array(getattr(tokens, name), _TYPES[name]) for name in _TYPES],
        [
            (each.key, each.surface, _PLACES[each.kind], int(each.signs), each.count)
            for each in reading.names
        ],
        [(each.key, each.other, each.why, each.sentence) for each in reading.aliases],
        [(each.key, each.gloss, _PLACES[each.kind], each.sentence) for each in reading.senses],
        [
            (_PLACES[each.kind], each.value, each.sentence, each.start, each.end)
            for each in reading.quantities
        ],
    ]
    content: bytes = msgpack.packb(rows, unicode_errors="surrogatepass")
    return zlib.compress(content, 1)


def unpacked(blob: bytes) -> Reading | None:
    """The reading that was packed; None for one of another version, or damaged."""
    try:
        rows = msgpack.unpackb(
            zlib.decompress(blob), unicode_errors="surrogatepass", use_list=False
        )
        if rows[0] != VERSION:
            return None
        _, language, arrays, names, aliases, senses, quantities = rows
        return Reading(
            language,
            Tokens(
                **{
                    name: np.frombuffer(content, dtype=kind)
                    for (name, kind), content in zip(_TYPES.items(), arrays, strict=True)
                }
            ),
            tuple(
                FoundName(key, surface, _KINDS[kind], signs, count)
                for key, surface, kind, signs, count in names
            ),
            tuple(FoundAlias(*row) for row in aliases),
            tuple(
                FoundSense(key, gloss, _KINDS[kind], sentence)
                for key, gloss, kind, sentence in senses
            ),
            tuple(
                FoundQuantity(_KINDS[kind], value, sentence, start, end)
                for kind, value, sentence, start, end in quantities
            ),
        )
    except (zlib.error, ValueError, TypeError, IndexError, msgpack.UnpackException):
        return None


def _array(values: "np.ndarray[Any, Any]", kind: str) -> bytes:
    return np.ascontiguousarray(values, dtype=kind).tobytes()
