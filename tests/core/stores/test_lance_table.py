"""A table with all its indexes finds what comparing every row finds, whatever comes and goes."""

import numpy as np
import pytest

from core.stores import lance_table
from core.stores.chunks import IndexedChunk
from core.stores.lance_table import LanceTable

DIMENSIONS, ROWS, ROWS_A_DOCUMENT = 64, 3000, 2
CHANCE = np.random.default_rng(3)


def unit(vectors):
    return vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)


ROOTS = unit(CHANCE.normal(size=(60, DIMENSIONS)))
VECTORS = unit(
    ROOTS[CHANCE.integers(60, size=ROWS)] + 0.07 * CHANCE.normal(size=(ROWS, DIMENSIONS))
).astype(np.float16)
QUESTIONS = unit(ROOTS[:20] + 0.05 * CHANCE.normal(size=(20, DIMENSIONS))).astype(np.float32)


def row(chunk, vector, text=None):
    text = text or f"word{chunk % 7} word{chunk % 11} number{chunk}"
    document = f"document{chunk // ROWS_A_DOCUMENT}"
    return IndexedChunk(chunk, document, "", "", text, vector.tobytes())


@pytest.fixture
def table(tmp_path, monkeypatch):
    monkeypatch.setattr(lance_table, "FLAT_ROWS", 500)
    monkeypatch.setattr(lance_table, "ROWS_A_CELL", 100)
    made = LanceTable(tmp_path / "index", DIMENSIONS, create=True)
    made.add(row(chunk, vector) for chunk, vector in enumerate(VECTORS))
    made.index_terms()
    made.index_rows()
    return made


def best(question, limit, allowed=lambda chunk: True):
    cosines = VECTORS.astype(np.float32) @ question
    order = [chunk for chunk in np.argsort(-cosines).tolist() if allowed(chunk)]
    return order[:limit], cosines


def recall(found, truth):
    return len({chunk for chunk, _ in found} & set(truth)) / len(truth)


def test_the_nearest_in_cells_are_those_of_exact_search(table):
    recalls = []
    for question in QUESTIONS:
        truth, cosines = best(question, 10)
        found = table.nearest(question, 10, None)
        recalls.append(recall(found, truth))
        for chunk, cosine in found:
            assert cosine == pytest.approx(float(cosines[chunk]), abs=2e-3)
    assert np.mean(recalls) >= 0.95


def test_who_asks_for_much_gets_it_all(table):
    assert len(table.nearest(QUESTIONS[0], ROWS, None)) == ROWS
    assert len(table.matching(["word3"], ROWS, None, ())) == 3000 // 7 + 3000 // 11 - 3000 // 77 + 1


@pytest.mark.parametrize("share", [2, 40])
def test_a_filter_of_many_documents_is_exact(table, share, monkeypatch):
    monkeypatch.setattr(lance_table, "LISTED_DOCUMENTS", 10)
    documents = {f"document{number}" for number in range(0, ROWS // ROWS_A_DOCUMENT, share)}

    def allowed(chunk):
        return chunk // ROWS_A_DOCUMENT % share == 0

    for question in QUESTIONS:
        found = table.nearest(question, 20, documents)
        assert all(allowed(chunk) for chunk, _ in found)
        assert recall(found, best(question, 20, allowed)[0]) >= 0.9
    every = dict(table.matching(["word3", "number42"], ROWS, None, ()))
    truth = sorted((score for chunk, score in every.items() if allowed(chunk)), reverse=True)
    found = table.matching(["word3", "number42"], 20, documents, ())
    assert [score for _, score in found] == pytest.approx(truth[:20])
    assert all(allowed(chunk) for chunk, _ in found)


def test_a_filter_of_few_documents_is_exact(table):
    wanted = (7, 8, 9, 700, 701)
    for question in QUESTIONS:
        found = table.nearest(question, 20, [f"document{number}" for number in wanted])
        truth, _ = best(question, 20, lambda chunk: chunk // ROWS_A_DOCUMENT in wanted)
        assert {chunk for chunk, _ in found} == set(truth)


def test_new_rows_are_found_without_the_indexes_being_made_again(table):
    new = unit(CHANCE.normal(size=(3, DIMENSIONS))).astype(np.float16)
    trained = made_at(table)
    for turn, vector in enumerate(new):
        chunk = 100_000 + turn
        table.add([row(chunk, vector, f"walrus{turn}")])
        for _ in ("not settled", "settled"):
            assert table.nearest(vector.astype(np.float32), 1, None)[0][0] == chunk
            assert [hit for hit, _ in table.matching([f"walrus{turn}"], 9, None, ())] == [chunk]
            table.settle(60)
    assert table.unindexed() == 0
    assert made_at(table)["vector"] >= trained["vector"]
    assert table._index("vector").num_segments > 1, "new rows got a segment of their own"


def made_at(table):
    return {index.columns[0]: index.created_at for index in table._table.list_indices()}


def test_cells_are_made_anew_when_there_are_too_many_segments(table, monkeypatch):
    monkeypatch.setattr(lance_table, "MOST_SEGMENTS", 1)
    for turn in range(2):
        table.add([row(100_000 + turn, VECTORS[turn])])
        table.settle(60)
    assert table._index("vector").num_segments <= 2
    assert {100_000, 0} <= {chunk for chunk, _ in table.nearest(VECTORS[0].astype("f4"), 5, None)}


def test_nothing_of_a_deleted_document_is_found(table):
    gone = [f"document{number}" for number in range(100, 600)]
    table.delete_documents(gone)
    for _ in ("not settled", "settled"):
        for chunk in range(200, 1200, 50):
            near = table.nearest(VECTORS[chunk].astype(np.float32), 100, None)
            words = table.matching([f"number{chunk}", "word3"], 500, None, ())
            assert near
            assert words
            assert not [c for c, _ in near + words if 200 <= c < 1200]
        assert table.nearest(QUESTIONS[0], 5, gone[:5]) == []
        table.settle(60)


def test_chunks_without_vectors_need_no_cells(tmp_path, monkeypatch):
    monkeypatch.setattr(lance_table, "FLAT_ROWS", 50)
    made = LanceTable(tmp_path / "index", DIMENSIONS, create=True)
    made.add(IndexedChunk(n, "d", "", "", f"word{n}", None) for n in range(100))
    made.index_terms()
    made.index_rows()
    made.settle(60)
    assert made.nearest(QUESTIONS[0], 5, None) == []
    assert [chunk for chunk, _ in made.matching(["word7"], 5, None, ())] == [7]


def test_a_large_table_is_settled_sooner_when_an_import_has_ended(table, monkeypatch):
    table.index_rows()
    table.settle(60)
    monkeypatch.setattr(lance_table, "ROWS_AT_REST", 20)
    table.add([row(200_000 + turn, VECTORS[turn]) for turn in range(10)])
    assert not table.worth_settling(at_rest=True)
    table.add([row(300_000 + turn, VECTORS[turn]) for turn in range(10)])
    assert table.worth_settling(at_rest=True)
    assert not table.worth_settling()
    table.settle(60)
    assert not table.worth_settling(at_rest=True)
