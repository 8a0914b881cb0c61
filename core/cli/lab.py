"""Commands that look into models: lab, tokens."""

import argparse
import sys
from dataclasses import asdict
from typing import Any

from core import operations
from core.cli.command import Access, Command, Commands, run
from core.cli.telling import print_table
from core.errors import BadRequest
from core.events import Event, LabProgress
from core.knowledge_base import KnowledgeBase
from core.types import LabCandidate, LabResult, TokenView


def put_on(commands: Commands) -> None:
    """Put the commands on the command line."""
    lab = commands.add(
        "lab",
        "let several models or instructions answer the same questions",
        Command(_lab, _tell_lab),
    )
    lab.add_argument("questions", nargs="*", metavar="QUESTION")
    lab.add_argument(
        "--candidate",
        action="append",
        required=True,
        metavar="MODEL[@PROMPT][~TEMPERATURE]",
        help="such as quoting, DeepSeek, or local:file.gguf@usual-en~0.4; give it twice or more",
    )
    lab.add_argument("--exam", action="store_true", help="ask the questions of the exam")

    tokens = commands.add(
        "tokens", "a text as a model sees it", Command(_tokens, _tell_tokens, Access.READ)
    )
    tokens.add_argument("text", metavar="TEXT", help="- for standard input")
    tokens.add_argument(
        "--model",
        default="embedder:",
        metavar="NAME",
        help="local:…, a server, or embedder: for the library's reading model (the default)",
    )


def candidate(text: str) -> LabCandidate:
    """What `--candidate` says.

    Raises:
        BadRequest: its temperature is no number.
    """
    rest, _, degree = text.partition("~")
    model, _, prompt = rest.partition("@")
    try:
        temperature = float(degree) if degree else 0.0
    except ValueError:
        raise BadRequest(reason=f"“{degree}” is no temperature such as 0.4.") from None
    if not model or not 0.0 <= temperature <= 2.0:
        raise BadRequest(reason=f"“{text}” is no candidate such as DeepSeek@usual-en~0.4.")
    return LabCandidate(model, prompt, temperature)


def _lab(library: KnowledgeBase, options: argparse.Namespace) -> dict[str, Any]:
    questions = list(options.questions)
    if options.exam:
        asked = run(operations.exam_questions(library))
        questions += [each.text for each in asked if each.accepted]
    result: LabResult = run(
        operations.run_lab(
            library,
            questions=questions,
            candidates=[candidate(each) for each in options.candidate],
        ),
        _show,
    )
    return {
        "questions": list(result.questions),
        "candidates": [asdict(each) for each in result.candidates],
        "cells": [asdict(each) for each in result.cells],
    }


def _show(event: Event) -> None:
    if isinstance(event, LabProgress) and event.cell.error:
        print(event.cell.error_message, file=sys.stderr)


def _tell_lab(result: dict[str, Any]) -> None:
    for row, question in enumerate(result["questions"]):
        print(f"\n{question}")
        for cell in (each for each in result["cells"] if each["question"] == row):
            name = result["candidates"][cell["candidate"]]["model"]
            print(f"\n  {name} · {_figures(cell)}")
            for line in (cell["text"] or cell["error_message"]).splitlines():
                print(f"    {line}")
    print()
    print_table(
        ["model", "instruction", "answers", "supported", "score", "seconds", "tokens"],
        [
            _summed(each, [cell for cell in result["cells"] if cell["candidate"] == at])
            for at, each in enumerate(result["candidates"])
        ],
    )


def _figures(cell: dict[str, Any]) -> str:
    if cell["error"]:
        return str(cell["error"])
    score = f", {cell['score']:.2f} like the exam's answer" if cell["score"] >= 0 else ""
    supported = f"{cell['supported']} of {cell['sentences']} supported"
    return f"{supported}{score}, {cell['seconds']:.1f} s"


def _summed(named: dict[str, Any], cells: list[dict[str, Any]]) -> list[str]:
    done = [each for each in cells if not each["error"]]
    sentences = sum(each["sentences"] for each in done)
    scored = [each["score"] for each in done if each["score"] >= 0]
    mean = sum(each["seconds"] for each in done) / len(done) if done else 0.0
    return [
        named["model"],
        named["prompt"] or "usual",
        f"{len(done)} of {len(cells)}",
        f"{sum(each['supported'] for each in done) / sentences:.0%}" if sentences else "",
        f"{sum(scored) / len(scored):.2f}" if scored else "",
        f"{mean:.1f}",
        str(sum(each["answer_tokens"] for each in done)),
    ]


def _tokens(library: KnowledgeBase, options: argparse.Namespace) -> dict[str, Any]:
    text = sys.stdin.read() if options.text == "-" else options.text
    view: TokenView = run(operations.view_tokens(library, text=text, model=options.model))
    return {
        "model": view.model,
        "count": view.count,
        "exact": view.exact,
        "tokens": [
            {
                "id": each.id,
                "start": each.start,
                "end": each.end,
                "text": text[each.start : each.end],
            }
            for each in view.pieces
        ],
    }


def _tell_tokens(result: dict[str, Any]) -> None:
    about = "" if result["exact"] else "about "
    print(f"{about}{result['count']} tokens ({result['model']})")
    if result["tokens"]:
        print("│".join(each["text"].replace("\n", "⏎") for each in result["tokens"]))
