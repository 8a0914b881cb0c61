"""What a document's sentences say of the names in them, and what that was read from."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

import msgpack
import numpy as np

from core.graph.connections import relations
from core.graph.corpus import KINDS
from core.graph.findings import Named

if TYPE_CHECKING:
    from core.graph.assembly import Placed


@dataclass(frozen=True)
class Links:
    """What a document's sentences say of two of their names.

    Each is the place of a sentence in the document, the starts of subject and object in its text,
    and the label.
    """

    rows: tuple[tuple[int, int, int, str], ...] = ()

    def packed(self) -> bytes:
        """As bytes."""
        content: bytes = msgpack.packb(self.rows, unicode_errors="surrogatepass")
        return zlib.compress(content, 1)

    @staticmethod
    def unpacked(blob: bytes) -> "Links | None":
        """What was packed; None where it is damaged."""
        try:
            rows = msgpack.unpackb(
                zlib.decompress(blob), unicode_errors="surrogatepass", use_list=False
            )
            return Links(tuple((int(a), int(b), int(c), str(label)) for a, b, c, label in rows))
        except (zlib.error, ValueError, TypeError, msgpack.UnpackException):
            return None


@dataclass(frozen=True)
class ToRead:
    """A document's sentences with names in them; `digest` changes when what they name does."""

    document: str
    digest: bytes
    sentences: tuple[tuple[int, int, int, tuple[Named, ...]], ...]
    """Place in the document, start, end, and the names of those with two at least."""

    def read(self, text: str) -> Links:
        """What they say; `text` is the document's."""
        found = relations(
            text,
            [(start, end) for _, start, end, _ in self.sentences],
            [named for _, _, _, named in self.sentences],
        )
        return Links(
            tuple(
                (self.sentences[at][0], subject, other, label)
                for at, subject, other, label in found
            )
        )


def to_read(placed: "Placed") -> Iterator[ToRead]:
    """Each document with sentences that name two things at least."""
    corpus = placed.corpus
    kinds = placed.entities.kind[placed.entity]
    documents = corpus.sentence_document[placed.sentence]
    bounds = np.searchsorted(documents, np.arange(len(corpus.documents) + 1)).tolist()
    rows = np.stack((placed.sentence, placed.start, placed.end, kinds.astype(np.int32)), axis=1)
    for document, id in enumerate(corpus.documents):
        own = rows[bounds[document] : bounds[document + 1]].copy()
        own[:, 0] -= corpus.first_sentence[document]
        found: dict[int, list[Named]] = {}
        for sentence, start, end, kind in own.tolist():
            found.setdefault(sentence, []).append(Named(start, end, KINDS[kind]))
        several = [(at, names) for at, names in found.items() if len(names) > 1]
        if not several:
            continue
        digest = blake2b(own.tobytes(), digest_size=16)
        digest.update(int(corpus.numbers[document]).to_bytes(8, "little"))
        first = int(corpus.first_sentence[document])
        yield ToRead(
            id,
            digest.digest(),
            tuple(
                (
                    at,
                    int(corpus.sentence_start[first + at]),
                    int(corpus.sentence_end[first + at]),
                    tuple(names),
                )
                for at, names in several
            ),
        )
