"""The JSON of documents, passages, answers and reports: fields may be added, never renamed."""

from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from core.types import Answer, Document, Passage, SearchReport


def moment(seconds: float) -> str:
    """A time as ISO 8601 has it, in UTC."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")


def document_shape(document: Document) -> dict[str, Any]:
    """A document in a list."""
    return {
        "id": document.id,
        "title": document.title,
        "pages": document.pages,
        "chunks": document.chunks,
        "added": moment(document.added),
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


def search_shape(report: SearchReport | None) -> dict[str, Any] | None:
    """How passages were found; None where that was not kept."""
    return asdict(report) if report else None


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
        "search": search_shape(answer.search),
        "thought": answer.thought,
        "usage": asdict(answer.usage) if answer.usage else None,
        "prompt": answer.prompt,
    }
