"""Commands that look at lessons: finetune methods, list, show, judge, compare."""

import argparse
from typing import Any

from core import operations
from core.cli.command import Access, Command, Commands, run
from core.cli.lesson_shapes import detail_shape, figures_shape, lesson_shape, whole_id
from core.cli.telling import duration, print_table, size
from core.errors import BadRequest
from core.knowledge_base import KnowledgeBase


def put_on(group: Commands) -> None:
    """Put the commands into the group of `finetune`."""
    group.add("methods", "the ways there are to teach", _command(_methods, _tell_methods))
    group.add("list", "all lessons, latest first", _command(_list, tell_list))
    show = group.add("show", "a lesson with its course", _command(_show, _tell_show))
    show.add_argument("id", metavar="ID")
    judge = group.add(
        "judge", "let a taught model sit the exam", Command(_judge, _tell_verdict, Access.READ)
    )
    judge.add_argument("id", metavar="ID")
    compare = group.add("compare", "lessons side by side", _command(_compare, _tell_figures))
    compare.add_argument("id", nargs="*", metavar="ID")
    compare.add_argument(
        "--method",
        nargs="+",
        action="extend",
        default=[],
        metavar="NAME",
        help="teach the examples of the one ID by each of these, and compare",
    )


def _command(do: Any, tell: Any) -> Command:
    return Command(do, tell, Access.NONE)


# ---- the table of methods ------------------------------------------------------------------------


def _methods(library: None, options: argparse.Namespace) -> dict[str, Any]:
    methods = run(operations.teaching_methods(None))
    return {
        "methods": [
            {
                "id": each.id,
                "route": each.route.value,
                "bases": list(each.bases),
                "swaps": each.swaps,
                "paper": each.paper,
                "rate": each.rate,
                "pairs": each.pairs,
                "weak_on_small": each.weak_on_small,
            }
            for each in methods
        ]
    }


def _tell_methods(result: dict[str, Any]) -> None:
    print_table(
        ["method", "into chat as", "on", "switched in chat", "rate", "paper", ""],
        [
            [
                each["id"],
                each["route"].replace("_", " "),
                ", ".join(each["bases"]),
                "yes" if each["swaps"] else "no",
                f"{each['rate']:g}",
                each["paper"],
                "learns from pairs of answers" if each["pairs"] else "",
            ]
            for each in result["methods"]
        ],
    )


# ---- looking -------------------------------------------------------------------------------------


def _list(library: None, options: argparse.Namespace) -> dict[str, Any]:
    return {"lessons": [lesson_shape(each) for each in run(operations.list_lessons(None))]}


def tell_list(result: dict[str, Any]) -> None:
    """Lessons as a table."""
    print_table(
        ["id", "title", "method", "state", "step", "loss", "held out", "left", "chat", ""],
        [
            [
                each["id"],
                each["plan"]["title"],
                each["plan"]["method"],
                "interrupted" if each["interrupted"] else each["state"],
                f"{each['step']} of {each['steps']}" if each["steps"] else "",
                each["loss"] if each["loss"] >= 0 else "",
                each["held_out"] if each["held_out"] >= 0 else "",
                duration(each["seconds_left"]) if each["seconds_left"] >= 0 else "",
                each["route"].replace("_", " ") if each["exported"] else "",
                each["error"],
            ]
            for each in result["lessons"]
        ],
    )


def _show(library: None, options: argparse.Namespace) -> dict[str, Any]:
    id = whole_id(options.id)
    return detail_shape(run(operations.lesson_detail(None, id=id)))


def _tell_show(result: dict[str, Any]) -> None:
    tell_list({"lessons": [result["lesson"]]})
    print()
    for name, value in result["lesson"]["plan"].items():
        print(f"{name:>16}  {value}")
    looks = [each for each in result["points"] if each["held_out"] >= 0]
    if looks:
        print()
        print_table(
            ["step", "loss", "held out"],
            [
                [each["step"], each["loss"] if each["loss"] >= 0 else "", each["held_out"]]
                for each in looks
            ],
        )
    latest = result["samples"][-1]["step"] if result["samples"] else 0
    for sample in (each for each in result["samples"] if each["step"] == latest):
        print(f"\n{sample['question']}\n  before: {sample['before']}\n  now:    {sample['now']}")
    if result["verdict"]:
        print()
        _tell_verdict(result)


# ---- judging -------------------------------------------------------------------------------------


def _judge(library: KnowledgeBase, options: argparse.Namespace) -> dict[str, Any]:
    id = whole_id(options.id)
    run(operations.judge_lesson(library, id=id))
    return detail_shape(run(operations.lesson_detail(None, id=id)))


def _tell_verdict(result: dict[str, Any]) -> None:
    verdict = result["verdict"]
    print_table(
        ["answering", "score", "between", "and", "questions"],
        [
            [
                each["way"].replace("_", " + "),
                each["score"],
                each["low"],
                each["high"],
                each["questions"],
            ]
            for each in verdict["ways"]
        ],
    )
    print(f"Did teaching help? {verdict['helped']}. Best: {verdict['best'].replace('_', ' + ')}.")
    if verdict["forgot"] >= 0:
        print(f"Forgotten of what it knew: {verdict['forgot']:.1%}")


def _compare(library: None, options: argparse.Namespace) -> dict[str, Any]:
    ids = [whole_id(each) for each in options.id]
    if options.method:
        if len(ids) != 1:
            raise BadRequest(reason="--method teaches the examples of one lesson: give one ID.")
        road = operations.compare_methods(None, id=ids[0], methods=list(options.method))
        return {"figures": [figures_shape(each) for each in run(road)]}
    if not ids:
        kept = run(operations.method_figures(None))
        return {"figures": [figures_shape(each) for each in kept]}
    details = [run(operations.lesson_detail(None, id=each)) for each in ids]
    return {"lessons": [detail_shape(each) for each in details]}


def _tell_figures(result: dict[str, Any]) -> None:
    if "lessons" in result:
        print_table(
            ["id", "title", "method", "steps", "loss", "held out", "took", "memory", "file"],
            [_beside(each["lesson"]) for each in result["lessons"]],
        )
        return
    print_table(
        ["method", "learns", "memory", "s a step", "steps to target", "file", "loss", "score"],
        [
            [
                each["method"],
                f"{each['trainable_share']:.3%}",
                size(each["memory_bytes"]),
                each["seconds_a_step"],
                each["steps_to_target"] or "",
                size(each["file_bytes"]),
                each["loss"],
                each["score"] if each["score"] >= 0 else "",
            ]
            for each in result["figures"]
        ],
    )


def _beside(lesson: dict[str, Any]) -> list[object]:
    return [
        lesson["id"],
        lesson["plan"]["title"],
        lesson["plan"]["method"],
        lesson["step"],
        lesson["loss"] if lesson["loss"] >= 0 else "",
        lesson["held_out"] if lesson["held_out"] >= 0 else "",
        duration(lesson["seconds"]) if lesson["seconds"] else "",
        size(lesson["memory_bytes"]) if lesson["memory_bytes"] else "",
        size(lesson["file_bytes"]) if lesson["file_bytes"] else "",
    ]
