"""The section first, then its paragraphs."""

import pytest

from core.retrieval.sections import FURTHER, STRETCH, section_scores, sections
from core.types import Chunk, Hit
from tests.library_making import found


def chunk(id, document="d", heading="", span=(-1, -1), ordinal=0):
    return Chunk(id, document, ordinal, 0, 1, 1, heading, "x", *span)


def test_a_section_is_its_span_or_what_stands_under_a_heading():
    places = sections(
        [
            chunk(1, span=(0, 90), heading="A"),
            chunk(2, span=(0, 90), heading="A › B"),
            chunk(3, span=(90, 120)),
            chunk(4, heading="A"),
            chunk(5, heading="A", ordinal=1),
            chunk(6, heading="B", ordinal=2),
            chunk(7, heading="A", ordinal=STRETCH),
            chunk(8, document="e", heading="A"),
        ]
    )
    assert places[1] == places[2]
    assert places[4] == places[5]
    assert len(set(places.values())) == 6


def test_a_section_with_more_good_paragraphs_is_better():
    places = {1: "a", 2: "b", 3: "b", 4: "c"}
    hits = [Hit(n, score, ()) for n, score in ((1, 0.9), (2, 0.9), (3, 0.8), (4, 1.0))]
    scores = section_scores(hits, places)
    assert scores["b"] == pytest.approx((0.9 + FURTHER[1] * 0.8) / sum(FURTHER))
    assert scores["b"] > scores["c"] > scores["a"]


def test_of_two_equal_paragraphs_the_one_in_the_better_section_comes_first(made):
    library, _ = made()
    hits = found(library.retriever("sections"), "the granary of Saltby built by an engineer", 12)
    chunks = library.chunks.get([hit.chunk for hit in hits])
    plain = found(library.retriever("hybrid"), "the granary of Saltby built by an engineer", 1)
    assert hits[0].chunk == plain[0].chunk
    sibling = next(n for n, each in enumerate(chunks[1:], 1) if each.document == chunks[0].document)
    assert sibling <= 2
