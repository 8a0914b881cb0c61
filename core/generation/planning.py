"""What of a model's context goes to what: instructions, history, documents, question, answer.

Everything is a pure function of the conversation and the model's count of tokens, so that the next
question's prompt begins as this one did: which turns are given in short changes seldom, and then by
half of what there is room for.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from core.generation.history import Turn, numbered, place_of
from core.generation.prompt_layout import passage_text
from core.protocols import LanguageModel
from core.types import Budget, Passage

ANSWER_TOKENS = 1024
DOCUMENT_TOKENS = 6000
"""Most tokens of found passages for one question."""
LOCAL_DOCUMENT_TOKENS = 1800
"""The same where this computer reads them itself, some hundreds in a second."""
UNKNOWN_CONTEXT = 4096
_MESSAGE = 8
"""Tokens that a template puts around a message."""
_SUMMARY = 260
_QUESTION = 64
"""Tokens of a usual question."""
_PINNED_SHARE = 0.6
_HISTORY_SHARE = 0.4
_DOCUMENTS_SHARE = 1 / 3
"""Of a small context that one question's passages take: they stay there for the next ones."""
_FEW_DOCUMENTS = 800
"""Tokens of passages below which answers suffer more than the conversation gains."""
_ESTIMATE_SLACK = 0.06
"""Share of a context that is left free where tokens are only estimated."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What of the conversation, the pinned documents and the found passages a prompt holds."""

    summarised: int
    """Turns at the beginning that are given in short."""
    pinned: tuple[Passage, ...]
    passages: tuple[Passage, ...]
    budget: Budget
    summary: int = 0
    """Tokens that the short form may take."""


def planned(
    model: LanguageModel,
    system: str,
    turns: Sequence[Turn],
    question: str,
    found: Sequence[Passage],
    pinned: Sequence[Passage],
    max_tokens: int = 0,
    documents: int = DOCUMENT_TOKENS,
    squeezed: float = 1.0,
    expected: bool = False,
) -> Plan:
    """Choose by rank what fits.

    `squeezed` below 1 leaves that share to documents, after a model has refused a prompt for its
    length. With `expected` the budget counts the passages that may yet be found.
    """
    context = model.context_tokens or UNKNOWN_CONTEXT
    answer = min(max_tokens or ANSWER_TOKENS, context // 3)
    instructions, asked = model.count_tokens([system, question])
    instructions, asked = instructions + _MESSAGE, asked + 2 * _MESSAGE
    slack = 16 if model.counts_exactly else int(_ESTIMATE_SLACK * context)
    room = max(0, context - answer - instructions - asked - slack)

    costs = _Costs(model)
    # Not by what this question leaves: what was read shall be there when the next one comes.
    usual = max(0, context - answer - instructions - slack - _QUESTION)
    most = min(room, int(_PINNED_SHARE * usual * squeezed))
    pins = costs.fitting(pinned, most, in_order=True)
    pinned_tokens = costs.of(pins)
    room = max(0, room - pinned_tokens)

    lasting = frozenset(map(place_of, pins))
    each = _turn_costs(model, turns, lasting)
    # Likewise the same turns shall be in short. What the next passages leave is history's: each
    # time that turns are put in short costs a reply, and the reading of what stays.
    kept = max(0, usual - pinned_tokens)
    documents = min(documents, max(_FEW_DOCUMENTS, int(_DOCUMENTS_SHARE * usual)))
    if turns:
        # What was given before is still there, so a follow-up wants less that is new.
        documents = max(min(documents, _FEW_DOCUMENTS), documents // 2)
    summarised = turns_in_short(each, max(int(_HISTORY_SHARE * kept), kept - documents))
    if sum(each[summarised:]) > room:
        summarised = turns_in_short(each, room)
    history = sum(each[summarised:])
    summary = max(0, min(_SUMMARY, (room - history) // 2)) if summarised else 0
    room = max(0, room - history - summary)

    seen = {place_of(one) for turn in turns[summarised:] for one in turn.passages} | lasting
    whole = {passage.document for passage in pinned} - {
        passage.document for passage in pinned if place_of(passage) not in lasting
    }
    fresh = [one for one in found if place_of(one) not in seen and one.document not in whole]
    passages = costs.fitting(fresh, int(min(room, documents) * squeezed))
    used = pinned_tokens + (min(room, documents) if expected else costs.of(passages))
    budget = Budget(
        context, instructions, history + summary, used, asked, answer, exact=model.counts_exactly
    )
    return Plan(summarised, tuple(pins), tuple(passages), budget, summary)


def turns_in_short(costs: Sequence[int], most: int) -> int:
    """How many turns at the beginning are given in short, when all take no more than `most`.

    Turn by turn as the conversation grew: whenever they were too many, so many went that half of
    the room was free. So the number stays while the next turns come.
    """
    first = 0
    for last in range(len(costs)):
        if sum(costs[first : last + 1]) > most:
            while first <= last and sum(costs[first : last + 1]) > most // 2:
                first += 1
    return first


class _Costs:
    """Tokens of passages as they stand in a prompt."""

    def __init__(self, model: LanguageModel) -> None:
        self._model = model
        self._known: dict[tuple[str, int, int], int] = {}

    def of(self, passages: Sequence[Passage]) -> int:
        """Tokens of all."""
        self._count(passages)
        return sum(self._known[place_of(passage)] for passage in passages)

    def fitting(
        self, passages: Sequence[Passage], room: int, in_order: bool = False
    ) -> list[Passage]:
        """Those that fit, the first ones first; with `in_order`, none after one that does not."""
        if room <= 0:
            return []
        self._count(passages)
        chosen: list[Passage] = []
        for passage in passages:
            cost = self._known[place_of(passage)]
            if cost <= room:
                chosen.append(passage)
                room -= cost
            elif in_order:
                break
        return chosen

    def _count(self, passages: Sequence[Passage]) -> None:
        new = [one for one in passages if place_of(one) not in self._known]
        # The number before a passage takes as much whatever it is, or a token more.
        counts = self._model.count_tokens([passage_text(88, one) for one in new])
        for passage, count in zip(new, counts, strict=True):
            self._known[place_of(passage)] = count + 2


def _turn_costs(
    model: LanguageModel, turns: Sequence[Turn], lasting: frozenset[tuple[str, int, int]]
) -> list[int]:
    """Tokens of each turn, without passages that stay whatever becomes of it."""
    numbers, texts, owners = numbered(turns), [], []
    for at, turn in enumerate(turns):
        own = [turn.question, turn.written]
        own += [
            passage_text(numbers.of(one), one)
            for one in turn.passages
            if place_of(one) not in lasting
        ]
        texts += own
        owners += [at] * len(own)
    costs = [3 * _MESSAGE] * len(turns)
    for at, count in zip(owners, model.count_tokens(texts) if texts else [], strict=True):
        costs[at] += count
    return costs
