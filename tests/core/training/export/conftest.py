"""One thread for models of some thousand weights: more wait for each other."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import torch

from core.training.export import self_test


@pytest.fixture(autouse=True, scope="package")
def one_thread() -> Iterator[None]:
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.fixture(autouse=True)
def short_answers(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Twelve tokens of an answer, where a test is not one of the long ones."""
    if request.node.get_closest_marker("slow") is None:
        monkeypatch.setattr(self_test, "ANSWER_TOKENS", 12)


@pytest.fixture(scope="package")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where GGUF files of this run are made."""
    return tmp_path_factory.mktemp("bases")
