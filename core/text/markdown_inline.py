"""Runs of one line of Markdown or several: emphasis, code, links, formulae, each with its span.

A scanner of its own over the source, since citations and copying need exact places. It follows
CommonMark, and where models and people write otherwise, them: a line break is one, emphasis closes
beside Chinese punctuation, \\( \\) and $ $ are formulae, prices are none, HTML is text. Every rule
looks ahead a bounded distance or once, so the time is linear.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import unescape
from itertools import pairwise

from core.text.markdown_run import Run, Span
from core.text.markdown_signs import flanking, is_formula, punctuates

_LONGEST_FORMULA = 2000
_LONGEST_ADDRESS = 2000

_SPECIAL = re.compile(
    r"[\\`*_~\[\]!&$\n]|<(?=[a-zA-Z][a-zA-Z0-9+.-]{1,31}:)|(?<![a-zA-Z0-9])https?://(?=[^\s<>])"
)
_TICKS = re.compile("`+")
_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_ANGLE = re.compile(rf"<([a-zA-Z][a-zA-Z0-9+.-]{{1,31}}:[^\s<>]{{0,{_LONGEST_ADDRESS}}})>")
_BARE = re.compile(
    rf"https?://[^\s<>\"`|\u3000-\u303f\u2018-\u201d\u2026\u4e00-\u9fff\uff01-\uffee]"
    rf"{{1,{_LONGEST_ADDRESS}}}"
)
_TARGET = re.compile(
    rf"\([ \t\n]{{0,9}}(?:<([^<>\n]{{0,{_LONGEST_ADDRESS}}})>"
    rf"|((?:[^\s()<>]|\([^\s()]{{0,200}}\)){{0,{_LONGEST_ADDRESS}}}))"
    r"(?:[ \t\n]{1,9}(?:\"[^\"]{0,500}\"|'[^']{0,500}'|\([^()]{0,500}\)))?[ \t\n]{0,9}\)"
)
_TARGET_BEGUN = re.compile(rf"\]\([^\s()]{{0,{_LONGEST_ADDRESS}}}\Z")
_HELD = re.compile(r"[*_~`\[!\\$<&]+$")


@dataclass(slots=True)
class _Delimiter:
    """A run of *, _ or ~ that may open or close emphasis; `start:end` is what is left of it."""

    sign: str
    start: int
    end: int
    length: int
    opens: bool
    closes: bool


@dataclass(slots=True)
class _Bracket:
    at: int
    content: int
    image: bool
    delimiters: int
    active: bool = True


def runs(
    source: str, lines: Sequence[Span], unfinished: bool = False, base: int = 0
) -> tuple[Run, ...]:
    """The runs of a paragraph, a heading or a cell that stands at `lines` of `source`.

    Line breaks between them are runs too. `unfinished`: more text will come right after it, so
    what stands open at its end is read as it will most likely end. `base` is where `source` begins
    in the whole that places are told of.
    """
    if len(lines) == 1:
        start, end = _trimmed(source, *lines[0])
        if _SPECIAL.search(source, start, end) is None:
            return (Run(source[start:end], start + base, end + base),) if start < end else ()
    return _Scanner(source, lines, unfinished, base).runs()


class _Scanner:
    """Reads the lines as one text; `_places` leads from there back to the source."""

    def __init__(self, source: str, lines: Sequence[Span], unfinished: bool, base: int) -> None:
        trimmed = [_trimmed(source, *line) for line in lines]
        self._text = "\n".join(source[start:end] for start, end in trimmed)
        self._begins: list[int] = []
        self._shifts: list[int] = []
        at = 0
        for start, end in trimmed:
            self._begins.append(at)
            self._shifts.append(start - at + base)
            at += end - start + 1
        self._unfinished = unfinished
        self._held = len(self._text)
        if unfinished and (held := _HELD.search(self._text, max(0, len(self._text) - 200))):
            self._held = held.start()
        self._atoms: list[tuple[int, int, str, str]] = []
        self._styles: list[tuple[int, int, str, str]] = []
        self._hidden: list[Span] = []
        self._delimiters: list[_Delimiter] = []
        self._brackets: list[_Bracket] = []
        self._ticks: dict[int, list[int]] | None = None
        self._nexts: dict[str, int] = {}

    def runs(self) -> tuple[Run, ...]:
        """Scan, then put the styles over the text."""
        at, end = 0, len(self._text)
        while (found := _SPECIAL.search(self._text, at)) is not None:
            at = min(self._step(found.start()), end)
        self._match(0)
        if self._unfinished:
            self._end_open_styles()
        return tuple(self._made())

    # ---- scanning ------------------------------------------------------------------------------

    def _step(self, at: int) -> int:
        """Read what begins at a special character; the place after it."""
        sign = self._text[at]
        match sign:
            case "\\":
                return self._backslash(at)
            case "`":
                return self._code(at)
            case "$":
                return self._dollar(at)
            case "*" | "_" | "~":
                return self._delimiter(at, sign)
            case "[" | "!":
                return self._opening(at, sign)
            case "]":
                return self._closing(at)
            case "&":
                return self._entity(at)
            case "<" | "h":
                return self._address(at, sign)
        return at + 1

    def _backslash(self, at: int) -> int:
        following = self._text[at + 1 : at + 2]
        if following in ("(", "["):
            closing = "\\)" if following == "(" else "\\]"
            end = self._next(closing, at + 2)
            if end < 0 and self._unfinished and len(self._text) - at < _LONGEST_FORMULA:
                self._formula(at, at + 2, len(self._text), len(self._text), following == "[")
                return len(self._text)
            if end > at + 2 and self._text[at + 2 : end].strip():
                self._formula(at, at + 2, end, end + 2, following == "[")
                return end + 2
        if following == "\n":
            self._hidden.append((at, at + 1))
            return at + 1
        if following and following in _PUNCTUATION:
            self._hidden.append((at, at + 1))
            return at + 2
        return at + 1

    def _code(self, at: int) -> int:
        if self._ticks is None:
            self._ticks = {}
            for found in _TICKS.finditer(self._text):
                self._ticks.setdefault(found.end() - found.start(), []).append(found.start())
        matched = _TICKS.match(self._text, at)
        end = matched.end() if matched else at + 1
        places = self._ticks.get(end - at, [])
        later = bisect_right(places, at)
        if later < len(places):
            close = places[later]
            self._code_span(at, end, close, close + end - at)
            return close + end - at
        if self._unfinished and end < self._held and end - at < 3:
            self._code_span(at, end, self._held, len(self._text))
            return len(self._text)
        return end

    def _code_span(self, at: int, start: int, end: int, after: int) -> None:
        inner = self._text[start:end]
        if inner.strip(" \n") and inner[0] in " \n" and inner[-1] in " \n" and len(inner) > 2:
            start, end = start + 1, end - 1
        self._hidden += [(at, start), (end, after)]
        self._styles.append((start, end, "code", ""))

    def _dollar(self, at: int) -> int:
        text = self._text
        if text.startswith("$$", at):
            end = self._next("$$", at + 2)
            if end > at + 2 and text[at + 2 : end].strip():
                self._formula(at, at + 2, end, end + 2, display=True)
                return end + 2
            return at + 2
        end = self._next("$", at + 1)
        while end > 0 and text[end - 1] == "\\":
            end = self._next("$", end + 1)
        if end > at + 1 and is_formula(text[at + 1 : end], text[end + 1 : end + 2]):
            self._formula(at, at + 1, end, end + 1, display=False)
            return end + 1
        return at + 1

    def _formula(self, at: int, start: int, end: int, after: int, display: bool) -> None:
        while start < end and self._text[start].isspace():
            start += 1
        while end > start and self._text[end - 1].isspace():
            end -= 1
        self._hidden += [(at, start), (end, after)]
        if start < end:
            self._atoms.append((start, end, "display" if display else "formula", ""))

    def _next(self, sign: str, at: int) -> int:
        """Where a sign comes next, not too far away; -1 if nowhere. Asked in ascending order."""
        known = self._nexts.get(sign, 0)
        if 0 <= known < at:
            self._nexts[sign] = known = self._text.find(sign, at)
        return known if known <= at + _LONGEST_FORMULA else -1

    def _delimiter(self, at: int, sign: str) -> int:
        text, end = self._text, at
        while end < len(text) and text[end] == sign:
            end += 1
        before, after = text[at - 1 : at] or "\n", text[end : end + 1] or "\n"
        left, right = flanking(before, after)
        if sign == "~":
            opens, closes = left and end - at == 2, right and end - at == 2
        elif sign == "_":
            opens = left and (not right or punctuates(before))
            closes = right and (not left or punctuates(after))
        else:
            product = end - at == 1 and before.isascii() and after.isascii()
            product = product and before.isdigit() and after.isdigit()
            opens, closes = left and not product, right and not product
        if opens or closes:
            self._delimiters.append(_Delimiter(sign, at, end, end - at, opens, closes))
        return end

    def _opening(self, at: int, sign: str) -> int:
        image = sign == "!"
        if image and self._text[at + 1 : at + 2] != "[":
            return at + 1
        content = at + (2 if image else 1)
        self._brackets.append(_Bracket(at, content, image, len(self._delimiters)))
        return content

    def _closing(self, at: int) -> int:
        if not self._brackets:
            return at + 1
        opening = self._brackets.pop()
        target = _TARGET.match(self._text, at + 1) if opening.active else None
        if target is None:
            return self._open_link(opening, at) if opening.active else at + 1
        address = (target[1] if target[1] is not None else target[2]).strip()
        self._link(opening, at, address)
        if opening.image and address and self._text.find(address, at, target.end()) >= 0:
            # Pictures are not loaded: their words and where they are stand for them.
            where = self._text.find(address, at, target.end())
            self._hidden += [(opening.at, opening.content), (where + len(address), target.end())]
            between = " " if at > opening.content else ""
            self._atoms.append((at, where, "replaced", between))
            self._styles.append((at, where + len(address), "address", address))
        else:
            self._hidden += [(opening.at, opening.content), (at, target.end())]
        return target.end()

    def _open_link(self, opening: _Bracket, at: int) -> int:
        """A link whose address is still coming shows its words only."""
        if not self._unfinished or not _TARGET_BEGUN.match(self._text, at):
            return at + 1
        self._link(opening, at, self._text[at + 2 :])
        self._hidden += [(opening.at, opening.content), (at, len(self._text))]
        return len(self._text)

    def _link(self, opening: _Bracket, close: int, address: str) -> None:
        if address:
            self._styles.append((opening.content, close, "address", address))
        self._match(opening.delimiters)
        if not opening.image:
            for each in self._brackets[-64:]:
                each.active = each.active and each.image

    def _entity(self, at: int) -> int:
        found = _ENTITY.match(self._text, at)
        if found is None or (said := unescape(found.group())) == found.group():
            return at + 1
        if not said.isprintable() and not said.isspace():
            said = "\ufffd"
        self._atoms.append((at, found.end(), "replaced", said))
        return found.end()

    def _address(self, at: int, sign: str) -> int:
        if sign == "<":
            found = _ANGLE.match(self._text, at)
            if found is None:
                return at + 1
            self._hidden += [(at, at + 1), (found.end() - 1, found.end())]
            self._styles.append((at + 1, found.end() - 1, "address", found[1]))
            return found.end()
        bare = _BARE.match(self._text, at)
        if bare is None or any(each.active and not each.image for each in self._brackets[-1:]):
            return at + 4
        end = bare.end()
        while end > at + 8 and self._text[end - 1] in ".,;:!?'\"*_~":
            end -= 1
        if self._text[end - 1] == ")" and "(" not in self._text[at:end]:
            end -= 1
        self._styles.append((at, end, "address", self._text[at:end]))
        return end

    # ---- emphasis ------------------------------------------------------------------------------

    def _match(self, bottom: int) -> None:
        """Pair the delimiters from `bottom` on (CommonMark's way); they are used up by it."""
        stack: list[_Delimiter] = []
        lowest: dict[tuple[str, int, bool], int] = {}
        for delimiter in self._delimiters[bottom:]:
            while delimiter.closes and delimiter.start < delimiter.end:
                key = (delimiter.sign, delimiter.length % 3, delimiter.opens)
                floor = lowest.get(key, 0)
                place = len(stack) - 1
                while place >= floor and not _pairs(stack[place], delimiter):
                    place -= 1
                if place < floor:
                    lowest[key] = len(stack)
                    break
                self._pair(stack[place], delimiter)
                kept = place + (stack[place].start < stack[place].end)
                del stack[kept:]
                lowest = {each: min(at, kept) for each, at in lowest.items()}
            if delimiter.opens and delimiter.start < delimiter.end:
                stack.append(delimiter)
        del self._delimiters[bottom:]
        if not bottom:
            self._delimiters = stack

    def _pair(self, opening: _Delimiter, closing: _Delimiter) -> None:
        both = opening.end - opening.start >= 2 and closing.end - closing.start >= 2
        width = 2 if both else 1
        kind = "strike" if opening.sign == "~" else "strong" if both else "emphasis"
        self._styles.append((opening.end, closing.start, kind, ""))
        self._hidden.append((opening.end - width, opening.end))
        self._hidden.append((closing.start, closing.start + width))
        opening.end -= width
        closing.start += width

    def _end_open_styles(self) -> None:
        """What stands open at the end goes on to it."""
        for left in self._delimiters:
            width = left.end - left.start
            if left.start >= self._held or left.end >= len(self._text) or width > 3:
                continue
            self._hidden.append((left.start, left.end))
            kinds = {1: ["emphasis"], 2: ["strong"], 3: ["strong", "emphasis"]}[width]
            for kind in ["strike"] if left.sign == "~" else kinds:
                self._styles.append((left.end, len(self._text), kind, ""))

    # ---- the runs ------------------------------------------------------------------------------

    def _made(self) -> Iterable[Run]:
        """Cut the text where a style, an atom, a hidden stretch or a line begins or ends."""
        text = self._text
        if self._held < len(text):
            self._hidden.append((self._held, len(text)))
        shown: dict[int, tuple[int, str, str]] = {
            start: (end, kind, said) for start, end, kind, said in self._atoms
        }
        changes: dict[int, list[tuple[int, str, str]]] = {}
        cuts = {0, len(text), *self._begins}
        cuts.update(begin - 1 for begin in self._begins if begin)
        for start, end, kind, value in self._styles:
            changes.setdefault(start, []).append((1, kind, value))
            changes.setdefault(end, []).append((-1, kind, value))
            cuts |= {start, end}
        hidden: dict[int, int] = {}
        for start, end in self._hidden:
            hidden[start] = hidden.get(start, 0) + 1
            hidden[end] = hidden.get(end, 0) - 1
            cuts |= {start, end}
        for start, (end, _, _) in shown.items():
            cuts |= {start, end}
        depth: dict[str, int] = {}
        addresses: list[str] = []
        covered, unseen = 0, 0
        ordered = sorted(cuts)
        for start, end in pairwise(ordered):
            for step, kind, value in changes.get(start, ()):
                depth[kind] = depth.get(kind, 0) + step
                if kind == "address":
                    if step > 0:
                        addresses.append(value)
                    elif value in addresses:
                        addresses.remove(value)
            unseen += hidden.get(start, 0)
            if start in shown and start >= covered:
                covered, what, said = shown[start]
                if what == "replaced" and said:
                    yield self._run(said, start, covered, depth, addresses)
                elif what != "replaced":
                    said = text[start:covered]
                    yield self._run(said, start, covered, depth, addresses, what)
            elif start >= covered and not unseen and start < end <= len(text):
                yield self._run(text[start:end], start, end, depth, addresses)

    def _run(
        self,
        said: str,
        start: int,
        end: int,
        depth: dict[str, int],
        addresses: list[str],
        what: str = "",
    ) -> Run:
        # A break stands for all from the last word of a line to the first of the next one.
        after = self._place(end) if said == "\n" else self._place(end - 1) + 1
        return Run(
            said,
            self._place(start),
            after,
            strong=depth.get("strong", 0) > 0,
            emphasis=depth.get("emphasis", 0) > 0,
            strike=depth.get("strike", 0) > 0,
            code=depth.get("code", 0) > 0,
            formula=what in ("formula", "display"),
            display=what == "display",
            address=addresses[-1] if addresses else "",
        )

    def _place(self, at: int) -> int:
        return at + self._shifts[bisect_right(self._begins, at) - 1]


def _trimmed(source: str, start: int, end: int) -> Span:
    while start < end and source[start].isspace():
        start += 1
    while end > start and source[end - 1].isspace():
        end -= 1
    return start, end


def _pairs(opening: _Delimiter, closing: _Delimiter) -> bool:
    if opening.sign != closing.sign:
        return False
    # CommonMark's rule of three keeps **a*b** from pairing across.
    both = opening.closes or closing.opens
    whole = opening.length % 3 == 0 and closing.length % 3 == 0
    return not both or whole or (opening.length + closing.length) % 3 != 0
