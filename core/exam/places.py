"""Questions for the page that says something, worded with fewer words than the page uses."""

import re

from core.exam.drafts import Draft, in_sentence, without_asides
from core.exam.material import Rarity, Sentence
from core.types import ExamQuestionKind

TELLING = 4
_LEFT_OUT = re.compile(
    r"\b(?:very|quite|rather|really|also|already|still|just|only|even|then|thus|therefore|however"
    r"|indeed|often|usually|mainly|mostly|largely|especially|particularly|generally|typically"
    r"|currently|approximately|about|roughly|nearly|almost|highly|fully|[a-z]{4,}[^mi]ly)\b ?"
)
_LEFT_OUT_CHINESE = re.compile(
    r"非常|十分|特别|已经|已|主要|进一步|目前|大约|大致|约(?=\d)|更加|比较|较为|相当|往往|通常|一般|尤其|甚至|"
    r"正式|共同|逐渐|逐步|不断|(?<=[\u4e00-\u9fff])[也还都就](?=[\u4e00-\u9fff]{2})"
)
_SPLIT = re.compile(
    r"\s*(?:[,;:]| [–—-] |—)\s*|(?= (?:which|who|whose|where|while|although|because|so that|such as"
    r"|including|whereas) )"
)
_LEADS_CHINESE = re.compile(
    r"^(?:但是?|而且?|因此|所以|同时|其中|此外|并且?|也|还|又|则|即|因为|由于|虽然|不过|其|以及|从而|使得?|"
    r"于是|后来?|之后|另外|例如|比如|他们?|她们?|它们?|该|这|此|如)"
)


def place(sentence: Sentence, rarity: Rarity) -> Draft | None:
    """The question which page says what a sentence says, None where too little would be left."""
    text = without_asides(sentence.plain)
    said = _english(text) if sentence.language == "en" else _chinese(text, rarity)
    if not said:
        return None
    telling = rarity.telling(said)
    if telling < TELLING:
        return None
    return Draft(
        ExamQuestionKind.PLACE,
        _worded(said, sentence),
        str(sentence.page) if sentence.pages > 1 else sentence.title,
        sentence,
        1.0 + 0.15 * min(telling, 10),
    )


def _worded(said: str, sentence: Sentence) -> str:
    if sentence.language == "zh":
        return f"哪一页提到{said}？" if sentence.pages > 1 else f"哪份文档提到{said}？"
    where = "Which page" if sentence.pages > 1 else "Which document"
    return f"{where} says that {in_sentence(said)}?"


def _english(text: str) -> str:
    body = re.sub(r"[.!\"”’)]+$", "", text)
    pieces = [piece for piece in _SPLIT.split(body) if piece and piece.strip()]
    if not pieces:
        return ""
    # An opening such as “In 1998” is no clause of its own: the next piece has the verb.
    said = pieces[0]
    if len(said.split()) < 6 and len(pieces) > 1:
        said = f"{said}, {pieces[1]}" if re.match(r"(?:In|On|At|By|After|Since)\b", said) else ""
    said = " ".join(_LEFT_OUT.sub("", said).split())
    words = said.split()
    if not 7 <= len(words) <= 22 or len(words) > len(text.split()) - 2:
        return ""
    if not re.search(
        r"\b(?:is|are|was|were|has|have|had|can|will|may|must|\w{3,}(?:ed|es|s))\b", said
    ):
        return ""
    if re.search(r"\b(?:and|or|the|of|to|that|a|an|by|with|for|in|on|its|their)$", said):
        return ""
    return said


def _chinese(text: str, rarity: Rarity) -> str:
    body = text.rstrip("。！!.”」』")
    pieces = [piece for piece in re.split(r"[，；：,;]", body) if piece]
    if len(pieces) < 2:
        said = _LEFT_OUT_CHINESE.sub("", body)
        return said if 12 <= len(said) <= 36 and len(said) < len(body) else ""
    best, most = "", 0
    for first in range(len(pieces) - 1):
        if _LEADS_CHINESE.match(pieces[first]) or (first and len(pieces[first]) < 6):
            continue
        for last in range(first, min(first + 2, len(pieces))):
            if last - first + 1 == len(pieces):
                continue
            said = _LEFT_OUT_CHINESE.sub("", "，".join(pieces[first : last + 1]))
            if not 12 <= len(said) <= 36 or not _closed(said):
                continue
            telling = rarity.telling(said)
            if telling > most:
                best, most = said, telling
    return best


def _closed(text: str) -> bool:
    return all(text.count(a) == text.count(b) for a, b in ("“”", "《》", "「」", "（）"))
