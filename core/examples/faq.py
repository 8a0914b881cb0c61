"""Questions with their answers as they stand in a text: behind signs, or a question by itself."""

import re
from collections.abc import Iterator
from typing import NamedTuple

LONGEST_ANSWER = 1500
"""Characters of an answer; what follows is no longer part of it."""


class Pair(NamedTuple):
    """A question and its answer, which is `text[start:end]` but for line breaks inside it."""

    question: str
    answer: str
    start: int
    end: int
    signed: bool = False
    """Whether they stand behind signs, so that somebody meant them as question and answer."""


_LEAD = r"^[ \t>*#•·\-–]{0,8}(?:\*\*|__)?(?:\(?\d{1,3}[.)、:：]?\s*)?"
_ASKS = re.compile(
    _LEAD
    + r"(?:(?:Q|Question|FAQ|问|問|提问|问题|用户问题)\s?(?:\d{1,3}|[一二三四五六七八九十]{1,3})?)"
    r"(?:\*\*)?\s?[:：.、)]\s*(?:\*\*)?(?P<text>\S.{2,400}?)(?:\*\*|__)?\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_TELLS = re.compile(
    _LEAD
    + r"(?:(?:A|Answer|答|回答|答案|解答|客服回答)\s?\d{0,3})(?:\*\*)?\s?[:：.、)]\s*(?:\*\*)?"
    r"(?P<text>.*)$",
    re.IGNORECASE | re.MULTILINE,
)
_BY_ITSELF = re.compile(
    r"^[ \t>*#•·▪-]{0,8}(?:\*\*|__)?"
    r"(?:\(?\d{1,3}(?:\.\d{1,3})*[.)、:：]?\s+|[（(]?[一二三四五六七八九十]{1,3}[）)、.]\s*)?"
    r"(?P<text>[^\s|][^|\n]{4,160}[?？])(?:\*\*|__)?\s*$",
    re.MULTILINE,
)
_ASKING = re.compile(
    r"^(?:what|why|how|when|where|which|who|whom|whose|is|are|am|do|does|did|can|could|may|might|must"
    r"|should|will|would|has|have|had|in (?:what|which)|at what|to (?:what|whom))\b",
    re.IGNORECASE,
)
_ASKING_CHINESE = re.compile(
    r"什么|怎么|怎样|如何|为何|为什么|哪|谁|多少|多久|多大|几|是否|吗|能不能|可不可以|有没有|是不是|何时|何谓|区别"
)


_ENDS = re.compile(r"[.。！!；;][\"'”’»)）」』\]]*$")
_SEVERAL = re.compile(r"[。！!；;]|\.\s|[?？].*[?？]")
_TALK = re.compile(
    r"(?:so|but|and|then|right|really|ready|want|(?:do|are|have|can|would|will) you)\b"
    r"|那么|那|你(?!们)|而|但|所以",
    re.IGNORECASE,
)
"""How a question begins that talks to its reader rather than asks."""


def asked_and_answered(text: str, signed: bool = False) -> list[Pair]:
    """The pairs in a text, in order. With `signed` only those behind signs (Q: … A: …)."""
    found = list(_signed(text))
    if not signed:
        taken = [(pair.start, pair.end) for pair in found]
        found += [pair for pair in _alone(text) if not _inside(pair, taken)]
    return sorted(found, key=lambda pair: pair.start)


def _inside(pair: Pair, taken: list[tuple[int, int]]) -> bool:
    return any(start < pair.end and pair.start < end for start, end in taken)


def _signed(text: str) -> Iterator[Pair]:
    questions = list(_ASKS.finditer(text))
    for place, asked in enumerate(questions):
        end = questions[place + 1].start() if place + 1 < len(questions) else len(text)
        told = _TELLS.search(text, asked.end(), end)
        if told is None or text[asked.end() : told.start()].strip():
            continue
        # A blank line ends the last answer; between questions it is part of one.
        start = told.start("text")
        stop = end
        if place + 1 == len(questions):
            blank = re.compile(r"\n[ \t]*\n").search(text, max(start, told.end() - 1))
            stop = blank.start() if blank else end
        if pair := _pair(asked["text"], text, start, stop):
            yield pair._replace(signed=True)


def _alone(text: str) -> Iterator[Pair]:
    """A line that is a question, with the paragraph right below it."""
    for asked in _BY_ITSELF.finditer(text):
        question = asked["text"].strip()
        if not (_ASKING.match(question) or _ASKING_CHINESE.search(question)):
            continue
        below = re.compile(r"\s*").match(text, asked.end())
        start = below.end() if below else asked.end()
        blank = re.compile(r"\n[ \t]*\n|\n(?=[ \t>*#]{0,8}\S[^\n]{3,160}[?？]\s*$)", re.MULTILINE)
        found = blank.search(text, start)
        end = found.start() if found else len(text)
        body = text[start:end].strip()
        # Another question below it: a list of questions, not an answer.
        if not body or not _ENDS.search(body) or _BY_ITSELF.match(body):
            continue
        if _SEVERAL.search(question) or _TALK.match(question) or _is_verse(body):
            continue
        if pair := _pair(question, text, start, end):
            yield pair


def _is_verse(body: str) -> bool:
    """Whether lines are a poem or a list of headings rather than prose."""
    lines = [line.strip() for line in body.split("\n") if line.strip()]
    short = sum(len(line) < (20 if _ASKING_CHINESE.search(line) else 60) for line in lines)
    bare = sum(not _ENDS.search(line) for line in lines)
    return (len(lines) > 2 and short > 0.7 * len(lines)) or bare > 0.5 * len(lines)


def _pair(question: str, text: str, start: int, end: int) -> Pair | None:
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    if end - start < 2 or end - start > LONGEST_ANSWER:
        return None
    asked = " ".join(question.replace("**", "").split())
    return Pair(asked, text[start:end], start, end)
