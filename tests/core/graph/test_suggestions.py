"""Entities that look like one: what is suggested, and above all what is not."""

import pytest

from core.graph.likeness import distinguishing, initials, one_edit, spelling, without_ending
from core.graph.near_spellings import near_spellings
from core.graph.suggestions import likeness_of, suggestions
from core.types import EntityKind
from tests.graph_making import graph_of, random_graph

PERSON, PLACE, TERM, GROUP = (
    EntityKind.PERSON,
    EntityKind.PLACE,
    EntityKind.TERM,
    EntityKind.ORGANISATION,
)


def suggested(text, names, **more):
    graph = graph_of(text if isinstance(text, dict) else {"a": text}, names, **more)
    return [
        (each.reason, *sorted(graph.names[place] for place in each.entities))
        for each in suggestions(graph)
    ]


def test_a_typing_error_in_like_company():
    text = "Siddhartha met Govinda. Sidhartha left Govinda. Siddhartha and Govinda talked."
    names = dict.fromkeys(("Siddhartha", "Sidhartha", "Govinda"), PERSON)
    assert suggested(text, names) == [("spelling", "Siddhartha", "Sidhartha")]


def test_two_that_are_named_side_by_side_are_two():
    text = "Martina and Marina came. Martina met Bob. Marina met Bob."
    assert suggested(text, dict.fromkeys(("Martina", "Marina", "Bob"), PERSON)) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("GPT-3 model", "GPT-4 model"),
        ("第一人民医院", "第二人民医院"),
        ("World War I", "World War II"),
        ("东城区人民法院", "西城区人民法院"),
        ("Type A influenza", "Type B influenza"),
        ("Windows 10", "Windows 11"),
    ],
)
def test_names_that_differ_in_what_counts_are_never_one(one, other):
    text = f"{one} is of Alpha and Beta. {other} is of Alpha and Beta."
    assert suggested(text, dict.fromkeys((one, other, "Alpha", "Beta"), TERM)) == []
    assert spelling(one.lower(), other.lower()) == 0
    assert distinguishing(one) != distinguishing(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("macroeconomics", "microeconomics"),
        ("victoria", "victorian"),
        ("supervised learning", "unsupervised learning"),
        ("north bend", "north end"),
    ],
)
def test_one_letter_may_make_another_word(one, other):
    assert spelling(one, other) == 0


def test_plurals_and_the_parting_of_words_make_no_other_term():
    assert spelling("neural network", "neural networks") >= 0.9
    assert spelling("data base", "database") >= 0.9
    assert spelling("category theory", "category theories") >= 0.9


def test_a_surname_alone_where_only_one_bears_it():
    text = "Marie Curie found radium. Curie found polonium."
    names = {"Marie Curie": PERSON, "Curie": PERSON, "radium": TERM, "polonium": TERM}
    assert suggested(text, names) == [("part_of_name", "Curie", "Marie Curie")]
    both = text + " Pierre Curie helped."
    assert suggested(both, names | {"Pierre Curie": PERSON}) == []


def test_a_surname_means_nobody_of_another_document():
    texts = {"a": "Marie Curie found radium.", "b": "Curie is a town with a mill."}
    names = {"Marie Curie": PERSON, "Curie": PLACE, "radium": TERM}
    assert suggested(texts, names) == []


def test_a_legal_form_and_an_abbreviation():
    text = "Acme makes anvils. Acme Inc sells anvils. 华为技术有限公司 and 华为 sell phones."
    names = {"Acme": GROUP, "Acme Inc": GROUP, "华为技术有限公司": GROUP, "华为": GROUP}
    found = suggested(text, names)
    assert ("part_of_name", "Acme", "Acme Inc") in found
    assert ("part_of_name", "华为", "华为技术有限公司") in found
    text = "The World Health Organization met. WHO wrote to Geneva."
    names = {"World Health Organization": GROUP, "WHO": GROUP, "Geneva": PLACE}
    assert suggested(text, names) == [("abbreviation", "WHO", "World Health Organization")]


def test_names_in_two_scripts_that_always_stand_side_by_side():
    text = "深度学习 (Deep Learning) 很好。我们用深度学习 (Deep Learning) 分类。"
    text += "LoRA 微调快。LoRA 微调省。"
    names = dict.fromkeys(("深度学习", "Deep Learning", "LoRA", "微调"), TERM)
    assert suggested(text, names) == [("translation", "Deep Learning", "深度学习")]


def test_what_a_person_has_parted_is_not_suggested_again():
    text = "Siddhartha met Govinda. Sidhartha left Govinda. Siddhartha and Govinda talked."
    graph = graph_of({"a": text}, dict.fromkeys(("Siddhartha", "Sidhartha", "Govinda"), PERSON))
    parted = frozenset({frozenset({"siddhartha", "sidhartha"})})
    assert suggestions(graph)
    assert suggestions(graph, parted) == []
    assert likeness_of(graph, graph.ids.index("sidhartha"))
    assert likeness_of(graph, graph.ids.index("govinda")) == []


def test_hidden_entities_and_other_kinds_are_left_out():
    text = "Siddhartha met Govinda. Sidhartha left Govinda. Siddhartha and Govinda talked."
    names = dict.fromkeys(("Siddhartha", "Sidhartha", "Govinda"), PERSON)
    assert suggested(text, names, hidden=["Sidhartha"]) == []
    assert suggested(text, names | {"Sidhartha": PLACE}) == []


def test_random_names_suggest_nothing():
    assert suggestions(random_graph(1500, 4000)) == []


def test_words_one_letter_apart_are_found_without_comparing_all():
    words = ["siddhartha", "sidhartha", "sidharhta", "govinda", "govindа", "vasudeva"]
    found = {tuple(words[at] for at in pair) for pair in near_spellings(words).tolist()}
    assert ("siddhartha", "sidhartha") in found
    assert ("sidhartha", "sidharhta") in found
    assert all("vasudeva" not in pair for pair in found)
    assert near_spellings([]).tolist() == []
    assert one_edit("sidhartha", "sidharhta")
    assert not one_edit("govinda", "govinda")


def test_initials_and_endings():
    assert initials("world health organization") == {"who"}
    assert initials("treaty on the functioning") == {"totf", "tf"}
    assert without_ending("air tanzania company limited") == "air tanzania"
    assert without_ending("北京市") == "北京"
