"""The exam is kept: questions, their places in changing documents, and how it went."""

from dataclasses import replace

import pytest

from core.errors import BadRequest, ReadOnlyLibrary
from core.stores.exams import SITTINGS, fingerprint
from core.types import (
    ExamComparison,
    ExamOutcome,
    ExamQuestion,
    ExamQuestionKind,
    ExamSitting,
    ExamVerdict,
    GoldSpan,
    PairedDifference,
)
from tests.library_making import open_library, parsed, prepared

TEXT = "The museum opened on Harbour Street.\nThe lighthouse was built in 1874 by Ada Ferris.\n"
QUOTE = "The lighthouse was built in 1874 by Ada Ferris."


@pytest.fixture
def library(tmp_path):
    opened = open_library(tmp_path / "library", create=True)
    yield opened
    opened.close()


@pytest.fixture
def document(library):
    return library.add([prepared(library, TEXT, content=b"one")])[0]


def question(document, text="When was the lighthouse built?", **changes):
    start = TEXT.index(QUOTE)
    gold = GoldSpan(document.id, document.title, 1, start, start + len(QUOTE), QUOTE)
    made = ExamQuestion(0, ExamQuestionKind.CLOZE, text, "1874", (gold,), "en")
    return replace(made, **changes)


def test_a_question_comes_back_as_it_was_saved(library, document):
    saved = library.exam.save(question(document))
    assert saved == replace(question(document), id=saved.id)
    assert library.exam.questions() == (saved,)
    assert library.exam.asked() == (saved,)


def test_a_question_is_edited_and_put_aside_and_taken_back(library, document):
    saved = library.exam.save(question(document))
    edited = library.exam.save(replace(saved, text="In which year?  ", accepted=False))
    assert (edited.id, edited.text, edited.accepted) == (saved.id, "In which year?", False)
    assert edited.gold == saved.gold
    assert library.exam.questions() == (edited,)
    assert library.exam.asked() == ()
    assert library.exam.save(replace(edited, accepted=True)) in library.exam.asked()


def test_a_removed_question_is_saved_again_as_it_was(library, document):
    first, second = library.exam.add([question(document), question(document, "What year?")])
    removed = library.exam.remove([first.id, 99])
    assert removed == (first,)
    assert library.exam.questions() == (second,)
    assert library.exam.save(removed[0]) == first
    assert library.exam.questions() == (first, second)


def test_a_question_without_text_is_refused(library, document):
    with pytest.raises(BadRequest):
        library.exam.save(question(document, " \n"))


def test_what_is_missing_of_a_place_is_filled_in(library, document):
    start = TEXT.index(QUOTE)
    bare = GoldSpan(document.id, "", 0, start, start + 14, "")
    saved = library.exam.save(question(document, kind=ExamQuestionKind.OWN, gold=(bare,)))
    gold = GoldSpan(document.id, document.title, 1, start, start + 14, "The lighthouse")
    assert saved.gold == (gold,)


def test_a_quote_alone_is_looked_for_in_its_document(library, document):
    loose = GoldSpan(document.id, "", 0, 0, 0, "built in 1874")
    (gold,) = library.exam.save(question(document, gold=(loose,))).gold
    assert TEXT[gold.start : gold.end] == "built in 1874"


def test_a_question_outlives_its_document_and_is_whole_again_when_that_returns(library, document):
    saved = library.exam.save(question(document))
    library.remove([document.id])
    (alone,) = library.exam.questions()
    assert alone.gold == ()
    assert library.exam.asked() == ()
    # As a person edits it meanwhile, its place is not lost.
    library.exam.save(replace(alone, answer="in 1874"))
    library.add([prepared(library, TEXT, content=b"one")])
    assert library.exam.asked() == (replace(saved, answer="in 1874"),)


def test_a_removed_question_whose_document_is_gone_keeps_its_place(library, document):
    saved = library.exam.save(question(document))
    library.remove([document.id])
    library.exam.save(library.exam.remove([saved.id])[0])
    library.add([prepared(library, TEXT, content=b"one")])
    assert library.exam.asked() == (saved,)


def test_a_document_read_anew_is_searched_for_the_quote(library, document):
    library.exam.save(question(document))
    # Read by another version of the parser: more before it, and the line broken elsewhere.
    longer = "A page that was missed before.\n\n" + TEXT.replace("built in", "built\nin")
    library.add([prepared(library, longer, content=b"one", document=parsed(longer))])
    (gold,) = library.exam.questions()[0].gold
    assert longer[gold.start : gold.end] == gold.quote
    assert gold.quote.split() == QUOTE.split()


def test_a_quote_that_stands_nowhere_is_not_asked_and_not_lost(library, document):
    saved = library.exam.save(question(document))
    other = "Nothing of that is left.\n"
    library.add([prepared(library, other, content=b"one", document=parsed(other))])
    assert library.exam.questions()[0].gold == ()
    assert library.exam.asked() == ()
    library.add([prepared(library, TEXT, content=b"one")])
    assert library.exam.asked() == (saved,)


def test_a_newer_version_with_the_same_title_takes_the_question_over(library, document):
    library.exam.save(question(document))
    library.remove([document.id])
    newer = "Edition of 2026.\n" + TEXT
    (added,) = library.add([prepared(library, newer, content=b"two")])
    (gold,) = library.exam.asked()[0].gold
    assert (gold.document, newer[gold.start : gold.end]) == (added.id, QUOTE)


def test_what_was_used_is_known_even_when_the_question_goes(library, document):
    (added,) = library.exam.add([question(document)])
    library.exam.remove([added.id])
    assert library.exam.used() == {fingerprint(QUOTE)}
    assert fingerprint(QUOTE) == fingerprint("The lighthouse was built in  1874, by Ada Ferris")


SITTING = ExamSitting(
    id=0,
    taken=5.0,
    retriever="auto",
    chunker="recursive",
    embedder="minilm",
    questions=2,
    scores={"found@1": 0.5},
    outcomes=(ExamOutcome(1, 2, "The lighthouse"), ExamOutcome(2, 0)),
    differences=(PairedDifference("found@1", "before", 0.1, -0.1, 0.3),),
)


def test_sittings_come_back_latest_first(library):
    first = library.exam.keep_sitting(SITTING)
    second = library.exam.keep_sitting(replace(SITTING, taken=6.0))
    assert library.exam.sittings() == (second, first)
    assert first == replace(SITTING, id=first.id)


def test_the_oldest_sittings_go(library):
    for _ in range(SITTINGS + 2):
        last = library.exam.keep_sitting(SITTING)
    assert len(library.exam.sittings()) == SITTINGS
    assert library.exam.sittings()[0] == last


def test_the_latest_comparison_is_kept(library):
    assert library.exam.comparison() is None
    comparison = ExamComparison(1.0, 2, (SITTING,), 0, 0, ExamVerdict.TOO_FEW, 3, True)
    library.exam.keep_comparison(replace(comparison, taken=0.5))
    library.exam.keep_comparison(comparison)
    assert library.exam.comparison() == comparison


def test_a_value_of_another_version_is_passed_over(library):
    with library.database.transaction() as connection:
        connection.execute("INSERT INTO exam_sittings (taken, sitting) VALUES (1, x'0000')")
        connection.execute("INSERT INTO exam_comparisons VALUES (x'00000001c1')")
    assert library.exam.sittings() == ()
    assert library.exam.comparison() is None


def test_a_library_open_for_reading_shows_and_does_not_change(library, document, tmp_path):
    saved = library.exam.save(question(document))
    library.close()
    reading = open_library(tmp_path / "library", read_only=True)
    try:
        assert reading.exam.asked() == (saved,)
        with pytest.raises(ReadOnlyLibrary):
            reading.exam.save(saved)
    finally:
        reading.close()
