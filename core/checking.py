"""The road that compares a library's truth with itself, its index and its original files."""

import hashlib
import sqlite3
from collections.abc import Generator, Iterator
from pathlib import Path

from core.chunk_making import clear_away
from core.errors import NotFound
from core.events import Changes, Progress, Road, Stage
from core.graph_building import assemble, make_anew
from core.knowledge_base import KnowledgeBase
from core.opened_recipe import OpenedRecipe
from core.stores.library_folder import ID_DIGITS
from core.stores.unindexed import note_change
from core.types import CheckReport, Document

_PIECE = 1 << 20
_SHOWN = 20
"""Names of documents that are listed one by one for each kind of problem."""


class _Findings:
    """What was found, gathered by kind so that ten thousand of a kind are one sentence more."""

    def __init__(self) -> None:
        self.problems: list[str] = []
        self.repaired: list[str] = []
        self._named: dict[str, int] = {}

    def problem(self, kind: str, sentence: str) -> None:
        count = self._named[kind] = self._named.get(kind, 0) + 1
        if count <= _SHOWN:
            self.problems.append(sentence)

    def report(self) -> CheckReport:
        more = [
            f"And {count - _SHOWN} more: {kind}."
            for kind, count in self._named.items()
            if count > _SHOWN
        ]
        return CheckReport((*self.problems, *more), tuple(self.repaired))


def check(library: KnowledgeBase, repair: bool = False) -> Road[CheckReport]:
    """Check the database, texts, chunks, originals and the index; mend what can be mended.

    Yields Progress in documents. Repairing never deletes what a person might miss: files that
    belong to no document are moved to the folder “unowned”.

    Raises:
        ReadOnlyLibrary: repairs are wanted where nothing may be changed.
    """
    if repair:
        library.require_writable()
    findings = _Findings()
    total = len(library.catalog.ids())
    yield Progress(Stage.CHECKING, 0, total)
    if repair:
        yield from clear_away(library)
    if not _database_is_whole(library, findings):
        return findings.report()
    for done, document in enumerate(_documents(library), start=1):
        _check_chunks(library, document, findings, repair)
        _check_original(document, findings)
        yield Progress(Stage.CHECKING, done, total, detail=document.name)
    _check_unowned(library, findings, repair)
    _check_index(library, findings, repair)
    yield from _check_graph(library, findings, repair)
    if findings.repaired:
        yield Changes(documents=True, library=True, graph=True)
    return findings.report()


def _documents(library: KnowledgeBase) -> Iterator[Document]:
    for id in library.catalog.ids():
        # Asked one by one: other jobs may have removed it meanwhile.
        yield from library.catalog.some([id])


def _database_is_whole(library: KnowledgeBase, findings: _Findings) -> bool:
    connection = library.database.connection
    try:
        faults = [row[0] for row in connection.execute("PRAGMA integrity_check(20)")]
        strays = connection.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.DatabaseError as error:
        faults, strays = [str(error)], []
    if faults != ["ok"]:
        findings.problem(
            "damage in the database",
            "The database library.sqlite is damaged: restore a backup. "
            "The original documents are kept in the folder “documents”.",
        )
        return False
    for row in strays:
        findings.problem("rows without a document", f"A row of “{row[0]}” belongs to nothing.")
    return True


def _check_chunks(
    library: KnowledgeBase, document: Document, findings: _Findings, repair: bool
) -> None:
    try:
        text = library.catalog.texts.text(document.id)
    except NotFound:
        # Beside a window the document may have been removed this moment.
        if library.catalog.some([document.id]):
            findings.problem(
                "texts missing", f"“{document.name}”: its text is missing. Read it again."
            )
        return
    if len(text) != document.characters:
        findings.problem(
            "texts of another length",
            f"“{document.name}”: its text is not as long as it was. Read it again.",
        )
    for recipe in library.recipes.all():
        _check_recipe(library, library.opened(recipe.id), document, text, findings, repair)


def _check_recipe(
    library: KnowledgeBase,
    opened: OpenedRecipe,
    document: Document,
    text: str,
    findings: _Findings,
    repair: bool,
) -> None:
    chunks = list(opened.chunks.of_document(document.id))
    wrong = [chunk for chunk in chunks if chunk.text != text[chunk.start : chunk.end]]
    there = opened.chunks.number_of(document.id)
    gaps = [chunk.ordinal for chunk in chunks] != list(range(there))
    if not wrong and not gaps:
        return
    findings.problem(
        "passages that differ from their text",
        f"“{document.name}”: {len(wrong) or 'some'} of its passages do not match its text."
        + (" Read it again." if gaps else ""),
    )
    if repair and wrong:
        with library.database.transaction() as connection:
            connection.executemany(
                "UPDATE chunks SET text = ? WHERE id = ?",
                [(text[chunk.start : chunk.end], chunk.id) for chunk in wrong],
            )
            note_change(connection, document.id, opened.id, known=True)
        findings.repaired.append(f"“{document.name}”: its passages were taken from its text.")


def _check_original(document: Document, findings: _Findings) -> None:
    path = Path(document.original)
    what = "original" if document.linked else "copy"
    try:
        digest = hashlib.sha256()
        with open(path, "rb") as file:
            while piece := file.read(_PIECE):
                digest.update(piece)
    except OSError:
        findings.problem(
            f"{what} missing",
            f"“{document.name}”: its {what} is missing; its text is still here. "
            "Add the file again to see its pages.",
        )
        return
    if digest.hexdigest()[:ID_DIGITS] != document.id:
        findings.problem(
            f"{what} changed",
            f"“{document.name}”: its {what} is not the file that was read. Add the file again.",
        )


def _check_unowned(library: KnowledgeBase, findings: _Findings, repair: bool) -> None:
    files = library.folder.unowned(library.catalog.copies())
    if not files:
        return
    findings.problem(
        "files of no document",
        f"The folder “documents” holds {len(files)} files that belong to no document.",
    )
    if repair:
        for file in files:
            library.folder.set_aside(file)
        findings.repaired.append("Files that belong to no document were moved to “unowned”.")


def _check_index(library: KnowledgeBase, findings: _Findings, repair: bool) -> None:
    indexes = [library.opened(recipe.id).index for recipe in library.recipes.all()]
    different = sum(index.differences() for index in indexes)
    if not different:
        return
    findings.problem(
        "differences in the index",
        f"The search index differs from the library in {different} passages.",
    )
    if repair:
        for index in indexes:
            if index.differences():
                index.rebuild()
        if not any(index.differences() for index in indexes):
            findings.repaired.append("The search index was made anew.")


def _check_graph(
    library: KnowledgeBase, findings: _Findings, repair: bool
) -> Generator[Progress, None, None]:
    """Compare the saved graph with what the readings make; one that is behind is not looked at."""
    from core.graph.comparing import same

    saved = library.graph.snapshot()
    if saved is None or library.graph.behind():
        return
    made, _ = yield from assemble(library)
    if library.graph.behind() or library.graph.snapshot() is not saved or same(saved, made):
        # What changed between two steps is no difference.
        return
    findings.problem(
        "differences in the map", "The map differs from what was read of the documents."
    )
    if repair:
        yield from make_anew(library)
        findings.repaired.append("The map was made anew.")
