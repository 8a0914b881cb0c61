"""All origins together: rated answers become examples and pairs, duplicates go, nothing is kept."""

from contextlib import closing

import pytest

from core import operations
from core.errors import BadExamples, BadRequest
from core.events import Progress, Stage, finished
from core.examples import gathering
from core.examples.gathering import gather
from core.types import (
    Answer,
    AnswerSentence,
    Citation,
    ExampleOrigin,
    Support,
)
from tests.library_making import open_library, prepared

LIKED, CORRECTED, FILE = ExampleOrigin.LIKED, ExampleOrigin.CORRECTED, ExampleOrigin.FILE
HELIOGRAPH = "A heliograph is a signalling device that reflects sunlight with a movable mirror."


@pytest.fixture
def library(tmp_path):
    with closing(open_library(tmp_path / "l", create=True)) as opened:
        yield opened


def answer(text, cited=""):
    place = Citation("d" * 32, "Rules", 2, 5, 5 + len(cited), cited)
    told = AnswerSentence(text, Support.SUPPORTED, (place,)) if cited else None
    return Answer(text, (told,) if told else (), (), (), "m")


def ask(library, question, text, rating=0, corrected="", conversation=0, after=None, cited=""):
    kept = library.conversations.add_exchange(conversation, question, answer(text, cited), after)
    if rating:
        library.conversations.rate(kept.message, rating)
    if corrected:
        library.conversations.correct(kept.message, corrected)
    return kept


def test_liked_answers_are_examples_with_their_place_and_what_was_said_before(library):
    first = ask(library, "Is it open?", "Yes.")
    ask(library, "Until when?", "Until ten.", 1, conversation=first.conversation, cited="ten")
    ask(library, "Not liked?", "No.", -1)
    found = finished(gather(library, [LIKED]))
    [made] = found.examples
    assert (made.question, made.answer, made.origin) == ("Until when?", "Until ten.", LIKED)
    assert made.turns == (("Is it open?", "Yes."),)
    assert (made.source.document, made.source.quote, made.source.page) == ("d" * 32, "ten", 2)
    assert made.rejected == ""
    assert made.id == 0


def test_corrected_answers_reject_what_they_said_before(library):
    ask(library, "几点关门？", "九点。", -1, corrected="十点。")
    ask(library, "Where?", "Here.", 1)
    found = finished(gather(library, [CORRECTED]))
    [made] = found.examples
    assert (made.answer, made.rejected, made.origin) == ("十点。", "九点。", CORRECTED)
    assert made.language == "zh"
    both = finished(gather(library, [LIKED, CORRECTED])).examples
    assert [each.origin for each in both] == [CORRECTED, LIKED]


def test_thumbs_on_answers_to_one_question_make_a_pair(library):
    worse = ask(library, "Where is it?", "Somewhere.", -1)
    other = ask(library, "Where is it?", "In Rome.", 1, conversation=worse.conversation, after=0)
    ask(library, "When?", "Now.", -1)
    ask(library, "Who?", "Ada.", 1)
    assert other.conversation == worse.conversation
    pairs = {each.question: each.rejected for each in finished(gather(library, [LIKED])).examples}
    assert pairs == {"Where is it?": "Somewhere.", "Who?": ""}


def test_everything_together_without_duplicates(library, tmp_path):
    document = f"{HELIOGRAPH}\nThe mill burnt down in the year of the great flood.\n"
    library.add([prepared(library, document, "Signals of old")])
    ask(library, "Who has the key?", "Ada has it.", 1)
    file = tmp_path / "a.jsonl"
    file.write_text('{"q": "Who has the key?", "a": "Ada  has it."}\n{"q": "When?", "a": ""}\n')
    road = gather(
        library,
        [ExampleOrigin.DOCUMENT, LIKED],
        files=[str(file)],
        notes="Q: Who has the key?\nA: Ada has it.\n\nQ: And the lamp?\nA: Ben has it.",
    )
    told = []
    found = None
    while found is None:
        try:
            told.append(next(road))
        except StopIteration as end:
            found = end.value
    assert [(each.question, each.origin) for each in found.examples] == [
        ("Who has the key?", FILE),
        ("And the lamp?", ExampleOrigin.OWN),
        ("What is a heliograph?", ExampleOrigin.DOCUMENT),
    ]
    assert found.duplicates == 2
    assert [each.kind for each in found.problems] == ["no_answer"]
    assert (found.problem_count, found.format) == (1, "table")
    assert all(isinstance(each, Progress) for each in told)
    last = found.examples[-1]
    assert last.answer == HELIOGRAPH
    text = library.catalog.texts.text(last.source.document)
    assert text[last.source.start : last.source.end] == HELIOGRAPH


def test_files_need_no_library(tmp_path, home):
    file = tmp_path / "a.csv"
    file.write_text("question,answer\nWhere?,Here.\n")
    made = operations.make_examples(None, origins=[FILE], files=[str(file)])
    assert [each.question for each in finished(made).examples] == ["Where?"]
    with pytest.raises(BadRequest):
        finished(gather(None, [LIKED], files=[str(file)]))
    with pytest.raises(BadRequest):
        finished(gather(None, []))
    with pytest.raises(BadExamples):
        finished(gather(None, [FILE], files=[str(tmp_path / "gone.csv")]))


def test_long_notes_are_read_in_parts_and_endless_ones_refused(monkeypatch):
    monkeypatch.setattr(gathering, "NOTES_PART", 2000)
    notes = "\n\n".join(f"Q: Who keeps key {n}?\nA: Ada keeps key {n}." for n in range(200))
    told = list(gather(None, [], notes=notes))
    assert sum(each.stage is Stage.READING for each in told) >= 3
    found = finished(gather(None, [], notes=notes))
    assert len(found.examples) == 200
    with pytest.raises(BadRequest):
        finished(gather(None, [], notes="a" * 2_000_001))


def test_documents_that_are_named_alone_are_read(library):
    one, two = library.add(
        [
            prepared(library, HELIOGRAPH, "Signals"),
            prepared(library, HELIOGRAPH.replace("heliograph", "photophone"), "Sounds"),
        ]
    )
    found = finished(gather(library, [ExampleOrigin.DOCUMENT], documents=[two.id]))
    assert {each.source.document for each in found.examples} == {two.id}
    every = finished(gather(library, [ExampleOrigin.DOCUMENT]))
    assert {each.source.document for each in every.examples} == {one.id, two.id}
