"""Questions that a writing model makes are checked; what it breaks costs no question.

The model follows a script: it stands at the border to a program that is not ours.
"""

import pytest

from core import operations
from core.errors import ModelNonsense, ModelTooSlow, ModelUnreachable
from core.events import finished
from core.knowledge_base import KnowledgeBase
from core.types import ExamQuestionKind
from tests.core.exam.exam_making import CHINESE, ENGLISH, ScriptedModel, paged
from tests.library_making import WordHashEmbedder, prepared


class ParagraphsChunker:
    """All of a document is one chunk."""

    name = "whole"

    def chunk(self, document, tools):
        from core.types import ChunkSpan, Cut

        yield from ()
        return Cut((ChunkSpan(0, len(document.text.rstrip())),))


@pytest.fixture
def library(tmp_path):
    opened = []

    def open_with(*replies, documents=3):
        model = ScriptedModel(*replies)
        library = KnowledgeBase.open(
            tmp_path / "library",
            create=True,
            embedder=WordHashEmbedder(),
            chunker=ParagraphsChunker(),
            model=model,
        )
        opened.append(library)
        for number in range(documents):
            lines = CHINESE if number == 1 else [f"Note {number} of the trust.", *ENGLISH]
            whole = paged([lines], f"Title {number}")
            library.add([prepared(library, whole.text, f"Title {number}", document=whole)])
        return library, model

    yield open_with
    for each in opened:
        each.close()


def reply(*rows):
    keys = ("question", "answer", "quote")
    return {"questions": [dict(zip(keys, row, strict=True)) for row in rows]}


GOOD = (
    "In which year was the courtyard's bell cast?",
    "1881",
    "the bronze  bell in the courtyard was cast in 1881",
)
LOGBOOKS = ("Where did the keeper's logbooks go?", "to the county archive", ENGLISH[4])


def made(library, count=4):
    return finished(operations.make_exam(library, count=count, with_model=True))


def test_a_question_is_kept_with_the_sentence_its_quote_is_from(library):
    library, _ = library(reply(GOOD), documents=1)
    (question,) = made(library, 1)
    assert question.kind is ExamQuestionKind.WRITTEN
    assert (question.text, question.answer) == GOOD[:2]
    (gold,) = question.gold
    assert gold.quote == ENGLISH[1]
    assert library.catalog.texts.stretch(gold.document, gold.start, gold.end) == gold.quote
    assert library.exam.asked() == (question,)


@pytest.mark.parametrize(
    "row",
    [
        ("In which year was the bell cast?", "1881", "The bell was made in the year 1881."),
        ("In which year was the bell cast?", "1880", ENGLISH[1]),
        ("According to the passage, when was the bell cast?", "1881", ENGLISH[1]),
        ("Was the bell cast in 1881?", "1881", ENGLISH[1]),
        ("What colour is the moon over Jupiter?", "purple", ENGLISH[1]),
        ("Why?", "1881", ENGLISH[1]),
        ("In which year was the bell cast?", "1881", "1881"),
    ],
)
def test_what_the_passage_does_not_bear_out_is_left_out(library, row):
    library, _ = library(reply(row), documents=1)
    assert made(library) == ()
    assert library.exam.questions() == ()


def test_chinese_questions_are_kept_too(library):
    row = ("青禾文具公司是哪一年成立的？", "1998年", "青禾文具公司于1998年在宁波成立")
    library, _ = library(reply(row))
    (question,) = made(library, 1)
    assert (question.language, question.gold[0].quote) == ("zh", CHINESE[0])


def test_the_same_question_is_kept_once(library):
    library, model = library(reply(GOOD, LOGBOOKS))
    assert len(made(library)) == 2
    assert len(model.asked) == 3


@pytest.mark.parametrize(
    "broken",
    [
        "no JSON at all",
        {"questions": "none"},
        {"questions": [{"question": 1}]},
        [],
        ModelTooSlow(name="scripted", seconds=60),
    ],
)
def test_a_broken_reply_costs_only_itself(library, broken):
    library, _ = library(broken, reply(GOOD), reply())
    (question,) = made(library)
    assert question.text == GOOD[0]


def test_when_the_model_goes_what_was_made_stays(library):
    library, model = library(reply(GOOD), ModelUnreachable(name="scripted", address="nowhere"))
    rows = made(library)
    assert len(model.asked) >= 2
    assert [row.text for row in rows] <= [GOOD[0]]
    assert library.exam.questions() == rows


def test_a_model_that_cannot_be_reached_is_named_when_nothing_was_made(library):
    library, model = library(ModelUnreachable(name="scripted", address="nowhere"))
    with pytest.raises(ModelUnreachable):
        made(library)
    assert len(model.asked) == 1


def test_a_model_that_only_writes_nonsense_is_given_up(library):
    library, model = library("?", documents=9)
    with pytest.raises(ModelNonsense):
        made(library)
    assert len(model.asked) == 4


def test_stopped_it_keeps_what_it_made(library):
    library, _ = library(reply(GOOD), reply(), documents=4)
    road = operations.make_exam(library, count=4, with_model=True)
    for _ in road:
        if library.exam.questions():
            break
    road.close()
    assert [question.text for question in library.exam.questions()] == [GOOD[0]]
