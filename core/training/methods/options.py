"""Further figures of single methods, which a plan names in its `options`."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.types import LessonPlan

DEFAULTS = {
    "ratio": 16.0,
    "lambda": 0.5,
    "start": 5.0,
    "projection": 256.0,
    "bottleneck": 64.0,
    "hidden": 256.0,
    "beta": 0.1,
    "paged": 0.0,
    "threads": 0.0,
}
"""By name:

ratio       how many times faster B learns than A (LoRA+)
lambda      share of each change of BA that the weights take up as well (Delta-LoRA)
start       step after which they do (Delta-LoRA)
projection  rank of the matrices that all layers share (VeRA)
bottleneck  width of an adapter's inside (adapters)
hidden      width of the network that makes virtual tokens (p-tuning, prefix)
beta        how strongly answers are held to what they were (DPO)
paged       1: moments of AdamW lie in a file that is mapped into memory, as of themselves for QLoRA
threads     that compute; 0 for as many as are fastest when the lesson begins
"""
LIMITS = {
    "ratio": (0.01, 1000.0),
    "lambda": (0.0, 10.0),
    "start": (0.0, 1_000_000.0),
    "projection": (1.0, 4096.0),
    "bottleneck": (1.0, 4096.0),
    "hidden": (1.0, 4096.0),
    "beta": (0.001, 10.0),
    "paged": (0.0, 1.0),
    "threads": (0.0, 1024.0),
}
"""The least and the most that each may be."""


def option(plan: "LessonPlan", name: str, default: float | None = None) -> float:
    """The plan's figure of that name; else the method's own default, else that of DEFAULTS."""
    usual = DEFAULTS[name] if default is None else default
    return dict(plan.options).get(name, usual)
