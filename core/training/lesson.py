"""A lesson opened in the trainer's process: its base, its method, its examples as tokens."""

import json
import math
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import torch
from torch import nn

from core import wire
from core.errors import BadRequest, LessonFailed, LessonTooLarge
from core.training import brought_back, checkpoint, general, memory, sampling
from core.training.batches import Piece, parted, pieces_of
from core.training.computing import Means, means_of
from core.training.fast import LowerLayers, first_learning
from core.training.loop import SAMPLE_TOKENS, Leave, Loop, Material
from core.training.method import Learnt, Method, made
from core.training.opened_base import Base, kind_of, open_base
from core.training.quick import quicken
from core.training.room import SPARE, weights_needed
from core.training.told import Ended, Told, Working
from core.training.words import Messages, messages_of
from core.types import Example, LessonPlan, TeachingMethod
from core.whole_files import write_whole

_TRIED = 10
"""Questions with which an export is tested."""


class OpenLesson:
    """Everything that training, measuring, exporting and answering need."""

    def __init__(
        self, place: Path, base: Base, means: Means, plan: LessonPlan, row: TeachingMethod
    ) -> None:
        self.place, self.base, self.means = place, base, means
        self.plan, self.row = plan, row
        self.folder = place / "checkpoints"
        self._general_file = general.file_in(self.folder, base.digest)
        self.examples = examples_of(place)
        self.method: Method = made(plan.method)
        self.rate = plan.rate or row.rate
        self.feeding: LowerLayers | None = None
        """Where lower layers are computed once, what gives what they make."""
        self._wrapped: nn.Module | None = None
        self._taken = False

    @property
    def model(self) -> nn.Module:
        """The base with its method over it; from its first use on the base is changed."""
        if self._wrapped is None:
            self._wrapped = self.method.wrap(self.base, self.plan)
        return self._wrapped

    @cached_property
    def _own(self) -> list[Piece]:
        """Of the lesson's own examples those to learn: many take a while to be cut into tokens."""
        learn, _ = parted(self.examples)
        return pieces_of(self.base.words, learn, self.plan, self.row.pairs)

    def material(self) -> Material:
        """What it is taught.

        Raises:
            BadRequest: no example can be used.
        """
        pairs = self.row.pairs
        pieces = list(self._own)
        if not pieces:
            raise BadRequest(
                reason="This lesson has no examples with a better and a worse answer."
                if pairs
                else "This lesson has no examples to learn from."
            )
        _, held = parted(self.examples)
        kept = pieces_of(self.base.words, held, self.plan, pairs)
        count = self._general(len(pieces))
        pieces += general.pieces(self._general_file, count, self.plan.max_tokens, len(pieces))
        return Material(pieces, kept)

    def _general(self, learnt: int) -> int:
        """How many general examples are mixed in; none among pairs: the base gives one answer."""
        return 0 if self.row.pairs else general.wanted(self.plan.general, learnt)

    def general_wanted(self) -> int:
        """How many general questions the base has yet to answer."""
        return max(0, self._general(len(self._own)) - general.known(self._general_file))

    def prepare(self, stopped: Callable[[], bool]) -> Iterator[Told]:
        """Let the base answer general questions, as long as nothing has changed it."""
        count = self._general(len(self._own))
        device = self.means.device
        for done, total in general.answered(
            self._general_file, self.base.model, self.base.words, count, stopped, device
        ):
            yield Working("general", done, total)

    def loop(self) -> Loop:
        """The loop over it."""
        material = self.material()
        model = self.model
        quick = quicken(model, self.plan.checkpointing) if self.means.device == "cpu" else None
        if self.plan.fast and quick is not None:
            first = first_learning(model)
            if first:
                pieces = (*material.learn, *material.held_out)
                self.feeding = LowerLayers(self.folder, quick, first, pieces, self.base.digest)
        return Loop(
            model,
            self.method,
            self.plan,
            material,
            self.rate,
            self.folder,
            self.means,
            answering=self._answers,
            feeding=self.feeding,
        )

    def train(self, leave: Leave, stopped: Callable[[], bool]) -> Iterator[Told]:
        """Teach, or go on at the last checkpoint; see Loop.run."""
        yield from self.prepare(stopped)
        if stopped():
            yield Ended("stopped")
            return
        loop = self.loop()
        yield Working("measuring")
        loop.rehearse()
        for said in loop.run(leave):
            if isinstance(said, Ended):
                if said.why != "stopped" and self.feeding is not None:
                    self.feeding.forget()
                said = Ended(said.why, said.step, said.trainable, parameters_of(loop.model))
            yield said

    def learnt(self) -> Learnt:
        """What the best checkpoint learnt."""
        self._take_best()
        return self.method.learnt(self.model, self.base, self.plan)

    def tried(self) -> Sequence[Messages]:
        """Questions with which an export is tested: held-out ones first."""
        learn, held = parted(self.examples)
        return [tuple(messages_of(each)) for each in (*held, *learn)][:_TRIED]

    def export(self, form: str = "", path: str = "") -> Iterator[Told]:
        """Write what was learnt; into export/ for chat, or in another form at a path.

        Raises:
            LessonUntrue: what was written answers otherwise.
        """
        from core.training import export

        learnt = self.learnt()
        if form:
            yield from export.export_form(
                form,
                self.base,
                self.row,
                learnt,
                self.plan,
                self.place / "export",
                Path(path),
                self.tried(),
                self.model,
            )
            return
        yield from export.export_learnt(
            self.base,
            self.row,
            learnt,
            self.plan,
            self.place / "export",
            self.tried(),
            self.model,
        )

    def answer(
        self, messages: Sequence[Sequence[str]], most: int, taught: bool = True
    ) -> Iterator[str]:
        """An answer of the taught model, piece by piece; without `taught`, as it begins."""
        if taught:
            self._take_best()
        words = self.base.words
        prompt = words.prompt([(role, text) for role, text in messages])
        caches = bool(getattr(self.method, "caches", True))
        tokens: list[int] = []
        told = ""
        device = self.means.device
        for token in sampling.written(self.model, words, prompt, most, caches, device):
            tokens.append(token)
            spelt = words.text(tokens)
            # The bytes of a character may come in several tokens.
            if not spelt.endswith("\ufffd") and len(spelt) > len(told):
                yield spelt[len(told) :]
                told = spelt
        spelt = words.text(tokens)
        if len(spelt) > len(told):
            yield spelt[len(told) :]

    def _take_best(self) -> None:
        if not self._taken:
            own = checkpoint.load_best(self.folder, self.model, self.method)
            if own is None and not brought_back.take_up(self.place / "imported", self.model):
                raise BadRequest(reason="This lesson has not learnt anything yet.")
            self.model.eval()
            self._taken = True

    def _answers(self, pieces: Sequence[Piece]) -> list[str]:
        prompts = [each.tokens[: each.start] for each in pieces]
        together = bool(getattr(self.method, "caches", True))
        return sampling.answered(
            self.model, self.base.words, prompts, SAMPLE_TOKENS, together, self.means.device
        )


def parameters_of(model: nn.Module) -> int:
    """All that a model computes with; weights kept in blocks, and by two layers, once."""
    seen: dict[int, int] = {}
    for each in model.modules():
        blocks = getattr(each, "blocks", None)
        if blocks is not None:
            seen[blocks.raw.data_ptr()] = blocks.rows * blocks.columns
    for parameter in model.parameters():
        state = getattr(parameter, "quant_state", None)
        count = parameter.numel() if state is None else math.prod(state.shape)
        if count:
            seen[parameter.data_ptr()] = count
    return sum(seen.values())


def opened(place: Path, base: Path, plan: LessonPlan, row: TeachingMethod) -> OpenLesson:
    """Open a lesson: its base is loaded, the method put over it.

    Raises:
        ModelMissing, UnsuitableModel, ModelBroken: there is no base that can be taught.
        LessonTooLarge: its weights alone are too much.
        LessonFailed: the base is another one than when it began.
    """
    method = made(plan.method)
    dense, nf4 = (bool(getattr(method, name, False)) for name in ("dense", "nf4"))
    needed, _ = weights_needed(base, plan, dense)
    if needed > SPARE * memory.available():
        raise LessonTooLarge(
            name=plan.title,
            needed=memory.sized(needed),
            available=memory.sized(memory.available()),
        )
    threads = int(dict(plan.options).get("threads", 0))
    means = means_of(place / "checkpoints", kind_of(base), threads)
    torch.manual_seed(plan.seed)
    opened = open_base(base, means.threads, dense, nf4)
    _require_same(opened, place / "checkpoints", plan)
    if means.device != "cpu":
        opened.model.to(means.device)
    return OpenLesson(place, opened, means, plan, row)


def _require_same(base: Base, folder: Path, plan: LessonPlan) -> None:
    """See that what was saved goes on with the base that it was learnt on: a file of the same name
    may have taken its place."""
    file = folder / "base"
    known = file.read_text(encoding="ascii", errors="replace") if file.is_file() else ""
    if known != base.digest:
        if known and checkpoint.standing_is_kept(folder):
            reason = "its model is another one than when it began. Put the former file back."
            raise LessonFailed(name=plan.title, reason=reason)
        write_whole(file, base.digest.encode())


def examples_of(place: Path) -> list[Example]:
    """The examples in a lesson's folder."""
    found: list[Example] = []
    file = place / "examples.jsonl"
    if file.is_file():
        with file.open(encoding="utf-8") as lines:
            for line in lines:
                value: Any = wire.from_plain(json.loads(line))
                if isinstance(value, Example):
                    found.append(value)
    return found
