"""What a lesson learnt becomes a file that chat takes, offered only after its self-test."""

import shutil
from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.errors import LessonUntrue
from core.llama.library import LlamaError
from core.training.told import Exported, Working
from core.types import Route

if TYPE_CHECKING:
    from torch import nn

    from core.training.base import Base
    from core.training.export.merged_gguf import Form
    from core.training.export.self_test import Agreement
    from core.training.method import Learnt
    from core.training.words import Messages
    from core.types import LessonPlan, TeachingMethod

ADAPTER, SOFT_PROMPT, PREFIX = "adapter.gguf", "soft_prompt.gguf", "prefix.gguf"
MODEL, BASE, MODULES = "model.gguf", "base.gguf", "modules.safetensors"
"""Files of an export: a merged model; the base as a GGUF file where it is a folder; what only
PyTorch can run."""
_FILES = {
    Route.ADAPTER: ADAPTER,
    Route.SOFT_PROMPT: SOFT_PROMPT,
    Route.PREFIX: PREFIX,
    Route.MERGED: MODEL,
    Route.TRANSFORMERS: MODULES,
}
_MAKING = ".making"
_SMALL: "tuple[Form, ...]" = ("own", "eight")
"""Forms of a merged model that are tried in turn."""
_LEAST_AGREED = 0.5
"""Share of answers that must stay the same in a small form, else the next is taken."""
_TRIED: "tuple[Messages, ...]" = (
    (("user", "Hello. What can you do?"),),
    (("user", "你好，你是谁？"),),
)
"""Prompts where a lesson has none."""


def export_learnt(
    base: "Base",
    method_row: "TeachingMethod",
    learnt: "Learnt",
    plan: "LessonPlan",
    place: Path,
    tried: "Sequence[Messages]",
    model: "nn.Module",
) -> Iterator[Working | Exported]:
    """Write what chat takes into `place`, <lesson>/export; the last that comes is the outcome.

    It is written to the side, tried on the prompts of `tried` against `model`, as it was trained,
    and only then put in its place. Beside it lies the base as a GGUF file where the base is a
    folder.

    Raises:
        LessonUntrue: it does not answer as what was trained; nothing of it is kept.
        UnsuitableModel: llama.cpp has no like of something in it.
        DiskFull, OSError: it cannot be written.
    """
    making = place / _MAKING
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(parents=True)
    try:
        work = _Work(base, method_row, learnt, plan, making, tried or _TRIED, model)
        exported = yield from work.done()
        for path in sorted(making.iterdir()):
            path.replace(place / path.name)
        yield replace(exported, path=str(place / Path(exported.path).name))
    except LlamaError as error:
        raise LessonUntrue(name=plan.title, reason=str(error)) from error
    finally:
        shutil.rmtree(making, ignore_errors=True)


class _Work:
    def __init__(
        self,
        base: "Base",
        row: "TeachingMethod",
        learnt: "Learnt",
        plan: "LessonPlan",
        place: Path,
        tried: "Sequence[Messages]",
        model: "nn.Module",
    ) -> None:
        import torch

        self._base, self._row, self._learnt, self._plan = base, row, learnt, plan
        self._place, self._tried, self._model = place, tried, model
        self._threads = torch.get_num_threads()

    def done(self) -> Generator[Working, None, Exported]:
        if self._row.route is Route.MERGED:
            return (yield from self._merged())
        if self._row.route is Route.TRANSFORMERS:
            return (yield from self._modules())
        return (yield from self._added())

    def _entries(self, digest: str) -> dict[str, Any]:
        return {
            "general.name": self._plan.title,
            "lectern.base": digest,
            "lectern.lesson": self._place.parent.parent.name,
            "lectern.method": self._row.id,
        }

    def _added(self) -> Generator[Working, None, Exported]:
        from core.training.base import digest_of
        from core.training.export import additions

        model = self._base.path
        if self._base.kind == "folder":
            model = self._place / BASE
            yield from _telling(folder_as_gguf(self._base, None, model, {}, self._threads))
        path = self._place / _FILES[self._row.route]
        write = {
            Route.ADAPTER: additions.write_adapter,
            Route.SOFT_PROMPT: additions.write_soft_prompt,
            Route.PREFIX: additions.write_prefix,
        }[self._row.route]
        yield from _telling(write(self._base, self._learnt, path, self._entries(digest_of(model))))
        return self._exported(path, (yield from self._tested(model, path)))

    def _merged(self) -> Generator[Working, None, Exported]:
        from core.training.export.merged_gguf import MergedFile
        from core.training.export.weights import Changed, FileWeights, weights_of

        entries = self._entries(self._base.digest)
        path = self._place / MODEL
        weights = weights_of(self._base, self._threads)
        if not isinstance(weights, FileWeights):
            yield from _telling(
                folder_as_gguf(self._base, self._learnt, path, entries, self._threads)
            )
            return self._exported(path, (yield from self._tested(path, None)))
        changed = Changed(self._learnt, weights, self._base.path.name)
        file = MergedFile(self._base, weights, changed, self._threads)
        if not file.shrinks:
            yield from _telling(file.write(path, "own", entries))
            return self._exported(path, (yield from self._tested(path, None)))
        full = path.with_suffix(".full")
        yield from _telling(file.write(full, "full", entries))
        agreement = yield from self._tested(full, None)
        for form in _SMALL:
            yield from _telling(file.write(path, form, entries))
            small = yield from self._seen(path, None)
            if small.equal >= _LEAST_AGREED * small.answers:
                full.unlink()
                return self._exported(path, agreement, small)
        full.replace(path)
        return self._exported(path, agreement)

    def _modules(self) -> Generator[Working, None, Exported]:
        import torch
        from safetensors.torch import load_file, save_file

        yield Working("exporting")
        path = self._place / MODULES
        modules = {
            name: each.detach().contiguous().clone()
            for name, each in (self._learnt.modules or {}).items()
        }
        save_file(modules, path, self._entries(self._base.digest))
        back = load_file(path)
        same = bool(back) and back.keys() == modules.keys()
        if not same or not all(torch.equal(back[name], modules[name]) for name in modules):
            raise LessonUntrue(name=self._plan.title)
        count = len(self._tried)
        return Exported(self._row.route.value, str(path), path.stat().st_size, 0.0, count, count)

    def _tested(self, file: Path, lesson: Path | None) -> "Generator[Working, None, Agreement]":
        """Raises: LessonUntrue: it does not agree."""
        agreement = yield from self._seen(file, lesson)
        if not agreement.holds:
            raise LessonUntrue(
                name=self._plan.title,
                difference=f"{agreement.difference:.4g}",
                equal=agreement.equal,
                answers=agreement.answers,
            )
        return agreement

    def _seen(self, file: Path, lesson: Path | None) -> "Generator[Working, None, Agreement]":
        from core.training.export.self_test import Agreement, compared

        yield Working("testing", 0, len(self._tried))
        words = self._base.words
        for each in compared(file, lesson, self._model, words, self._tried, self._threads):
            if isinstance(each, Agreement):
                return each
            yield Working("testing", each, len(self._tried))
        raise LlamaError("nothing was compared")

    def _exported(
        self, path: Path, exact: "Agreement", small: "Agreement | None" = None
    ) -> Exported:
        return Exported(
            route=self._row.route.value,
            path=str(path),
            file_bytes=path.stat().st_size,
            difference=exact.difference,
            equal_answers=exact.equal,
            answers=exact.answers,
            near_ties=exact.near_ties,
            small_difference=-1.0 if small is None else small.difference,
            small_equal=-1 if small is None else small.equal,
        )


def folder_as_gguf(
    base: "Base",
    learnt: "Learnt | None",
    path: Path,
    entries: dict[str, Any],
    threads: int,
) -> Iterator[tuple[int, int]]:
    """Write a folder of transformers as a GGUF file, with what was learnt merged into it, or as it
    is; yields how many bytes are written, and of how many.

    Raises:
        UnsuitableModel, DiskFull, OSError: as core.training.export.folder_gguf.
    """
    from core.training.export.folder_gguf import write_folder_gguf
    from core.training.export.weights import Changed, FolderWeights, weights_of

    weights = weights_of(base, threads)
    assert isinstance(weights, FolderWeights)
    changed = None if learnt is None else Changed(learnt, weights, base.path.name)
    named = {"general.name": base.path.name} | entries
    return write_folder_gguf(base, weights, changed, path, named)


def _telling(writing: Iterator[tuple[int, int]]) -> Iterator[Working]:
    for done, total in writing:
        yield Working("exporting", done, total)
