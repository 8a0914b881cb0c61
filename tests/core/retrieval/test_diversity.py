"""No text twice, and not all of one place."""

from core.retrieval.diversity import ENOUGH, choose, distinct
from core.types import Fate, Passage

SENTENCE = "The granary of the village holds two hundred and fourteen bushels of rice in autumn."


def passage(text, document="d", start=0, chunk=0, score=1.0):
    end = start + len(text)
    return Passage(chunk or start, document, "T", 1, start, end, text, "", score, ("keyword",))


def test_a_number_is_all_the_difference_there_need_be():
    other = SENTENCE + " 214"
    assert len(distinct([passage(SENTENCE), passage(other, "e", chunk=9)], 5)) == 2
    assert len(distinct([passage(SENTENCE), passage(SENTENCE.upper(), "e", chunk=9)], 5)) == 1
    assert len(distinct([passage("？？"), passage("！！", "e", chunk=9)], 5)) == 2


def test_stretches_of_one_document_that_overlap_are_one():
    text = "".join(f"word{n} " for n in range(40))
    first, second = passage(text[:200]), passage(text[80:260], start=80)
    assert distinct([first, second], 5) == [first]
    assert len(distinct([first, passage(text[190:], start=190)], 5)) == 2


def test_a_repeated_passage_names_the_one_it_repeats():
    judged = choose([passage(SENTENCE, chunk=7), passage(SENTENCE, "e", chunk=8)], {}, 5)
    assert [(each.fate, each.like) for each in judged] == [(Fate.KEPT, 0), (Fate.REPEATED, 7)]


def crowd(scores, places):
    passages = [
        passage(f"{number} {'abcdefgh'[number] * 9} words", place, 100 * number, number + 1, score)
        for number, (score, place) in enumerate(zip(scores, places, strict=True))
    ]
    sections = {each.chunk: (each.document, "", 0, 999) for each in passages}
    return [each.fate for each in choose(passages, sections, ENOUGH + 1)]


def test_a_section_that_has_had_its_say_gives_way_to_one_nearly_as_good():
    fates = crowd([1.0, 1.0, 1.0, 1.0, 0.95], "aaaab")
    assert fates == [Fate.KEPT] * 3 + [Fate.CROWDED, Fate.KEPT]


def test_it_does_not_give_way_to_what_is_worse():
    fates = crowd([1.0, 1.0, 1.0, 1.0, 0.5], "aaaab")
    assert fates == [Fate.KEPT] * 4 + [Fate.BELOW]


def test_with_room_for_all_all_are_kept():
    assert crowd([1.0, 0.99, 0.98, 0.97], "aaaa") == [Fate.KEPT] * 4


def test_only_what_was_wanted_is_kept():
    assert crowd([1.0, 0.9, 0.8, 0.7, 0.6, 0.5], "abcdef") == [Fate.KEPT] * 4 + [Fate.BELOW] * 2
