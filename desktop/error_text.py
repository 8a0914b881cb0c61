"""Every error and notice in words for a person, in the language of the window.

An error's kind (core/errors.py) gives a title, a sentence that says what happened and what was
kept, and the word on the one button that says what to do; `Remedy` says what that button does.
"""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from core.errors import LecternError
from core.types import DocumentNotice, ExampleProblem, QueuedFile
from desktop import translations
from desktop.error_words import ERRORS, NOTICES, Remedy
from desktop.example_words import EXAMPLE_PROBLEMS, OF_BARE_ROW, OF_FILE, OF_ROW


@dataclass(frozen=True, slots=True)
class ErrorText:
    """An error as it is shown; `button` is empty when there is nothing to press."""

    title: str
    sentence: str
    button: str
    remedy: Remedy


def of_error(error: LecternError) -> ErrorText:
    """An error in words."""
    return of_kind(error.kind, error.subject)


def of_file(file: QueuedFile) -> ErrorText:
    """Why a file on the import list could not be read."""
    return of_kind(file.error, {"name": file.name, "path": file.path} | dict(file.subject))


def of_kind(kind: str, subject: dict[str, str]) -> ErrorText:
    """An error in words, from its kind; unknown kinds are worded as LecternError."""
    title, sentence, (button, remedy) = ERRORS.get(kind, ERRORS["LecternError"])
    if kind == "BadExamples":
        subject = subject | _of_examples(subject)
    if "seconds" in subject:
        subject = subject | {"wait": _wait(subject["seconds"])}
    return ErrorText(
        _translated("errors", title),
        _filled(_translated("errors", sentence), subject),
        _translated("errors", button) if button else "",
        remedy,
    )


def of_problem(problem: ExampleProblem) -> tuple[str, str]:
    """Why a row of a file is no example, in a sentence, and what to do."""
    known = EXAMPLE_PROBLEMS.get(problem.kind)
    if known is None:
        return problem.sentence, problem.remedy
    details = dict(problem.details)
    sentence = _example(known[0], details)
    remedy = _example(known[1], details)
    if not problem.file and not problem.row:
        return sentence[:1].upper() + sentence[1:], remedy
    of_file = OF_ROW if problem.row else OF_FILE
    template = of_file if problem.file else OF_BARE_ROW
    place = {"file": problem.file, "row": translations.number(problem.row)}
    return _filled(_translated("examples", template), place | {"sentence": sentence}), remedy


def _of_examples(subject: dict[str, str]) -> dict[str, str]:
    """What is wrong with a file of examples, worded anew where its kind is known."""
    row = subject.get("row", "0")
    problem = ExampleProblem(
        int(row) if row.isdigit() else 0,
        subject.get("problem", ""),
        f"“{subject.get('name', '')}”: {subject.get('reason', '')}",
        subject.get("remedy", ""),
        subject.get("name", ""),
        tuple(subject.items()),
    )
    reason, remedy = of_problem(problem)
    return {"reason": reason, "remedy": remedy}


def _example(template: str, details: dict[str, str]) -> str:
    return _filled(_translated("examples", template), details)


def of_notice(notice: DocumentNotice) -> str:
    """What a person should know about a document that was read in part, in one sentence."""
    plain, detailed = NOTICES[notice.kind]
    if not notice.detail:
        return _translated("notices", plain)
    return _filled(_translated("notices", detailed), {"detail": notice.detail})


def kinds() -> frozenset[str]:
    """The error kinds that have words of their own."""
    return frozenset(ERRORS)


def _wait(seconds: str) -> str:
    """A stretch of time in words."""
    try:
        return translations.duration(float(seconds))
    except ValueError:
        return seconds


def _translated(context: str, text: str) -> str:
    return QCoreApplication.translate(context, text)


def _filled(template: str, subject: dict[str, str]) -> str:
    # Not str.format: a file's name may hold braces.
    for name, value in subject.items():
        template = template.replace("{" + name + "}", value)
    return template
