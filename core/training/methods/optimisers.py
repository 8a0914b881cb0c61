"""AdamW over what learns, with its moments in memory or in a mapped file."""

import contextlib
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

import torch
from torch import Tensor

from core import paths
from core.training.mapped_files import reserve
from core.training.methods.options import option

if TYPE_CHECKING:
    from core.types import LessonPlan

_MOMENTS = ("exp_avg", "exp_avg_sq")


def adamw(
    parameters: Iterable[Tensor] | Sequence[dict[str, Any]],
    plan: "LessonPlan",
    rate: float,
    paged: bool = False,
) -> torch.optim.Optimizer:
    """AdamW (arXiv:1711.05101), all small matrices in one pass over them.

    `paged` unless the plan's option of that name says otherwise.
    """
    figures: dict[str, Any] = {"lr": rate, "weight_decay": plan.weight_decay, "fused": True}
    if option(plan, "paged", float(paged)):
        return PagedAdamW(parameters, **figures)
    return torch.optim.AdamW(parameters, **figures)


class PagedAdamW(torch.optim.AdamW):
    """AdamW whose moments are pages of a file, which the system writes out when memory is short.

    The same numbers as AdamW, bit for bit. Where the parameters are on a GPU the moments are in
    memory there: pages of a file are the processor's.
    """

    def __init__(
        self, parameters: Iterable[Tensor] | Sequence[dict[str, Any]], **figures: Any
    ) -> None:
        super().__init__(parameters, **figures)
        self._map()

    def load_state_dict(self, state_dict: dict[str, Any]) -> None:
        """See torch.optim.Optimizer; what was in the file is overwritten."""
        mapped = {each: dict(self.state[each]) for each in self.state}
        super().load_state_dict(state_dict)
        for parameter, held in mapped.items():
            loaded = self.state[parameter]
            for name in _MOMENTS:
                held[name].copy_(loaded[name]) if name in loaded else held[name].zero_()
                loaded[name] = held[name]
            loaded.setdefault("step", held["step"].zero_())

    def _map(self) -> None:
        """Give each parameter of the processor moments in the file, all zero."""
        here = [
            each
            for group in self.param_groups
            for each in group["params"]
            if each.device.type == "cpu"
        ]
        numbers = sum(each.numel() for each in here) * len(_MOMENTS)
        if not numbers:
            return
        room = _mapped(numbers)
        begun = 0
        for each in here:
            self.state[each] = {"step": torch.tensor(0.0)}
            for name in _MOMENTS:
                self.state[each][name] = room[begun : begun + each.numel()].view_as(each)
                begun += each.numel()


def _mapped(numbers: int) -> Tensor:
    """Zeros in a file that has no name any more, where the system allows it."""
    folder = paths.cache_folder()
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob("moments-*") if sys.platform == "win32" else ():
        with contextlib.suppress(OSError):  # those in use cannot be removed
            left.unlink()
    with tempfile.NamedTemporaryFile(dir=folder, prefix="moments-", delete=False) as file:
        try:
            reserve(cast(BinaryIO, file), numbers * 4)
        except OSError:
            file.close()
            Path(file.name).unlink(missing_ok=True)
            raise
    room = torch.from_file(file.name, shared=True, size=numbers, dtype=torch.float32)
    with contextlib.suppress(PermissionError):
        # Windows keeps the file until the mapping ends.
        Path(file.name).unlink()
    return room
