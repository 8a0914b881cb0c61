"""Checkpoints: all that a lesson needs to go on to the last bit, in one file put there whole."""

import contextlib
import os
import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from torch import nn

from core.training.method import Method, learning

LAST, BEST = "last.pt", "best.pt"
_FORM = 1


@dataclass
class Standing:
    """Where a lesson stands, between two micro-steps."""

    step: int = 0
    """Steps of the optimiser that are done."""
    micro: int = 0
    """Micro-steps done of the next one."""
    summed: float = 0.0
    """Loss of those so far, weighted as it will be told."""
    best_step: int = 0
    best_loss: float = float("inf")
    looks_without_gain: int = 0
    seconds: float = 0.0
    """Of work so far; a monotonic clock, so sleep and waiting are left out."""
    tokens: int = 0
    points: list[tuple[int, float, float, float, float]] = field(default_factory=list)
    """Of the course, the latest: fields of LessonPoint."""
    before: list[str] = field(default_factory=list)
    """How held-out questions were answered before the first step."""


def save(
    folder: Path,
    standing: Standing,
    model: nn.Module,
    optimizer: torch.optim.Optimizer,
    method: Method,
) -> None:
    """Write the last checkpoint.

    Raises:
        OSError: it cannot be written; the one before stays.
    """
    named = learning(model)
    held = {
        "form": _FORM,
        "standing": vars(standing),
        "parameters": {name: each.detach() for name, each in named},
        "gradients": {
            name: each.grad for name, each in named if standing.micro and each.grad is not None
        },
        "optimizer": optimizer.state_dict(),
        "method": method.state(model),
        "chance": {
            "torch": torch.get_rng_state(),
            "cuda": torch.cuda.get_rng_state_all() if torch.cuda.is_available() else [],
            "mps": [torch.mps.get_rng_state()] if torch.backends.mps.is_available() else [],
            "python": random.getstate(),
        },
    }
    _put(folder / LAST, held)


def save_best(folder: Path, standing: Standing, model: nn.Module, method: Method) -> None:
    """Write what the lesson would hand on if it ended now."""
    held = {
        "form": _FORM,
        "standing": vars(standing),
        "parameters": {name: each.detach() for name, each in learning(model)},
        "method": method.state(model),
    }
    _put(folder / BEST, held)


def load(
    folder: Path, model: nn.Module, optimizer: torch.optim.Optimizer, method: Method
) -> Standing | None:
    """Take up the last checkpoint; None where there is none."""
    held = _taken(folder / LAST)
    if held is None:
        return None
    _fill(model, held["parameters"])
    optimizer.load_state_dict(held["optimizer"])
    for name, each in learning(model):
        gradient = held["gradients"].get(name)
        each.grad = None if gradient is None else gradient.to(each.device)
    method.load(model, held["method"])
    torch.set_rng_state(held["chance"]["torch"])
    if torch.cuda.is_available():
        torch.cuda.set_rng_state_all(held["chance"]["cuda"])
    for state in held["chance"]["mps"] if torch.backends.mps.is_available() else ():
        torch.mps.set_rng_state(state)
    version, state, gauss = held["chance"]["python"]
    random.setstate((version, tuple(state), gauss))
    return Standing(**held["standing"])


def load_best(folder: Path, model: nn.Module, method: Method) -> Standing | None:
    """Take up the best checkpoint, or the last where none was told best; None without any."""
    held = _taken(folder / BEST) or _taken(folder / LAST)
    if held is None:
        return None
    _fill(model, held["parameters"])
    method.load(model, held["method"])
    return Standing(**held["standing"])


def standing_is_kept(folder: Path) -> bool:
    """Whether there is something to go on from."""
    return (folder / LAST).is_file() or (folder / BEST).is_file()


def standing_of(folder: Path) -> Standing | None:
    """Where the last checkpoint stands; None where there is none."""
    held = _taken(folder / LAST)
    return None if held is None else Standing(**held["standing"])


def _fill(model: nn.Module, saved: Mapping[str, torch.Tensor]) -> None:
    own = dict(learning(model))
    if own.keys() != saved.keys():
        raise ValueError("a checkpoint of another plan")
    with torch.no_grad():
        for name, each in own.items():
            each.copy_(saved[name])


def _taken(file: Path) -> dict[str, Any] | None:
    if not file.is_file():
        return None
    # weights_only: nothing in a file can make this process run code.
    held: dict[str, Any] = torch.load(file, map_location="cpu", weights_only=True, mmap=False)
    if held.get("form") != _FORM:
        raise ValueError("a checkpoint of another form")
    return held


def _put(target: Path, held: dict[str, Any]) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_suffix(".new")
    try:
        with unfinished.open("wb") as file:
            torch.save(held, file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(unfinished, target)
    except BaseException:
        with contextlib.suppress(OSError):
            unfinished.unlink()
        raise
