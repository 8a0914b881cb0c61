"""Markdown as a flat row of blocks with the exact place of each piece in the source.

Block structure is markdown-it's (CommonMark and tables); what is inside a line is read by
`core/text/markdown_inline.py`. Left out on purpose: HTML (shown as text), indented code, underlined
headings and link references, which models do not write and which would make text that streams in
jump back. Nothing is ever lost: a line that no block holds becomes a paragraph of its own.
"""

import functools
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from core.text.markdown_block import Alignment, Block, Cell, Container, Holder, Kind
from core.text.markdown_inline import runs
from core.text.markdown_lines import cells, closes, heading
from core.text.markdown_run import Run, Span

__all__ = ["Alignment", "Block", "Cell", "Container", "Holder", "Kind", "Run", "blocks", "settled"]

_NESTING = 32
_LONGEST_FORMULA_LINES = 60
_TABLE_LINES_HELD = 400

_UNDECIDED = re.compile(r"[ \t>]*(?:#{1,6}|[-*+_=~`|:\s]+|\d{1,9}[.)]?|\$\$?|\\\[?)[ \t]*")
"""A last line that may still become anything: its signs wait for the next character."""
_BLANK = re.compile(r"[ \t]*(?:\r?\n|\r|$)")


def blocks(text: str, unfinished: bool = False, start: int = 0) -> tuple[Block, ...]:
    """The blocks of `text[start:]` in order; all places count from the start of `text`.

    `unfinished`: more will follow at the end. What stands open there is read as it will most
    likely end, and signs that may still become anything are not shown yet. `start` must be 0 or
    what `settled` gave. Time and memory are linear in the length.
    """
    return read(text[start:] if start else text, unfinished, start)


def read(source: str, unfinished: bool, base: int) -> tuple[Block, ...]:
    """The blocks of a source that stands at `base` of the whole that places are told of."""
    whole = len(source)
    # Same length, so that places stay; the parser knows "\n" alone.
    source = source.replace("\r\n", " \n").replace("\r", "\n").replace("\0", "\ufffd")
    if unfinished:
        source = source[: _decided(source)]
    if not source.strip():
        return ()
    tokens: list[Token] = []
    markdown = _markdown()
    env: dict[str, Any] = {}
    markdown.block.parse(source, markdown, env, tokens)
    return tuple(_Maker(source, unfinished, whole, base).blocks(tokens))


def settled(found: Sequence[Block]) -> int:
    """Up to where the blocks of an unfinished text can change no more.

    Only the last one of the outermost level can, an item of a list with all it holds; and a formula
    at the end, which may turn out to be none, with the paragraph before it.
    """
    if not found:
        return 0
    last = found[-1]
    if last.kind is Kind.FORMULA:
        before = [block.root for block in found if block.root < last.root]
        return before[-1] if before else last.root
    return last.root


# ---- markdown-it, taught to say where things stand -----------------------------------------------

_Rule = Callable[[StateBlock, int, int, bool], bool]


@functools.cache
def _markdown() -> MarkdownIt:
    made = MarkdownIt("commonmark", {"maxNesting": _NESTING, "html": False})
    made.enable("table")
    made.disable(["code", "html_block", "lheading", "reference"])
    rules = made.block.ruler
    alternatives = {
        "fence": ["paragraph", "blockquote", "list"],
        "heading": ["paragraph", "blockquote"],
        "hr": ["paragraph", "blockquote", "list"],
        "paragraph": [],
    }
    for name, rule in [(each.name, each.fn) for each in rules.__rules__]:
        if name == "table":
            rules.at(name, _table_rule(rule, rules.getRules), {"alt": ["paragraph"]})
        elif name in alternatives:
            rules.at(name, _placed(rule), {"alt": alternatives[name]})
        elif name in ("blockquote", "list"):
            alt = ["paragraph", "blockquote"] + (["list"] if name == "blockquote" else [])
            rules.at(name, _begun(rule), {"alt": alt})
    rules.before("fence", "formula", _formula, {"alt": ["paragraph", "blockquote", "list"]})
    return made


def _placed(rule: _Rule) -> _Rule:
    """The rule, noting in its first token where each of its lines begins and ends."""

    def placed(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        before = len(state.tokens)
        if not rule(state, start, end, silent):
            return False
        if not silent:
            state.tokens[before].meta["lines"] = _lines(state, start, state.line)
            state.tokens[before].meta["root"] = state.bMarks[start]
        return True

    return placed


def _table_rule(rule: _Rule, enders: Callable[[str], list[_Rule]]) -> _Rule:
    """The rule, asked only whether a table begins; its rows are read here, without a token for
    each cell."""

    def table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        if not rule(state, start, end, True):
            return False
        if silent:
            return True
        before, state.parentType = state.parentType, "table"
        ends = enders("blockquote")
        line = start + 2
        while line < end:
            if state.isEmpty(line) or state.sCount[line] < state.blkIndent:
                break
            if any(each(state, line, end, True) for each in ends):
                break
            line += 1
        state.parentType = before
        state.line = line
        token = state.push("table_open", "table", 0)
        token.map = [start, line]
        token.meta["lines"] = _lines(state, start, line)
        token.meta["root"] = state.bMarks[start]
        return True

    return table


def _begun(rule: _Rule) -> _Rule:
    """The rule, noting in its first token where its first line begins."""

    def begun(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        before, root = len(state.tokens), state.bMarks[start]
        if not rule(state, start, end, silent):
            return False
        if not silent:
            state.tokens[before].meta["root"] = root
            if not state.level:
                # What follows an item changes nothing in it, so reading may begin anew at the next.
                for token in state.tokens[before:]:
                    if token.type == "list_item_open" and token.level == 1 and token.map:
                        token.meta["root"] = state.bMarks[token.map[0]]
        return True

    return begun


def _lines(state: StateBlock, start: int, end: int) -> list[Span]:
    return [
        (state.bMarks[line] + state.tShift[line], state.eMarks[line]) for line in range(start, end)
    ]


def _formula(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A formula on lines of its own: $$ … $$ or \\[ … \\], without blank lines."""
    at = state.bMarks[start] + state.tShift[start]
    opening = state.src[at : at + 2]
    if opening not in ("$$", "\\["):
        return False
    closing = "$$" if opening == "$$" else "\\]"
    line, closed, last = start, False, start
    for line in range(start, min(end, start + _LONGEST_FORMULA_LINES)):
        if line > start and (state.isEmpty(line) or state.sCount[line] < state.blkIndent):
            break
        first = state.bMarks[line] + state.tShift[line] + (2 if line == start else 0)
        found = state.src.find(closing, first, state.eMarks[line])
        last = line
        if found >= 0:
            if state.src[found + 2 : state.eMarks[line]].strip():
                return False
            closed = True
            break
    else:
        last = line
    # Open to the very end of the text it is still being written, or was cut off.
    if not closed and (last + 1 < state.lineMax or last - start >= _LONGEST_FORMULA_LINES - 1):
        return False
    if not closed and opening == "$$" and state.src[at + 2 : state.eMarks[start]].strip():
        return False
    if silent:
        return True
    state.line = last + 1
    token = state.push("formula", "", 0)
    token.map = [start, state.line]
    token.meta["lines"] = _lines(state, start, state.line)
    token.meta["root"] = state.bMarks[start]
    token.meta["closed"] = closed
    return True


def _decided(source: str) -> int:
    """Up to where a text that goes on is shown."""
    begin = source.rfind("\n") + 1
    if len(source) - begin <= _TABLE_LINES_HELD and _UNDECIDED.fullmatch(source, begin):
        return begin
    return len(source)


# ---- tokens to blocks ----------------------------------------------------------------------------


_Stands = tuple[int, int, int, tuple[Container, ...]]
"""Start, end, root and containers of a block."""


class _Maker:
    """Turns the parser's tokens into blocks."""

    def __init__(self, source: str, unfinished: bool, whole: int, base: int) -> None:
        self._source = source
        self._base = base
        self._unfinished = unfinished
        self._cut = len(source) < whole
        self._made: list[Block] = []
        self._containers: list[Container] = []
        self._root = 0

    def blocks(self, tokens: list[Token]) -> list[Block]:
        """The blocks, lines that the parser left out among them."""
        last = len(self._source.rstrip())
        for token in tokens:
            outermost = token.level == 0 or token.type == "list_item_open"
            if outermost and token.nesting >= 0:
                self._root = token.meta.get("root", self._root)
            match token.type:
                case "blockquote_open":
                    self._containers.append(Container(Holder.QUOTE))
                case "list_item_open":
                    number = int(token.info) if token.info else 0
                    holder = Holder.NUMBER if token.info else Holder.BULLET
                    self._containers.append(Container(holder, number, first=True))
                case "blockquote_close" | "list_item_close":
                    self._containers.pop()
                case "paragraph_open" | "heading_open" | "fence" | "hr" | "table_open" | "formula":
                    self._add(token, last)
        return self._with_gaps()

    def _add(self, token: Token, last: int) -> None:
        lines: list[Span] = token.meta["lines"]
        start, end = lines[0][0], max(lines[-1][1], lines[0][0])
        held = tuple(self._containers)
        self._containers = [replace(each, first=False) for each in self._containers]
        # While the last line waits for its next character, what is before it is complete.
        open_end = self._unfinished and not self._cut and end >= last
        source, base = self._source, self._base
        if len(held) == 1 and held[0].holder is Holder.QUOTE:
            # A quote that begins anew at a later block of it holds the same.
            self._root = source.rfind("\n", 0, start) + 1
        stands = (start + base, end + base, self._root + base, held)
        match token.type:
            case "paragraph_open":
                found = runs(source, lines, open_end, base)
                self._made.append(Block(Kind.PARAGRAPH, *stands, found))
            case "heading_open":
                level = int(token.tag[1])
                inner = heading(source, start, end, level)
                found = runs(source, [inner], open_end, base)
                self._made.append(Block(Kind.HEADING, *stands, found, level=level))
            case "fence":
                self._made.append(_code(source, token, lines, stands, base))
            case "hr":
                self._made.append(Block(Kind.RULE, *stands))
            case "formula":
                self._made.append(_formula_block(source, token, lines, stands))
            case "table_open":
                self._made.append(_table(source, lines, stands, base, open_end))

    def _with_gaps(self) -> list[Block]:
        """The blocks with a paragraph for each stretch of text that none of them holds."""
        found: list[Block] = []
        at = 0
        for block in [*self._made, None]:
            until = block.start - self._base if block else len(self._source)
            root = found[-1].root if found else self._base
            for gap in self._gap(at, until, root):
                inside = block is not None and gap.start >= block.root
                found.append(replace(gap, root=block.root) if block and inside else gap)
            if block:
                found.append(block)
                at = max(at, block.end - self._base)
        return found

    def _gap(self, start: int, end: int, root: int) -> list[Block]:
        """What was nested deeper than anyone writes; signs of lists and quotes are no text."""
        between = self._source[start:end]
        if not between or not _SAYS.search(between):
            return []
        lines = [(start + line.start(), start + line.end()) for line in _LINES.finditer(between)]
        base = self._base
        found = runs(self._source, lines, False, base)
        stands = (lines[0][0] + base, lines[-1][1] + base, root, ())
        return [Block(Kind.PARAGRAPH, *stands, found)] if found else []


_SAYS = re.compile(r"[^\s>*+\-\d.)]")
_LINES = re.compile(r"[^\n]*\S[^\n]*")


def _code(source: str, token: Token, lines: list[Span], stands: _Stands, base: int) -> Block:
    closed = len(lines) > 1 and closes(source, lines[-1], token.markup)
    inside = lines[1 : -1 if closed else None]
    text = token.content.removesuffix("\n")
    found: list[Run] = []
    words: list[str] = []
    # Mostly the lines stand in the source as they are, one run for all of them.
    first = inside[-1][1] - len(text) if inside else 0
    if text and first >= lines[0][1] and source.startswith(text, first):
        found.append(Run(text, first + base, first + len(text) + base))
    else:
        words = token.content.split("\n")[: len(inside)]
    for place, (word, (start, end)) in enumerate(zip(words, inside, strict=False)):
        first = max(end - len(word), 0)
        exact = source.startswith(word, first)
        begin, stop = (first, end) if exact else (start, max(end, start))
        found.append(Run(word, begin + base, stop + base))
        if place + 1 < len(words):
            found.append(Run("\n", end + base, end + 1 + base))
    info = token.info.strip().split()
    language = info[0] if info else ""
    return Block(
        Kind.CODE,
        *stands,
        tuple(found),
        text=text,
        language=language,
        closed=closed,
    )


def _formula_block(source: str, token: Token, lines: list[Span], stands: _Stands) -> Block:
    start, end = lines[0][0], lines[-1][1]
    closed: bool = token.meta["closed"]
    closing = source.rfind(source[start : start + 2].replace("[", "]"), start + 2, end)
    text = "\n".join(
        source[max(first, start + 2) : min(last, closing) if closed else last]
        for first, last in lines
    )
    return Block(Kind.FORMULA, *stands, text=text.strip(), closed=closed)


def _table(source: str, lines: list[Span], stands: _Stands, base: int, open_end: bool) -> Block:
    head = cells(source, lines[0])
    columns = len(head)
    alignments = tuple(_alignment(source[start:end]) for start, end in cells(source, lines[1]))
    rows = []
    for number, line in enumerate([lines[0], *lines[2:]]):
        spans = cells(source, line)
        if len(spans) > columns:
            spans[columns - 1 :] = [(spans[columns - 1][0], spans[-1][1])]
        ending = spans[-1][1] if spans else line[1]
        spans += [(ending, ending)] * (columns - len(spans))
        last = open_end and number == len(lines) - 2
        rows.append(
            tuple(
                Cell(
                    start + base,
                    end + base,
                    runs(source, [(start, end)], last and end >= line[1], base),
                )
                for start, end in spans
            )
        )
    return Block(Kind.TABLE, *stands, rows=tuple(rows), alignments=alignments)


def _alignment(rule: str) -> Alignment:
    left, right = rule.startswith(":"), rule.endswith(":")
    if left and right:
        return Alignment.CENTRE
    return Alignment.RIGHT if right else Alignment.LEFT
