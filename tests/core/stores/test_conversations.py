"""Conversations are kept, branch, are found, renamed and removed."""

from dataclasses import replace

import pytest

from core.errors import NotFound, ReadOnlyLibrary
from core.stores.conversations import TITLE_LENGTH
from core.types import (
    Answer,
    AnswerSentence,
    Citation,
    Passage,
    Role,
    SearchPlan,
    SearchReport,
    Support,
)
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
        connection.execute("UPDATE answers SET light = x'00000001c1', whole = x'00000001c1'")
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


# ---- trees ---------------------------------------------------------------------------------------


def said(conversations, id):
    """The open branch as words."""
    return " ".join(message.text for message in conversations.messages(id))


def worded(text):
    return replace(ANSWER, text=text)


@pytest.fixture
def talk(conversations):
    """q1 a1 q2 a2, with the ids of the four."""
    first = conversations.add_exchange(0, "q1", worded("a1"))
    conversations.add_exchange(first.conversation, "q2", worded("a2"))
    return first.conversation, [each.id for each in conversations.messages(first.conversation)]


def test_another_answer_to_the_same_question_stands_beside_the_first(conversations, talk):
    id, (q1, a1, q2, a2) = talk
    again = conversations.add_exchange(id, "q2", worded("b2"), after=a1)
    assert said(conversations, id) == "q1 a1 q2 b2"
    messages = conversations.messages(id)
    assert [each.alternatives for each in messages] == [(), (), (), (a2, again.message)]
    assert [each.id for each in messages][:3] == [q1, a1, q2], "the question is not kept twice"
    assert conversations.one(id).messages == 4


def test_a_changed_question_begins_a_branch_and_the_old_one_stays(conversations, talk):
    id, (q1, a1, q2, _) = talk
    conversations.add_exchange(id, "Q2", worded("A2"), after=a1)
    assert said(conversations, id) == "q1 a1 Q2 A2"
    changed = conversations.messages(id)[2]
    assert changed.alternatives == (q2, changed.id)
    other = conversations.add_exchange(id, "Q1", worded("A1"), after=0)
    assert said(conversations, id) == "Q1 A1"
    assert conversations.messages(id)[0].alternatives == (q1, conversations.messages(id)[0].id)
    conversations.choose_branch(id, q1)
    assert said(conversations, id) == "q1 a1 Q2 A2", "where it was last gone on with"
    conversations.choose_branch(id, q2)
    assert said(conversations, id) == "q1 a1 q2 a2"
    conversations.choose_branch(id, other.message)
    assert said(conversations, id) == "Q1 A1"
    assert conversations.all()[0].messages == 2


def test_what_follows_goes_to_the_end_of_the_open_branch(conversations, talk):
    id, (_, a1, q2, a2) = talk
    conversations.add_exchange(id, "q2", worded("b2"), after=a1)
    conversations.add_exchange(id, "q3", worded("b3"))
    assert said(conversations, id) == "q1 a1 q2 b2 q3 b3"
    conversations.choose_branch(id, a2)
    conversations.add_exchange(id, "q3", worded("a3"))
    assert said(conversations, id) == "q1 a1 q2 a2 q3 a3"
    conversations.choose_branch(id, q2)
    assert said(conversations, id) == "q1 a1 q2 a2 q3 a3"
    third = conversations.messages(id)[3]
    assert len(third.alternatives) == 2
    assert [each.alternatives for each in conversations.messages(id)][4:] == [(), ()]


def test_a_question_that_brought_no_answer_is_asked_again_in_its_place(conversations, talk):
    id, (*_, a2) = talk
    assert conversations.add_exchange(id, "q3", None) is None
    conversations.add_exchange(id, "q3", worded("a3"))
    assert said(conversations, id) == "q1 a1 q2 a2 q3 a3"
    conversations.add_exchange(id, "q3", None, after=a2)
    assert said(conversations, id) == "q1 a1 q2 a2 q3 a3", "a stopped try takes nothing away"


def test_the_way_to_a_message_is_what_a_branch_knows_of(conversations, talk):
    id, (_, a1, q2, a2) = talk
    conversations.add_exchange(id, "Q2", worded("A2"), after=a1)
    assert [each.text for each in conversations.messages(id, a2)] == ["q1", "a1", "q2", "a2"]
    assert [each.text for each in conversations.messages(id, a1)] == ["q1", "a1"]
    assert conversations.messages(id, 0) == ()
    assert conversations.last_question(id) == "Q2"
    assert conversations.last_question(id, q2) == "q2"
    assert conversations.last_question(id, a1) == "q1"
    assert conversations.last_question(id, 0) == ""


def test_a_message_of_another_conversation_is_no_place(conversations, talk):
    id, (q1, *_) = talk
    other = conversations.new("other")
    for call in (
        lambda: conversations.choose_branch(other, q1),
        lambda: conversations.add_exchange(other, "q", ANSWER, after=q1),
        lambda: conversations.messages(other, q1),
        lambda: conversations.choose_branch(id, 999),
    ):
        with pytest.raises(NotFound):
            call()
    assert conversations.messages(other) == ()


def test_words_are_found_and_removed_in_all_branches(library, conversations, talk):
    id, (_, a1, *_) = talk
    conversations.add_exchange(id, "about whales", worded("blue ones"), after=0)
    conversations.correct(a1, "sperm whales, rather")
    assert [each.id for each in conversations.all("q2 whales")] == [id]
    assert [each.id for each in conversations.all("rather")] == [id]
    conversations.remove([id])
    connection = library.database.connection
    for table in ("messages", "answers"):
        assert connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == 0


def test_a_conversation_longer_than_any_recursion_is_opened_counted_and_removed(conversations):
    id = conversations.new("long")
    with conversations._database.transaction():
        for number in range(1200):
            conversations.add(id, Role.PERSON, f"q{number}")
    assert conversations.one(id).messages == 1200
    assert conversations.messages(id)[-1].text == "q1199"
    conversations.remove([id])
    assert conversations.all() == ()


# ---- what the person thinks of answers -----------------------------------------------------------


def test_answers_are_liked_or_not_and_corrected(conversations, talk):
    id, (q1, a1, _, a2) = talk
    conversations.rate(a1, 1)
    conversations.rate(a2, -1)
    conversations.correct(a2, "  a better one ")
    ratings = [(each.rating, each.corrected) for each in conversations.messages(id)]
    assert ratings == [(0, ""), (1, ""), (0, ""), (-1, "a better one")]
    liked = conversations.rated()
    assert [(question, each.id, each.corrected) for question, each in liked] == [
        ("q2", a2, "a better one"),
        ("q1", a1, ""),
    ]
    assert liked[0][1].answer.sentences == ANSWER.sentences
    assert [each.id for _, each in conversations.rated(-1)] == [a2]
    assert [each.id for _, each in conversations.rated(limit=1)] == [a2]
    conversations.rate(a1, 0)
    conversations.correct(a2, "a2")
    assert conversations.rated() == ()
    for message in (q1, 999):
        with pytest.raises(NotFound):
            conversations.rate(message, 1)
        with pytest.raises(NotFound):
            conversations.correct(message, "x")


def test_a_light_answer_leaves_out_what_is_only_seen_unfolded(conversations):
    passages = tuple(
        Passage(
            at, "d" * 32, "报告", 3, at * 100, at * 100 + 99, "text", "第二节", 1.0, ("vector",)
        )
        for at in range(3)
    )
    whole = replace(
        ANSWER,
        passages=passages,
        search=SearchReport("q", SearchPlan("hybrid"), 1, (), ()),
        read=(2, 0),
        written="净利润为 1860 万元。[1]",
        thought="想一想",
    )
    kept = conversations.add_exchange(0, "q", whole)
    (_, light) = conversations.messages(kept.conversation, answers="light")
    assert light.answer == replace(
        kept, passages=(replace(passages[0], text=""),), search=None, read=(), written=""
    )
    assert conversations.one_message(kept.message).answer == kept
    assert conversations.messages(kept.conversation, answers="none")[1].answer is None
    assert conversations.messages(kept.conversation)[1].answer == kept
    silent = conversations.add_exchange(0, "q", replace(whole, sentences=()))
    (_, light) = conversations.messages(silent.conversation, answers="light")
    assert [each.start for each in light.answer.passages] == [0, 100, 200]
    assert conversations.one_message(light.id - 1).answer is None
    with pytest.raises(NotFound):
        conversations.one_message(999)


def test_reading_only_takes_no_marks(conversations, talk, tmp_path):
    id, (q1, a1, *_) = talk
    reading = open_library(tmp_path / "library", read_only=True)
    assert said(reading.conversations, id) == "q1 a1 q2 a2"
    for call in (
        lambda: reading.conversations.rate(a1, 1),
        lambda: reading.conversations.correct(a1, "x"),
        lambda: reading.conversations.choose_branch(id, q1),
        lambda: reading.conversations.add_exchange(id, "q", ANSWER, after=a1),
    ):
        with pytest.raises(ReadOnlyLibrary):
            call()
    reading.close()
