"""The table of methods: what each needs, how it gets into chat, where it comes from.

What a method does stands in core/training/methods/, in a module of its own for each.
"""

from core.errors import NotFound
from core.types import Route, TeachingMethod

_BOTH = ("gguf", "folder")
_FLOATS = ("folder", "gguf")
"""A GGUF is opened as numbers of full width."""

# Rates lie between those of the papers and what a small model, made for it, learnt best with in
# some dozen steps (not tried there: rslora, delta-lora, qlora, qlora-gguf).
# No real model was tried.
METHODS = (
    TeachingMethod("lora", Route.ADAPTER, _BOTH, True, "arXiv:2106.09685", 5e-4),
    TeachingMethod("lora-plus", Route.ADAPTER, _BOTH, True, "arXiv:2402.12354", 1e-4),
    TeachingMethod("rslora", Route.ADAPTER, _BOTH, True, "arXiv:2312.03732", 2e-4),
    TeachingMethod("lora-fa", Route.ADAPTER, _BOTH, True, "arXiv:2308.03303", 1e-3),
    TeachingMethod("vera", Route.ADAPTER, _BOTH, True, "arXiv:2310.11454", 2e-2),
    TeachingMethod("delta-lora", Route.ADAPTER, _BOTH, True, "arXiv:2309.02411", 4e-4),
    TeachingMethod("qlora", Route.ADAPTER, ("folder",), True, "arXiv:2305.14314", 5e-4),
    TeachingMethod("qlora-gguf", Route.ADAPTER, ("gguf",), True, "arXiv:2305.14314", 5e-4),
    TeachingMethod("dora", Route.MERGED, _FLOATS, False, "arXiv:2402.09353", 5e-4),
    TeachingMethod("full", Route.MERGED, _FLOATS, False, "", 5e-5),
    TeachingMethod(
        "bias", Route.MERGED, _FLOATS, False, "arXiv:2106.10199", 4e-3, weak_on_small=True
    ),
    TeachingMethod(
        "prompt", Route.SOFT_PROMPT, _BOTH, True, "arXiv:2104.08691", 3e-2, weak_on_small=True
    ),
    TeachingMethod(
        "p-tuning", Route.SOFT_PROMPT, _BOTH, True, "arXiv:2103.10385", 3e-3, weak_on_small=True
    ),
    TeachingMethod("prefix", Route.PREFIX, _BOTH, True, "arXiv:2101.00190", 2e-3),
    TeachingMethod("p-tuning-v2", Route.PREFIX, _BOTH, True, "arXiv:2110.07602", 4e-2),
    TeachingMethod("adapters", Route.TRANSFORMERS, _BOTH, False, "arXiv:1902.00751", 1e-3),
    TeachingMethod("dpo", Route.ADAPTER, _BOTH, True, "arXiv:2305.18290", 1e-4, pairs=True),
)


def method(id: str) -> TeachingMethod:
    """A row of the table.

    Raises:
        NotFound: no method of that name.
    """
    for each in METHODS:
        if each.id == id:
            return each
    raise NotFound(what="method", id=id)
