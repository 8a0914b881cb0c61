"""Published figures beside ours: where ours differ, it is said."""

from core.types import MethodFigures
from desktop.teach.claims import CLAIMS, Measure, checked
from desktop.teach.methods_table import best_rows

from . import lesson_made as made


def by_measure(figures):
    return {each.claim.measure: each for each in checked(figures)}


def test_each_claim_stands_beside_what_was_measured():
    found = by_measure(made.figures())
    assert len(found) == len(CLAIMS) == 5
    cost = found[Measure.COST]
    assert cost.ours == 7.9 * 26 / (21.4 * 18)
    assert not cost.reached
    assert round(found[Measure.MEMORY].ours, 2) == 0.55
    assert round(found[Measure.STEP].ours, 2) == 0.04
    assert round(found[Measure.STEPS].ours, 2) == 0.15
    assert found[Measure.PARAMETERS].reached


def test_what_was_not_tried_is_named():
    found = by_measure(made.figures()[1:2])
    assert found[Measure.COST].missing == ("full",)
    assert found[Measure.STEPS].missing == ("lora-plus",)
    assert found[Measure.PARAMETERS].missing == ("vera",)
    assert all(each.ours is None for each in found.values())


def test_the_whole_model_need_not_be_tried_to_count_its_parameters():
    found = by_measure([MethodFigures("vera", 0.002, 1, 1.0, 0, 1, 1.0)])
    assert found[Measure.PARAMETERS].ours == 500
    assert not found[Measure.PARAMETERS].reached


def test_a_goal_that_was_not_reached_is_no_figure():
    lora, plus = made.figures()[1], made.changed(made.figures()[2], steps_to_target=0)
    steps = by_measure([lora, plus])[Measure.STEPS]
    assert steps.ours is None
    assert steps.unreached


def test_as_good_as_promised_counts_as_reached():
    full, lora = made.figures()[:2]
    lora = made.changed(lora, memory_bytes=int(0.3 * full.memory_bytes), seconds_a_step=1.0)
    found = by_measure([full, lora])
    assert found[Measure.MEMORY].reached
    assert found[Measure.COST].reached


def test_the_best_of_each_column_is_known():
    best = best_rows(made.figures())
    assert best[4] == {0}
    assert best[1] == {4}
    assert best[6] == {0}
    assert best[7] == {3, 4}
    assert best_rows(made.figures()[:1]) == {}
