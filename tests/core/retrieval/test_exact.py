"""What must be there to the letter."""

import pytest

from core.events import finished
from core.retrieval.exact import ALONE, IN_A_SENTENCE
from tests.library_making import found, open_library, prepared

LINES = [
    "The long and winding way to the mill is a road of stones.",
    "A road, a long one: the long way, the road again and the long road home to the mill.",
    "Marsh wrote The Long Road in 1874.",
    "Error E-4031 means that the door of the mill is open.",
    "Errors 4031 and E are of another kind, and 4031 is the number of the mill.",
]


@pytest.fixture
def library(tmp_path):
    opened = open_library(tmp_path / "library", create=True)
    opened.add([prepared(opened, "\n".join(LINES), title="")])
    yield opened
    opened.close()


def best(library, retriever, question):
    hits = found(library.retriever(retriever), question, 5)
    return library.chunks.get([hits[0].chunk])[0].text, hits[0]


@pytest.mark.parametrize("retriever", ["keyword", "hybrid"])
def test_quoted_words_stand_together(library, retriever):
    text, hit = best(library, retriever, "“THE LONG  ROAD”")
    assert "The Long Road" in text or "the long road" in text
    assert "exact" in hit.found_by


@pytest.mark.parametrize("retriever", ["keyword", "hybrid"])
def test_a_code_is_found_whole(library, retriever):
    assert best(library, retriever, "E-4031")[0] == LINES[3]


def test_it_weighs_more_alone_than_in_a_sentence(library):
    def say(question):
        legs = finished(library.retriever("keyword").retrieve(question, 5)).legs
        weights = {leg.leg: leg.weight for leg in legs}
        return weights["exact"] / weights["keyword"]

    assert say('"long road"') == pytest.approx(ALONE)
    assert say('Who wrote "The Long Road"?') == pytest.approx(IN_A_SENTENCE)


def test_without_such_words_or_where_nothing_holds_them_there_is_no_such_leg(library):
    assert "exact" not in best(library, "hybrid", "the long road")[1].found_by
    assert len(best(library, "keyword", '"long rood"')[1].votes) == 1
