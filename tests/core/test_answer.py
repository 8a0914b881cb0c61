"""The road of a question, on a real library."""

import pytest

from core import wire
from core.answer import NOTHING_FOUND, answer
from core.errors import BadRequest, NotFound
from core.events import Changes, Retrieved, Step, Token, finished
from core.graph_building import update
from core.types import Filter, Role, Support
from tests.library_making import open_library, prepared

REPORT = "青禾的全年净利润为 1860 万元。\n全年研发投入为 1035 万元。\n总部设在宁波市。"
MUSEUM = "The lighthouse of Saltby was built in 1874.\nDogs are welcome in the garden of Saltby."


@pytest.fixture
def library(tmp_path):
    opened = open_library(tmp_path / "library", create=True)
    opened.add(
        [
            prepared(opened, REPORT, "青禾年度报告", "report.txt"),
            prepared(opened, MUSEUM, "Handbook", "handbook.txt"),
        ]
    )
    yield opened
    opened.close()


def run(road):
    events = []
    try:
        while True:
            events.append(next(road))
    except StopIteration as stop:
        return events, stop.value


def test_sources_come_before_words_and_words_make_the_answer(library):
    events, result = run(answer(library, "全年净利润是多少？"))
    kinds = [type(event) for event in events]
    assert kinds.index(Retrieved) < kinds.index(Token)
    assert "".join(event.text for event in events if isinstance(event, Token)) == result.text
    assert [event.trace for event in events if isinstance(event, Step)] == list(result.trace)
    assert [step.step for step in result.trace] == ["search", "write", "verify"]
    assert events[-1] == Changes(conversations=True)
    assert (result.model, result.waiting) == ("quoting", 0)


def test_every_sentence_is_quoted_from_its_place_and_supported(library):
    for question in ("全年净利润是多少？", "When was the lighthouse built?"):
        _, result = run(answer(library, question))
        assert result.sentences
        for sentence in result.sentences:
            assert sentence.support is Support.SUPPORTED
            for cited in sentence.citations:
                text = library.catalog.texts.stretch(cited.document, cited.start, cited.end)
                assert text == cited.quote
                assert cited.page == 1


def test_what_the_documents_do_not_say_is_not_answered(library):
    for question, language in (("熊猫吃什么竹子？", "zh"), ("Who won the chess cup?", "en")):
        _, result = run(answer(library, question))
        assert (result.text, result.sentences) == (NOTHING_FOUND[language], ())


def test_an_empty_library_says_so_too(tmp_path):
    empty = open_library(tmp_path / "empty", create=True)
    _, result = run(answer(empty, "Anything?"))
    assert result.text == NOTHING_FOUND["en"]
    empty.close()


def test_the_exchange_is_kept_and_goes_on(library):
    _, first = run(answer(library, "全年净利润是多少？"))
    _, second = run(answer(library, "那研发投入呢？", conversation=first.conversation))
    assert second.conversation == first.conversation
    assert second.sentences[0].text == "全年研发投入为 1035 万元。"
    messages = library.conversations.messages(first.conversation)
    assert [message.role for message in messages] == [Role.PERSON, Role.LECTERN] * 2
    assert messages[3].answer == second
    assert messages[2].text == "那研发投入呢？"


def test_only_the_documents_asked_for_are_read(library):
    handbook = next(one.id for one in library.catalog.documents() if one.name == "handbook.txt")
    _, result = run(answer(library, "全年净利润是多少？", where=Filter(documents=(handbook,))))
    assert result.sentences == ()


def test_stopped_after_some_words_it_keeps_them_with_their_citations(library):
    road = answer(library, "When was the lighthouse of Saltby built?")
    for event in road:
        if isinstance(event, Token):
            break
    road.close()
    (conversation,) = library.conversations.all()
    question, partial = library.conversations.messages(conversation.id)
    assert question.text == "When was the lighthouse of Saltby built?"
    assert partial.text == event.text
    assert partial.answer.sentences[0].support is Support.SUPPORTED
    assert partial.answer.sentences[0].citations[0].quote in MUSEUM


@pytest.mark.parametrize("steps", range(1, 7))
def test_stopped_anywhere_it_keeps_the_question_once(library, steps):
    road = answer(library, "全年净利润是多少？")
    for _ in range(steps):
        next(road, None)
    road.close()
    (conversation,) = library.conversations.all()
    messages = library.conversations.messages(conversation.id)
    assert [one.text for one in messages if one.role is Role.PERSON] == ["全年净利润是多少？"]
    assert len(messages) <= 2


def test_a_library_open_for_reading_answers_and_keeps_nothing(library, tmp_path):
    reading = open_library(tmp_path / "library", read_only=True)
    _, result = run(answer(reading, "全年净利润是多少？"))
    assert result.sentences
    assert result.conversation == 0
    reading.close()
    assert library.conversations.all() == ()


def test_what_makes_no_sense_is_refused(library):
    with pytest.raises(BadRequest):
        run(answer(library, "  "))
    with pytest.raises(NotFound):
        run(answer(library, "a", conversation=99))
    assert library.conversations.all() == ()


def test_a_document_removed_while_the_answer_is_written_supports_nothing(library):
    road = answer(library, "全年净利润是多少？")
    while not isinstance(next(road), Token):
        pass
    library.remove(library.catalog.ids())
    _, result = run(road)
    assert result.sentences
    assert all(sentence.support is Support.UNSUPPORTED for sentence in result.sentences)
    assert all(sentence.citations == () for sentence in result.sentences)


@pytest.mark.parametrize("odd", ["\udcff", "\0", "x" * 100_000, "净" * 100_000])
def test_odd_and_endless_questions_are_answered_and_kept(library, odd):
    _, result = run(answer(library, f"全年净利润是多少？ {odd}"))
    kept = library.conversations.messages(result.conversation)
    assert len(kept) == 2
    wire.encode(kept)


def test_the_search_says_what_it_chose_and_what_it_did_without(library):
    _, result = run(answer(library, "Saltby"))
    assert result.trace[0].detail.endswith("(keyword 2, vector 2)")
    assert result.search.plan.chosen
    _, result = run(answer(library, "What is this about?"))
    chose = "chose overview (overview: overview words, nothing else); "
    assert result.trace[0].detail.startswith(chose)
    _, result = run(answer(library, "When was it built?", retriever="hyde"))
    assert result.trace[0].detail.startswith("hyde; without hyde (no model); ")


def test_how_two_are_connected_is_told_by_the_sentences_of_the_way_between_them(library):
    lines = (
        "Ada Lovelace wrote letters to Charles Babbage.",
        "Charles Babbage founded the Analytical Society.",
        "Dogs may not be brought to meetings.",
    )
    library.add([prepared(library, "\n".join(lines), "Letters", "letters.txt")])
    finished(update(library))
    question = "How is Ada Lovelace connected with the Analytical Society?"
    _, result = run(answer(library, question))
    assert [sentence.text for sentence in result.sentences] == list(lines[:2])
    assert [sentence.support for sentence in result.sentences] == [Support.SUPPORTED] * 2
    assert result.text == "\n".join(lines[:2]) or result.text == " ".join(lines[:2])
    for sentence in result.sentences:
        (citation,) = sentence.citations
        assert citation.title == "Letters"
        text = library.catalog.texts.text(citation.document)
        assert text[citation.start : citation.end] == sentence.text
