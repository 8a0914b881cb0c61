from types import SimpleNamespace

import numpy as np
import pytest

from core.graph.keys import key_of
from core.graph.linking import alike, linked


def graph_of(*entities, hidden=()):
    """As much of a Graph as linking looks at; an entity is its spellings, the shown one first."""
    spelt = {key_of(name): place for place, names in enumerate(entities) for name in names}
    keys = tuple(sorted(spelt))
    return SimpleNamespace(
        names=tuple(names[0] for names in entities),
        aliases=tuple(tuple(names[1:]) for names in entities),
        hidden=np.array([place in hidden for place in range(len(entities))]),
        keys=keys,
        key_entity=np.array([spelt[key] for key in keys], dtype=np.int32),
    )


def named(graph, text):
    return [(graph.names[entity], text[start:end]) for entity, start, end in linked(graph, text)]


PLACES = graph_of(("New York",), ("New York City", "NYC"), ("York",), ("May",), ("Turkey",))


def test_the_longest_spelling_wins_and_none_overlap():
    assert named(PLACES, "Is New York City older than York?") == [
        ("New York City", "New York City"),
        ("York", "York"),
    ]


def test_any_spelling_means_its_entity():
    assert named(PLACES, "Who is mayor of NYC's boroughs?") == [("New York City", "NYC's")]


@pytest.mark.parametrize("text", ["What may I do?", "a turkey in the oven, Maybe"])
def test_a_word_is_not_a_name_for_being_spelt_like_one(text):
    assert named(PLACES, text) == []


def test_who_types_without_capitals_means_names_too():
    assert named(PLACES, "how large is new york city") == [("New York City", "new york city")]
    assert named(PLACES, "where is york") == [("York", "york")]


def test_a_term_is_written_small():
    terms = graph_of(("low-rank adaptation", "LoRA"), ("photosynthesis",))
    assert named(terms, "What does photosynthesis need, and low rank adaptation?") == [
        ("photosynthesis", "photosynthesis"),
        ("low-rank adaptation", "low rank adaptation"),
    ]


def test_chinese_names_begin_and_end_where_words_do():
    graph = graph_of(("中国",), ("北京大学",), ("检索增强生成", "RAG"))
    assert named(graph, "发展中国家有哪些特点？") == []
    assert named(graph, "北京大学在中国的地位如何？") == [
        ("北京大学", "北京大学"),
        ("中国", "中国"),
    ]
    assert named(graph, "檢索增強生成和RAG有什么关系") == [
        ("检索增强生成", "檢索增強生成"),
        ("检索增强生成", "RAG"),
    ]


def test_a_misspelt_name_is_found_and_a_strange_one_is_not():
    graph = graph_of(("Publix Super Markets",), ("Michelangelo Buonarroti",))
    assert named(graph, "When was Publix Super Market founded?")[0][0] == "Publix Super Markets"
    assert named(graph, "Who taught Michelangelo Buonarotti?") == [
        ("Michelangelo Buonarroti", "Michelangelo Buonarotti")
    ]
    assert named(graph, "Who taught Rembrandt van Rijn?") == []


def test_hidden_entities_are_not_found():
    assert named(graph_of(("New York",), hidden={0}), "Where is New York or New Yorke?") == []


@pytest.mark.parametrize("text", ["", " ", "?!", "\0", "\ud800", "A" * 100_000, "好" * 20_000])
def test_any_text_is_looked_at(text):
    assert linked(PLACES, text) == []
    assert linked(graph_of(), text) == []


def test_the_most_alike_of_several_is_taken():
    graph = graph_of(("Anna Bergström",), ("Anna Bergmann",), ("Annabel",))
    assert graph.names[alike(graph, "Anna Bergstrom")] == "Anna Bergström"
    assert alike(graph, "Zzz") == -1
