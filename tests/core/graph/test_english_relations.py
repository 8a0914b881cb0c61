"""What stands between two English names says something of them, or nothing."""

import pytest

from core.graph.english_relations import english_relations
from core.graph.findings import Named, Said
from core.types import EntityKind
from tests.core.graph.english_text import said


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Zorb founded Acme in 1990.", "Zorb | founded | Acme"),
        ("Acme was founded in 1990 by Zorb.", "Acme | was founded by | Zorb"),
        ("Zorb is the capital of Acme.", "Zorb | is the capital of | Acme"),
        ("Zorb is a small town in the north of Acme.", "Zorb | is a town in | Acme"),
        ("Zorb had been working for the company Acme.", "Zorb | been working for | Acme"),
        ("Zorb (born 5 May 1950 in Acme) sang.", "Zorb | born in | Acme"),
        ("Zorb, the president of Acme, sang.", "Zorb | president of | Acme"),
        ("Zorb's founder Acme sang.", "Acme | founder of | Zorb"),
        ("Zorb's capital is Acme.", "Acme | capital of | Zorb"),
        ("Zorb CEO Acme spoke.", "Acme | CEO of | Zorb"),
        ("Zorb is Acme's sister.", "Zorb | is sister of | Acme"),
        ("Zorb is a 2010 film directed by Acme.", "Zorb | directed by | Acme"),
        ("Zorb is a project that supports Acme.", "Zorb | supports | Acme"),
        ("Zorb agreed to acquire Acme.", "Zorb | agreed to acquire | Acme"),
        ("Zorb is one of the longest rivers in Acme.", "Zorb | is one of rivers in | Acme"),
    ],
)
def test_what_is_said_of_two_names(text: str, expected: str) -> None:
    assert said(text, "Zorb", "Acme") == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Zorb did not found Acme.",
        "Zorb said that Acme fell.",
        "Zorb slept because Acme fell.",
        "Zorb; Acme was founded by others.",
        "The mayor of Zorb founded Acme.",
        "No city in Zorb founded Acme.",
        "Zorb is required for Acme repression.",
        "Zorb-based Acme grew.",
        "Zorb was calculated by multiplying Acme.",
        "Zorb decreased by 0.09 kg Acme.",
        "Zorb target Acme.",
        "Zorb and Acme slept.",
        "Zorb compared with Acme.",
    ],
)
def test_nothing_is_said_across_clauses_or_of_something_else(text: str) -> None:
    assert said(text, "Zorb", "Acme") == []


def test_names_of_a_list_share_what_is_said() -> None:
    text = "Ann and Bob founded Acme, Beta and Corp."
    assert said(text, "Ann", "Bob", "Acme", "Beta", "Corp") == [
        f"{one} | founded | {other}" for one in ("Ann", "Bob") for other in ("Acme", "Beta", "Corp")
    ]


def test_a_list_ends_where_its_last_name_has_a_verb_of_its_own() -> None:
    assert said("Ann married Carl and Bob founded Acme.", "Ann", "Carl", "Bob", "Acme") == [
        "Ann | married | Carl",
        "Bob | founded | Acme",
    ]


def test_several_predicates_have_the_first_subject() -> None:
    text = "Marie was born in Warsaw and studied at Sorbonne."
    assert said(text, "Marie", "Warsaw", "Sorbonne") == [
        "Marie | was born in | Warsaw",
        "Marie | studied at | Sorbonne",
    ]
    text = "Apple, based in Cupertino, acquired Beats."
    assert said(text, "Apple", "Cupertino", "Beats") == [
        "Apple | based in | Cupertino",
        "Apple | acquired | Beats",
    ]


def test_a_relative_clause_speaks_of_the_name_before_it() -> None:
    text = "The Rhine flows through Basel, which is in Switzerland."
    assert said(text, "Rhine", "Basel", "Switzerland") == [
        "Rhine | flows through | Basel",
        "Basel | is in | Switzerland",
    ]


def test_a_place_lies_in_the_place_after_it_but_not_in_a_list() -> None:
    def places(text: str, *names: str) -> list[Said]:
        named = [
            Named(text.index(name), text.index(name) + len(name), EntityKind.PLACE)
            for name in names
        ]
        return english_relations(text, 0, len(text), named)

    assert places("They met in Paris, France.", "Paris", "France") == [Said(0, 1, "in")]
    assert places("We saw Paris, Rome, Bonn.", "Paris", "Rome", "Bonn") == []


def test_a_label_has_five_words_at_most() -> None:
    text = "Zorb was later appointed as a very senior professor at Acme."
    assert all(len(one.split(" | ")[1].split()) <= 5 for one in said(text, "Zorb", "Acme"))


def test_one_name_or_none_says_nothing() -> None:
    assert said("Zorb slept.", "Zorb") == []
    assert english_relations("", 0, 0, []) == []
