"""An answer for the clipboard: its words with its sources, plain as Markdown, and as rich text."""

from collections.abc import Callable

from PySide6.QtCore import QMimeData

from core.types import Answer
from desktop.chat.copying_html import html_of
from desktop.chat.sources import Source, numbers_of, sources_of
from desktop.chat.turns import Turn

Place = Callable[[Source], str]
"""Words a source."""


def is_written(answer: Answer) -> bool:
    """Whether a model wrote it, as Markdown, rather than its being quotations line by line."""
    return answer.usage is not None or any(each.start >= 0 for each in answer.sentences)


def answer_as_text(turn: Turn, place: Place) -> str:
    """Sentences with numbers in brackets, then a line for each source as `place` words it; of a
    written answer its Markdown with footnotes."""
    answer = turn.answer
    if answer is None or not answer.sentences:
        return turn.streamed
    if is_written(answer):
        return with_footnotes(answer, 0, len(answer.text), place)
    sources = sources_of(answer)
    lines = []
    for sentence in answer.sentences:
        numbers = "".join(f"[{number}]" for number, _ in numbers_of(sentence, sources))
        lines.append(sentence.text + numbers)
    lines.append("")
    lines += [f"[{source.number}] {place(source)}" for source in sources]
    return "\n".join(lines)


def answer_as_data(turn: Turn, place: Place) -> QMimeData:
    """The whole answer for the clipboard."""
    data = QMimeData()
    data.setText(answer_as_text(turn, place))
    if turn.answer is not None and is_written(turn.answer):
        _add_html(data, turn.answer, 0, len(turn.answer.text), place)
    return data


def part_as_data(answer: Answer, start: int, end: int, place: Place) -> QMimeData:
    """A stretch of a written answer for the clipboard."""
    data = QMimeData()
    data.setText(with_footnotes(answer, start, end, place))
    _add_html(data, answer, start, end, place)
    return data


def with_footnotes(answer: Answer, start: int, end: int, place: Place) -> str:
    """`answer.text[start:end]`, the sources of its sentences as footnotes of Markdown."""
    marks, used = _marks(answer, start, end)
    pieces, at = [], start
    for where, numbers in marks:
        pieces += [answer.text[at:where], *(f"[^{number}]" for number in numbers)]
        at = where
    pieces.append(answer.text[at:end])
    notes = [f"[^{source.number}]: {place(source)}" for source in used]
    return "".join(pieces) + ("\n\n" + "\n".join(notes) if notes else "")


def _add_html(data: QMimeData, answer: Answer, start: int, end: int, place: Place) -> None:
    marks, used = _marks(answer, start, end)
    notes = [(source.number, place(source)) for source in used]
    data.setHtml(html_of(answer.text[start:end], [(at - start, n) for at, n in marks], notes))


def _marks(
    answer: Answer, start: int, end: int
) -> tuple[list[tuple[int, list[int]]], list[Source]]:
    """Where sentences of a stretch end with which numbers, and the sources of those."""
    sources = sources_of(answer)
    marks, seen = [], set()
    for sentence in answer.sentences:
        if start < sentence.end <= end and (found := numbers_of(sentence, sources)):
            numbers = [number for number, _ in found]
            marks.append((sentence.end, numbers))
            seen.update(numbers)
    return sorted(marks), [source for source in sources if source.number in seen]
