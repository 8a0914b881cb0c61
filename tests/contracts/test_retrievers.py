"""What every retriever promises (core/protocols.py: Retriever)."""

import pytest

from core import registry
from core.events import finished
from tests.library_making import found, open_library, prepared


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    opened = open_library(tmp_path_factory.mktemp("retrievers") / "library", create=True)
    opened.add(
        [
            prepared(
                opened, f"the granary of village{n} holds rice\nnothing here {n}", title=f"T{n}"
            )
            for n in range(30)
        ]
        + [prepared(opened, f"第{n}座粮仓里存有稻谷\n其他的话", title=f"第{n}卷") for n in range(5)]
    )
    yield opened
    opened.close()


@pytest.fixture(params=registry.names("retrievers"))
def retriever(request, library):
    return library.retriever(request.param)


def test_it_bears_its_name(retriever):
    assert retriever.name in registry.names("retrievers")


@pytest.mark.parametrize("limit", [1, 5, 1000])
def test_hits_are_at_most_as_many_as_asked_best_first_and_each_chunk_once(retriever, limit):
    hits = found(retriever, "rice in the granary of village7", limit)
    assert 0 < len(hits) <= limit
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert len({hit.chunk for hit in hits}) == len(hits)
    assert all(hit.found_by for hit in hits)


def test_the_best_hit_is_the_right_one(retriever, library):
    (hit,) = found(retriever, "the granary of village7 holds rice", 1)
    assert "village7 " in library.chunks.get([hit.chunk])[0].text


def test_only_the_documents_asked_for_are_searched(retriever, library):
    ids = library.catalog.ids()[3:6]
    hits = found(retriever, "granary rice 粮仓", 100, ids)
    chunks = library.chunks.get([hit.chunk for hit in hits])
    assert {chunk.document for chunk in chunks} <= set(ids)


@pytest.mark.parametrize(
    "question", ["", "   ", "?!", "\0", '"(AND~^', "x" * 20_000, "好" * 5_000, "\ud800 rice"]
)
def test_any_question_is_answered_without_an_error(retriever, question):
    assert isinstance(found(retriever, question, 5), list)


def test_nothing_is_found_in_documents_that_are_not_there(retriever):
    assert found(retriever, "granary", 5, ["nobody"]) == []
    assert found(retriever, "granary", 0) == []


def test_a_report_tells_of_every_leg_that_voted_and_of_what_was_left_out(retriever, library):
    for question in ("rice in the granary of village7", "粮仓里的稻谷", '"village7" granary'):
        result = finished(retriever.retrieve(question, 20))
        weights = {leg.leg: leg.weight for leg in result.legs}
        assert len(weights) == len(result.legs)
        for hit in result.hits:
            said = sum(weights[vote.leg] * vote.share for vote in hit.votes)
            assert hit.score == pytest.approx(said / sum(weights[vote.leg] for vote in hit.votes))
        # No language model is chosen here.
        assert all(notice.technique == retriever.name for notice in result.notices)
        if result.notices:
            assert list(result.hits) == found(library.retriever("hybrid"), question, 20)
