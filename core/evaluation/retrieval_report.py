"""The road that measures retrievers and chunkers on a question set.

The passages of a set become documents of a library of their own, through the same chunker, embedder
and stores as a person's. That library is kept in the cache folder and used again until the passages
or anything that shapes the index change.
"""

import hashlib
import json
import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from core import registry
from core.chunking import contextual_text
from core.errors import BadRequest, LibraryDamaged, LibraryNotFound
from core.evaluation import metrics
from core.evaluation.datasets import CorpusPassage, Question, QuestionSet
from core.events import Progress, Road, Stage, finished
from core.knowledge_base import CHUNKER, EMBEDDER, KnowledgeBase, PreparedDocument
from core.paths import cache_folder
from core.stores.opening import fact, set_fact
from core.types import Document, Mark, MarkKind, ParsedDocument, RetrievalScores

if TYPE_CHECKING:
    from core.protocols import Chunker, Embedder

TOGETHER = 512
"""Passages that are embedded and stored together."""
CHUNKS_A_PASSAGE = 3
"""Chunks retrieved for each passage wanted: a long passage may be found by several of its own."""
_FACT = "evaluation"


def report(
    folder: Path,
    retrievers: Sequence[str] = (),
    chunkers: Sequence[str] = (),
    limit: int = 0,
    top: int = 20,
    fresh: bool = False,
    embedder: "Embedder | None" = None,
) -> Road[tuple[RetrievalScores, ...]]:
    """Scores of each retriever over each chunker; by default all retrievers, the default chunker.

    `limit` questions at most (0: all); `top` passages are asked for; `fresh` makes the index anew;
    `embedder` stands in for the default one.

    Raises:
        BadRequest: the folder is not in BEIR layout, or no plug has one of the names.
        ModelError: the embedder cannot be used.
    """
    questions = QuestionSet(folder)
    asked = questions.questions(limit)
    if not asked:
        raise BadRequest(reason=f"No question in “{folder}” has an answer in its corpus.")
    names = list(retrievers) or registry.names("retrievers")
    for name in names:
        registry.resolve("retrievers", name)
    embedder = embedder or registry.resolve("embedders", EMBEDDER)()
    results: list[RetrievalScores] = []
    for chunker_name in list(chunkers) or [CHUNKER]:
        chunker: Chunker = registry.resolve("chunkers", chunker_name)()
        library = yield from _library(questions, chunker, embedder, fresh)
        try:
            for name in names:
                result = yield from _measure(library, name, asked, top)
                results.append(result)
        finally:
            library.close()
    return tuple(results)


# ---- the index ---------------------------------------------------------------------------------


def _library(
    questions: QuestionSet, chunker: "Chunker", embedder: "Embedder", fresh: bool
) -> Road[KnowledgeBase]:
    where = hashlib.sha256(str(questions.folder.resolve()).encode()).hexdigest()[:16]
    folder = cache_folder() / "evaluation" / f"{where}-{chunker.name}"
    key = _key(questions, chunker, embedder)
    if not fresh and folder.exists():
        try:
            library = KnowledgeBase.open(folder, embedder=embedder, chunker=chunker)
        except (LibraryDamaged, LibraryNotFound):
            # Left from a stop in the middle of making it.
            pass
        else:
            if _built(library).get("key") == key:
                return library
            library.close()
    shutil.rmtree(folder, ignore_errors=True)
    library = KnowledgeBase.open(folder, create=True, embedder=embedder, chunker=chunker)
    try:
        yield from _build(library, questions, key)
    except BaseException:
        library.close()
        raise
    return library


def _built(library: KnowledgeBase) -> dict[str, str]:
    built: dict[str, str] = json.loads(fact(library.database, _FACT) or "{}")
    return built


def _key(questions: QuestionSet, chunker: "Chunker", embedder: "Embedder") -> str:
    from core.stores.lance_table import identity

    digest = hashlib.sha256(identity(embedder.id, embedder.dimensions).encode())
    with open(questions.corpus_file, "rb") as file:
        while piece := file.read(1 << 20):
            digest.update(piece)
    # A chunker has no version: the code of its package stands for one.
    source = sys.modules[type(chunker).__module__].__file__
    for path in sorted(Path(source).parent.glob("*.py")) if source else ():
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _build(library: KnowledgeBase, questions: QuestionSet, key: str) -> Road[None]:
    total = sum(1 for _ in questions.passages())
    done, spent = 0, 0.0
    yield Progress(Stage.INDEXING, 0, total)
    for passages in _handfuls(questions.passages()):
        started = time.perf_counter()
        library.add(_prepared(library, passages))
        spent += time.perf_counter() - started
        done += len(passages)
        yield Progress(Stage.INDEXING, done, total)
    started = time.perf_counter()
    library.index.settle()
    spent += time.perf_counter() - started
    set_fact(library.database, _FACT, json.dumps({"key": key, "seconds": str(spent)}))


def _handfuls(passages: Iterator[CorpusPassage]) -> Iterator[list[CorpusPassage]]:
    handful: list[CorpusPassage] = []
    seen: set[str] = set()
    for passage in passages:
        if passage.id in seen:
            continue
        seen.add(passage.id)
        handful.append(passage)
        if len(handful) == TOGETHER:
            yield handful
            handful = []
    if handful:
        yield handful


def _prepared(library: KnowledgeBase, passages: Sequence[CorpusPassage]) -> list[PreparedDocument]:
    import numpy as np

    parsed = [_as_document(passage) for passage in passages]
    cuts = [
        finished(library.chunker.chunk(document, library.chunking_tools)).spans
        for document in parsed
    ]
    texts = [
        contextual_text(document.title, span.heading, document.text[span.start : span.end])
        for document, spans in zip(parsed, cuts, strict=True)
        for span in spans
    ]
    readable = np.array(library.embedder.reads(texts), dtype=bool)
    vectors = np.zeros((len(texts), library.embedder.dimensions), dtype=np.float16)
    if readable.any():
        wanted = [text for text, reads in zip(texts, readable, strict=True) if reads]
        vectors[readable] = library.embedder.embed(wanted)
    ends = np.cumsum([len(spans) for spans in cuts]).tolist()
    return [
        PreparedDocument(
            document=Document(
                id=_document_id(passage.id),
                title=passage.title,
                name=passage.id,
                path="",
                original="",
                format="text",
                language="",
                pages=1,
                characters=len(document.text),
                chunks=len(spans),
                bytes=0,
                added=0.0,
                linked=True,
            ),
            parsed=document,
            spans=spans,
            vectors=vectors[end - len(spans) : end],
            has_vector=readable[end - len(spans) : end],
        )
        for passage, document, spans, end in zip(passages, parsed, cuts, ends, strict=True)
    ]


def _as_document(passage: CorpusPassage) -> ParsedDocument:
    marks, at = [], 0
    for line in passage.text.splitlines(keepends=True):
        end = at + len(line.rstrip())
        if end > at:
            marks.append(Mark(MarkKind.PARAGRAPH, at, end))
        at += len(line)
    return ParsedDocument("text", passage.title, passage.text, tuple(marks))


def _document_id(passage: str) -> str:
    return hashlib.sha256(passage.encode("utf-8", "replace")).hexdigest()[:32]


# ---- the questions -----------------------------------------------------------------------------


def _measure(
    library: KnowledgeBase, name: str, questions: Sequence[Question], top: int
) -> Road[RetrievalScores]:
    retriever = library.retriever(name)
    finished(retriever.retrieve(questions[0].text, 1))
    spent = 0.0
    rankings = []
    for number, question in enumerate(questions):
        started = time.perf_counter()
        hits = finished(retriever.retrieve(question.text, top * CHUNKS_A_PASSAGE)).hits
        spent += time.perf_counter() - started
        # A passage of the corpus counts once, at the rank of its best chunk.
        chunks = library.chunks.get([hit.chunk for hit in hits])
        ranked = list(dict.fromkeys(chunk.document for chunk in chunks))[:top]
        rankings.append((ranked, {_document_id(gold) for gold in question.gold}))
        if number % 20 == 0:
            yield Progress(Stage.SEARCHING, number, len(questions), detail=name)
    return RetrievalScores(
        retriever=name,
        chunker=library.chunker.name,
        scores=metrics.scores(rankings),
        queries_per_second=len(questions) / spent if spent else 0.0,
        index_seconds=float(_built(library)["seconds"]),
        passages=len(library.catalog.ids()),
        questions=len(questions),
    )
