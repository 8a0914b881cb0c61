"""The best reranker there is, by the settings of that moment."""

import pytest

from core import settings
from core.models.endpoint import EndpointModel
from core.reranking.available import reranker
from core.settings import Settings
from core.types import Endpoint
from tests.core.reranking.tiny_cross_encoder import save_tiny_cross_encoder

MODEL = EndpointModel(Endpoint("small", "http://127.0.0.1:1/v1", "little-model"))


def test_none_without_anything():
    assert reranker(None) is None


def test_the_writing_model_is_better_than_none():
    assert reranker(MODEL).name == "model"


def test_a_cross_encoder_is_better_and_stays_loaded(tmp_path):
    folder = save_tiny_cross_encoder(tmp_path / "tiny")
    settings.save(Settings(reranker=str(folder)))
    assert reranker(MODEL).name == reranker(None).name == "cross-encoder"
    assert reranker(MODEL) is reranker(None)


@pytest.mark.parametrize("broken", [False, True])
def test_one_that_is_gone_or_broken_is_passed_over(tmp_path, broken):
    if broken:
        (tmp_path / "tiny").mkdir()
        (tmp_path / "tiny" / "config.json").write_text("[{", encoding="utf-8")
    settings.save(Settings(reranker=str(tmp_path / "tiny")))
    assert reranker(MODEL).name == "model"
    assert reranker(None) is None
