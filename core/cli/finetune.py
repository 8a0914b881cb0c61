"""Commands that teach a model: finetune start, estimate, resume, pause, cancel, keep, remove.

`start` and `resume` teach in this program and tell on standard error how it goes; Ctrl+C saves.
Those that only look are in core/cli/finetune_looking.py, those that let a lesson leave and come
back in core/cli/finetune_files.py, what lets chat use them in core/cli/finetune_chat.py.
"""

import argparse
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from core import operations
from core.cli import finetune_chat, finetune_files, finetune_looking
from core.cli.command import Access, Command, Commands, run
from core.cli.finetune_looking import tell_list
from core.cli.lesson_shapes import (
    estimate_shape,
    lesson_shape,
    whole_id,
)
from core.cli.telling import duration, size
from core.errors import BadRequest, LessonTooLarge, error_named
from core.events import Event, LessonTold
from core.knowledge_base import KnowledgeBase
from core.lessons import recipe_file
from core.lessons.plan_file import written
from core.lessons.recipe_file import Recipe, Sources
from core.types import ExamplesFound, Lesson, LessonEstimate, LessonState

_WAITED = 90.0
"""Seconds that `pause` waits for a lesson to save."""
_POLL = 0.2
_LIVE = (LessonState.RUNNING, LessonState.WAITING)


def put_on(commands: Commands) -> None:
    """Put the commands on the command line."""
    group = commands.group("finetune", "teach a model on this computer")
    start = group.add(
        "start",
        "teach by a recipe; Ctrl+C saves",
        Command(_start, _tell_taught, _library_of),
    )
    start.add_argument("recipe", metavar="RECIPE.toml")
    start.add_argument(
        "--examples",
        nargs="+",
        action="extend",
        default=[],
        metavar="FILE",
        help="examples to learn from, beside those that the recipe names",
    )
    start.add_argument(
        "--document",
        nargs="+",
        action="extend",
        default=[],
        metavar="ID",
        help="documents to make examples from",
    )
    start.add_argument("--draft", action="store_true", help="only gather its examples")
    start.add_argument(
        "--anyway", action="store_true", help="do not measure first whether it fits this computer"
    )

    for name, help, do, tell in (
        ("estimate", "measure the memory and time that a lesson takes", _estimate, _tell_estimate),
        ("resume", "go on with a lesson; Ctrl+C saves", _resume, _tell_taught),
        ("pause", "let a lesson save and stop", _pause, _tell_lesson),
        ("cancel", "end a lesson; what it learnt stays", _cancel, _tell_lesson),
        ("keep", "end a lesson and keep its best state", _keep, _tell_taught),
        ("remove", "remove a lesson with everything that came of it", _remove, _tell_removed),
    ):
        group.add(name, help, _command(do, tell)).add_argument("id", metavar="ID")
    finetune_looking.put_on(group)
    finetune_files.put_on(group)
    finetune_chat.put_on(group)


def _command(do: Any, tell: Any) -> Command:
    return Command(do, tell, Access.NONE)


# ---- teaching ------------------------------------------------------------------------------------


def _recipe(options: argparse.Namespace) -> Recipe:
    """The recipe with what the command line adds to it."""
    recipe = recipe_file.read(Path(options.recipe))
    files = (*recipe.sources.files, *(str(Path(each).absolute()) for each in options.examples))
    documents = (*recipe.sources.documents, *options.document)
    return Recipe(recipe.plan, replace(recipe.sources, files=files, documents=documents))


def _library_of(options: argparse.Namespace) -> Access:
    """Examples in files need no library."""
    return Access.READ if _recipe(options).sources.of_library else Access.NONE


def _start(library: KnowledgeBase | None, options: argparse.Namespace) -> dict[str, Any]:
    recipe = _recipe(options)
    if not recipe.sources.origins:
        raise BadRequest(
            reason="There is nothing to learn from: name files of examples by --examples or in the"
            " recipe's [examples], or documents by --document."
        )
    found: ExamplesFound = run(_gathering(library, recipe.sources))
    for problem in found.problems:
        where = f"row {problem.row}: " if problem.row else ""
        print(f"{where}{problem.sentence} {problem.remedy}".strip(), file=sys.stderr)
    if not found.examples:
        raise BadRequest(reason="No example was found in what was named.")
    lesson: Lesson = run(
        operations.new_lesson(None, plan=recipe.plan, examples=list(found.examples))
    )
    print(f"lesson {lesson.id}: {lesson.examples} examples", file=sys.stderr)
    examples = {
        "total": lesson.examples,
        "problems": found.problem_count,
        "duplicates": found.duplicates,
        "near_duplicates": found.near_duplicates,
    }
    if not options.draft:
        if not options.anyway:
            _require_fit(lesson)
        lesson = _taught(lesson.id)
    return {"lesson": lesson_shape(lesson), "examples": examples}


def _gathering(library: KnowledgeBase | None, sources: Sources) -> Any:
    documents: list[str] = []
    if library is not None and sources.documents:
        whole = sources.documents == (recipe_file.ALL,)
        documents = (
            [each.id for each in run(operations.list_documents(library))]
            if whole
            else [library.catalog.resolve(each) for each in sources.documents]
        )
    return operations.make_examples(
        library,  # None where only files are read
        origins=list(sources.origins),
        documents=documents,
        files=list(sources.files),
        count=sources.count,
    )


def _require_fit(lesson: Lesson) -> None:
    """Measure first.

    Raises:
        LessonTooLarge: it does not fit; a plan that would is told.
    """
    estimate: LessonEstimate = run(operations.estimate_lesson(None, id=lesson.id))
    print(_estimated(estimate_shape(estimate)), file=sys.stderr)
    if estimate.fits:
        return
    if estimate.smaller is not None:
        print(f"\nThis would fit:\n\n{written(estimate.smaller)}", file=sys.stderr)
    raise LessonTooLarge(
        name=lesson.plan.title,
        needed=size(estimate.memory_bytes),
        available=size(estimate.available_bytes),
    )


def _resume(library: None, options: argparse.Namespace) -> dict[str, Any]:
    return {"lesson": lesson_shape(_taught(whole_id(options.id)))}


def _keep(library: None, options: argparse.Namespace) -> dict[str, Any]:
    id = whole_id(options.id)
    kept: Lesson = run(operations.keep_lesson(None, id=id), _tell_course)
    return {"lesson": lesson_shape(_told(_settled(id) if kept.state in _LIVE else kept))}


def _taught(id: str) -> Lesson:
    """Teach a lesson here, or go on with it.

    Raises:
        KeyboardInterrupt: it was interrupted, and has been saved.
        LecternError: as it is kept in the lesson.
    """
    with _interrupt_saves(id) as interrupted:
        lesson: Lesson = run(operations.run_lesson(None, id=id), _tell_course)
    if interrupted:
        print(f"go on with it: lectern-cli finetune resume {id}", file=sys.stderr)
        raise KeyboardInterrupt
    return _told(lesson)


def _told(lesson: Lesson) -> Lesson:
    """The lesson, if nothing went wrong with it.

    Raises:
        LecternError: what did.
    """
    if lesson.error:
        raise error_named(lesson.error, dict(lesson.error_subject))
    return lesson


@contextmanager
def _interrupt_saves(id: str) -> Iterator[list[int]]:
    """Let the first Ctrl+C ask the lesson to save and stop; the next one ends the program.

    What is given holds something once it was pressed.
    """
    pressed: list[int] = []

    def press(number: int, frame: object) -> None:
        pressed.append(number)
        signal.signal(signal.SIGINT, before)
        print("\nSaving …", file=sys.stderr)
        run(operations.pause_lesson(None, id=id))

    before = signal.signal(signal.SIGINT, press)
    try:
        yield pressed
    finally:
        signal.signal(signal.SIGINT, before)


def _tell_course(event: Event) -> None:
    """Losses on held-out examples, a line each; the rest is on the line of progress."""
    if isinstance(event, LessonTold):
        for point in event.detail.points:
            if point.held_out >= 0:
                print(
                    "\r\x1b[K" * sys.stderr.isatty()
                    + f"step {point.step}  held out {point.held_out:.4f}",
                    file=sys.stderr,
                )


def _tell_taught(result: dict[str, Any]) -> None:
    lesson = result["lesson"]
    _tell_lesson(result)
    if lesson["exported"]:
        print(f"for chat: {lesson['exported']} ({size(lesson['file_bytes'])})")


# ---- measuring ---------------------------------------------------------------------------------


def _estimate(library: None, options: argparse.Namespace) -> dict[str, Any]:
    id = whole_id(options.id)
    return {"estimate": estimate_shape(run(operations.estimate_lesson(None, id=id)))}


def _tell_estimate(result: dict[str, Any]) -> None:
    print(_estimated(result["estimate"]))


def _estimated(each: dict[str, Any]) -> str:
    share = each["trainable"] / each["parameters"] if each["parameters"] else 0.0
    fits = "fits" if each["fits"] else "does not fit"
    return (
        f"{each['steps']} steps, about {duration(each['seconds'])} on {each['device']}; "
        f"{size(each['memory_bytes'])} of memory, {size(each['available_bytes'])} to spare: "
        f"{fits}; "
        f"{share:.2%} of the model's parameters learn"
    )


# ---- stopping ------------------------------------------------------------------------------------


def _pause(library: None, options: argparse.Namespace) -> dict[str, Any]:
    id = whole_id(options.id)
    run(operations.pause_lesson(None, id=id))
    return {"lesson": lesson_shape(_settled(id))}


def _cancel(library: None, options: argparse.Namespace) -> dict[str, Any]:
    id = whole_id(options.id)
    run(operations.cancel_lesson(None, id=id))
    return {"lesson": lesson_shape(_settled(id))}


def _settled(id: str) -> Lesson:
    """A lesson when the program that teaches it has done what was asked.

    Raises:
        BadRequest: it has not in a long time.
    """
    until = time.monotonic() + _WAITED
    while True:
        lesson: Lesson = run(operations.lesson_detail(None, id=id)).lesson
        if lesson.state not in _LIVE:
            return lesson
        if time.monotonic() > until:
            raise BadRequest(
                reason="The program that teaches this lesson does not answer; it stops at its"
                " next step."
            )
        time.sleep(_POLL)


def _tell_lesson(result: dict[str, Any]) -> None:
    tell_list({"lessons": [result["lesson"]]})


def _remove(library: None, options: argparse.Namespace) -> dict[str, Any]:
    id = whole_id(options.id)
    run(operations.remove_lesson(None, id=id))
    return {"removed": id}


def _tell_removed(result: dict[str, Any]) -> None:
    print(f"removed {result['removed']}")
