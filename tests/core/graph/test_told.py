"""Sentences as evidence: what says something of the two first, exact places, each in its scope."""

import numpy as np

from core.graph.reports import report_sentences
from core.graph.scope import scope_of
from core.graph.told import facts_of, told_of_connection, told_of_entity
from core.graph.values import connection_between, members_of
from core.types import EntityKind
from tests.graph_making import graph_of, random_graph

LONG = "Curie, who had travelled for many weeks through towns and villages, came to Paris at last."
TEXTS = {
    "a": f"{LONG} Curie worked in Paris. Curie was born in 1867.",
    "b": "Curie left Paris. Radium was found by Curie in 1898.",
}
NAMES = {"Curie": EntityKind.PERSON, "Paris": EntityKind.PLACE, "Radium": EntityKind.TERM}
YEARS = [("1867", EntityKind.DATE, "1867"), ("1898", EntityKind.DATE, "1898")]


def graph(**more):
    return graph_of(TEXTS, NAMES, quantities=YEARS, **more)


def words(made, told):
    text = TEXTS[made.documents[made.sentence_document[told.sentence]]]
    sentence = text[made.sentence_start[told.sentence] : made.sentence_end[told.sentence]]
    return sentence, [text[start:end] for start, end in told.spans]


def test_short_sentences_that_name_both_close_together_come_first():
    made = graph()
    link = connection_between(made, made.ids.index("curie"), made.ids.index("paris"))
    told = [words(made, each) for each in told_of_connection(made, link, 9, scope_of(made))]
    assert told[-1] == (LONG, ["Curie", "Paris"])
    assert {sentence for sentence, _ in told[:2]} == {"Curie worked in Paris.", "Curie left Paris."}


def test_a_sentence_that_says_something_of_the_two_comes_before_all():
    made = graph(relations=[("Curie", "Paris", "came to")])
    link = connection_between(made, made.ids.index("curie"), made.ids.index("paris"))
    told = told_of_connection(made, link, 9, scope_of(made))
    assert [each.label for each in told] == ["came to"] * 3


def test_only_sentences_of_the_scope_are_told():
    made = graph()
    link = connection_between(made, made.ids.index("curie"), made.ids.index("paris"))
    scope = scope_of(made, np.array([False, True]))
    told = [words(made, each)[0] for each in told_of_connection(made, link, 9, scope)]
    assert told == ["Curie left Paris."]
    assert len(told_of_entity(made, made.ids.index("curie"), 9, scope)) == 2


def test_facts_are_quantities_beside_an_entity_each_once():
    made = graph()
    facts = facts_of(made, made.ids.index("curie"), 9, scope_of(made))
    assert sorted(each.label for each in facts) == ["1867", "1898"]
    assert words(made, facts[0])[1][0] in ("Curie", "1867", "1898")
    assert [each.label for each in facts_of(made, made.ids.index("radium"), 9, scope_of(made))] == [
        "1898"
    ]


def test_a_report_speaks_of_central_entities_and_does_not_repeat_itself():
    made = random_graph(800, 2600)
    for community in range(len(made.community_names)):
        sentences = report_sentences(made, community, 6)
        assert 1 <= len(sentences) <= 6
        assert len(set(sentences.tolist())) == len(sentences)
        members = set(members_of(made, community).tolist())
        for sentence in sentences.tolist():
            start, end = made.first_mention[sentence], made.first_mention[sentence + 1]
            assert members & set(made.mention_entity[start:end].tolist())
    named = set()
    for sentence in report_sentences(made, 0, 8).tolist():
        start, end = made.first_mention[sentence], made.first_mention[sentence + 1]
        named |= set(made.mention_entity[start:end].tolist())
    assert len(named & set(members_of(made, 0)[:10].tolist())) >= 5
