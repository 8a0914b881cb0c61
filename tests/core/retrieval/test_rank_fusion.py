"""Reciprocal rank fusion, as the paper has it."""

import pytest

from core.events import finished
from core.retrieval.rank_fusion import K
from tests.library_making import found


def test_the_score_is_the_sum_of_reciprocal_ranks(made):
    library, _ = made()
    question = "Who built the granary of Saltby?"
    ranks = [
        {hit.chunk: rank for rank, hit in enumerate(found(library.retriever(leg), question, 99), 1)}
        for leg in ("vector", "keyword")
    ]
    result = finished(library.retriever("rrf").retrieve(question, 99))
    sums = {
        chunk: sum(1 / (K + leg[chunk]) for leg in ranks if chunk in leg)
        for chunk in {*ranks[0], *ranks[1]}
    }
    assert {hit.chunk for hit in result.hits} == set(sums)
    for hit in result.hits:
        assert hit.score == pytest.approx(sums[hit.chunk] * (K + 1) / 2)
    assert [leg.weight for leg in result.legs] == [0.5, 0.5]


def test_a_leg_that_cannot_read_has_no_say(made):
    library, _ = made()
    by_words = found(library.retriever("keyword"), "盐城的粮仓", 9)
    assert [hit.chunk for hit in found(library.retriever("rrf"), "盐城的粮仓", 9)] == [
        hit.chunk for hit in by_words
    ]
