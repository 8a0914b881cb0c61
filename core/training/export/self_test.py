"""Whether what was exported answers as what was trained: the same tokens, the same logits.

llama.cpp answers each prompt greedily and its logits are kept; the trained model then reads prompt
and answer at once. Where the most likely token after each place is the one that llama.cpp chose,
the trained model would have written the same answer: one pass instead of one for each token.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn

from core.errors import UnsuitableModel
from core.llama.context import LlamaContext, Opening
from core.training.blocks import F16, F32

if TYPE_CHECKING:
    from core.training.words import Messages, Words

ANSWER_TOKENS = 32
"""Of an answer at most; as many rows of logits as llama.cpp gives at once."""
_TIMES = 3
"""How much more than with the plain model the two may differ: what was learnt adds products of its
own, and is rounded as the others are."""
_ROUNDING = 0.02
"""Part of the spread of the logits that is no difference: weights in 16 bits."""
_MOST_FULL, _MOST_BLOCKS = 0.15, 1.0
"""The most, in spreads of the logits, that arithmetic explains with weights of 16 bits, and with
weights in blocks: llama.cpp rounds what it multiplies to 16 and to 8 bits. On random models of 2 to
24 layers the largest differences were 0.003 to 0.012 and 0.09 to 0.44."""


@dataclass(frozen=True)
class Agreement:
    """What a comparison found."""

    difference: float
    """The largest between two logits."""
    equal: int
    """Answers that are the same token for token."""
    near_ties: int
    """Answers that part where the trained model holds two tokens for about as likely: their logits
    differ by no more than arithmetic explains."""
    answers: int
    same_tokens: float
    """Share of places at which both have the same token for the most likely."""
    allowed: float
    """The difference up to which it agrees."""
    same_prompts: bool
    """Whether both cut the prompts into the same tokens."""

    @property
    def holds(self) -> bool:
        """Whether the one may stand for the other."""
        return (
            self.same_prompts
            and self.equal + self.near_ties == self.answers
            and self.difference <= self.allowed
        )


def compared(
    file: Path,
    lesson: Path | None,
    model: nn.Module,
    words: "Words",
    tried: Sequence["Messages"],
    threads: int,
) -> Iterator[int | Agreement]:
    """Compare a GGUF file, with a `lesson`'s file put on it, with the trained model; yields how
    many prompts are done, at last the outcome.

    Raises:
        LlamaError: llama.cpp does not take a file, or fails.
    """
    from core.training.words import GgufWords

    served = GgufWords(file)
    prompts = [words.prompt(messages) for messages in tried]
    same = all(
        served.prompt(messages) == prompt for messages, prompt in zip(tried, prompts, strict=True)
    )
    longest = max((len(prompt) for prompt in prompts), default=0)
    context = _opened(file, lesson, longest + ANSWER_TOKENS, threads)
    found, plain = _Found(), _Found()
    answers: list[list[int]] = []
    trained = model.training
    model.eval()
    try:
        if lesson is not None:
            context.put_on([(lesson, 1.0)])
        for prompt in prompts:
            answer, theirs = _answered(context, prompt, words)
            answers.append(answer)
            found.take(answer, theirs, _read(model, prompt, answer))
            yield len(answers)
        context.put_on([])
        same_file = _in_torch(file, threads)
        for prompt, answer in zip(prompts, answers, strict=True):
            if same_file is not None:
                theirs = _followed(context, prompt, answer)
                plain.take(answer, theirs, _read(same_file, prompt, answer))
    finally:
        model.train(trained)
        context.close()
    most = found.spread * (_MOST_FULL if _is_full(file) else _MOST_BLOCKS)
    if same_file is not None:
        most = min(most, _TIMES * plain.difference + _ROUNDING * found.spread)
    yield found.agreement(most, same)


def _in_torch(file: Path, threads: int) -> nn.Module | None:
    """The model of a file as PyTorch computes it, without any lesson: what differs then between it
    and llama.cpp is arithmetic. None where PyTorch has no like of it."""
    from core.training.gguf_base import open_gguf

    try:
        return open_gguf(file, threads)[0]
    except UnsuitableModel:
        return None


def _opened(file: Path, lesson: Path | None, tokens: int, threads: int) -> LlamaContext:
    from core.gguf import lesson_file

    if lesson is not None:
        tokens += 2 * lesson_file.read(lesson).virtual_tokens + 64
    opening = Opening(
        context_tokens=tokens,
        sequences=1,
        cache="f32",
        threads=threads,
        batch_threads=threads,
        graphics=False,
    )
    return LlamaContext(file, opening)


def _answered(context: LlamaContext, prompt: list[int], words: "Words") -> tuple[list[int], Tensor]:
    """A greedy answer and the logits it was chosen by, shape (tokens, vocabulary)."""
    context.remove(0)
    answer: list[int] = []
    rows: list[Tensor] = []
    read, at = prompt, 0
    while len(answer) < ANSWER_TOKENS:
        context.decode(read, 0, at)
        at += len(read)
        rows.append(torch.from_numpy(context.logits().copy()))
        token = int(rows[-1].argmax())
        answer.append(token)
        if words.ends(token):
            break
        read = [token]
    return answer, torch.stack(rows)


def _followed(context: LlamaContext, prompt: list[int], answer: list[int]) -> Tensor:
    """Logits at the places of an answer that is given, shape (tokens, vocabulary)."""
    context.remove(0)
    context.decode(prompt[:-1], 0, 0)
    context.decode([prompt[-1], *answer[:-1]], 0, len(prompt) - 1, all_logits=True)
    return torch.stack([torch.from_numpy(context.logits(row).copy()) for row in range(len(answer))])


@torch.no_grad()
def _read(model: nn.Module, prompt: list[int], answer: list[int]) -> Tensor:
    """The trained model's logits at the places of an answer, shape (tokens, vocabulary)."""
    tokens = torch.tensor([[*prompt, *answer[:-1]]])
    device = next((each.device for each in model.parameters() if each.device.type != "meta"), None)
    logits: Tensor = model(input_ids=tokens.to(device or "cpu")).logits
    return logits[0, len(prompt) - 1 :].float().cpu()


class _Found:
    def __init__(self) -> None:
        self.difference = 0.0
        """The largest between two logits."""
        self.spread = 0.0
        """The largest standard deviation of the trained model's logits at a place."""
        self._gaps: list[float] = []
        self._places = self._same = 0

    def take(self, answer: list[int], theirs: Tensor, ours: Tensor) -> None:
        """Take an answer's logits, of shape (tokens, vocabulary), of both."""
        width = min(theirs.shape[1], ours.shape[1])
        theirs, ours = theirs[:, :width], ours[:, :width]
        difference = float((theirs - ours).abs().max())
        # What is no number differs from everything.
        self.difference = max(self.difference, difference if difference >= 0 else math.inf)
        self.spread = max(self.spread, float(ours.std(dim=1).max()))
        chosen = torch.tensor(answer)
        behind = ours.max(dim=1).values - ours.gather(1, chosen[:, None])[:, 0]
        parted = behind.nonzero()
        self._places += len(answer)
        self._same += len(answer) - len(parted)
        self._gaps.append(float(behind[parted[0, 0]]) if len(parted) else 0.0)

    def agreement(self, allowed: float, same_prompts: bool) -> Agreement:
        """The outcome."""
        return Agreement(
            difference=self.difference,
            equal=sum(gap == 0 for gap in self._gaps),
            near_ties=sum(0 < gap <= allowed for gap in self._gaps),
            answers=len(self._gaps),
            same_tokens=self._same / max(1, self._places),
            allowed=allowed,
            same_prompts=same_prompts,
        )


def _is_full(file: Path) -> bool:
    """Whether all weights are numbers of 16 or 32 bits, which llama.cpp multiplies as such."""
    import gguf

    kinds: set[int] = {int(each.tensor_type) for each in gguf.GGUFReader(str(file)).tensors}
    return kinds <= {F32, F16}
