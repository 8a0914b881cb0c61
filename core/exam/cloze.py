"""Questions that a sentence answers with one name, date or number; a gap where no wording fits.

Chinese asks in place: the number gives way to 多少, the year to 哪一年. English is worded anew
where the sentence has a common shape (“X was built in 1908” – “When was X built?”).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from core.exam.drafts import Draft, without_asides
from core.exam.material import Rarity, Sentence
from core.types import ExamQuestionKind

GAP = "____"
MOST_WORDS = 26
"""Words of an English sentence with a gap; longer ones lose the clauses farthest from it."""
TELLING = 3
"""Terms that must be left to say which sentence is meant."""

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
    r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty"
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
_CHINESE = (
    ("date", 3.0, re.compile(r"(?:1[4-9]|20)\d\d年(?:\d{1,2}月)(?:\d{1,2}[日号])?")),
    ("year", 2.8, re.compile(r"(?:1[4-9]|20)\d\d年")),
    ("share", 2.4, re.compile(r"\d+(?:\.\d+)?[%％]")),
    (
        "number",
        2.4,
        re.compile(
            r"(?<![\d.,第A-Za-z+-])\d[\d,]*(?:\.\d+)?[多余]?[百千万亿]{0,2}(?=[多余]?(?:个|名|位|家|座|条|项|次|人|"
            r"件|台|间|种|支|册|部|首|集|场|辆|艘|架|层|张|元|美元|公里|千米|平方|立方|米|厘米|毫米|吨|公斤|千克|克|"
            r"岁|天|小时|分钟|户|所|株|枚|亩|公顷|海里|英里|英尺|届|倍|公尺|票|篇|页|份))"
        ),
    ),
    (
        "number",
        1.9,
        re.compile(
            r"(?<![零一二三四五六七八九十百千万亿两第\d])[一二三四五六七八九两]?[十百千万][零一二三四五六七八九十百千万亿]*"
            r"(?=[多余]?(?:个|名|位|家|座|条|项|次|人|件|台|间|种|册|部|首|集|场|辆|艘|架|层|元|公里|米|吨|岁|天|小时))"
        ),
    ),
    ("work", 1.6, re.compile(r"(?<=《)[^《》]{2,16}(?=》)")),
)
_RANGE = re.compile(r"[-–—~～至到]\s*$|(?:from|between|and|or|to)\s+$|[或、]\s*$")
_RANGE_ON = re.compile(r"\s*(?:[-–—~～至到或、]|(?:to|and|or) \d)")
_NOT_COUNTED = re.compile(
    r"(?:figure|fig|table|section|chapter|version|no|number|page|step|level|type|phase|grade|group"
    r"|part|class|model|windows|python|iso|rfc|[A-Z]\w*)\.? $",
    re.IGNORECASE,
)
_PEOPLE = (
    r"written|painted|designed|founded|discovered|invented|built|led|directed|composed|developed"
    r"|published|created|introduced|proposed|established|edited|commissioned|described|owned"
)
_PASSIVE = r"(?P<subject>(?:The |An? )?[A-Z0-9][^,;:]{2,70}?) (?P<aux>was|were|is|are) (?P<rest>"


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
        if gap.kind == "work" or sentence.language == "en":
            worded = _english(text, gap) if sentence.language == "en" else ""
            plain = worded or _gapped(text, gap, sentence.language)
        else:
            worded = plain = _chinese(text, gap)
        if not plain or answer.casefold() in plain.casefold():
            continue
        telling = rarity.telling(plain.replace(GAP, " "))
        if telling < TELLING:
            continue
        score = gap.score + (1.0 if worded else 0.0) + 0.1 * min(telling, 8)
        if best is None or score > best.score:
            best = Draft(ExamQuestionKind.CLOZE, plain, answer, sentence, score)
    return best


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
            if text.count(match[0]) == 1:
                yield _Gap(kind, start, end, score)


# ---- English -----------------------------------------------------------------------------------


def _english(text: str, gap: _Gap) -> str:
    before, after = text[: gap.start], text[gap.end :]
    closes = re.match(r"\s*(?:[.,;]|$)", after) is not None
    if gap.kind in ("date", "year") and closes:
        found = re.fullmatch(rf"{_PASSIVE}\w+[^,;:]{{0,60}}?) (?:in|on)", before.rstrip())
        if found:
            return _question("When", found)
    if gap.kind == "name" and closes:
        found = re.fullmatch(
            rf"{_PASSIVE}(?:\w+ )?(?:{_PEOPLE})[^,;:]{{0,40}}?) by", before.rstrip()
        )
        if found:
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
    rest = thing["on"].rstrip()
    if has and not re.search(r"\b(?:that|which|who|where|when|as|if)\b", has["subject"]):
        subject = has["subject"]
        if re.match(r"(?:The|An?) ", subject):
            subject = subject[0].lower() + subject[1:]
        does = {"has": "does", "have": "do", "had": "did"}[has["verb"]]
        return f"How many {thing['thing']} {does} {subject} have{rest}?"
    there = re.fullmatch(rf"There (?P<verb>are|were){about}", before.rstrip())
    return f"How many {thing['thing']} {there['verb']} there{rest}?" if there else ""


def _gapped(text: str, gap: _Gap, language: str) -> str:
    stop = "，；" if language == "zh" else ",;"
    pieces = [match.span() for match in re.finditer(rf"[^{stop}]+[{stop}]?\s*", text)]
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


def _chinese(text: str, gap: _Gap) -> str:
    body = text.rstrip("。！!.”」』")
    pieces = [match.span() for match in _CLAUSE.finditer(body)]
    home = next((n for n, (start, end) in enumerate(pieces) if start <= gap.start < end), None)
    if home is None or gap.end > pieces[home][1]:
        return ""
    word = {"share": "百分之多少", "year": "哪一年", "date": "什么时候", "number": "多少"}[gap.kind]
    end = pieces[home][1]
    before, after = body[: gap.start], body[gap.end : end].rstrip("，；：,; ")
    if gap.kind in ("year", "date"):
        if re.match(r"[代间末初底中度来以起前后春夏秋冬第的]", after):
            return ""
        if not before.strip() and len(after) < 8:
            # The date opens the sentence: what happened is told in the next clauses.
            end = pieces[min(home + 1, len(pieces) - 1)][1]
            after = body[gap.end : end].rstrip("，；：,; ")
    if len(before) + len(after) > _MOST_CHARACTERS:
        return ""
    asked = f"{before}{word}{after}".strip()
    if len(asked) < 12 or asked.count("“") != asked.count("”"):
        return ""
    return f"{asked}？"
