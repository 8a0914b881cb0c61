"""A trial library: documents prepared by one chunker and one embedder, to be measured on.

It stands in the cache folder, is made through the same chunker, embedder and stores as a person's
own, and is kept and used again until the documents or the way they are prepared change.
"""

import hashlib
import json
import shutil
import sys
import time
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from core.chunk_making import made
from core.errors import LibraryDamaged, LibraryNotFound
from core.evaluation.omissions import Omissions, notices
from core.events import Progress, Road, Stage
from core.knowledge_base import KnowledgeBase
from core.models.chosen import chosen
from core.paths import cache_folder
from core.stores.chunks import PreparedDocument
from core.stores.opening import fact, set_fact
from core.types import Document, Hindrance, NoticeKind, ParsedDocument, SearchNotice

if TYPE_CHECKING:
    from core.protocols import Chunker, Embedder, LanguageModel

DOCUMENTS, CHARACTERS = 512, 1_000_000
"""As many documents, or as much text, are cut, embedded and stored together."""
_FACT = "trial"
_HINDRANCES = frozenset(map(str, Hindrance))
_LASTING = (Hindrance.NO_MODEL, Hindrance.NONSENSE)
"""What would come out the same with the same model; the key holds its name."""

ReadDocument = tuple[Document, ParsedDocument]


@dataclass(frozen=True, slots=True)
class Trial:
    """An opened trial library, to be closed by who asked for it."""

    library: KnowledgeBase
    index_seconds: float
    """What cutting, embedding and indexing took when it was made."""
    chunks: int
    notices: tuple[SearchNotice, ...] = ()
    """Of how many documents the chunker could not have its model's help, and why."""


def trial(
    place: str,
    documents: Iterable[ReadDocument],
    content: str,
    chunker: "Chunker",
    embedder: "Embedder",
    model: "LanguageModel | None" = None,
    fresh: bool = False,
    total: int = 0,
) -> Road[Trial]:
    """The trial library of `documents`, made when there is none that still holds.

    `place` says whose documents they are, such as the path of a library or a question set: each
    place keeps one trial for each chunker and embedder. `content` changes when the documents do,
    such as a digest of their ids; they are looked at only when a trial must be made. `fresh` makes
    it anew in any case; `total` is the number of documents, for the progress. One whose chunker
    could not reach its model is not used again: the model may be there next time.

    Raises:
        LibraryBusy: another program measures on the same.
        ModelError: the embedder cannot be used.
        DiskFull: no room.
    """
    from core.stores.lance_table import identity

    space = identity(embedder.id, embedder.dimensions)
    folder = _folder(place) / f"{chunker.name}-{_digest(space)[:8]}"
    key = _key(content, chunker, space, model or chosen())
    how = {"embedder": embedder, "chunker": chunker, "model": model}
    if not fresh and folder.exists():
        try:
            library = KnowledgeBase.open(folder, **how)  # type: ignore[arg-type]
        except (LibraryDamaged, LibraryNotFound):
            # Left from a stop in the middle of making it.
            pass
        else:
            known = json.loads(fact(library.database, _FACT) or "{}")
            if known.get("key") == key:
                return Trial(library, known["seconds"], known["chunks"], _noticed(known["notices"]))
            library.close()
    shutil.rmtree(folder, ignore_errors=True)
    library = KnowledgeBase.open(folder, create=True, **how)  # type: ignore[arg-type]
    try:
        seconds, chunks, omissions = yield from _fill(library, documents, total)
        told = notices(omissions, library.catalog.count())
        if all(each.hindrance in _LASTING for each in told):
            known = {"key": key, "seconds": seconds, "chunks": chunks}
            known["notices"] = [[each.technique, each.hindrance, each.detail] for each in told]
            set_fact(library.database, _FACT, json.dumps(known))
    except BaseException:
        library.close()
        raise
    return Trial(library, seconds, chunks, told)


def _noticed(stored: Iterable[tuple[str, str, str]]) -> tuple[SearchNotice, ...]:
    return tuple(SearchNotice(name, Hindrance(why), detail) for name, why, detail in stored)


def forget(place: str) -> None:
    """Delete every trial of a place."""
    shutil.rmtree(_folder(place), ignore_errors=True)


def _folder(place: str) -> Path:
    return cache_folder() / "trials" / _digest(place)[:16]


def _key(content: str, chunker: "Chunker", space: str, model: "LanguageModel | None") -> str:
    digest = hashlib.sha256(f"{content}\0{space}\0".encode())
    # With the version of what stands in the fact.
    digest.update(b"2")
    # Only a chunker that writes with the model cuts otherwise when the model is another.
    if chunker.name == "model":
        digest.update((model.name if model else "").encode())
    # A chunker has no version: the code of its package stands for one.
    source = sys.modules[type(chunker).__module__].__file__
    for path in sorted(Path(source).parent.glob("*.py")) if source else ():
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


# ---- making it ---------------------------------------------------------------------------------


def _fill(
    library: KnowledgeBase, documents: Iterable[ReadDocument], total: int
) -> Road[tuple[float, int, Omissions]]:
    """Put the documents in.

    Returns the seconds that cutting, embedding and indexing took, the chunks, and how many
    documents were cut without the model's help, and why.
    """
    done, chunks, spent, omissions = 0, 0, 0.0, Omissions()
    yield Progress(Stage.INDEXING, 0, total)
    for batch in _batches(documents):
        started = time.perf_counter()
        prepared = yield from _prepared(library, batch)
        library.add(prepared)
        spent += time.perf_counter() - started
        done += len(batch)
        chunks += sum(len(each.made.spans) for each in prepared)
        omissions.update(
            (library.chunker.name, Hindrance(notice.detail))
            for each in prepared
            for notice in each.made.notices
            if notice.kind is NoticeKind.CUT_WITHOUT_MODEL and notice.detail in _HINDRANCES
        )
        yield Progress(Stage.INDEXING, done, total)
    started = time.perf_counter()
    library.index.settle()
    return spent + time.perf_counter() - started, chunks, omissions


def _batches(documents: Iterable[ReadDocument]) -> Iterator[list[ReadDocument]]:
    batch: list[ReadDocument] = []
    characters = 0
    seen: set[str] = set()
    for document, parsed in documents:
        if document.id in seen:
            continue
        seen.add(document.id)
        batch.append((document, parsed))
        characters += len(parsed.text)
        if len(batch) == DOCUMENTS or characters >= CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


def _prepared(
    library: KnowledgeBase, batch: Sequence[ReadDocument]
) -> Generator[Progress, None, list[PreparedDocument]]:
    texts = [(document.title, parsed) for document, parsed in batch]
    chunks = yield from made(texts, library.chunker, library.chunking_tools)
    return [
        # The original belongs to another library, or there is none: it is never the trial's.
        PreparedDocument(replace(document, linked=True), parsed, each)
        for (document, parsed), each in zip(batch, chunks, strict=True)
    ]
