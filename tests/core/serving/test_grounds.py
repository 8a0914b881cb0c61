"""Footnotes and marks: what an answer rests on, as its text says it."""

from core.serving.grounds import footnotes, grounds_of, marked, spans, without_footnotes
from core.types import Answer, AnswerSentence, Citation, Support

ONE = Citation("d1", "Harvest", 3, 10, 40, "The barn  held\n214 bushels.")
TWO = Citation("d2", "Bridges", 1, 0, 9, "长" * 400)


def answer(text, *sentences):
    return Answer(text, sentences, (), (), "m")


def sentence(text, *citations, start=-1, end=-1):
    return AnswerSentence(text, Support.SUPPORTED, citations, start, end)


def test_each_source_is_told_once_and_numbered_by_its_first_sentence():
    told = answer("A. B. C.", sentence("A.", ONE), sentence("B.", TWO, ONE), sentence("C."))
    assert marked(told) == "A. [1] B. [2][1] C."
    lines = footnotes(told, "en").splitlines()
    assert lines[:3] == ["", "", "Sources:"]
    assert lines[3] == "[1] Harvest, p. 3: “The barn held 214 bushels.”"
    assert lines[4].startswith("[2] Bridges, p. 1: “长")
    assert lines[4].endswith("长…”")
    assert len(lines[4]) < 330
    assert footnotes(told, "zh").splitlines()[2:4] == [
        "来源：",
        "[1] Harvest，第 3 页：“The barn held 214 bushels.”",
    ]


def test_without_sources_there_are_no_footnotes():
    told = answer("Your documents do not say.")
    assert footnotes(told, "en") == ""
    assert marked(told) == told.text


def test_a_sentence_that_comes_twice_is_found_at_its_own_place():
    told = answer("A. A.", sentence("A.", ONE), sentence("A.", TWO))
    assert spans(told) == [(0, 2), (3, 5)]
    assert marked(told) == "A. [1] A. [2]"


def test_known_places_are_taken_and_what_is_not_in_the_text_has_none():
    told = answer("甲。乙。", sentence("乙。", ONE, start=2, end=4), sentence("丙。", TWO))
    assert spans(told) == [(2, 4), (-1, -1)]
    assert marked(told) == "甲。乙。[1]"
    assert [each.start for each in grounds_of(told).sentences] == [2, -1]


def test_what_a_client_sends_back_loses_its_footnotes_and_nothing_else():
    told = answer("A.", sentence("A.", ONE))
    for language in ("en", "zh"):
        assert without_footnotes("A." + footnotes(told, language)) == "A."
    for text in ("", "A.", "Sources: none", "A.\n\nSources:\n- mine"):
        assert without_footnotes(text) == text
