"""Conversations are kept, found, renamed and removed."""

import pytest

from core.errors import NotFound, ReadOnlyLibrary
from core.stores.conversations import TITLE_LENGTH
from core.types import Answer, AnswerSentence, Citation, Role, Support
from tests.library_making import open_library

CITATION = Citation("d" * 32, "报告", 3, 10, 14, "净利润为")
ANSWER = Answer(
    "净利润为 1860 万元。",
    (AnswerSentence("净利润为 1860 万元。", Support.SUPPORTED, (CITATION,)),),
    (),
    (),
    "quoting",
)


@pytest.fixture
def library(tmp_path):
    opened = open_library(tmp_path / "library", create=True)
    yield opened
    opened.close()


@pytest.fixture
def conversations(library):
    return library.conversations


def test_an_exchange_comes_back_whole_and_knows_where_it_stands(conversations):
    kept = conversations.add_exchange(0, "去年的净利润是多少？", ANSWER)
    question, answer = conversations.messages(kept.conversation)
    assert (question.role, question.text) == (Role.PERSON, "去年的净利润是多少？")
    assert answer.role is Role.LECTERN
    assert answer.id == kept.message
    assert answer.answer == kept
    assert answer.answer.sentences == ANSWER.sentences


def test_a_conversation_is_called_after_its_first_question(conversations):
    first = conversations.new()
    conversations.add(first, Role.PERSON, "When  was it\nbuilt?")
    conversations.add(first, Role.PERSON, "By whom?")
    assert conversations.one(first).title == "When was it built?"
    long = conversations.new()
    conversations.add(long, Role.PERSON, "why " * 40)
    title = conversations.one(long).title
    assert len(title) <= TITLE_LENGTH
    assert title.endswith("…")


def test_the_latest_comes_first_and_words_are_looked_for_everywhere(conversations):
    old = conversations.new("预算")
    new = conversations.new("Lighthouse")
    conversations.add(old, Role.LECTERN, "共 100% 完成")
    assert [one.id for one in conversations.all()] == [old, new]
    assert [one.id for one in conversations.all("lighthouse")] == [new]
    assert [one.id for one in conversations.all("预算 完成")] == [old]
    assert [one.id for one in conversations.all("100%")] == [old]
    assert conversations.all("_") == ()
    assert conversations.all("")[0].messages == 1


def test_renaming_and_removing(conversations):
    one, other = conversations.new("one"), conversations.new("other")
    conversations.add(one, Role.PERSON, "secret words")
    conversations.rename(one, "  a   new name ")
    assert conversations.one(one).title == "a new name"
    conversations.rename(one, " ")
    assert conversations.one(one).title == "a new name"
    conversations.remove([one, 999])
    assert [left.id for left in conversations.all()] == [other]
    assert conversations.all("secret") == ()


def test_what_is_not_there_is_named(conversations):
    for call in (
        lambda: conversations.messages(7),
        lambda: conversations.rename(7, "x"),
        lambda: conversations.add(7, Role.PERSON, "x"),
        lambda: conversations.one(7),
        lambda: conversations.last_question(7),
    ):
        with pytest.raises(NotFound):
            call()


def test_half_an_exchange_is_not_kept(conversations):
    with pytest.raises(NotFound):
        conversations.add_exchange(7, "question", ANSWER)
    assert conversations.all() == ()


def test_an_answer_of_another_version_still_shows_its_text(library, conversations):
    kept = conversations.add_exchange(0, "q", ANSWER)
    with library.database.transaction() as connection:
        connection.execute("UPDATE messages SET answer = x'00000001c1' WHERE answer NOT NULL")
    message = conversations.messages(kept.conversation)[1]
    assert (message.text, message.answer) == (ANSWER.text, None)


def test_a_library_opened_for_reading_keeps_nothing(library, conversations, tmp_path):
    id = conversations.new("there")
    reading = open_library(tmp_path / "library", read_only=True)
    assert [one.id for one in reading.conversations.all()] == [id]
    with pytest.raises(ReadOnlyLibrary):
        reading.conversations.new("x")
    reading.close()


def test_a_page_pasted_into_the_search_finds_what_its_first_words_do(conversations):
    kept = conversations.add_exchange(0, "how many ships", ANSWER)
    words = " ".join(f"ships how{'' if n else ' many'}" for n in range(5000))
    assert [one.id for one in conversations.all(words)] == [kept.conversation]
    assert conversations.all(" ".join(f"word{n}" for n in range(5000))) == ()
    assert conversations.all("x" * 100_000) == ()
