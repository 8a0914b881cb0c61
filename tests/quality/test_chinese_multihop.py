"""The Chinese questions that need two passages really need both."""

from collections import Counter

import pytest

from core.evaluation.datasets import open_set
from core.text.terms import fold
from tests.quality.chinese_multihop.making import (
    HELD_OUT,
    seed_passages,
    seed_questions,
    write,
    written_passages,
    written_questions,
)


def _check(passages, questions):
    text = {each.id: fold(each.text) for each in passages}
    for question in questions:
        first, last = question.gold
        assert first != last, question
        answers = [fold(answer) for answer in question.answers]
        assert any(answer in text[last] for answer in answers), question
        assert len(question.answers[0]) == 1 or answers[0] not in text[first], question
        assert answers[0] not in question.text, question


def test_each_written_question_needs_both_of_its_passages():
    questions = written_questions()
    assert len(questions) == 40
    assert len(written_passages()) > 120
    _check(written_passages(), questions)


def test_half_of_the_questions_are_held_out():
    halves = Counter(each.id.startswith(HELD_OUT) for each in written_questions())
    assert halves[True] == halves[False]


def test_the_set_is_one_that_the_evaluation_reads(tmp_path):
    write(tmp_path / "multihop-zh", None)
    opened = open_set(tmp_path / "multihop-zh")
    assert len(opened.questions()) == 40
    assert len(list(opened.passages())) == len(written_passages())


def test_each_question_about_real_articles_needs_both_of_its_passages(corpora):
    passages = seed_passages(corpora)
    if not passages:
        pytest.skip("LECTERN_CORPORA holds no articles in documents/seeds")
    questions = seed_questions(passages)
    assert len(questions) == 20
    _check(passages, questions)
