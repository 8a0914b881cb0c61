"""Marks of sources in what a model writes: [2], [1, 3], [1][2], [^1], [1-3], 【1】, [passage 2].

They are taken out of the text as it streams, so that a reader never sees one, and noted with the
place they stood at. Code keeps its brackets. A mark that comes in two pieces is waited for.
"""

import re
from collections.abc import Container
from dataclasses import dataclass

_OPENS = "[［【〔"
_NUMBER = r"\^?\d{1,4}"
_BETWEEN = r"\s*(?:[,，、;；\-–—~～]|and|和|与|至|到|&)\s*"
_WORD = (
    r"(?:(?:passages?|documents?|docs?|sources?|refs?|no\.?|文档|段落|来源|资料|文献|第)"
    r"\s*[:：#]?\s*)?"
)
_MARK = re.compile(
    rf"[\[［【〔]{{1,2}}\s*{_WORD}(?P<numbers>{_NUMBER}(?:{_BETWEEN}{_WORD}{_NUMBER})*)\s*(?:段|号)?"
    r"(?:\s*[,，:：]?\s*(?:pp?\.?\s*\d+(?:[-–]\d+)?|第\s*\d+\s*页))?(?:\s*†[^\]】\n]{0,40})?"
    r"\s*[\]］】〕]{1,2}",
    re.IGNORECASE,
)
_BEGUN = re.compile(
    r"[\[［【〔]{1,2}[\sA-Za-z\d^,，、;；:：#&~～.†\-–—文档段落来源资料献第页号和与至到]*"
)
_LONGEST = 60
"""Characters of the longest mark that is waited for."""
_RANGE = re.compile(r"(\d+)\s*[-–—~～至到]\s*\^?(\d+)")
_WIDEST = 20
"""Numbers of the widest range; a wider one is no mark."""
_PIECE = re.compile(
    r"(?P<ticks>`+|~{3,})|(?P<spaces>[ \t\u3000]+)|(?P<open>[\[［【〔]+)|[^`~\[［【〔 \t\u3000]+|~+"
)


@dataclass(frozen=True, slots=True)
class Mark:
    """Numbers of passages, and where in the clean text they stood."""

    at: int
    numbers: tuple[int, ...]


def numbers_in(text: str) -> tuple[int, ...]:
    """The numbers in a mark, ranges written out, each once."""
    found: list[int] = []
    at = 0
    for span in _RANGE.finditer(text):
        found += map(int, re.findall(r"\d+", text[at : span.start()]))
        first, last = int(span[1]), int(span[2])
        found += range(first, last + 1) if 0 <= last - first < _WIDEST else (first, last)
        at = span.end()
    found += map(int, re.findall(r"\d+", text[at:]))
    return tuple(dict.fromkeys(found))


def without_marks(text: str, keep: Container[int] = ()) -> str:
    """A text with the marks of the kept numbers only."""

    def kept(found: re.Match[str]) -> str:
        numbers = [number for number in numbers_in(found["numbers"]) if number in keep]
        return "".join(f"[{number}]" for number in numbers)

    return re.sub(r" (?=[.,;:!?。，；：！？]|$)", "", _MARK.sub(kept, text), flags=re.MULTILINE)


class MarkReader:
    """Takes the marks out of a text that comes in pieces."""

    def __init__(self, known: Container[int]) -> None:
        """`known` holds the numbers that there are; others are dropped unseen."""
        self._known = known
        self._pending = ""
        self._told: list[str] = []
        self._length = 0
        self._line_start = True
        self._fence = ""
        self._code = ""
        self.marks: list[Mark] = []

    @property
    def text(self) -> str:
        """The clean text so far."""
        return "".join(self._told)

    def feed(self, piece: str) -> str:
        """What can be told after another piece."""
        self._pending += piece
        return self._read(False)

    def rest(self) -> str:
        """What is left to tell after the last piece."""
        return self._read(True)

    def _read(self, ended: bool) -> str:
        out: list[str] = []
        text, at = self._pending, 0
        while at < len(text):
            found = _PIECE.match(text, at)
            assert found is not None
            last = found.end() == len(text) and not ended
            if found["ticks"]:
                if last:
                    break
                self._ticks(found[0])
            elif found["open"] and not self._fence and not self._code:
                mark = _MARK.match(text, at)
                if mark and (mark.end() < len(text) or ended) and self._note(mark["numbers"]):
                    at = mark.end()
                    if self._line_start:
                        at += len(text[at:]) - len(text[at:].lstrip(" "))
                    continue
                if not ended and _may_become_one(text, at):
                    break
            elif found["spaces"] and not self._fence and not self._code:
                if last:
                    break
                mark = _MARK.match(text, found.end())
                if mark is None and not ended and _may_become_one(text, found.end()):
                    break
                if mark is not None:
                    if mark.end() == len(text) and not ended:
                        break
                    if _numbers_mean_something(mark["numbers"]) and not self._line_start:
                        at = found.end()
                        continue
            out.append(self._tell(found[0]))
            at = found.end()
        self._pending = text[at:]
        return "".join(out)

    def _tell(self, text: str) -> str:
        self._told.append(text)
        self._length += len(text)
        line = text.rpartition("\n")
        self._line_start = not line[2].strip() and (bool(line[1]) or self._line_start)
        if line[1] and self._code:
            # A tick that nothing closed was none.
            self._code = ""
        return text

    def _ticks(self, ticks: str) -> None:
        if self._fence:
            if self._line_start and ticks[0] == self._fence[0] and len(ticks) >= len(self._fence):
                self._fence = ""
        elif self._line_start and len(ticks) >= 3:
            self._fence = ticks
        elif ticks[0] == "`":
            self._code = "" if self._code == ticks else self._code or ticks

    def _note(self, text: str) -> bool:
        """Note a mark; False where it is none."""
        if not _numbers_mean_something(text):
            return False
        numbers = tuple(number for number in numbers_in(text) if number in self._known)
        if numbers:
            self.marks.append(Mark(self._length, numbers))
        return True


def _numbers_mean_something(text: str) -> bool:
    """Passages count from 1, and there are never so many: [0, 1] and [2024] are something else."""
    return all(0 < number < 1000 for number in numbers_in(text))


def _may_become_one(text: str, at: int) -> bool:
    """Whether what stands at the end of a text may be the beginning of a mark."""
    begun = _BEGUN.match(text, at)
    return (begun is not None and begun.end() == len(text) and len(text) - at <= _LONGEST) or (
        _MARK.fullmatch(text, at) is not None
    )
