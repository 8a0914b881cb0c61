"""Questions for the page that says something, worded with fewer words than the page uses."""

import re

from core.exam.drafts import Draft, without_asides
from core.exam.material import Rarity, Sentence
from core.types import ExamQuestionKind

TELLING = {"en": 4, "zh": 7}
"""Terms that must be left to say what is meant; Chinese terms are pairs of characters."""
_LEFT_OUT = re.compile(
    r"\b(?:very|quite|rather|really|also|already|still|then|thus|therefore|however"
    r"|indeed|often|usually|mainly|mostly|largely|especially|particularly|generally|typically"
    r"|currently|approximately|about|roughly|nearly|almost|highly|fully"
    r"|[a-z]{3,}(?:al|ous|ive|ent|ful)ly)\b ?"
)
_LEFT_OUT_CHINESE = re.compile(
    r"非常|十分|特别是?|已经|主要|进一步|目前|大约|大致|约(?=\d)|更加|比较|较为|相当|往往|通常|尤其|甚至|逐渐|逐步|不断"
)
_SPLIT = re.compile(
    r"\s*(?:[,;:]| [–—-] |—)\s*|(?= (?:which|who|whose|where|while|although|because|so that|such as"
    r"|including|whereas) )"
)
_OPENS_SUBORDINATE = re.compile(
    r"(?:While|Although|Though|If|When|Whenever|Given|As|From|With|Without|By|To|Since|Because|After"
    r"|Before|Once|Until|Unless|Unlike|Like|Despite|Due|For|In|On|At|During|Under|Through|Among"
    r"|Using|Based|According|Compared|Besides|Instead|\w+ing|\w+ed)\b"
)
_OPENS_INSIDE = re.compile(
    r"(?:and|or|but|whereas|although|though|if|when|because|since|after|before|until|which|who|whose|where|while|as|to|with|by|for|of|in|on|at|from|it|they|he|she"
    r"|we|this|that|these|those|\w+ing|its|their|his|her|such)\b",
    re.IGNORECASE,
)
_SAYS = re.compile(
    r"\b(?:is|are|was|were|has|have|had|can|could|will|would|may|might|must|should|do|does|did"
    r"|cannot)\b|(?<!\ba )(?<!\ban )(?<!\bthe )(?<!\band )\b[a-z]{2,}(?:s|ed)"
    r" (?:a|an|the|on|in|to|for|from|by|with|that|at|its|their|how|as|into)\b"
)
"""A verb: without one there is nothing that a page says."""
_LEADS_CHINESE = re.compile(
    r"^(?:[次同翌]年|\d{4}年|某些|[在对从当将把被让]|显著|可以|能够?|通过|根据|按照|用于|以便|进而|使用|可|但是?|而且?|因此|所以|同时|其中|此外|并且?|也|还|又|则|即|因为|由于|虽然|不过|其|以及|从而|使得?|"
    r"于是|后来?|之后|另外|例如|比如|他们?|她们?|它们?|该|这|此|如)"
)
_DEPENDS_CHINESE = re.compile(
    r"(?:以来|[时後后前]|期间|之际|的话|而言|来看|来说|问题|情况|[之以]下|基础上|[下中]|程度)$"
)


def place(sentence: Sentence, rarity: Rarity) -> Draft | None:
    """The question which page says what a sentence says, None where too little would be left."""
    text = without_asides(sentence.plain)
    said = _english(text) if sentence.language == "en" else _chinese(text, rarity)
    if not said:
        return None
    telling = rarity.telling(said)
    if telling < TELLING[sentence.language]:
        return None
    return Draft(
        ExamQuestionKind.PLACE,
        _worded(said, sentence, rarity),
        str(sentence.page) if sentence.pages > 1 else sentence.title,
        sentence,
        1.0 + 0.15 * min(telling, 10),
    )


def _worded(said: str, sentence: Sentence, rarity: Rarity) -> str:
    if sentence.language == "zh":
        return f"哪一页提到{said}？" if sentence.pages > 1 else f"哪份文档提到{said}？"
    where = "Which page" if sentence.pages > 1 else "Which document"
    return f"{where} says that {rarity.inside(said)}?"


def _english(text: str) -> str:
    body = re.sub(r"[.!\"”’)]+$", "", text)
    pieces = [piece.strip() for piece in _SPLIT.split(body) if piece.strip()]
    if not pieces:
        return ""
    said = pieces[0]
    if re.match(r"(?:If|Unless|When|Until|Once)\b", said):
        # What is said holds on a condition, which cannot be left out.
        return ""
    if _OPENS_SUBORDINATE.match(said) or len(said.split()) < 4:
        # What is said stands in the next piece.
        if len(pieces) < 2 or _OPENS_INSIDE.match(pieces[1]):
            return ""
        said = pieces[1]
    said = " ".join(_LEFT_OUT.sub("", said).split())
    words = said.split()
    if not 7 <= len(words) <= 22 or len(words) > len(text.split()) - 2:
        return ""
    if not _SAYS.search(said):
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
    # The subject stands at the beginning: what follows it may be left out, it may not.
    if _LEADS_CHINESE.match(body) or re.match(r"[^，。]{1,8}[：:]", body):
        return ""
    best, most = "", 0
    for last in range(min(2, len(pieces) - 1)):
        said = _LEFT_OUT_CHINESE.sub("", "，".join(pieces[: last + 1]))
        if not 12 <= len(said) <= 36 or not _closed(said) or _DEPENDS_CHINESE.search(said):
            continue
        telling = rarity.telling(said)
        if telling > most:
            best, most = said, telling
    return best


def _closed(text: str) -> bool:
    return all(text.count(a) == text.count(b) for a, b in ("“”", "《》", "「」", "（）"))
