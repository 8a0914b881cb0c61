"""Questions that headings ask, answered by what stands below them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from core.examples.drafts import Draft, answers, is_chinese, is_prose, quoted, sells, tidy
from core.types import Mark, MarkKind

LONGEST_ANSWER = 1200
"""Characters (Chinese: half); an answer ends with the paragraph before."""
_NUMBERING = re.compile(
    r"^\s*(?:第[一二三四五六七八九十百\d]+[章节条篇部]分?\s*[、:：]?|[（(]?[一二三四五六七八九十]{1,3}[）)、.．]"
    r"|[（(]?\d+(?:\.\d+)*[）)、.．]?(?=\s|[\u3400-\u9fff])"
    r"|[A-Z][.)]\s|[A-Z]\.\d+(?:\.\d+)*\s|§\s*[\d.]*|[IVX]{1,5}\.\s"
    r"|[•·▪#*]+)\s*"
)
_GENERAL = re.compile(
    r"(?:introduction|overview|summary|abstract|conclusions?|background|contents|table of contents"
    r"|references|bibliography|see also|notes?|external links|further reading|appendix.*|example.*"
    r"|discussion|results?|methods?|general|other|others|more|about|details?|description|keywords"
    r"|acknowledge?ments?|faq|preface|foreword|usage|history|etymology|citation.*|title|author.*"
    r"|chapter.*|section.*|part .*|page.*|figure.*|table.*|step.*|test.*|heading.*|sub-?heading.*"
    r"|list.*|header.*|main|home|menu|contact.*|data availability.*|ethics.*|funding.*|decision.*"
    r"|editor.*|eLife.*|competing.*|additional.*|materials? and methods.*|analysis( and .*)?"
    r"|(?:experiment\w*|quantitative|qualitative|main|key|related|preliminary)(?: \w+)? "
    r"(?:results?|work|findings|analysis|points)|(?:results?|discussion) and .*|setup|what'?s new"
    r"|(?:january|february|march|april|may|june|july|august|september|october|november|december)"
    r"\W.*\d.*"
    r"|前言|引言|简介|概述|概览|摘要|总结|结论|小结|背景|目录|参考文献|附录.*|示例.*|例子|说明|注意.*|其他|更多|介绍"
    r"|正文|导读|写在.*|结语|后记|备注|图片|来源|作者.*|步骤.*|第.{1,4}[步章节])",
    re.IGNORECASE,
)
_SITE = re.compile(r"\s+[-–—|]\s+(?:Wikipedia|维基百科|百度百科|知乎|CSDN.*|.{0,20}博客.*)\s*$")
_NUMBERED_LINE = re.compile(
    r"(?:(?P<first>[一二三四五六七八九十]{1,3}、)|(?P<second>\d{1,2}[.、．])(?!\d)|(?P<third>\d{1,2}\.\d{1,2}(?:\.\d)?))"
    r"\s*(?P<name>[^。！？!；;，,:：\n|]{2,30})"
)
"""A heading of a plain text."""
_SORT = r"(?:an?|any|one|the (?:\w+ ){1,3}(?:that|of|which|for)) "
"""How a sentence goes on that says what something is."""
_ONE_WORD = re.compile(r"[A-Z][a-z]{2,20}")
_QUESTION = re.compile(r"[?？]\s*$")
_HOW_TO = re.compile(r"how to (?P<rest>[a-z].*)", re.IGNORECASE)
_WHAT_IS = re.compile(r"(?:什么是|何谓)(?P<term>.{1,30})|(?P<other>.{1,30})是什么")
_WORD = re.compile(r"[A-Za-z][\w’'-]*")
_SENTENCE = re.compile(r"[。！；;!]|[.:：,，]\s*$|\.\s")


_INSIDE = (MarkKind.PAGE, MarkKind.TABLE_ROW, MarkKind.TABLE_HEADER)


@dataclass
class _Section:
    """A heading with the blocks right below it."""

    title: str
    level: int
    above: str
    blocks: list[tuple[int, int, MarkKind]] = field(default_factory=list)


def by_headings(text: str, marks: Sequence[Mark], title: str) -> Iterator[Draft]:
    """Drafts of a document called `title`."""
    known_title = title_of(title)
    for section in _sections(text, marks):
        name = _NUMBERING.sub("", section.title).strip(" :：*_#")
        body = _body(text, section)
        if body is None or not name:
            continue
        answer, start, end = body
        place = known_title
        bare = _SITE.sub("", title)
        if not place and _ONE_WORD.fullmatch(bare) and section.above not in ("", bare):
            place = f"{bare}: {section.above}"
        asked = _asked(name, answer, place, section.above)
        if asked:
            language = "zh" if is_chinese(answer) else "en"
            yield Draft("heading", asked, answer, start, end, language)


def title_of(title: str) -> str:
    """A document's title as a sentence can name it; "" where it is the name of a file."""
    title = _NUMBERING.sub("", _SITE.sub("", title)).strip(" *#")
    return title if is_a_title(title) else ""


def is_a_title(title: str) -> bool:
    """Whether a document's title is words that a person gave it rather than the name of a file."""
    letters = sum(letter.isalpha() for letter in title)
    if re.search(r"[_/\\]|\.\w{2,5}$|^\d+$|untitled|document\d*$|microsoft word", title, re.I):
        return False
    if re.search(r"[\u3400-\u9fff]", title):
        said = sum(letter.isalnum() for letter in title)
        return letters >= 3 and len(title) <= 40 and said > 0.6 * len(title)
    return len(title.split()) >= 2 and len(title) <= 90 and letters > 0.6 * len(title)


def _sections(text: str, marks: Sequence[Mark]) -> Iterator[_Section]:
    current: _Section | None = None
    open_ones: list[tuple[int, str]] = []
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
        level = _level(text, mark)
        if level:
            if current is not None:
                yield current
            name = " ".join(text[mark.start : mark.end].split())
            open_ones = [each for each in open_ones if each[0] < level]
            above = _NUMBERING.sub("", open_ones[-1][1]) if open_ones else ""
            current = _Section(name, level, above)
            open_ones.append((level, name))
        elif current is not None and mark.kind is not MarkKind.PAGE:
            if mark.kind in (MarkKind.TABLE_ROW, MarkKind.TABLE_HEADER):
                continue
            current.blocks.append((mark.start, mark.end, mark.kind))
    if current is not None:
        yield current


def _level(text: str, mark: Mark) -> int:
    """The level of a heading, also of one that is but a numbered line; 0 for what is none."""
    if mark.kind is MarkKind.HEADING:
        return max(1, mark.level)
    if mark.kind not in (MarkKind.PARAGRAPH, MarkKind.LIST_ITEM) or mark.end - mark.start > 40:
        return 0
    line = _NUMBERED_LINE.fullmatch(text[mark.start : mark.end].strip())
    return 0 if line is None else 11 + ["first", "second", "third"].index(_kind(line))


def _kind(line: re.Match[str]) -> str:
    return next(name for name in ("first", "second", "third") if line[name])


def _body(text: str, section: _Section) -> tuple[str, int, int] | None:
    """The paragraphs below a heading, whole, as far as they are prose of their own."""
    parts: list[str] = []
    start = end = 0
    length = 0
    for low, high, kind in section.blocks:
        part = tidy(text[low:high])
        prose = kind is MarkKind.PARAGRAPH and (_goes_on(part) if parts else is_prose(part))
        item = kind is MarkKind.LIST_ITEM and bool(parts) and not sells(part)
        if not prose and not item:
            break
        most = LONGEST_ANSWER // 2 if is_chinese(part) else LONGEST_ANSWER
        if length + len(part) > most:
            break
        start = start if parts else low
        end = high
        parts.append(part)
        length += len(part)
    while parts and parts[-1].endswith((":", "：", "如下", "，", ",")):
        # What it announces did not come along.
        return None
    return ("\n".join(parts), start, end) if parts else None


def _goes_on(part: str) -> bool:
    return is_prose(part) or (len(part) > 8 and part.endswith((":", "：")) and not sells(part))


def _asked(name: str, answer: str, title: str, above: str) -> str:
    """The question that a heading stands for; "" where it says too little."""
    chinese = is_chinese(answer)
    if _QUESTION.search(name):
        is_full = len(name) >= (5 if chinese else 12) and answers(name, answer)
        return name if is_full and not _GENERAL.fullmatch(name.rstrip("?？")) else ""
    if _GENERAL.fullmatch(name) or _SENTENCE.search(name) or name.endswith("…") or sells(name):
        return ""
    return (
        _asked_chinese(name, answer, title, above)
        if chinese
        else _asked_english(name, answer, title)
    )


def _asked_english(name: str, answer: str, place: str) -> str:
    words = _WORD.findall(name)
    if not words or len(name) > 70 or len(words) > 9 or re.search(r"[\u3400-\u9fff]", name):
        return ""
    if match := _HOW_TO.fullmatch(name):
        return f"How do you {match['rest']}?"
    opening = re.match(
        rf"(?:(?:an?|the) )?{re.escape(name)}(?: \([^)]{{1,40}}\))? (is|are) {_SORT}", answer, re.I
    )
    if opening and len(words) <= 4 and len(name) > 2:
        article = re.match(r"(?:an?|the) ", answer, re.I)
        shown = f"{article[0].lower() if article else ''}{name}"
        return f"What {opening[1].lower()} {shown}?"
    if not place or place.casefold() == name.casefold():
        return ""
    return f"What does {quoted(place)} say about {quoted(name)}?"


def _asked_chinese(name: str, answer: str, title: str, above: str) -> str:
    if not 2 <= len(name) <= 30 or re.fullmatch(r"[\W\d]+", name):
        return ""
    if match := _WHAT_IS.fullmatch(name):
        term = (match["term"] or match["other"]).strip()
        return f"什么是{_spaced(term)}？"
    if re.match(r"如何|怎么|怎样|为什么|为何", name):
        return f"{name}？"
    bare = re.sub(r"\s*[（(][^（）()]*[）)]\s*$", "", name)
    opening = re.match(
        rf"{re.escape(bare)}\s*(?:[（(][^（）()]{{1,40}}[）)])?\s*(?:是|指|即)", answer
    )
    if opening and len(bare) <= 16:
        return f"什么是{_spaced(bare)}？"
    place = title if re.search(r"[\u3400-\u9fff]", title) else ""
    if place and place != name:
        return f"《{place}》是怎么讲{quoted(name)}的？"
    above = above.strip(" :：")
    if 3 <= len(above) <= 40 and above != name and not _GENERAL.fullmatch(above):
        return f"关于{quoted(above)}，请说明{quoted(name)}。"
    return ""


def _spaced(term: str) -> str:
    return f" {term}" if term[0].isascii() else term
