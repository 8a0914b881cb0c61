"""What searching over the knowledge graph is worth: questions of several hops, beside hybrid.

On every set in LECTERN_CORPORA/quality, and on the Chinese questions in chinese_multihop, which
need two passages each. Run it with:
LECTERN_CORPORA=… pytest -m slow tests/quality/test_graph_retrieval.py -s
"""

import pytest

from core.evaluation.report import report
from core.events import finished
from core.types import RetrievalScores
from tests.quality.chinese_multihop.making import write
from tests.quality.sets import is_chinese, question_sets

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3600)]

WON = {"musique": 0.08, "hotpot": 0.02}
"""Recall@5 that the graph must win on sets of these names at least."""
LOST = 0.005
"""What a set of simple questions may lose."""
FIGURES = ("recall@1", "recall@2", "recall@5", "all@5")
SETS = question_sets() or [
    pytest.param(None, marks=pytest.mark.skip("LECTERN_CORPORA holds no question sets"))
]


def compared(source, **how):
    """Hybrid's figures and the graph's, which hold the differences with their intervals."""
    found = finished(report(source, ["hybrid", "graph", "auto"], baseline="hybrid", **how))
    for each in found.retrieval:
        told = "  ".join(f"{name} {each.scores[name]:.3f}" for name in FIGURES)
        print(f"\n{source.name} {each.retriever:7} {told}", end="")
        for one in each.differences:
            print(
                f"\n    {one.measure} {one.difference:+.3f} [{one.low:+.3f}, {one.high:+.3f}]",
                end="",
            )
    return {each.retriever: each for each in found.retrieval}


def won(one: RetrievalScores, than: RetrievalScores, figure: str) -> float:
    return one.scores[figure] - than.scores[figure]


@pytest.mark.parametrize("titles", [True, False], ids=["titles", "no titles"])
@pytest.mark.parametrize("source", SETS, ids=lambda source: getattr(source, "name", ""))
def test_the_graph_wins_where_there_are_hops_and_loses_nothing_elsewhere(source, titles):
    if is_chinese(source) and not titles:
        pytest.skip("its passages have none")
    found = compared(source, titles=titles)
    for name in ("graph", "auto"):
        for figure in FIGURES:
            assert won(found[name], found["hybrid"], figure) >= -LOST, (name, figure)
    needed = [least for name, least in WON.items() if name in source.name] if titles else []
    for least in needed:
        assert won(found["graph"], found["hybrid"], "recall@5") >= least


@pytest.mark.parametrize("held_out", [False, True], ids=["looked at", "held out"])
def test_chinese_questions_that_need_two_passages(tmp_path, corpora, held_out):
    folder = tmp_path / "chinese-multihop-zh"
    write(folder, corpora, held_out=held_out)
    found = compared(folder)
    for figure in FIGURES:
        assert won(found["graph"], found["hybrid"], figure) >= 0, figure
