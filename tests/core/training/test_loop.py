"""A lesson's loop: what it learns, when it looks, saves, waits and ends, and going on exactly."""

import math
import shutil
from dataclasses import replace

import pytest
import torch

from core.errors import LessonFailed
from core.lessons.store import Lessons
from core.training import checkpoint, general
from core.training.batches import batch_of
from core.training.loop import warmed
from core.training.told import Ended, MicroStepped, Sampled, Saved, Stepped
from tests.core.training.lesson_folders import PLAN, examples, lesson, opened_here, small


class Always:
    """Leave for as many micro-steps as wanted, then an end; `held` times it is made to wait."""

    def __init__(self, most=10**9, held=()):
        self.left, self.taken, self.held = most, 0, set(held)

    def wait(self, held_up):
        if self.taken in self.held:
            held_up()
        self.left -= 1
        self.taken += 1
        return self.left >= 0


def run(place, most=10**9, held=(), **more):
    """What a lesson says; it is opened anew, as after a crash."""
    opened = opened_here(place, **more)
    return list(opened.train(Always(most, held), lambda: False)), opened


def losses(told):
    return {each.point.step: each.point.loss for each in told if isinstance(each, Stepped)}


def test_it_learns_looks_samples_keeps_the_best_and_ends(tmp_path):
    place = lesson(tmp_path, epochs=8)
    told, opened = run(place, epochs=8)
    assert isinstance(told[-1], Ended)
    assert told[-1].why == "done"
    assert told[-1].step == math.ceil(14 * 8 / 6)
    assert told[-1].trainable == sum(
        each.numel() for each in opened.model.parameters() if each.requires_grad
    )
    assert told[-1].parameters > told[-1].trainable
    points = [each.point for each in told if isinstance(each, Stepped)]
    assert [each.step for each in points] == list(range(told[-1].step + 1))
    assert points[-1].loss < 0.6 * points[1].loss
    looked = [each for each in points if each.held_out >= 0]
    assert looked[0].step == 0
    assert looked[-1].held_out < looked[0].held_out
    saved = [each for each in told if isinstance(each, Saved)]
    best = min(looked, key=lambda each: each.held_out)
    assert saved[-1].best_step == best.step
    assert saved[-1].held_out == best.held_out
    samples = [each.sample for each in told if isinstance(each, Sampled)]
    assert {each.step for each in samples} >= {0, told[-1].step}
    assert all(
        each.before == samples[0].before for each in samples if each.question == samples[0].question
    )
    steps = [each for each in told if isinstance(each, MicroStepped)]
    assert all(each.tokens_a_second > 0 and each.memory_bytes > 0 for each in steps)
    assert steps[-1].seconds_left == 0


def test_only_answers_are_learnt_and_examples_do_not_see_each_other(tmp_path):
    opened = opened_here(lesson(tmp_path))
    loop = opened.loop()
    pieces = loop.material.learn[:4]
    total = sum(each.learnt for each in pieces)
    with torch.no_grad():
        together = float(loop._loss(pieces, total, 4))
        expected = 0.0
        for piece in pieces:
            tokens = torch.tensor([piece.tokens])
            logits = opened.model(tokens).logits[0, piece.start - 1 : -1]
            wanted = tokens[0, piece.start :]
            expected += float(torch.nn.functional.cross_entropy(logits, wanted, reduction="sum"))
    assert together == pytest.approx(expected / total, rel=1e-5)


def test_a_step_in_several_rows_has_the_gradient_of_one(tmp_path):
    opened = opened_here(lesson(tmp_path))
    loop = opened.loop()
    pieces = loop.material.learn[:6]
    total = sum(each.learnt for each in pieces)

    def gradients(rows):
        opened.model.zero_grad()
        for row in rows:
            loop.backward(row, total, len(pieces))
        return [each.grad.clone() for each in opened.model.parameters() if each.grad is not None]

    whole = gradients([pieces])
    parts = gradients([pieces[:1], pieces[1:4], pieces[4:]])
    for one, other in zip(whole, parts, strict=True):
        assert torch.allclose(one, other, atol=1e-6)


@pytest.mark.parametrize("more", [{}, {"dropout": 0.2}, {"method": "full", "rate": 1e-3}], ids=str)
def test_it_goes_on_to_the_last_bit_wherever_it_was_cut(tmp_path, more):
    """Ended in the middle of a step, and killed after waiting: losses and parameters are equal."""
    whole, reference = run(lesson(tmp_path / "whole", max_tokens=48, **more), max_tokens=48, **more)
    place = lesson(tmp_path / "cut", max_tokens=48, **more)
    told = {}
    for most, held in ((4, ()), (6, (3,)), (10**9, ())):
        # The second one is "killed": what it did after it was held up is lost.
        said, opened = run(place, most, held, max_tokens=48, **more)
        if held:
            opened_last = checkpoint.load(
                opened.folder, opened.model, opened.loop().optimizer, opened.method
            )
            assert opened_last is not None
        told |= losses(said)
    assert told == losses(whole)
    for one, other in zip(reference.model.parameters(), opened.model.parameters(), strict=True):
        assert torch.equal(one, other)


def test_it_ends_early_where_nothing_is_gained(tmp_path):
    more = {"rate": 0.5, "epochs": 40, "stop_early": 2}
    place = lesson(tmp_path, **more)
    told, _ = run(place, **more)
    assert told[-1].why == "early"
    looked = [each.point for each in told if isinstance(each, Stepped) and each.point.held_out >= 0]
    assert all(each.held_out >= min(seen.held_out for seen in looked) for each in looked[-2:])
    assert told[-1].step < 40 * 14 // 6
    again, _ = run(place, **more)
    assert (again[-1].why, again[-1].step) == ("early", told[-1].step)


def test_where_all_is_worse_than_before_the_least_bad_is_handed_on(tmp_path):
    opened = opened_here(lesson(tmp_path))
    loop = opened.loop()
    held = iter([1.0, 4.0, 2.0])
    loop.held_out_loss = lambda: next(held, 9.0)
    told = list(loop.run(Always()))
    looked = [each.point for each in told if isinstance(each, Stepped) and each.point.held_out >= 0]
    standing = checkpoint.load_best(opened.folder, opened.model, opened.method)
    assert (standing.step, standing.best_loss) == (looked[2].step, 2.0)


def test_samples_stand_beside_their_own_questions(tmp_path):
    """The first that is held out is too long for the plan."""
    lessons = Lessons(tmp_path)
    given = examples(12, 4)
    given[8] = replace(given[8], question="long " * 200)
    place = lessons.place(lessons.new(PLAN, given).id)
    loop = opened_here(place).loop()
    loop._answering = lambda pieces: [str(each.start) for each in pieces]
    starts = {each.question: str(each.start) for each in loop.material.held_out}
    said = [each.sample for each in loop._sample(last=True)]
    assert [each.question for each in said] == [each.question for each in given[9:]]
    assert all(each.now == starts[each.question] for each in said)


def test_it_does_not_go_on_with_another_base_in_the_place_of_its_own(tmp_path):
    place = lesson(tmp_path / "lessons")
    base = tmp_path / "base.gguf"
    shutil.copyfile(small(), base)
    with base.open("ab") as file:
        file.write(b"another")
    opened_here(place, base)
    base.write_bytes(small().read_bytes())
    list(opened_here(place, base).train(Always(1), lambda: False))
    list(opened_here(place, base).train(Always(1), lambda: False))
    with base.open("ab") as file:
        file.write(b"another")
    with pytest.raises(LessonFailed, match="another one than when it began"):
        opened_here(place, base)


def test_pairs_are_learnt_by_their_difference(tmp_path):
    more = {"method": "dpo", "epochs": 4, "rate": 5e-3}
    told, opened = run(lesson(tmp_path, **more), **more)
    found = losses(told)
    assert found[1] == pytest.approx(math.log(2), abs=1e-5)
    assert found[max(found)] < 0.8 * found[1]
    batch = batch_of(opened.material().learn[:2])
    assert batch.rejected is not None
    assert batch.rejected.numbers == batch.numbers


def test_general_answers_of_the_base_are_mixed_in(tmp_path):
    place = lesson(tmp_path, general=0.3)
    opened = opened_here(place, general=0.3)
    list(opened.prepare(lambda: False))
    [file] = (place / "checkpoints").glob("general-*.json")
    kept = file.read_bytes()
    learn = opened.material().learn
    assert len(learn) == 14 + round(14 * 0.3 / 0.7)
    assert [each.number for each in learn] == list(range(len(learn)))
    again = opened_here(place, general=0.3)
    list(again.prepare(lambda: False))
    assert file.read_bytes() == kept
    assert general.known(general.file_in(place / "checkpoints", "another base")) == 0


def test_the_rate_rises_then_falls_by_a_cosine():
    rates = [warmed(step, 100, 0.05) for step in range(1, 101)]
    assert rates[:5] == pytest.approx([0.2, 0.4, 0.6, 0.8, 1.0])
    assert rates[4:] == sorted(rates[4:], reverse=True)
    assert rates[-1] == pytest.approx(0.05)
