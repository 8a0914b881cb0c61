"""Files that chat takes, made of what was learnt and tried against the trained model."""

from collections.abc import Generator, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.errors import LessonUntrue
from core.llama.library import LlamaError
from core.training.told import Exported, Working
from core.types import Route

if TYPE_CHECKING:
    from torch import nn

    from core.training.export.merged_gguf import Form
    from core.training.export.self_test import Agreement
    from core.training.export.weights import Changed, FileWeights, FolderWeights
    from core.training.method import Learnt
    from core.training.opened_base import Base
    from core.training.words import Messages
    from core.types import LessonPlan, TeachingMethod

ADAPTER, SOFT_PROMPT, PREFIX = "adapter.gguf", "soft_prompt.gguf", "prefix.gguf"
MODEL, BASE, MODULES = "model.gguf", "base.gguf", "modules.safetensors"
"""Files of an export: a merged model; the base as a GGUF file where it is a folder; what only
PyTorch can run."""
FILES = {
    Route.ADAPTER: ADAPTER,
    Route.SOFT_PROMPT: SOFT_PROMPT,
    Route.PREFIX: PREFIX,
    Route.MERGED: MODEL,
    Route.TRANSFORMERS: MODULES,
}
_SMALL: "tuple[Form, ...]" = ("own", "eight")
"""Forms of a merged model that are tried in turn."""
_TRIED: "tuple[Messages, ...]" = (
    (("user", "Hello. What can you do?"),),
    (("user", "你好，你是谁？"),),
)
"""Prompts where a lesson has none."""
_LEAST_AGREED = 0.8
"""Share of places at which a small form must choose the token that was learnt, else the next form
is taken. Four bits keep about nine of ten on real models."""


class ForChat:
    """One export into one folder."""

    def __init__(
        self,
        base: "Base",
        row: "TeachingMethod",
        learnt: "Learnt",
        plan: "LessonPlan",
        place: Path,
        lesson: str,
        tried: "Sequence[Messages]",
        model: "nn.Module",
    ) -> None:
        """`place`: where files are made; `lesson`: its id."""
        import torch

        self.base, self.row, self.learnt, self._plan = base, row, learnt, plan
        self._place, self._lesson = place, lesson
        self._tried, self._model = tried or _TRIED, model
        self._threads = torch.get_num_threads()

    def made(self) -> Generator[Working, None, Exported]:
        """Make what the method's route wants.

        Raises:
            LessonUntrue: it does not answer as what was trained.
            LlamaError: llama.cpp does not take it.
            UnsuitableModel, DiskFull, OSError: as `export_learnt`.
        """
        if self.row.route is Route.MERGED:
            return (yield from self.merged())
        if self.row.route is Route.TRANSFORMERS:
            return (yield from self._modules())
        return (yield from self.added())

    def _entries(self, digest: str) -> dict[str, Any]:
        return {
            "general.name": self._plan.title,
            "lectern.base": digest,
            "lectern.lesson": self._lesson,
            "lectern.method": self.row.id,
        }

    def added(self) -> Generator[Working, None, Exported]:
        """An adapter, a soft prompt or a prefix, with the base beside it where that is a folder."""
        from core.training.export import additions
        from core.training.opened_base import digest_of

        model = self.base.path
        if self.base.kind == "folder":
            model = self._place / BASE
            yield from telling(folder_as_gguf(self.base, None, model, {}, self._threads))
        path = self._place / FILES[self.row.route]
        write = {
            Route.ADAPTER: additions.write_adapter,
            Route.SOFT_PROMPT: additions.write_soft_prompt,
            Route.PREFIX: additions.write_prefix,
        }[self.row.route]
        yield from telling(write(self.base, self.learnt, path, self._entries(digest_of(model))))
        return self._exported(path, (yield from self._tested(model, path)))

    def merged(self) -> Generator[Working, None, Exported]:
        """A model of its own."""
        from core.training.export.merged_gguf import MergedFile
        from core.training.export.weights import FileWeights

        entries = self._entries(self.base.digest)
        path = self._place / MODEL
        weights, changed = self.changed()
        if not isinstance(weights, FileWeights):
            yield from telling(folder_as_gguf(self.base, self.learnt, path, entries, self._threads))
            return self._exported(path, (yield from self._tested(path, None)))
        file = MergedFile(self.base, weights, changed, self._threads)
        if not file.shrinks:
            yield from telling(file.write(path, "own", entries))
            return self._exported(path, (yield from self._tested(path, None)))
        full = path.with_suffix(".full")
        yield from telling(file.write(full, "full", entries))
        agreement = yield from self._tested(full, None)
        for form in _SMALL:
            yield from telling(file.write(path, form, entries))
            small = yield from self._seen(path, None)
            if small.same_tokens >= _LEAST_AGREED:
                full.unlink()
                return self._exported(path, agreement, small)
        full.replace(path)
        return self._exported(path, agreement)

    def changed(self) -> "tuple[FileWeights | FolderWeights, Changed]":
        """The weights of the base, and what differs from them.

        Raises:
            UnsuitableModel: what was learnt is no change of weights.
        """
        from core.training.export.weights import Changed, weights_of

        weights = weights_of(self.base, self._threads)
        return weights, Changed(self.learnt, weights, self.base.path.name)

    def _modules(self) -> Generator[Working, None, Exported]:
        import torch
        from safetensors.torch import load_file, save_file

        yield Working("exporting")
        path = self._place / MODULES
        modules = {
            name: each.detach().contiguous().clone()
            for name, each in (self.learnt.modules or {}).items()
        }
        save_file(modules, path, self._entries(self.base.digest))
        back = load_file(path)
        same = bool(back) and back.keys() == modules.keys()
        if not same or not all(torch.equal(back[name], modules[name]) for name in modules):
            raise LessonUntrue(name=self._plan.title)
        count = len(self._tried)
        return Exported(self.row.route.value, str(path), path.stat().st_size, 0.0, count, count)

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
        words = self.base.words
        for each in compared(file, lesson, self._model, words, self._tried, self._threads):
            if isinstance(each, Agreement):
                return each
            yield Working("testing", each, len(self._tried))
        raise LlamaError("nothing was compared")

    def _exported(
        self, path: Path, exact: "Agreement", small: "Agreement | None" = None
    ) -> Exported:
        return Exported(
            route=self.row.route.value,
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


def telling(writing: Iterator[tuple[int, int]]) -> Generator[Working, None, None]:
    """The same as what the trainer says."""
    for done, total in writing:
        yield Working("exporting", done, total)
