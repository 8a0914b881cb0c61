"""Questions with answers drafted from a document by rules, and what prose they may rest on."""

import re
from dataclasses import dataclass

from core.text.language import language_of
from core.text.terms import question_terms


@dataclass(frozen=True, slots=True)
class Draft:
    """A question whose answer rests on `text[start:end]` of a document."""

    kind: str
    """"faq", "definition", "heading", "table"."""
    question: str
    answer: str
    start: int
    end: int
    language: str


_HAN = re.compile(r"[\u3400-\u9fff]")
_ODD = re.compile(
    r"[\ufffd\ue000-\uf8ff|\t\u2200-\u22ff]|\.{5,}|…{3,}|_{4,}|={4,}|-{4,}|\\[a-z]{2,}|[_^]\{"
)
_SELLS = re.compile(
    r"copyright|©|all rights reserved|lorem|ipsum|\bcookies?\b|\bsubscribe\b|\bsign up\b"
    r"|\blog ?in\b|https?://|www\.|版权|转载|免费(?:领取|下载|分享)|领取|资料包|侵权|扫码|公众号|点击|登录"
    r"|加群|微信|点赞|收藏|关注我|评论区|给大家|我精选|带你从|小伙伴|干货|这里我|我[给为]你|找工作|最新行业报告|配套源码",
    re.IGNORECASE,
)
_LEANS = re.compile(
    r"\W*(?:(?:it|they|he|she|this|that|these|those|its|their|his|her|such|both|also|so|thus|hence"
    r"|therefore|then|but|and|or|yet|however|moreover|furthermore|additionally|instead|finally|as"
    r" (?:above|mentioned|shown|described|noted)|for (?:example|instance)|in (?:addition|contrast)"
    r"|(?:see|click|please|note|figure|fig|table|section|chapter)\b)\b"
    r"|[它他她其这那该此]|上述|以上|如上|前者|后者|但|而|因此|所以|然而|不过|并且|同时|另外|此外|例如|比如"
    r"|如图|如表|见[图表]|图\s*\d|表\s*\d|注[：:])",
    re.IGNORECASE,
)
_POINTS_AWAY = re.compile(
    r"\b(?:figure|fig\.|table|section|chapter|equation|eq\.|appendix|listing|page) ?\(?\d"
    r"|\b(?:above|below)\b|\bas follows\b|\bthe following\b"
    r"|如下(?!所)|上文|下文|下图|上图|下表|上表|所示|参见|详见",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.。！!？?；;][\"'”’»)）」』\]]*\s*(?:\[\d+\]\s*)*$")
_DIGIT = re.compile(r"\d")
_REFERENCE = re.compile(r"\s*\[\s*\d{1,3}(?:\s*[,–-]\s*\d{1,3})*\s*\]")


def is_chinese(text: str) -> bool:
    """Whether a text is written in Chinese."""
    return language_of(text) == "zh"


def tidy(text: str) -> str:
    """A text in one line, without marks of references."""
    return " ".join(_REFERENCE.sub("", text).split())


def quoted(name: str) -> str:
    """A name between quotation marks, its own turned into single ones."""
    return f"“{name.replace('“', '‘').replace('”', '’')}”"


def is_prose(text: str) -> bool:
    """Whether a paragraph reads by itself: no debris, nothing that points elsewhere."""
    least, most = (24, 700) if _HAN.search(text) else (60, 1400)
    return (
        least <= len(text) <= most
        and bool(_ENDS.search(text))
        and not _ODD.search(text)
        and not _SELLS.search(text)
        and not _LEANS.match(text)
        and not _POINTS_AWAY.search(text)
        and len(_DIGIT.findall(text)) < 0.2 * len(text)
        and _balanced(text)
    )


def answers(question: str, text: str) -> bool:
    """Whether a text has a word of substance in common with the question that stands above it."""
    return bool(set(question_terms(question)) & set(question_terms(text)))


def sells(text: str) -> bool:
    """Whether a text is about its site rather than its matter, or no text at all."""
    return bool(_SELLS.search(text) or _ODD.search(text))


def points_away(text: str) -> bool:
    """Whether a text leans on another one that would not be seen beside it."""
    return bool(_POINTS_AWAY.search(text))


def _balanced(text: str) -> bool:
    pairs = ("()", "（）", "[]", "“”", "《》")
    return all(text.count(pair[0]) == text.count(pair[1]) for pair in pairs) and (
        text.count('"') % 2 == 0
    )
