"""Earlier turns in short: written once, gone on from, and never simply missing."""

from core.errors import ModelUnreachable
from core.events import Token, finished
from core.generation.condensing import Nowhere, condensed, in_short
from core.generation.history import Turn

TURNS = (
    Turn("When was it built?", "It was built in 1874 [1]. A long story follows."),
    Turn("几点关门？", "18:00关门[2]。夏天20:00。"),
    Turn("And dogs?", "Dogs are welcome [3]."),
)


class Scripted:
    """Stands in for a writing model."""

    name = "scripted"

    def __init__(self, *replies):
        self.replies = list(replies)
        self.asked = []

    def write(self, messages, max_tokens=512):
        self.asked.append(messages[-1].text)
        reply = self.replies.pop(0)
        if isinstance(reply, Exception):
            raise reply
        yield Token(reply)
        return reply


class Memory(dict):
    """Summaries by their digest."""

    def get(self, digest):
        return super().get(digest, "")

    def put(self, digest, text, model):
        self[digest] = text


def test_a_summary_is_written_once_and_gone_on_from():
    model, kept = Scripted("First.", "First and second."), Memory()
    assert finished(condensed(TURNS[:2], model, kept)) == "First."
    assert finished(condensed(TURNS[:2], model, kept)) == "First."
    assert len(model.asked) == 1
    assert "[1]" not in model.asked[0]
    assert finished(condensed(TURNS, model, kept)) == "First and second."
    assert model.asked[1].startswith("First.\n\n")
    assert "When was it built?" not in model.asked[1]
    # Another branch shares what it shares.
    other = (*TURNS[:2], Turn("Cats?", "No."))
    model.replies.append("Other.")
    finished(condensed(other, model, kept))
    assert model.asked[2].startswith("First.\n\n")


def test_where_the_model_fails_first_sentences_stand_in_and_are_not_kept():
    kept = Memory()
    failing = Scripted(ModelUnreachable(name="x", address="y"))
    text = finished(condensed(TURNS, failing, kept))
    assert text == in_short(TURNS)
    assert text.splitlines() == [
        "When was it built? → It was built in 1874.",
        "几点关门？ → 18:00关门。",
        "And dogs? → Dogs are welcome.",
    ]
    assert kept == {}
    assert finished(condensed(TURNS, Scripted(""), kept)) == text
    assert finished(condensed((), Scripted(), Nowhere())) == ""


def test_a_long_conversation_is_cut_at_its_beginning():
    text = in_short([Turn(f"Question {n}?", f"Answer {n}. " * 20) for n in range(200)])
    assert len(text) < 2000
    assert "Question 199?" in text
    assert "Question 0?" not in text
