"""A conversation as a client sends it: turns, words that end a reply, names of models."""

from dataclasses import replace

import pytest

from core import settings
from core.serving import naming
from core.serving.asking import REMEMBERED, Conversations, Until
from core.serving.shapes import SaidMessage
from core.types import Answer, Endpoint, Passage


def said(*texts):
    """Messages of the user and the assistant in turn."""
    return [
        SaidMessage(role=("user", "assistant")[at % 2], content=text)
        for at, text in enumerate(texts)
    ]


def passage(text):
    return Passage(1, "d", "T", 1, 0, len(text), text, "", 1.0, ("keyword",))


def test_what_was_answered_here_comes_back_with_its_passages():
    known = Conversations()
    read = passage("It was built in 1874.")
    answer = Answer(
        "In 1874.", (), (read, passage("no")), (), "m", read=(0,), written="In 1874 [1]."
    )
    known.remember("When?", answer, ("In 1874.", "In 1874. [1]"))
    for sent in ("In 1874.", "In 1874. [1]", "In 1874. [1]\n"):
        (turn,) = known.turns(said("When?", sent, "Why?"))
        assert (turn.question, turn.written, turn.passages) == ("When?", "In 1874 [1].", (read,))


def test_what_was_answered_elsewhere_loses_marks_that_point_at_nothing():
    (turn,) = Conversations().turns(
        said("When?", "In 1874 [1].\n\nSources:\n[1] Bridges, p. 1: “x”", "Why?")
    )
    assert (turn.question, turn.written, turn.passages) == ("When?", "In 1874.", ())


def test_questions_without_an_answer_and_answers_without_a_question_are_left_out():
    messages = [
        SaidMessage(role="assistant", content="Hello."),
        SaidMessage(role="user", content="One?"),
        SaidMessage(role="user", content="Two?"),
        SaidMessage(role="assistant", content="Yes."),
        SaidMessage(role="user", content="Three?"),
        SaidMessage(role="assistant", content=None),
        SaidMessage(role="user", content="Four?"),
    ]
    assert [(t.question, t.written) for t in Conversations().turns(messages)] == [("Two?", "Yes.")]


def test_only_so_much_is_remembered():
    known = Conversations()
    for at in range(REMEMBERED + 5):
        known.remember("q", Answer(f"a{at}", (), (), (), "m", written=f"w{at}"), (f"a{at}",))
    assert len(known._turns) == REMEMBERED
    (turn,) = known.turns(said("q", f"a{REMEMBERED + 4}", "?"))
    assert turn.written == f"w{REMEMBERED + 4}"


@pytest.mark.parametrize("cut", range(1, 8))
def test_words_that_end_a_reply_are_found_over_pieces_and_never_told(cut):
    text = "one STO two STOP three"
    until, told = Until(["STOP", "never"]), ""
    for at in range(0, len(text), cut):
        told += until.feed(text[at : at + cut])
        assert "STOP" not in told
        if until.over:
            break
    assert told + until.rest() == until.text == "one STO two "
    assert until.over


def test_without_such_words_everything_is_told_at_once():
    until = Until([])
    assert [until.feed("a"), until.feed("bc"), until.rest()] == ["a", "bc", ""]


def test_models_are_offered_by_name_and_ours_cannot_be_taken():
    settings.save(
        replace(
            settings.load(),
            endpoints=(
                Endpoint("Ollama", "http://127.0.0.1:1/v1", model="small"),
                Endpoint("no model", "http://127.0.0.1:1/v1"),
                Endpoint("lectern", "http://127.0.0.1:1/v1", model="other"),
            ),
        )
    )
    offered = naming.offered()
    assert offered == {
        "lectern": "lectern",
        "lectern-quotes": "lectern",
        "lectern-embeddings": "lectern",
        "Ollama": "small",
    }
    assert naming.is_writing_model("Ollama")
    for other in ("lectern", "lectern-embeddings", "no model", "nobody", "local:none.gguf", ""):
        assert not naming.is_writing_model(other)
