"""Whether what was exported answers as what was trained: the same tokens, the same logits.

llama.cpp answers each prompt greedily and its logits are kept; the trained model then reads prompt
and answer at once. Where the most likely token after each place is the one that llama.cpp chose,
the trained model would have written the same answer: one pass instead of one for each token.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor, nn
from torch.utils._python_dispatch import TorchDispatchMode

from core.llama.context import LlamaContext, Opening
from core.training.blocks import F16, F32, format_of

if TYPE_CHECKING:
    from core.training.words import Messages, Words

ANSWER_TOKENS = 32
"""Of an answer at most; as many rows of logits as llama.cpp gives at once."""
_TIMES = 2
"""How much more they may differ than the trained model does from itself when its products are
rounded as llama.cpp rounds them. On random and on taught models they differ 0.1 to 0.9 times as
much."""
_MOST = 1.0
"""The most that they may differ, in spreads of the logits, however much is rounded."""
_WORDS = 0.02
"""Part of the spread of the logits that is no difference either: vectors of words in 16 bits."""


@dataclass(frozen=True)
class Agreement:
    """What a comparison found."""

    difference: float
    """The largest between two logits."""
    equal: int
    """Answers that are the same token for token."""
    near_ties: int
    """Answers that part where the trained model holds two tokens for about as likely: their logits
    differ by half of what arithmetic explains or less."""
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
    found, rounding = _Found(), _Rounding(_block_of(file))
    trained = model.training
    model.eval()
    try:
        if lesson is not None:
            context.put_on([(lesson, 1.0)])
        for number, prompt in enumerate(prompts, 1):
            answer, theirs = _answered(context, prompt, words)
            ours = _read(model, prompt, answer)
            with rounding:
                rounded = _read(model, prompt, answer)
            found.take(answer, theirs, ours)
            rounding.most = max(rounding.most, float((rounded - ours).abs().max()))
            yield number
    finally:
        model.train(trained)
        context.close()
    explained = _TIMES * rounding.most + _WORDS * found.spread
    yield found.agreement(min(explained, _MOST * found.spread), same)


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
            near_ties=sum(0 < gap <= allowed / 2 for gap in self._gaps),
            answers=len(self._gaps),
            same_tokens=self._same / max(1, self._places),
            allowed=allowed,
            same_prompts=same_prompts,
        )


class _Rounding(TorchDispatchMode):
    """Rounds what is multiplied by weights as llama.cpp does, to float16 or to 8 bits of a block's
    largest number; and weights to float16 where the file has them so."""

    def __init__(self, block: int) -> None:
        """`block`: numbers of one; 1 for float16, 0 for no rounding."""
        super().__init__()  # type: ignore[no-untyped-call]
        self._block = block
        self.most = 0.0
        """The largest difference that it made to a logit."""

    def __torch_dispatch__(
        self, func: Any, types: Any, args: tuple[Any, ...] = (), kwargs: Any = None
    ) -> Any:
        if self._block and func is torch.ops.aten.mm.default:
            args = (self._rounded(args[0]), self._weights(args[1]))
        elif self._block and func is torch.ops.aten.addmm.default:
            args = (args[0], self._rounded(args[1]), self._weights(args[2]))
        return func(*args, **(kwargs or {}))

    def _weights(self, numbers: Tensor) -> Tensor:
        # Those of a folder may have been of 32 bits; those in blocks are the very same.
        return numbers.half().to(numbers.dtype) if self._block == 1 else numbers

    def _rounded(self, numbers: Tensor) -> Tensor:
        if self._block == 1:
            return numbers.half().to(numbers.dtype)
        if numbers.shape[-1] % self._block:
            return numbers
        blocks = numbers.reshape(-1, self._block)
        step = blocks.abs().amax(1, keepdim=True).clamp_min(1e-30) / 127
        return (torch.round(blocks / step) * step).reshape(numbers.shape)


def _block_of(file: Path) -> int:
    """Numbers that llama.cpp rounds together before it multiplies them by this file's weights, as
    `_Rounding` takes it."""
    import gguf

    kinds: set[int] = {int(each.tensor_type) for each in gguf.GGUFReader(str(file)).tensors}
    if kinds <= {F32, F16}:
        return int(F16 in kinds)
    return max(format_of(kind).block for kind in kinds)
