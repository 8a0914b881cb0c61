"""Optimisers do what their papers say; moments in a file are the same numbers."""

import copy
import errno
from dataclasses import replace

import pytest
import torch
from torch import nn

from core.training.method import learning
from core.training.methods.lora_fa import ProjectedAdamW
from core.training.methods.low_rank import LowRankLinear
from core.training.methods.optimisers import PagedAdamW
from tests.core.training.export import tiny_bases
from tests.core.training.methods.taught import PLAN, Run, batch


@pytest.fixture(scope="module")
def place():
    return tiny_bases.folder("llama")


def drawn(*shape, seed=1):
    return torch.randn(shape, generator=torch.Generator().manual_seed(seed))


@pytest.mark.parametrize(("options", "ratio"), [((), 16), ((("ratio", 4.0),), 4)])
def test_b_learns_so_many_times_faster_than_a(place, options, ratio):
    run = Run("lora-plus", place, 1e-3, replace(PLAN, options=options))
    named = learning(run.model)
    before = {name: each.detach().clone() for name, each in named}
    for _, each in named:
        each.grad = torch.ones_like(each)
    run.optimizer.step()
    for name, each in named:
        moved = (each - before[name]).abs()
        wanted = 1e-3 * (ratio if name.endswith(".b") else 1)
        assert torch.allclose(moved, torch.full_like(moved, wanted), rtol=1e-3)


def test_lora_fa_leaves_a_and_moves_w_along_its_own_gradient():
    """The step of B, seen from W, is W's gradient brought into the rows' space of A."""
    scale, gradient = 0.5, drawn(10, 12, seed=2)
    layer = LowRankLinear(nn.Linear(12, 10).requires_grad_(False), drawn(3, 12), scale)
    layer.a.requires_grad_(False)
    optimizer = ProjectedAdamW([layer], lr=1e-3)
    layer.b.grad = scale * gradient @ layer.a.T
    raw = layer.b.grad.clone()
    optimizer.step()
    a = layer.a.double()
    into_rows = a.T @ torch.linalg.inv(a @ a.T) @ a
    seen_from_w = scale * layer.b.grad.double() @ a
    assert torch.allclose(seen_from_w, gradient.double() @ into_rows, atol=1e-5)
    assert not torch.allclose(raw, layer.b.grad)


def test_lora_fa_steps_as_adamw_on_that_gradient(place):
    run = Run("lora-fa", place)
    frozen = {
        name: each.clone() for name, each in run.model.named_parameters() if name[-2:] == ".a"
    }
    run.steps(3, batch())
    now = dict(run.model.named_parameters())
    assert frozen
    assert all(torch.equal(each, now[name]) for name, each in frozen.items())
    assert {name[-2:] for name, _ in learning(run.model)} == {".b"}


@pytest.mark.slow
def test_lora_fa_steps_as_pefts(place):
    """peft computes the projection in bfloat16: its steps are only about ours."""
    from peft.optimizers.lorafa import LoraFAOptimizer

    scale = 0.5
    layer = LowRankLinear(nn.Linear(64, 32).requires_grad_(False), drawn(4, 64), scale)
    layer.a.requires_grad_(False)
    b = nn.Parameter(torch.zeros(32, 4))
    group = {
        "params": [layer.a, b],
        "names": ["x.lora_A.weight", "x.lora_B.weight"],
        "scaling_factors": [scale, scale],
        "lr": 1e-3,
    }
    theirs = LoraFAOptimizer([group], eps=1e-8)
    ours = ProjectedAdamW([layer], lr=1e-3, weight_decay=0.0)
    for seed in range(5):
        gradient = drawn(32, 4, seed=seed)
        b.grad, layer.b.grad = gradient.clone(), gradient.clone()
        theirs.step()
        ours.step()
    assert (b - layer.b).abs().max() < 0.1 * b.abs().max()


def _mapped_files():
    with open("/proc/self/maps", encoding="utf-8") as maps:
        return sum("moments-" in line for line in maps)


@pytest.mark.parametrize("taken_up", [False, True])
def test_moments_in_a_file_are_the_same_numbers(place, taken_up):
    plain = Run("lora", place)
    paged = Run("lora", place, plan=replace(PLAN, options=(("paged", 1.0),)))
    assert isinstance(paged.optimizer, PagedAdamW)
    for run in (plain, paged):
        run.steps(3, batch())
        if taken_up:
            run.optimizer.load_state_dict(copy.deepcopy(run.optimizer.state_dict()))
        run.steps(3, batch())
    for (_, ours), (_, theirs) in zip(learning(paged.model), learning(plain.model), strict=True):
        assert torch.equal(ours, theirs)
    held = [
        each[name] for each in paged.optimizer.state.values() for name in ("exp_avg", "exp_avg_sq")
    ]
    assert all(each.any() for each in held)
    assert len({each.untyped_storage().data_ptr() for each in held}) == 1


def test_a_fresh_state_taken_up_forgets_what_was_in_the_file(place):
    options = (("paged", 1.0),)
    run = Run("lora", place, plan=replace(PLAN, options=options))
    fresh, saved = copy.deepcopy(run.optimizer.state_dict()), run.saved()
    first = run.steps(3, batch())
    run.take_up(saved)
    run.optimizer.load_state_dict(fresh)
    assert run.steps(3, batch()) == first


def test_a_disk_without_room_is_said_at_once_and_nothing_left(home, monkeypatch):
    """Not by the end of the process when a page is written."""

    def full(handle, offset, size):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.posix_fallocate", full, raising=False)
    with pytest.raises(OSError, match="No space"):
        PagedAdamW([torch.nn.Parameter(torch.ones(9))], lr=0.1)
    assert not list((home / "cache").glob("moments-*"))


@pytest.mark.skipif("sys.platform != 'linux'")
def test_the_file_of_moments_is_mapped_and_leaves_nothing_behind(place, home):
    before = _mapped_files()
    run = Run("qlora-gguf", place)
    assert _mapped_files() == before + 1
    assert not list((home / "cache").glob("moments-*"))
    run.steps(1, batch())
