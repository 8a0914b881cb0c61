"""The documents table: thousands of rows, a little at a time, and nothing runs away."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from core.types import Document, FileState, QueuedFile
from desktop.documents.columns import Column
from desktop.documents.ordering import Filter, Order, Place
from desktop.documents.table_model import DocumentsModel


def document(number: int, title: str = "", **values) -> Document:
    fields = dict(  # noqa: C408
        id=f"{number:032x}",
        title=title or f"Paper {number}",
        name=f"{title or f'paper{number}'}.pdf",
        path=f"/papers/{number}.pdf",
        original=f"/library/{number}.pdf",
        format="pdf",
        language="en",
        pages=number % 50 + 1,
        characters=1000,
        chunks=3,
        bytes=number * 100,
        added=1_700_000_000.0 + number,
    )
    return Document(**(fields | values))


def waiting(number: int, state: FileState = FileState.WAITING, **values) -> QueuedFile:
    return QueuedFile(number, f"/in/{number}.pdf", f"{number}.pdf", state, **values)


@pytest.fixture
def model(qapp):
    made = DocumentsModel()
    # Qt's own checker complains when rows are announced that do not come, or the reverse.
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    yield made
    made.deleteLater()


@pytest.fixture
def plain_model(qapp):
    """Without the checker, which looks at every row after every change."""
    made = DocumentsModel()
    yield made
    made.deleteLater()


def settle(model, qtbot):
    qtbot.waitUntil(lambda: not model.pending, timeout=20_000)


def names(model):
    return [model.index(row, Column.NAME).data() for row in range(model.rowCount())]


def states(model):
    return [model.index(row, Column.STATE).data() for row in range(model.rowCount())]


def test_thousands_of_files_fill_the_table_without_a_reset(plain_model, qtbot):
    model = plain_model
    resets = []
    model.modelReset.connect(lambda: resets.append(1))
    model.take(files=[waiting(number) for number in range(1, 3001)])
    settle(model, qtbot)
    assert model.rowCount() == 3000
    assert model.counts.not_ready == 3000
    assert not resets


def test_a_burst_is_worked_off_in_small_pieces(plain_model):
    plain_model.take(files=[waiting(number) for number in range(1, 1001)])
    # The clock is looked at between pieces; a piece must be small for the turn to stay short.
    plain_model._take_burst()
    assert 0 < 1000 - plain_model.pending <= 100


def test_rows_keep_their_place_while_their_state_changes(model, qtbot):
    model.take(files=[waiting(number) for number in range(1, 201)])
    settle(model, qtbot)
    before = [model.row_at(row) for row in range(200)]
    assert names(model) == [f"{number}.pdf" for number in range(1, 201)]
    ready = [document(number, f"Title {number}") for number in range(1, 101)]
    model.take(
        files=[waiting(n, FileState.READY, document=ready[n - 1].id) for n in range(1, 101)],
        documents=ready,
    )
    settle(model, qtbot)
    assert [model.row_at(row) for row in range(200)] == before
    assert names(model)[:3] == ["Title 1", "Title 2", "Title 3"]
    assert states(model)[0] == "Ready"
    assert (model.counts.documents, model.counts.not_ready) == (100, 100)


def test_only_changed_rows_are_announced(plain_model, qtbot):
    model = plain_model
    model.take(files=[waiting(number) for number in range(1, 1001)])
    settle(model, qtbot)
    touched = []
    model.dataChanged.connect(
        lambda first, last, roles=(): touched.append((first.row(), last.row()))
    )
    model.take(files=[waiting(500, FileState.READING, done=5, total=12)])
    settle(model, qtbot)
    assert touched == [(499, 499)]
    assert states(model)[499] == "Reading · page 5"


def test_words_for_every_state(model, qtbot):
    model.take(
        files=[
            waiting(1),
            waiting(2, FileState.READING),
            waiting(3, FileState.PREPARING, done=41, total=100),
            waiting(4, FileState.FAILED, error="UnsupportedFormat"),
            waiting(5, FileState.FAILED, error="PasswordNeeded"),
            waiting(6, FileState.FAILED, error="WrongPassword"),
            waiting(7, FileState.SKIPPED, document="f" * 32),
        ]
    )
    settle(model, qtbot)
    assert states(model) == [
        "Waiting",
        "Reading",
        "Preparing · 41%",
        "Not read · kind not supported",
        "Needs its password",
        "That password does not open it",
        "Already in the library",
    ]
    assert model.counts.needs_help == 3


def test_the_same_content_twice_is_one_document(model, qtbot):
    paper = document(1)
    model.take(documents=[paper])
    settle(model, qtbot)
    model.take(files=[waiting(9, FileState.SKIPPED, document=paper.id)], documents=[paper])
    settle(model, qtbot)
    assert model.counts.documents == 1
    assert sorted(states(model)) == ["Already in the library", "Ready"]


def test_filter_by_place_tag_and_words(model, qtbot):
    model.take(
        documents=[
            document(1, "年度报告", tags=("财务",)),
            document(2, "Meeting", tags=("meetings",)),
        ],
        files=[waiting(1), waiting(2, FileState.FAILED, error="DamagedFile")],
    )
    settle(model, qtbot)
    model.set_filter(Filter(Place.NOT_READY))
    assert names(model) == ["1.pdf"]
    model.set_filter(Filter(Place.NEEDS_HELP))
    assert names(model) == ["2.pdf"]
    model.set_filter(Filter(Place.TAG, "财务"))
    assert names(model) == ["年度报告"]
    model.set_filter(Filter(words="报告"))
    assert names(model) == ["年度报告"]
    model.set_filter(Filter(words="profit", found=frozenset({document(2).id})))
    assert names(model) == ["Meeting"]


def test_a_row_leaves_the_place_it_no_longer_belongs_to(model, qtbot):
    model.take(files=[waiting(1), waiting(2)])
    settle(model, qtbot)
    model.set_filter(Filter(Place.NOT_READY))
    model.take(
        files=[waiting(1, FileState.READY, document=document(1).id)], documents=[document(1)]
    )
    settle(model, qtbot)
    assert names(model) == ["2.pdf"]


def test_numbers_in_names_sort_as_numbers_and_chinese_by_sound(model, qtbot):
    from PySide6.QtCore import QLocale

    before = QLocale()
    QLocale.setDefault(QLocale("zh_CN"))
    try:
        model.take(documents=[document(n, t) for n, t in enumerate(("周报", "报告 10", "报告 9"))])
        settle(model, qtbot)
        model.set_order(Order.NAME, False)
        assert names(model) == ["报告 9", "报告 10", "周报"]
        model.set_order(Order.NAME, True)
        assert names(model) == ["周报", "报告 10", "报告 9"]
    finally:
        QLocale.setDefault(before)


def test_a_new_row_finds_its_place_in_either_direction(model, qtbot):
    for descending in (False, True):
        model.clear()
        model.set_order(Order.NAME, descending)
        model.take(documents=[document(n, f"T {n}") for n in (1, 3, 5, 7)])
        settle(model, qtbot)
        model.take(documents=[document(n, f"T {n}") for n in (0, 2, 4, 6, 8)])
        settle(model, qtbot)
        expected = [f"T {n}" for n in range(9)]
        assert names(model) == (expected[::-1] if descending else expected)


def test_hidden_rows_come_back_where_they_were(model, qtbot):
    model.take(documents=[document(n) for n in range(20)])
    settle(model, qtbot)
    before = names(model)
    some = [model.row_at(row) for row in (3, 4, 9)]
    model.hide(some)
    assert len(names(model)) == 17
    assert model.counts.documents == 17
    model.hide(some, hidden=False)
    assert names(model) == before


def test_cells_speak(model, qtbot):
    model.take(files=[waiting(1, FileState.FAILED, error="PasswordNeeded")])
    settle(model, qtbot)
    spoken = [model.index(0, column).data(Qt.ItemDataRole.AccessibleTextRole) for column in Column]
    assert spoken[Column.NAME] == "1.pdf"
    assert spoken[Column.STATE] == "State: Needs its password. Press Enter to type it."
    assert all(spoken)


_step = st.one_of(
    st.tuples(st.just("file"), st.integers(1, 12), st.sampled_from(list(FileState))),
    st.tuples(st.just("document"), st.integers(1, 12), st.just("")),
    st.tuples(st.just("hide"), st.integers(0, 30), st.just("")),
    st.tuples(st.just("show"), st.integers(0, 30), st.just("")),
    st.tuples(st.just("forget"), st.integers(0, 30), st.just("")),
    st.tuples(st.just("filter"), st.sampled_from(list(Place)), st.just("")),
    st.tuples(st.just("order"), st.sampled_from(list(Order)), st.booleans()),
)


@settings(max_examples=60, deadline=None)
@given(steps=st.lists(_step, max_size=25))
def test_whatever_happens_the_view_and_the_counts_agree_with_the_rows(qapp, steps):
    model = DocumentsModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    for what, which, more in steps:
        rows = list(model.rows())
        row = rows[which % len(rows)] if rows and isinstance(which, int) else None
        match what:
            case "file":
                ready = more in (FileState.READY, FileState.SKIPPED)
                model.take(
                    files=[waiting(which, more, document=document(which).id if ready else "")],
                    documents=[document(which)] if more is FileState.READY else [],
                )
            case "document":
                model.take(documents=[document(which)])
            case "hide" if row is not None:
                model.hide([row])
            case "show" if row is not None:
                model.hide([row], hidden=False)
            case "forget" if row is not None:
                model.forget([row])
            case "filter":
                model.set_filter(Filter(which))
            case "order":
                model.set_order(which, more)
        while model.pending:
            model._work()
        shown = [model.row_at(place) for place in range(model.rowCount())]
        assert set(map(id, shown)) == {id(r) for r in model.rows() if model.filter.shows(r)}
        assert [model.position(each) for each in shown] == list(range(len(shown)))
        ids = [r.document.id for r in model.rows() if r.document is not None]
        assert len(ids) == len(set(ids))
        open_rows = [r for r in model.rows() if not r.hidden]
        assert model.counts.pages == sum(r.document.pages for r in open_rows if r.document)
    model.deleteLater()
