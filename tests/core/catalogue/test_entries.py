"""The catalogue's file: complete, plain, and without figures that only a source can know."""

import json
import re
from collections import Counter
from urllib.parse import urlsplit

import pytest

from core import paths
from core.catalogue import sources
from core.catalogue.entries import LANGUAGES, SOURCES, listing, listings
from core.errors import NotFound
from core.types import ModelKind

RAW = json.loads((paths.resources_folder() / "catalogue.json").read_text(encoding="utf-8"))
FIELDS = {
    "id": str, "name": str, "kind": str, "maker": str, "languages": list, "licence": str,
    "licence_url": str, "licence_is_free": bool, "parameters": (int, float), "first_choice": bool,
    "bits": (int, float), "context_tokens": int, "cache": list, "summary_en": str,
    "summary_zh": str, "page": str, "files": list, "sources": dict,
}  # fmt: skip
JARGON = re.compile(
    r"gguf|quanti|token|context|embedding|vector|rerank|LoRA|\bRAG\b|parameter|benchmark|LLM",
    re.IGNORECASE,
)


@pytest.mark.parametrize("raw", RAW["models"], ids=lambda raw: raw["id"])
def test_an_entry_is_complete(raw):
    assert {name: type(raw[name]) for name in raw}
    assert set(raw) == set(FIELDS)
    for name, kind in FIELDS.items():
        assert isinstance(raw[name], kind), name
        assert raw[name] or kind is bool, name
    assert re.fullmatch(r"[a-z0-9.\-]+", raw["id"])
    assert set(raw["languages"]) <= set(LANGUAGES)
    for address in (raw["licence_url"], raw["page"]):
        assert urlsplit(address).scheme == "https"
    assert len(raw["cache"]) == 3
    assert all(isinstance(each, int) and each > 0 for each in raw["cache"])
    assert 0.01 < raw["parameters"] < 1000
    assert 2 <= raw["bits"] <= 32
    assert 256 <= raw["context_tokens"] <= 2_000_000


@pytest.mark.parametrize("raw", RAW["models"], ids=lambda raw: raw["id"])
def test_it_is_described_in_words_of_people(raw):
    assert not JARGON.search(raw["summary_en"])
    assert not JARGON.search(raw["summary_zh"])
    assert raw["summary_en"].endswith(".")
    assert raw["summary_zh"].endswith("。")
    assert not re.search(r"[!！]", raw["summary_en"] + raw["summary_zh"])
    assert re.search(r"[\u4e00-\u9fff]", raw["summary_zh"])


@pytest.mark.parametrize("each", listings(), ids=lambda each: each.entry.id)
def test_its_sources_can_be_asked(each):
    assert set(each.repositories) <= set(SOURCES)
    assert each.repositories["mirror"] == each.repositories["huggingface"]
    for repository in each.repositories.values():
        assert re.fullmatch(r"[\w.\-]+/[\w.\-]+", repository)
    assert sources.order(each)[0] == "huggingface"
    if each.is_folder:
        assert "model.safetensors" in each.files
    else:
        assert each.files[0].lower().endswith(".gguf")


def test_no_figure_stands_there_that_only_a_source_knows():
    text = json.dumps(RAW)
    assert not re.search(r"[0-9a-f]{40}", text)
    assert "sha256" not in text.lower()
    assert not any("bytes" in raw or "size" in raw for raw in RAW["models"])


def test_there_is_something_for_everyone():
    kinds = Counter(each.entry.kind for each in listings())
    assert kinds[ModelKind.CHAT] >= 20
    assert kinds[ModelKind.EMBEDDING] >= 4
    assert kinds[ModelKind.RERANKER] >= 2
    chats = [each.entry for each in listings() if each.entry.kind is ModelKind.CHAT]
    assert min(each.bytes for each in chats) < 1e9 < 30e9 < max(each.bytes for each in chats)
    assert all(any(lang in each.languages for each in chats) for lang in ("zh", "en"))
    first = [each for each in chats if each.first_choice]
    assert len(first) >= 3
    assert not any(each.restricted for each in first)
    assert len({each.entry.id for each in listings()}) == len(listings())


def test_sizes_are_about_what_the_hubs_show():
    """Sizes that were seen in public listings; the catalogue computes its own."""
    seen = {"qwen3-4b-2507": 2.50e9, "qwen3-1.7b": 1.83e9, "glm-4-9b": 6.17e9}
    for entry, size in seen.items():
        assert abs(listing(entry).entry.bytes / size - 1) < 0.06


def test_licences_with_terms_are_marked():
    for each in listings():
        assert each.entry.restricted == (each.entry.maker in ("Google", "Meta"))


def test_one_that_is_not_there():
    with pytest.raises(NotFound):
        listing("nothing")
