"""Tool calls that a model writes into its reply: JSON between <tool_call> and </tool_call>.

That is how Hermes and Qwen write them, and most models whose templates know tools. A call that is
no JSON stays text.
"""

import json
from typing import Any

from core.events import ToolCall

OPEN, CLOSE = "<tool_call>", "</tool_call>"
_LONGEST = 64 * 1024


class WrittenCalls:
    """Takes the calls out of a reply that comes in pieces."""

    def __init__(self) -> None:
        self._held = ""
        self._count = 0

    def split(self, piece: str) -> tuple[str, list[ToolCall]]:
        """What of the text can be told after another piece, and the calls that are complete."""
        self._held += piece
        told = ""
        calls: list[ToolCall] = []
        while OPEN in self._held:
            before, _, rest = self._held.partition(OPEN)
            inside, closed, after = rest.partition(CLOSE)
            if not closed and len(rest) <= _LONGEST:
                told, self._held = told + before, OPEN + rest
                return told, calls
            call = self._call(inside) if closed else None
            if call is None:
                told += before + OPEN + inside + closed
            else:
                told += before
                calls.append(call)
            self._held = after
        kept = _overlap(self._held, OPEN)
        told += self._held[: len(self._held) - kept]
        self._held = self._held[len(self._held) - kept :]
        return told, calls

    def rest(self) -> tuple[str, list[ToolCall]]:
        """What is left after the last piece; a model may end its reply without the closing mark."""
        held, self._held = self._held, ""
        call = self._call(held.removeprefix(OPEN)) if held.startswith(OPEN) else None
        return (held, []) if call is None else ("", [call])

    def _call(self, inside: str) -> ToolCall | None:
        try:
            said: Any = json.loads(inside)
        except (ValueError, RecursionError):
            return None
        if not isinstance(said, dict) or not isinstance(said.get("name"), str):
            return None
        arguments = said.get("arguments", said.get("parameters", {}))
        written = arguments if isinstance(arguments, str) else json.dumps(arguments)
        self._count += 1
        return ToolCall(f"call_{self._count - 1}", said["name"], written)


def _overlap(text: str, mark: str) -> int:
    """Length of the longest end of a text that begins a mark."""
    for length in range(min(len(text), len(mark) - 1), 0, -1):
        if text.endswith(mark[:length]):
            return length
    return 0
