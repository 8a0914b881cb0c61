"""Breadth over depth."""

from core.retrieval.overview import breadth
from core.types import Chunk, Hit
from tests.library_making import found, prepared


def chunk(id, document, section):
    return Chunk(id, document, id, 0, 1, 1, "", "x", section, section + 9)


def test_the_first_of_each_section_comes_before_a_second_of_any():
    hits = [Hit(n, 1.0, ()) for n in (1, 2, 3, 4)]
    chunks = [chunk(1, "a", 0), chunk(2, "a", 0), chunk(3, "a", 10), chunk(4, "b", 0)]
    shares = breadth(hits, chunks)
    assert shares[1] == shares[4] == 1
    assert shares[1] > shares[3] > shares[2]


def test_asked_about_nothing_it_opens_every_document_in_turn(made):
    library, _ = made()
    library.add([prepared(library, "first line\nsecond line", title="Newest", added=9e9)])
    hits = found(library.retriever("overview"), "What are these documents about?", 100)
    chunks = library.chunks.get([hit.chunk for hit in hits])
    assert {each.document for each in chunks} == set(library.catalog.ids())
    assert all(each.ordinal == 0 for each in chunks)
    assert chunks[0].text == "first line"


def test_many_sections_are_spread_over_the_whole_document(made):
    library, _ = made()
    lines = "\n".join(f"line {n} of the book" for n in range(120))
    (book,) = library.add([prepared(library, lines, title="Book")])
    hits = found(library.retriever("overview"), "总结一下", 3, [book.id])
    ordinals = [each.ordinal for each in library.chunks.get([hit.chunk for hit in hits])]
    assert len(ordinals) == 3
    assert ordinals[0] == 0
    assert ordinals[-1] >= 60


def test_asked_about_something_it_searches_for_that_alone(made):
    library, _ = made()
    (first, *_) = found(library.retriever("overview"), "Summarise the mill of Saltby", 5)
    assert "mill" in library.chunks.get([first.chunk])[0].text
    assert {vote.leg for vote in first.votes} >= {"vector", "keyword", "breadth"}
