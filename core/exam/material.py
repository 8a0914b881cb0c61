"""The sentences of the documents that a question can be made of, and how rare their words are.

A good sentence is prose of its own: not a heading, a row of a table, a running line, a reference or
an instruction to look elsewhere; it says whom or what it is about instead of “it”, and is neither
too short to be recognised nor too long to be read.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.text.sentences import sentences
from core.text.terms import question_terms
from core.types import Document, Mark, MarkKind

ENGLISH_WORDS = (8, 38)
CHINESE_CHARACTERS = (14, 110)

_PROSE = frozenset({MarkKind.PARAGRAPH, MarkKind.LIST_ITEM})
_APART = frozenset(
    {
        MarkKind.TABLE,
        MarkKind.TABLE_ROW,
        MarkKind.TABLE_HEADER,
        MarkKind.CODE,
        MarkKind.CAPTION,
        MarkKind.NOTE,
        MarkKind.BOILERPLATE,
    }
)
_HAN = re.compile(r"[\u3400-\u9fff]")
_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
_LITTLE = re.compile(
    r"\b(?:the|a|an|of|to|in|on|at|and|or|for|with|by|from|as|is|are|was|were|be|been|has|have|had"
    r"|that|which|who|it|its|their|this|these|can|will|may|must|not|than|into|about|between|after"
    r"|before|when|where|during|through|under|over)\b",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|can|could|will|would|may|might|must|should|do|does"
    r"|did|[a-z]{3,}(?:ed|es)|[a-z]{4,}s|began|became|came|went|made|took|gave|found|held|led|left"
    r"|met|paid|said|sold|sent|won|wrote|grew|kept|built|bought|brought|ran|rose|fell|saw|known)\b"
)
_LEANS = re.compile(
    r"\W*(?:(?:it|they|he|she|this|that|these|those|its|their|his|her|such|both|here|there|we|our|i"
    r"|my|you|your|them|one|another|others?|some|also|so|thus|hence|therefore|then|but|and|or|yet"
    r"|because|as (?:such|a result|shown|mentioned|described|noted|above)|for (?:this|that|these)"
    r"|first(?:ly)?|second(?:ly)?|third(?:ly)?|lastly|overall|in general|for (?:instance|example)"
    r"|(?:\w+\W+){1,4}(?:he|she|it|they|we|i|you)"
    r"|however|moreover|furthermore|additionally|similarly|likewise|instead|nevertheless|finally"
    r"|in (?:addition|contrast|this|these|that|such|particular|other words|fact|the latter"
    r"|the former)|on the other hand|at (?:this|that|the same)|the (?:former|latter|following"
    r"|above|same|two|three|other|second|third|last|first|next)|what|why|how|if you|note|see|click"
    r"|please|let|to (?:this|that|do))\b|"
    r"[它他她其这那该此本上述以上以下如下前者后者两者我你您咱另同但而却因此所以然不过并也还又再则于是即"
    r"且或]"
    r"|由于|因为|为了|作为|随着|其中|[\u4e00-\u9fff]{0,6}[他她]|具体|此外|例如|比如|总之|首先|其次|最后|接着|随后|后来|当时|之后|之前|由此|对此|为此|因而|虽然|除此|"
    r"如果|如图|如表|见[图表]|同样|同时|另外|请|注[：:]|第[一二三四五六七八九十]+[，,]|图\s*\d|表\s*\d)",
    re.IGNORECASE,
)
_POINTS_AWAY = re.compile(
    r"https?:|www\.|\S@\S|\bdoi\b|\bisbn\b|\bissn\b|copyright|©|all rights reserved|licen[sc]ed?\b"
    r"|creative commons|downloaded from|retrieved \w|\bet al\b|\bibid\b|\bpp?\. ?\d"
    r"|\b(?:figure|fig\.|table|section|chapter|equation|eq\.|appendix|supplementary|panel|page|listing"
    r"|step|example|slide)(?: ?\(?\d| (?-i:[A-Z])\b)|\(see\b|\bshown in\b"
    r"|\bas follows\b|\bthe following\b"
    r"|\b(?:above|below)\b|lorem|ipsum|\bcookies?\b|\bsubscribe\b|\bpassword\b"
    r"|版权|转载|免费|领取|收藏|资料包|侵权|免责|扫码|公众号|点击|登录|详见|参见|如下|上文|下文|下图|上图|所示|网址|链接",
    re.IGNORECASE,
)
_DEBRIS = re.compile(
    "[|\t•·▪◦■□►→←↑↓=<>{}~^*#_\\\\\ufffd\ue000-\uf8ff\u0370-\u03ff\u2200-\u22ff\u0300-\u036f]"
    r"|\.{2,}|…|[a-z]{3}\.\s+[A-Z]|\w (?:The|This|These|It|In|An) (?!\d)|\[\s*[a-z]\s*\]"
    r"|\(\s*\)|（\s*）|『』|《》|「」|“”|\w- \w|\d \. \d|(?:\b\w\b ){4}|^\W*\)|^\s*[-–—]"
)
_REFERENCE = re.compile(r"\s*\[\s*\d{1,3}(?:\s*[,–-]\s*\d{1,3})*\s*\]")
_ENDS = re.compile(r"[.。！!][\"'”’»)）」』]*\s*(?:\[\d+\]\s*)*$")
_NUMBER = re.compile(r"\d")
_ARTICLES = frozenset({"The", "A", "An"})
_SMALL = re.compile(r"(?<![\w.])[a-z]+\b")
_REFERENCES = re.compile(
    r"\W*[\d.]*\s*(?:references|bibliography|works cited|literature cited|further reading"
    r"|external links|参考文献|参考资料|引用|外部链接|延伸阅读)\W*",
    re.IGNORECASE,
)
_CLOSING = {")": "(", "]": "[", "）": "（", "》": "《", "”": "“", "」": "「", "】": "【"}
_BRACKET = re.compile(f"[{re.escape(''.join((*_CLOSING, *_CLOSING.values())))}]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a document; `text` is what stands at `start` to `end`."""

    document: str
    title: str
    pages: int
    """Pages of its document."""
    page: int
    start: int
    end: int
    text: str
    language: str
    """"en" or "zh"."""
    heading: str = ""
    """The heading that stands right above its paragraph, where it is the first sentence."""
    good: bool = True
    """Whether it reads by itself; definitions may lean on their heading."""

    @property
    def plain(self) -> str:
        """Its text without marks of references, in one line."""
        return " ".join(_REFERENCE.sub("", self.text).split())


class Rarity:
    """In how many paragraphs a term stands, over all that was read."""

    def __init__(self) -> None:
        self._paragraphs = 0
        self._counts: Counter[str] = Counter()
        self._small: set[str] = set()

    def learn(self, paragraph: str) -> None:
        """Count a paragraph's terms."""
        self._paragraphs += 1
        self._counts.update(set(question_terms(paragraph)))
        self._small.update(_SMALL.findall(paragraph))

    def inside(self, english: str) -> str:
        """An English text as it stands inside a sentence: no capital that only its place gave."""
        first, _, rest = english.partition(" ")
        is_name = first == "I" or first[1:] != first[1:].lower() or rest[:1].isupper()
        ordinary = first in _ARTICLES or (not is_name and first.lower() in self._small)
        return first.lower() + english[len(first) :] if ordinary else english

    def of(self, text: str) -> int:
        """Paragraphs that hold the rarest term of a text; 0 where it has no term."""
        return min((self._counts[term] for term in question_terms(text)), default=0)

    def telling(self, text: str) -> int:
        """How many of a text's terms stand in few paragraphs and so say which one is meant."""
        most = max(3, self._paragraphs // 150)
        return sum(0 < self._counts[term] <= most for term in question_terms(text))


def sentences_of(
    document: Document, text: str, marks: Sequence[Mark], characters: int, rarity: Rarity
) -> Iterator[Sentence]:
    """Sentences of a document that can be asked about; of a long text evenly spread paragraphs.

    `characters` bounds how much is read; `rarity` learns every paragraph that is.
    """
    pages = [mark.start for mark in marks if mark.kind is MarkKind.PAGE]
    blocks = _blocks(text, marks)
    total = sum(block.end - block.start for block, _ in blocks)
    stride = max(1, -(-total // max(1, characters)))
    for block, heading in blocks[::stride]:
        rarity.learn(text[block.start : block.end])
        for number, (start, end) in enumerate(sentences(text, block.start, block.end)):
            found = Sentence(
                document=document.id,
                title=document.title,
                pages=document.pages,
                page=max(1, bisect_right(pages, start)),
                start=start,
                end=end,
                text=text[start:end],
                language=_language(text[start:end]),
                heading=heading if number == 0 else "",
            )
            if not _is_prose(found):
                continue
            leans = _LEANS.match(found.plain) is not None
            if not leans:
                yield found
            elif found.heading:
                yield Sentence(
                    found.document,
                    found.title,
                    found.pages,
                    found.page,
                    start,
                    end,
                    found.text,
                    found.language,
                    found.heading,
                    good=False,
                )


def _blocks(text: str, marks: Sequence[Mark]) -> list[tuple[Mark, str]]:
    """The blocks of prose in order, each with the heading right above it."""
    apart = sorted((mark.start, mark.end) for mark in marks if mark.kind in _APART)
    found: list[tuple[Mark, str]] = []
    heading = ""
    at = reach = 0
    referring = False
    for mark in sorted(marks, key=lambda mark: (mark.start, mark.end)):
        while at < len(apart) and apart[at][0] <= mark.start:
            reach = max(reach, apart[at][1])
            at += 1
        if mark.kind is MarkKind.HEADING:
            heading = " ".join(text[mark.start : mark.end].split())
            referring = _REFERENCES.fullmatch(heading) is not None
        elif mark.kind in _PROSE and mark.start >= reach and not referring:
            found.append((mark, heading))
            heading = ""
    return found


def _language(text: str) -> str:
    han = len(_HAN.findall(text))
    words = _WORD.findall(text)
    if han > len(words):
        return "zh"
    if not words or han or re.search(r"[^\x00-\u024f\u2010-\u203a€™]", text):
        return ""
    little = len(_LITTLE.findall(text)) / len(words)
    return "en" if 0.14 < little < 0.75 else ""


def _is_prose(sentence: Sentence) -> bool:
    plain = sentence.plain
    if not sentence.language or not _ENDS.search(sentence.text):
        return False
    if _DEBRIS.search(plain) or _POINTS_AWAY.search(plain) or not _balanced(plain):
        return False
    # A Chinese sentence says in half the characters what its date says in as many.
    most = 0.25 if sentence.language == "zh" else 0.12
    if len(_NUMBER.findall(plain)) > most * len(plain):
        return False
    if sentence.language == "zh":
        low, high = CHINESE_CHARACTERS
        latin = sum(map(len, _WORD.findall(plain)))
        return low <= len(plain) <= high and latin < 0.5 * len(plain) and plain.count("、") < 8
    words = plain.split()
    low, high = ENGLISH_WORDS
    capitals = sum(word[:1].isupper() for word in words)
    return (
        low <= len(words) <= high
        and plain[0].isupper()
        and plain.count(",") < 7
        and capitals <= 0.5 * len(words)
        and not any(word.isupper() and len(word) > 6 for word in words)
        and _VERB.search(plain) is not None
    )


def _balanced(text: str) -> bool:
    opened: list[str] = []
    for character in _BRACKET.findall(text):
        if character not in _CLOSING:
            opened.append(character)
        elif not opened or opened.pop() != _CLOSING[character]:
            return False
    return not opened and text.count('"') % 2 == 0
