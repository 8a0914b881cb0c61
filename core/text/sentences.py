"""Where sentences start and end, in Chinese, English and mixed text, as exact spans.

A line break always ends a sentence, because blocks of a document are parted by one. Within a line,
one regular expression finds the few places where a sentence may end, and plain looks at the
neighbours decide; nothing looks back further than a fixed distance, so the time is linear.
"""

import re

_LINE = re.compile(r"[^\n\r\f\v\x85\u2028\u2029]+")

_CLOSERS = "\"'”’»›)]}）］｝】》〉」』〕"
_CLOSING = f"[{re.escape(_CLOSERS)}]*"

_CANDIDATE = re.compile(
    rf"(?P<full>[。！？｡।॥؟۔።]+(?:…+|[!?。！？]+)?|[!?]+(?=[^\x00-\xff]))(?P<full_close>{_CLOSING})"
    rf"|(?P<dots>…+|\.{{3,}})(?P<dots_close>{_CLOSING})"
    rf"|(?P<semicolon>；)"
    rf"|(?P<wide>．)(?![0-9０-９])"
    rf"|(?P<latin>[!?]+|\.(?!\.))(?P<latin_close>{_CLOSING})(?=\s|$|[\u2e80-\u9fff\uac00-\ud7af])"
)
"""Places where a sentence may end. ASCII marks count only before a space, the line's end or a CJK
character, which spares decimals, addresses and file names without looking at them."""

_LAST_WORD = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+)*$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_LIST_ITEM = re.compile(
    r"(?:[•·▪◦‣●○■□]|[–—*-](?=\s)|\(?[0-9]{1,3}[.)](?=\s)|[（(]?[一二三四五六七八九十0-9]{1,3}[)）、])\s*"
)


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_NEVER_LAST = _words(
    "mr mrs ms mx dr prof rev hon gen col capt lt sgt gov sen rep pres st mt ft messrs "
    "fig figs eq eqs sec secs ch chap vol vols pp pg par art tab tbl app ref refs ed eds "
    "vs cf viz e.g i.e eg ie approx ca fl resp incl esp nos op cit dept univ"
)
"""Abbreviations that something always follows."""

_NEVER_BEFORE_NUMBER = _words("no nr art p n c jan feb mar apr jun jul aug sep sept oct nov dec")
"""Abbreviations when a number follows, words otherwise."""

_SELDOM_LAST = _words(
    "etc inc ltd co corp llc jr sr bros al a.m p.m u.s u.k u.n e.u u.s.a ph.d m.d b.a m.a b.sc "
    "m.sc d.c a.d b.c"
)
"""Abbreviations that may end a sentence: they do before a word that likes to open one."""

_OPENERS = _words(
    "the a an this that these those he she it we they you i his her its our their my there here in "
    "on at by for from with without as if when while where after before since until although "
    "though because however but and or so then thus therefore moreover furthermore finally first "
    "second next also both each every some many most several all no not one two another other such "
    "what who why how which is are was were do does did can could may might will would should to "
    "during between among under over despite unlike like instead meanwhile today now later"
)

_LONG_ENOUGH_FOR_SEMICOLON = 40
_LONG_ENOUGH_FOR_DOTS = 12
_LONGEST_ITEM = 200
_LONGEST_ROW = 600
_LOOK_BACK = 200


def sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Spans of the sentences of `text[start:end]`, as offsets into `text`, without outer spaces.

    Closing quotes and brackets stay with their sentence. A row of a table (cells joined by " | ")
    and a short item of a list are one sentence each. “；” ends a sentence only when that is already
    long: statutes and minutes chain whole statements with it, while in short sentences it is a
    comma. “……” ends one at the end of a line, before a closing quote, or after more than a few
    characters; before that it is a hesitation.
    """
    spans: list[tuple[int, int]] = []
    stop = len(text) if end is None else min(end, len(text))
    for line in _LINE.finditer(text, max(start, 0), stop):
        _split_line(text, line.start(), line.end(), spans)
    return spans


def _split_line(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> None:
    start, end = _trim(text, start, end)
    if start == end:
        return
    if _is_one_sentence(text, start, end):
        spans.append((start, end))
        return
    marker = _LIST_ITEM.match(text, start, end)
    opening = marker.end() if marker else start
    for match in _CANDIDATE.finditer(text, opening, end):
        if not _ends_here(text, start, end, match):
            continue
        first, last = _trim(text, start, match.end())
        if first < last:
            spans.append((first, last))
        start = match.end()
    first, last = _trim(text, start, end)
    if first < last:
        spans.append((first, last))


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _is_one_sentence(text: str, start: int, end: int) -> bool:
    length = end - start
    if length <= _LONGEST_ITEM and _LIST_ITEM.match(text, start, end):
        return True
    if length > _LONGEST_ROW:
        return False
    cell = text.find(" | ", start, end)
    # P(A | B) in running prose is no table: its bracket is still open at the bar.
    return cell >= 0 and text.count("(", start, cell) <= text.count(")", start, cell)


def _ends_here(text: str, start: int, end: int, match: re.Match[str]) -> bool:
    kind = match.lastgroup or ""
    at, after = match.start(), match.end()
    following = text[after] if after < end else ""
    if following and following in "，,、；;：:":
        return False
    if kind == "semicolon":
        return at - start >= _LONG_ENOUGH_FOR_SEMICOLON
    if kind == "wide":
        return at == start or not text[at - 1].isdigit()
    if kind == "full_close":
        if _inside_title(text, start, at):
            return False
        return not following or not _inside_brackets(text, start, match)
    if kind == "dots_close":
        return _dots_end(text, start, end, match)
    return _latin_ends(text, start, end, match)


def _inside_brackets(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether the mark belongs to an aside in brackets within a longer sentence."""
    closing = match["full_close"]
    if not closing or closing[-1] not in "）)】〕]":
        return False
    opening = "（(【〔["["）)】〕]".index(closing[-1])]
    at = text.rfind(opening, max(start, match.start() - _LOOK_BACK), match.start())
    return at >= 0 and (at - start > 8 or bool(text[start:at].strip()))


def _inside_title(text: str, start: int, at: int) -> bool:
    """Whether the title of a work, 《……！》, is still open."""
    opening = text.rfind("《", max(start, at - _LOOK_BACK), at)
    return opening >= 0 and text.find("》", opening, at) < 0 <= text.find("》", at, at + _LOOK_BACK)


def _dots_end(text: str, start: int, end: int, match: re.Match[str]) -> bool:
    after = match.end()
    if after >= end:
        return True
    following = text[after : after + 1]
    if following.isspace():
        return not _next_letter(text, after, end).islower()
    if following.isascii():
        return False
    return bool(match["dots_close"]) or match.start() - start >= _LONG_ENOUGH_FOR_DOTS


def _next_letter(text: str, at: int, end: int) -> str:
    """First character at or after `at` that is neither a space nor an opening quote."""
    for position in range(at, min(end, at + _LOOK_BACK)):
        letter = text[position]
        if not letter.isspace() and letter not in "\"'“‘«(（[「『":
            return letter
    return ""


def _latin_ends(text: str, start: int, end: int, match: re.Match[str]) -> bool:
    after = match.end()
    following = _next_letter(text, after, end)
    if not following:
        return True
    if following.islower():
        return False
    if match["latin"] != ".":
        return True
    at = match.start()
    found = _LAST_WORD.search(text, max(start, at - 24), at)
    if not found:
        return at - start > 8 or not text[start:at].strip().isdigit()
    word = found.group().lower()
    if word in _NEVER_LAST or (following.isdigit() and word in _NEVER_BEFORE_NUMBER):
        return False
    initial = len(word) == 1 and found.group().isupper() and following.isascii()
    if initial or word in _SELDOM_LAST or "." in word:
        opener = _FIRST_WORD.search(text, after, min(end, after + 32))
        return opener is None or opener.group().lower() in _OPENERS
    return True
