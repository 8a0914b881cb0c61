"""Both legs together, and each alone where the other cannot judge."""

import pytest

from core.text.terms import question_terms
from tests.library_making import found, open_library, prepared


@pytest.fixture
def library(tmp_path):
    opened = open_library(tmp_path / "library", create=True)
    yield opened
    opened.close()


def texts(library, hits):
    return [chunk.text for chunk in library.chunks.get([hit.chunk for hit in hits])]


def test_a_question_the_embedder_cannot_read_is_searched_by_words_alone(library):
    library.add([prepared(library, "粮仓里有稻谷\nplain english words\n天气很好", title="")])
    hits = found(library.retriever("hybrid"), "粮仓在哪里", 5)
    assert texts(library, hits)[0] == "粮仓里有稻谷"
    assert all(hit.found_by == ("keyword",) for hit in hits)
    by_words = found(library.retriever("keyword"), "粮仓在哪里", 5)
    assert [hit.chunk for hit in hits] == [hit.chunk for hit in by_words]


def test_a_chunk_without_a_vector_is_not_pushed_down(library):
    library.add(
        [prepared(library, "GB2312 标准的说明在这里\nthe weather\nsome other words", title="")]
    )
    hits = found(library.retriever("hybrid"), "the standard GB2312", 5)
    assert texts(library, hits)[0] == "GB2312 标准的说明在这里"
    assert "vector" not in hits[0].found_by


def test_what_one_leg_missed_is_judged_by_it_all_the_same(library, monkeypatch):
    monkeypatch.setattr("core.retrieval.legs.DEPTH", 2)
    library.add(
        [
            prepared(library, "\n".join(f"granary village{n} rice" for n in range(20)), title=""),
            prepared(library, "granary", title=""),
        ]
    )
    question = "granary village3 rice"
    hits = found(library.retriever("hybrid"), question, 1)
    assert texts(library, hits) == ["granary village3 rice"]
    wide = {}
    monkeypatch.setattr("core.retrieval.legs.DEPTH", 100)
    for hit in found(library.retriever("hybrid"), question, 100):
        wide[hit.chunk] = hit.found_by
    assert all(found_by for found_by in wide.values())
    scores = dict(library.index.matching(question_terms(question), 100))
    some = sorted(scores)[:5]
    assert dict(library.index.matching(question_terms(question), 5, None, some)) == pytest.approx(
        {chunk: scores[chunk] for chunk in some}
    )
