"""Documents that come and go: the joined readings are those of a join from nothing."""

from dataclasses import fields, replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from core.graph.corpus import Corpus, DocumentReading, joined
from core.graph.corpus_change import changed
from core.graph.reader import read
from core.types import ParsedDocument
from tests.core.graph.test_equality import TEXTS

READINGS = [read(ParsedDocument("text", title, text, ()), "") for title, text in TEXTS]
READINGS.append(read(ParsedDocument("text", "", "", ()), ""))
DOCUMENTS = st.dictionaries(st.integers(0, 9), st.integers(0, len(READINGS) - 1), max_size=8)


def of(documents: dict[int, int]) -> list[DocumentReading]:
    return [DocumentReading(str(id), 100 * id + which, READINGS[which])
            for id, which in documents.items()]  # fmt: skip


def assert_same(one: Corpus, other: Corpus) -> None:
    for field in fields(Corpus):
        left, right = getattr(one, field.name), getattr(other, field.name)
        if isinstance(left, np.ndarray):
            assert left.dtype == right.dtype, field.name
            assert np.array_equal(left, right), field.name
        else:
            assert left == right, field.name


@settings(deadline=None, derandomize=True)
@given(before=DOCUMENTS, after=DOCUMENTS)
def test_a_changed_corpus_is_the_one_that_is_joined_from_nothing(before, after):
    kept = {id for id, which in after.items() if before.get(id) == which}
    fresh = {id: which for id, which in after.items() if id not in kept}
    found = changed(joined(of(before)), {str(id) for id in kept}, of(fresh))
    assert_same(found, joined(of(after)))


def test_a_document_that_is_there_already_is_replaced():
    old, new = of({1: 0, 2: 1}), of({1: 3})
    found = changed(joined(old), {"1", "2"}, new)
    assert_same(found, joined([*new, replace(old[1])]))
