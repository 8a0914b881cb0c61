"""The stretch around a passage."""

from core.retrieval.surroundings import ROOM, around
from core.types import Chunk


def chunks(lengths, document="d", first=10, headings=None, section=(-1, -1)):
    found, at = {}, 0
    for ordinal, length in enumerate(lengths):
        heading = headings[ordinal] if headings else ""
        chunk = Chunk(
            first + ordinal, document, ordinal, at, at + length, 1, heading, "x" * length, *section
        )
        found[chunk.id] = chunk
        at += length + 1
    return found


def test_a_section_that_fits_is_the_stretch():
    near = chunks([100, 100], section=(0, 900))
    assert around(near[10], near) == (0, 900)


def test_of_a_longer_section_the_neighbours_that_fit_within_it():
    near = chunks([600] * 5, section=(0, 5000))
    assert around(near[12], near) == (near[12].start, near[13].end)
    assert near[13].end - near[12].start <= ROOM


def test_without_sections_the_neighbours_under_the_same_heading():
    near = chunks([200] * 5, headings=["A", "A", "B", "B", "C"])
    assert around(near[12], near) == (near[12].start, near[13].end)
    assert around(near[11], near) == (near[10].start, near[11].end)


def test_neither_another_document_nor_a_gap_is_crossed():
    near = chunks([200] * 2) | chunks([200], document="e", first=12)
    assert around(near[12], near) == (near[12].start, near[12].end)
    near = chunks([200] * 3)
    del near[11]
    assert around(near[10], near) == (near[10].start, near[10].end)


def test_a_long_passage_stands_alone():
    near = chunks([ROOM + 500, 100])
    assert around(near[10], near) == (near[10].start, near[10].end)
