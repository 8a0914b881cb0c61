"""Windows of a fixed number of tokens that slide over the text and overlap.

They know nothing of structure: the plain way that others are compared with. Only what every chunk
needs is kept: cuts between words (Chinese, Japanese and Korean: between characters), the headings
a window begins under, and no running header or footer at either end.
"""

import re
from array import array
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field

from core.chunking import PATH_GAP
from core.chunking.sections import Section, fitted_sections
from core.chunking.splitting import CHARACTERS_A_TOKEN, measure, tears
from core.events import Progress
from core.protocols import ChunkingTools, TokenCounter
from core.types import ChunkSpan, Cut, MarkKind, ParsedDocument

_LETTERS = r"\u3005-\u3007\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff"
_CLOSE = re.compile(f"[{_LETTERS}]")
_WORD = re.compile(rf"[{_LETTERS}]|[^\s{_LETTERS}]{{1,48}}")
"""A character of a script without spaces, or a word; a longer word is cut."""

_LEAST_SHARE = 0.05


@dataclass(slots=True)
class _Words:
    """The words of a document: where they stand and their sizes in tokens, as columns."""

    starts: "array[int]" = field(default_factory=lambda: array("i"))
    ends: "array[int]" = field(default_factory=lambda: array("i"))
    tokens: "array[int]" = field(default_factory=lambda: array("i"))
    shown: bytearray = field(default_factory=bytearray)
    """0 for a word of a running header or footer."""


@dataclass(frozen=True, slots=True)
class _Window:
    """A chunk: its span, and the section it begins in."""

    start: int
    end: int
    section: Section


class FixedChunker:
    """Overlapping windows counted in the embedder's tokens."""

    name = "fixed"

    def __init__(self, tokens: int = 192, overlap: int = 32) -> None:
        """`tokens` a window at most, of which `overlap` are shared with the one before."""
        self._tokens = tokens
        self._overlap = overlap

    def chunk(
        self, document: ParsedDocument, tools: ChunkingTools
    ) -> Generator[Progress, None, Cut]:
        """Spans in document order, each reaching into the next, with their heading paths."""
        yield from ()
        count_tokens = tools.embedder.count_tokens
        sections = fitted_sections(document, tools.embedder, tools.embedder.max_tokens)
        words = _words_of(document, count_tokens)
        share = 1.0
        while True:
            windows = list(self._windows(words, sections, share))
            spans = [(window.start, window.end) for window in windows]
            pieces = measure(document.text, spans, count_tokens)
            over = (
                max(
                    piece.tokens / window.section.room
                    for piece, window in zip(pieces, windows, strict=True)
                )
                if windows
                else 0.0
            )
            if over <= 1 or share < _LEAST_SHARE:
                break
            # Some tokenizers count more for a text than for its words: then fewer words fit.
            share *= min(1 / over, 0.95)
        return Cut(
            tuple(
                ChunkSpan(each.start, each.end, PATH_GAP.join(each.section.path))
                for each in windows
            )
        )

    def _windows(
        self, words: _Words, sections: Sequence[Section], share: float
    ) -> Iterator[_Window]:
        """Windows of whole words, `share` of what fits."""
        count = words.shown.rfind(1) + 1
        opens = [section.blocks[0].start for section in sections]
        at = 0
        first = last = -1
        while last < count - 1:
            # The last window but one reaches `last`; this one begins with the overlap.
            begin = _back(words, first, last, self._overlap) if last >= 0 else 0
            end = last
            while end <= last:
                begin = words.shown.find(1, begin)
                while at + 1 < len(opens) and opens[at + 1] <= words.starts[begin]:
                    at += 1
                room = int(min(self._tokens, sections[at].room) * share)
                end = _reach(words, begin, count, room)
                begin += 1
            first, last = begin - 1, end
            yield _Window(words.starts[first], words.ends[last], sections[at])


def _back(words: _Words, first: int, last: int, overlap: int) -> int:
    """The word after `first` from which at most `overlap` tokens lie up to `last`."""
    at = last + 1
    tokens = 0
    while at - 1 > first and tokens + words.tokens[at - 1] <= overlap:
        at -= 1
        tokens += words.tokens[at]
    return at


def _reach(words: _Words, first: int, count: int, room: int) -> int:
    """The last shown word that fits when a window begins with `first`."""
    last = at = first
    tokens = words.tokens[first]
    longest = words.starts[first] + room * CHARACTERS_A_TOKEN
    while (
        at + 1 < count and tokens + words.tokens[at + 1] <= room and words.ends[at + 1] <= longest
    ):
        at += 1
        tokens += words.tokens[at]
        if words.shown[at]:
            last = at
    return last


def _words_of(document: ParsedDocument, count_tokens: TokenCounter) -> _Words:
    text, words = document.text, _Words()
    hidden = sorted(
        (mark.start, mark.end) for mark in document.marks if mark.kind is MarkKind.BOILERPLATE
    )
    sizes: dict[str, int] = {}
    position = 0
    for start, end in hidden:
        _add(text, position, max(position, start), 1, words, sizes)
        _add(text, max(position, start), end, 0, words, sizes)
        position = max(position, end)
    _add(text, position, len(text), 1, words, sizes)
    _size(sizes, count_tokens)
    for start, end in zip(words.starts, words.ends, strict=True):
        words.tokens.append(sizes[text[start:end]])
    return words


def _add(text: str, start: int, end: int, shown: int, words: _Words, sizes: dict[str, int]) -> None:
    """Put the words of a stretch into the columns and what they are into `sizes`."""
    while start < end:
        match = _WORD.search(text, start, end)
        if match is None:
            return
        start = match.end()
        while start < end and not text[start].isspace() and tears(text, start):
            start += 1
        words.starts.append(match.start())
        words.ends.append(start)
        words.shown.append(shown)
        sizes[text[match.start() : start]] = 0


def _size(sizes: dict[str, int], count_tokens: TokenCounter) -> None:
    """Set how many tokens more a text has for each word, which stands after another one."""
    leads = ["的" if _CLOSE.match(word) else "a " for word in sizes]
    before = dict(zip(("的", "a "), count_tokens(["的", "a "]), strict=True))
    counts = count_tokens([lead + word for lead, word in zip(leads, sizes, strict=True)])
    for word, lead, tokens in zip(sizes, leads, counts, strict=True):
        sizes[word] = max(tokens - before[lead], -(-len(word) // CHARACTERS_A_TOKEN))
