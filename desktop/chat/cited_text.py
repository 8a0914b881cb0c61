"""A line of Markdown as runs to draw, with raised source numbers and support marks put in.

Each position of what is drawn leads back to the source, so that what is copied is the source; each
sentence knows where it is drawn, so that it can be pointed at.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from core.text.markdown import Run as Read
from core.types import Citation, Support
from desktop import theme
from desktop.chat.formulae import formulae
from desktop.chat.text_flow import PLACEHOLDER, Run

JOINER = "\u2060"
"""Keeps the numbers and the mark from being torn off the sentence or apart at a line's end."""
_THIN_SPACE = "\u202f"
_LONGEST_LINE = 3000
"""Characters of a paragraph that are laid out as one; more would take long after each word."""

SHAPES = {Support.SUPPORTED: ("✓", "good"), Support.UNSUPPORTED: ("○", "doubt")}


@dataclass(frozen=True, slots=True)
class Cited:
    """A sentence of an answer: where it stands in the text, and what it rests on."""

    number: int
    """Its place among the sentences of the answer."""
    start: int
    end: int
    text: str
    support: Support
    numbers: tuple[tuple[int, Citation], ...]


@dataclass(slots=True)
class Stretch:
    """Where a sentence is drawn in a text."""

    cited: Cited
    start: int
    end: int


@dataclass(slots=True)
class CitedText:
    """Runs to draw, and what stands where in them."""

    runs: list[Run] = field(default_factory=list)
    text: str = ""
    sentences: list[Stretch] = field(default_factory=list)
    numbers: dict[int, Citation] = field(default_factory=dict)
    links: list[tuple[int, int, str]] = field(default_factory=list)
    """(start, end, address)."""
    waits_for: set[tuple[str, bool]] = field(default_factory=set)
    """Formulae that are not drawn yet."""
    _places: list[tuple[int, int, int, int]] = field(default_factory=list)

    def source(self, start: int, end: int) -> tuple[int, int] | None:
        """The span of the source that the positions from `start` to `end` stand for."""
        first = last = -1
        at = max(bisect_right(self._places, (start, len(self.text) + 1, 0, 0)) - 1, 0)
        for shown, shown_end, begin, stop in self._places[at:]:
            if shown >= end:
                break
            if shown_end <= start:
                continue
            exact = shown_end - shown == stop - begin
            first = first if first >= 0 else begin + (max(start - shown, 0) if exact else 0)
            last = begin + (min(end, shown_end) - shown) if exact else stop
        return (first, last) if first >= 0 else None

    def add(self, run: Run, begin: int, end: int) -> None:
        """Append a run that stands for a span of the source; -1 where it stands for none."""
        if begin >= 0:
            at = len(self.text)
            self._places.append((at, at + len(run.text), begin, end))
        self.runs.append(run)
        self.text += run.text


@dataclass(frozen=True, slots=True)
class Style:
    """How a whole text is set."""

    size: int = theme.Type.ANSWER
    bold: bool = False
    colour: str = "ink"


def cited_text(
    read: Sequence[Read], sentences: Sequence[Cited] = (), style: Style | None = None
) -> CitedText:
    """What to draw for runs of Markdown; `sentences` are those that touch them, in order."""
    return _Making(sentences, style or Style()).made(read)


def in_parts(read: Sequence[Read]) -> Iterator[list[Read]]:
    """The runs in parts short enough to be laid out at once; nearly always one."""
    part: list[Read] = []
    room = _LONGEST_LINE
    for run in read:
        while run.exact and len(run.text) > room:
            cut = run.text.rfind(" ", max(room - 200, 1), room) + 1 or room
            part.append(replace(run, text=run.text[:cut], end=run.start + cut))
            run = replace(run, text=run.text[cut:], start=run.start + cut)
            yield part
            part, room = [], _LONGEST_LINE
        part.append(run)
        room = max(room - len(run.text), 1)
    if part:
        yield part


class _Making:
    def __init__(self, sentences: Sequence[Cited], style: Style) -> None:
        self._waiting = list(reversed(sentences))
        self._style = style
        self._text = CitedText()
        self._began: int | None = None

    def made(self, read: Sequence[Read]) -> CitedText:
        end = 0
        for run in read:
            for part in self._cut(run):
                self._close_before(part.start)
                self._append(part)
                end = max(end, part.end)
        # A sentence of several cells ends in the last of them, with its marks.
        while self._waiting and self._began is not None:
            self._close(marks=self._waiting[-1].end <= end + _AFTER)
        return self._text

    def _cut(self, run: Read) -> Iterator[Read]:
        """The run in parts that belong to one sentence or to none."""
        if run.exact and not run.formula:
            edges = {edge for each in self._waiting for edge in (each.start, each.end)}
            for edge in sorted(edge for edge in edges if run.start < edge < run.end):
                cut = edge - run.start
                yield replace(run, text=run.text[:cut], end=edge)
                run = replace(run, text=run.text[cut:], start=edge)
        yield run

    def _close_before(self, at: int) -> None:
        while self._waiting and self._waiting[-1].end <= at:
            self._close(marks=True)

    def _close(self, marks: bool) -> None:
        cited, began = self._waiting.pop(), self._began
        self._began = None
        if began is None:
            return
        text = self._text
        text.sentences.append(Stretch(cited, began, len(text.text)))
        if not marks:
            return
        for place, (number, citation) in enumerate(cited.numbers):
            said = f"{JOINER}{number}" if not place else f"{JOINER}\u00a0{number}"
            at = len(text.text)
            for where in range(at + said.index(str(number)), at + len(said)):
                text.numbers[where] = citation
            text.add(Run(said, "seal", self._style.size, bold=True, raised=True), -1, -1)
        if cited.support in SHAPES:
            shape, colour = SHAPES[cited.support]
            said = f"{JOINER}{_THIN_SPACE}{JOINER}{shape}"
            text.add(Run(said, colour, theme.Type.SECOND), -1, -1)

    def _append(self, read: Read) -> None:
        text, at = self._text, len(self._text.text)
        if self._waiting and self._began is None and read.end > self._waiting[-1].start:
            self._began = at
        if read.address:
            text.links.append((at, at + len(read.text), read.address))
        text.add(self._run(read), read.start, read.end)

    def _run(self, read: Read) -> Run:
        style = self._style
        if read.formula:
            drawing = formulae().find(read.text, read.display, theme.px(style.size))
            if drawing is not None:
                return Run(PLACEHOLDER, style.colour, style.size, drawing=drawing)
            self._text.waits_for.add((read.text, read.display))
        code = read.code or read.formula
        chinese = (
            any("\u2e80" <= sign <= "\u9fff" for sign in read.text) if read.emphasis else False
        )
        return Run(
            read.text,
            "seal" if read.address else style.colour,
            style.size if not code else max(style.size - 1, theme.Type.SECOND),
            bold=style.bold or read.strong or chinese,
            # Chinese knows no slanted letters.
            italic=read.emphasis and not chinese,
            strike=read.strike,
            underlined=bool(read.address),
            fixed=code,
            ground=code,
        )


_AFTER = 4
"""Signs of emphasis that may stand between a sentence's last word and its end."""
