"""How a model is opened follows from its head and from what memory there is."""

from pathlib import Path

import pytest

from core.errors import ModelTooLarge
from core.gguf.files import WritingFile
from core.gguf.header import GgufHeader
from core.models import local_files
from core.models.local_files import Shape

GB = 1 << 30


def model(layers=32, heads=32, key_heads=8, hidden=4096, trained=32768, weights=4 * GB):
    """A file of the shape of a model of seven thousand million numbers."""
    head = {
        "general.architecture": "llama",
        "llama.block_count": layers,
        "llama.embedding_length": hidden,
        "llama.feed_forward_length": 11008,
        "llama.attention.head_count": heads,
        "llama.attention.head_count_kv": key_heads,
        "llama.context_length": trained,
        "llama.vocab_size": 32000,
    }
    return WritingFile(Path("big.gguf"), GgufHeader(head, weights), weights, "")


def shape(monkeypatch, available, file=None, wanted=0, held=0):
    monkeypatch.setattr("core.gguf.memory.available_bytes", lambda: int(available * GB))
    return local_files.shape(file or model(), wanted, 2, held)


def test_with_memory_to_spare_it_is_opened_in_full(monkeypatch):
    found = shape(monkeypatch, 32)
    assert (found.context, found.cache) == (8192, "f16")
    assert found.cache_bytes == 8192 * 32 * 8 * 128 * 2 * 2


def test_where_memory_is_short_what_is_kept_is_smaller_first(monkeypatch):
    found = shape(monkeypatch, 6.2)
    assert (found.context, found.cache) == (8192, "q8_0")


def test_then_the_context_is(monkeypatch):
    found = shape(monkeypatch, 5.6)
    assert 1024 <= found.context < 8192


def test_small_heads_are_not_quantised(monkeypatch):
    small = model(heads=128)
    assert {shape(monkeypatch, size, small).cache for size in (5.7, 6.5, 32)} == {"f16"}


def test_what_fits_tightly_is_opened_nevertheless(monkeypatch):
    assert isinstance(shape(monkeypatch, 5), Shape)


def test_what_does_not_fit_is_told_with_figures(monkeypatch):
    with pytest.raises(ModelTooLarge) as refused:
        shape(monkeypatch, 2)
    assert refused.value.subject["needed"].endswith(" GB")
    assert refused.value.subject["available"] == "2.1 GB"


def test_what_another_model_frees_counts(monkeypatch):
    with pytest.raises(ModelTooLarge):
        shape(monkeypatch, 4)
    assert shape(monkeypatch, 4, held=3 * GB)


def test_the_persons_context_is_taken_as_far_as_it_goes(monkeypatch):
    assert shape(monkeypatch, 32, wanted=2048).context == 2048
    assert shape(monkeypatch, 32, wanted=100_000).context == 32768
    assert 1024 <= shape(monkeypatch, 6, wanted=32768).context <= 8192


def test_steps_are_small_where_matrices_are_large(monkeypatch):
    large = shape(monkeypatch, 32).step
    small = shape(monkeypatch, 32, model(hidden=512)).step
    assert 32 <= large < small <= 512
