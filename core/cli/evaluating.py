"""The command that measures on a question set: evaluate."""

import argparse
import sys
from dataclasses import asdict
from typing import Any

from core import operations
from core.cli.command import AUTO, Access, Command, Commands, nothing_given, positive, run, several
from core.cli.telling import print_table, tell_left_out
from core.registry import names
from core.types import AnswerScores, Evaluation, RetrievalScores

_ABOUT = """
Measure how well passages are found, and with --answers how good answers are, on a set of questions
whose answers are known. SOURCE is a folder in BEIR layout (corpus.jsonl, queries.jsonl, qrels.tsv)
or a JSON file as SQuAD, SQuAD 2, CMRC 2018 and DRCD have them. Your library is not touched. What is
prepared for SOURCE is kept and used again until it changes.
"""


def put_on(commands: Commands) -> None:
    """Put the command on the command line."""
    evaluate = commands.add(
        "evaluate", "measure on a question set", Command(_evaluate, _tell, Access.NONE)
    )
    evaluate.description = _ABOUT
    evaluate.add_argument("folder", metavar="SOURCE")
    several(evaluate, "retrievers", AUTO)
    several(evaluate, "chunkers")
    evaluate.add_argument(
        "--limit", type=positive, default=0, metavar="N", help="questions (default: all)"
    )
    evaluate.add_argument(
        "--top", type=positive, default=20, metavar="N", help="passages for each question (20)"
    )
    evaluate.add_argument("--fresh", action="store_true", help="prepare SOURCE anew")
    evaluate.add_argument(
        "--baseline",
        choices=[AUTO, *names("retrievers")],
        default="",
        metavar="NAME",
        help="compare the other retrievers with this one: differences with 95 %% intervals",
    )
    evaluate.add_argument(
        "--without-titles", action="store_true", help="do not use the titles of the passages"
    )
    evaluate.add_argument(
        "--answers", action="store_true", help="answer the questions too, and measure the answers"
    )


def _evaluate(library: None, options: argparse.Namespace) -> dict[str, Any]:
    measured: Evaluation = run(
        operations.evaluate(
            library,
            source=options.folder,
            retrievers=nothing_given(options.retriever),
            chunkers=nothing_given(options.chunker),
            limit=options.limit,
            top=options.top,
            fresh=options.fresh,
            baseline=options.baseline,
            answers=options.answers,
            titles=not options.without_titles,
        )
    )
    shape: dict[str, Any] = {"results": [_retrieval_shape(each) for each in measured.retrieval]}
    if options.answers:
        shape["answers"] = [_answers_shape(each) for each in measured.answers]
    return shape


def _retrieval_shape(scores: RetrievalScores) -> dict[str, Any]:
    shape = {
        "retriever": scores.retriever,
        "chunker": scores.chunker,
        **scores.scores,
        "queries_per_second": scores.queries_per_second,
        "p50_ms": scores.p50_milliseconds,
        "p95_ms": scores.p95_milliseconds,
        "index_seconds": scores.index_seconds,
        "passages": scores.passages,
        "questions": scores.questions,
        "chunks": scores.chunks,
    }
    if scores.differences:
        shape["differences"] = [asdict(each) for each in scores.differences]
    if scores.notices:
        shape["notices"] = [asdict(each) for each in scores.notices]
    return shape


def _answers_shape(scores: AnswerScores) -> dict[str, Any]:
    return {
        "retriever": scores.retriever,
        "chunker": scores.chunker,
        "model": scores.model,
        **scores.scores,
        "questions": scores.questions,
        "unanswerable": scores.unanswerable,
        "seconds_per_question": scores.seconds_per_question,
        "notices": [asdict(each) for each in scores.notices],
    }


# ---- for people --------------------------------------------------------------------------------

_FIGURES = ("recall@1", "recall@2", "recall@5", "recall@10", "all@5", "ndcg@10", "mrr@10", "map")


def _tell(result: dict[str, Any]) -> None:
    results = result["results"]
    first = results[0]
    print(f"{first['questions']} questions on {first['passages']} passages")
    print()
    print_table(
        ["retriever", "chunker", *_FIGURES, "p50 ms", "p95 ms", "prepared in s", "chunks"],
        [
            [
                each["retriever"],
                each["chunker"],
                *(each[figure] for figure in _FIGURES),
                round(each["p50_ms"]),
                round(each["p95_ms"]),
                round(each["index_seconds"]),
                each["chunks"],
            ]
            for each in results
        ],
    )
    differences = [
        [each["retriever"], each["chunker"], one["measure"], one["than"], *_signed(one)]
        for each in results
        for one in each.get("differences", ())
    ]
    if differences:
        print()
        print_table(["retriever", "chunker", "figure", "less", "difference", "95 %"], differences)
    _tell_notices(results)
    if answers := result.get("answers"):
        print()
        _tell_answers(answers)


def _signed(difference: dict[str, Any]) -> tuple[str, str]:
    low, high = difference["low"], difference["high"]
    return f"{difference['difference']:+.3f}", f"{low:+.3f} to {high:+.3f}"


def _tell_answers(answers: list[dict[str, Any]]) -> None:
    columns = list(dict.fromkeys(name for each in answers for name in each if name != "notices"))
    # There are many figures and few lines: they stand below each other.
    print_table(
        ["answers", *("" for _ in answers)],
        [[name, *(_plain(each.get(name, "")) for each in answers)] for name in columns],
    )
    _tell_notices(answers)


def _tell_notices(scores: list[dict[str, Any]]) -> None:
    tell_left_out((one for each in scores for one in each.get("notices", ())), sys.stdout)


def _plain(value: object) -> str:
    return f"{value:.3f}" if isinstance(value, float) else str(value)
