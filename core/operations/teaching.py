"""Teaching a writing model from documents, notes, liked answers and files."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from core.events import Changes, Road
from core.types import (
    ChatLesson,
    Example,
    ExampleOrigin,
    ExamplesFound,
    ExamplesReport,
    Lesson,
    LessonDetail,
    LessonEstimate,
    LessonPlan,
    LessonVerdict,
    MethodFigures,
    ModelKind,
    TeachingMethod,
    TokenView,
)
from core.verbs import Lane, Urgency, verb

if TYPE_CHECKING:
    from core.knowledge_base import KnowledgeBase


@verb(Lane.VIEW)
def teaching_methods(library: "KnowledgeBase | None") -> Road[tuple[TeachingMethod, ...]]:
    """The table of methods."""
    from core.lessons.methods import METHODS

    yield from ()
    return METHODS


# ---- examples ------------------------------------------------------------------------------------


@verb(Lane.MODEL, Urgency.SOON)
def make_examples(
    library: "KnowledgeBase",
    origins: Sequence[ExampleOrigin],
    documents: Sequence[str] = (),
    files: Sequence[str] = (),
    count: int = 200,
    notes: str = "",
) -> Road[ExamplesFound]:
    """Gather examples: from documents by rules or a model, liked and corrected answers, files."""
    from core.examples.gathering import gather

    return (
        yield from gather(library, tuple(origins), tuple(documents), tuple(files), count, notes)
    )


@verb(Lane.MODEL, Urgency.SOON)
def gather_examples(
    library: "KnowledgeBase",
    id: str,
    origins: Sequence[ExampleOrigin],
    documents: Sequence[str] = (),
    files: Sequence[str] = (),
    count: int = 200,
    notes: str = "",
) -> Road[ExamplesFound]:
    """Gather examples into a lesson that has not been started, after those that it has.

    What is told holds no examples, only how many are new: a large set crosses no pipe. Those that
    the lesson has already are passed over and counted as duplicates.
    """
    from core.examples.gathering import gather
    from core.lessons.store import Lessons

    found: ExamplesFound = yield from gather(
        library, tuple(origins), tuple(documents), tuple(files), count, notes
    )
    kept = Lessons().add_examples(id, found)
    yield Changes(lessons=True)
    return kept


@verb(Lane.VIEW)
def lesson_examples(
    library: "KnowledgeBase | None", id: str, offset: int = 0, limit: int = 500
) -> Road[tuple[Example, ...]]:
    """The examples of a lesson, in order."""
    from core.lessons.store import Lessons

    yield from ()
    return Lessons().examples(id, offset, limit)


@verb(Lane.VIEW)
def save_examples(
    library: "KnowledgeBase | None", id: str, examples: Sequence[Example]
) -> Road[ExamplesReport]:
    """Keep changed or new examples (id 0) of a lesson that has not been started."""
    from core.lessons.store import Lessons

    yield Changes(lessons=True)
    return Lessons().save_examples(id, tuple(examples))


@verb(Lane.VIEW)
def remove_examples(
    library: "KnowledgeBase | None", id: str, examples: Sequence[int]
) -> Road[ExamplesReport]:
    """Remove examples of a lesson that has not been started."""
    from core.lessons.store import Lessons

    yield Changes(lessons=True)
    return Lessons().remove_examples(id, tuple(examples))


@verb(Lane.MODEL, Urgency.SOON)
def examples_report(library: "KnowledgeBase | None", id: str) -> Road[ExamplesReport]:
    """What a lesson's examples are like, in tokens of its base."""
    from core.lessons.reporting import report

    return (yield from report(id))


@verb(Lane.MODEL, Urgency.SOON)
def example_tokens(
    library: "KnowledgeBase | None", id: str, example: int
) -> Road[tuple[str, TokenView, int]]:
    """An example just as the model sees it: its text, its tokens, and from which on it learns."""
    from core.lessons.reporting import tokens

    return (yield from tokens(id, example))


# ---- lessons -------------------------------------------------------------------------------------


@verb(Lane.VIEW)
def list_lessons(library: "KnowledgeBase | None") -> Road[tuple[Lesson, ...]]:
    """All lessons, latest first; one whose program ended while it was taught is told as paused."""
    from core.lessons import asked
    from core.lessons.store import Lessons

    yield from ()
    asked.settle(Lessons())
    return Lessons().all()


@verb(Lane.VIEW)
def chat_lessons(library: "KnowledgeBase | None") -> Road[tuple[ChatLesson, ...]]:
    """What chat can take of all that was taught, with the models that each can be on with."""
    from core.catalogue.installed import installed
    from core.models.lessons_on import offered

    yield from ()
    return offered(each.name for each in installed() if each.kind is ModelKind.CHAT)


@verb(Lane.VIEW)
def lesson_detail(library: "KnowledgeBase | None", id: str) -> Road[LessonDetail]:
    """A lesson with its course."""
    from core.lessons.store import Lessons

    yield from ()
    return Lessons().detail(id)


@verb(Lane.VIEW)
def new_lesson(
    library: "KnowledgeBase | None", plan: LessonPlan, examples: Sequence[Example]
) -> Road[Lesson]:
    """Keep a lesson that can be looked at, changed and started."""
    from core.lessons.store import Lessons

    yield Changes(lessons=True)
    return Lessons().new(plan, tuple(examples))


@verb(Lane.VIEW)
def copy_lesson(library: "KnowledgeBase | None", id: str, title: str) -> Road[Lesson]:
    """Begin a new lesson from the plan and the examples of another."""
    from core.lessons.store import Lessons

    yield Changes(lessons=True)
    return Lessons().copy(id, title)


@verb(Lane.VIEW)
def change_plan(library: "KnowledgeBase | None", id: str, plan: LessonPlan) -> Road[Lesson]:
    """Change the plan of a lesson that has not been started."""
    from core.lessons.store import Lessons

    yield Changes(lessons=True)
    return Lessons().change_plan(id, plan)


@verb(Lane.VIEW)
def save_recipe(library: "KnowledgeBase | None", plan: LessonPlan, path: str) -> Road[str]:
    """Write a plan as TOML that a person can keep, change and share; the path of the file."""
    from core.lessons import plan_file

    yield from ()
    return plan_file.save(plan, Path(path))


@verb(Lane.VIEW)
def read_recipe(library: "KnowledgeBase | None", path: str) -> Road[LessonPlan]:
    """The plan in a file of TOML, which may say where examples are as well."""
    from core.lessons import recipe_file

    yield from ()
    return recipe_file.read(Path(path)).plan


@verb(Lane.TEACHING, Urgency.NOW)
def estimate_lesson(library: "KnowledgeBase | None", id: str) -> Road[LessonEstimate]:
    """Memory and time, measured on the longest example and three steps."""
    from core.lessons.running import estimate

    return (yield from estimate(id))


@verb(Lane.TEACHING, Urgency.PATIENT)
def run_lesson(library: "KnowledgeBase | None", id: str) -> Road[Lesson]:
    """Train, or go on exactly where it was; then export and test what came of it.

    Closing it saves first; pausing holds it at a step.
    """
    from core.lessons.running import run

    lesson = yield from run(id)
    yield Changes(lessons=True)
    return lesson


@verb(Lane.VIEW)
def pause_lesson(library: "KnowledgeBase | None", id: str) -> Road[Lesson]:
    """Ask whoever teaches a lesson, in this program or another, to save and stop; at once."""
    from core.lessons.running import pause

    lesson = pause(id)
    yield Changes(lessons=True)
    return lesson


@verb(Lane.VIEW)
def cancel_lesson(library: "KnowledgeBase | None", id: str) -> Road[Lesson]:
    """As `pause_lesson`, to end it; what it learnt so far stays and it could still go on."""
    from core.lessons.running import cancel

    lesson = cancel(id)
    yield Changes(lessons=True)
    return lesson


@verb(Lane.VIEW)
def remove_lesson(library: "KnowledgeBase | None", id: str) -> Road[None]:
    """Remove a lesson with everything that came of it."""
    from core.lessons.store import Lessons

    Lessons().remove(id)
    yield Changes(lessons=True)


@verb(Lane.TEACHING)
def keep_lesson(library: "KnowledgeBase | None", id: str) -> Road[Lesson]:
    """End a lesson now and keep its best state: exported and tested as at its end."""
    from core.lessons.running import keep_best

    lesson = yield from keep_best(id)
    yield Changes(lessons=True)
    return lesson


@verb(Lane.TEACHING)
def export_lesson(library: "KnowledgeBase | None", id: str, form: str, path: str) -> Road[str]:
    """Write what was learnt: "adapter", "merged", "modelfile", "folder", "cluster"; its path."""
    from core.lessons.exporting import export

    return (yield from export(id, form, path))


@verb(Lane.TEACHING)
def import_lesson(library: "KnowledgeBase | None", path: str) -> Road[Lesson]:
    """Bring back what a GPU machine made of an exported lesson."""
    from core.lessons.exporting import bring_back

    lesson = yield from bring_back(path)
    yield Changes(lessons=True)
    return lesson


# ---- judging -------------------------------------------------------------------------------------


@verb(Lane.MODEL, Urgency.PATIENT)
def judge_lesson(library: "KnowledgeBase", id: str) -> Road[LessonVerdict]:
    """The exam taken without and with documents, before and after; and what was forgotten."""
    from core.judging.lessons import judge

    verdict = yield from judge(library, id)
    yield Changes(lessons=True)
    return verdict


@verb(Lane.TEACHING, Urgency.BACKGROUND)
def compare_methods(
    library: "KnowledgeBase | None", id: str, methods: Sequence[str]
) -> Road[tuple[MethodFigures, ...]]:
    """Run several methods on a lesson's examples; the table, a row as each is done."""
    from core.judging.trials import TrialMarker
    from core.lessons.comparing import compare

    return (yield from compare(id, tuple(methods), TrialMarker()))


@verb(Lane.VIEW)
def method_figures(library: "KnowledgeBase | None") -> Road[tuple[MethodFigures, ...]]:
    """The table as it was last measured on this computer."""
    from core.lessons.comparing import kept

    yield from ()
    return kept()
