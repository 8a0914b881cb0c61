"""Nothing of a removed document is found, by any retriever, also where the index has cells."""

import pytest

from core.errors import LecternError
from core.registry import RETRIEVERS
from core.stores import lance_table
from tests.library_making import found, open_library, prepared

LINES = 300


@pytest.fixture
def library(tmp_path, monkeypatch):
    monkeypatch.setattr(lance_table, "FLAT_ROWS", 100)
    opened = open_library(tmp_path / "library", create=True)
    yield opened
    opened.close()


@pytest.mark.parametrize("settled", [False, True])
def test_nothing_of_a_removed_document_is_found(library, settled):
    book = "\n".join(f"the granary of village{n} holds rice" for n in range(LINES))
    other = "\n".join(f"the mill of town{n} grinds wheat" for n in range(LINES))
    gone, stays = library.add(
        [prepared(library, book, title="Book"), prepared(library, other, title="Other")]
    )
    library.index.rebuild()
    question = "granary of village7 with rice"
    assert documents(library, "hybrid", question) >= {gone.id}
    library.remove([gone.id])
    if settled:
        library.index.settle()
    asked = 0
    for name in RETRIEVERS:
        try:
            assert documents(library, name, question) <= {stays.id}, name
            asked += 1
        except LecternError:
            continue  # it needs a language model, and there is none
    assert asked >= 3
    assert library.index.differences() == 0


def documents(library, name, question):
    hits = found(library.retriever(name), question, 2 * LINES)
    chunks = library.chunks.get([hit.chunk for hit in hits])
    assert len(chunks) == len(hits), "each hit is a chunk that is there"
    return {chunk.document for chunk in chunks}
