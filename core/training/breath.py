"""Where a lesson stands still within a step: between the parts of its model.

A micro-step of a real model takes many seconds. Someone who asks a question meanwhile gets the
computer after the product that is under way, not after the step.
"""

import time
from collections.abc import Callable

from torch.nn.modules.module import register_module_forward_pre_hook
from torch.utils.hooks import RemovableHandle


def _nothing() -> None:
    """Nobody holds it."""


_held: Callable[[], bool] = bool
_until_free: Callable[[], None] = _nothing
_hook: RemovableHandle | None = None
_waited = 0.0


def heed(held: Callable[[], bool], until_free: Callable[[], None]) -> None:
    """Stand still from now on while `held`; `until_free` returns when that ends."""
    global _held, _until_free, _hook
    _held, _until_free = held, until_free
    if _hook is None:
        _hook = register_module_forward_pre_hook(lambda *_: breathe())


def breathe() -> None:
    """Stand still if it is time to; hardly any work otherwise."""
    global _waited
    if _held():
        began = time.monotonic()
        _until_free()
        _waited += time.monotonic() - began


def clock() -> float:
    """Seconds, without those in which it stood still here."""
    return time.monotonic() - _waited
