"""The whole text of pinned documents as passages, in their order."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from core.types import Passage

if TYPE_CHECKING:
    from core.knowledge_base import KnowledgeBase

FOUND_BY = ("pinned",)
"""Marks a passage that was not searched for."""


def is_pinned(passage: Passage) -> bool:
    """Whether a passage came with a pinned document."""
    return passage.found_by == FOUND_BY


def pinned_passages(library: "KnowledgeBase", documents: Sequence[str]) -> tuple[Passage, ...]:
    """Passages that together are the documents' text; documents that are gone are left out.

    Documents stand by their ids, so that the same ones always begin a prompt alike.
    """
    found: list[Passage] = []
    there = {document.id: document for document in library.catalog.some(list(documents))}
    for id in sorted(there):
        last = 0
        for chunk in library.chunks.of_document(id):
            # Chunks may overlap; nothing shall be read twice.
            start = max(chunk.start, last)
            text = chunk.text[start - chunk.start :]
            if not text.strip():
                continue
            last = chunk.end
            found.append(
                Passage(
                    chunk.id,
                    id,
                    there[id].title,
                    chunk.page,
                    start,
                    chunk.end,
                    text,
                    chunk.heading,
                    0.0,
                    FOUND_BY,
                )
            )
    return tuple(found)
