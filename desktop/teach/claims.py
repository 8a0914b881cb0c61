"""What papers promise of ways of teaching, beside what this computer measured.

Each is one figure: a share of something saved, or how many times fewer. Ours is reckoned from two
rows of the table of methods, and differs where models, texts or machines differ; then it is said.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from core.types import MethodFigures


class Measure(StrEnum):
    """What a claim is about."""

    COST = "cost"
    """Seconds to the target, as a share of those of the other method."""
    MEMORY = "memory"
    """Share of memory saved."""
    STEP = "step"
    """Share of the time of a step saved."""
    PARAMETERS = "parameters"
    """How many times fewer are trained."""
    STEPS = "steps"
    """Share of the steps to the target saved."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A published figure of one method beside another."""

    method: str
    beside: str
    measure: Measure
    published: float
    paper: str


CLAIMS = (
    Claim("lora", "full", Measure.COST, 0.1, "arXiv:2106.09685"),
    Claim("lora", "full", Measure.MEMORY, 0.7, "arXiv:2106.09685"),
    Claim("lora-fa", "lora", Measure.STEP, 0.3, "arXiv:2308.03303"),
    Claim("vera", "full", Measure.PARAMETERS, 1000.0, "arXiv:2310.11454"),
    Claim("lora-plus", "lora", Measure.STEPS, 0.2, "arXiv:2402.12354"),
)
_WHOLE = MethodFigures("full", 1.0, 0, 0.0, 0, 0, 0.0)
NEAR = 0.9
"""As much of what is promised counts as reached."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A claim beside what was measured here; `ours` None where a row is missing."""

    claim: Claim
    ours: float | None
    reached: bool
    missing: tuple[str, ...] = ()
    """Methods to run first."""
    unreached: bool = False
    """Both were run, and one did not come to the target."""


def checked(figures: Sequence[MethodFigures]) -> tuple[Checked, ...]:
    """All claims beside the rows of the table."""
    known = {each.method: each for each in figures}
    return tuple(_checked(claim, known) for claim in CLAIMS)


def _checked(claim: Claim, known: dict[str, MethodFigures]) -> Checked:
    if claim.measure is Measure.PARAMETERS:
        # Of the whole model every parameter is taught; that need not be measured.
        known = {claim.beside: _WHOLE} | known
    missing = tuple(each for each in (claim.method, claim.beside) if each not in known)
    if missing:
        return Checked(claim, None, False, missing)
    ours = _ours(claim.measure, known[claim.method], known[claim.beside])
    if ours is None:
        return Checked(claim, None, False, unreached=True)
    if claim.measure is Measure.COST:
        return Checked(claim, ours, ours <= claim.published / NEAR)
    return Checked(claim, ours, ours >= claim.published * NEAR)


def _ours(measure: Measure, row: MethodFigures, beside: MethodFigures) -> float | None:
    """The figure as it was measured; None where there is nothing to divide by."""
    times = {
        Measure.COST: (
            row.seconds_a_step * row.steps_to_target,
            beside.seconds_a_step * beside.steps_to_target,
        ),
        Measure.MEMORY: (row.memory_bytes, beside.memory_bytes),
        Measure.STEP: (row.seconds_a_step, beside.seconds_a_step),
        Measure.PARAMETERS: (row.trainable_share, beside.trainable_share),
        Measure.STEPS: (row.steps_to_target, beside.steps_to_target),
    }
    mine, other = times[measure]
    if not mine or not other:
        return None
    if measure is Measure.COST:
        return mine / other
    if measure is Measure.PARAMETERS:
        return other / mine
    return 1 - mine / other
