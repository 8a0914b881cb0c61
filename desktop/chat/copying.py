"""An answer as plain text with its sources, for the clipboard."""

from collections.abc import Callable

from desktop.chat.sources import Source, numbers_of, sources_of
from desktop.chat.turns import Turn


def answer_as_text(turn: Turn, place: Callable[[Source], str]) -> str:
    """Sentences with numbers in brackets, then a line for each source as `place` words it."""
    if turn.answer is None or not turn.answer.sentences:
        return turn.streamed
    sources = sources_of(turn.answer)
    lines = []
    for sentence in turn.answer.sentences:
        numbers = "".join(f"[{number}]" for number, _ in numbers_of(sentence, sources))
        lines.append(sentence.text + numbers)
    lines.append("")
    lines += [f"[{source.number}] {place(source)}" for source in sources]
    return "\n".join(lines)
