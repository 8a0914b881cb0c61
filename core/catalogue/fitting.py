"""Whether a model fits this computer's memory: figures for core/gguf/memory.py, and its verdict."""

from core.catalogue.entries import Listing
from core.catalogue.reading_models import Facts
from core.gguf import memory
from core.types import MemoryNeed, ModelKind

USUAL_CONTEXT = 8192
"""Tokens that a conversation about documents wants, for which a model is judged."""
_READ_CONTEXT = 1024
"""Tokens of a text that reading models take in at once."""
_FOLDER_OVERHEAD = 300 * 1024 * 1024
"""What the libraries take that open a folder of weights."""


def need_of_listing(listing: Listing) -> MemoryNeed:
    """Of a model that can be downloaded, from what the catalogue says about it."""
    entry = listing.entry
    if listing.is_folder:
        return memory.judged(entry.bytes, 0, _FOLDER_OVERHEAD)
    context = USUAL_CONTEXT if entry.kind is ModelKind.CHAT else _READ_CONTEXT
    cache = listing.cache_per_token * min(context, entry.context_tokens)
    return memory.judged(entry.bytes, cache)


def need_of_file(facts: Facts) -> MemoryNeed | None:
    """Of a GGUF file on this computer, from its head."""
    header = facts.header
    if header is None:
        return None
    context = USUAL_CONTEXT if facts.kind is ModelKind.CHAT else _READ_CONTEXT
    if facts.context_tokens:
        context = min(context, facts.context_tokens)
    return memory.need_of(header, context, weights=facts.bytes)


def need_of_folder(facts: Facts) -> MemoryNeed:
    """Of a folder of weights on this computer."""
    return memory.judged(facts.bytes, 0, _FOLDER_OVERHEAD)
