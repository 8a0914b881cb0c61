"""Checkpoints are put there whole, and hold nothing that runs."""

import os

import pytest
import torch

from core.training import checkpoint
from core.training.checkpoint import BEST, LAST, Standing
from core.training.methods.plain import Plain
from tests.core.training.lesson_folders import lesson, opened_here


@pytest.fixture
def loop(tmp_path):
    return opened_here(lesson(tmp_path)).loop()


def saved(loop, standing):
    checkpoint.save(loop.folder, standing, loop.model, loop.optimizer, loop.method)


def test_a_write_that_fails_leaves_the_one_before(loop, monkeypatch):
    saved(loop, Standing(step=3))

    def full(handle):
        raise OSError(28, "no space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="no space"):
        saved(loop, Standing(step=4))
    assert checkpoint.standing_of(loop.folder).step == 3
    assert sorted(each.name for each in loop.folder.glob("*.pt")) == [LAST]
    assert not list(loop.folder.glob("*.new"))


def test_it_brings_back_parameters_moments_chance_and_partial_sums(loop, tmp_path):
    loop.backward(loop.material.learn[:2], 9, 2)
    loop.optimizer.step()
    loop.optimizer.zero_grad(set_to_none=True)
    loop.backward(loop.material.learn[2:4], 9, 2)
    gradients = [each.grad.clone() for _, each in loop._named]
    torch.manual_seed(77)
    saved(loop, Standing(step=1, micro=1, summed=0.25))
    drawn = torch.rand(5)
    other = opened_here(loop.folder.parent).loop()
    standing = checkpoint.load(loop.folder, other.model, other.optimizer, other.method)
    assert (standing.step, standing.micro, standing.summed) == (1, 1, 0.25)
    assert torch.equal(torch.rand(5), drawn)
    for (_, one), (_, two), gradient in zip(loop._named, other._named, gradients, strict=True):
        assert torch.equal(one, two)
        assert torch.equal(two.grad, gradient)
        for name, value in loop.optimizer.state[one].items():
            assert torch.equal(
                torch.as_tensor(value), torch.as_tensor(other.optimizer.state[two][name])
            )


def test_gradients_go_where_their_parameters_are(tmp_path):
    """ "meta" stands for a graphics card: PyTorch takes no gradient from elsewhere."""
    here, there = (torch.nn.Linear(2, 2, bias=False, device=each) for each in ("cpu", "meta"))
    here.weight.grad = torch.ones(2, 2)
    checkpoint.save(tmp_path, Standing(micro=1), here, torch.optim.SGD(here.parameters()), Plain())
    checkpoint.load(tmp_path, there, torch.optim.SGD(there.parameters()), Plain())
    assert there.weight.grad.device.type == "meta"


def test_the_best_is_what_is_handed_on_else_the_last(loop):
    saved(loop, Standing(step=5))
    assert checkpoint.load_best(loop.folder, loop.model, loop.method).step == 5
    checkpoint.save_best(loop.folder, Standing(step=2), loop.model, loop.method)
    assert (loop.folder / BEST).is_file()
    assert checkpoint.load_best(loop.folder, loop.model, loop.method).step == 2


def test_another_plan_or_a_file_with_code_is_refused(loop, tmp_path):
    saved(loop, Standing(step=1))
    other = opened_here(
        lesson(tmp_path / "other", rank=2, method="vera"), rank=2, method="vera"
    ).loop()
    with pytest.raises(ValueError, match="another plan"):
        checkpoint.load(loop.folder, other.model, other.optimizer, other.method)
    torch.save({"form": Standing}, loop.folder / LAST)
    with pytest.raises(Exception, match=r"[Ww]eights"):
        checkpoint.standing_of(loop.folder)
