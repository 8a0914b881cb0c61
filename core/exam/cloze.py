"""Questions that a sentence answers with one name, date or number; a gap where no wording fits.

Chinese asks in place: the number gives way to 多少, the year to 哪一年. English is worded anew
where the sentence has a common shape (“X was built in 1908” – “When was X built?”).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from core.exam.drafts import Draft, without_asides
from core.exam.material import Rarity, Sentence
from core.types import ExamQuestionKind

GAP = "____"
_FRAME = re.compile(rf"^(?:Fill the gap: |填空：)|{GAP}")
MOST_WORDS = 26
"""Words of an English sentence with a gap; longer ones lose the clauses farthest from it."""
TELLING = {"en": 3, "zh": 5}
"""Terms that must be left to say what is meant; Chinese terms are pairs of characters."""

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
_DATE = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTH}(?:,? \d{{4}})?"
    rf"|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:, \d{{4}})?|{_MONTH} \d{{4}})"
)
_YEAR = r"(?:1[4-9]|20)\d\d"
_APART = r"(?<![\w.,/:–—$€£¥-])"
_ALONE = r"(?![\w/:–—-]|[.,]\d)"
_AMOUNT = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+|\d{2,}"
_NUMBER_WORDS = (
    r"(?:three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty"
    r"|fifty|sixty|seventy|eighty|ninety|hundred)"
)
_ENGLISH = (
    ("date", 3.0, re.compile(rf"{_APART}{_DATE}{_ALONE}")),
    ("year", 2.6, re.compile(rf"(?<=\b[iI]n ){_YEAR}{_ALONE}")),
    ("year", 2.2, re.compile(rf"(?:(?<=since )|(?<=until )|(?<=by )){_YEAR}{_ALONE}")),
    (
        "money",
        2.6,
        re.compile(rf"(?<![\w.,])[$€£¥] ?(?:{_AMOUNT}|\d)(?: (?:million|billion))?{_ALONE}"),
    ),
    ("share", 2.4, re.compile(rf"{_APART}\d+(?:\.\d+)? ?(?:%|per ?cent\b)(?!\w)")),
    (
        "number",
        2.2,
        re.compile(rf"{_APART}(?:{_AMOUNT})(?: (?:million|billion|thousand))?{_ALONE}(?= [a-z])"),
    ),
    (
        "number",
        1.8,
        re.compile(rf"(?<!\bone of )(?<![\w-])\b{_NUMBER_WORDS}\b(?![-–])(?= [a-z]{{3,}})"),
    ),
    (
        "name",
        2.0,
        re.compile(
            r"(?<=[a-z,] )(?:[A-Z][a-z’'-]+ )(?:(?:of|de|van|von|the|del?|da|and) )?"
            r"(?:[A-Z][a-z’'-]+ ?){1,3}(?<! )(?![\w-])"
        ),
    ),
)
_DIGITS = (
    r"(?<![\d.,第A-Za-z+-])(?:\d[\d,]*\.\d+ ?[万亿]?|\d[\d,]+ ?[百千万亿]{0,2}|\d ?[百千万亿]{1,2})"
)
_NUMERALS = (
    r"(?<![零一二三四五六七八九十百千万亿两第\d ])(?:[一二三四五六七八九两][十百千万]|十)"
    r"[零一二三四五六七八九十百千万亿]*"
)
_COUNTERS = (
    "个|名|位|家|座|条|项|次|人|件|台|间|种|支|册|部|首|集|场|辆|艘|架|层|张|元|美元|公里|千米|平方|立方|"
    "米|厘米|毫米|吨|公斤|千克|克|岁|天|小时|分钟|户|所|株|枚|亩|公顷|海里|英里|英尺|届|倍|公尺|票|篇|页|份"
)
_CHINESE = (
    ("date", 3.0, re.compile(r"(?:1[4-9]|20)\d\d年(?:\d{1,2}月)(?:\d{1,2}[日号])?")),
    ("year", 2.8, re.compile(r"(?:1[4-9]|20)\d\d年")),
    ("share", 2.4, re.compile(r"\d+(?:\.\d+)?[%％]")),
    ("number", 2.4, re.compile(rf"{_DIGITS}[多余]?(?= ?(?:{_COUNTERS}))")),
    ("number", 1.9, re.compile(rf"{_NUMERALS}[多余]?(?=(?:{_COUNTERS}))")),
    ("work", 1.6, re.compile(r"(?<=《)[^《》]{2,16}(?=》)")),
)
_RANGE = re.compile(r"[-–—~～至到]\s*$|(?:from|between|and|or|to)\s+$|[或、]\s*$")
_RANGE_ON = re.compile(r"\s*(?:[-–—~～至到或、]|(?:to|and|or) \d)")
_NOT_COUNTED = re.compile(
    r"(?:these|those|both|the|figure|fig|table|section|chapter|version|no|number|page|step|level|type|phase|grade|group"
    r"|part|class|model|windows|python|iso|rfc|labels?"
    r"|(?-i:[A-Z]\w*))\.? $",
    re.IGNORECASE,
)
_PART_OF_NAME = re.compile(r"[A-Z][\w’'-]*,?\s+(?:(?:of|for|the|and|de|von|&)\s+)*$")
_NAME_ON = re.compile(r"\s*(?:[A-Z-]|(?:of|and|for) [A-Z])")
_PEOPLE = (
    r"written|painted|drawn|made|signed|won|translated|opened|designed|founded|discovered|invented|built|led|directed|composed|developed"
    r"|published|created|introduced|proposed|established|edited|commissioned|described|owned"
)
_PASSIVE = r"(?P<subject>(?:The |An? )?[A-Z0-9][^,;:]{2,70}?) (?P<aux>was|were|is|are) (?P<rest>"

_NO_SUBJECT = re.compile(
    r"\b(?:and|or|but)$|\b(?:is|was|are|were|has|had|have|weighs|that|which|who|when|where|if|as|it"
    r"|he|she|they|[a-z]+ed)\b"
)
_CLAUSES = {
    "en": re.compile(r";\s+|,\s+(?=(?:which|while|whereas|although|so that|where)\b)"),
    "zh": re.compile(r"[，；]"),
}


@dataclass(frozen=True, slots=True)
class _Gap:
    kind: str
    start: int
    end: int
    score: float


def cloze(sentence: Sentence, rarity: Rarity) -> Draft | None:
    """The best question with a gap, None where no gap is good."""
    text = without_asides(sentence.plain)
    best: Draft | None = None
    for gap in _gaps(text, sentence.language):
        answer = text[gap.start : gap.end].strip()
        if gap.kind in ("name", "work") and rarity.of(answer) > 4:
            continue
        if sentence.language == "en":
            wordings = [_english(text, gap), _gapped(text, gap, "en")]
        elif gap.kind == "work":
            wordings = [_gapped(text, gap, "zh")]
        else:
            wordings = [_chinese(text, gap)]
        worded = [each for each in wordings if _tells(each, sentence, rarity)]
        if not worded or answer.casefold() in worded[0].casefold():
            continue
        telling = rarity.telling(_FRAME.sub("", worded[0]))
        score = gap.score + (0.0 if GAP in worded[0] else 1.0) + 0.1 * min(telling, 8)
        if best is None or score > best.score:
            best = Draft(ExamQuestionKind.CLOZE, worded[0], answer, sentence, score)
    return best


def _tells(wording: str, sentence: Sentence, rarity: Rarity) -> bool:
    return rarity.telling(_FRAME.sub("", wording)) >= TELLING[sentence.language]


def _gaps(text: str, language: str) -> Iterator[_Gap]:
    taken: list[tuple[int, int]] = []
    for kind, score, pattern in _ENGLISH if language == "en" else _CHINESE:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(start < other_end and end > other for other, other_end in taken):
                continue
            taken.append((start, end))
            before = text[:start]
            if _RANGE.search(before) or _RANGE_ON.match(text, end):
                continue
            if kind == "number" and language == "en" and _NOT_COUNTED.search(before):
                continue
            if kind == "name" and (_PART_OF_NAME.search(before) or _NAME_ON.match(text, end)):
                continue
            if text.count(match[0]) == 1:
                yield _Gap(kind, start, end, score)


# ---- English -----------------------------------------------------------------------------------


def _english(text: str, gap: _Gap) -> str:
    before, after = text[: gap.start], text[gap.end :]
    closes = re.match(r"\s*(?:[.,;]|$)| (?:as|after|when|because|at|and was) ", after) is not None
    if gap.kind in ("date", "year") and closes:
        found = re.fullmatch(rf"{_PASSIVE}\w+[^,;:]{{0,60}}?) (?:in|on)", before.rstrip())
        if found and not _NO_SUBJECT.search(found["subject"]):
            return _question("When", found)
    if gap.kind == "name" and closes:
        found = re.fullmatch(
            rf"{_PASSIVE}(?:\w+ )?(?:{_PEOPLE})[^,;:]{{0,40}}?) by", before.rstrip()
        )
        if found and not _NO_SUBJECT.search(found["subject"]):
            return _question("By whom", found)
    if gap.kind == "number":
        return _how_many(before, text[gap.start : gap.end], after)
    return ""


def _question(word: str, found: re.Match[str]) -> str:
    subject = found["subject"]
    if re.match(r"(?:The|An?) ", subject):
        subject = subject[0].lower() + subject[1:]
    return f"{word} {found['aux']} {subject} {found['rest'].strip()}?"


def _how_many(before: str, number: str, after: str) -> str:
    about = r"(?: (?:about|around|over|more than|some|only|nearly|at least|exactly|almost|up to))?"
    thing = re.match(
        r" (?P<thing>(?:[a-z-]+ ){0,2}?[a-z-]{2,}s)\b(?P<on>[^,;:.]{0,50})[.,;]", after
    )
    if thing is None or re.search(r"(?:cent|les|ous|is|was|has|its)$", thing["thing"]):
        return ""
    has = re.fullmatch(
        rf"(?P<subject>(?:The |An? )?[A-Z][^,;:]{{2,50}}?) (?P<verb>has|have|had){about}",
        before.rstrip(),
    )
    rest = re.sub(r"^ (?:and|or|but)\b.*", "", thing["on"]).rstrip()
    if has and not _NO_SUBJECT.search(has["subject"]):
        subject = has["subject"]
        if re.match(r"(?:The|An?) ", subject):
            subject = subject[0].lower() + subject[1:]
        does = {"has": "does", "have": "do", "had": "did"}[has["verb"]]
        return f"How many {thing['thing']} {does} {subject} have{rest}?"
    there = re.fullmatch(rf"There (?P<verb>are|were){about}", before.rstrip())
    return f"How many {thing['thing']} {there['verb']} there{rest}?" if there else ""


def _gapped(text: str, gap: _Gap, language: str) -> str:
    # Only where a clause of its own begins: a part of an enumeration says nothing by itself.
    cuts = [0, *(match.end() for match in _CLAUSES[language].finditer(text)), len(text)]
    pieces = [(low, high) for low, high in pairwise(cuts) if low < high]
    home = next(n for n, (start, end) in enumerate(pieces) if start <= gap.start < end)
    first = last = home
    most = 60 if language == "zh" else MOST_WORDS

    def size(low: int, high: int) -> int:
        part = text[pieces[low][0] : pieces[high][1]]
        return len(part) if language == "zh" else len(part.split())

    # The beginning names whom the sentence is about, so clauses before come first.
    while first > 0 and size(first - 1, last) <= most:
        first -= 1
    while last + 1 < len(pieces) and size(first, last + 1) <= most:
        last += 1
    if first > 0 or gap.end > pieces[last][1] or size(first, last) > most + 10:
        return ""
    low, high = pieces[first][0], pieces[last][1]
    shown = (text[low : gap.start] + GAP + text[gap.end : high]).strip(" ,;，；")
    return f"填空：{shown}" if language == "zh" else f"Fill the gap: {shown}"


# ---- Chinese -----------------------------------------------------------------------------------

_CLAUSE = re.compile(r"[^，；：,;]+[，；：,;]?")
_MOST_CHARACTERS = 56
_LEAST_TOLD = 10
_TELLS = re.compile(
    r"[了被把由向为与在从于将给获任入出]|成立|发[动行布表]|建[成立]|合作|举[行办]|[是有]"
)
"""Something happens in a clause that has one of these; else it is a heading of what follows."""
_NO_POINT_IN_TIME = re.compile(r"[之代间末初底中度来以起前后春夏秋冬第的至到～~—–-]")
_DEPENDS = re.compile(r"(?:以来|[时後后前起]|期间|之际|的话|之内|以内|来看|而言|为止)$")
"""A clause that ends so only says when another one holds."""
_NO_ONE = re.compile(
    r"[，、]|(?:重新|首次|再次|公布|总共|共|引[入进]|加盟|签约|出[任版]|播出|上映|开通|启用|宣布|收购|申请|成立|出生|毕业|加入|开始|起|任|获|被|在|由|正式|入|离|改|建|与|和|以|从|经|因|再|又|也|并|则|更名|升|"
    r"设立|创办|创立|发行|推出|完成|通过|考入|进入|参加|担任|当选|去世|逝世|退役|转|返|回|移)"
)
"""An opening that leaves out who it is about."""
_UNNAMED = re.compile(r".{0,14}?(?:他|她|它|该[\u4e00-\u9fff]|本[人社站馆]|其(?!他|中))")


def _chinese(text: str, gap: _Gap) -> str:
    body = text.rstrip("。！!.”」』")
    pieces = [match.span() for match in _CLAUSE.finditer(body)]
    home = next((n for n, (start, end) in enumerate(pieces) if start <= gap.start < end), None)
    if home is None or gap.end > pieces[home][1]:
        return ""
    word = {"share": "百分之多少", "year": "哪一年", "date": "什么时候", "number": "多少"}[gap.kind]
    before, after = body[: gap.start].rstrip(), body[gap.end : pieces[home][1]].lstrip()
    if gap.kind in ("year", "date"):
        if _NO_POINT_IN_TIME.match(after):
            return ""
        if len(before) < 2:
            return _when(body, pieces, home, gap, word)
    after = after.rstrip("，；：,; ")
    if _DEPENDS.search(after) or len(before) + len(after) > _MOST_CHARACTERS:
        return ""
    asked = f"{before}{word}{after}".replace("左右", "", 1).strip()
    return f"{asked}？" if _stands_alone(asked) else ""


def _when(body: str, pieces: list[tuple[int, int]], home: int, gap: _Gap, word: str) -> str:
    """The date opens the sentence: what happened then stands behind it."""
    told = ""
    for _, end in pieces[home:]:
        told = body[gap.end : end].strip("，；：,; ")
        if len(told) >= _LEAST_TOLD and _TELLS.search(told):
            break
    told = told.removeprefix("，")
    if not _LEAST_TOLD <= len(told) <= _MOST_CHARACTERS or _NO_ONE.match(told):
        return ""
    asked = f"{told}是在{word}"
    return f"{asked}？" if _stands_alone(asked) and not _DEPENDS.search(told) else ""


def _stands_alone(asked: str) -> bool:
    pairs = (("“", "”"), ("「", "」"), ("《", "》"), ("（", "）"))
    return (
        len(asked) >= 12
        and all(asked.count(low) == asked.count(high) for low, high in pairs)
        and _UNNAMED.match(asked) is None
    )
