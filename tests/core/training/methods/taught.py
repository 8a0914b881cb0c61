"""Lessons of a few steps on tiny bases, and what they learnt applied by hand."""

import copy
import dataclasses
import random
from functools import cache
from pathlib import Path

import torch
from torch import nn

from core.training import opened_base as bases
from core.training.batches import Batch, Piece, answers, batch_of
from core.training.gguf_base import open_gguf
from core.training.method import learning, made
from core.types import LessonPlan
from tests.core.training.export import tiny_bases

FIGURES = {"projection": 16.0, "start": 2.0, "hidden": 32.0, "bottleneck": 8.0}
PLAN = LessonPlan(
    "tiny", "local:tiny", rank=4, alpha=8.0, virtual_tokens=5, options=tuple(FIGURES.items())
)
WORDS = 1500
TOKENS = torch.tensor([[5, 900, 17, 44, 3, 1200, 8, 8, 91, 400]])


def pieces(count: int = 4, seed: int = 1) -> list[Piece]:
    """Examples of random tokens, each with a worse answer."""
    chance = random.Random(seed)
    found = []
    for number in range(count):
        prompt, answer, worse = (
            tuple(chance.randrange(5, WORDS) for _ in range(length)) for length in (3, 5, 4)
        )
        found.append(Piece(number, prompt + answer, len(prompt), prompt + worse))
    return found


@cache
def _opened(place: Path, nf4: bool) -> bases.Base:
    return bases.open_base(place, 1, nf4=nf4)


def opened(place: Path, dense: bool = False, nf4: bool = False) -> bases.Base:
    """A base of its own, its weights read anew or copied."""
    held = _opened(place, nf4)
    kept = held.kind == "folder"
    model = copy.deepcopy(held.model) if kept else open_gguf(held.path, 1, dense)[0]
    return dataclasses.replace(held, model=model)


class Run:
    """A lesson whose steps are taken one by one."""

    def __init__(self, id: str, place: Path, rate: float = 1e-2, plan: LessonPlan = PLAN) -> None:
        self.method, self.plan = made(id), plan
        self.base = opened(place, self.method.dense, self.method.nf4)
        self.model = self.method.wrap(self.base, plan)
        self.optimizer = self.method.optimizer(self.model, plan, rate)
        self.done = 0

    def loss(self, batch: Batch) -> torch.Tensor:
        own = self.method.loss(self.model, batch)
        if own is not None:
            return own
        return nn.functional.cross_entropy(answers(self.model, batch), batch.targets)

    def step(self, batch: Batch) -> float:
        loss = self.loss(batch)
        loss.backward()
        self.optimizer.step()
        self.optimizer.zero_grad()
        self.done += 1
        self.method.after_step(self.model, self.done, self.plan)
        return float(loss.detach())

    def steps(self, count: int, batch: Batch) -> list[float]:
        return [self.step(batch) for _ in range(count)]

    def saved(self) -> dict:
        """As a checkpoint holds it."""
        return copy.deepcopy(
            {
                "done": self.done,
                "parameters": {name: each.detach() for name, each in learning(self.model)},
                "optimizer": self.optimizer.state_dict(),
                "method": self.method.state(self.model),
            }
        )

    def take_up(self, saved: dict) -> None:
        """As a checkpoint is taken up."""
        with torch.no_grad():
            for name, each in learning(self.model):
                each.copy_(saved["parameters"][name])
        self.optimizer.load_state_dict(saved["optimizer"])
        self.method.load(self.model, saved["method"])
        self.done = saved["done"]

    def learnt(self):
        return self.method.learnt(self.model, self.base, self.plan)

    def logits(self, tokens: torch.Tensor = TOKENS) -> torch.Tensor:
        self.model.eval()
        with torch.no_grad():
            return self.model(input_ids=tokens).logits


def batch() -> Batch:
    return batch_of(pieces())


def applied(base: bases.Base, learnt) -> nn.Module:
    """The base with what was learnt, by the plainest means."""
    if learnt.soft_prompt is not None:
        return tiny_bases.Prompted(base, learnt.soft_prompt)
    if learnt.prefix is not None:
        return tiny_bases.Prefixed(base, learnt.prefix)
    if learnt.weights is not None:
        for name in learnt.weights:
            owner = base.model.get_submodule(name.rpartition(".")[0])
            if name.endswith(".bias") and owner.bias is None:
                owner.bias = nn.Parameter(torch.zeros(owner.out_features))
        base.model.load_state_dict(dict(learnt.weights), strict=True)
        return base.model
    if learnt.modules is not None:
        for name in {each.rsplit(".", 2)[0] for each in learnt.modules}:
            base.model.get_submodule(name).register_forward_hook(_behind(name, learnt.modules))
        return base.model
    return tiny_bases.Adapted(base, learnt)


def _behind(name: str, held):
    def hook(_, given, out):
        linear, called = nn.functional.linear, (f"{name}.down", f"{name}.up")
        inside = linear(out, held[f"{called[0]}.weight"], held[f"{called[0]}.bias"])
        inside = nn.functional.gelu(inside)
        return out + linear(inside, held[f"{called[1]}.weight"], held[f"{called[1]}.bias"])

    return hook
