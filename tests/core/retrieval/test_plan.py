"""Which retriever, and no text twice."""

import pytest

from core.errors import BadRequest
from core.events import finished
from core.retrieval.plan import distinct, find
from core.types import Filter, Passage
from tests.library_making import open_library, prepared


@pytest.fixture
def library(tmp_path):
    opened = open_library(tmp_path / "library", create=True)
    yield opened
    opened.close()


def passage(text, document="d", start=0):
    return Passage(start, document, "T", 1, start, start + len(text), text, "", 1.0, ("keyword",))


SENTENCE = "The granary of the village holds two hundred and fourteen bushels of rice in autumn."


def test_five_copies_of_a_text_are_one_passage(library):
    library.add(
        [prepared(library, SENTENCE, title=f"copy {n}") for n in range(5)]
        + [prepared(library, "Rice is sold in spring.", title="other")]
    )
    found = finished(find(library, "granary rice", limit=3)).passages
    assert sorted(each.text for each in found) == ["Rice is sold in spring.", SENTENCE]
    assert len(finished(find(library, "granary rice", "keyword", 1)).passages) == 1


def test_a_number_is_all_the_difference_there_need_be():
    other = SENTENCE + " 214"
    assert len(distinct([passage(SENTENCE), passage(other, "e")], 5)) == 2
    assert len(distinct([passage(SENTENCE), passage(SENTENCE.upper(), "e")], 5)) == 1
    assert len(distinct([passage("？？"), passage("！！", "e")], 5)) == 2


def test_stretches_of_one_document_that_overlap_are_one():
    text = "".join(f"word{n} " for n in range(40))
    first, second = passage(text[:200]), passage(text[80:260], start=80)
    assert distinct([first, second], 5) == [first]
    assert len(distinct([first, passage(text[190:], start=190)], 5)) == 2


def test_an_unknown_retriever_is_refused(library):
    with pytest.raises(BadRequest):
        finished(find(library, "x", "psychic"))


def test_only_the_documents_asked_for(library):
    first, _ = library.add(
        [prepared(library, "granary one", title="a"), prepared(library, "granary two", title="b")]
    )
    result = finished(find(library, "granary", where=Filter(documents=(first.id,))))
    assert [each.document for each in result.passages] == [first.id]
    assert result.report.documents == 1
