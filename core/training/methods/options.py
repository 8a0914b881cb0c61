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
}
"""By name:

ratio       how many times faster B learns than A (LoRA+)
lambda      share of each change of A and B that the weights take up as well (Delta-LoRA)
start       step from which they do (Delta-LoRA)
projection  rank of the matrices that all layers share (VeRA)
bottleneck  width of an adapter's inside (adapters)
hidden      width of the network that makes virtual tokens (p-tuning, prefix)
beta        how strongly the answer is held to what it was (DPO)
paged       1: moments of the optimiser lie in a file that is mapped into memory
"""


def option(plan: "LessonPlan", name: str, default: float | None = None) -> float:
    """The plan's figure of that name; else the method's own default, else that of DEFAULTS."""
    usual = DEFAULTS[name] if default is None else default
    return dict(plan.options).get(name, usual)
