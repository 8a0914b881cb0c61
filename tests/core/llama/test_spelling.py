"""Text is told in whole characters, and never a part of what ends it."""

import pytest

from core.llama.context import LlamaContext, Opening
from core.llama.spelling import Spelling, spans
from tests.tiny_llama import random_model

TEXT = "港口在北边。🚢 The harbour — naïve ﬁ"


@pytest.fixture(scope="module")
def vocabulary():
    context = LlamaContext(random_model().gguf("q8_0"), Opening(256))
    yield context.vocabulary
    context.close()


def test_characters_come_whole(vocabulary):
    spelling = Spelling(vocabulary, (), ())
    told = [spelling.add(token) for token in vocabulary.tokens(TEXT)]
    assert "".join(told) + spelling.end() == TEXT
    assert "\ufffd" not in "".join(told)
    assert "" in told  # a part of a character waits for the rest


def test_half_a_character_at_the_end_is_told_as_such(vocabulary):
    spelling = Spelling(vocabulary, (), ())
    first = vocabulary.tokens("🚢")[0]
    assert spelling.add(first) + spelling.end() == "\ufffd"


def test_a_stop_and_what_follows_are_not_told(vocabulary):
    spelling = Spelling(vocabulary, ("\nQuestion:",), ())
    told = ""
    for token in vocabulary.tokens("The end\n\nQuestion: and so on"):
        told += spelling.add(token)
        if spelling.stopped:
            break
    assert spelling.stopped
    assert told + spelling.end() == "The end\n"


def test_what_only_begins_like_a_stop_is_told(vocabulary):
    spelling = Spelling(vocabulary, ("\nQuestion:",), ())
    told = "".join(spelling.add(token) for token in vocabulary.tokens("One\nQuest"))
    assert told == "One"
    assert told + spelling.end() == "One\nQuest"


def test_control_tokens_are_spelled_out_where_they_mean_something(vocabulary):
    mark = vocabulary.control("<|im_start|>")
    assert Spelling(vocabulary, (), ()).add(mark) == ""
    assert Spelling(vocabulary, (), ("<|im_start|>analysis",)).add(mark) == "<|im_start|>"


def test_pieces_stand_at_their_characters(vocabulary):
    pieces = [vocabulary.piece(token) for token in vocabulary.tokens(TEXT)]
    places = spans(TEXT, pieces)
    assert {place for start, end in places for place in range(start, end)} == set(range(len(TEXT)))
    for piece, (start, end) in zip(pieces, places, strict=True):
        assert piece in TEXT[start:end].encode()


def test_a_blank_that_a_model_puts_before_a_text_takes_no_place():
    assert spans("ab c", [b" a", b"b", b" c"]) == [(0, 1), (1, 2), (2, 4)]


def test_a_text_that_a_model_spells_otherwise_is_found_as_well_as_can_be():
    assert spans("The Harbour", [b" the", b" harbour"]) == [(0, 0), (0, 0)]
    assert spans("a\u00a0b", [b"a", b" b"]) == [(0, 1), (2, 3)]
