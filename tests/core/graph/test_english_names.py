"""Names of English sentences are found as they are written and cut where they end."""

import pytest

from core.graph.keys import key_of
from core.graph.reading import Sign
from core.types import EntityKind, MarkKind
from tests.core.graph.english_text import found, kinds, names, spanned


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We met J. R. R. Tolkien near Oxford.", ["J. R. R. Tolkien", "Oxford"]),
        ("It was Ludwig van Beethoven who wrote to Charles de Gaulle.",
         ["Ludwig van Beethoven", "Charles de Gaulle"]),
        ("She teaches at the University of Texas at Austin.", ["University of Texas at Austin"]),
        ("They praised Alexander the Great after World War II.",
         ["Alexander the Great", "World War II"]),
        ("He bought GPT-4, the iPhone 12 and ISO 9001 from AT&T.",
         ["GPT-4", "iPhone 12", "ISO 9001", "AT&T"]),
        ("Both Johnson-Smith and O'Brien came to King's College.",
         ["Johnson-Smith", "O'Brien", "King's College"]),
        ("He sold Apple, Inc. to Marks & Spencer.", ["Apple, Inc", "Marks & Spencer"]),
        ("They read Mozart's Requiem on the London-based stage.", ["Mozart", "Requiem", "London"]),
        ("It was in the 1900 Summer Olympics.", ["1900 Summer Olympics"]),
        ("It appeared in Molecular and Cellular Biology.", ["Molecular and Cellular Biology"]),
        ("the Ministry of Health and Human Services", ["Ministry of Health and Human Services"]),
    ],
)  # fmt: skip
def test_a_name_is_the_longest_span_that_belongs_together(text: str, expected: list[str]) -> None:
    assert spanned(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("However, Rome fell.", ["Rome"]),
        ("The President of the United States met German Chancellor Angela Merkel.",
         ["United States", "Angela Merkel"]),
        ("On Monday Apple said so in July 1998.", ["Apple"]),
        ("Former Prime Minister Tony Blair left.", ["Tony Blair"]),
        ("Apple CEO Tim Cook spoke.", ["Apple", "Tim Cook"]),
        ("Summarized ChIP-seq signals grew.", ["ChIP-seq"]),
        ("It's in Chapter 3 of an American book.", []),
        ("We saw Full-length and TE-associated parts.", ["TE"]),
        ("See http://Example.com/Some/Path or 10.1234/Phys.Rev by Bob.", ["Bob"]),
        ("The risk (95% CI 1.37) grew.", ["CI"]),
    ],
)  # fmt: skip
def test_words_that_only_stand_beside_a_name_are_cut(text: str, expected: list[str]) -> None:
    assert spanned(text) == expected


def test_of_two_names_joined_by_and_each_is_found() -> None:
    assert spanned("They visited Brazil and Argentina.") == ["Brazil", "Argentina"]


def test_a_word_that_begins_a_sentence_needs_more_than_its_capital() -> None:
    assert names("Treatment helps. The treatment is long.") == []
    assert names("Rome is old. We love Rome.") == ["Rome"]


def test_the_title_is_a_name_without_its_parenthesis_which_says_what_it_is() -> None:
    findings = found("It is small.", "Mercury (planet)")
    assert [(name.key, name.signs & Sign.TITLE) for name in findings.names] == [
        ("mercury", Sign.TITLE)
    ]
    assert [(sense.key, sense.gloss, sense.sentence) for sense in findings.senses] == [
        ("mercury", "planet", -1)
    ]


def test_the_title_in_the_text_is_one_name_however_its_marks_are_spaced() -> None:
    text = "Person - centered care was praised. The Good, the Bad and the Ugly was praised too."
    assert "Person - centered care" in names(text, "Person-centered care")
    assert "Good" not in names(text, "The Good, the Bad and the Ugly")


def test_headings_and_tables_give_their_names_but_not_their_usual_words() -> None:
    text = "2.1 Gradient Descent\n\nIntroduction\n\nEnzyme | Mass (kDa)\n\nTrypsin | 23"
    findings = found(
        text,
        "",
        (MarkKind.HEADING, "2.1 Gradient Descent"),
        (MarkKind.HEADING, "Introduction"),
        (MarkKind.TABLE_HEADER, "Enzyme | Mass (kDa)"),
        (MarkKind.TABLE_ROW, "Trypsin | 23"),
    )
    signs = {name.surface: name.signs for name in findings.names}
    assert signs["Gradient Descent"] == Sign.HEADING
    assert "Introduction" not in signs
    assert signs["Enzyme"] == signs["Mass"] == Sign.TABLE
    assert signs["Trypsin"] & Sign.TABLE


def test_a_title_in_quotation_marks_is_a_work_where_a_word_says_so() -> None:
    assert kinds('They sang the song "Blue Moon Over Town" at night.') == {
        "Blue Moon Over Town": EntityKind.WORK
    }
    assert "Dark River" in names("They called it ``Dark River '' then.")


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("We met Dr. Zorblatt there.", "Zorblatt", EntityKind.PERSON),
        ("We met Maria Lopez there.", "Maria Lopez", EntityKind.PERSON),
        ("Then Zed Foo (born 3 May 1950) left.", "Zed Foo", EntityKind.PERSON),
        ("It lies in France.", "France", EntityKind.PLACE),
        ("We swam in Lake Zorb.", "Lake Zorb", EntityKind.PLACE),
        ("They moved to the city of Zorbia.", "Zorbia", EntityKind.PLACE),
        ("He joined Zorb Ltd. and left.", "Zorb Ltd", EntityKind.ORGANISATION),
        ("She led the University of Zorbia.", "University of Zorbia", EntityKind.ORGANISATION),
        ("They signed the Treaty of Zorb.", "Treaty of Zorb", EntityKind.WORK),
        ("They saw the film Zorb twice.", "Zorb", EntityKind.WORK),
        ("He fell in the Battle of Zorb.", "Battle of Zorb", EntityKind.EVENT),
        ("Zorb, a Norwegian rower, won. We like Zorb.", "Zorb", EntityKind.PERSON),
        ("Nobody knows Zorb yet.", "Zorb", EntityKind.OTHER),
    ],
)
def test_kinds(text: str, name: str, kind: EntityKind) -> None:
    assert kinds(text)[name] is kind


def test_a_sentence_that_defines_says_what_a_name_is() -> None:
    findings = found("Ada Zorb (born 1950) is a Norwegian rower who won twice.")
    assert [(sense.key, sense.gloss, sense.kind) for sense in findings.senses] == [
        ("ada zorb", "Norwegian rower", EntityKind.PERSON)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The World Health Organization (WHO) acts.",
         ("world health organization", "who", "abbreviation")),
        ("The WHO (World Health Organization) acts.",
         ("world health organization", "who", "abbreviation")),
        ("We train a convolutional neural network (CNN).",
         ("convolutional neural network", "cnn", "abbreviation")),
        ("Istanbul, formerly known as Constantinople, is old.",
         ("istanbul", "constantinople", "also_called")),
        ("Bob Zorb (born Robert Allen Zorbman; 1941) sings.",
         ("bob zorb", "robert allen zorbman", "also_called")),
        ("Zorb Corporation (hereinafter “the Seller”) pays.",
         ("zorb corporation", "seller", "short")),
        ("We met Marie Zorb. Then Zorb left, and Zorb slept.", ("marie zorb", "zorb", "surname")),
    ],
)  # fmt: skip
def test_other_names(text: str, expected: tuple[str, str, str]) -> None:
    aliases = [(alias.key, alias.other, alias.why) for alias in found(text).aliases]
    assert aliases == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "The results (see Table 2) of Zorb (1998) and Foo (left) differ.",
        "Two people (Ann Zorb and Bob Zorb) met Zorb.",
        "Zorb was born in Paris (France).",
    ],
)
def test_brackets_that_name_nothing_else_give_no_other_names(text: str) -> None:
    assert found(text).aliases == ()


def test_terms_without_capitals_are_found_where_a_sentence_makes_them_terms() -> None:
    text = "A hash table is a data structure. Its method is called linear probing."
    assert kinds(text) == {"hash table": EntityKind.TERM, "linear probing": EntityKind.TERM}


def test_a_term_that_a_document_keeps_using_is_found_but_not_in_a_short_text() -> None:
    sentence = "People like how the message queue grows while others sleep at home. "
    assert "message queue" not in names(sentence * 4)
    long = found(sentence * 30)
    assert [name.signs for name in long.names if name.key == "message queue"] == [Sign.REPEATED]


def test_code_and_chinese_are_left_to_others() -> None:
    text = "class FooBar extends Zorb\n\n北京大学 Peking 位于中国首都北京市海淀区"
    assert found(text, "", (MarkKind.CODE, "class FooBar extends Zorb")).names == ()


@pytest.mark.parametrize(
    "text", ["", " ", "\x00\x07", "...", "(((((", "“”``''", "A. B. C.", "\u202e"]
)
def test_odd_texts_say_nothing_and_end(text: str) -> None:
    assert all(name.key == key_of(name.surface) for name in found(text, text).names)


@pytest.mark.parametrize(
    "piece", ["Alpha and Beta of Gamma ", "(A (b “C ", "aaaa", "born known as "]
)
def test_a_line_without_end_is_read_to_its_end(piece: str) -> None:
    """Were the time not linear, a million characters would run into the time limit of all tests."""
    findings = found(piece * (1_000_000 // len(piece)))
    assert all(len(name.surface) <= 90 for name in findings.names)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We met John Lennon of the Beatles.", ["John Lennon", "Beatles"]),
        ("The Phantom of the Opera ran.", ["Phantom of the Opera"]),
        ("It was before the Second World War.", ["Second World War"]),
        ("He was an Anglo-Saxon Earl of Northumbria.",
         ["Northumbria", "Anglo-Saxon Earl of Northumbria"]),
        ("See Fig. 2A and 2B of the Fourth Edition.", []),
        ("It was the War of 1812 near Frankfurt am Main.", ["War of 1812", "Frankfurt am Main"]),
        ("New London is a town.", ["New London"]),
    ],
)  # fmt: skip
def test_where_a_name_of_several_parts_ends(text: str, expected: list[str]) -> None:
    assert spanned(text) == expected


def test_of_a_bibliography_the_authors_are_taken_and_the_words_of_titles_are_not() -> None:
    text = "Bay J, Arndt C, Niu M, et al Prediction of Enteric Methane Yield. 2017; 10.3168/jds"
    assert kinds(text) == dict.fromkeys(("Bay J", "Arndt C", "Niu M"), EntityKind.PERSON)
