"""Finding entities by what is typed: any spelling, the best first."""

import numpy as np

from core.graph.name_search import find, named
from core.graph.scope import scope_of
from core.types import EntityKind
from tests.graph_making import graph_of

TEXT = (
    "Marie Curie met Pierre Curie. Marie Curie and Pierre Curie praised GPT-4. 深度学习很好。"
    "The Curie Institute thanked Marie Curie. Procurie is a firm."
)
NAMES = {
    "Marie Curie": EntityKind.PERSON,
    "Pierre Curie": EntityKind.PERSON,
    "Curie Institute": EntityKind.ORGANISATION,
    "Procurie": EntityKind.ORGANISATION,
    "GPT-4": EntityKind.TERM,
    "深度学习": EntityKind.TERM,
}


def found(words, limit=20, kinds=(), **more):
    graph = graph_of({"a": TEXT}, NAMES, **more)
    allowed = scope_of(graph, None, kinds).entities
    return [graph.names[place] for place in find(graph, words, limit, allowed).tolist()]


def test_the_beginning_of_a_name_before_that_of_a_word_before_any_part():
    assert found("curie") == ["Curie Institute", "Marie Curie", "Pierre Curie", "Procurie"]
    assert found("curie", 1) == ["Curie Institute"]


def test_case_width_traditional_characters_and_spaces_make_no_difference():
    assert found("MARIE  cur") == ["Marie Curie"]
    assert found("ＧＰＴ") == ["GPT-4"]
    assert found("gpt4") == ["GPT-4"]
    assert found("深度學") == ["深度学习"]


def test_words_may_come_in_any_order():
    assert found("curie marie") == ["Marie Curie"]


def test_other_names_are_found_and_mean_their_entity():
    assert found("sklodowska", aliases={"Marie Curie": ["Maria Skłodowska"]}) == []
    assert found("Maria Skł", aliases={"Marie Curie": ["Maria Skłodowska"]}) == ["Marie Curie"]


def test_without_words_the_most_central_come_first():
    assert found("")[0] == "Marie Curie"
    assert len(found(" ")) == len(NAMES)
    assert found("…") == []


def test_hidden_ones_and_other_kinds_are_not_found():
    assert found("curie", hidden=["Marie Curie"]) == ["Curie Institute", "Pierre Curie", "Procurie"]
    assert found("curie", kinds=["person"]) == ["Marie Curie", "Pierre Curie"]


def test_an_entity_is_known_by_its_id_and_by_any_name():
    graph = graph_of({"a": TEXT}, NAMES, {"Marie Curie": ["Maria Skłodowska"]})
    place = graph.names.index("Marie Curie")
    for name in ("marie curie", "Marie Curie", "MARIE CURIE", "Maria Skłodowska"):
        assert named(graph, name) == place
    assert named(graph, "Nobody") == -1
    assert named(graph, "") == -1
    assert isinstance(np.int64(place), np.integer)
