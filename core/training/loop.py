"""The loop of a lesson: examples in, steps of the optimiser, looks at what was held out.

It stands still between two micro-steps until it has leave to go on; there it can be saved, ended
and later taken up to the last bit.
"""

import math
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import torch
from torch import Tensor, nn

from core.training import checkpoint, memory, room
from core.training.batches import Batch, Piece, answers, batch_of, packed, rows_of_step, steps_of
from core.training.breath import clock
from core.training.checkpoint import Standing
from core.training.computing import Means
from core.training.method import Method, learning
from core.training.told import Ended, MicroStepped, Sampled, Saved, Stepped, Told
from core.types import LessonPlan, LessonPoint, SampleAnswer

SAVE_SECONDS = 120.0
"""Work that a crash may cost at most."""
_SAVE_SHARE = 0.04
"""Of the time goes to saving at the most: where checkpoints are large they are made more seldom."""
SAVE_STEPS = 50
_LOOK_SHARE = 0.05
"""Of the time goes to looking at what is held out."""
_LOOK_COST = 0.4
"""Of a token held out beside one that is learnt: there is no way back through the layers."""
_MOST_LOOKS = 12
_MOST_HELD = 64
"""Examples that a look takes at most."""
_SAMPLE_SHARE = 0.04
SAMPLES = 3
SAMPLE_TOKENS = 48
_TOLD_AGAIN = 256
"""Latest points that are told anew when a lesson goes on."""
_GRADIENT_NORM = 1.0
_AVERAGED = 0.9
_SLEPT = 20.0
"""A micro-step that takes so many times as long as usual: the computer slept meanwhile."""


class Leave(Protocol):
    """Says when a lesson may go on."""

    def wait(self, held_up: Callable[[], None]) -> bool:
        """Return when another micro-step may be done: False where the lesson is to end.

        `held_up` is called once when that takes more than a second.
        """
        ...


@dataclass(frozen=True)
class Material:
    """What a lesson is taught."""

    learn: Sequence[Piece]
    held_out: Sequence[Piece] = ()


class Answering(Protocol):
    """Answers held-out questions with the model as it stands."""

    def __call__(self, pieces: Sequence[Piece]) -> list[str]:
        """An answer for each."""
        ...


class Loop:
    """One lesson in this process."""

    def __init__(
        self,
        model: nn.Module,
        method: Method,
        plan: LessonPlan,
        material: Material,
        rate: float,
        folder: Path,
        means: Means,
        answering: Answering | None = None,
        feeding: Callable[[Batch], Batch] | None = None,
    ) -> None:
        """`folder` is for checkpoints; `feeding` fills what a batch holds besides its tokens."""
        self.model, self.method, self.plan, self.material = model, method, plan, material
        self.folder, self._means = folder, means
        self.optimizer = method.optimizer(model, plan, rate)
        self._rates = [float(group["lr"]) for group in self.optimizer.param_groups]
        self._named = learning(model)
        self.steps = steps_of(len(material.learn), plan)
        self.capacity = plan.max_tokens
        self.packs = bool(getattr(method, "packs", True))
        self.standing = Standing()
        self._answering, self._feeding = answering, feeding
        self.held = sorted(material.held_out, key=lambda each: each.number)[:_MOST_HELD]
        """What is looked at."""
        self._look_every = self._looks()
        self._speed = 0.0
        self._usual = 0.0
        self._saved_at = (0.0, 0)
        self._save_took = 0.0
        self._sampled = 0.0
        self._told: list[Told] = []

    def rehearse(self) -> None:
        """Try the longest row; nothing is learnt and no chance is drawn.

        Raises:
            LessonTooLarge: it does not fit into memory.
        """
        self.model.train()
        with torch.random.fork_rng(devices=[]):
            room.require(self)
        self.optimizer.zero_grad(set_to_none=True)
        memory.forget_peak()

    # ---- the whole of it -----------------------------------------------------------------------

    def run(self, leave: Leave) -> Iterator[Told]:
        """Go on from the last checkpoint, if there is one, to the end."""
        found = checkpoint.load(self.folder, self.model, self.optimizer, self.method)
        if found is None:
            torch.manual_seed(self.plan.seed)
        else:
            self.standing = found
        self._saved_at = (self.standing.seconds, self.standing.step)
        if found is None:
            yield from self._first_look()
            self._save()
        else:
            yield self._saved()
            yield from (Stepped(LessonPoint(*each)) for each in self.standing.points)
        why = "done"
        while self.standing.step < self.steps:
            # Asked first: one that had ended so, and whose export was cut, learns no more.
            if self._gained_nothing():
                why = "early"
                break
            done = yield from self.one_step(leave)
            if not done:
                why = "stopped"
                break
        self._save()
        yield from self._news()
        if why != "stopped":
            if not self.held:
                self._keep_best(self.standing.step, -1.0)
            yield from self._news()
        parameters = [each for _, each in self._named]
        yield Ended(why, self.standing.step, sum(each.numel() for each in parameters))

    def one_step(self, leave: Leave) -> Generator[Told, None, bool]:
        """False where it was stopped."""
        step = self.standing.step + 1
        pieces = self.material.learn
        rows = list(rows_of_step(step, pieces, self.plan, self.capacity, self.packs))
        total = sum(each.learnt for row in rows for each in row)
        count = sum(len(row) for row in rows)
        self.model.train()
        while self.standing.micro < len(rows):
            if not leave.wait(self._held_up):
                return False
            yield from self._news()
            began = clock()
            row = rows[self.standing.micro]
            loss = self.backward(row, total, count)
            self.standing.summed += loss
            self.standing.micro += 1
            if self.standing.micro == len(rows):
                self._update(step)
            tokens = sum(each.length + len(each.rejected) for each in row)
            self._clock(clock() - began, tokens)
            yield self._progress(rows, tokens)
            if self.standing.micro < len(rows):
                yield from self._save_in_time()
        summed, self.standing.summed, self.standing.micro = self.standing.summed, 0.0, 0
        self.standing.step = step
        held = -1.0
        if self.held and (step % self._look_every == 0 or step == self.steps):
            held = self._look()
        yield self._stepped(LessonPoint(step, summed, held, self._speed, self.standing.seconds))
        if held >= 0.0:
            yield from self._sample(last=step == self.steps or self._gained_nothing())
        yield from self._save_in_time()
        return True

    def backward(self, row: Sequence[Piece], total: int, count: int) -> float:
        """A row forward and back: its part of the step's loss.

        `total`: learnt tokens of the step; `count`: its examples.
        """
        loss = self._loss(row, total, count)
        loss.backward()  # type: ignore[no-untyped-call]
        return float(loss.detach())

    def look_at(self, row: Sequence[Piece], total: int, count: int) -> float:
        """As `backward`, but nothing is learnt."""
        with torch.no_grad():
            return float(self._loss(row, total, count))

    def feed(self, row: Sequence[Piece]) -> None:
        """Let what a batch holds be computed, if it is not there yet."""
        with torch.no_grad(), self._means.forward():
            self._fed(row)

    def _loss(self, row: Sequence[Piece], total: int, count: int) -> Tensor:
        """A row's part of the mean over so many learnt tokens, or of a method's own over so many
        examples."""
        with torch.no_grad(), self._means.forward():
            batch = self._fed(row)
        with self._means.forward():
            loss = self.method.loss(self.model, batch)
            if loss is not None:
                return loss * (len(row) / count)
            logits = answers(self.model, batch)
        return nn.functional.cross_entropy(logits, batch.targets, reduction="sum") / total

    def _update(self, step: int) -> None:
        for group, rate in zip(self.optimizer.param_groups, self._rates, strict=True):
            group["lr"] = rate * warmed(step, self.steps, self.plan.warm_up)
        nn.utils.clip_grad_norm_([each for _, each in self._named], _GRADIENT_NORM)
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        self.method.after_step(self.model, step, self.plan)

    def _fed(self, row: Sequence[Piece]) -> Batch:
        batch = batch_of(row, self._means.device)
        return batch if self._feeding is None else self._feeding(batch)

    # ---- held out ------------------------------------------------------------------------------

    def _looks(self) -> int:
        """Steps between two looks: a dozen in all, and not more than a small share of the time."""
        held = sum(each.length for each in self.held) * _LOOK_COST
        learn = self.material.learn
        mean = sum(each.length for each in learn) / max(1, len(learn))
        dear = held / max(1.0, _LOOK_SHARE * mean * self.plan.batch)
        return max(1, min(self.steps, math.ceil(max(self.steps / _MOST_LOOKS, dear))))

    @property
    def looks(self) -> int:
        """How often what is held out is looked at, the first time before the first step."""
        return 1 + self.steps // self._look_every + (self.steps % self._look_every > 0)

    def held_out_loss(self) -> float:
        """Mean over what is held out, as the loss of a step; -1 where nothing is."""
        if not self.held:
            return -1.0
        rows = packed(self.held, self.capacity, self.packs)
        total = sum(each.learnt for each in self.held)
        self.model.eval()
        summed = sum(self.look_at(row, total, len(self.held)) for row in rows)
        self.model.train()
        return summed

    def _look(self) -> float:
        began = clock()
        loss = self.held_out_loss()
        if loss < self.standing.best_loss:
            self.standing.looks_without_gain = 0
            self._keep_best(self.standing.step, loss)
        else:
            self.standing.looks_without_gain += 1
        self.standing.seconds += clock() - began
        return loss

    def _gained_nothing(self) -> bool:
        limit = self.plan.stop_early
        return bool(limit) and self.standing.looks_without_gain >= limit

    def _first_look(self) -> Iterator[Told]:
        """Where it begins: the first point of the chart, and answers of the base."""
        if not self.held:
            return
        # No best yet: where all that follows is worse, the best of that is handed on, not the last.
        yield self._stepped(LessonPoint(0, -1.0, self.held_out_loss()))
        yield from self._sample(last=True)

    def _stepped(self, point: LessonPoint) -> Stepped:
        """Tell a point, and keep it: who heard it may be killed before it is written down."""
        kept = (point.step, point.loss, point.held_out, point.tokens_a_second, point.seconds)
        self.standing.points = [*self.standing.points[1 - _TOLD_AGAIN :], kept]
        return Stepped(point)

    def _sample(self, last: bool) -> Iterator[Told]:
        """Answers of now, where they do not take too much of the time, and at the end."""
        pieces = self.material.held_out[:SAMPLES]
        if self._answering is None or not pieces:
            return
        if not last and self._sampled > _SAMPLE_SHARE * self.standing.seconds:
            return
        began = clock()
        self.model.eval()
        with torch.no_grad():
            said = self._answering(pieces)
        self.model.train()
        self._sampled += clock() - began
        if not self.standing.before:
            self.standing.before = said
        for piece, before, now in zip(pieces, self.standing.before, said, strict=False):
            yield Sampled(SampleAnswer(self.standing.step, piece.question, before, now))

    # ---- saving --------------------------------------------------------------------------------

    def _save_in_time(self) -> Iterator[Told]:
        seconds, steps = self._saved_at
        least = max(SAVE_SECONDS, self._save_took / _SAVE_SHARE)
        often = self.standing.step - steps >= SAVE_STEPS and self._save_took < 1.0
        if self.standing.seconds - seconds >= least or often:
            self._save()
        yield from self._news()

    def _held_up(self) -> None:
        """It is made to wait: nothing shall be lost if the wait ends in darkness."""
        if self._saved_at != (self.standing.seconds, self.standing.step):
            self._save()

    def _save(self) -> None:
        began = time.monotonic()
        checkpoint.save(self.folder, self.standing, self.model, self.optimizer, self.method)
        self._save_took = time.monotonic() - began
        self._saved_at = (self.standing.seconds, self.standing.step)
        self._told.append(self._saved())

    def _keep_best(self, step: int, loss: float) -> None:
        self.standing.best_step = step
        if loss >= 0.0:
            self.standing.best_loss = loss
        checkpoint.save_best(self.folder, self.standing, self.model, self.method)
        self._told.append(self._saved())

    def _saved(self) -> Saved:
        best = self.standing.best_loss
        return Saved(
            self.standing.step, self.standing.best_step, best if math.isfinite(best) else -1.0
        )

    def _news(self) -> Iterator[Told]:
        told, self._told = self._told, []
        yield from told

    # ---- time ----------------------------------------------------------------------------------

    def _clock(self, seconds: float, tokens: int) -> None:
        if self._usual and seconds > _SLEPT * self._usual + 1.0:
            seconds = self._usual
        self._usual = seconds if not self._usual else 0.5 * (self._usual + seconds)
        speed = tokens / max(seconds, 1e-6)
        first = not self._speed
        self._speed = speed if first else _AVERAGED * self._speed + (1 - _AVERAGED) * speed
        self.standing.seconds += seconds
        self.standing.tokens += tokens

    def _progress(self, rows: Sequence[Sequence[Piece]], tokens: int) -> MicroStepped:
        step = self.standing.step
        learn = self.material.learn
        mean = sum(each.length + len(each.rejected) for each in learn) / len(learn)
        here = rows[self.standing.micro :]
        examples = round(len(learn) * self.plan.epochs) - (step + 1) * self.plan.batch
        left = mean * max(0, examples) + sum(each.length for row in here for each in row)
        return MicroStepped(
            step,
            self.steps,
            self._speed,
            left / max(self._speed, 1e-6) * (1 + _LOOK_SHARE * bool(self.held)),
            memory.peak(),
            memory.on_device(self._means.device),
        )


def warmed(step: int, steps: int, warm_up: float) -> float:
    """Share of the learning rate at a step, the first being 1: a straight rise, then half a cosine
    that ends at a twentieth."""
    rise = max(1, round(steps * warm_up)) if warm_up else 0
    if step <= rise:
        return step / rise
    through = (step - rise) / max(1, steps - rise)
    return 0.05 + 0.95 * 0.5 * (1.0 + math.cos(math.pi * through))
