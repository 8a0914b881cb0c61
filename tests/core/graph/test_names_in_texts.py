"""Which names count, and where they stand: in both scripts, across documents."""

import numpy as np
import pytest

from core.graph.reading import Sign, TokenFlag
from core.graph.source import source_of
from core.graph.tokens import tokens_of_source
from core.types import EntityKind, ParsedDocument
from tests.core.graph.reading_making import alias, document, name, put_in_place, said


def found_in(*texts, names=(), **how):
    """What is found in texts whose first names some names."""
    documents = [
        document(f"{at}", text, *(names if not at else ())) for at, text in enumerate(texts)
    ]
    return [words for words, _ in said(put_in_place(*documents, **how), texts)]


# ---- tokens ------------------------------------------------------------------------------------


def tokens(text):
    return tokens_of_source(source_of(ParsedDocument("text", "", text, ()), ""))


def test_tokens_know_their_place_and_how_they_are_written():
    text = "The iPhone of NASA: Two cost 5k. 北京大学在北京"
    made = tokens(text)
    words = [text[start:end] for start, end in zip(made.start, made.end, strict=True)]
    assert words[:7] == ["The", "iPhone", "of", "NASA", "Two", "cost", "5k"]
    flags = dict(zip(words, map(TokenFlag, made.flags.tolist()), strict=True))
    assert flags["The"] == TokenFlag.CAPITAL | TokenFlag.FIRST | TokenFlag.BOUNDARY
    assert flags["iPhone"] == TokenFlag.CAPITAL | TokenFlag.BOUNDARY
    assert TokenFlag.ALL_CAPITALS in flags["NASA"]
    assert TokenFlag.FIRST in flags["Two"], "after a colon a capital says little"
    assert TokenFlag.DIGIT in flags["5k"]
    assert TokenFlag.CJK in flags["大"]
    assert TokenFlag.BOUNDARY in flags["北"]
    assert TokenFlag.BOUNDARY not in flags["学"]


def test_terms_are_there_once_for_each_sentence_ascending():
    made = tokens("A barn is a barn. 粮仓满了。")
    assert len(made.first_term) == len(made.sentence_start) + 1 == 3
    for at in range(2):
        own = made.term[made.first_term[at] : made.first_term[at + 1]]
        assert np.array_equal(own, np.unique(own))


def test_an_empty_text_has_no_tokens():
    assert len(tokens("").hash) == 0


# ---- which names count -------------------------------------------------------------------------


def test_a_name_of_two_words_counts_a_single_word_when_a_second_document_has_it():
    one = document("a", "Lodz and Lodz Granary.", name("Lodz"), name("Lodz Granary"))
    assert put_in_place(one).names.keys == ("lodz granary",)
    two = document("b", "Lodz is old.", name("Lodz"))
    assert put_in_place(one, two).names.keys == ("lodz", "lodz granary")


@pytest.mark.parametrize(
    ("sign", "kind", "counts"),
    [
        (Sign.CAPITALS, EntityKind.OTHER, False),
        (Sign.TITLE, EntityKind.OTHER, True),
        (Sign.DEFINED, EntityKind.TERM, True),
        (Sign.DICTIONARY, EntityKind.PLACE, True),
        (Sign.DICTIONARY, EntityKind.OTHER, False),
        (Sign.REPEATED, EntityKind.OTHER, False),
    ],
)
def test_a_strong_sign_makes_a_single_word_a_name(sign, kind, counts):
    where = put_in_place(document("a", "They saw Lodz.", name("Lodz", sign, kind)))
    assert bool(len(where.name)) is counts


def test_a_word_that_is_written_small_as_a_rule_is_no_name():
    texts = ("They saw a barn, a barn and Barn.", "The barn burned. So Barn said.")
    made = [document(str(at), text, name("Barn")) for at, text in enumerate(texts)]
    assert said(put_in_place(*made), texts) == []


def test_but_as_a_title_it_is_spoken_of_wherever_it_is_used():
    found = found_in(
        "They saw a barn, a barn and Barn.", "The barn burned.", names=[name("Barn", Sign.TITLE)]
    )
    assert found == ["barn", "barn", "Barn", "barn"]


def test_numbers_single_letters_and_stopped_words_are_no_names():
    names = [name(each, Sign.TITLE) for each in ("1948", "X", "Introduction", "我们")]
    assert found_in("Introduction 1948 X 我们 也", names=names) == []


def test_what_stands_everywhere_says_nothing_without_a_strong_sign():
    text = "Acme makes tools. " * 50 + "Some other words stand here. " * 950
    weak = [document(id, text, name("Acme")) for id in "ab"]
    assert len(put_in_place(*weak).name) == 0
    strong = [document(id, text, name("Acme", Sign.CUE)) for id in "ab"]
    assert len(put_in_place(*strong).name) == 100


def test_what_only_a_model_names_is_a_name_until_it_stands_everywhere():
    text = "They drank some water. " * 50 + "Some other words stand here. " * 950
    by_model = [name("water", Sign.MODEL), name("words", Sign.MODEL)]
    assert len(put_in_place(document("a", text, model=by_model)).name) == 0
    rare = document("a", "They drank some water. " + text.replace("water", "wine"), model=by_model)
    assert len(put_in_place(rare).name) == 1


def test_the_kind_is_what_most_documents_say_the_surer_ones_counting_more():
    documents = [
        document("a", "Lodz.", name("Lodz", kind=EntityKind.PERSON)),
        document("b", "Lodz.", name("Lodz", kind=EntityKind.PERSON)),
        document("c", "Lodz.", name("Lodz", Sign.CUE, EntityKind.PLACE)),
    ]
    where = put_in_place(*documents)
    assert list(EntityKind)[where.entities.kind[0]] is EntityKind.PLACE


# ---- where they stand --------------------------------------------------------------------------


def test_the_longest_name_wins_and_names_are_found_in_all_documents():
    names = [name("New York"), name("New York City Ballet"), name("York", Sign.TITLE)]
    assert found_in(
        "The New York City Ballet.", "In New York and York.", "NEW YORK is large", names=names
    ) == ["New York City Ballet", "New York", "York", "NEW YORK"]


def test_a_single_word_must_be_written_as_a_name():
    names = [name("WHO", Sign.ACRONYM), name("Reading", Sign.CUE)]
    found = found_in("WHO knows who reads in Reading?", "Who is reading?", names=names)
    assert found == ["WHO", "Reading"]


def test_a_name_does_not_reach_over_the_end_of_a_sentence_or_far_gaps():
    names = [name("Paris Texas"), name("大学城", Sign.MARKED)]
    assert found_in("They saw Paris. Texas was far. Paris —— Texas", names=names) == []
    assert found_in("他在大学，城里人多", names=names) == []


def test_a_short_chinese_name_must_be_whole_words():
    names = [name("京都", Sign.DICTIONARY, EntityKind.PLACE), name("华大", Sign.MARKED)]
    assert found_in("他住在京都。", "北京都是人。", "清华大学很大。", names=names) == ["京都"]


def test_traditional_and_simplified_characters_and_width_make_no_difference():
    names = [name("深度学习", Sign.MARKED), name("GPU Cluster")]
    found = found_in("深度學習需要ＧＰＵ cluster。", names=names)
    assert found == ["深度學習", "ＧＰＵ cluster"]


def test_mixed_names_are_found():
    assert found_in("他用iPhone手机和C++。", names=[name("iPhone手机", Sign.MARKED)]) == [
        "iPhone手机"
    ]


def test_a_local_name_is_one_only_where_a_document_says_so():
    texts = ("Marie Curie came. Curie left.", "Curie is a town.")
    one = document(
        "a", texts[0], name("Marie Curie"), aliases=[alias("Marie Curie", "Curie", "surname")]
    )
    where = put_in_place(one, document("b", texts[1]))
    assert said(where, texts) == [("Marie Curie", "marie curie"), ("Curie", "marie curie")]


def test_no_name_goes_on_over_the_border_of_a_cell():
    names = (name("Sigma Aldrich"), name("Sigma Aldrich Basel"))
    found = found_in("Sigma Aldrich | Basel | Sigma Aldrich Basel", names=names)
    assert found == ["Sigma Aldrich", "Sigma Aldrich Basel"]
