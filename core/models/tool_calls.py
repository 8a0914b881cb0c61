"""Putting together the tool calls of a reply, whose pieces come one after another."""

from core.errors import ModelNonsense
from core.events import ToolCall
from core.models.chat_stream import CallPart

MOST_CALLS = 32
MOST_LETTERS = 64 * 1024
"""Of the arguments of all calls of a reply."""


class ToolCalls:
    """The calls of one reply."""

    def __init__(self, name: str) -> None:
        """`name` is the model's, for errors."""
        self._name = name
        self._calls: list[tuple[int | None, list[str]]] = []
        self._ids: list[str] = []
        self._names: list[str] = []
        self._letters = 0

    def __bool__(self) -> bool:
        return any(self._names)

    def add(self, part: CallPart) -> None:
        """Take in a piece.

        Raises:
            ModelNonsense: there are more, or larger ones, than any tool takes.
        """
        at = self._place(part)
        if part.id and not self._ids[at]:
            self._ids[at] = part.id
        # Some servers say the name again with each piece.
        if part.name and not self._names[at]:
            self._names[at] = part.name
        self._letters += len(part.arguments)
        if self._letters > MOST_LETTERS or len(self._calls) > MOST_CALLS:
            raise ModelNonsense(name=self._name)
        self._calls[at][1].append(part.arguments)

    def ended(self) -> list[ToolCall]:
        """The calls, whole; those without a name are none."""
        return [
            ToolCall(id or f"call_{at}", name, "".join(arguments) or "{}")
            for at, ((_, arguments), id, name) in enumerate(
                zip(self._calls, self._ids, self._names, strict=True)
            )
            if name
        ]

    def _place(self, part: CallPart) -> int:
        """Where the call stands that a piece belongs to; without a number it is the last one."""
        for at, (index, _) in enumerate(self._calls):
            if part.index is not None and index == part.index:
                return at
        goes_on = part.index is None and self._calls and not part.name
        if goes_on and part.id in ("", self._ids[-1]):
            return len(self._calls) - 1
        self._calls.append((part.index, []))
        self._ids.append("")
        self._names.append("")
        return len(self._calls) - 1
