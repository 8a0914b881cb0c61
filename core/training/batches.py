"""Examples as tokens, and how they are gathered: into steps by chance, into packs by length.

A micro-step takes one row of tokens without any padding: several short examples stand side by side
and none sees another. Which examples a step takes depends on the seed and the step alone, so a
lesson goes on after a crash as if nothing had been.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor, nn

from core.training.words import Words, example_tokens, messages_of
from core.types import Example, LessonPlan

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True)
class Piece:
    """An example as the model sees it."""

    number: int
    """Its place among all pieces of the lesson."""
    tokens: tuple[int, ...]
    start: int
    """Place of the first token that is learnt."""
    rejected: tuple[int, ...] = ()
    """The prompt with the worse answer; it starts at the same place."""
    question: str = ""
    """As a person reads it."""

    @property
    def length(self) -> int:
        """Tokens of the longer answer's row."""
        return max(len(self.tokens), len(self.rejected))

    @property
    def learnt(self) -> int:
        """Tokens that are learnt."""
        return len(self.tokens) - self.start


@dataclass
class Batch:
    """A row of examples, one after another, of T tokens in all."""

    input_ids: Tensor
    """Shape (1, T)."""
    position_ids: Tensor
    """Shape (1, T); from 0 for each example."""
    lengths: tuple[int, ...]
    """Tokens of each example."""
    places: Tensor
    """Shape (n,): where in the row a learnt token is foretold."""
    targets: Tensor
    """Shape (n,): those tokens."""
    owners: Tensor
    """Shape (n,): which example of the row each belongs to."""
    numbers: tuple[int, ...]
    """`Piece.number` of each example."""
    rejected: "Batch | None" = None
    """The same examples with their worse answers."""
    inputs_embeds: Tensor | None = None
    """Shape (1, T, width): what the lower layers make of the row, where only upper ones learn."""


def pieces_of(
    words: Words, examples: "Iterable[Example]", plan: LessonPlan, pairs: bool = False
) -> list[Piece]:
    """Examples as tokens, cut at the plan's length; those of which no answer is left are dropped.

    With `pairs` only examples that have a worse answer, with both.
    """
    found: list[Piece] = []
    for example in examples:
        if not example.accepted or (pairs and not example.rejected):
            continue
        said = messages_of(example)
        tokens, start = example_tokens(words, said, example.answer)
        worse = example_tokens(words, said, example.rejected)[0] if pairs else []
        if 0 < start < min(len(tokens), plan.max_tokens):
            kept = tuple(tokens[: plan.max_tokens])
            cut = tuple(worse[: plan.max_tokens])
            found.append(Piece(len(found), kept, start, cut, example.question))
    return found


def parted(examples: Sequence[Example]) -> tuple[list[Example], list[Example]]:
    """Examples to learn, and those held out, as they are marked (core/lessons/splitting.py): who
    took others by chance would look at documents of which a part is learnt."""
    accepted = [each for each in examples if each.accepted]
    return (
        [each for each in accepted if not each.held_out],
        [each for each in accepted if each.held_out],
    )


def _chance(seed: str) -> random.Random:
    """Chance that is the same everywhere and in every version of Python."""
    return random.Random(seed)  # noqa: S311


def steps_of(count: int, plan: LessonPlan) -> int:
    """Steps of the optimiser for so many examples."""
    return max(1, -(-round(count * plan.epochs) // plan.batch)) if count else 0


def chosen(step: int, count: int, plan: LessonPlan) -> list[int]:
    """Which examples of `count` a step takes, the first step being 1.

    Every epoch goes through all of them in an order of its own; the last step takes what is left.
    """
    last = min(step * plan.batch, max(1, round(count * plan.epochs)))
    places = range((step - 1) * plan.batch, last)
    orders: dict[int, list[int]] = {}
    found = []
    for place in places:
        epoch = place // count
        if epoch not in orders:
            orders[epoch] = list(range(count))
            _chance(f"{plan.seed} {epoch}").shuffle(orders[epoch])
        found.append(orders[epoch][place % count])
    return found


def packed(pieces: Sequence[Piece], capacity: int, packs: bool = True) -> list[list[Piece]]:
    """Pieces in rows of at most `capacity` tokens, few rows; one row each without `packs`.

    Longest first into the first row that has room (first-fit decreasing), then the fullest rows
    first, so that memory is highest at the beginning.
    """
    rows: list[list[Piece]] = []
    room: list[int] = []
    for piece in sorted(pieces, key=lambda each: (-each.length, each.number)):
        fits = next((row for row, left in enumerate(room) if left >= piece.length), None)
        if fits is None or not packs:
            rows.append([piece])
            room.append(capacity - piece.length)
        else:
            rows[fits].append(piece)
            room[fits] -= piece.length
    return rows


def batch_of(pieces: Sequence[Piece], device: str = "cpu") -> Batch:
    """A row of the pieces."""
    batch = _row([(each.tokens, each.start, each.number) for each in pieces], device)
    if pieces and pieces[0].rejected:
        worse = [(each.rejected, each.start, each.number) for each in pieces]
        return replace(batch, rejected=_row(worse, device))
    return batch


def _row(pieces: Sequence[tuple[tuple[int, ...], int, int]], device: str) -> Batch:
    tokens: list[int] = []
    positions: list[int] = []
    places: list[int] = []
    targets: list[int] = []
    owners: list[int] = []
    for owner, (row, start, _) in enumerate(pieces):
        begun = len(tokens)
        tokens += row
        positions += range(len(row))
        places += range(begun + start - 1, begun + len(row) - 1)
        targets += row[start:]
        owners += [owner] * (len(row) - start)

    def whole(values: list[int]) -> Tensor:
        return torch.tensor(values, dtype=torch.long, device=device)

    return Batch(
        whole(tokens)[None],
        whole(positions)[None],
        tuple(len(row) for row, _, _ in pieces),
        whole(places),
        whole(targets),
        whole(owners),
        tuple(number for _, _, number in pieces),
    )


def answers(model: nn.Module, batch: Batch) -> Tensor:
    """Logits where learnt tokens are foretold, float32 of shape (n, vocabulary), and nowhere else.

    The product with the vocabulary is a large part of a small model's work.
    """
    given: dict[str, Any] = (
        {"input_ids": batch.input_ids}
        if batch.inputs_embeds is None
        else {"inputs_embeds": batch.inputs_embeds}
    )
    made = model(
        **given,
        position_ids=batch.position_ids,
        logits_to_keep=batch.places,
        use_cache=False,
    )
    logits: Tensor = made.logits[0]
    return logits.float()


def log_probabilities(model: nn.Module, batch: Batch) -> Tensor:
    """Of each example's whole answer, shape (examples,); with gradients."""
    likely = -nn.functional.cross_entropy(answers(model, batch), batch.targets, reduction="none")
    return likely.new_zeros(len(batch.lengths)).index_add(0, batch.owners, likely)


def rows_of_step(
    step: int, pieces: Sequence[Piece], plan: LessonPlan, capacity: int, packs: bool
) -> Iterator[list[Piece]]:
    """The rows of a step, in the order in which they are taken."""
    taken = [pieces[place] for place in chosen(step, len(pieces), plan)]
    # An example may come twice into a step that reaches from one epoch into the next.
    yield from packed(taken, capacity, packs)
