"""Retrieval on the question sets in LECTERN_CORPORA/quality: hybrid is never the worse choice.

Any set that is put there is measured, English unless its name ends in -zh. Run it with:
LECTERN_CORPORA=… pytest -m slow tests/quality/test_retrieval.py -s
"""

import pytest

from core.evaluation.bootstrap import MEASURES, paired_interval_of_sets
from core.evaluation.datasets import open_set
from core.evaluation.documents import of_set
from core.evaluation.report import measure
from core.events import finished
from core.knowledge_base import CHUNKER, EMBEDDER
from core.registry import resolve
from tests.quality.sets import is_chinese, measured, question_sets

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3600)]

TOLERANCE = 0.005
"""What hybrid may be below its better leg: chance."""
SETS = question_sets() or [
    pytest.param(None, marks=pytest.mark.skip("LECTERN_CORPORA holds no question sets"))
]


@pytest.mark.parametrize("source", SETS, ids=lambda source: getattr(source, "name", ""))
def test_hybrid_is_not_below_its_better_leg(source):
    scores = {
        each.retriever: each.scores
        for each in measured(source, "vector", "keyword", "hybrid").retrieval
    }
    for name, figures in scores.items():
        print(name, {figure: round(figures[figure], 3) for figure in MEASURES})
    for figure in MEASURES:
        better = max(scores["vector"][figure], scores["keyword"][figure])
        assert scores["hybrid"][figure] >= better - TOLERANCE, figure
    if is_chinese(source):
        assert scores["hybrid"]["recall@1"] >= 0.95


def test_hybrid_is_better_than_rank_fusion_on_the_mean_of_the_english_sets():
    english = [source for source in question_sets() if not is_chinese(source)]
    if not english:
        pytest.skip("LECTERN_CORPORA holds no English question sets")
    figures = {name: [] for name in ("hybrid", "rrf")}
    for source in english:
        questions = open_set(source)
        chunker, embedder = resolve("chunkers", CHUNKER)(), resolve("embedders", EMBEDDER)()
        library = finished(of_set(questions, chunker, embedder)).library
        for name, of_sets in figures.items():
            of_sets.append(finished(measure(library, name, questions.questions())).figures)
        library.close()
    for figure in MEASURES:
        pairs = [
            ([one[figure] for one in ours], [one[figure] for one in theirs])
            for ours, theirs in zip(figures["hybrid"], figures["rrf"], strict=True)
        ]
        mean, low, high = paired_interval_of_sets(pairs)
        print(f"{figure}: hybrid less rrf, mean of the sets: {mean:+.3f} [{low:+.3f}, {high:+.3f}]")
        assert mean > 0, figure
