"""Telling what a model thinks before it answers from its answer.

Models that think aloud write it between two marks before the answer, <think> and </think> for most;
where the prompt itself opened the thought, only the closing mark is in what they write.
"""

from dataclasses import dataclass
from enum import Enum, auto

from core.text.streaming import begun


@dataclass(frozen=True)
class Marks:
    """What stands around a thought."""

    open: str
    close: str
    begins_answer: str = ""
    """Further mark that may follow before the answer."""

    @property
    def forced(self) -> str:
        """What ends a thought in place of the model."""
        return f"\n{self.close}\n{self.begins_answer}\n"


THINK = Marks("<think>", "</think>")
MARKS = (
    THINK,
    Marks("<thinking>", "</thinking>"),
    Marks("<thought>", "</thought>"),
    Marks("<reasoning>", "</reasoning>"),
    Marks("<seed:think>", "</seed:think>"),
    Marks("[THINK]", "[/THINK]"),
    Marks("◁think▷", "◁/think▷"),
    Marks("<|START_THINKING|>", "<|END_THINKING|>", "<|START_RESPONSE|>"),
    Marks("<|inner_prefix|>", "<|inner_suffix|>"),
    # What it thinks comes in a channel of its own, what it answers in another.
    Marks(
        "<|channel|>analysis<|message|>",
        "<|end|>",
        "<|start|>assistant<|channel|>final<|message|>",
    ),
)
_BEGIN_ANSWERS = ("<|channel|>final<|message|>", "<|START_RESPONSE|>")
"""What may stand before an answer without a thought."""


class _Part(Enum):
    START = auto()
    THOUGHT = auto()
    GAP = auto()
    """Between a thought and the answer's first word."""
    ANSWER = auto()


class Answering:
    """The thought and the answer in a reply that comes in pieces."""

    def __init__(self, opened: str = "") -> None:
        """`opened`: the mark with which the prompt began a thought; "" for none."""
        self._marks = next((marks for marks in MARKS if marks.open == opened), THINK)
        self._part = _Part.THOUGHT if opened else _Part.START
        self._thought_came = bool(opened)
        self._pending = ""
        self._told: list[str] = []

    def feed(self, piece: str) -> str:
        """What of the answer can be told after another piece."""
        return self.split(piece)[1]

    def split(self, piece: str) -> tuple[str, str]:
        """What of the thought, and what of the answer, can be told after another piece."""
        self._pending += piece
        if self._part is _Part.START:
            self._begin()
        thought = self._thought() if self._part is _Part.THOUGHT else ""
        if self._part is _Part.GAP:
            self._cross()
        if self._part is not _Part.ANSWER:
            return thought, ""
        told, self._pending = self._pending, ""
        self._told.append(told)
        return thought, told

    def rest(self) -> str:
        """What of the answer is left to tell after the last piece."""
        left = "" if self._part is _Part.THOUGHT else self._pending
        self._pending = ""
        self._told.append(left)
        return left

    @property
    def text(self) -> str:
        """The whole answer, without a thought that the prompt had opened."""
        before, closed, after = "".join(self._told).partition(THINK.close)
        hidden = closed and THINK.open not in before and not self._thought_came
        return (after if hidden else before + closed + after).strip()

    def _begin(self) -> None:
        """Decide, as soon as it can be, what the reply begins with."""
        opening = self._pending.lstrip()
        for marks in MARKS:
            if opening.startswith(marks.open):
                self._marks, self._part, self._thought_came = marks, _Part.THOUGHT, True
                self._pending = opening[len(marks.open) :]
                return
        for mark in _BEGIN_ANSWERS:
            if opening.startswith(mark):
                self._pending = opening[len(mark) :]
                self._part = _Part.ANSWER
                return
        beginnings = (*(marks.open for marks in MARKS), *_BEGIN_ANSWERS)
        if not any(mark.startswith(opening) for mark in beginnings):
            self._part = _Part.ANSWER

    def _thought(self) -> str:
        before, closed, after = self._pending.partition(self._marks.close)
        if closed:
            self._pending, self._part = after, _Part.GAP
            return before
        # The closing mark may come in several pieces.
        told = len(before) - begun(before, self._marks.close)
        self._pending = before[told:]
        return before[:told]

    def _cross(self) -> None:
        """Leave out what stands between the thought and the answer."""
        mark = self._marks.begins_answer
        self._pending = self._pending.lstrip()
        if mark and mark.startswith(self._pending):
            # All of it may be the mark, or there is nothing yet.
            if self._pending == mark:
                self._pending, self._marks = "", THINK
            return
        if self._pending:
            self._pending = self._pending.removeprefix(mark).lstrip() if mark else self._pending
            if self._pending:
                self._part = _Part.ANSWER
