"""Questions are made from the documents: the same each time, spread out, with gold that holds."""

from collections import Counter

import pytest

from core import operations
from core.errors import BadRequest, NoModel, ReadOnlyLibrary
from core.events import Changes, Progress, finished
from core.types import ExamQuestionKind
from tests.core.exam.exam_making import CHINESE, ENGLISH, paged
from tests.library_making import open_library, prepared


def add(library, lines, title, pages=1):
    size = -(-len(lines) // pages)
    whole = paged([lines[at : at + size] for at in range(0, len(lines), size)], title)
    one = prepared(library, whole.text, title, content=title.encode(), document=whole)
    return library.add([one])[0]


@pytest.fixture
def library(tmp_path):
    opened = open_library(tmp_path / "library", create=True)
    yield opened
    opened.close()


def made(library, **how):
    return finished(operations.make_exam(library, **how))


def test_questions_in_both_languages_have_their_gold_in_the_text(library):
    add(library, ENGLISH, "Saltby", pages=2)
    add(library, CHINESE, "青禾")
    questions = made(library, count=9)
    assert {question.language for question in questions} == {"en", "zh"}
    assert library.exam.asked() == tuple(sorted(questions, key=lambda each: each.id))
    for question in questions:
        for gold in question.gold:
            text = library.catalog.texts.text(gold.document)
            assert text[gold.start : gold.end] == gold.quote
            assert gold.quote in (*ENGLISH, *CHINESE)
            assert gold.page == (2 if gold.quote in ENGLISH[4:] else 1)
    assert len({question.text for question in questions}) == len(questions)


def test_the_same_library_gives_the_same_questions(tmp_path):
    texts = []
    for name in ("one", "two"):
        library = open_library(tmp_path / name, create=True)
        for lines, title in ((ENGLISH, "Saltby"), (CHINESE, "青禾"))[:: 1 if name == "one" else -1]:
            add(library, lines, title)
        texts.append([question.text for question in made(library, count=6)])
        library.close()
    assert texts[0] == texts[1]


def test_making_more_gives_others_and_ends_where_there_is_no_more(library):
    add(library, ENGLISH, "Saltby")
    first = made(library, count=3)
    second = made(library, count=100)
    quotes = [question.gold[0].quote for question in (*first, *second)]
    assert len(first) == 3
    assert len(second) >= 2
    assert len(set(quotes)) == len(quotes)
    library.exam.remove([question.id for question in first])
    assert made(library, count=100) == ()


def test_every_document_has_its_share(library):
    for port in ("Amble", "Brixham", "Cromer", "Deal"):
        lines = [
            f"The {thing} was measured by {name} with {thing}rod from {thing}yard in {year}."
            for thing, name, year in zip(
                (f"{port[1:]}reef", f"{port[1:]}shoal", f"{port[1:]}cape", f"{port[1:]}sound"),
                (f"{port[:2]}wick", f"{port[:2]}ford", f"{port[:2]}ham", f"{port[:2]}ston"),
                range(1801, 1805),
                strict=True,
            )
        ]
        add(library, lines, port)
    counts = Counter(question.gold[0].document for question in made(library, count=8))
    assert sorted(counts.values()) == [2, 2, 2, 2]


def test_only_the_named_documents_are_asked_about(library):
    add(library, ENGLISH, "Saltby")
    chinese = add(library, CHINESE, "青禾")
    questions = made(library, documents=[chinese.id])
    assert {question.gold[0].document for question in questions} == {chinese.id}


def test_copies_of_a_sentence_answer_too(library):
    one = add(library, ENGLISH, "Saltby")
    other = add(library, ["Something else stands in front of it here.", ENGLISH[1]], "Extract")
    by_quote = {question.gold[0].quote: question.gold for question in made(library, count=50)}
    assert {gold.document for gold in by_quote[ENGLISH[1]]} == {one.id, other.id}
    assert {gold.document for gold in by_quote[ENGLISH[6]]} == {one.id}


def test_nothing_is_asked_of_what_stands_everywhere(library):
    form = "The bronze bell in the courtyard was cast in 1881 by a foundry from Whitcombe."
    for number in range(7):
        add(library, [f"Leaflet number {number} of the trust.", form], f"Leaflet {number}")
    assert form not in {question.gold[0].quote for question in made(library)}


def test_it_tells_how_far_it_is_and_what_changed(library):
    add(library, ENGLISH, "Saltby")
    events = list(operations.make_exam(library, count=3))
    assert [event.done for event in events if isinstance(event, Progress)][-1] == 3
    assert events[-1] == Changes(exam=True)


def test_stopped_before_the_end_it_keeps_nothing(library):
    add(library, ENGLISH, "Saltby")
    road = operations.make_exam(library, count=5)
    for event in road:
        if isinstance(event, Progress) and event.total == 5 and event.done == 3:
            break
    road.close()
    assert library.exam.questions() == ()


def test_a_document_removed_meanwhile_is_passed_over(library):
    kept = add(library, ENGLISH, "Saltby")
    gone = add(library, CHINESE, "青禾")
    road = operations.make_exam(library, count=20)
    next(road)
    library.remove([gone.id])
    questions = finished(road)
    assert {gold.document for question in questions for gold in question.gold} == {kept.id}


def test_what_makes_no_sense_is_refused(library, tmp_path):
    with pytest.raises(BadRequest, match="Add documents"):
        made(library)
    with pytest.raises(BadRequest, match="between"):
        made(library, count=0)
    add(library, ENGLISH, "Saltby")
    with pytest.raises(NoModel):
        made(library, with_model=True)
    library.close()
    reading = open_library(tmp_path / "library", read_only=True)
    with pytest.raises(ReadOnlyLibrary):
        made(reading)
    reading.close()


def test_documents_without_prose_give_no_questions(library):
    add(library, ["1 | 2 | 3", "Total 4 5 6", "Yes"], "Sheet")
    assert made(library) == ()


def test_kinds_are_mixed(library):
    more = [
        "A snuffer is a pair of scissors that trims the wick without dropping ash.",
        "A plummet is a weight of lead hung from twine to sound shallow water.",
        "A halyard is any rope that hoists sails, flags or yards upon masts.",
    ]
    add(library, [*ENGLISH, *more], "Saltby")
    kinds = Counter(question.kind for question in made(library, count=8))
    assert kinds[ExamQuestionKind.CLOZE] >= 3
    assert kinds[ExamQuestionKind.DEFINITION] >= 2
