"""What the command line says: the JSON shapes that stay stable, progress, and words for people."""

import sys
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any, TextIO

from core.events import Event, FilesChanged, Progress
from core.types import Answer, Document, FileState, Passage, RetrievalScores


class Teller:
    """Shows progress on a terminal: one line that is written over; nothing else into files."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._live = stream.isatty()

    def __call__(self, event: Event) -> None:
        """Tell one event."""
        if isinstance(event, Progress) and self._live:
            left = f" · {_duration(event.seconds_left)} left" if event.seconds_left >= 0 else ""
            total = f" of {event.total}" if event.total else ""
            stage = event.stage.value.replace("_", " ")
            self._stream.write(f"\r\x1b[K{stage} {event.done}{total}{left} {event.detail}"[:160])
            self._stream.flush()
        elif isinstance(event, FilesChanged):
            for file in event.files:
                if file.state is FileState.FAILED:
                    start = "\r\x1b[K" if self._live else ""
                    self._stream.write(f"{start}{file.path}: {file.message} {file.hint}\n")


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    if seconds < 5400:
        return f"{round(seconds / 60)} min"
    return f"{seconds / 3600:.1f} h"


# ---- JSON ----------------------------------------------------------------------------------------


def document_shape(document: Document) -> dict[str, Any]:
    """A document in a list."""
    return {
        "id": document.id,
        "title": document.title,
        "pages": document.pages,
        "chunks": document.chunks,
        "added": datetime.fromtimestamp(document.added, UTC).isoformat(timespec="seconds"),
        "state": "in part" if document.notices else "ready",
        "name": document.name,
        "path": document.path,
        "format": document.format,
        "language": document.language,
        "bytes": document.bytes,
        "tags": list(document.tags),
        "notices": [asdict(notice) for notice in document.notices],
    }


def passage_shape(passage: Passage) -> dict[str, Any]:
    """A passage."""
    return {
        "document": passage.document,
        "title": passage.title,
        "page": passage.page,
        "start": passage.start,
        "end": passage.end,
        "score": passage.score,
        "found_by": list(passage.found_by),
        "text": passage.text,
        "heading": passage.heading,
    }


def answer_shape(answer: Answer) -> dict[str, Any]:
    """An answer with its sentences, passages and trace."""
    return {
        "answer": answer.text,
        "sentences": [
            {
                "text": sentence.text,
                "support": sentence.support.value,
                "citations": [
                    asdict(citation)
                    | {
                        "rectangles": [
                            [each.page, each.x0, each.y0, each.x1, each.y1]
                            for each in citation.rectangles
                        ]
                    }
                    for citation in sentence.citations
                ],
            }
            for sentence in answer.sentences
        ],
        "passages": [passage_shape(each) for each in answer.passages],
        "trace": [asdict(step) for step in answer.trace],
        "model": answer.model,
        "conversation": answer.conversation,
        "waiting": answer.waiting,
    }


def scores_shape(results: tuple[RetrievalScores, ...]) -> dict[str, Any]:
    """What an evaluation measured."""
    return {
        "results": [
            {
                "retriever": each.retriever,
                "chunker": each.chunker,
                **each.scores,
                "queries_per_second": each.queries_per_second,
                "index_seconds": each.index_seconds,
                "passages": each.passages,
                "questions": each.questions,
            }
            for each in results
        ]
    }


# ---- for people --------------------------------------------------------------------------------


def print_plain(command: str, result: dict[str, Any]) -> None:
    """A result for a person."""
    match command:
        case "add":
            for each in result["added"]:
                print(f"added    {each['id'][:8]}  {each['title']}  ({each['pages']} p.)")
            for each in result["skipped"]:
                print(f"skipped  {each['path']}: {each['reason']}")
            for each in result["failed"]:
                print(f"not read {each['path']}: {each['message']} {each['hint']}")
        case "documents":
            for each in result["documents"]:
                print(f"{each['id'][:8]}  {each['state']:8}  {each['pages']:4} p.  {each['title']}")
        case "text":
            print(result["text"])
        case "remove":
            print(f"removed {len(result['removed'])}")
        case "search":
            for number, each in enumerate(result["passages"], 1):
                print(f"{number:2}. {each['title']}, p. {each['page']}  {each['score']:.3f}")
                print(f"    {' '.join(each['text'].split())[:300]}")
        case "ask":
            _print_answer(result)
        case "evaluate":
            for each in result["results"]:
                print("  ".join(f"{key} {_shown(value)}" for key, value in each.items()))
        case "check":
            for problem in result["problems"]:
                print(problem)
            for repair in result["repaired"]:
                print(f"mended: {repair}")
            if not result["problems"]:
                print("All is well.")


def _print_answer(result: dict[str, Any]) -> None:
    if sys.stdout.isatty():
        print()
    else:
        print(result["answer"])
    for sentence in result["sentences"]:
        for cited in sentence["citations"]:
            print(f"  — {cited['title']}, p. {cited['page']}: {sentence['text'][:60]}")


def _shown(value: object) -> str:
    return f"{value:.4f}" if isinstance(value, float) else str(value)
