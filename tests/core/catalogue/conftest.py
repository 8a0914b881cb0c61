"""Servers in place of the sites that models come from."""

import contextlib

import pytest

from core.catalogue import sources
from tests.core.catalogue.making import gguf_bytes
from tests.scripted_hub import ScriptedHub

ENTRY = "qwen3-4b-2507"
FILE = "Qwen3-4B-Instruct-2507-Q4_K_M.gguf"


@pytest.fixture
def hubs(monkeypatch):
    """Makes servers for "huggingface", "mirror", "modelscope", in this order; the rest is down."""
    monkeypatch.delenv("HF_ENDPOINT", raising=False)
    with contextlib.ExitStack() as stack:

        def make(*contents, with_digests=True):
            made = [stack.enter_context(ScriptedHub(each, with_digests)) for each in contents]
            nowhere = "http://127.0.0.1:9"
            names = ("huggingface", "mirror", "modelscope")
            addresses = [each.address for each in made] + [nowhere] * 3
            for name, address in zip(names, addresses, strict=False):
                monkeypatch.setitem(sources.ADDRESSES, name, address)
            return made

        yield make


@pytest.fixture(scope="session")
def model() -> bytes:
    """A model of a few hundred kilobytes."""
    return gguf_bytes(400_000)
