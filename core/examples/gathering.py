"""The road that gathers examples from all that a person chose.

files → notes → rated answers → documents by rules → documents by a model → duplicates out. Nothing
is kept before the end: a road that is left leaves nothing half done.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from core.errors import BadRequest, NoModel
from core.events import Progress, Road, Stage
from core.exam.drawing import lot
from core.examples.by_model import Written, passages_of, passages_of_notes, written
from core.examples.files import read_files
from core.examples.from_documents import DOCUMENTS, by_rules, of_notes
from core.examples.liked import from_conversations
from core.examples.near_duplicates import without_duplicates
from core.examples.problems import Problem, trouble
from core.types import Document, Example, ExampleOrigin, ExampleProblem, ExamplesFound

if TYPE_CHECKING:
    from core.knowledge_base import KnowledgeBase

MOST = 20_000
"""Examples made for one gathering; files, notes and rated answers come whole."""
NOTES_PART = 20_000
"""Characters of notes that are read between two yields."""
LONGEST_NOTES = 2_000_000
STEP = 200
"""Examples between two yields."""
_MADE = frozenset({ExampleOrigin.DOCUMENT, ExampleOrigin.MODEL})
_RATED = frozenset({ExampleOrigin.LIKED, ExampleOrigin.CORRECTED})


def gather(
    library: "KnowledgeBase | None",
    origins: Sequence[ExampleOrigin],
    documents: Sequence[str] = (),
    files: Sequence[str] = (),
    count: int = 200,
    notes: str = "",
) -> Road[ExamplesFound]:
    """Examples of the origins chosen; files and notes where there are any.

    Without a library there are only files and notes. `documents` names those that DOCUMENT and
    MODEL read (none: all); `count` bounds what those two make. Of nearly equal examples the first
    stays: what a person wrote before what was made.

    Raises:
        BadRequest: nothing to gather from, too long notes, or a count that makes no sense.
        BadExamples: only files were given, and none of them can be used.
        NoModel: only a model was to write, and none is chosen.
        ModelError: only a model was to write, and it failed before it wrote a single example.
    """
    wanted = frozenset(origins)
    if not 1 <= count <= MOST:
        raise BadRequest(reason=f"Ask for between 1 and {MOST:,} examples.")
    if len(notes) > LONGEST_NOTES:
        raise BadRequest(reason="These notes are too long; add them to the library as a document.")
    if not wanted and not files and not notes.strip():
        raise BadRequest(reason="Choose something to learn from first.")
    read = ExamplesFound(())
    if files:
        read = yield from read_files(files)
    found = list(read.examples)
    problems: list[ExampleProblem] = []
    if library is None and wanted & (_RATED | _MADE):
        raise BadRequest(reason="Open a library first: examples are made from its documents.")
    if notes.strip():
        found += yield from _of_notes(notes)
    if library is not None:
        problems = yield from _of_library(library, wanted, documents, count, notes, found)
    return (yield from _sifted(found, read, problems))


def _of_notes(notes: str) -> Road[list[Example]]:
    """Examples from notes, a part at a time: somebody may paste a book."""
    found: list[Example] = []
    done = 0
    for part in _parts(notes.replace("\r\n", "\n")):
        yield Progress(Stage.READING, done, len(notes))
        found += of_notes(part)
        done += len(part)
    return found


def _parts(notes: str) -> Iterator[str]:
    """Whole paragraphs, of about NOTES_PART characters together."""
    held: list[str] = []
    size = 0
    for paragraph in notes.split("\n\n"):
        if held and size + len(paragraph) > NOTES_PART:
            yield "\n\n".join(held)
            held, size = [], 0
        held.append(paragraph)
        size += len(paragraph)
    yield "\n\n".join(held)


def _of_library(
    library: "KnowledgeBase",
    wanted: frozenset[ExampleOrigin],
    documents: Sequence[str],
    count: int,
    notes: str,
    found: list[Example],
) -> Road[list[ExampleProblem]]:
    """Put what a library gives behind what was `found`; what is to be told."""
    if wanted & _RATED:
        found += yield from from_conversations(library, wanted & _RATED)
    chosen = _documents(library, documents) if wanted & _MADE else []
    ruled: list[Example] = []
    if ExampleOrigin.DOCUMENT in wanted and chosen:
        half = ExampleOrigin.MODEL in wanted and library.language_model is not None
        ruled = yield from by_rules(library, chosen, -(-count // 2) if half else count)
        found += ruled
    if ExampleOrigin.MODEL not in wanted:
        return []
    alone = not found
    made = yield from _by_model(library, chosen, notes, count - len(ruled), found, alone)
    found += made.examples
    return _told(made)


def _documents(library: "KnowledgeBase", documents: Sequence[str]) -> list[Document]:
    """The documents to read, all when none are named; of many as many by lot."""
    ids = list(documents) or list(library.catalog.ids())
    ids.sort(key=lambda id: lot("document", id))
    return list(library.catalog.some(ids[:DOCUMENTS]))


def _by_model(
    library: "KnowledgeBase",
    documents: Sequence[Document],
    notes: str,
    count: int,
    known: Sequence[Example],
    alone: bool,
) -> Road[Written]:
    model = library.language_model
    if model is None:
        if alone:
            raise NoModel
        return Written(stopped=NoModel())
    passages = (
        each
        for some in (passages_of_notes(notes), passages_of(library, documents))
        for each in some
    )
    asked = [each.question for each in known[-2000:]]
    made = yield from written(model, passages, count, asked)
    if made.stopped is not None and not made.examples and alone:
        raise made.stopped
    return made


def _told(made: Written) -> list[ExampleProblem]:
    if made.stopped is None:
        return []
    if isinstance(made.stopped, NoModel):
        return [trouble(Problem.NO_MODEL).told("")]
    return [trouble(Problem.MODEL_STOPPED, reason=made.stopped.message).told("")]


def _sifted(
    found: Sequence[Example], read: ExamplesFound, problems: Sequence[ExampleProblem]
) -> Road[ExamplesFound]:
    """Without duplicates, with what is to be told."""
    kept: list[Example] = []
    exact = near = 0
    for number, (example, nearly) in enumerate(without_duplicates(found)):
        if example is not None:
            kept.append(example)
        elif nearly:
            near += 1
        else:
            exact += 1
        if number % STEP == 0:
            yield Progress(Stage.CHECKING, number, len(found))
    made = [each for each in kept if each.origin is not ExampleOrigin.FILE]
    return ExamplesFound(
        tuple(kept),
        (*problems, *read.problems),
        read.problem_count + len(problems),
        read.format or ("documents" if made else ""),
        exact,
        near,
    )
