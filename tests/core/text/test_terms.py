"""Which terms a text has."""

import pytest

from core.text.terms import LONGEST, fold, question_terms, terms


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Universities", "university"),
        ("ＡＢＣ１２３", "abc123"),
        ("圖書館", "图书馆"),
        ("résumé", "Resume"),
        ("John's", "john"),
        ("1,234,567", "1234567"),
        ("Straße", "STRASSE"),
        ("ﬁle", "file"),
    ],
)
def test_what_a_person_takes_for_the_same_has_the_same_terms(one, other):
    assert terms(one) == terms(other)


def test_chinese_becomes_pairs_of_characters():
    assert terms("知识库") == ["知识", "识库"]
    assert terms("用LanceDB查，猫") == ["用", "lancedb", "查", "猫"]
    assert terms("カタカナ 한국어") == ["カタ", "タカ", "カナ", "한국", "국어"]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("see GB/T-2312 there", "gb/t-2312"),
        ("version v2.0.1.", "v2.0.1"),
        ("about 3.14", "3.14"),
        ("in C++ and", "c++"),
        ("write C# code", "c#"),
        ("the U.S. army", "u.s"),
        ("on 2026-11-22", "2026-11-22"),
    ],
)
def test_codes_and_numbers_stay_whole(text, whole):
    assert whole in terms(text)
    assert whole in question_terms(whole)


def test_codes_are_split_too():
    assert {"gb", "2312"} <= set(terms("GB/T-2312"))
    assert {"covid19", "covid", "19"} <= set(terms("covid19"))
    assert terms("well-known foo_bar") == ["well", "known", "foo", "bar"]


def test_a_question_leaves_function_words_out_unless_it_has_no_others():
    assert question_terms("Who was the president of the club?") == ["presid", "club"]
    assert question_terms("to be or not to be") == ["to", "be", "or", "not"]
    assert question_terms("granary granary") == ["granari"]
    assert question_terms("?!") == []


def test_no_term_holds_a_space_or_is_endless():
    text = "x" * 5000 + " \u00a0\u2003\u3000 a\tb\nc\0d\u200be \U0001f600 ½ Ⅳ ㎏ ①"
    assert all(term and not any(map(str.isspace, term)) for term in terms(text))
    assert max(map(len, terms(text))) <= LONGEST


def test_other_scripts_are_words():
    assert terms("Война и мир") == ["война", "и", "мир"]
    assert terms("й") != terms("и")


def test_folding_keeps_every_position():
    text = "ＡＢ　圖書 İß’ﬁ 𠀀"
    assert len(fold(text)) == len(text)
    assert fold("ＡＢ　圖書") == "AB 图书"
