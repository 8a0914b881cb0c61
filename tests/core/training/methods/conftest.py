"""For tests of what methods compute."""

import pytest
import torch


@pytest.fixture(autouse=True, scope="module")
def one_thread():
    """Sums come out the same whatever else the computer does."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)
