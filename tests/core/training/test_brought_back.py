"""What was taught elsewhere fills what learns here, or is refused by name."""

import pytest
import torch
from safetensors.torch import save_file
from torch import nn

from core.errors import UnsuitableModel
from core.training.brought_back import take_up

LAYER = "model.layers.0.q_proj"


class Pair(nn.Module):
    """Stands where a LowRankLinear does."""

    def __init__(self):
        super().__init__()
        self.a = nn.Parameter(torch.ones(2, 4))
        self.b = nn.Parameter(torch.ones(3, 2))


@pytest.fixture
def model():
    made = nn.Module()
    made.model = nn.Module()
    made.model.layers = nn.ModuleList([nn.Module(), nn.Module()])
    for each in made.model.layers:
        each.q_proj = Pair()
    return made


def adapter(layer="model.layers.0.q_proj", rank=2):
    named = f"base_model.model.{layer}.lora_"
    return {
        f"{named}A.weight": torch.full((rank, 4), 2.0),
        f"{named}B.weight": torch.zeros(3, rank),
    }


def test_an_adapter_fills_its_layers_and_the_others_learnt_nothing(model, tmp_path):
    save_file(adapter(), tmp_path / "adapter_model.safetensors")
    assert take_up(tmp_path, model)
    first, second = (each.q_proj for each in model.model.layers)
    assert first.a.tolist() == [[2.0] * 4] * 2
    assert first.b.count_nonzero() == 0
    assert second.a.count_nonzero() == second.b.count_nonzero() == 0


def test_nothing_there(model, tmp_path):
    assert not take_up(tmp_path, model)


@pytest.mark.parametrize(
    "saved", [adapter("model.layers.7.q_proj"), adapter(rank=3)], ids=["another layer", "a rank"]
)
def test_of_another_model(model, tmp_path, saved):
    save_file(saved, tmp_path / "adapter_model.safetensors")
    with pytest.raises(UnsuitableModel, match="another model"):
        take_up(tmp_path, model)


def test_whole_weights_are_whole(tmp_path):
    model = nn.Sequential(nn.Linear(2, 2), nn.Linear(2, 2))
    other = nn.Sequential(nn.Linear(2, 2), nn.Linear(2, 2))
    weights = {name: each.detach() for name, each in other.named_parameters()}
    save_file(dict(list(weights.items())[:2]), tmp_path / "model-00001-of-00002.safetensors")
    with pytest.raises(UnsuitableModel, match="not in it"):
        take_up(tmp_path, model)
    save_file(dict(list(weights.items())[2:]), tmp_path / "model-00002-of-00002.safetensors")
    assert take_up(tmp_path, model)
    assert all(torch.equal(mine, weights[name]) for name, mine in model.named_parameters())


def test_a_damaged_file(model, tmp_path):
    (tmp_path / "adapter_model.safetensors").write_bytes(b"\xff" * 100)
    with pytest.raises(UnsuitableModel, match="damaged"):
        take_up(tmp_path, model)
