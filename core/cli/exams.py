"""Commands of the exam on a person's own documents: make, questions, take, report, compare."""

import argparse
import sys
from dataclasses import asdict
from typing import Any

from core import operations
from core.cli.command import Access, Command, Commands, nothing_given, positive, retriever, run
from core.cli.command import several as repeated
from core.cli.shapes import moment
from core.cli.telling import duration, print_table, tell_left_out
from core.knowledge_base import KnowledgeBase
from core.types import ExamComparison, ExamQuestion, ExamSitting, ExamVerdict

_VERDICTS = {
    ExamVerdict.BETTER: "The first one is better than how the library works now.",
    ExamVerdict.NO_DIFFERENCE: "They differ by no more than chance explains.",
    ExamVerdict.CURRENT_BEST: "How the library works now is the best of them.",
    ExamVerdict.TOO_FEW: "These are too few questions to tell them apart.",
}


def put_on(commands: Commands) -> None:
    """Put the commands on the command line."""
    exam = commands.group("exam", "questions from your own documents, to see what is found")

    make = exam.add(
        "make",
        "make questions from the documents and keep them",
        Command(_make, _tell_questions, Access.WRITE),
    )
    make.add_argument("--count", type=positive, default=40, metavar="N", help="questions (40)")
    make.add_argument(
        "--document",
        action="append",
        default=[],
        metavar="ID",
        help="from this document only; may be given again",
    )
    make.add_argument("--with-model", action="store_true", help="have the writing model write them")

    exam.add("questions", "list the questions", Command(_questions, _tell_questions))

    take = exam.add(
        "take", "take the exam and keep how it went", Command(_take, _tell_sitting, Access.WRITE)
    )
    retriever(take)

    exam.add("report", "how the exam went each time", Command(_report, _tell_report))

    compare = exam.add(
        "compare",
        "take the exam with each way of preparing and searching",
        Command(_compare, _tell_comparison, Access.WRITE),
    )
    repeated(compare, "chunkers")
    repeated(compare, "retrievers", "auto")
    compare.add_argument(
        "--embedder",
        action="append",
        metavar="NAME",
        help="minilm, folder:PATH, gguf:PATH or endpoint:NAME; may be given again",
    )


def _make(library: KnowledgeBase, options: argparse.Namespace) -> dict[str, Any]:
    made: tuple[ExamQuestion, ...] = run(
        operations.make_exam(
            library,
            count=options.count,
            documents=[library.catalog.resolve(each) for each in options.document],
            with_model=options.with_model,
        )
    )
    return {"questions": [asdict(each) for each in made]}


def _questions(library: KnowledgeBase, options: argparse.Namespace) -> dict[str, Any]:
    return {"questions": [asdict(each) for each in run(operations.exam_questions(library))]}


def _tell_questions(result: dict[str, Any]) -> None:
    for each in result["questions"]:
        aside = "" if each["accepted"] else "  (put aside)"
        print(f"{each['id']:4}  {each['kind']:10}  {each['text']}{aside}")
        places = ", ".join(f"{gold['title']}, p. {gold['page']}" for gold in each["gold"])
        print(f"      {each['answer']}  — {places}" if places else f"      {each['answer']}")
    print(f"{len(result['questions'])} questions")


def _take(library: KnowledgeBase, options: argparse.Namespace) -> dict[str, Any]:
    sitting: ExamSitting = run(operations.take_exam(library, retriever=options.retriever))
    return {"sitting": _sitting_shape(sitting)}


def _tell_sitting(result: dict[str, Any]) -> None:
    _tell_sittings([result["sitting"]])


def _report(library: KnowledgeBase, options: argparse.Namespace) -> dict[str, Any]:
    sittings = run(operations.exam_sittings(library))
    comparison: ExamComparison | None = run(operations.exam_comparison(library))
    return {
        "sittings": [_sitting_shape(each) for each in sittings],
        "comparison": _comparison_shape(comparison) if comparison else None,
    }


def _tell_report(result: dict[str, Any]) -> None:
    if not result["sittings"] and not result["comparison"]:
        print("The exam has not been taken yet: lectern-cli exam take")
    if result["sittings"]:
        _tell_sittings(result["sittings"])
    if result["comparison"]:
        print("\nThe latest comparison")
        _tell_comparison({"comparison": result["comparison"]})


def _compare(library: KnowledgeBase, options: argparse.Namespace) -> dict[str, Any]:
    comparison: ExamComparison = run(
        operations.compare_exam(
            library,
            chunkers=nothing_given(options.chunker),
            retrievers=nothing_given(options.retriever),
            embedders=nothing_given(options.embedder),
        )
    )
    return {"comparison": _comparison_shape(comparison)}


def _tell_comparison(result: dict[str, Any]) -> None:
    comparison = result["comparison"]
    sampled = ", a sample of them," if comparison["sampled"] else ""
    print(f"{comparison['questions']} questions, {comparison['documents']} documents{sampled}")
    _tell_sittings(comparison["sittings"], comparison["current"])
    print(_VERDICTS[ExamVerdict(comparison["verdict"])])


def _tell_sittings(sittings: list[dict[str, Any]], current: int = -1) -> None:
    figures = list(dict.fromkeys(name for each in sittings for name in each["scores"]))
    print_table(
        ["", "taken", "retriever", "chunker", "embedder", "questions", *figures, "prepared in"],
        [
            [
                "now" if number == current else "",
                each["taken"],
                each["retriever"],
                each["chunker"],
                each["embedder"],
                each["questions"],
                *(each["scores"].get(name, "") for name in figures),
                duration(each["index_seconds"]) if each["index_seconds"] else "",
            ]
            for number, each in enumerate(sittings)
        ],
    )
    tell_left_out((notice for each in sittings for notice in each["notices"]), sys.stdout)


def _sitting_shape(sitting: ExamSitting) -> dict[str, Any]:
    return asdict(sitting) | {"taken": moment(sitting.taken)}


def _comparison_shape(comparison: ExamComparison) -> dict[str, Any]:
    return asdict(comparison) | {
        "taken": moment(comparison.taken),
        "sittings": [_sitting_shape(each) for each in comparison.sittings],
    }
