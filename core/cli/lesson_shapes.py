"""The JSON of lessons: fields may be added, never renamed."""

from dataclasses import asdict
from typing import Any

from core import operations
from core.cli.command import run
from core.cli.shapes import moment
from core.errors import BadRequest, NotFound
from core.types import Lesson, LessonDetail, LessonEstimate, LessonPlan, MethodFigures


def whole_id(beginning: str) -> str:
    """The id of the lesson that an id, or the beginning of one, names.

    Raises:
        NotFound: there is none.
        BadRequest: there are several.
    """
    ids: list[str] = [each.id for each in run(operations.list_lessons(None))]
    found = [each for each in ids if each.startswith(beginning)] if beginning else []
    if not found:
        raise NotFound(what="lesson", id=beginning)
    if len(found) > 1:
        raise BadRequest(reason=f"Several lessons begin with “{beginning}”: {', '.join(found)}.")
    return found[0]


def plan_shape(plan: LessonPlan) -> dict[str, Any]:
    """A plan."""
    return asdict(plan) | {"options": dict(plan.options)}


def lesson_shape(lesson: Lesson) -> dict[str, Any]:
    """A lesson in a list."""
    return asdict(lesson) | {
        "plan": plan_shape(lesson.plan),
        "state": lesson.state.value,
        "created": moment(lesson.created),
        "saved": moment(lesson.saved) if lesson.saved else "",
        "error_subject": dict(lesson.error_subject),
    }


def detail_shape(detail: LessonDetail) -> dict[str, Any]:
    """A lesson with its course."""
    return {
        "lesson": lesson_shape(detail.lesson),
        "points": [asdict(each) for each in detail.points],
        "samples": [asdict(each) for each in detail.samples],
        "verdict": asdict(detail.verdict) if detail.verdict else None,
    }


def estimate_shape(estimate: LessonEstimate) -> dict[str, Any]:
    """What a lesson takes."""
    smaller = plan_shape(estimate.smaller) if estimate.smaller else None
    return asdict(estimate) | {"smaller": smaller}


def figures_shape(figures: MethodFigures) -> dict[str, Any]:
    """A row of the comparison of methods."""
    return asdict(figures)
