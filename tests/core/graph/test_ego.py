"""Surroundings: the closest first, deeper views hold shallower ones, filters hold."""

import numpy as np
import pytest

from core.graph.ego import ego_of
from core.graph.placing import placed
from core.graph.scope import scope_of
from core.graph.values import KINDS, standing
from tests.graph_making import random_graph


@pytest.fixture(scope="module")
def graph():
    return random_graph(1500, 5000)


def test_deeper_views_hold_shallower_ones(graph):
    scope = scope_of(graph)
    for centre in np.argsort(-standing(graph))[:20].tolist():
        shallow = ego_of(graph, [centre], 1, 40, scope)
        deeper = ego_of(graph, [centre], 2, 40, scope)
        deepest = ego_of(graph, [centre], 3, 40, scope)
        assert set(shallow.entities) <= set(deeper.entities) <= set(deepest.entities)
        assert len(deepest.entities) <= 40
        assert deepest.depth[0] == 0
        assert deepest.depth.max() <= 3


def test_every_entity_hangs_on_one_nearer_to_the_centre(graph):
    view = ego_of(graph, [int(np.argmax(standing(graph)))], 3, 80, scope_of(graph))
    depth = dict(zip(view.entities.tolist(), view.depth.tolist(), strict=True))
    nearest = {}
    for link in view.connections.tolist():
        a, b = int(graph.source[link]), int(graph.target[link])
        for one, other in ((a, b), (b, a)):
            nearest[one] = min(nearest.get(one, 99), depth[other])
    assert all(nearest[place] < steps for place, steps in depth.items() if steps)


def test_what_is_left_out_is_counted(graph):
    centre = int(np.argmax(np.diff(graph.neighbours_first)))
    degree = int(np.diff(graph.neighbours_first)[centre])
    view = ego_of(graph, [centre], 1, 10, scope_of(graph))
    assert view.left_out == degree + 1 - len(view.entities) > 0


def test_the_centre_is_shown_whatever_the_filter(graph):
    centre = int(np.argmax(standing(graph)))
    other = next(kind for kind in KINDS if kind is not KINDS[graph.kind[centre]])
    view = ego_of(graph, [centre], 2, 40, scope_of(graph, None, [other]))
    assert view.entities[0] == centre
    assert {KINDS[graph.kind[place]] for place in view.entities[1:]} <= {other}


def test_connections_of_other_documents_lead_nowhere(graph):
    documents = np.zeros(len(graph.documents), bool)
    documents[:5] = True
    scope = scope_of(graph, documents)
    centre = int(graph.mention_entity[np.argmax(scope.sentences[graph.mention_sentence])])
    view = ego_of(graph, [centre], 2, 60, scope)
    for link in view.connections.tolist():
        start, end = graph.first_sentence[link], graph.first_sentence[link + 1]
        assert scope.sentences[graph.connecting[start:end]].any()


def test_views_are_placed_with_every_entity_at_its_own_place(graph):
    view = ego_of(graph, [int(np.argmax(standing(graph)))], 2, 60, scope_of(graph))
    x, y = placed(graph, view)
    assert len({(round(a), round(b)) for a, b in zip(x.tolist(), y.tolist(), strict=True)}) == len(
        x
    )
    assert np.isfinite(x).all()
    assert np.isfinite(y).all()
