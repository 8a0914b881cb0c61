"""What joins entities: pairs in sentences, against chance."""

import numpy as np

from core.graph import connections


def array(*values):
    return np.array(values, dtype=np.int32)


def test_pairs_of_a_sentence_come_once_the_smaller_number_first():
    found = connections.pairs(array(0, 0, 0, 1, 1), array(5, 2, 5, 2, 7), 8)
    assert found.source.tolist() == [2, 2]
    assert found.target.tolist() == [5, 7]
    assert found.sentence.tolist() == [0, 1]


def test_a_sentence_with_many_names_connects_nothing():
    most = connections.MOST_NAMES
    few = connections.pairs(np.zeros(most, np.int32), np.arange(most), most)
    assert len(few.sentence) == most * (most - 1) // 2
    many = connections.pairs(np.zeros(most + 1, np.int32), np.arange(most + 1), most + 1)
    assert len(many.sentence) == 0


def test_no_mentions_make_no_pairs():
    assert len(connections.pairs(array(), array(), 0).sentence) == 0


def test_strength_is_more_the_more_often_than_by_chance():
    together = np.array([1, 10, 10, 10])
    one, other = np.array([1, 10, 20, 500]), np.array([1, 10, 20, 500])
    found = connections.strength(together, one, other, 1000)
    assert (found >= 0).all()
    assert (found <= 1).all()
    assert found[1] > found[0], "once is no law"
    assert found[1] > found[2] > found[3]
    assert found[3] == 0


def test_what_is_said_weighs_more():
    strengths = np.array([0.5, 0.5, 0.5], dtype=np.float32)
    found = connections.weight(strengths, np.array([1, 1, 9]), np.array([False, True, False]))
    assert found[1] > found[0]
    assert found[2] > found[0]
