"""The fast way: only upper layers learn, so what lower ones make of an example is computed once.

It lies in a file beside the checkpoints, read through the page cache; a row whose checksum does not
fit is computed anew.
"""

import hashlib
import json
import re
import shutil
import zlib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from core.training.batches import Batch, Piece
from core.training.mapped_files import reserve
from core.training.method import learning
from core.training.quick import Quick
from core.whole_files import write_whole

_MOST_BYTES = 4 << 30
"""Above which numbers are kept with half their width."""
_LAYER = re.compile(r"\blayers\.(\d+)\.")


def first_learning(model: nn.Module) -> int:
    """The lowest layer in which something learns; 0 where something below all layers does."""
    names = [_LAYER.search(name) for name, _ in learning(model)]
    # A norm or a head above all layers may learn beside them.
    above = [bool(re.search(r"(^|\.)(model\.norm|lm_head)\.", name)) for name, _ in learning(model)]
    if not all(found or up for found, up in zip(names, above, strict=True)):
        return 0
    return min((int(found[1]) for found in names if found), default=0)


class LowerLayers:
    """Gives batches what the lower layers make of them."""

    def __init__(
        self, folder: Path, quick: Quick, first: int, pieces: Iterable[Piece], base: str
    ) -> None:
        """`pieces`: all that will ever be asked for; `base`: digest of what computes."""
        quick.first = first
        self._quick = quick
        self._slots: dict[tuple[int, ...], tuple[int, int]] = {}
        rows, about = 0, hashlib.sha256(base.encode())
        for piece in pieces:
            for tokens in (piece.tokens, piece.rejected):
                if tokens and tokens not in self._slots:
                    self._slots[tokens] = len(self._slots), rows
                    rows += len(tokens)
                    about.update(np.array([len(tokens), *tokens], np.int64).tobytes())
        width = quick.width
        free = shutil.disk_usage(_made(folder)).free
        wide = rows * width * 4 <= min(_MOST_BYTES, free // 4)
        head: dict[str, int | str] = {"first": first, "rows": rows, "width": width, "wide": wide}
        head["about"] = about.hexdigest()
        self._data, self._sums, self._head = (
            folder / name for name in ("lower.bin", "lower.sums", "lower.json")
        )
        if not self._fits(head):
            self._data.unlink(missing_ok=True)
            self._sums.unlink(missing_ok=True)
            write_whole(self._head, json.dumps(head).encode())
        kind = np.dtype(np.float32 if self._wide(head) else np.uint16)
        self._values = _mapped(self._data, kind, (max(1, rows), width))
        # Of each example: 0 as long as it is not there, else its checksum and 1.
        self._known = _mapped(self._sums, np.dtype(np.uint64), (max(1, len(self._slots)),))

    def __call__(self, batch: Batch) -> Batch:
        """The batch with `inputs_embeds` filled, and that of its worse answers."""
        worse = None if batch.rejected is None else self(batch.rejected)
        parts = torch.split(batch.input_ids[0], list(batch.lengths))
        made = torch.cat([self._of(each) for each in parts])
        return replace(batch, inputs_embeds=made[None].to(batch.input_ids.device), rejected=worse)

    def forget(self) -> None:
        """Remove what is kept."""
        for each in (self._data, self._sums, self._head):
            each.unlink(missing_ok=True)

    def _of(self, tokens: Tensor) -> Tensor:
        number, begin = self._slots[tuple(tokens.tolist())]
        row = self._values[begin : begin + len(tokens)]
        if int(self._known[number]) != _sum(row):
            made = self._quick.lower(tokens).float().cpu()
            if row.dtype == np.float32:
                row[:] = made.numpy()
            else:
                row[:] = made.bfloat16().view(torch.uint16).numpy()
            self._known[number] = _sum(row)
        kept = torch.from_numpy(np.array(row))
        return kept if kept.dtype == torch.float32 else kept.view(torch.bfloat16).float()

    def _fits(self, head: dict[str, int | str]) -> bool:
        try:
            kept = json.loads(self._head.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return False
        # The width of numbers stays as it was chosen first: the disk may have filled since.
        return all(kept.get(name) == head[name] for name in ("first", "rows", "width", "about"))

    def _wide(self, head: dict[str, int | str]) -> bool:
        return bool(json.loads(self._head.read_text(encoding="utf-8")).get("wide", head["wide"]))


def _sum(row: "np.ndarray[tuple[int, ...], np.dtype[np.generic]]") -> int:
    return zlib.crc32(row.data) + (1 << 32)


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _mapped(
    file: Path, kind: "np.dtype[np.generic]", shape: tuple[int, ...]
) -> "np.memmap[tuple[int, ...], np.dtype[np.generic]]":
    size = kind.itemsize * int(np.prod(shape))
    if not file.exists() or file.stat().st_size != size:
        with file.open("wb") as made:
            reserve(made, size)
    return np.memmap(file, kind, "r+", shape=shape)
