"""What a question asks for: its words of substance, their weight, and the kind of answer wanted.

Plain patterns for Chinese and English; no model. A question may lean on an earlier one, which then
stands on the lines before the last (`in_context`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from core.text.language import language_of
from core.text.numerals import with_digits, without_counters
from core.text.terms import terms

LEANING = 0.5
"""Weight of the earlier question's words beside those of the question itself."""


class Asks(StrEnum):
    """The kind of answer a question wants."""

    NUMBER = "number"
    DATE = "date"
    PERSON = "person"
    PLACE = "place"
    REASON = "reason"
    DEFINITION = "definition"
    ANYTHING = "anything"


@dataclass(frozen=True, slots=True)
class Question:
    """A question taken apart; `weights` holds its terms, the question's own at 1."""

    text: str
    asks: Asks
    subject: str
    """What is counted (“员工” in “有多少员工”) or defined; empty where nothing is."""
    weights: dict[str, float]
    perhaps: frozenset[str] = frozenset()
    """Terms that count where the passages have them: 都 is grammar, and half of 成都."""
    names: tuple[frozenset[str], ...] = ()
    """The terms of each name and number it holds, which an answer must know."""


_ASKS = {
    Asks.DATE: (
        r"何时|何年|什么时候|什么时间|哪[一]?[年天月日]|几[月号日]|几年[建成]|年份|日期|截止|多久|期限",
        r"^\W*when\b|\bwhen(?: (?:is|are|was|were|do|does|did|has|have|will|can)\b|\s*\??$)"
        r"|\b(?:what|which) (?:year|date|day|month|time|decade|century)\b"
        r"|\bhow long\b|\bdeadline\b",
    ),
    Asks.NUMBER: (
        r"多少|几|多大|多高|多长|多远|多重|多宽|多深|百分之|比例|占比|数量|金额|价格|单价|费用",
        r"\bhow (?:many|much|old|tall|high|far|large|big|often|deep|wide|fast|heavy)\b"
        r"|\b(?:what|which) (?:is the )?(?:number|percentage|share|price|cost|amount|population"
        r"|rate|average)\b",
    ),
    Asks.PLACE: (
        r"哪里|哪儿|何处|何地|在哪|什么地方|哪[一]?[个座]?(?:国家?|城市|省|市|县|区|地区|州|镇)",
        r"\bwhere\b|\b(?:what|which) (?:city|country|state|county|place|town|region|continent"
        r"|room)\b",
    ),
    Asks.REASON: (r"为什么|为何|为啥|原因|缘故|何以", r"\bwhy\b|\breasons?\b|\bhow come\b"),
    Asks.DEFINITION: (
        r"什么是|何谓|是什么意思|的定义|的含义|指的是什么|是指什么|^\s*[^\s的]{2,12}是(?:什么|啥)[？?]?\s*$",
        r"^\s*what (?:is|are|was|were) (?:an? |the )?[\w\- ]{2,40}\??\s*$"
        r"|^\s*who (?:is|are|was|were) (?-i:(?:[A-Z][\w.'’-]*\s*)+)\??\s*$"
        r"|\bdefin(?:e|ition)\b|\bmean(?:s|ing)?\b",
    ),
    Asks.PERSON: (r"谁|何人|哪[一]?位|哪些人|什么人", r"\bwho(?:m|se)?\b"),
}

_PHRASES = (
    r"请问|告诉我|介绍一下|意思|含义|定义|"
    r"什么时候|什么时间|什么地方|什么样|什么是|为什么|是什么|什么|"
    r"为何|为啥|如何|怎么样|怎么办|怎样|怎么|哪一个|哪一年|哪一些|哪[个些年里儿位种天]|多少钱|多少|多[久长大高远重深宽]|几个|何时|何处|何地|何人|是否|有没有|能不能|可不可以|是不是|"
    r"最[高低多少大小长短早晚好快慢]|以及|或者|还是|可以|应该|需要|我们|你们|他们|[之以][内前后]|关于|对于|根据|按照|之间|其中"
)
_CHINESE_PHRASE = re.compile(_PHRASES)
_CHINESE_FUNCTION = re.compile(
    _PHRASES + r"|[的了是在有和与及为被由于对到等吗呢吧啊呀着过哪谁何几把从而且并也都又就还将让使给"
    r"这那其它他她我你您请要会能啥嘛]"
)
_ENGLISH_FUNCTION = re.compile(
    r"\b(?:a|an|the|of|in|on|at|to|for|from|by|with|as|into|about|between|and|or|but|if|than|that|this|"
    r"these|those|there|it|its|he|she|they|them|their|his|her|him|i|me|my|we|us|our|you|your|"
    r"is|are|was|were|be|been|being|am|do|does|did|done|has|have|had|having|can|could|will|would|"
    r"shall|should|may|might|must|who|whom|whose|what|which|when|where|why|how|many|much|"
    r"please|tell|give|show|say|says|any|some|also|not|no|so|such|most|more|least|less|s|t)\b",
    re.IGNORECASE,
)
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_TWO_FACED = re.compile(
    r"[\u4e00-\u9fff]?[都会请要能有为过到对等由使给从将并且就何着与和在]+[\u4e00-\u9fff]?"
)
_NAMES = re.compile(
    r"[A-Z][\w'’.&/-]*(?:(?: (?:of|the|de|von|van))? [A-Z\d][\w'’.&/-]*)*"
    r"|(?<![\w.,])\d[\d.,:/-]*\d|(?<![\w.,])\d"
    r"|[A-Za-z][\w'’.&/-]{0,80}(?=[\u3400-\u9fff])|(?<=[\u3400-\u9fff])[A-Za-z][\w'’.&/-]*",
    re.ASCII,
)
_FIRST_WORD = re.compile(
    r"^\W*[A-Z][a-z']*(?= (?![A-Z\d]))"
    r"|^\W*(?:[Ww]h\w+|[Hh]ow|I[nsf]|A[rt]e?|Was|Were|Do|Does|Did|Has|Have|The)\b"
)
_COUNTED = re.compile(
    r"(?:多少|几)[个名位家座条项次本件台间种支册]?([\u4e00-\u9fff]{2})"
    r"|\bhow (?:many|much) (\w{3,}?)s?\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")
_LEANS = re.compile(
    r"^\s*(?:那么?|而|还有|另外|然后|它|他|她|其|这|该|换成"
    r"|and\b|but\b|what about|how about|also\b|"
    r"(?:(?:what|when|where|why|how|who|which|is|are|was|were|do|does|did|can|has|have)\b"
    r"[\w\s']*?\b)?"
    r"(?:it|he|she|they|them|this|that|these|those|its|his|her|their)\b(?! \w+ \w+ \w+ \w+))"
    r"|(?:呢)\s*[？?]?\s*$",
    re.IGNORECASE,
)


def understand(text: str) -> Question:
    """Take a question apart; lines before the last are the earlier question it leans on."""
    *earlier, own = [line for line in text.splitlines() if line.strip()] or [text]
    weights = dict.fromkeys(substance("\n".join(earlier)), LEANING)
    weights.update(dict.fromkeys(substance(own), 1.0))
    asks = _asks(own)
    if asks is Asks.ANYTHING and earlier:
        asks = _asks("\n".join(earlier))
    perhaps = frozenset(_perhaps(own)) - weights.keys()
    for term in [term for term in weights if len(term) == 1 and term in "".join(perhaps)]:
        del weights[term]
    return Question(text, asks, _subject(own, asks), weights, perhaps, names(own))


def in_context(question: str, earlier: str) -> str:
    """The question as it must be searched for: with the earlier one before it when it leans on it.

    A question leans on the earlier one when it opens like a continuation or has too few words of
    its own. A year that it names takes the place of the earlier question's.
    """
    own = substance(question)
    if not earlier or not ((_LEANS.search(question) and len(own) < 8) or len(own) < 2):
        return question
    if _YEAR.search(question):
        earlier = _YEAR.sub(" ", earlier)
    return f"{' '.join(earlier.split())}\n{question}"


def substance(text: str) -> list[str]:
    """The terms of a question that its answer must be about, question words left out."""
    plain = _CHINESE_FUNCTION.sub(" ", without_counters(with_digits(text)))
    plain = _ENGLISH_FUNCTION.sub(" ", plain)
    return list(dict.fromkeys(terms(plain) or terms(text)))


def names(text: str) -> tuple[frozenset[str], ...]:
    """The terms of each name, code and number in a question; a name's words belong together."""
    body = with_digits(_FIRST_WORD.sub(" ", text))
    found = (frozenset(substance(name[0])) for name in _NAMES.finditer(body))
    own = frozenset(substance(text))
    return tuple(dict.fromkeys(name for name in found if name and name <= own))


def _perhaps(text: str) -> Iterator[str]:
    plain = _CHINESE_PHRASE.sub(" ", text)
    for run in _TWO_FACED.finditer(plain):
        yield from (term for term in terms(run[0]) if len(term) > 1)


def _subject(text: str, asks: Asks) -> str:
    if asks is Asks.NUMBER:
        counted = _COUNTED.search(text)
        return (counted[1] or counted[2]) if counted else ""
    if asks is Asks.DEFINITION:
        plain = _ENGLISH_FUNCTION.sub(" ", _CHINESE_FUNCTION.sub("\n", text))
        return max((" ".join(run.strip(" ?？。.").split()) for run in plain.splitlines()), key=len)
    return ""


def answer_language(question: str) -> str:
    """ "zh" or "en", whichever Lectern's own words should be in."""
    return "zh" if language_of(question) == "zh" or _CHINESE.search(question) else "en"


def _asks(text: str) -> Asks:
    for asks, (chinese, english) in _ASKS.items():
        if re.search(chinese, text) or re.search(english, text, re.IGNORECASE):
            return asks
    return Asks.ANYTHING


_NUMBER_WORD = (
    r"\d|[一二三四五六七八九十百千万亿两]{1,6}[个名位家座条项次人元年月日天公米万亿%％度岁本件台间种部]"
    r"|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|dozen|hundred|thousand|million)\b"
)
_DAY = (
    r"\d{3,4}|\d+\s*[年月日号天周]|世纪|年代|[春夏秋冬]季|\d+(?:st|nd|rd|th)\b|\d+:\d\d"
    r"|\b(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b"
    r"|\d+ (?:days?|weeks?|months?|years?|hours?|minutes?)"
)
_NAME = (
    r"(?:[A-Z][\w.'\-]+ ){1,3}[A-Z][\w'\-]+|·|[由是为]\s*[\u4e00-\u9fff]{2,4}"
    r"|[\u4e00-\u9fff]{2,4}(?:先生|女士|教授|博士|老师|经理|主任|主席|总统|院长)"
)
_PLACE = (
    r"[省市县区国州镇村路街岛山河湖室楼馆层]|\b(?:in|at|near|from|on)\s+(?:the\s+)?[A-Z][\w\-]+"
)
_BECAUSE = (
    r"因为|由于|因此|因而|为了|以便|使得|导致|原因|所以|[因故]"
    r"|\b(?:because|since|due to|owing to|so that|therefore|thus|in order|as a result|reason"
    r"|caused?|leads? to)\b"
)
_OPENING = r"\W*(?:\d+\W+)?(?:所谓|an? |the )?\W*"
_ASIDE = r"\W*(?:[(（][^)）]{0,60}[)）])?\W?"
_IS = (
    r"是指|指的?是|是一|是|即|称为|通过|用于|用来"
    r"|\b(?:is|are|was|were)\b|\brefers? to\b|\bmeans?\b|\bstands? for\b"
)
_EVIDENCE = {
    Asks.NUMBER: re.compile(_NUMBER_WORD),
    Asks.DATE: re.compile(_DAY),
    Asks.PERSON: re.compile(_NAME),
    Asks.PLACE: re.compile(_PLACE),
    Asks.REASON: re.compile(_BECAUSE, re.IGNORECASE),
    Asks.DEFINITION: re.compile(_IS),
}


def bears(question: Question, text: str) -> float:
    """How surely a sentence holds something of the kind that was asked for, from 0 to 1."""
    pattern = _EVIDENCE.get(question.asks)
    if pattern is None or not pattern.search(text):
        return 0.0
    if not question.subject:
        return 1.0
    thing = rf"(?<![A-Za-z0-9-]){re.escape(question.subject)}(?:s\b|(?![A-Za-z0-9-]))"
    if question.asks is Asks.NUMBER:
        beside = rf"\d[^，。,.;；]{{0,8}}{thing}|{thing}[^，。,.;；]{{0,4}}\d"
        return 1.0 if re.search(beside, text, re.IGNORECASE) else 0.4
    opens = re.match(rf"{_OPENING}{thing}{_ASIDE}", text, re.IGNORECASE)
    if not opens:
        return 0.2
    return 1.0 if re.match(rf"[^，。,.;；的]{{0,8}}?(?:{_IS})", text[opens.end() :]) else 0.6
